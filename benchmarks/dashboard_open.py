"""How soon each page of the dashboard can be used on a processor four times slower, and what it fetches.

Run ``python -m benchmarks.dashboard_open [--runs 3] [--server gunicorn|waitress] [--folder FOLDER]
[--write]`` from the root of the project; it needs Chromium. The server is the shared one of the runbook,
with a region of 5,000 invented actors, on loopback. *First* is the very first opening since the server
began, with an empty browser; *cold* an empty browser; *warm* the same browser again, a second
and a third time (with a profile on disk, as people's have, in which compiled scripts are kept). *Usable*:
heading and first table (or what stands in its place) are there and nothing spins, after the frame that
showed them.
Processor is the renderer's own, which a busy machine changes least; Chromium's throttle spends the time it
takes away, so that it is comparable with the wall. View changes are timed in the page, from the press to
the painted frame. ``--write`` puts the section *Dashboard: opening pages* into ``benchmarks/RESULTS.md``.
Ends with an error on a breach.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.dashboard_server import ACTORS, EVENT, QUIET, REGION, chromium_path, serving
from benchmarks.dashboard_watch import PRESS, USABLE
from benchmarks.report import machine, write_section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, BrowserType, CDPSession, Page

    from benchmarks.dashboard_server import Server

RESULTS: Final = Path(__file__).resolve().parent / "RESULTS.md"
SLOWER: Final = 4
READY: Final = "() => window.__seen && window.__seen.usable !== null"
COLD, WARM, VIEW, SERVED = 6.0, 2.5, 100.0, 300.0
"""Bars: seconds of an opening, and milliseconds of a change of view, alone and with the server asked."""
ABOUT: Final = f"?datasett={REGION}&utfordring=utfordring-001"
PAGES: Final = {
    "oversikt": (f"?datasett={REGION}", ""),
    "aktorer-og-data": (f"?datasett={REGION}", "main #data-versjonsliste tr, main table tbody tr"),
    "nettverk": (f"?datasett={REGION}", ""),
    "inviteres": (ABOUT, "main .seats .seat"),
    "gruppeinndeling": (f"?datasett={EVENT}", "main form, main [role=form], main table tbody tr"),
    "naar-vi-ikke": (ABOUT, "main .finding, main table tbody tr"),
    "laer-av-hverandre": (f"?datasett={REGION}", ""),
    "rapport": (ABOUT, ""),
}
"""Page → its query, and what must be there where its answer is no table."""
LARGE: Final = {
    "plotly": "plotly", "grid": "dash_ag_grid", "cytoscape": "cytoscape.min",
    "mantine": "dash_mantine_components",
}  # fmt: skip
VIEWS: Final = (
    ("dark and light", "oversikt", 1440, "#fargevalg-knapp",
     "document.documentElement.getAttribute('data-mantine-color-scheme')"),
    ("dark and light", "nettverk", 1440, "#fargevalg-knapp",
     "document.documentElement.getAttribute('data-mantine-color-scheme')"),
    ("the menu", "oversikt", 390, ".menu-button",
     "document.querySelector('.menu-button').getAttribute('aria-expanded')"),
    ("a fold", "oversikt", 1440, "main details > summary", "document.querySelector('main details').open"),
)  # fmt: skip
SORTING: Final = ("sorting the actors", "nettverk", 1440, "main th .sort",
                  "document.querySelector('main tbody').textContent.slice(0, 400)")  # fmt: skip


@dataclass
class Opened:
    """What one opening took."""

    heading: float
    usable: float
    """Seconds."""
    processor: float
    """Seconds of the renderer, until it was usable."""
    served: float
    """Seconds of the server."""
    sent: int
    """Bytes over the wire."""
    asked: int
    """Requests that reached the server."""
    large: frozenset[str]


@dataclass
class Found:
    """All of one page."""

    first: Opened | None = None
    cold: list[Opened] = field(default_factory=list)
    warm: list[Opened] = field(default_factory=list)


def main() -> None:
    """Measure, tell, and end with an error where a bar does not hold."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--presses", type=int, default=40)
    asked.add_argument("--server", default="")
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--pages", nargs="*", default=list(PAGES))
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    from playwright.sync_api import sync_playwright

    folder = options.folder or Path(tempfile.mkdtemp(prefix="dashboard-"))
    with serving(folder, 1, options.server) as server, sync_playwright() as playwright:
        people = People(playwright.chromium, server, server.cookies("person-0"))
        found = {name: _open_often(people, name, options.runs) for name in options.pages}
        views = list(_views(people, options.presses))
        memory = server.memory()
    lines = [*_told(found, server.kind, options.runs), "", *_views_told(views, options.presses)]
    lines += ["", f"Memory of the server at the end: {memory:.0f} MB."]
    breaches = [*_breaches(found), *(f"{one[0]} on {one[1]}: {one[2]}" for one in views if one[4])]
    lines += ["", "Every bar holds." if not breaches else f"**Not held:** {'; '.join(breaches)}."]
    print("\n".join(lines))
    if options.write:
        write_section(RESULTS, "Dashboard: opening pages", lines)
    if breaches:
        raise SystemExit(1)


