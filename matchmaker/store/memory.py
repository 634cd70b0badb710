"""Rows in memory: the simplest storage, the twin that the others are compared with."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from matchmaker.store.layout import KEYS, key_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.store.layout import Key, Row, Value

Rows = dict[str, dict["Key", "Row"]]
"""Table → key → row."""


def no_rows() -> Rows:
    """Every table, empty."""
    return {table: {} for table in KEYS}


class MemoryChange:
    """Rows as they will be, and what leads there. The rows it began with are not touched."""

    def __init__(self, rows: Rows) -> None:
        self._rows = {table: dict(held) for table, held in rows.items()}
        self.done: list[tuple[str, Key, Row | None]] = []
        """What was put (row) and dropped (``None``), in order."""

    @property
    def rows_after(self) -> Rows:
        """The rows with everything done."""
        return self._rows

    def get(self, table: str, *key: str | int) -> Row | None:
        """See :class:`matchmaker.store.storage.Reading`."""
        row = self._rows[table].get(key)
        return None if row is None else dict(row)

    def rows(self, table: str, **where: Value) -> list[Row]:
        """See :class:`matchmaker.store.storage.Reading`."""
        held = self._rows[table]
        found = [key for key, row in held.items() if all(row[name] == value for name, value in where.items())]
        return [dict(held[key]) for key in sorted(found)]

    def put(self, table: str, row: Row) -> None:
        """See :class:`matchmaker.store.storage.Writing`."""
        key = key_of(table, row)
        row = whole(table, row)
        self._rows[table][key] = row
        self.done.append((table, key, dict(row)))

    def drop(self, table: str, **where: Value) -> None:
        """See :class:`matchmaker.store.storage.Writing`."""
        for row in self.rows(table, **where):
            key = key_of(table, row)
            del self._rows[table][key]
            self.done.append((table, key, None))


class MemoryStorage:
    """Keeps rows as long as the process lives."""

    place = "memory"

    def __init__(self) -> None:
        self._rows = no_rows()
        self._turn = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[MemoryChange]:
        """See :class:`matchmaker.store.storage.Storage`."""
        yield MemoryChange(self._rows)

    @contextmanager
    def writing(self) -> Iterator[MemoryChange]:
        """See :class:`matchmaker.store.storage.Storage`."""
        with self._turn:
            change = MemoryChange(self._rows)
            yield change
            self._rows = change.rows_after

    def scrub(self) -> None:
        """Nothing is left behind in memory."""

    def close(self) -> None:
        """There is nothing to let go of."""
