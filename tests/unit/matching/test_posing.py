"""From a register to integer-coded arrays, number by number (registers: ``conftest`` and ``rich.py``)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from matchmaker.kernel.rng import lot
from matchmaker.matching.team.posing import Wish, candidates, pose
from matchmaker.matching.team.solution import solve_team
from matchmaker.matching.team.weights import Weights
from matchmaker.rules.constraints import Size
from tests.unit.matching.rich import rich_register

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.model.register import Register


def charged(problem: TeamProblem, term: str) -> dict[str, int]:
    (charge,) = (one for one in problem.charges if one.term == term)
    return {problem.ids[i]: int(charge.points[i]) for i in np.flatnonzero(charge.points)}


def test_who_may_be_suggested(register: Register) -> None:
    challenge = register.challenge("sak")
    # in 5038 or above the municipalities; the neighbours in 5037 and the reserved one are not
    assert candidates(register, challenge) == ("a-ildsjel", "b-lag", "c-raad", "e-fylke")
    with_names = candidates(register, challenge, ("d-nabo", "f-reservert"))
    assert with_names == ("a-ildsjel", "b-lag", "c-raad", "d-nabo", "e-fylke")
    # a challenge without an area belongs to the whole dataset
    everywhere = candidates(register, register.challenge("annen"))
    assert set(register.ids) - set(everywhere) == {"f-reservert"}


def test_needs_and_fit(problem: TeamProblem) -> None:
    assert problem.needs == ("lokalkunnskap", "lokaler")  # most important first
    assert problem.need_points.tolist() == [30_000, 10_000]  # 10 points per step of importance
    assert problem.need_counts.tolist() == [1, 2]
    # priors: ildsjel and frivillig usually bring lokalkunnskap, 0.6 x 0.6 = 0.36; lokaler: 0.8 x 1
    assert problem.fit.tolist() == [[36, 0], [36, 80], [0, 0], [0, 0]]


def test_ties_bridges_and_reach(problem: TeamProblem) -> None:
    # 0.6 points at strength 2: a–b has 1 (half), b–e has 0.5 (a quarter); both across sides
    assert problem.pairs.tolist() == [[0, 1], [1, 3]]
    assert problem.tie_points.tolist() == [300, 150]
    assert problem.bridge_points.tolist() == [100, 100]
    # organisations that candidates are tied to, themselves candidates or not; employment does not count
    assert problem.outside == ("b-lag", "e-fylke", "f-reservert", "g-bedrift")
    assert [near.tolist() for near in problem.opens] == [[0, 3], [1], [1], [1]]
    assert problem.outside_as_candidate.tolist() == [1, 3, -1, -1]
    assert problem.reach_points == 200


def test_a_tie_counts_up_to_full_strength_and_a_side_once() -> None:
    register = rich_register()
    problem = pose(register, register.challenge("sak"), Wish((Size(2, 5),)))
    pairs = [(problem.ids[a], problem.ids[b]) for a, b in problem.pairs.tolist()]
    assert pairs == [("a1", "b1"), ("a1", "c"), ("b1", "b2")]
    assert problem.tie_points.tolist() == [600, 300, 300]
    # b1 and b2 are both politicians: the tally of their side has counted them already
    assert problem.bridge_points.tolist() == [100, 100, 0]


def test_hours_already_given(problem: TeamProblem) -> None:
    # a: 400 hours of 40 is full, 4 points; b: 30 + 20 of an unknown capacity, taken as 100
    assert charged(problem, "load") == {"a-ildsjel": 4_000, "b-lag": 2_000}


@pytest.mark.parametrize(
    ("on", "asked", "points"),
    [
        (None, {}, {"a2": 2_000}),  # what has no first day is not known to be of the year
        (date(2026, 11, 22), {}, {"a2": 1_000}),
        (date(2026, 1, 10), {}, {"a2": 2_000}),  # the same day, and 365 days before
        (date(2026, 1, 11), {}, {"a2": 1_000}),
        (date(2026, 1, 9), {}, {"a2": 1_000}),  # what has not begun is not counted
        (date(2024, 1, 1), {}, {}),
        (date(2026, 11, 22), {"a2": 1, "b1": 2, "fremmed": 4}, {"a2": 2_000, "b1": 2_000}),
        (date(2026, 11, 22), {"b1": 9}, {"a2": 1_000, "b1": 3_000}),  # at most three
    ],
)
def test_how_often_asked(on: date | None, asked: dict[str, int], points: dict[str, int]) -> None:
    register = rich_register()
    problem = pose(register, register.challenge("sak"), Wish((Size(2, 5),), on=on, asked=asked))
    assert charged(problem, "asked") == points


def test_who_travels() -> None:
    register = rich_register()

    def travelling(meeting: str | None) -> list[str]:
        problem = pose(register, register.challenge("sak"), Wish((Size(2, 5),), meeting=meeting))
        points = charged(problem, "travel")
        assert set(points.values()) <= {1_000}
        return sorted(points)

    assert travelling(None) == []
    # the county is of no municipality: not known to travel
    assert travelling("5037") == ["a1", "a2", "b1", "b4", "c"]
    assert travelling("5038") == ["a3", "b2", "b3"]


def test_lots_depend_on_seed_and_name_alone(register: Register, problem: TeamProblem) -> None:
    assert problem.lots.tolist() == [lot(3, actor) for actor in problem.ids]
    other = pose(register, register.challenge("sak"), Wish((), seed=4))
    assert problem.lots.tolist() != other.lots.tolist()


def test_a_challenge_that_says_nothing_still_makes_a_problem(register: Register) -> None:
    problem = pose(register, register.challenge("annen"), Wish((Size(1, 1),)))
    assert problem.fit.shape == (6, 0)
    assert problem.of("groups") == problem.of("inroads") == ()
    assert solve_team(problem) is not None


def test_nobody_to_suggest(register: Register) -> None:
    nobody = rich_register(area="1101")
    problem = pose(nobody, nobody.challenge("sak"), Wish((Size(1, 1),), Weights(reach=1)))
    assert problem.ids == ("u",)
    assert len(problem.pairs) == 0
    assert solve_team(problem) is not None