def _open_often(people: People, name: str, runs: int) -> Found:
    found = Found()
    for turn in range(runs + 1):
        with people.browser(1440) as context:
            opened = _open(context, people.server, name)
            if turn:
                found.cold.append(opened)
                found.warm += [_open(context, people.server, name) for _ in range(2)]
            else:
                found.first = opened
    return found


@dataclass(frozen=True)
class People:
    """Who opens pages: browsers that have never been used, with somebody logged in."""

    chromium: BrowserType
    server: Server
    held: dict[str, str]
    """Cookies of the one who is logged in."""

    @contextmanager
    def browser(self, width: int) -> Iterator[BrowserContext]:
        """One with a profile of its own on disk, until the block ends."""
        with tempfile.TemporaryDirectory(prefix="profile-") as profile:
            context = self.chromium.launch_persistent_context(
                profile, executable_path=chromium_path(), args=list(QUIET),
                viewport={"width": width, "height": 900}, reduced_motion="reduce",
            )  # fmt: skip
            at = {"url": self.server.address}
            context.add_cookies([{"name": one, "value": value, **at} for one, value in self.held.items()])
            context.add_init_script(USABLE)
            yield context
            context.close()


def _open(context: BrowserContext, server: Server, name: str) -> Opened:
    page = context.new_page()
    query, answer = PAGES[name]
    if answer:
        page.add_init_script(f"window.__answer = {answer!r};")
    wire = context.new_cdp_session(page)
    sent, asked, large = [0], [0], set[str]()

    def arrived(event: dict[str, Any]) -> None:
        said = event["response"]
        asked[0] += not said.get("fromDiskCache", False) and "://" in said["url"]
        large.update(short for short, part in LARGE.items() if part in said["url"])

    wire.on("Network.responseReceived", arrived)
    wire.on(
        "Network.loadingFinished", lambda event: sent.__setitem__(0, sent[0] + event["encodedDataLength"])
    )
    wire.send("Network.enable")
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    wire.send("Performance.enable")
    before, served = _spent(wire), server.processor()
    page.goto(f"{server.address}/nb/{name}{query}", wait_until="commit", timeout=120_000)
    page.wait_for_function(READY, timeout=180_000, polling=50)
    after = _spent(wire)
    page.wait_for_timeout(1500)  # what spins again afterwards was not usable
    page.wait_for_function(READY, timeout=180_000, polling=50)
    seen = page.evaluate("() => window.__seen")
    page.close()
    return Opened(seen["heading"] / 1000, seen["usable"] / 1000, after - before, server.processor() - served,
                  sent[0], asked[0], frozenset(large))  # fmt: skip


def _spent(wire: CDPSession) -> float:
    """Seconds of processor that the page's own process has used."""
    told = wire.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in told if one["name"] == "ProcessTime")


