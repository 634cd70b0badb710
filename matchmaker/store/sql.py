"""Rows in a SQL database: SQLite in one file, or PostgreSQL by its address."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, create_engine, delete, event, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from matchmaker.kernel.errors import InputError
from matchmaker.store.layout import COLUMNS, KEYS, whole
from matchmaker.store.metadata import METADATA
from matchmaker.store.migrations.upgrade import REVISION, found_revision, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

    from matchmaker.store.layout import Row, Value
    from matchmaker.store.storage import Reading

_TURN = 0x73616D73
"""Number of the lock that writers on PostgreSQL wait for («sams»)."""
_WAIT = 20.0
"""How long a writer waits for its turn, seconds."""
_AGAIN = 0.005
"""How long to let go of a file that two are opening, seconds."""
_CONNECT = "10"
"""How long to wait for an answer from the machine of a PostgreSQL server, seconds."""
_LOOK = text("SELECT name FROM meta LIMIT 1")
"""Databases take their picture of the rows at the first question, not at the beginning."""
_PRAGMAS = (
    "synchronous=FULL",  # in WAL mode NORMAL may lose the last change when the power fails
    "secure_delete=ON",
)
_SIGNS = {
    "store_full": ("disk is full", "disk full", "disk I/O error", "No space left", "could not extend file"),
    "store_busy": ("database is locked", "database table is locked", "lock timeout"),
    "store_read_only": ("readonly", "read-only", "permission denied", "authentication failed"),
    "store_damaged": ("malformed", "not a database", "corrupt"),
    "store_unreachable": (
        "unable to open database file", "connection", "server closed", "terminating", "shutting down",
        "starting up", "failed to resolve",
    ),
}  # fmt: skip
"""What databases say, by what it means; the first that fits."""


class SqlReading:
    """Rows through one connection; see :class:`matchmaker.store.storage.Reading`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, table: str, *key: str | int) -> Row | None:
        """One row by its key; ``None`` when there is none."""
        where = dict(zip(KEYS[table], key, strict=True))
        found = self._select(table, where)
        return found[0] if found else None

    def rows(self, table: str, **where: Value) -> list[Row]:
        """Every row with those values, in order of the key (by code point, on every database)."""
        found = self._select(table, where)
        return sorted(found, key=lambda row: tuple(row[name] for name in KEYS[table]))

    def _select(self, table: str, where: dict[str, Any]) -> list[Row]:
        spec = METADATA.tables[table]
        answer = self._connection.execute(select(spec).where(*_equal(spec, where)))
        return [dict(zip(COLUMNS[table], row, strict=True)) for row in answer]


class SqlWriting(SqlReading):
    """Changes through one connection; see :class:`matchmaker.store.storage.Writing`."""

    def put(self, table: str, row: Row) -> None:
        """Add a row, or replace the one with the same key."""
        spec = METADATA.tables[table]
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        wanted = dialect.insert(spec).values(whole(table, row))
        rest = {name: wanted.excluded[name] for name in COLUMNS[table] if name not in KEYS[table]}
        self._connection.execute(wanted.on_conflict_do_update(index_elements=list(KEYS[table]), set_=rest))

    def drop(self, table: str, **where: Value) -> None:
        """Take away every row with those values; with no values, all of them."""
        spec = METADATA.tables[table]
        self._connection.execute(delete(spec).where(*_equal(spec, where)))


def _equal(spec: Table, where: dict[str, Any]) -> list[Any]:
    return [spec.c[name] == value for name, value in where.items()]


