"""How long all two- and three-way combinations of a register of 100,000 actors take.

Run ``python -m benchmarks.many_combinations [--actors 100000] [--runs 5]`` from the root of the project; it
prints a table and ends with an error when the aim is missed or the two ways disagree. The register is
invented with a fixed seed: six attributes, 1 % of the answers missing, fewer young men in one place. Ours is
``cross_tables``: counts, expected, exact tests, Holm within each table, intervals, verdicts with bounds for
the unknown. The peer does less: pandas counts each table and scipy's ``binomtest`` gives the p-value of
each cell and its Wilson interval; Holm by statsmodels' formula, no bounds. Both start from the same
integer codes in memory.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from benchmarks.report import machine
from matchmaker.kernel.rng import generator
from matchmaker.representation.cells import UNDER
from matchmaker.representation.combinations import UNKNOWN, CrossTable, cross_tables

SEED = 20_261_122
LEVELS = {"sex": 2, "age": 8, "place": 12, "education": 4, "language": 5, "work": 6}
POPULATION = 5_600_000
WAYS = (2, 3)
AIM = 5.0
Tables = dict[tuple[int, ...], tuple[np.ndarray, np.ndarray]]


def invented(actors: int) -> tuple[np.ndarray, np.ndarray]:
    """Codes of the actors, and persons per cell of the population."""
    rng = generator(SEED, "register")
    shares = np.ones(())
    for levels in LEVELS.values():
        shares = np.multiply.outer(shares, rng.dirichlet(np.full(levels, 5.0)))
    shares = shares * np.exp(rng.normal(0.0, 0.3, shares.shape))
    population = np.rint(POPULATION * shares / shares.sum()).astype(np.int64)
    there = population.astype(float)
    there[1, 2, 3] *= 0.25  # young men in one place
    cells = rng.choice(there.size, size=actors, p=(there / there.sum()).ravel())
    codes = np.stack(np.unravel_index(cells, there.shape), axis=1)
    codes[rng.random(codes.shape) < 0.01] = UNKNOWN
    return codes, population


def ours(codes: np.ndarray, population: np.ndarray) -> list[CrossTable]:
    """Every table with its verdicts."""
    return list(cross_tables(codes, population, ways=WAYS))


def peer(codes: np.ndarray, population: np.ndarray) -> Tables:
    """Count with pandas, test cell by cell with scipy, correct by Holm."""
    frame = pd.DataFrame(codes, columns=list(LEVELS)).replace(UNKNOWN, np.nan)
    names = list(LEVELS)
    found: Tables = {}
    for ways in WAYS:
        for chosen in combinations(range(len(names)), ways):
            columns = [names[place] for place in chosen]
            counts = frame.dropna(subset=columns).groupby(columns).size()
            others = tuple(place for place in range(len(names)) if place not in chosen)
            people = population.sum(axis=others)
            observed, p = np.zeros(people.shape, dtype=np.int64), np.ones(people.shape)
            n, total = int(counts.sum()), int(people.sum())
            for cell in np.ndindex(people.shape):
                observed[cell] = counts.get(cell, 0)
                test = binomtest(int(observed[cell]), n, people[cell] / total)
                p[cell] = test.pvalue
                test.proportion_ci(method="wilson")
            order = np.argsort(p, axis=None)
            steps = p.ravel()[order] * np.arange(p.size, 0, -1)
            p.ravel()[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
            found[chosen] = (observed, p)
    return found


def main() -> None:
    """Measure in turn, compare, print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--actors", type=int, default=100_000)
    asked.add_argument("--runs", type=int, default=5)
    wish = asked.parse_args()
    codes, population = invented(wish.actors)
    seconds: dict[str, list[float]] = {"ours": [], "peer": []}
    for _ in range(wish.runs):  # in turn, so that a busy machine is busy for both
        start = time.perf_counter()
        tables = ours(codes, population)
        seconds["ours"].append(time.perf_counter() - start)
        start = time.perf_counter()
        others = peer(codes, population)
        seconds["peer"].append(time.perf_counter() - start)
    same = all(
        (table.observed == others[table.attributes][0]).all()
        and np.allclose(table.p_corrected, others[table.attributes][1], rtol=1e-6, atol=1e-12)
        for table in tables
    )
    two = sum(len(table.attributes) == 2 for table in tables)
    cells = sum(table.observed.size for table in tables)
    under = sum(int((table.verdicts == UNDER).sum()) for table in tables)
    planted = next(table for table in tables if table.attributes == (0, 1, 2)).verdicts[1, 2, 3] == UNDER
    middle = {name: statistics.median(own) for name, own in seconds.items()}
    spread = {name: f"{middle[name]:.2f} ({min(own):.2f}–{max(own):.2f})" for name, own in seconds.items()}
    aim = f"≤ {AIM:.0f}: {'met' if middle['ours'] <= AIM else '**missed**'}"
    levels = ", ".join(map(str, LEVELS.values()))
    lines = [
        f"{machine()}; `python -m benchmarks.many_combinations --actors {wish.actors} --runs {wish.runs}`,",
        f"seed {SEED}. {wish.actors:,} actors of {POPULATION:,} persons, {len(LEVELS)} attributes of",
        f"{levels} levels: {two} two-way and {len(tables) - two} three-way tables, {cells:,} cells;",
        "1 % of the answers missing.",
        "",
        "| | seconds, median (least–most) | aim |",
        "|---|--:|---|",
        f"| pandas + scipy binomtest per cell: counts, exact tests, Holm, intervals | {spread['peer']} | |",
        f"| matchmaker: the same, and verdicts with bounds for the unknown | {spread['ours']} | {aim} |",
        "",
        f"Peer ÷ matchmaker: {middle['peer'] / middle['ours']:.0f}. Counts and corrected p-values of the two",
        f"are {'the same' if same else '**different**'}. {under} cells are called fewer than expected, the",
        f"planted one {'among' if planted else '**not** among'} them.",
    ]
    print("\n".join(lines))
    if middle["ours"] > AIM or not same or not planted:
        sys.exit("missed")


if __name__ == "__main__":
    main()
