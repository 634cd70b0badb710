"""Two people at the same kept team and the same kept seating: by service calls, and with two real browsers.

Half of the interleavings with browsers are at a team and half at a seating. A change that is lost, a conflict
that is not told, an error in a browser's console: each ends the run with an error.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.report import machine, write_section
from matchmaker.kernel.rng import generator
from matchmaker.store.opening import open_storage
from tests.browser.conftest import CHROMIUMS, QUIET, served
from tests.browser.two_browsers import (
    SEATING,
    TEAM,
    Seen,
    prepared,
    seating_interleaving,
    team_interleaving,
    two,
)
from tests.store_data import Place
from tests.two_editors_seating import seating_trial
from tests.two_editors_team import team_trial

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.two_editors import Tally

RESULTS = Path(__file__).parent / "RESULTS.md"
SEED = 20261123
ABOUT_BROWSERS = (
    "Two browsers, each with a name of its own, begin something in the same kept team or the same kept "
    "seating before either keeps it: at the same part, or at two. A plain model says what must be kept; "
    "the second must be told of the first beside what was kept, or be asked with everything typed and "
    "moved still there; the first must be told without a reload. What is lost or not told ends the run."
)
HEAD_BROWSERS = (
    "| what | interleavings | kept beside each other | asked | kept mine | undone | told without reload | s |"
)
ABOUT_CALLS = (
    "Two or three editors by calls of the services, in random order, with swaps, locks, chairs, answers and "
    "undo; after every act the whole of what is kept is that of the model, and in the end everybody has "
    "been told of every change of the others once."
)
HEAD_CALLS = (
    "| what | storage | interleavings | kept | beside others' | refused | kept mine | undone | changes told "
    "| s |"
)
PER_PAGE = 25
"""Interleavings after which both browsers begin anew, on a server and a file of their own."""


def by_calls(folder: Path, times: int) -> list[str]:
    """Interleave calls of the services beside a model."""
    numbers = count()
    kinds: dict[str, Callable[[], Place]] = {
        "memory": lambda: Place("memory", ":memory:"),
        "sqlite": lambda: Place("sqlite", str(folder / f"{next(numbers)}.db")),
    }
    rows = []
    for what, trial in (("team", team_trial), ("seating", seating_trial)):
        for kind, places in kinds.items():
            told: Tally = trial(places, times, SEED)
            rows.append(
                f"| {what} | {kind} | {told.interleavings} | {told.kept} | {told.beside} | {told.refused} | "
                f"{told.mine} | {told.undone} | {told.told} | {told.seconds:.0f} |"
            )
            print(rows[-1], flush=True)
    return rows


def in_browsers(folder: Path, times: int) -> list[str]:
    """Interleave two browsers beside a model."""
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        raise SystemExit(f"no Chromium on this machine (looked for {', '.join(CHROMIUMS)})")
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        for what in ("team", "seating"):
            start, seen = time.perf_counter(), Seen()
            while seen.interleavings < times // 2:
                wanted = min(PER_PAGE, times // 2 - seen.interleavings)
                _some(browser, folder / f"{what}-{seen.interleavings}.db", what, wanted, seen)
                print(what, seen, flush=True)
            rows.append(
                f"| {what} | {seen.interleavings} | {seen.beside} | {seen.conflicts} | {seen.mine} | "
                f"{seen.undone} | {seen.banners} | {time.perf_counter() - start:.0f} |"
            )
        browser.close()
    return rows


def _some(browser: Browser, file: Path, what: str, wanted: int, seen: Seen) -> None:
    storage = open_storage(str(file))
    prepared(storage)
    noise: list[str] = []
    rng = generator(SEED + seen.interleavings, what)
    path = TEAM if what == "team" else SEATING
    with served(storage) as (address, workspace), two(browser, address, path, noise) as pages:
        for number in range(wanted):
            if what == "team":
                team_interleaving(pages, workspace, rng, number, seen)
            else:
                seating_interleaving(pages, workspace, rng, seen)
    if noise:
        raise SystemExit(f"errors in a browser: {noise[:5]}")


def main() -> None:
    """Run both, and write the section where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interleavings", type=int, default=200)
    parser.add_argument("--only", choices=("calls", "browsers"))
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    times = args.interleavings
    calls, browsers = [], []
    with tempfile.TemporaryDirectory() as folder:
        if args.only != "calls":
            browsers = in_browsers(Path(folder), times)
        if args.only != "browsers":
            calls = by_calls(Path(folder), times)
    lines = [
        f"Seed {SEED}; {machine()}. `python -m benchmarks.two_browsers --interleavings {times}`",
        "", ABOUT_BROWSERS, "", HEAD_BROWSERS, "|---|--:|--:|--:|--:|--:|--:|--:|", *browsers,
        "", ABOUT_CALLS, "", HEAD_CALLS, "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|", *calls,
    ]  # fmt: skip
    print("\n".join(lines))
    if args.write and args.only is None:
        write_section(RESULTS, "Two people at the same team and the same seating", lines)


if __name__ == "__main__":
    main()
