"""A real PostgreSQL for the tests: the system's own, in a directory of its own, reached by a socket alone.

The two fixtures are there for every test; each process of pytest-xdist has a server of its own, which is
started when the first of its tests asks for it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian and its kin put each version's programs, which they keep out of PATH."""

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{directory}'
port = {port}
max_connections = 50
shared_buffers = 32MB
fsync = on
wal_recycle = off
"""
PORT = 5432  # a part of the socket's name only; no network port is opened
LONGEST_SOCKET = 107  # bytes, on Linux
SUPERUSER = "tester"

# Waits until the tests' end of the pipe is closed, by close() or by the death of the process, however sudden;
# then no server and no directory is left behind.
KEEPER = 'read -r _; "$1/pg_ctl" stop -s -m immediate -D "$2/data"; rm -rf "$2"'


def binaries() -> Path | None:
    """Folder of PostgreSQL's programs: of the one in PATH, else of the highest version; None without any."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    versions = [path.parent for path in INSTALLED.glob("*/bin/initdb")]
    return max(versions, key=lambda path: float(path.parent.name), default=None)


class PostgresServer:
    """One server with a data directory of its own, made at the first start and removed by close().

    Run as root, it belongs to the user ``postgres`` (else ``nobody``), since PostgreSQL refuses to be root;
    otherwise to the one who runs the tests.

    Raises
    ------
    RuntimeError
        No PostgreSQL is installed, the temporary directory's name is too long for a socket, or one of
        PostgreSQL's programs fails; the text has what it said.
    """

    def __init__(self) -> None:
        found = binaries()
        if found is None:
            raise RuntimeError(f"no initdb in PATH or {INSTALLED}/*/bin")
        self._binaries = found
        self._owner = _owner()
        self._numbers = count(1)
        self.directory = Path(tempfile.mkdtemp(prefix="pg-"))
        self.data_directory = self.directory / "data"
        self.log = self.directory / "log"
        self._keeper = subprocess.Popen(
            ["sh", "-c", KEEPER, "keeper", str(found), str(self.directory)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True, cwd="/", **self._owner,
        )  # fmt: skip
        if self._owner:
            os.chown(self.directory, self._owner["user"], self._owner["group"])

    def start(self) -> None:
        """Start and wait until it answers, recovered where it was stopped at once; nothing where it runs."""
        if not self.data_directory.exists():
            self._initialise()
        if not self.running():
            try:
                self._run("pg_ctl", "start", "-s", "-w", "-D", self.data_directory, "-l", self.log)
            except RuntimeError as failure:
                said = self.log.read_text() if self.log.exists() else ""
                raise RuntimeError(f"{failure}\n{said}") from failure

    def stop(self, mode: Literal["fast", "immediate"] = "fast") -> None:
        """Stop and wait: ``fast`` closes connections in order, ``immediate`` is a crash."""
        self._run("pg_ctl", "stop", "-s", "-w", "-m", mode, "-D", self.data_directory)

    def running(self) -> bool:
        """Whether the server's process is there."""
        status = self._call("pg_ctl", "status", "-D", self.data_directory)
        return status.returncode == 0

    def url(self, database: str) -> str:
        """SQLAlchemy's address of a database, whether or not there is one of that name."""
        return f"postgresql+psycopg://{SUPERUSER}@/{database}?host={self.directory}&port={PORT}"

    def new_database(self) -> str:
        """Make an empty database that nobody has used, and give its address."""
        name = f"test_{next(self._numbers)}"
        self._client("createdb", name)
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database by its address, whoever is still connected; nothing where there is none."""
        self._client("dropdb", "--force", "--if-exists", url.rpartition("?")[0].rpartition("/")[2])

    def close(self) -> None:
        """Stop at once and remove everything. May be called again."""
        self._keeper.communicate()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _initialise(self) -> None:
        socket = self.directory / f".s.PGSQL.{PORT}"
        if len(os.fsencode(socket)) > LONGEST_SOCKET:
            raise RuntimeError(f"too long for a socket: {socket}; set TMPDIR to a shorter directory")
        self._run(
            "initdb", "-D", self.data_directory, "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8",
            "--auth=trust", "--no-sync", "--no-instructions",
        )  # fmt: skip
        with (self.data_directory / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS.format(directory=self.directory, port=PORT))

    def _client(self, program: str, *arguments: str) -> None:
        self._run(program, "-h", self.directory, "-p", str(PORT), "-U", SUPERUSER, "-w", *arguments)

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = self._call(program, *arguments)
        if done.returncode:
            raise RuntimeError(f"{program} ended with {done.returncode}:\n{done.stdout}{done.stderr}")

    def _call(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        # nothing of the surroundings: PGHOST, PGOPTIONS or a language of messages would lead astray
        surroundings = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        return subprocess.run(
            [self._binaries / program, *arguments],
            cwd=self.directory, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False, **self._owner,
        )  # fmt: skip


def _owner() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A running server."""
    if binaries() is None:
        pytest.skip(f"no PostgreSQL on this machine (looked for initdb in PATH and {INSTALLED}/*/bin)")
    with PostgresServer() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A new, empty database; the server is started if an earlier test has left it stopped."""
    postgres.start()
    url = postgres.new_database()
    yield url
    postgres.start()
    postgres.drop_database(url)