View = tuple[str, str, str, int, bool]
"""What was changed, on which page, what it took, how often, and whether the bar was broken."""


def _views(people: People, presses: int) -> Iterator[View]:
    for slower, bar, kinds in ((SLOWER, VIEW, VIEWS), (1, SERVED, (SORTING,))):
        for what, name, width, pressed, done in kinds:
            with people.browser(width) as context:
                page = context.new_page()
                page.goto(f"{people.server.address}/nb/{name}{PAGES[name][0]}")
                page.wait_for_function(READY, timeout=180_000)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(2000)  # figures are drawn when the page is idle
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
                took = sorted(filter(None, (_press(page, pressed, done) for _ in range(presses))))
            p50, p95 = statistics.median(took), took[min(len(took) - 1, int(0.95 * len(took)))]
            told = f"p50 {p50:.0f}, p95 {p95:.0f}, most {took[-1]:.0f} ms at {slower}× (bar {bar:.0f})"
            yield what, name, told, len(took), p95 > bar or len(took) < presses


def _press(page: Page, pressed: str, done: str) -> float | None:
    took: float | None = page.evaluate(PRESS, [pressed, done])
    page.wait_for_timeout(500)  # nobody presses while what they saw is still being told to the rest
    return took


def _told(found: dict[str, Found], kind: str, runs: int) -> Iterator[str]:
    yield (
        f"`python -m benchmarks.dashboard_open --runs {runs}` on {machine()}, load {os.getloadavg()[0]:.1f}; "
        f"{kind}, {ACTORS:,} actors, processor {SLOWER}× slower. Seconds; medians with the least in brackets."
    )
    yield ""
    yield (
        "page | first of all | cold: heading | cold: usable | warm: heading | warm: usable | "
        "cold processor | warm processor | server, cold / warm | kB cold / warm | requests cold / warm | "
        "large parts fetched"
    )
    yield "|".join(["---", *["---:"] * 10, "---"])
    for name, one in found.items():
        cold, warm = one.cold, one.warm
        first = "–" if one.first is None else f"{one.first.usable:.2f}"
        parts = [
            name, first, _mid(cold, "heading"), _mid(cold, "usable"), _mid(warm, "heading"),
            _mid(warm, "usable"), _mid(cold, "processor"), _mid(warm, "processor"),
            f"{_mid(cold, 'served')} / {_mid(warm, 'served')}",
            f"{_of(cold, 'sent') / 1000:.0f} / {_of(warm, 'sent') / 1000:.0f}",
            f"{_of(cold, 'asked'):.0f} / {_of(warm, 'asked'):.0f}", ", ".join(sorted(cold[0].large)),
        ]  # fmt: skip
        yield " | ".join(parts)


def _of(many: list[Opened], what: str) -> float:
    return float(statistics.median(getattr(one, what) for one in many))


def _mid(many: list[Opened], what: str) -> str:
    return f"{_of(many, what):.2f} ({min(getattr(one, what) for one in many):.2f})"


def _views_told(views: list[View], presses: int) -> Iterator[str]:
    yield f"change of view | page | of {presses} presses"
    yield "---|---|---"
    for what, name, told, count, _ in views:
        yield f"{what} | {name} | {told}{'' if count == presses else f'; {count} seen'}"


def _breaches(found: dict[str, Found]) -> Iterator[str]:
    for name, one in found.items():
        for word, many, bar in (("cold", one.cold, COLD), ("warm", one.warm, WARM)):
            if _of(many, "usable") > bar:
                yield f"{name} {word} {_of(many, 'usable'):.2f} s (bar {bar} s)"
        if "plotly" in one.cold[0].large and name in ("aktorer-og-data", "nettverk", "gruppeinndeling"):
            yield f"{name} fetches plotly"
        if "grid" in one.cold[0].large:
            yield f"{name} fetches the grid without a sheet to mend"


if __name__ == "__main__":
    main()
