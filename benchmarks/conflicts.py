"""Wishes that cannot all be met, at the size of a real register: what is found, and how fast.

Run ``python -m benchmarks.conflicts [--problems 20]`` from the root of the project; it prints a table and
ends with an error when something is not as it should be. Every problem asks for a team of eight, with some
fifteen wishes of all kinds and three rules among them. That the named wishes are irreducible, and that
changes work while no part of them does, is checked by solving the whole team model anew: where it says that
a team exists, the team is held against every demand.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from itertools import combinations, count, islice
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.report import machine
from benchmarks.team_cases import SIDES, TEAM, team_case
from matchmaker.kernel.rng import generator
from matchmaker.matching.team.conflict import conflict
from matchmaker.matching.team.programme import pose_programme
from matchmaker.matching.team.relaxation import relaxations
from matchmaker.rules.balance import least_of_each
from matchmaker.rules.constraints import (
    SECTOR,
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Company,
    Demand,
    Exclude,
    Facts,
    Include,
    NoMajority,
    Size,
    Together,
)
from matchmaker.solving.port import solve
from tests.wish_cases import LAW, PRACTICE, Case, applied, keys_of, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.kernel.errors import Relaxation

SIZES = {300: 20, 2_000: 5}
"""Candidates, and how many problems of that size."""
WISHES = 15
WANTED_SECONDS = 5.0
"""What the median of both together may take at 300 candidates."""


def crowded_case(candidates: int, seed: int) -> Case:
    """A problem with many wishes, often more than can be met."""
    rng = generator(seed, "crowded case", str(candidates))
    problem = team_case(candidates, seed)
    facts: Facts = {actor: {**problem.facts[actor], **_facts(rng, candidates)} for actor in problem.ids}
    called = [problem.ids[int(i)] for i in rng.choice(candidates, 6, replace=False)]
    own: list[Demand] = [Size(TEAM, TEAM), *(_wish(rng, called) for _ in range(WISHES))]
    floors = tuple(least_of_each(size) for size in range(candidates + 1))
    ruled: list[tuple[Demand, str]] = [
        *((AtLeastBySize("kjonn", (sex,), floors), LAW) for sex in ("kvinne", "mann")),
        (Company("under_18", 2), "mindreaarig_ikke_alene"),
        (Apart(called[0], called[1]), PRACTICE),
    ]
    demands = (*own, *(demand for demand, _ in ruled))
    origins = (*("" for _ in own), *(rule for _, rule in ruled))
    return Case(replace(problem, facts=facts, constraints=demands), origins)


def _facts(rng: np.random.Generator, candidates: int) -> dict[str, str]:
    drawn = {
        "kjonn": str(rng.choice(["kvinne", "mann", ""], p=[0.45, 0.45, 0.1])),
        "enhet": f"enhet {int(rng.integers(max(4, candidates // 25)))}",
        "under_18": str(rng.choice(["ja", "nei", ""], p=[0.05, 0.75, 0.2])),
        "dekker:lokaler": "ja" if rng.random() < 0.01 else "",
    }
    return {trait: value for trait, value in drawn.items() if value}


def _wish(rng: np.random.Generator, called: list[str]) -> Demand:
    first, second = (called[int(i)] for i in rng.choice(len(called), 2, replace=False))
    least = int(rng.integers(2, 5))
    made: tuple[Demand, ...] = (
        Include(first), Include(second), Exclude(first), Apart(first, second), Together(first, second),
        AtLeast(SIDES[int(rng.integers(len(SIDES)))], least), AtLeastWith("kjonn", ("kvinne",), least + 1),
        AtLeastWith("kjonn", ("mann",), least), AtLeastWith("dekker:lokaler", ("ja",), least),
        AtMostWith(SECTOR, SIDES[:3], least), AtMostEach("enhet", 1), AtMostEach(SECTOR, 2),
        NoMajority(SECTOR), AtLeastWith("under_18", ("ja",), 1),
    )  # fmt: skip
    return made[int(rng.integers(len(made)))]


def possible(case: Case, demands: Sequence[Demand]) -> bool:
    """Whether the whole team model has a team for these demands; the team is held against them."""
    problem = replace(case.problem, constraints=(*demands, Size(1, len(case.problem))))
    programme = pose_programme(problem).programme
    answer = solve(replace(programme, gain=np.zeros_like(programme.gain)))
    if answer.x is None:
        return False
    team = [actor for actor, seat in zip(problem.ids, answer.x, strict=False) if seat > 0.5]
    assert all(rule.meets(team, problem.facts) for rule in problem.constraints)
    return True


def impossible(candidates: int, many: int) -> Iterator[Case]:
    """The first problems that no team meets."""
    drawn = (crowded_case(candidates, seed) for seed in count())
    return islice((case for case in drawn if not possible(case, case.problem.constraints)), many)


def faults(case: Case, named: set[tuple[str, str]], found: Sequence[Relaxation]) -> int:
    """How many statements about a problem are wrong."""
    everything = {key for keys in keys_of(case) for key in keys}
    wrong = [possible(case, without(case, everything - named))]
    wrong += [not possible(case, without(case, (everything - named) | {one})) for one in sorted(named)]
    for relaxation in found:
        changes = relaxation.changes
        wrong.append(not possible(case, applied(case, changes)))
        wrong += [possible(case, applied(case, some)) for some in combinations(changes, len(changes) - 1)]
    return sum(wrong)


def main(words: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--problems", type=int, help="problems of each size instead of the usual number")
    options = parser.parse_args(words)
    lines = [
        f"{machine()}. `python -m benchmarks.conflicts`; team of {TEAM}, {WISHES} wishes and 3 rules.",
        "Seeds from 0, the first that no team meets. Times are median (most), in seconds of the process.",
        "",
        "| candidates | problems | wishes named | sets of changes | wrong statements | conflict | changes |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    bad = False
    for candidates, usual in SIZES.items():
        named, sets, wrong, spent = [], 0, 0, []
        for case in impossible(candidates, options.problems or usual):
            began = time.process_time()
            clash = conflict(case.problem, case.origins)
            between = time.process_time()
            found = relaxations(case.problem, case.origins)
            spent.append((between - began, time.process_time() - between))
            named.append(len(clash))
            sets += len(found)
            wrong += faults(case, {(wish.field, wish.name) for wish in clash}, found) + (not found)
        middle, most = np.median(spent, axis=0), np.max(spent, axis=0)
        lines.append(
            f"| {candidates:,} | {len(spent)} | {np.median(named):.0f} ({max(named)}) | {sets} | {wrong} |"
            f" {middle[0]:.2f} ({most[0]:.2f}) | {middle[1]:.2f} ({most[1]:.2f}) |"
        )
        bad |= bool(wrong) or (candidates == min(SIZES) and float(middle.sum()) > WANTED_SECONDS)
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