class SqlStorage:
    """Keeps rows in a database; its tables are made, or brought up to date, at the first use.

    Parameters
    ----------
    address
        A SQLAlchemy URL of SQLite or PostgreSQL.
    wait
        Seconds that a writer waits for its turn before it says ``store_busy``.
    """

    def __init__(self, address: str | URL, wait: float = _WAIT) -> None:
        self._url = make_url(address)
        self._wait = round(1000 * wait)
        self._sqlite = self._url.get_backend_name() == "sqlite"
        url = self._url if self._sqlite else self._url.update_query_dict(
            {"connect_timeout": _CONNECT, **self._url.query}
        )  # fmt: skip
        self._engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)  # names stand in no log
        self._ready = False
        self._file: int | None = None
        """Which file that was, on SQLite."""
        event.listen(self._engine, "connect", self._prepare)
        if self._sqlite:
            event.listen(self._engine, "begin", _begin)

    @property
    def place(self) -> str:
        """See :class:`matchmaker.store.storage.Storage`."""
        if self._sqlite:
            return str(self._url.database)
        return self._url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """See :class:`matchmaker.store.storage.Storage`."""
        with self._told():
            self._make_ready()
            level = {} if self._sqlite else {"isolation_level": "REPEATABLE READ"}
            with self._engine.connect() as connection:
                connection.execution_options(**level)
                with connection.begin():
                    connection.execute(_LOOK)
                    yield SqlReading(connection)

    @contextmanager
    def writing(self) -> Iterator[SqlWriting]:
        """See :class:`matchmaker.store.storage.Storage`."""
        with self._told():
            self._make_ready()
            with self._turn() as connection:
                yield SqlWriting(connection)

    @contextmanager
    def _turn(self) -> Iterator[Connection]:
        """Begin a transaction when every other writer has ended theirs."""
        with self._engine.connect() as connection:
            connection.execution_options(first_word="BEGIN IMMEDIATE")
            with connection.begin():
                if not self._sqlite:
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_TURN})"))
                yield connection

    def _make_ready(self) -> None:
        """Bring the tables up to date; once per process, and when another file has taken the place."""
        if self._ready and self._file == self._found():
            return
        if self._ready:
            if self._found() is None:  # an open connection would go on writing to a file without a name
                raise InputError("store_unreachable", {"place": self.place})
            self.close()
        with self._engine.connect() as connection:
            found = found_revision(connection)
        if found != REVISION:
            with self._turn() as connection:
                upgrade(connection)
        self._file = self._found()
        self._ready = True

    def _found(self) -> int | None:
        """Number of the file that has SQLite's place now; ``None`` where there is none."""
        try:
            return Path(self.place).stat().st_ino if self._sqlite else None
        except OSError:
            return None

    def _is_protected(self) -> bool:
        """Whether SQLite's file is there but may not be written to: it then cannot open it at all."""
        path = Path(self.place)
        return self._sqlite and path.exists() and not (
            os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        )  # fmt: skip

    def scrub(self) -> None:
        """Have the database write its files anew, without what has been dropped or replaced.

        On PostgreSQL its write-ahead log still holds old content until the server removes those files,
        which is the server's own setting (``wal_recycle``, ``min_wal_size``).
        """
        words = ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
        alone: dict[str, Any] = {"first_word": ""}
        if not self._sqlite:
            words = [f'VACUUM FULL "{table.name}"' for table in METADATA.sorted_tables]
            alone = {"isolation_level": "AUTOCOMMIT"}
        with self._told():
            self._make_ready()
            with self._engine.connect() as connection:
                connection.execution_options(**alone)
                for word in words:
                    answer = connection.exec_driver_sql(word)
                    # SQLite answers 1 where a reader keeps it from emptying the log beside the file
                    if answer.returns_rows and answer.scalar():
                        raise InputError("store_busy", {"place": self.place})

    def close(self) -> None:
        """See :class:`matchmaker.store.storage.Storage`."""
        self._engine.dispose()
        self._ready = False

    def _prepare(self, connection: Any, _record: object) -> None:  # noqa: ANN401 - of either driver
        """Set up a new connection; transactions on SQLite are begun by us, never by the driver."""
        if not self._sqlite:
            connection.execute(f"SET lock_timeout = {self._wait}")
            connection.commit()
            return
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={self._wait}").close()  # first: the others may have to wait
        _into_wal(connection, self._wait / 1000)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as wrong:
            raise self._said(wrong) from wrong
        except SQLAlchemyError as wrong:  # the pool has no connection to give
            raise InputError("store_unreachable", {"place": self.place}) from wrong

    def _said(self, wrong: DBAPIError) -> Exception:
        """Say what the database refused in the storage's own words; a defect of ours stays what it is."""
        if self._ready and self._file != self._found():
            return InputError("store_unreachable", {"place": self.place})
        reason = str(wrong.orig).strip().splitlines()[0] if str(wrong.orig).strip() else ""
        for code, signs in _SIGNS.items():
            if any(sign.casefold() in reason.casefold() for sign in signs):
                protected = code == "store_unreachable" and self._is_protected()
                said = "store_read_only" if protected else code
                return InputError(said, {"place": self.place, "reason": reason, "where": reason})
        if wrong.connection_invalidated:
            return InputError("store_unreachable", {"place": self.place})
        return wrong


def _into_wal(connection: Any, wait: float) -> None:  # noqa: ANN401 - of the driver
    """Have SQLite write ahead to a log.

    Where two open a new file at once, SQLite tells one of them that the file is locked without letting it
    wait, since waiting could never end while both hold on; so this one lets go and asks again.
    """
    for left in range(round(wait / _AGAIN), -1, -1):
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as wrong:
            if wrong.sqlite_errorcode != sqlite3.SQLITE_BUSY or not left:
                raise
            time.sleep(_AGAIN)
        else:
            return


def _begin(connection: Connection) -> None:
    """Begin; a writer takes its turn at once, so that it never has to give up half-way."""
    word = connection.get_execution_options().get("first_word", "BEGIN")
    if word:
        connection.exec_driver_sql(word)
