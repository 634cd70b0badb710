"""A shared dashboard as the runbook has it, on loopback, with a region of thousands of actors in it.

Used by ``benchmarks.dashboard_open`` and ``benchmarks.dashboard_load``; measures nothing.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT: Final = Path(__file__).resolve().parent.parent
WORKSPACE, REGION, EVENT = "prov", "stor", "sandnes_bootcamp"
ACTORS: Final = 5_000
SEED: Final = 20_261_123
SECRET: Final = "a key that only the benchmarks have, and it is long"
THREADS: Final = 16
CHROMIUMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-precise-memory-info",
)  # fmt: skip
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Server:
    """One that runs."""

    address: str
    """Of the workspace; no slash last."""
    kind: str
    """``gunicorn`` or ``waitress``."""
    folder: Path
    process: int

    def cookies(self, name: str) -> dict[str, str]:
        """Log somebody in, past the form; gives what the browser then holds."""
        from dashboard.guard.config import read_config
        from dashboard.guard.desk import Desk

        config = read_config(self.folder / "samskaping.toml", {"MATCHMAKER_SECRET_KEY": SECRET})
        desk = Desk(config, lambda: datetime.now(UTC))
        token = desk.sessions.begin(name, name)
        return {desk.session_cookie: token, desk.token_cookie: config.key.mark("token", token)}

    def processor(self) -> float:
        """Seconds of processor used until now, by it and those it started."""
        return sum(_used(one) for one in self._all())

    def memory(self) -> float:
        """Megabytes in memory now."""
        return sum(_resident(one) for one in self._all())

    def _all(self) -> list[int]:
        started = Path(f"/proc/{self.process}/task/{self.process}/children")
        below = started.read_text().split() if started.exists() else []
        return [self.process, *map(int, below)]


def _used(process: int) -> float:
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / _TICKS


def _resident(process: int) -> float:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE / 1e6


def chosen_kind() -> str:
    """``gunicorn`` where it is installed, as the runbook has it; else ``waitress``."""
    beside = Path(sys.executable).with_name("gunicorn")
    return "gunicorn" if beside.exists() or shutil.which("gunicorn") else "waitress"


@contextmanager
def serving(folder: Path, people: int, kind: str = "", actors: int = ACTORS) -> Iterator[Server]:
    """Serve a workspace with a region of *actors* in it until the block ends.

    Parameters
    ----------
    folder
        Where everything is kept; what stands there is used again.
    people
        Accounts ``person-0``, ``person-1`` … of planners.
    kind
        ``gunicorn``, ``waitress``, or empty for :func:`chosen_kind`.
    actors
        Size of the region.
    """
    kind = kind or chosen_kind()
    port = _free_port()
    _prepare(folder, people, actors, port)
    beside = str(Path(sys.executable).with_name("gunicorn"))
    command = {
        "gunicorn": [
            beside if Path(beside).exists() else "gunicorn", "dashboard.wsgi:application",
            "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", str(THREADS), "--timeout", "300",
            "--access-logfile", "/dev/null",
        ],
        "waitress": [
            sys.executable, "-m", "matchmaker", "serve", "--public", "--config", "samskaping.toml",
            "--port", str(port),
        ],
    }[kind]  # fmt: skip
    environ = _environ()
    with (folder / "server.log").open("w") as log:
        started = subprocess.Popen(command, cwd=folder, env=environ, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, started, folder)
        yield Server(f"{address}/{WORKSPACE}", kind, folder, started.pid)
    finally:
        started.terminate()
        started.wait(timeout=30)


def _environ() -> dict[str, str]:
    config = {"MATCHMAKER_SECRET_KEY": SECRET, "MATCHMAKER_CONFIG": "samskaping.toml"}
    return {**os.environ, **config, "PYTHONPATH": str(ROOT)}


def _prepare(folder: Path, people: int, actors: int, port: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "samskaping.toml").write_text(
        f'address = "http://127.0.0.1:{port}"\naccounts = "kontoer.sqlite3"\n'
        f'[workspaces.{WORKSPACE}]\ntitle = "Prøve"\nkeeps = "{WORKSPACE}.db"\n'
    )
    if not (folder / f"{WORKSPACE}.db").exists():
        _run(folder, "synth", "--actors", actors, "--contributions", actors * 3, "--ties", actors * 4,
             "--involvements", actors * 4 // 5, "--challenges", 20, "--seed", SEED, REGION)  # fmt: skip
        _run(folder, "--workspace", f"{WORKSPACE}.db", "--as", "prove", "commit", REGION)
    _accounts(folder, people)


def _run(folder: Path, *words: object) -> None:
    command = [sys.executable, "-m", "matchmaker", *map(str, words)]
    subprocess.run(command, cwd=folder, env=_environ(), check=True, stdout=subprocess.DEVNULL)


def _accounts(folder: Path, people: int) -> None:
    from dashboard.guard.accounts import Accounts
    from dashboard.guard.book import Book
    from matchmaker.services.roles import Role

    accounts = Accounts(Book(folder / "kontoer.sqlite3"), lambda: datetime.now(UTC))
    held = {one.name for one in accounts.listed()}
    for name in sorted({f"person-{number}" for number in range(people)} - held):
        accounts.add(name, "hest batteri stift", name)
        accounts.grant(name, WORKSPACE, Role.PLANNER)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait(address: str, started: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(600):
        if started.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit((folder / "server.log").read_text()[-2000:])


def chromium_path() -> str:
    """Where the browser is; without one, the benchmark ends."""
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        raise SystemExit(f"no Chromium on this machine (looked for {', '.join(CHROMIUMS)})")
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser until the block ends; without one, the benchmark ends."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path(), args=list(QUIET))
        yield running
        running.close()
