"""A choice of teams for a municipality of sixty actors: how many, how soon, and none dominated.

Run with ``python -m benchmarks.front [--problems 8]`` from the root of the project; it rewrites the section
*Front* of ``benchmarks/RESULTS.md`` and ends with an error when an aim is missed. Whether a team dominates
another is judged here by counting every shown team anew, without the search's code.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.report import machine, write_section
from benchmarks.team_cases import team_case
from matchmaker.matching.team.front import front
from matchmaker.matching.team.referee import broken, score

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
ACTORS, AIM_TEAMS, AIM_SECONDS = 60, 8, 10.0
BURDEN = ("load", "asked", "travel")
PEOPLE = ("sides", "groups", "inroads", "profile", "kinds")
CHOICES = {
    "what is covered – burden": ((("coverage", "ready"), BURDEN), 1),
    "who is there – burden": ((PEOPLE, BURDEN), 1),
    "what is covered – who is there – burden": ((("coverage", "ready"), PEOPLE, BURDEN), 4),
}
"""Groups of terms, and of how many problems one is searched."""
COLUMNS = "choice | problems | teams | processor, s | wall, s | proven | dominated | aim"
Row = dict[str, Any]


def measured(groups: Sequence[Sequence[str]], seed: int) -> Row:
    """The front of one problem, and what an independent count says of it."""
    problem = team_case(ACTORS, seed)
    wall, used = time.perf_counter(), time.process_time()
    teams = front(problem, groups).teams
    wall, used = time.perf_counter() - wall, time.process_time() - used
    counts = [score(problem, team.team) for team in teams]
    values = [tuple(sum(count[term] for term in group) for group in groups) for count in counts]
    beaten = sum(
        any(a != b and all(x >= y for x, y in zip(a, b, strict=True)) for a in values) for b in values
    )
    wrong = sum(bool(broken(problem, team.team)) for team in teams)
    return {
        "seed": seed, "teams": len(set(values)), "wall": wall, "used": used, "dominated": beaten,
        "wrong": wrong, "proven": sum(team.proven for team in teams),
    }  # fmt: skip


def breaches(choice: str, row: Row) -> list[str]:
    """What did not hold for one problem; the aim of seconds is for two groups of terms."""
    name = f"{choice}, {row['seed']}"
    found = [f"{name}: {row[what]} {what}" for what in ("dominated", "wrong") if row[what]]
    if row["teams"] < AIM_TEAMS:
        found.append(f"{name}: {row['teams']} teams")
    if len(CHOICES[choice][0]) == 2 and row["used"] > AIM_SECONDS:
        found.append(f"{name}: {row['used']:.1f} s")
    return found


def _spread(values: list[float], digits: int) -> str:
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def main() -> None:
    """Measure, write, and end with an error when something did not hold."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--problems", type=int, default=8)
    asked.add_argument("--results", type=Path, default=HERE / "RESULTS.md")
    wish = asked.parse_args()
    load, wrong, cells = os.getloadavg()[0], [], []
    for choice, (groups, one_of) in CHOICES.items():
        rows = [measured(groups, seed) for seed in range(0, wish.problems, one_of)]
        print(choice, rows, file=sys.stderr)
        missed = [words for row in rows for words in breaches(choice, row)]
        wrong += missed
        within = max(row["used"] for row in rows) <= AIM_SECONDS and not missed
        cells.append(
            f"| {choice} | {len(rows)} | {_spread([r['teams'] for r in rows], 0)} | "
            f"{_spread([r['used'] for r in rows], 1)} | {_spread([r['wall'] for r in rows], 1)} | "
            f"{sum(r['proven'] for r in rows)} of {sum(r['teams'] for r in rows)} | "
            f"{sum(r['dominated'] for r in rows)} | {'met' if within else '**missed**'} |"
        )
    lines = [
        f"At most 12 teams on the front of {ACTORS} actors (`benchmarks/team_cases.py`, seeds from 0),",
        f"`python -m benchmarks.front --problems {wish.problems}`. Median (least–most).",
        f"Aim: {AIM_TEAMS} teams or more in ≤ {AIM_SECONDS:.0f} s of the processor, none dominated by",
        "another, each proven to be dominated by no team at all.",
        f"Load when the runs began {load:.1f}; {machine()}.",
        "",
        f"| {COLUMNS} |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
        *cells,
    ]
    write_section(wish.results, "Front", lines)
    print("\n".join(lines))
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
