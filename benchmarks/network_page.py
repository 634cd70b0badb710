"""How soon the network page is drawn, follows the mouse, and goes into a group, without a GPU.

Run ``python -m benchmarks.network_page [--runs 5] [--folder FOLDER] [--write]`` from the root of the project;
it needs Chromium. A real server is started on loopback over regions invented with a fixed seed, kept in a
temporary folder (``--folder``) and written once. Every opening is a fresh browser window whose cache is
empty. *Drawn* is when the first frame that holds the actors or groups has been painted, as the page itself
sees it; *processor* is what all of the browser's processes used meanwhile (and, apart, the server), which a
busy machine changes least. Every bar that does not hold, and every request to another host, ends the run
with an error. ``--write`` puts the section *Network page* into ``benchmarks/RESULTS.md``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.network_page_watch import WATCH
from benchmarks.report import machine, write_section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, CDPSession, Page

HERE = Path(__file__).resolve().parent
SEED = 20_261_123
FIGURES = HERE.parent / "data" / "population" / "folkemengde_07459.csv"
PLACES = ("0301", "1103", "1108", "3301", "5001", "5006", "5037", "5038", "5041", "5053")
REGIONS = {"e500": (165, 335), "n500": (500, 1_000), "n2000": (2_000, 5_000), "n100000": (100_000, 500_000)}
"""Actors and ties of each invented region."""
WORDS = {
    "e500": "500 elements", "n500": "500 actors and their ties", "n2000": "2,000 actors",
    "n100000": "100,000 actors",
}  # fmt: skip
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Waits until what has happened is painted."""
PAGES = (
    "oversikt", "aktorer-og-data", "nettverk", "inviteres", "gruppeinndeling", "naar-vi-ikke",
    "laer-av-hverandre", "rapport",
)  # fmt: skip
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-webgl", "--disable-webgl2", "--disable-quic",
    "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
MOVES = 20
FRAME, DRAG, OPEN, DRILL = 2.5, 2.0, 3.0, 1.0
"""Bars, in seconds: first frame; processor of a drag; opening; going into a group."""
LEVELS = 6
"""Levels that are gone into at most; the actors are reached before."""


@dataclass
class Found:
    """What was measured under one name."""

    bar: float | None
    of: str
    """``wall`` or ``cpu``: what the bar is for."""
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    drawn: str = ""

    @property
    def held(self) -> bool:
        """Whether the median is within the bar."""
        return self.bar is None or statistics.median(getattr(self, self.of)) <= self.bar


Table = dict[str, Found]


# -- regions, server, browser ------------------------------------------------------------------------


