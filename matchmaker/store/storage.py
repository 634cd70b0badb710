"""The port to whatever keeps rows: read them in one moment, write them together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from matchmaker.store.layout import Row, Value


class Reading(Protocol):
    """Rows as they were when the reading began."""

    def get(self, table: str, *key: str | int) -> Row | None:
        """One row by its key; ``None`` when there is none."""

    def rows(self, table: str, **where: Value) -> list[Row]:
        """Every row with those values, in order of the key."""


class Writing(Reading, Protocol):
    """Changes that take effect together when the ``with`` block ends well, and not at all otherwise."""

    def put(self, table: str, row: Row) -> None:
        """Add a row, or replace the one with the same key."""

    def drop(self, table: str, **where: Value) -> None:
        """Take away every row with those values; with no values, all of them."""


class Storage(Protocol):
    """Keeps the rows of :mod:`matchmaker.store.layout`.

    Writers wait for each other; readers see what was there when they began. What has been committed
    survives a killed process and a restart. Where rows cannot be kept or reached, every method raises
    ``InputError`` with ``store_full``, ``store_unreachable``, ``store_busy``, ``store_read_only`` or
    ``store_damaged``; then nothing of the change has been kept, and the storage can be used again as soon
    as the cause is gone.
    """

    @property
    def place(self) -> str:
        """Where the rows are, for people to read; never a password."""

    def reading(self) -> AbstractContextManager[Reading]:
        """Begin to read."""

    def writing(self) -> AbstractContextManager[Writing]:
        """Begin to change; waits for its turn."""

    def scrub(self) -> None:
        """Leave no trace, in any file, of rows that have been dropped or replaced."""

    def close(self) -> None:
        """Let go of files and connections. Using the storage afterwards opens them anew."""
