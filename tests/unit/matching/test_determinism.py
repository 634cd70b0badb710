"""The same question has one answer: in another process, under another hash seed, in another order of rows."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.team_cases import team_case
from matchmaker.kernel.rng import generator, lot
from matchmaker.matching.team.bounding import bounds_of
from matchmaker.matching.team.problem import Tally, TeamProblem
from matchmaker.matching.team.referee import score
from matchmaker.matching.team.solution import quick_team, solve_team
from matchmaker.rules.constraints import Size
from matchmaker.solving.port import Status

ROOT = Path(__file__).parents[3]
SCRIPT = """
from benchmarks.team_cases import team_case
from matchmaker.matching.team import bounding
from matchmaker.matching.team.solution import quick_team, solve_team
from matchmaker.rules.constraints import AtMostEach, NoMajority, Size
bounding.DIRECT, bounding.BEGIN, bounding.MORE = 50, 20, 10  # so that sixty are bounded in rounds
wishes = (Size(5, 7), NoMajority("sektor"), AtMostEach("sektor", 2))
for problem in (team_case(40, 1), team_case(60, 0), team_case(40, 3, wishes)):
    print(solve_team(problem))
    print(quick_team(problem))
print(solve_team(team_case(40, 4), budget=0))
"""


def test_two_processes_with_two_hash_seeds_say_the_same() -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT], check=True, capture_output=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("0", "4242")
    ]  # fmt: skip
    assert said[0] == said[1]
    assert said[0].count(b"Solution(") == 7


def shuffled(problem: TeamProblem, seed: int) -> TeamProblem:
    """The same problem with its candidates in another order than that of their ids."""
    order = generator(seed, "test-determinism").permutation(len(problem))
    place = np.argsort(order)
    own = problem.outside_as_candidate
    return replace(
        problem,
        ids=tuple(problem.ids[i] for i in order),
        codes=problem.codes[order],
        fit=problem.fit[order],
        tallies=tuple(replace(t, members=np.sort(place[t.members])) for t in problem.tallies),
        charges=tuple(replace(charge, points=charge.points[order]) for charge in problem.charges),
        pairs=np.sort(place[problem.pairs], axis=1),
        opens=tuple(np.sort(place[near]) for near in problem.opens),
        outside_as_candidate=np.where(own >= 0, place[own], -1),
        lots=problem.lots[order],
    )


def names(problem: TeamProblem) -> set[str]:
    found = solve_team(problem)
    assert found is not None
    assert found.status is Status.OPTIMAL
    return {problem.ids[i] for i in found.team}


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_candidates_does_not_change_the_team(seed: int) -> None:
    problem = team_case(40, seed)
    assert names(shuffled(problem, seed)) == names(problem)


def poor(candidates: int, seed: int) -> TeamProblem:
    """A register that tells few apart, so that many teams are equally good."""
    problem = team_case(candidates, seed, (Size(4, 4),))
    side = np.arange(candidates) % 3
    nobody = np.zeros(0, dtype=np.int64)
    return replace(
        problem,
        fit=np.where(np.arange(candidates)[:, None] % 4 == 0, 80, 0) * (np.arange(12) < 2),
        tallies=tuple(Tally("sides", str(s), np.flatnonzero(side == s), (6_000,)) for s in range(3)),
        charges=(), pairs=np.zeros((0, 2), dtype=np.int64), tie_points=nobody, bridge_points=nobody,
        outside=(), opens=(), outside_as_candidate=nobody,
        lots=np.array([lot(seed, actor) for actor in problem.ids]),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_of_equally_good_teams_the_smallest_sum_of_lots_is_taken_in_any_order(seed: int) -> None:
    problem = poor(24, seed)
    found = solve_team(problem)
    assert found is not None
    best, least = found.score.total, int(problem.lots[list(found.team)].sum())
    assert names(shuffled(problem, seed)) == {problem.ids[i] for i in found.team}
    # every team of four, one by one
    grid = np.array(np.meshgrid(*[np.arange(24)] * 4, indexing="ij")).reshape(4, -1).T
    teams = grid[(np.diff(grid, axis=1) > 0).all(axis=1)]
    equals = [team for team in teams if _worth(problem, team) == best]
    assert all(_worth(problem, team) <= best for team in teams)
    assert len(equals) >= 12
    assert min(int(problem.lots[team].sum()) for team in equals) == least


def _worth(problem: TeamProblem, team: np.ndarray) -> int:
    """Worth of a team of a poor problem, from how it is made: two needs and three sides."""
    able = int((team % 4 == 0).sum())
    coverage = sum(
        80 * problem.slot_points(need, rank)
        for need in range(2) for rank in range(min(able, problem.slots(need)))
    )  # fmt: skip
    return coverage + 6_000 * len(set((team % 3).tolist()))


def test_the_worth_of_a_poor_problem_is_what_the_referee_counts() -> None:
    problem = poor(24, 0)
    for team in ([0, 4, 8, 12], [1, 2, 3, 5], [0, 1, 2, 23]):
        assert _worth(problem, np.array(team)) == score(problem, team).total


def test_other_seeds_draw_other_teams_among_equals() -> None:
    drawn = {frozenset(names(replace(poor(24, 0), lots=poor(24, seed).lots))) for seed in range(6)}
    assert len(drawn) > 3


def test_a_lone_best_team_is_the_same_whatever_the_lots() -> None:
    problem = team_case(40, 0)
    other = replace(problem, lots=np.array([lot(77, actor) for actor in problem.ids]))
    assert names(problem) == names(other)


def test_a_small_lead_is_never_taken_for_a_tie() -> None:
    """One milli-point decides, whatever the lots say."""
    problem = poor(24, 0)
    free = solve_team(problem)
    assert free is not None
    outside = next(i for i in range(24) if i not in free.team and i % 4 and i % 3 == 0)
    bonus = Tally("kinds", "en", np.array([outside]), (1,))
    found = solve_team(replace(problem, tallies=(*problem.tallies, bonus)))
    assert found is not None
    assert found.score.total == free.score.total + 1
    assert outside in found.team


def test_the_quick_answer_is_within_its_bound_and_not_above_the_best() -> None:
    for seed in range(3):
        problem = team_case(60, seed)
        quick, best, bounds = quick_team(problem), solve_team(problem), bounds_of(problem)
        assert quick is not None
        assert best is not None
        assert bounds is not None
        assert quick.score.total <= best.score.total <= (quick.bound or 0) <= bounds.most + 0.5
