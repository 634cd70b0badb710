"""What no team exceeds, where some candidates are solved for and the others judged at their prices.

Brute force over random problems is in ``properties/test_team.py``; here are the smallest cases of what went
wrong before, and one too large for brute force.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.team_cases import team_case
from matchmaker.matching.team import bounding, solution
from matchmaker.matching.team.bounding import bounds_of
from matchmaker.matching.team.problem import Tally, TeamProblem
from matchmaker.matching.team.solution import quick_team, solve_team
from matchmaker.rules.constraints import AtLeast, Include, NoMajority, NotAlone, Size
from matchmaker.solving.port import Status
from tests.team_brute import every_team
from tests.team_draw import Shape, random_problem


def bare(n: int, *tallies: Tally) -> TeamProblem:
    """Candidates with nothing but these sets, and no demand."""
    shape = Shape(n, needs=0, tallies=0, pairs=0, organisations=0, demands=0)
    problem = replace(random_problem(0, shape), charges=(), constraints=(), facts={}, reach_points=0)
    return replace(problem, tallies=tallies)


@pytest.fixture
def small_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("DIRECT", 0), ("BEGIN", 1), ("MORE", 1), ("ROUNDS", 0)):
        monkeypatch.setattr(bounding, name, value)


@pytest.mark.usefixtures("small_rounds")
def test_a_step_beyond_those_inside_is_paid_for() -> None:
    """Two of a set of two steps, one inside: the second step has no variable there, but it has a worth."""
    problem = bare(2, Tally("profile", "kvinne", np.array([0, 1]), (4_000, 4_000)))
    bounds = bounds_of(problem)
    assert bounds is not None
    assert bounds.most >= 8_000
    assert (bounds.most - bounds.loss >= 8_000).all()


@pytest.mark.usefixtures("small_rounds")
@pytest.mark.parametrize("order", [(1, 0), (0, 1)])
def test_a_pair_across_is_paid_for_by_one_of_the_two(order: tuple[int, int]) -> None:
    """One inside, one outside: whoever pays, the pair is in the bound."""
    worth = [300, 100]
    tallies = [Tally("kinds", str(i), np.array([i]), (worth[order[i]],)) for i in range(2)]
    problem = replace(
        bare(2, *tallies), pairs=np.array([[0, 1]]), tie_points=np.array([600]), bridge_points=np.array([0])
    )
    bounds = bounds_of(problem)
    assert bounds is not None
    assert bounds.most >= 1_000
    assert (bounds.most - bounds.loss >= 1_000).all()


@pytest.mark.parametrize("seed", range(40))
def test_the_care_for_one_is_not_another_s(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Demands with a row per person: the price of one person's row is not taken for the next one's."""
    for name, value in (("DIRECT", 0), ("BEGIN", 3), ("MORE", 1)):
        monkeypatch.setattr(bounding, name, value)
    problem = random_problem(seed, Shape(8, needs=1, tallies=3, pairs=0, organisations=0))
    tallies = tuple(tally for tally in problem.tallies if min(tally.steps, default=0) >= 0)
    demands = (Size(1, 4), NotAlone("under_18", 2), NotAlone("taushet", 2))
    problem = replace(problem, tallies=tallies, constraints=demands)
    everyone, bounds = every_team(problem), bounds_of(problem)
    if bounds is None:
        assert everyone.best is None
        return
    teams, points = everyone.seats[everyone.allowed], everyone.points[everyone.allowed]
    assert (points <= np.where(teams, bounds.most - bounds.loss, np.inf).min(axis=1) + 1e-6).all()


@pytest.mark.usefixtures("small_rounds")
def test_impossible_is_found_out_when_all_are_looked_at() -> None:
    assert bounds_of(replace(bare(5), constraints=(Size(6, 6),))) is None
    assert bounds_of(replace(bare(5), constraints=(Include("fremmed"),))) is None
    possible = bounds_of(replace(bare(5), constraints=(Size(5, 5),)))
    assert possible is not None
    assert possible.most == pytest.approx(0.0)


DEMANDS = (Size(8, 8), AtLeast("innbygger", 2), NoMajority("sektor"))


def test_rounds_and_the_whole_agree_on_many(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = team_case(400, 0, DEMANDS)
    whole = bounds_of(problem)
    found = solve_team(problem)
    assert whole is not None
    assert found is not None
    assert found.status is Status.OPTIMAL
    monkeypatch.setattr(bounding, "DIRECT", 100)
    monkeypatch.setattr(bounding, "BEGIN", 40)
    monkeypatch.setattr(bounding, "MORE", 40)
    rounds = bounds_of(problem)
    assert rounds is not None
    assert whole.most - 1e-4 <= rounds.most <= whole.most * (1 + bounding.NEAR) + 1e-4
    # nobody in the best team is left out, and most others are
    for bounds in (whole, rounds):
        able = bounds.least(found.score.total)
        assert set(found.team) <= set(able.tolist())
        assert len(able) < 200
    monkeypatch.setattr(solution, "FEW", 30)
    again = solve_team(problem)
    assert again is not None
    assert (again.team, again.score, again.bound) == (found.team, found.score, found.bound)
    quick = quick_team(problem)
    assert quick is not None
    assert quick.bound is not None
    assert quick.score.total <= found.score.total <= quick.bound
    assert quick.bound <= 1.1 * quick.score.total


def test_order_is_by_use_then_loss_then_place() -> None:
    bounds = bounding.Bounds(10.0, np.array([3.0, 0.0, 3.0, 1.0]), np.array([0.0, 0.5, 0.0, 0.0]))
    assert bounds.order().tolist() == [1, 3, 0, 2]
    assert bounds.least(9.0).tolist() == [1, 3]
    assert bounds.least(7.4).tolist() == [0, 1, 2, 3]
