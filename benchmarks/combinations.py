"""How well the scan finds a combination that is missing, and how seldom it cries wolf.

Run ``python -m benchmarks.combinations [--events 500]`` from the root of the project; it prints a table and
ends with an error when something falls short. An event is a cross table of participants drawn from a
population; a planted event lacks three quarters, or all, of one combination of three attributes. Every event
has shares of its own and a bootstrap of its own; *found* means p < 0.05 and a Jaccard index of at least 0.8
with what was planted, counted in plain cells of the cross table. *Plain* is the likeliest sub-group without
the handicap for complicated ones, on the same tables.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom

from benchmarks.report import machine
from matchmaker.kernel.rng import generator
from matchmaker.representation.scan import DEFAULT, DRAWS, null_scores, p_value, scan
from matchmaker.representation.subsets import Search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.representation.subsets import Levels

SEED = 20_261_122
DESIGNS = ((2, 5, 5), (3, 4, 4), (2, 6, 5), (2, 4, 4, 3))
"""Levels of each attribute; the gap is in three of the attributes."""
PLAIN = Search(attribute_cost=0.0, level_cost=0.0)
ALPHA, JACCARD, WANTED = 0.05, 0.8, 0.90
NULL_N = (60, 200, 1_000)
"""Participants of the events without a gap, in turn."""
MORE_NULL = 4
"""Events without a gap for each event with one: a rate near its bar needs more of them to be told."""
LONG_NULL = 5_000
"""Events without a gap per design and size in the long run, and draws that they share."""


@dataclass(frozen=True)
class Kind:
    """A kind of planted gap."""

    words: str
    left: float
    """Share of the expected that comes all the same."""
    expected: int
    most: int
    """Levels per attribute at most."""
    bar: float | None
    """Share that must be found; ``None`` = only told."""


KINDS = (
    Kind("a quarter comes, one level of each attribute", 0.25, 40, 1, WANTED),
    Kind("nobody comes, one level of each attribute", 0.0, 15, 1, WANTED),
    Kind("a quarter comes, one or two levels of each", 0.25, 40, 2, None),
    Kind("nobody comes, one or two levels of each", 0.0, 15, 2, None),
)


@dataclass(frozen=True)
class Event:
    """A table of participants, the population, and what was planted."""

    observed: np.ndarray
    shares: np.ndarray
    planted: np.ndarray
    """Which cells; none in an event without a gap."""


def population(design: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Shares of the cells: uneven groups, nearly but not quite independent."""
    shares = np.ones(())
    for levels in design:
        shares = np.multiply.outer(shares, rng.dirichlet(np.full(levels, 6.0)))
    shares = shares * np.exp(rng.normal(0.0, 0.2, design))
    made: np.ndarray = shares / shares.sum()
    return made


def gap(design: tuple[int, ...], most: int, rng: np.random.Generator) -> np.ndarray:
    """Cells of one combination of three attributes; of a fourth, all levels."""
    used = rng.permutation(len(design))[:3]
    taken = [np.arange(levels) for levels in design]
    for attribute in used:
        size = rng.integers(1, min(most, design[attribute] - 1) + 1)
        taken[attribute] = np.sort(rng.permutation(design[attribute])[:size])
    cells = np.zeros(design, dtype=bool)
    cells[np.ix_(*taken)] = True
    return cells


def planted(kind: Kind, many: int, seed: int = SEED) -> Iterator[Event]:
    """Events with a gap: as many participants as make the wanted number expected in it."""
    for number in range(many):
        rng = generator(seed, "planted", kind.words, str(number))
        design = DESIGNS[number % len(DESIGNS)]
        shares, cells = population(design, rng), gap(design, kind.most, rng)
        n = int(np.ceil(kind.expected / shares[cells].sum()))
        there = np.where(cells, kind.left * shares, shares)
        observed = rng.multinomial(n, (there / there.sum()).ravel()).reshape(design)
        yield Event(observed, shares, cells)


