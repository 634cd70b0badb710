"""A SQLite file that may not be there yet: looking makes none, and needs no database library."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from matchmaker.store.memory import MemoryChange, no_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from matchmaker.store.sql import SqlStorage
    from matchmaker.store.storage import Reading, Writing


class SqliteFile:
    """Keeps rows in one file; see :class:`matchmaker.store.storage.Storage`.

    Most commands only look, and most often before anything has been kept: then there are no rows, and the
    half second that the database library needs to be imported is spared.

    Parameters
    ----------
    path
        The file.
    wait
        Seconds that a writer waits for its turn before it says ``store_busy``.
    """

    def __init__(self, path: Path, wait: float = 20.0) -> None:
        self._path = path
        self._wait = wait
        self._database: SqlStorage | None = None

    @property
    def place(self) -> str:
        """See :class:`matchmaker.store.storage.Storage`."""
        return str(self._path)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """See :class:`matchmaker.store.storage.Storage`. No file, no rows."""
        if self._database is None and not self._path.exists():
            yield MemoryChange(no_rows())
            return
        with self._opened().reading() as reading:
            yield reading

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """See :class:`matchmaker.store.storage.Storage`."""
        with self._opened().writing() as writing:
            yield writing

    def scrub(self) -> None:
        """See :class:`matchmaker.store.storage.Storage`."""
        self._opened().scrub()

    def close(self) -> None:
        """See :class:`matchmaker.store.storage.Storage`."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _opened(self) -> SqlStorage:
        if self._database is None:
            from sqlalchemy import URL  # slow to import

            from matchmaker.store.sql import SqlStorage

            # a path may hold ? or %
            self._database = SqlStorage(URL.create("sqlite", database=str(self._path)), self._wait)
        return self._database
