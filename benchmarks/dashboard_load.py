"""How fast call backs are answered, for one person and for twenty, and whether memory stays what it is.

Run ``python -m benchmarks.dashboard_load [--minutes 2] [--people 20] [--visits 0] [--server KIND]
[--write]`` from the root of the project; it needs Chromium, which records once what the real pages post. A
process of its own then sends that again to the shared server of the runbook, on loopback, with a region of
5,000 invented actors: first one person (think time 0.3 s), then *people* at once (think time 3-8 s) for
*minutes*. Each visit draws a page and one of 20 challenges, so that most questions are new. What a page
posts at once is sent one after the other. Solves (a team, its proof, outreach, the report with a team in
it) are told apart and have no bar. ``--visits N`` then has four people make N page visits without thinking,
while the server's memory is read. ``--minutes 10 --people 20 --visits 2000`` is the soak. ``--write`` puts
the section *Dashboard: many people* into ``benchmarks/RESULTS.md``. Ends with an error on a breach.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks.dashboard_people import FINE, many, record
from benchmarks.dashboard_server import ACTORS, serving
from benchmarks.report import machine, write_section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.dashboard_people import Timed, Visit
    from benchmarks.dashboard_server import Server

RESULTS: Final = Path(__file__).resolve().parent / "RESULTS.md"
ALONE, TOGETHER = 0.3, 0.8
"""Bars: seconds, p95 of call backs that are no solves."""
GROWTH: Final = 0.05
"""Most that memory may grow from the second quarter of the visits to the last."""
THINK: Final = (3.0, 8.0)
HASTE: Final = (0.3, 0.3)
SHOWN: Final = 12


@dataclass
class Load:
    """What some people met."""

    title: str
    bar: float | None
    timed: list[Timed]
    processor: float
    """Seconds of the server."""
    wall: float

    def times(self, *, solves: bool) -> list[float]:
        """Seconds of the answers, of solves or of the rest."""
        return sorted(took for _, one, took, _ in self.timed if one is solves)

    @property
    def errors(self) -> int:
        """Answers that were none."""
        return sum(status not in FINE for *_, status in self.timed)

    @property
    def p95(self) -> float:
        """Of what has a bar."""
        return float(np.quantile(self.times(solves=False), 0.95))


def main() -> None:
    """Measure, tell, and end with an error where a bar does not hold."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=2.0)
    asked.add_argument("--people", type=int, default=20)
    asked.add_argument("--visits", type=int, default=0)
    asked.add_argument("--server", default="")
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="dashboard-"))
    with serving(folder, max(options.people, 4), options.server) as server:
        visits = record(server)
        alone = _load(server, "one person", ALONE, visits, 1, options.minutes * 60, HASTE)
        title = f"{options.people} people"
        together = _load(server, title, TOGETHER, visits, options.people, options.minutes * 60, THINK)
        memory = list(_soak(server, visits, options.visits)) if options.visits else []
        kind = server.kind
    loads = [alone, together]
    command = f"--minutes {options.minutes:g} --people {options.people} --visits {options.visits}"
    setting = (
        f"`python -m benchmarks.dashboard_load {command}` on {machine()}, load {os.getloadavg()[0]:.1f}; "
        f"{kind}, {ACTORS:,} actors, {len(visits)} visits recorded. Milliseconds."
    )
    lines = [
        setting,
        "",
        *_summary(loads),
        "",
        *_each(loads),
    ]
    grown = _grown(memory)
    if memory:
        lines += ["", *_memory_told(memory, grown)]
    breaches = [*_breaches(loads), *([f"memory grew by {grown:.0%}"] if grown > GROWTH else [])]
    lines += ["", "Every bar holds." if not breaches else f"**Not held:** {'; '.join(breaches)}."]
    print("\n".join(lines))
    if options.write:
        write_section(RESULTS, "Dashboard: many people", lines)
    if breaches:
        raise SystemExit(1)


