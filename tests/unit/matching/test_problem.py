"""A problem's own arithmetic: what each coverer and member adds, and what some alone are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from matchmaker.matching.team.problem import CHARGES, TALLIES, TERMS, Tally
from matchmaker.matching.team.referee import need_points, reached, score
from matchmaker.matching.team.solution import solve_team
from matchmaker.solving.port import Status

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem


def test_every_term_is_told_once() -> None:
    assert len(set(TERMS)) == len(TERMS) == 18
    assert set(TALLIES) | set(CHARGES) < set(TERMS)


def test_what_each_further_coverer_adds(problem: TeamProblem) -> None:
    # lokalkunnskap, 30 000 milli-points for one: per hundredth of fit 300, then a third, then a twelfth
    assert [problem.slot_points(0, rank) for rank in range(4)] == [300, 100, 25, 0]
    # lokaler, 10 000 for two: both count in full, then a third, a twelfth (8.33 -> 8)
    assert [problem.slot_points(1, rank) for rank in range(5)] == [100, 100, 33, 8, 0]
    assert (problem.slots(0), problem.slots(1)) == (3, 4)


@pytest.mark.parametrize(
    ("steps", "worth"), [((5, 3), [0, 5, 8, 8]), ((5, 0, -2), [0, 5, 5, 3]), ((), [0, 0, 0, 0])]
)
def test_what_each_further_member_adds(steps: tuple[int, ...], worth: list[int]) -> None:
    tally = Tally("kinds", "lag", np.arange(3), steps)
    assert [tally.points(count) for count in range(4)] == worth


def test_the_score_of_a_team_by_hand(problem: TeamProblem) -> None:
    counted = score(problem, (0, 1))
    # lokalkunnskap: 36 x 300 for the first, 36 x 100 for the second; lokaler: 80 x 100
    assert need_points(problem, (0, 1), 0) == 14_400
    assert need_points(problem, (0, 1), 1) == 8_000
    assert reached(problem, (0, 1)) == ("e-fylke", "f-reservert", "g-bedrift")
    assert {term: points for term, points in counted.items() if points} == {
        "coverage": 22_400,
        "sides": 18_000 + 12_000,
        "groups": 8_000,  # a is the voice of eldre,
        "voices": 4_000,  # and an elder in person
        "inroads": 2_000,  # and b has worked with a
        "kinds": 2 * 500,
        "phases": 4 * 1_000,  # definere and drive both, designe b, gjennomfore a
        "resources": 3 * 1_000,  # lokaler, lokalkunnskap, and what both usually do
        "bridges": -100,  # of different sides, but not for the first time
        "ties": 300,
        "reach": 600,
        "load": -6_000,
    }
    assert list(counted) == list(TERMS)
    assert counted.total == 69_200


def test_the_best_pair_by_hand(problem: TeamProblem) -> None:
    # with b: a 69 200 (above), c 50 400, e 38 250 (see test_explanation); a and c: 10 800 + 18 000 + 8 000
    # + 4 000 + 2 kinds + 4 phases + 2 classes + 200 - 4 000 = 44 000
    assert score(problem, (0, 2)).total == 44_000
    found = solve_team(problem)
    assert found is not None
    assert (found.team, found.status) == ((0, 1), Status.OPTIMAL)
    assert (found.score.total, found.bound) == (69_200, 69_200)


def test_an_empty_team_is_worth_nothing(problem: TeamProblem) -> None:
    assert set(score(problem, ()).values()) == {0}


def test_some_alone_are_worth_the_same(problem: TeamProblem) -> None:
    few = problem.only(np.array([1, 3]))
    assert (few.ids, len(few)) == (("b-lag", "e-fylke"), 2)
    assert few.pairs.tolist() == [[0, 1]]
    assert (few.tie_points.tolist(), few.bridge_points.tolist()) == ([150], [100])
    # b-lag and e-fylke are within reach of each other; f and g lie outside as before
    assert few.outside == problem.outside
    assert [near.tolist() for near in few.opens] == [[1], [0], [0], [0]]
    assert few.outside_as_candidate.tolist() == [0, 1, -1, -1]
    assert score(few, (0, 1)) == score(problem, (1, 3))
    assert few.lots.tolist() == problem.lots[[1, 3]].tolist()
    # who is left out may be outside now, but is not within reach of those who never met
    alone = problem.only(np.array([2]))
    assert (alone.outside, alone.opens, alone.pairs.tolist()) == ((), (), [])
    nobody = problem.only(np.zeros(0, dtype=np.int64))
    assert len(nobody) == 0
    assert score(nobody, ()).total == 0
