"""The small file that the guard keeps: accounts, rights, sessions, and attempts to log in."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, create_engine, event
from sqlalchemy.exc import DBAPIError

from matchmaker.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT: Final = 1
"""Which tables these are; a file with a higher number is of a later tool."""
METADATA = MetaData()
ACCOUNT = Table(
    "account", METADATA,
    Column("name", Text, primary_key=True),
    Column("shown", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("at", Integer, nullable=False),
)  # fmt: skip
RIGHT = Table(
    "right", METADATA,
    Column("account", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("role", Text, nullable=False),
)  # fmt: skip
SESSION = Table(
    "session", METADATA,
    Column("digest", Text, primary_key=True),  # of the token: who reads this file has no way in
    Column("account", Text, nullable=False, index=True),
    Column("shown", Text, nullable=False),
    Column("rights", Text),  # as JSON; NULL where they are looked up
    Column("begun", Integer, nullable=False),
    Column("seen", Integer, nullable=False),
)  # fmt: skip
ATTEMPT = Table(
    "attempt", METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, index=True),
    Column("at", Integer, nullable=False, index=True),
)  # fmt: skip
PENDING = Table(
    "pending", METADATA,
    Column("digest", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Integer, nullable=False),
)  # fmt: skip


class Book:
    """Rows in one SQLite file that only its owner can read; made at the first use.

    Several processes may use it at once. Times are whole seconds since 1970.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = create_engine(f"sqlite:///{path}", hide_parameters=True)  # names stand in no log
        self._ready = False
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read in one moment. Raises ``InputError`` (accounts_file, accounts_newer)."""
        with self._told(), self._begun("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Change, all of it or nothing, when nobody else writes. Raises as :meth:`reading`."""
        with self._told(), self._begun("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _begun(self, word: str) -> Iterator[Connection]:
        self._make_ready()
        with self._engine.connect() as connection:
            connection.execution_options(first_word=word)
            with connection.begin():
                yield connection

    def _make_ready(self) -> None:
        if self._ready:
            return
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        with self._engine.connect() as connection:
            connection.execution_options(first_word="BEGIN IMMEDIATE")
            with connection.begin():
                found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                if found > FORMAT:
                    raise InputError("accounts_newer", {"file": str(self.path)})
                METADATA.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version={FORMAT}")
        self._ready = True

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as wrong:
            reason = wrong.strerror or type(wrong).__name__
            raise InputError("accounts_file", {"file": str(self.path), "reason": reason}) from wrong
        except DBAPIError as wrong:
            raise InputError("accounts_file", {"file": str(self.path), "reason": str(wrong.orig)}) from wrong

    def close(self) -> None:
        """Let go of the file; using the book afterwards opens it anew."""
        self._engine.dispose()


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - of the driver
    connection.isolation_level = None  # transactions are begun by us
    for pragma in ("busy_timeout=20000", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("first_word", "BEGIN"))