def _load(
    server: Server, title: str, bar: float | None, visits: list[Visit], people: int, seconds: float,
    think: tuple[float, float], most: int = 1_000_000, meanwhile: Callable[[], None] = lambda: None,
) -> Load:  # fmt: skip
    cookies = [server.cookies(f"person-{number}") for number in range(people)]
    here, there = multiprocessing.Pipe(duplex=False)
    given = (there, server.address, cookies, visits, seconds, most, think)
    sender = multiprocessing.get_context("spawn").Process(target=many, args=given)
    before, begun = server.processor(), time.monotonic()
    sender.start()
    there.close()
    while not here.poll(1.0):
        meanwhile()
    timed: list[Timed] = here.recv()
    sender.join()
    return Load(title, bar, timed, server.processor() - before, time.monotonic() - begun)


def _soak(server: Server, visits: list[Visit], count: int) -> Iterator[float]:
    seen: list[float] = []
    calm = [one for one in visits if not any(post.solves for post in one.posts)]

    def look() -> None:
        seen.append(server.memory())

    _load(server, "memory", None, calm, 4, 36_000, (0.0, 0.02), count // 4, look)
    yield from seen


def _grown(memory: list[float]) -> float:
    if not memory:
        return 0.0
    quarter = max(len(memory) // 4, 1)
    return float(np.median(memory[-quarter:]) / np.median(memory[quarter : 2 * quarter] or memory)) - 1


def _summary(loads: list[Load]) -> Iterator[str]:
    yield "who | answers | errors | p50 | p95 | most | bar | solves | their p50 | their p95 | server busy"
    yield "|".join(["---", *["---:"] * 10])
    for one in loads:
        plain, solves = one.times(solves=False), one.times(solves=True) or [float("nan")]
        parts = [
            one.title, f"{len(plain):,}", str(one.errors), *_three(plain),
            "–" if one.bar is None else f"{one.bar * 1000:.0f}", f"{len(one.times(solves=True)):,}",
            *_three(solves)[:2], f"{one.processor / one.wall:.0%} of a core",
        ]  # fmt: skip
        yield " | ".join(parts)


def _three(times: list[float]) -> list[str]:
    return [f"{np.quantile(times, share) * 1000:.0f}" for share in (0.5, 0.95, 1.0)]


def _each(loads: list[Load]) -> Iterator[str]:
    """The slowest of all call backs, by p95 alone."""
    yield f"the {SHOWN} slowest call backs | " + " | ".join(
        f"{one.title}: n, p50, p95, most" for one in loads
    )
    yield "|".join(["---"] * (len(loads) + 1))
    held: list[dict[str, list[float]]] = []
    for one in loads:
        mine: dict[str, list[float]] = defaultdict(list)
        for name, solves, took, _ in one.timed:
            mine[f"{name}{' (solve)' if solves else ''}"].append(took)
        held.append(mine)
    names = sorted(held[0], key=lambda name: (-np.quantile(held[0][name], 0.95), name))[:SHOWN]
    for name in names:
        told = (
            f"{len(mine[name])}, {', '.join(_three(mine[name]))}" if mine.get(name) else "–" for mine in held
        )
        yield f"{name.replace('|', '/')} | {' | '.join(told)}"


def _memory_told(memory: list[float], grown: float) -> Iterator[str]:
    at = np.arange(len(memory))
    slope = float(np.polyfit(at, memory, 1)[0]) * len(memory)
    yield (
        f"Memory: {memory[0]:.0f} MB at the first reading, {np.median(memory):.0f} MB in the middle, "
        f"{memory[-1]:.0f} MB at the last of {len(memory)}; a straight line over all says {slope:+.0f} MB; "
        f"from the second quarter to the last {grown:+.1%} (bar {GROWTH:.0%})."
    )


def _breaches(loads: list[Load]) -> Iterator[str]:
    for one in loads:
        if one.errors:
            yield f"{one.title}: {one.errors} errors"
        if one.bar is not None and one.p95 > one.bar:
            yield f"{one.title}: p95 {one.p95 * 1000:.0f} ms (bar {one.bar * 1000:.0f} ms)"


if __name__ == "__main__":
    main()
