"""Whether verdicts are right: false flags at fair events, and planted gaps found, on the same draws.

Run ``python -m benchmarks.calibration [--events 2000]`` from the root of the project; it rewrites the
section *Calibration of verdicts* of ``benchmarks/RESULTS.md`` (``--out FILE`` writes elsewhere) and ends
with an error where a bar is broken. Every event is a multinomial draw with a seed of its own purpose, and
goes through :func:`matchmaker.representation.comparison.compare` like any other. The peer on the same draws
is Go Vocal's score, lowest ÷ highest rate.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom

from benchmarks.report import machine, write_section
from matchmaker.kernel.rng import generator
from matchmaker.representation.comparison import Comparison, compare
from matchmaker.representation.correction import single_step
from matchmaker.representation.draws import draw_of
from matchmaker.representation.exact import wilson
from matchmaker.representation.indices import lowest_over_highest
from matchmaker.representation.verdicts import Rule, Verdict, detectable, family_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent
SEED = 20_261_122
EVENTS, FAIR_TIMES = 2_000, 10
"""Events a row, and how many times as many where nothing is planted."""
SIZES = (20, 50, 110, 300)
CELLS = (3, 5, 10, 25)
PEOPLE = 1_000_000
FALSE_FLAGS, FOUND, POWER, SLACK = 0.05, 0.90, 0.80, 0.03
PLANTED = {5: (40, 60), 25: (60, 90)}
"""Cells → how many are expected of the group that is halved."""
FLAGS = (Verdict.UNDER, Verdict.OVER)


@dataclass(frozen=True)
class Fair:
    """What fair events gave."""

    n: int
    cells: int
    flagged: int
    events: int
    verdicts: dict[Verdict, float]
    """Verdict → its share of all cells of all events."""
    score: tuple[float, float]
    """Go Vocal's score: median, and the value that one event in twenty lies below."""


@dataclass(frozen=True)
class Gap:
    """How often a planted gap was found."""

    n: int
    cells: int
    expected: float
    real: float
    """The group's real share ÷ its population share."""
    found: int
    events: int
    bar: str
    """``halved`` or ``detectable``."""

    @property
    def share(self) -> float:
        """Share of the events in which the group's verdict was *under*."""
        return self.found / self.events


# -- tables and draws --------------------------------------------------------------------------------


