"""Whether change is found when it is there and only then: planted turns exactly, false alarms at no change.

Run ``python -m benchmarks.change [--trials 1000]`` from the root of the project; it rewrites the section
*Change between two times* of ``benchmarks/RESULTS.md`` (``--out FILE`` writes elsewhere) and ends with an
error where a bar is broken. Networks come from ``benchmarks/comparison_process.py``; a step lets a share of
the ties go and draws as many new ones from the same process: nothing changes but which ties there are.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.change_planted import exact
from benchmarks.comparison_process import MAIN, SECOND, SPARSE, Plan
from benchmarks.report import machine, write_section
from matchmaker.comparison.arena import arena_effect
from matchmaker.comparison.differences import Told
from matchmaker.comparison.paired import PAIRED, changes
from matchmaker.kernel.rng import generator
from matchmaker.measures.case import Case
from matchmaker.network.network import Network
from matchmaker.representation.exact import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
SEED = 20_261_124
SIZES = (30, 60, 200)
TURNOVERS = (0.1, 0.3)
"""Share of the ties that go, and come, in a step."""
ALARMS = 0.05


def step(plan: Plan, share: float, random: np.random.Generator) -> tuple[Case, Case]:
    """A network and the same one later, nothing changing but which ties there are.

    Both are the ties that stay, with ties of their own drawn from the same process, arenas and all.
    """
    n = len(plan.sides.of)
    kept, first, second = (plan.thinned(random, kept) for kept in (1.0 - share, share, share))
    return tuple(  # type: ignore[return-value]
        Case(
            Network.from_ties(
                pd.RangeIndex(n), *(np.concatenate(ends) for ends in zip(kept, own, strict=True))
            ),
            plan.sides,
            seed=int(random.integers(2**31)),
        )
        for own in (first, second)
    )


def alarms(plan: Plan, share: float, trials: int, *purpose: str) -> dict[str, float]:
    """How often each quantity, and an arena that nothing came of, is told to have changed anything."""
    random = generator(SEED, "change", *purpose)
    told = dict.fromkeys((*(str(one) for one in PAIRED), "arena"), 0)
    for _ in range(trials):
        before, after = step(plan, share, random)
        for found in changes(before, after):
            told[str(found.measure)] += found.told is Told.DIFFERENT
        busy = (before.network.degree + 1.0) / (before.network.degree + 1.0).sum()
        mask = np.zeros(len(busy), dtype=bool)
        mask[random.choice(len(busy), size=len(busy) // 4, replace=False, p=busy)] = True
        told["arena"] += arena_effect(before, after, mask).told is Told.DIFFERENT
    return {name: count / trials for name, count in told.items()}


def row(cells: Sequence[str]) -> str:
    """One line of a table."""
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Measure, write, and fail where a bar is broken."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--trials", type=int, default=1_000)
    asked.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    chosen = asked.parse_args()
    start, rows, broken = time.perf_counter(), [], []
    for process in (MAIN, SECOND, SPARSE):
        for n in SIZES:
            for share in TURNOVERS:
                found = alarms(process.at(n), share, chosen.trials, process.name, str(n), str(share))
                rows.append(
                    row(
                        [
                            process.name,
                            str(n),
                            f"{share:.0%}",
                            *(f"{100 * one:.1f}" for one in found.values()),
                        ]
                    )
                )
                broken += [
                    f"{process.name} {n} {share:.0%} {name}: {one:.1%} false alarms"
                    for name, one in found.items()
                    if wilson(round(one * chosen.trials), chosen.trials)[0] > ALARMS
                ]
    planted, wrong = exact(SEED, chosen.trials)
    broken += wrong
    lines = [
        f"Seed {SEED}, {chosen.trials:,} trials a row; {machine()};",
        f"{time.perf_counter() - start:.0f} s. `python -m benchmarks.change`",
        "",
        f"**Planted turns.** {planted}",
        "",
        "**Nothing changes but which ties there are**: a share of the ties goes, as many come from the same",
        "process, arenas of three among them. Told to have changed, in %; the bar is 5 (broken where the",
        "whole 95 % Wilson interval lies above). *arena*: a quarter of the actors, busy ones rather, took",
        "part in something that nothing came of. Processes as in *Comparing networks of different size*.",
        "",
        row(["process", "actors", "turnover", *(f"`{one}`" for one in PAIRED), "arena"]),
        "|---|--:|--:|" + "--:|" * (len(PAIRED) + 1),
        *rows,
    ]
    write_section(chosen.out, "Change between two times", lines)
    print("\n".join(lines))
    if broken:
        sys.exit("\n".join(["", "broken:", *broken]))


if __name__ == "__main__":
    main()