def invent(folder: Path) -> None:
    """Invent the regions that are not there yet; nothing is planted in them but their size."""
    import pandas as pd

    from matchmaker.model.population import Population
    from matchmaker.model.tables import Tables
    from matchmaker.sources.writing import write_folder
    from matchmaker.synthesis.generate import generate
    from matchmaker.synthesis.plan import Plan, Plants

    frame = pd.read_csv(FIGURES, dtype={"kommunenummer": str, "kjonn": str})
    population = Population.from_ssb(frame, "")
    bare = Plants(0, 0, 0, thin_participants=0, missing_councils=0, brokers=0, conflicts=0, duplicates=0,
                  missing_ties=0)  # fmt: skip
    for name, (actors, ties) in REGIONS.items():
        if (folder / name / "aktorer.csv").exists():
            continue
        plan = Plan(PLACES, actors, 3 * actors, ties, 0, 2, plants=bare)
        tables = generate(plan, population, seed=SEED).tables
        held = {table: rows for table, rows in tables.frames.items() if len(rows)}
        write_folder(Tables(held, tables.features), folder / name)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """Serve the regions in a process of its own; its address and process number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory() as desk:
        call = [sys.executable, "-m", "matchmaker", "serve", "--port", str(port), "--data", str(folder),
                "--workspace", str(Path(desk) / "arbeid.db")]  # fmt: skip
        server = subprocess.Popen(call, cwd=HERE.parent, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/health")
            yield address, server.pid
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def server_seconds(process: int) -> float:
    """Processor seconds of a process so far (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Watcher:
    """A browser, and what it and the server have used."""

    def __init__(self, browser: Browser, address: str, process: int) -> None:
        self.browser, self.address, self.process = browser, address, process
        self._session: CDPSession = browser.new_browser_cdp_session()
        self.outside: list[str] = []
        self.webgl = False

    def used(self) -> tuple[float, float]:
        """Processor seconds of the browser's processes, and of the server, so far."""
        found = self._session.send("SystemInfo.getProcessInfo")["processInfo"]
        return sum(one["cpuTime"] for one in found), server_seconds(self.process)

    @contextmanager
    def window(self) -> Iterator[Page]:
        """A fresh window; every request to another host is kept in mind."""
        context = self.browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.add_init_script(WATCH)
        page.on("request", self._hear)
        yield page
        context.close()

    def _hear(self, request: Any) -> None:  # noqa: ANN401 (Playwright's)
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def timed(self, found: Found, act: Callable[[], float | None]) -> None:
        """Measure one act; the wall time is what it tells, or what passed."""
        before, start = self.used(), time.perf_counter()
        told = act()
        wall = time.perf_counter() - start
        after = self.used()
        found.wall.append(wall if told is None else told)
        found.cpu.append(after[0] - before[0])
        found.server.append(after[1] - before[1])
        print(f"{found.wall[-1]:.2f} s, {found.cpu[-1]:.2f} s in the browser", file=sys.stderr)


# -- what is measured --------------------------------------------------------------------------------


def opened(watch: Watcher, page: Page, region: str, found: Found) -> None:
    """Open the network page of a region and wait for its first frame."""

    def act() -> float:
        page.goto(f"{watch.address}/nb/nettverk?datasett={region}", wait_until="commit")
        return float(page.evaluate("window.watch.drawn(null)")) / 1000

    watch.timed(found, act)
    found.drawn = str(page.evaluate("window.watch.counts()"))


def settled(page: Page) -> None:
    """Wait until nothing is being worked out any more."""
    page.wait_for_load_state("networkidle")
    page.locator("[data-dash-is-loading]").first.wait_for(state="detached")


def dragged(watch: Watcher, page: Page, found: Found) -> None:
    """Drag the background by so many real moves of the mouse, a frame painted between them."""
    settled(page)
    x, y = page.evaluate("window.watch.empty()")

    def act() -> None:
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, MOVES + 1):
            page.mouse.move(x + 12 * step, y + 5 * step)
            page.evaluate(FRAMES)
        page.mouse.up()

    before = page.evaluate("window.watch.pan()")
    watch.timed(found, act)
    after = page.evaluate("window.watch.pan()")
    if abs(after["x"] - before["x"]) < 6 * MOVES:
        raise SystemExit(f"the drag moved nothing: {before} {after}")
    found.drawn = str(page.evaluate("window.watch.counts()"))


def gone_into(watch: Watcher, page: Page, region: str, table: Table, again: str) -> None:
    """Press the largest group, and the largest in that, until actors are drawn; each level is timed."""
    for level in range(1, LEVELS + 1):
        settled(page)
        spot = page.evaluate("window.watch.largest()")
        if spot is None:
            return
        page.evaluate(FRAMES)  # the drawing hears of scrolling with the next frame
        found = table.setdefault(f"{WORDS[region]}: level {level}{again}", Found(DRILL, "wall"))

        def act(at: dict[str, Any] = spot) -> float:
            page.evaluate("window.watch.mark()")
            page.mouse.click(at["x"], at["y"])
            return float(page.evaluate("window.watch.drawn(window.watch.marked)")) / 1000

        watch.timed(found, act)
        found.drawn = str(page.evaluate("window.watch.counts()"))
    raise SystemExit(f"{region}: no actors after {LEVELS} levels")


