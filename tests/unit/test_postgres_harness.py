"""The server that the tests start: it starts, stops at once, comes back, and leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.postgres import PostgresServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

WAITS = """
import sys
from tests.postgres import PostgresServer
server = PostgresServer()
server.start()
print(server.directory, server.new_database(), flush=True)
sys.stdin.read()
"""


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def server_pid(server: PostgresServer) -> str:
    return (server.data_directory / "postmaster.pid").read_text().split()[0]


def ask(url: str, question: str) -> list[tuple[object, ...]]:
    with connected(url) as connection:
        return [tuple(row) for row in connection.execute(text(question))]


def test_it_listens_to_no_network_and_keeps_what_it_is_told(postgres: PostgresServer, postgres_url: str):
    names = (
        "fsync",
        "listen_addresses",
        "max_connections",
        "server_encoding",
        "shared_buffers",
        "wal_recycle",
    )
    found = {name: ask(postgres_url, f"SHOW {name}")[0][0] for name in names}
    assert found == {
        "fsync": "on", "listen_addresses": "", "max_connections": "50", "server_encoding": "UTF8",
        "shared_buffers": "32MB", "wal_recycle": "off",
    }  # fmt: skip
    locale = "SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()"
    assert ask(postgres_url, locale) == [("C.UTF-8", "C.UTF-8")]


def test_it_does_not_run_as_root(postgres: PostgresServer):
    # PostgreSQL starts only as the owner of its data
    assert postgres.running()
    assert postgres.data_directory.stat().st_uid != 0


def test_every_new_database_is_empty_and_another(postgres: PostgresServer, postgres_url: str):
    with connected(postgres_url) as connection:
        connection.execute(text("CREATE TABLE mine (n integer)"))
        connection.commit()
    other = postgres.new_database()
    assert other != postgres_url
    tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
    assert ask(postgres_url, tables) == [(1,)]
    assert ask(other, tables) == [(0,)]
    postgres.drop_database(other)
    with pytest.raises(OperationalError, match="does not exist"):
        ask(other, tables)


def test_what_is_committed_survives_a_stop_at_once_and_nothing_else_does(
    postgres: PostgresServer, postgres_url: str
):
    with connected(postgres_url) as connection:
        connection.execute(text("CREATE TABLE kept (word text)"))
        connection.execute(text("INSERT INTO kept VALUES ('æøå')"))
        connection.commit()
        connection.execute(text("INSERT INTO kept VALUES ('never committed')"))
        postgres.stop("immediate")
        assert not postgres.running()
        connection.invalidate()
    with pytest.raises(OperationalError):
        ask(postgres_url, "SELECT 1")
    written = postgres.log.read_text().count("not properly shut down")
    postgres.start()
    assert ask(postgres_url, "SELECT word FROM kept") == [("æøå",)]
    # it was a crash that it came back from
    assert postgres.log.read_text().count("not properly shut down") == written + 1


def test_a_fast_stop_is_no_crash_and_a_second_start_does_nothing(postgres: PostgresServer, postgres_url: str):
    written = postgres.log.read_text().count("not properly shut down")
    postgres.stop()
    postgres.start()
    first = server_pid(postgres)
    postgres.start()
    assert server_pid(postgres) == first
    assert postgres.log.read_text().count("not properly shut down") == written
    assert ask(postgres_url, "SELECT 1") == [(1,)]


def spoilt_start(server: PostgresServer) -> None:
    with server:
        server.stop()
        with (server.data_directory / "postgresql.conf").open("a") as settings:
            settings.write("no_such_setting = 1\n")
        server.start()


def test_a_failure_tells_what_postgresql_said_and_leaves_nothing(postgres: PostgresServer):
    server = PostgresServer()
    with pytest.raises(RuntimeError, match=r"pg_ctl ended with 1(.|\n)*unrecognized configuration"):
        spoilt_start(server)
    assert not server.directory.exists()
    server.close()


def test_nothing_is_left_of_a_server_whose_tests_were_killed(postgres: PostgresServer):
    with subprocess.Popen(
        [sys.executable, "-c", WAITS], cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        directory, url = process.stdout.readline().split()
        with connected(url) as connection:
            assert connection.scalar(text("SELECT 1")) == 1
            process.kill()
            process.wait()
            last = time.monotonic() + 30
            while Path(directory).exists() and time.monotonic() < last:
                time.sleep(0.05)
            assert not Path(directory).exists()
            with pytest.raises(OperationalError):
                connection.scalar(text("SELECT 1"))
