"""The team matching against brute force on many random small problems, over every term and every demand.

Run ``python -m benchmarks.team_brute_force [--problems 20000] [--candidates 12]`` from the root of the
project; it rewrites the section *Teams against brute force* of ``benchmarks/RESULTS.md``. The problems are
``tests/team_draw.py``, the judge is ``tests/team_brute.py``: it counts every team and shares no code with the
solver, the referee or the demands. A problem whose answer is not the best of all teams, proven, with the
smallest sum of lots among equals ends the run with an ``AssertionError``.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path
from typing import get_args

from benchmarks.report import machine, write_section
from matchmaker.matching.team.problem import TERMS
from matchmaker.rules.constraints import Demand
from tests.team_trial import trial

HERE = Path(__file__).resolve().parent


def lines(problems: int, candidates: int) -> list[str]:
    """Solve and judge, and what the problems held."""
    begun, held = time.perf_counter(), Counter[str]()
    for seed in range(problems):
        held += trial(seed, candidates)
    seconds = time.perf_counter() - begun
    call = f"`python -m benchmarks.team_brute_force --problems {problems} --candidates {candidates}`"
    about = (
        f"{held['problems']:,} random problems (seeds 0–{problems - 1}) of 1–{candidates} candidates; "
        f"{held['teams']:,} teams counted one by one. {machine()}; {call}, {seconds:.0f} s. Any answer but "
        "the best of all teams, proven, with the smallest sum of lots among equals would have ended the run."
    )
    return [
        about,
        "",
        "| what | problems |",
        "|---|--:|",
        f"| the answer is the best of all teams, proven | {held['possible']:,} |",
        f"| rightly said to have no team | {held['problems'] - held['possible']:,} |",
        f"| several teams equally good | {held['equals']:,} |",
        *(f"| term *{term}* counts in some team | {held[f'term {term}']:,} |" for term in TERMS),
        *(
            f"| demand *{kind.__name__}* keeps a better team out | {held[f'demand {kind.__name__}']:,} |"
            for kind in get_args(Demand)
        ),
    ]


def main() -> None:
    """Run and rewrite the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=20_000)
    parser.add_argument("--candidates", type=int, default=12)
    parser.add_argument("--results", type=Path, default=HERE / "RESULTS.md")
    asked = parser.parse_args()
    made = lines(asked.problems, asked.candidates)
    write_section(asked.results, "Teams against brute force", made)
    print("\n".join(made))


if __name__ == "__main__":
    main()