def people(cells: int, share: float | None = None) -> dict[str, int]:
    """A population in unequal groups, 1 : 2 : … : cells; the middle one has *share* where given."""
    weights = np.arange(1, cells + 1, dtype=float)
    if share is not None:
        weights = moved(weights / weights.sum(), cells // 2, share)
    sizes = np.rint(PEOPLE * weights / weights.sum()).astype(int)
    return {f"g{place:02d}": int(size) for place, size in enumerate(sizes)}


def moved(shares: np.ndarray, place: int, share: float) -> np.ndarray:
    """The shares with one of them changed and the others scaled so that all make 1."""
    scaled: np.ndarray = shares * (1.0 - share) / (1.0 - shares[place])
    scaled[place] = share
    return scaled


def shares_of(population: dict[str, int]) -> np.ndarray:
    """Population shares in the population's order."""
    sizes = np.array(list(population.values()), dtype=float)
    shares: np.ndarray = sizes / sizes.sum()
    return shares


def draws(purpose: str, n: int, shares: np.ndarray, events: int) -> Iterator[dict[str, int]]:
    """Events as counts per group."""
    for sample in generator(SEED, "calibration", purpose).multinomial(n, shares, size=events):
        yield {f"g{place:02d}": int(count) for place, count in enumerate(sample)}


def compared(event: dict[str, int], population: dict[str, int]) -> Comparison:
    """One event as the tool compares it."""
    return compare("x", event, population, unknown=0)


# -- what is measured --------------------------------------------------------------------------------


def fair(n: int, cells: int, events: int) -> Fair:
    """Draw events from the population itself."""
    population = people(cells)
    flagged = 0
    seen = dict.fromkeys(Verdict, 0)
    scores = []
    for event in draws(f"fair {n} {cells}", n, shares_of(population), events):
        verdicts = [row.verdict for row in compared(event, population).rows]
        flagged += any(verdict in FLAGS for verdict in verdicts)
        for verdict in verdicts:
            seen[verdict] += 1
        score = lowest_over_highest(list(event.values()), list(population.values()))
        scores.append(-1.0 if score is None else score)
    told = {verdict: count / (events * cells) for verdict, count in seen.items()}
    return Fair(n, cells, flagged, events, told, (float(np.median(scores)), float(np.quantile(scores, 0.05))))


def found(n: int, population: dict[str, int], group: str, share: float, events: int, bar: str) -> Gap:
    """Draw events in which one group's real share is *share*, and the others share the rest as before."""
    shares = shares_of(population)
    place = list(population).index(group)
    purpose = f"{bar} {n} {len(population)} {group} {population[group]}"
    hits = sum(
        compared(event, population).row(group).verdict is Verdict.UNDER
        for event in draws(purpose, n, moved(shares, place, share), events)
    )
    return Gap(n, len(population), n * shares[place], share / shares[place], hits, events, bar)


def halved(n: int, cells: int, expected: int, events: int) -> Gap:
    """Halve a group of whom so many are expected."""
    population = people(cells, expected / n)
    group = f"g{cells // 2:02d}"
    return found(n, population, group, shares_of(population)[cells // 2] / 2, events, "halved")


def stated(n: int, cells: int, events: int) -> Iterator[Gap]:
    """Plant the smallest gap that the comparison says would have shown: largest, middle, smallest group."""
    population = people(cells)
    rows = compared(next(draws("any", n, shares_of(population), 1)), population).rows
    telling = [row for row in rows if row.detectable_share is not None]
    chosen = {row.group: row for row in (telling[-1:] + telling[len(telling) // 2 :][:1] + telling[:1])}
    for row in chosen.values():
        yield found(n, population, row.group, row.detectable_share or 0.0, events, "detectable")


def whatever(gap: Gap) -> float | None:
    """The gap that would be stated whatever the other groups look like, as a ratio."""
    population = people(gap.cells)
    group = next(size for size in population.values() if abs(gap.n * size / PEOPLE - gap.expected) < 1e-3)
    total = sum(population.values())
    share = detectable(gap.n, group, total, Rule(family=family_of(population)))
    return None if share is None else share * total / group


def exact_power(n: int, cells: int, expected: int) -> float:
    """Chance, without drawing, that a halved group is found at the step-down's first step."""
    population = people(cells, expected / n)
    size = population.pop(f"g{cells // 2:02d}")
    others = tuple(population.values())
    draw = draw_of(n, size + sum(others))
    counts = range(expected)
    found = [k for k in counts if single_step(draw.p_value(k, size), size, draw, others) < FALSE_FLAGS]
    return float(binom.cdf(max(found), n, size / draw.total / 2))


def exact_bound(n: int, cells: int) -> float:
    """Chance of a false flag at most, without drawing: each group's own chance of a flag, added up."""
    sizes = list(people(cells).values())
    total = sum(sizes)
    draw = draw_of(n, total)
    summed = 0.0
    for place, size in enumerate(sizes):
        others = tuple(sizes[:place] + sizes[place + 1 :])
        flagged = [single_step(draw.p_value(k, size), size, draw, others) < FALSE_FLAGS for k in range(n + 1)]
        summed += float(binom.pmf(np.flatnonzero(flagged), n, size / total).sum())
    return summed


# -- the report --------------------------------------------------------------------------------------


def seldom(found: Fair) -> bool:
    """Whether false flags are few enough: exactly, and in the draws unless their interval lies above."""
    drawn = wilson(found.flagged, found.events)[0] <= FALSE_FLAGS
    return drawn and exact_bound(found.n, found.cells) <= FALSE_FLAGS


def met(gap: Gap) -> bool:
    """Whether a row meets its bar: halved, unless its interval lies below; else 80 ± 3 %."""
    if gap.bar == "halved":
        return wilson(gap.found, gap.events)[1] >= FOUND
    return abs(gap.share - POWER) <= SLACK


def pooled(gaps: Sequence[Gap], cells: int) -> float:
    """Share found of all halved groups in tables of so many cells."""
    mine = [gap for gap in gaps if gap.bar == "halved" and gap.cells == cells]
    return sum(gap.found for gap in mine) / sum(gap.events for gap in mine)


def breaches(fairs: Sequence[Fair], gaps: Sequence[Gap]) -> list[str]:
    """Every bar that is broken, in words."""
    flags = [f"false flags n={f.n} cells={f.cells}" for f in fairs if not seldom(f)]
    rows = [f"{g.bar} n={g.n} cells={g.cells} expected={g.expected:.1f}: {g.share:.3f}"
            for g in gaps if not met(g)]  # fmt: skip
    every = sorted({g.cells for g in gaps if g.bar == "halved"})
    silent = [f"halved, all of cells={cells}" for cells in every if pooled(gaps, cells) < FOUND]
    return [*flags, *rows, *silent]


def interval(hits: int, events: int) -> str:
    """A share of the events with its Monte Carlo interval, in per cent."""
    low, high = wilson(hits, events)
    return f"{100 * hits / events:.2f} ({100 * low:.2f}–{100 * high:.2f})"


FAIR_TEXT = """
Perfectly fair events: {events:,} a row, ten times as many as below, since at 2,000 a share of 5 % is
known to ± 1 % only. The bar is ≤ 5 % of events with any flag. *At most* is the exact chance without drawing,
each group's own added up: it must be ≤ 5 %, and what was drawn may lie above it by no more than its interval.
Cells are all cells of all events. Lowest ÷ highest is Go Vocal's score on the same draws: 1 would be perfect.

| n | cells | events with a false flag, % | at most, % | cells *too few to say*, % | cells *in line*, % | \
lowest ÷ highest: median | its lowest 5 % |
|--:|--:|--:|--:|--:|--:|--:|--:|"""
HALVED_TEXT = """
One group halved, the others scaled up ({events:,} events a row). The bar is found in ≥ 90 %, row by row. The
run ends with an error where a row's interval lies wholly below it.

| n | cells | expected of the group | found, % | |
|--:|--:|--:|--:|---|"""
STATED_TEXT = """
The stated smallest gap planted: real share ÷ population share as stated, the others scaled up
({events:,} events a row). The bar is found in 80 ± 3 %. The last column is the ratio that would have to be
stated if it were to hold whatever the other groups look like.

| n | cells | expected of the group | stated ratio | found, % | | whatever the others |
|--:|--:|--:|--:|--:|---|--:|"""


def lines_of(fairs: Sequence[Fair], gaps: Sequence[Gap], seconds: float) -> list[str]:
    """Write the section."""
    lines = [
        f"Multinomial events, seed {SEED} and the row's own purpose; groups in the proportion",
        "1 : 2 : … : cells. In brackets the 95 % Monte Carlo interval (Wilson). Verdicts are `compare`'s:",
        "exact binomial tests, Holm's step-down with the p-values that can occur, tolerance 0.5–2, α = 5 %.",
        f"{machine()}; {seconds:.0f} s. `python -m benchmarks.calibration`",
        *FAIR_TEXT.format(events=fairs[0].events).splitlines(),
        *(
            f"| {f.n} | {f.cells} | {interval(f.flagged, f.events)} | {100 * exact_bound(f.n, f.cells):.2f} |"
            f" {100 * f.verdicts[Verdict.TOO_FEW]:.1f} | {100 * f.verdicts[Verdict.IN_LINE]:.1f} |"
            f" {f.score[0]:.2f} | {f.score[1]:.2f} |"
            for f in fairs
        ),
        *HALVED_TEXT.format(events=gaps[0].events).splitlines(),
    ]
    for g in (gap for gap in gaps if gap.bar == "halved"):
        said = "met" if g.share >= FOUND else "**not met**"
        lines.append(f"| {g.n} | {g.cells} | {g.expected:.0f} | {interval(g.found, g.events)} | {said} |")
    together = ", ".join(f"{cells} cells {100 * pooled(gaps, cells):.1f} %" for cells in PLANTED)
    near = "; ".join(
        f"{cells} cells: "
        + ", ".join(f"{more} {100 * exact_power(300, cells, more):.1f}" for more in range(first, first + 7))
        for cells, (first, _) in PLANTED.items()
    )
    lines += [
        "",
        f"All rows together: {together}. Counts are whole, so the chance does not rise evenly: without",
        f"drawing, and at the first step alone, it is at n = 300 by how many are expected, in %: {near}.",
    ]
    lines += STATED_TEXT.format(events=gaps[0].events).splitlines()
    for g in (gap for gap in gaps if gap.bar == "detectable"):
        bound = whatever(g)
        lines.append(
            f"| {g.n} | {g.cells} | {g.expected:.1f} | {g.real:.3f} | {interval(g.found, g.events)} |"
            f" {'met' if met(g) else '**missed**'} | {'–' if bound is None else f'{bound:.3f}'} |"
        )
    return lines


def measure(events: int) -> tuple[list[Fair], list[Gap]]:
    """Every row."""
    fairs = [fair(n, cells, FAIR_TIMES * events) for n in SIZES for cells in CELLS]
    gaps = [
        halved(n, cells, expected, events)
        for cells, wanted in PLANTED.items()
        for expected in wanted
        for n in SIZES
        if expected < n
    ]
    gaps += [gap for n in SIZES for cells in CELLS for gap in stated(n, cells, events)]
    return fairs, gaps


def main() -> None:
    """Measure, write, and fail where a bar is broken."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--events", type=int, default=EVENTS)
    asked.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    chosen = asked.parse_args()
    start = time.perf_counter()
    fairs, gaps = measure(chosen.events)
    lines = lines_of(fairs, gaps, time.perf_counter() - start)
    write_section(chosen.out, "Calibration of verdicts", lines)
    print("\n".join(lines))
    if broken := breaches(fairs, gaps):
        sys.exit("\n".join(["", "broken:", *broken]))


if __name__ == "__main__":
    main()
