"""Seating at the size of a bootcamp beside other ways to do it, and at the size of a conference.

Run with ``python -m benchmarks.groups [--seeds 10] [--small]`` from the root of the project; it rewrites the
section *Seating* of ``benchmarks/RESULTS.md`` and ends with an error when an aim is missed. ``--small``
leaves out the large events and takes three seeds. Each large event is seated in a process of its own, so that
its memory is its own. Everything in the tables is counted again here, or by the referee, from the
seating alone.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.groups_events import FIRST, GROUPS, KINDS, ROUNDS, bootcamp, large
from benchmarks.groups_peers import PEERS
from benchmarks.report import machine, write_section
from matchmaker.matching.groups.referee import referee
from matchmaker.matching.groups.search import search, usual_effort

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.matching.groups.problem import GroupsProblem

HERE = Path(__file__).resolve().parent
OURS = "this search, meeting once as a rule"
LEVEL = "this search, meetings as a level after diversity"
AIM_KINDS, AIM_SECONDS = 5, 10.0
LARGE = {
    "4,200 people, 500 groups, 3 rounds, 2,000 rules": ((4_200, 500, 3, 2_000), 60.0),
    "20,000 people, 2,500 groups, 1 round": ((20_000, 2_500, 1, 0), 300.0),
}
MEMORY = 2048
_HEAD = (
    "| way | attributes | repeated meetings | fewest kinds in a group | kinds in a group | lone of their sex "
    "| wall s | processor s |"
)
_LARGE_HEAD = (
    "| event, six attributes, seed 1 | rules broken | search: wall s | processor s | referee s "
    "| most memory, MiB | tries | levels |"
)
Row = dict[str, Any]


def searched(problem: GroupsProblem, seed: int) -> np.ndarray:
    """Seat by the search with its usual effort; the referee counts it again."""
    found = search(problem, seed=seed, effort=usual_effort(problem))
    referee(problem, found.seating, found.totals)
    return found.seating


def counted(problem: GroupsProblem, seating: np.ndarray) -> Row:
    """What the tables say of a seating, straight from who sits where."""
    met = sum((seats[:, None] == seats[None]).astype(np.int64) for seats in seating)
    kind, sex = (problem.aspects[one].members for one in (0, 1))
    kinds, lone = [], 0
    for seats in seating:
        for group in range(GROUPS):
            inside = seats == group
            kinds.append(int(kind[inside].any(axis=0).sum()))
            lone += int((sex[inside].sum(axis=0) == 1).sum())
    sizes = [int((seats == group).sum()) for seats in seating for group in range(GROUPS)]
    return {
        "repeats": int(np.triu(met * (met - 1) // 2, 1).sum()), "least": min(kinds),
        "kinds": float(np.mean(kinds)), "lone": lone, "sizes": [min(sizes), max(sizes)],
    }  # fmt: skip


def measured(way: Callable[[GroupsProblem, int], np.ndarray], problem: GroupsProblem, seed: int) -> Row:
    """One seating, what it is like and what it took."""
    wall, used = time.perf_counter(), time.process_time()
    seating = way(problem, seed)
    row = {"wall": time.perf_counter() - wall, "used": time.process_time() - used}
    return row | counted(problem, seating)


def side_by_side(seeds: int) -> dict[tuple[str, int], list[Row]]:
    """All ways on the same events, with two, four and six attributes."""
    rows: dict[tuple[str, int], list[Row]] = {}
    for attributes in (2, 4, 6):
        for seed in range(seeds):
            rule, level = (bootcamp(seed, attributes, meet_once=once) for once in (True, False))
            ways = {OURS: (searched, rule), LEVEL: (searched, level)}
            ways |= {name: (way, rule) for name, way in PEERS.items()}
            for name, (way, problem) in ways.items():
                row = measured(way, problem, seed)
                rows.setdefault((name, attributes), []).append(row)
                print(json.dumps([name, attributes, seed, row]), file=sys.stderr)
    return rows


def act_large(name: str) -> None:
    """Seat one large event and print what it took."""
    search(large(0, 60, 8, 2, 10), seed=0, effort=1_000)  # compiled before the clock starts
    (people, groups, rounds, rules), _ = LARGE[name]
    problem = large(1, people, groups, rounds, rules)
    wall, used = time.perf_counter(), time.process_time()
    found = search(problem, seed=1, effort=usual_effort(problem))
    row: Row = {"wall": time.perf_counter() - wall, "used": time.process_time() - used}
    account = referee(problem, found.seating, found.totals)
    row |= {
        "checked": time.perf_counter() - wall - row["wall"], "broken": account.broken,
        "tries": found.effort.done,
        "levels": {level.value: value for level, value in account.levels.items()},
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip
    print(json.dumps(row))


def seated_apart(name: str) -> Row:
    """The same in a process of its own."""
    call = [sys.executable, "-m", "benchmarks.groups", "--large", name]
    done = subprocess.run(call, check=True, capture_output=True, text=True, cwd=HERE.parent)
    row: Row = json.loads(done.stdout)
    return row


def breaches(rows: dict[tuple[str, int], list[Row]], big: dict[str, Row]) -> list[str]:
    """What did not hold."""
    wrong = []
    for attributes in (2, 4, 6):
        for seed, row in enumerate(rows[OURS, attributes]):
            name = f"{attributes} attributes, seed {seed}"
            if (
                row["repeats"]
                or row["lone"]
                or row["sizes"] != [sum(KINDS) // GROUPS, -(-sum(KINDS) // GROUPS)]
            ):
                wrong.append(f"{name}: a rule is broken")
            if row["least"] < AIM_KINDS:
                wrong.append(f"{name}: a group of {row['least']} kinds")
            if row["used"] > AIM_SECONDS:
                wrong.append(f"{name}: {row['used']:.1f} processor seconds")
    for name, row in big.items():
        if row["broken"] or row["used"] > LARGE[name][1] or row["memory"] > MEMORY:
            wrong.append(f"{name}: {row}")
    return wrong


def _spread(values: list[float], digits: int = 0) -> str:
    return f"{np.mean(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def lines_of(
    rows: dict[tuple[str, int], list[Row]], big: dict[str, Row], call: str, load: float
) -> list[str]:
    """Write the section."""
    seeds = len(rows[OURS, 4])
    pairs = ROUNDS * sum(size * (size - 1) // 2 for size in [8] * 12 + [7] * 2)
    kinds = f"{len(KINDS)} kinds ({'/'.join(map(str, KINDS))})"
    lines = [
        f"{sum(KINDS)} invented people of {kinds}, {GROUPS} groups of 7–8,",
        f"{ROUNDS} rounds, {pairs:,} pairs in all; further attributes drawn; kinds weigh {FIRST}, the others",
        f"1; nobody alone of their sex. Events and seatings with seeds 0–{seeds - 1}, `{call}`.",
        "Compiled code warm. Mean (least–most) over the seeds. Peers are written for the purpose",
        "(`benchmarks/groups_peers.py`) and know nothing of rules; the annealing counts lone people.",
        f"{machine()}; load when the runs began {load:.1f}.",
        "",
        _HEAD,
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (name, attributes), found in rows.items():
        parts = [
            _spread([row["repeats"] for row in found]), str(min(row["least"] for row in found)),
            _spread([row["kinds"] for row in found], 2), _spread([row["lone"] for row in found]),
            _spread([row["wall"] for row in found], 2), _spread([row["used"] for row in found], 2),
        ]  # fmt: skip
        lines.append(f"| {' | '.join([name, str(attributes), *parts])} |")
    if big:
        lines += ["", _LARGE_HEAD, "|---|--:|--:|--:|--:|--:|--:|---|"]
    for name, row in big.items():
        said = ", ".join(f"{level} {value}" for level, value in row["levels"].items())
        lines.append(
            f"| {name} | {row['broken']} | {row['wall']:.1f} | {row['used']:.1f} | {row['checked']:.1f} "
            f"| {row['memory']:.0f} | {row['tries']:,} | {said} |"
        )
    return lines


def main() -> None:
    """Measure, write, and end with an error when something did not hold."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seeds", type=int, default=10)
    asked.add_argument("--small", action="store_true")
    asked.add_argument("--results", type=Path, default=HERE / "RESULTS.md")
    asked.add_argument("--large", choices=tuple(LARGE), help=argparse.SUPPRESS)
    wish = asked.parse_args()
    if wish.large:
        act_large(wish.large)
        return
    load = os.getloadavg()[0]
    seeds = 3 if wish.small else wish.seeds
    warm = bootcamp(0)
    search(warm, seed=0, effort=1_000)
    for way in PEERS.values():
        way(warm, 0)
    big = {} if wish.small else {name: seated_apart(name) for name in LARGE}
    rows = side_by_side(seeds)
    call = f"python -m benchmarks.groups --seeds {seeds}" + (" --small" if wish.small else "")
    lines = lines_of(rows, big, call, load)
    write_section(wish.results, "Seating", lines)
    print("\n".join(lines))
    if wrong := breaches(rows, big):
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