def small(watch: Watcher, region: str, runs: int, table: Table) -> None:
    """First frame and drag of what is drawn one by one."""
    frame = table[f"{WORDS[region]}: first frame"] = Found(FRAME, "wall")
    drag = table[f"{WORDS[region]}: drag of {MOVES} moves"] = Found(DRAG, "cpu")
    first = table[f"{WORDS[region]}: first frame, never opened before"] = Found(None, "wall")
    for run in range(runs + 1):
        with watch.window() as page:
            opened(watch, page, region, frame if run else first)
            if run:
                dragged(watch, page, drag)


def large(watch: Watcher, region: str, runs: int, table: Table) -> None:
    """Opening of what is drawn as groups, and every level below."""
    first = table[f"{WORDS[region]}: opened, never opened before"] = Found(None, "wall")
    warm = table[f"{WORDS[region]}: opened"] = Found(OPEN, "wall")
    for run in range(runs + 1):
        with watch.window() as page:
            opened(watch, page, region, warm if run else first)
            gone_into(watch, page, region, table, "" if run else ", never gone into before")


def every_page(watch: Watcher) -> int:
    """Open every page in every language; only the requests are looked at."""
    count = 0
    for language in ("nb", "nn", "en"):
        for name in PAGES:
            with watch.window() as page:
                page.goto(f"{watch.address}/{language}/{name}?datasett=n500")
                page.locator("h1").wait_for()
                page.wait_for_timeout(2_000)
                count += 1
    return count


def measure(folder: Path, runs: int) -> tuple[Table, list[str], int]:
    """Measure everything; the requests to other hosts, and the pages that were opened for them."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        raise SystemExit(f"no Chromium (looked for {', '.join(CHROMIUMS)})")
    table: Table = {}
    with sync_playwright() as playwright, serving(folder) as (address, process):
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        watch = Watcher(browser, address, process)
        with watch.window() as page:  # the program itself, once: imports, scripts compiled
            page.goto(f"{address}/nb/ingen-slik-side")
            page.locator("h1").wait_for()
        for region in ("e500", "n500"):
            small(watch, region, runs, table)
        for region in ("n2000", "n100000"):
            large(watch, region, runs, table)
        pages = every_page(watch)
        browser.close()
    return table, watch.outside, pages


# -- what is told ------------------------------------------------------------------------------------


def _said(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({max(values):.2f})"


def row(name: str, found: Found) -> str:
    """One line of the table."""
    bar = "" if found.bar is None else f"{found.of} ≤ {found.bar:g}"
    held = "" if found.bar is None else ("yes" if found.held else "**no**")
    cells = (name, found.drawn, len(found.wall), _said(found.wall), _said(found.cpu), _said(found.server))
    return f"| {' | '.join(map(str, cells))} | {bar} | {held} |"


def lines_of(table: Table, outside: list[str], pages: int, load: float) -> list[str]:
    """Write the section."""
    return [
        f"Regions invented as by `matchmaker synth` over ten municipalities (seed {SEED}; actors and ties:",
        f"{'; '.join(f'{actors:,} and {ties:,}' for actors, ties in REGIONS.values())}),",
        "served by `matchmaker serve` to headless Chromium without GPU and with WebGL switched off. A fresh",
        "window with an empty cache each time. Seconds, median (worst); *drawn* counts nodes and lines.",
        "",
        f"{machine()}; load when the runs began {load:.1f}.",
        "",
        "| | drawn | n | wall | browser's processor | server's processor | bar | held |",
        "|---|---|--:|--:|--:|--:|---|---|",
        *(row(name, found) for name, found in table.items()),
        "",
        f"Requests to other hosts while {pages} pages and all of the above were open: {len(outside)}.",
    ]


def main() -> None:
    """Invent, measure, tell; an error on a breach."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path,
                        default=Path(tempfile.gettempdir()) / "samskaping-network-page")  # fmt: skip
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    invent(asked.folder)
    table, outside, pages = measure(asked.folder, asked.runs)
    lines = lines_of(table, outside, pages, load)
    print("\n".join(lines))
    if asked.write:
        write_section(HERE / "RESULTS.md", "Network page", lines)
    broken = [name for name, found in table.items() if not found.held]
    if broken or outside:
        raise SystemExit(f"does not hold: {broken}; other hosts: {outside[:3]}")


if __name__ == "__main__":
    main()
