"""How a search for a team ends: proof, a lot among equals, cut short, cancelled, impossible."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from benchmarks.team_cases import team_case
from matchmaker.kernel.errors import InputError, RefereeError
from matchmaker.kernel.rng import lot
from matchmaker.matching.team.problem import TeamProblem
from matchmaker.matching.team.programme import pose_programme
from matchmaker.matching.team.referee import broken, judge, score
from matchmaker.matching.team.solution import Solution, quick_team, solve_team
from matchmaker.rules.constraints import SECTOR, Apart, AtLeast, Exclude, Include, NoMajority, Size
from matchmaker.solving.port import Status

SIX = (Size(6, 6), AtLeast("innbygger", 2))


@cache
def middling(n: int = 60, seed: int = 0) -> TeamProblem:
    """Large enough that the search can be cut short; every term is in."""
    return team_case(n, seed, SIX)


@cache
def best(n: int = 60) -> Solution:
    found = solve_team(middling(n))
    assert found is not None
    return found


class Impatient:
    """Cancels at the first report."""

    def start(self, total: int, what: str) -> None: ...

    def advance(self, done: int) -> None: ...

    def cancelled(self) -> bool:
        return True


def test_the_same_question_gives_the_same_answer() -> None:
    assert solve_team(middling()) == best()
    assert best().status is Status.OPTIMAL
    assert best().bound == best().score.total


@pytest.mark.parametrize("budget", [0, 1])
def test_cut_short_the_best_so_far_is_refereed_and_bounded(budget: int) -> None:
    short = solve_team(middling(), budget=budget)
    assert short is not None
    assert short.score == score(middling(), short.team)
    assert not broken(middling(), short.team)
    assert short.bound is not None
    assert short.score.total <= best().score.total <= short.bound
    if budget == 0:
        assert short.status is Status.BUDGET
        # nothing searches on in secret: without a node, the first team that meets the wishes is what there is
        assert short.score.total < best().score.total < short.bound


def test_cancelled_there_is_still_a_team_and_a_bound() -> None:
    found = solve_team(middling(), progress=Impatient())
    assert found is not None
    assert found.status is Status.CANCELLED
    assert found.score == score(middling(), found.team)
    assert not broken(middling(), found.team)
    assert found.bound is not None
    assert found.bound >= best().score.total


def test_at_once_there_is_a_good_team_with_a_bound() -> None:
    found = quick_team(middling(200))
    assert found is not None
    assert not broken(middling(200), found.team)
    assert found.bound is not None
    assert found.score.total <= best(200).score.total <= found.bound
    assert found.bound < 1.1 * found.score.total
    # what the search to the end begins with can only be bettered
    assert found == quick_team(middling(200))


def test_impossible_wishes_have_no_team() -> None:
    problem = replace(middling(), constraints=(Size(2, 2), AtLeast("innbygger", 3)))
    for found in (
        solve_team(problem), solve_team(problem, budget=0), solve_team(problem, progress=Impatient()),
        quick_team(problem),
    ):  # fmt: skip
        assert found is None


@pytest.mark.parametrize("wish", [Size(3, 2), Include("fremmed"), Size(61, 70), AtLeast("ukjent", 1)])
def test_wishes_that_nobody_can_meet(wish: Size | Include | AtLeast) -> None:
    problem = replace(middling(), constraints=(wish,))
    assert solve_team(problem) is quick_team(problem) is None


def test_no_candidate_is_no_team() -> None:
    nobody = middling().only(np.zeros(0, dtype=np.int64))
    assert solve_team(nobody) is quick_team(nobody) is None
    # and where no seat is asked for, nobody has one
    free = solve_team(replace(nobody, constraints=()))
    assert free == Solution((), Status.OPTIMAL, score(nobody, ()), 0)


def test_a_budget_below_zero_is_refused() -> None:
    for ask in (solve_team, quick_team):
        with pytest.raises(InputError, match="bad_budget"):
            ask(middling(), budget=-1)


def test_among_equals_the_lot_decides_and_not_the_alphabet() -> None:
    problem = middling(12).only(np.arange(12))
    equal = replace(
        problem, fit=np.full_like(problem.fit, 80), tallies=(), charges=(), constraints=(Size(3, 3),),
        tie_points=np.zeros_like(problem.tie_points), bridge_points=np.zeros_like(problem.bridge_points),
        reach_points=0,
    )  # fmt: skip
    teams = set()
    for seed in range(12):
        lots = np.array([lot(seed, actor) for actor in equal.ids])
        found = solve_team(replace(equal, lots=lots))
        assert found is not None
        assert found.team == tuple(sorted(np.argsort(lots)[:3].tolist()))
        teams.add(found.team)
    # 12 draws of 3 among 12 (220 teams): the same one each time would not be a draw
    assert len(teams) > 6


def test_every_wish_is_kept() -> None:
    problem, free = middling(), best().team
    chosen, left = problem.ids[free[0]], problem.ids[min(set(range(60)) - set(free))]
    apart = (problem.ids[free[1]], problem.ids[free[2]])
    wishes = (
        Size(4, 6), Include(left), Exclude(chosen), Apart(*apart), AtLeast("tjeneste", 2), NoMajority(SECTOR),
    )  # fmt: skip
    found = solve_team(replace(problem, constraints=wishes))
    assert found is not None
    members = [problem.ids[i] for i in found.team]
    assert left in members
    assert chosen not in members
    assert not set(apart) <= set(members)
    assert 4 <= len(members) <= 6
    sides = [problem.facts[actor][SECTOR] for actor in members]
    assert sides.count("tjeneste") >= 2
    assert max(sides.count(side) for side in sides) <= len(members) / 2


def test_only_the_seats_are_whole_numbers_in_the_programme() -> None:
    posed = pose_programme(middling())
    programme = posed.programme
    assert programme.whole.sum() == 60
    assert programme.whole[:60].all()
    assert (programme.gain == np.round(programme.gain)).all()
    assert len(programme.starts) == len(programme.row_low) + 1 == len(programme.row_high) + 1
    assert sorted(set(posed.rows.values())) == sorted(posed.rows.values())
    assert {key[0] for key in posed.rows if isinstance(key, tuple)} == {
        "need", "tally", "reach", "outside", "demand",
    }  # fmt: skip
    # a row by its key holds what it says
    row = posed.rows["demand", 1, ""]
    seats = programme.columns[programme.starts[row] : programme.starts[row + 1]]
    assert [middling().facts[middling().ids[i]][SECTOR] for i in seats] == ["innbygger"] * len(seats)
    assert programme.row_low[row] == 2


def test_the_referee_names_the_broken_wish() -> None:
    wishes = (Size(1, 2), Exclude(middling().ids[3]))
    problem = replace(middling(), constraints=wishes)
    with pytest.raises(RefereeError) as raised:
        judge(problem, (3,), score(problem, (3,)).total, None)
    assert raised.value.params == {"constraint": f"Exclude(actor='{problem.ids[3]}')"}
    assert broken(problem, (3, 4, 5)) == wishes
