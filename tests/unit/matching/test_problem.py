"""From a register to integer-coded arrays, number by number (the register is in ``conftest``)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import lot
from matchmaker.matching.team.problem import TeamProblem, Weights, candidates, pose
from matchmaker.matching.team.referee import need_points, reached, score
from matchmaker.matching.team.solution import solve_team
from matchmaker.rules.constraints import Size
from matchmaker.solving.port import Status

if TYPE_CHECKING:
    from matchmaker.model.register import Register


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


def test_what_each_further_coverer_adds(problem: TeamProblem) -> None:
    # lokalkunnskap, 30 000 milli-points for one: per hundredth of fit 300, then a third, then a twelfth
    assert [problem.slot_points(0, rank) for rank in range(4)] == [300, 100, 25, 0]
    # lokaler, 10 000 for two: both count in full, then a third, a twelfth (8.33 -> 8)
    assert [problem.slot_points(1, rank) for rank in range(5)] == [100, 100, 33, 8, 0]
    assert (problem.slots(0), problem.slots(1)) == (3, 4)


def test_sides(problem: TeamProblem) -> None:
    # expectations.csv at level politikk, 6 points per step: administrasjon 2, frivillig 2, innbygger 3,
    # naeringsliv 1, politiker 3, tjeneste 2
    assert dict(zip(problem.sides, problem.side_points.tolist(), strict=True)) == {
        "administrasjon": 12_000, "frivillig": 12_000, "innbygger": 18_000,
        "naeringsliv": 6_000, "politiker": 18_000, "tjeneste": 12_000,
    }  # fmt: skip
    held = {
        problem.ids[i]: [s for s, here in zip(problem.sides, row, strict=True) if here]
        for i, row in enumerate(problem.on_side)
    }
    # a statutory council is not the politicians' own voice, nor a county the municipality's
    assert held == {"a-ildsjel": ["innbygger"], "b-lag": ["frivillig"], "c-raad": [], "e-fylke": []}


def test_voices_ties_reach_and_load(problem: TeamProblem) -> None:
    assert problem.groups == ("eldre",)
    assert problem.voices[:, 0].tolist() == [True, False, True, False]
    # 0.6 points at strength 2: a–b has 1 (half), b–e has 0.5 (a quarter)
    assert problem.pairs.tolist() == [[0, 1], [1, 3]]
    assert problem.pair_points.tolist() == [300, 150]
    # organisations that candidates are tied to, themselves candidates or not; employment does not count
    assert problem.outside == ("b-lag", "e-fylke", "f-reservert", "g-bedrift")
    assert [near.tolist() for near in problem.opens] == [[0, 3], [1], [1], [1]]
    assert problem.outside_as_candidate.tolist() == [1, 3, -1, -1]
    # a: 400 hours of 40 is full, 4 points; b: 30 + 20 of an unknown capacity, taken as 100
    assert problem.load_points.tolist() == [4_000, 2_000, 0, 0]


def test_the_score_of_a_team_by_hand(problem: TeamProblem) -> None:
    counted = score(problem, (0, 1))
    # lokalkunnskap: 36 x 300 for the first, 36 x 100 for the second; lokaler: 80 x 100
    assert need_points(problem, (0, 1), 0) == 14_400
    assert need_points(problem, (0, 1), 1) == 8_000
    assert counted.coverage == 22_400
    assert counted.sides == 18_000 + 12_000
    assert counted.groups == 12_000
    assert counted.ties == 300
    assert reached(problem, (0, 1)) == ("e-fylke", "f-reservert", "g-bedrift")
    assert counted.reach == 600
    assert counted.load == -6_000
    assert counted.total == 59_300


def test_the_best_pair_by_hand(problem: TeamProblem) -> None:
    # with b: a 59 300 (above), c 41 400, e 29 350 (see test_explanation); without b less than 50 000:
    # a and c: 10 800 + 18 000 + 12 000 + 200 - 4 000 = 37 000
    assert score(problem, (0, 2)).total == 37_000
    found = solve_team(problem)
    assert found is not None
    assert (found.team, found.status, found.score.total, found.bound) == (
        (0, 1),
        Status.OPTIMAL,
        59_300,
        59_300,
    )


def test_an_empty_team_is_worth_nothing(problem: TeamProblem) -> None:
    assert score(problem, ()).total == 0


def test_lots_depend_on_seed_and_name_alone(register: Register, problem: TeamProblem) -> None:
    assert problem.lots.tolist() == [lot(3, actor) for actor in problem.ids]
    other = pose(register, register.challenge("sak"), (), seed=4)
    assert problem.lots.tolist() != other.lots.tolist()


def test_a_challenge_that_says_nothing_still_makes_a_problem(register: Register) -> None:
    problem = pose(register, register.challenge("annen"), (Size(1, 1),))
    assert problem.fit.shape == (6, 0)
    assert problem.voices.shape == (6, 0)
    assert solve_team(problem) is not None


@pytest.mark.parametrize(
    "wrong", [{"tie": -0.1}, {"need": math.nan}, {"reach": math.inf}, {"tie_cap": 0.0}, {"load": 1001.0}]
)
def test_weights_that_cannot_be_meant_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError, match="bad_weight") as raised:
        Weights(**wrong)
    assert raised.value.params["name"] == next(iter(wrong))


def test_a_weight_of_zero_takes_its_term_out(register: Register) -> None:
    weights = Weights(need=0, side=0, group=0, tie=0, reach=0, load=0)
    problem = pose(register, register.challenge("sak"), (Size(1, 4),), weights=weights)
    assert score(problem, (0, 1, 2, 3)).total == 0
    found = solve_team(problem)
    assert found is not None
    assert found.score.total == 0
    # then the lot alone decides: one seat, the smallest lot
    assert len(found.team) == 1
    assert problem.lots[found.team[0]] == problem.lots.min()
