"""A real server on a free port, a real browser, and pages that are watched for noise."""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from waitress import wasyncore
from waitress.server import create_server

from dashboard.app import create_app
from dashboard.texts import words
from matchmaker.services.environment import Environment
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.opening import open_storage
from matchmaker.store.store import Store
from tests.browser.hands import HANDS
from tests.browser.waiting import go

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from waitress.server import BaseWSGIServer

    from dashboard.texts import Words
    from matchmaker.kernel.messages import Language
    from matchmaker.store.storage import Storage
    from tests.browser.hands import Hands

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

expect.set_options(timeout=40_000)  # a busy machine is no failing page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        pytest.skip(f"no Chromium on this machine (looked for {', '.join(CHROMIUMS)})")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield running
        running.close()


@contextmanager
def served(storage: Storage, files: FolderWorkspace | None = None) -> Iterator[tuple[str, KeptWorkspace]]:
    """Serve the bundled datasets, or others, and what is kept in a storage, on a free port."""
    workspace = KeptWorkspace(Store(storage, lambda: datetime.now(UTC)), files or FolderWorkspace())
    app = create_app(workspace, Environment(lambda: date(2026, 11, 22)))
    server = create_server(app.server, host="127.0.0.1", port=0, threads=8)
    closing = threading.Event()

    def run() -> None:
        try:
            server.run()
        except (OSError, ValueError):  # its loop was about to wait for the socket that is closed below
            if not closing.is_set():
                raise

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}", workspace
    _wait_until_quiet(server)
    server.task_dispatcher.shutdown(timeout=5)
    closing.set()
    server.close()
    wasyncore.close_all(server._map, ignore_all=True)  # a browser still there keeps it going
    thread.join(timeout=30)
    assert not thread.is_alive()
    storage.close()


def _wait_until_quiet(server: BaseWSGIServer) -> None:
    """Let connections that the browser has closed be closed here too."""
    for _ in range(100):
        if not server.active_channels:
            return
        time.sleep(0.05)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with served(MemoryStorage()) as (there, _):
        yield there


@pytest.fixture
def serve() -> Iterator[Callable[..., tuple[str, KeptWorkspace]]]:
    """Serve as :func:`served` does until the windows of :func:`visit` are closed: they may still ask."""
    with ExitStack() as running:
        yield lambda *given: running.enter_context(served(*given))


@pytest.fixture
def desk_address(
    serve: Callable[..., tuple[str, KeptWorkspace]], tmp_path: Path
) -> tuple[str, KeptWorkspace]:
    """A server of one test's own, that keeps what is written in a SQLite file, and its workspace."""
    return serve(open_storage(str(tmp_path / "arbeid.db")))


@pytest.fixture
def visit(
    browser: Browser,
    address: str,
    serve: object,
) -> Iterator[Callable[..., Page]]:
    """Open an address in a fresh browser window; at the end nothing may have gone wrong in it.

    *at* is a server of the test's own. Keyword arguments go to the browser's context. Noise is every
    console error or warning but the *awaited* one, every error in a script, and every request to another
    host.
    """
    noise: list[str] = []
    contexts = []

    def hear(awaited: str | None, message: ConsoleMessage) -> None:
        told = awaited is not None and awaited in message.text
        if message.type in ("error", "warning") and not told:
            noise.append(f"{message.type}: {message.text}")

    def open_(
        path: str, width: int = 1440, at: str = address, awaited: str | None = None, **context: object
    ) -> Page:
        window = browser.new_context(viewport={"width": width, "height": 900}, **context)
        contexts.append(window)
        page = window.new_page()
        page.set_default_timeout(40_000)
        page.on("console", partial(hear, awaited))
        page.on("pageerror", lambda error: noise.append(f"script: {error}"))
        page.on("request", lambda request: _outside(request.url, at, noise))
        go(page, at + path)
        return page

    yield open_
    for window in contexts:
        window.close()
    assert noise == []


def _outside(url: str, address: str, noise: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        noise.append(f"request to another host: {url}")


@pytest.fixture
def way() -> tuple[str, Language]:
    """By what, and in which language, a job is done; a job says."""
    return "mus", "nb"


@pytest.fixture
def text(way: tuple[str, Language]) -> Words:
    """The words on the screen in the language of a job."""
    return words(way[1])


@pytest.fixture
def workspace(desk_address: tuple[str, KeptWorkspace]) -> KeptWorkspace:
    """What the server of a job keeps."""
    return desk_address[1]


@pytest.fixture
def hands(
    way: tuple[str, Language], desk_address: tuple[str, KeptWorkspace], visit: Callable[..., Page]
) -> Hands:
    """A page on a server of the job's own, and what it is used with."""
    by, language = way
    return HANDS[by](visit(f"/{language}/aktorer-og-data", at=desk_address[0]))
