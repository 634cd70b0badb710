"""Whether networks of different size can be compared: coverage of differences, planted differences found.

Run ``python -m benchmarks.comparison [--comparisons 1000]`` from the root of the project; it rewrites the
section *Comparing networks of different size* of ``benchmarks/RESULTS.md`` (``--out FILE`` writes elsewhere)
and ends with an error where a bar is broken. Every network is drawn from a process of
``benchmarks/comparison_process.py`` with a seed of its own purpose, and goes through
:mod:`matchmaker.comparison` like any other.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from benchmarks.comparison_left_out import left_out_lines
from benchmarks.comparison_peers import PEERS
from benchmarks.comparison_process import MAIN, SECOND, SPARSE, Plan, Process, planted
from benchmarks.report import machine, write_section
from matchmaker.comparison.comparable import COMPARABLE, Comparable
from matchmaker.comparison.differences import Told, difference
from matchmaker.comparison.estimates import Estimate, estimates
from matchmaker.kernel.rng import generator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).resolve().parent
SEED = 20_261_123
SIZES = (30, 100, 1_000)
COVERED, WITHIN, FOUND = 0.95, 0.02, 0.90
COVER_TIMES = 4
"""How many times as many comparisons for the cover: 1,000 leave 0.7 of chance to a bar of 2."""
PLANTED_SIZES = (60, 100)
THIRD = (2 / 3, 4 / 3)
LESS = (6.0, 3.0)
"""Mean degrees at which planted differences are looked for as well, without a bar."""
Networks = list[tuple[Estimate, ...]]


@dataclass(frozen=True)
class Row:
    """How often, for each quantity, one thing was so."""

    process: str
    what: str
    shares: dict[Comparable, float]


def networks(plan: Plan | Callable[[np.random.Generator], Plan], count: int, *purpose: str) -> Networks:
    """Draw networks and estimate every quantity of each."""
    random = generator(SEED, "comparison", *purpose)
    return [estimates((plan if isinstance(plan, Plan) else plan(random)).case(random)) for _ in range(count)]


def told(firsts: Networks, seconds: Networks, saying: Told) -> dict[Comparable, float]:
    """How often the difference of two networks was told so, by quantity."""
    return {
        measure: float(
            np.mean([
                difference(one[place], other[place]).told is saying
                for one, other in zip(firsts, seconds, strict=True)
            ])
        )
        for place, measure in enumerate(COMPARABLE)
    }  # fmt: skip


def coverage(process: Process, count: int) -> list[Row]:
    """Cover of nothing by the difference of two networks of one process, for every two sizes."""
    drawn = {n: networks(process.at(n), 2 * count, process.name, str(n)) for n in SIZES}
    return [
        Row(process.name, f"{a}, {b}", told(drawn[a][:count], drawn[b][count:], Told.NOT_SHOWN))
        for a, b in combinations_with_replacement(SIZES, 2)
    ]


def redrawn(process: Process, count: int) -> list[Row]:
    """Cover where the activity of the actors is chance as well: what the intervals do not promise."""
    drawn = {
        n: networks(lambda random, n=n: process.drawn(n, random), 2 * count, "redrawn", str(n))  # type: ignore[misc]
        for n in SIZES[:2]
    }
    return [
        Row("activity redrawn", f"{a}, {b}", told(drawn[a][:count], drawn[b][count:], Told.NOT_SHOWN))
        for a, b in combinations_with_replacement(SIZES[:2], 2)
    ]


def finding(process: Process, n: int, count: int) -> list[Row]:
    """How often one third less, and one third more, is found."""
    plain = networks(process.at(n), count, process.name, "plain", str(n))
    rows = []
    for factor in THIRD:
        shares = {}
        for place, measure in enumerate(COMPARABLE):
            other = planted(process, measure, factor).at(n)
            moved = networks(other, count, process.name, measure, f"{factor:.2f}", str(n))
            shares[measure] = float(np.mean([
                (gap := difference(one[place], two[place])).told is Told.DIFFERENT
                and (gap.value > 0) == (factor > 1)
                for one, two in zip(plain, moved, strict=True)
            ]))  # fmt: skip
        rows.append(Row(f"{process.name}, {process.degree:.0f} ties", f"{n}, × {factor:.2f}", shares))
    return rows


def peers(process: Process, count: int) -> list[Row]:
    """Cover of the same differences with other people's errors, for networks of one size."""
    rows = []
    width = {n: float(stdtrit(2 * (n - 6), 0.5 + COVERED / 2)) for n in SIZES}
    for n in SIZES:
        random, plan = generator(SEED, "peers", str(n)), process.at(n)
        cases = [plan.case(random) for _ in range(2 * count)]
        for name, error_of in PEERS.items():
            found = np.array([error_of(case) for case in cases])  # network, quantity, (value, error)
            gap = np.abs(found[:count, :, 0] - found[count:, :, 0])
            error = np.hypot(found[:count, :, 1], found[count:, :, 1])
            shares = (gap <= width[n] * error).mean(axis=0)
            rows.append(Row(name, f"{n}, {n}", dict(zip(COMPARABLE, map(float, shares), strict=False))))
    return rows