def without_gap(many: int, seed: int = SEED) -> Iterator[Event]:
    """Events drawn from the population itself."""
    for number in range(many):
        rng = generator(seed, "without", str(number))
        design = DESIGNS[number % len(DESIGNS)]
        shares = population(design, rng)
        n = NULL_N[number // len(DESIGNS) % len(NULL_N)]
        observed = rng.multinomial(n, shares.ravel()).reshape(design)
        yield Event(observed, shares, np.zeros(design, dtype=bool))


def overlap(levels: Levels, planted_cells: np.ndarray) -> float:
    """Jaccard index of what was found and what was planted, in cells."""
    cells = np.zeros(planted_cells.shape, dtype=bool)
    cells[np.ix_(*levels)] = True
    return float((cells & planted_cells).sum() / (cells | planted_cells).sum())


def found(event: Event, number: int, search: Search = DEFAULT, draws: int = DRAWS) -> tuple[float, float]:
    """The p-value of the best sub-group, and its overlap with what was planted."""
    rng = generator(SEED, "scan", str(number))
    answer = scan(event.observed, event.shares, rng, draws=draws, most=1, search=search)
    if not answer.found:
        return 1.0, 0.0
    return answer.found[0].p, overlap(answer.found[0].levels, event.planted)


def recovered(kind: Kind, many: int, draws: int = DRAWS) -> tuple[int, int, int, float]:
    """Events found, events with p < 0.05, events found by the plain rule, median participants."""
    hits, alarms, plain, sizes = 0, 0, 0, []
    for number, event in enumerate(planted(kind, many)):
        p, jaccard = found(event, number, draws=draws)
        alarms += p < ALPHA
        hits += p < ALPHA and jaccard >= JACCARD
        plain += found(event, number, PLAIN, draws=0)[1] >= JACCARD  # any p-value: an upper end
        sizes.append(int(event.observed.sum()))
    return hits, alarms, plain, float(np.median(sizes))


def alarms(many: int, draws: int = DRAWS) -> int:
    """Events without a gap in which something is called under-represented."""
    return sum(found(event, number, draws=draws)[0] < ALPHA for number, event in enumerate(without_gap(many)))


def long_run(each: int = LONG_NULL) -> tuple[int, int]:
    """Alarms and events where events of one design share the drawn tables: many more events."""
    crying, events = 0, 0
    for design in DESIGNS:
        for n in NULL_N:
            rng = generator(SEED, "long", str(design), str(n))
            shares = population(design, rng)
            null = null_scores(n, shares, rng, draws=each)
            fresh = null_scores(n, shares, rng, draws=each)
            crying += sum(p_value(score, null) < ALPHA for score in fresh)
            events += each
    return crying, events


def heuristic(many: int) -> tuple[int, int]:
    """Tables in which the heuristic search reaches the best score of all: with a gap, and without."""
    reached = []
    for events in (planted(KINDS[2], many), without_gap(many)):
        hits = 0
        for number, event in enumerate(events):
            scores = []
            for search in (DEFAULT, replace(DEFAULT, limit=0)):
                rng = generator(SEED, "heuristic", str(number))
                answer = scan(event.observed, event.shares, rng, draws=0, most=1, search=search)
                scores.append(answer.found[0].score if answer.found else -np.inf)
            hits += scores[1] >= scores[0] - 1e-9
        reached.append(hits)
    return reached[0], reached[1]


def most_alarms(events: int) -> int:
    """What a rate of 5 % itself exceeds once in a hundred runs of so many events."""
    return int(binom.ppf(0.99, events, ALPHA))


def bar_of(events: int) -> str:
    """The bar of the alarms, in words."""
    return f"≤ {most_alarms(events) / events:.2%}, the 99 % point of a true 5 %"


def main() -> None:
    """Run, print, and fail when a bar is missed."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--events", type=int, default=500)
    many = asked.parse_args().events
    start = time.perf_counter()
    missed: list[str] = []
    lines = [
        f"{machine()}; `python -m benchmarks.combinations --events {many}`, seed {SEED}; designs",
        f"{', '.join(' × '.join(map(str, design)) for design in DESIGNS)}; {DRAWS} drawn tables per event.",
        "",
        "| planted | expected there | participants (median) | events | p < 0.05 | found | bar | plain |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for kind in KINDS:
        hits, crying, plain, size = recovered(kind, many)
        bar = "–" if kind.bar is None else f"≥ {kind.bar:.0%}"
        lines.append(
            f"| {kind.words} | {kind.expected} | {size:,.0f} | {many} | {crying / many:.1%} "
            f"| {hits / many:.1%} | {bar} | {plain / many:.1%} |"
        )
        if kind.bar is not None and hits / many < kind.bar:
            missed.append(kind.words)
    calm = MORE_NULL * many
    wolf = alarms(calm)
    crying, events = long_run()
    with_gap, no_gap = heuristic(many)
    lines += [
        "",
        "| nothing planted | events | alarms (p < 0.05) | bar |",
        "|---|--:|--:|--:|",
        f"| each with a bootstrap of its own | {calm:,} | {wolf / calm:.2%} | {bar_of(calm)} |",
        f"| events of one design share theirs | {events:,} | {crying / events:.2%} | {bar_of(events)} |",
        "",
        "The heuristic search, made to look at tables small enough for the full one, reached the best of",
        f"all in {with_gap / many:.1%} of {many} tables with a gap of one or two levels, and in",
        f"{no_gap / many:.1%} of {many} without one.",
        "",
        f"{time.perf_counter() - start:,.0f} s in all, {time.process_time():,.0f} s of them the processor's.",
    ]
    if wolf > most_alarms(calm) or crying > most_alarms(events):
        missed.append("alarms")
    print("\n".join(lines))
    if missed:
        sys.exit(f"missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