def breaches(cover: Sequence[Row], found: Sequence[Row]) -> list[str]:
    """Every bar that is broken."""
    broken = [
        f"{row.process} {row.what} {measure}: covers in {share:.1%}"
        for row in cover
        for measure, share in row.shares.items()
        if abs(share - COVERED) > WITHIN + 1e-9
    ]
    return broken + [
        f"{row.process} {row.what} {measure}: found in {share:.1%}"
        for row in found
        for measure, share in row.shares.items()
        if share < FOUND
    ]


def table(rows: Sequence[Row], what: str) -> list[str]:
    """Rows as a table, in per cent."""
    lines = ["", f"| process | {what} | " + " | ".join(f"`{m}`" for m in COMPARABLE) + " |"]
    lines.append("|---|---|" + "--:|" * len(COMPARABLE))
    for row in rows:
        cells = (f"{100 * row.shares[m]:.1f}" if m in row.shares else "–" for m in COMPARABLE)
        lines.append(f"| {row.process} | {row.what} | " + " | ".join(cells) + " |")
    return lines


def main() -> None:
    """Measure, write, and fail where a bar is broken."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--comparisons", type=int, default=1_000)
    asked.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    chosen = asked.parse_args()
    count, start = chosen.comparisons, time.perf_counter()
    cover = [row for process in (MAIN, SECOND, SPARSE) for row in coverage(process, COVER_TIMES * count)]
    found = [row for process in (MAIN, SECOND) for n in PLANTED_SIZES for row in finding(process, n, count)]
    less = [row for degree in LESS for row in finding(MAIN.with_degree(degree), 60, max(count // 4, 10))]
    beside = peers(MAIN, max(count // 4, 10))
    stress = redrawn(MAIN, max(count // 4, 10))
    out = left_out_lines(MAIN, SIZES, SEED, max(count // 4, 10))
    few = f"{max(count // 4, 10):,}"
    lines = [
        f"Seed {SEED} and the row's own purpose, {count:,} comparisons a row, two new networks each.",
        f"{machine()}; {time.perf_counter() - start:.0f} s. `python -m benchmarks.comparison`",
        "",
        "Processes: degree-corrected block models of six sides, mean degree and mixing held at every size, a",
        "part of the ties in arenas of three (closed triangles), half of the tied pairs mutual. *main*: 8",
        "ties an actor, activity spread 40 % in a side, 20 % of the ties in arenas; *second*: other sides,",
        "10 ties, 60 % and 30 %; *sparse*: as main, 3 ties.",
        "",
        "**Does the interval of the difference cover nothing?** In % of the comparisons; the bar is 95 ± 2",
        (
            f"({COVER_TIMES * count:,} comparisons a row, Monte Carlo error "
            f"{100 * np.sqrt(COVERED * (1 - COVERED) / (COVER_TIMES * count)):.1f})."
        ),
        *table(cover, "actors"),
        "",
        "**Is a difference of one third found?** Less (× 0.67) and more (× 1.33), in %; the bar is 90.",
        *table(found, "actors"),
        "",
        f"With fewer ties, {few} comparisons, no bar: a third takes many ties to see.",
        *table(less, "actors"),
        "",
        f"**Other errors on the process *main***, {few} comparisons of two networks of one size.",
        *table(beside, "actors"),
        "",
        "**What is not promised:** the actors themselves drawn anew, each with an activity of their own,",
        f"unscaled ({few} comparisons, no bar). Intervals are about ties, not about who the actors are.",
        *table(stress, "actors"),
        *out,
    ]
    write_section(chosen.out, "Comparing networks of different size", lines)
    print("\n".join(lines))
    if broken := breaches(cover, found):
        sys.exit("\n".join(["", "broken:", *broken]))


if __name__ == "__main__":
    main()
