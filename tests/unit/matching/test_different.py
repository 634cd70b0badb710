"""Different good teams, and who is called next, against every team there is."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.team_cases import team_case
from matchmaker.kernel.errors import InputError
from matchmaker.matching.team import different
from matchmaker.matching.team.alternates import alternates, replacements
from matchmaker.matching.team.different import different_teams
from matchmaker.matching.team.explanation import explain
from matchmaker.matching.team.problem import Tally, TeamProblem
from matchmaker.matching.team.referee import broken, score
from matchmaker.matching.team.solution import solve_team
from matchmaker.rules.constraints import SECTOR, AtLeast, AtMostEach, Size
from matchmaker.solving.port import Status
from tests.every_team import every_team


def in_order(problem: TeamProblem, sizes: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Every team, the best first, among equals the smallest sum of lots."""

    def rank(team: tuple[int, ...]) -> tuple[int, int]:
        return -score(problem, team).total, int(problem.lots[list(team)].sum())

    return sorted(every_team(problem, sizes), key=rank)


@pytest.mark.parametrize(("seed", "distance"), [(0, 1), (1, 2), (2, 3)])
def test_each_is_the_best_that_is_far_enough_from_all_before_it(seed: int, distance: int) -> None:
    problem = team_case(10, seed, (Size(3, 4), AtMostEach(SECTOR, 2)))
    found = different_teams(problem, 4, distance, 0.3)
    teams = in_order(problem, (3, 4))
    best = score(problem, teams[0]).total
    expected: list[tuple[int, ...]] = []
    for team in teams:
        far = all(min(len(team), len(e)) - len({*team} & {*e}) >= distance for e in expected)
        if far and score(problem, team).total >= best - math.floor(0.3 * best):
            expected.append(team)
    assert [solution.team for solution in found] == expected[:5]
    assert len(found) > 1
    assert all(solution.status is Status.OPTIMAL for solution in found)
    assert all(solution.bound == solution.score.total for solution in found)


def test_fewer_when_no_other_is_good_or_different_enough() -> None:
    problem = team_case(8, 3, (Size(3, 3),))
    best = solve_team(problem)
    assert best is not None
    assert [one.team for one in different_teams(problem, 5, 1, 0.0)] == [best.team]
    assert len(different_teams(problem, 5, 3, 1.0)) == 2  # two teams of three among eight
    assert [one.team for one in different_teams(problem, 0, 1, 1.0)] == [best.team]
    assert different_teams(team_case(8, 3, (Size(3, 3), AtLeast("politiker", 9))), 2, 1, 1.0) == ()


def test_many_candidates_are_searched_by_their_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Far more candidates than are searched: what is found is good, different, and honestly bounded."""
    problem = team_case(150, 2, (Size(4, 4),))
    first, second = different_teams(problem, 1, 3, 0.1)
    assert second.status is Status.OPTIMAL
    for many in (8, 60):
        monkeypatch.setattr(different, "MANY", many)
        same, other = different_teams(problem, 1, 3, 0.1)
        assert same.team == first.team
        assert len({*same.team} & {*other.team}) <= 1
        assert other.bound is not None
        assert 0.9 * first.score.total <= other.score.total <= second.score.total <= other.bound


@pytest.mark.parametrize(
    ("count", "distance", "within", "code"),
    [
        (-1, 1, 0.1, "below_least"),
        (1, 0, 0.1, "below_least"),
        (1, 1, 1.5, "bad_share"),
        (1, 1, math.nan, "bad_share"),
    ],
)
def test_what_makes_no_sense_is_refused(count: int, distance: int, within: float, code: str) -> None:
    with pytest.raises(InputError) as refused:
        different_teams(team_case(8, 3, (Size(3, 3),)), count, distance, within)
    assert refused.value.code == code


@pytest.mark.parametrize("seed", range(3))
def test_alternates_keep_the_demands_and_wait_for_one_seat_only(seed: int) -> None:
    problem = team_case(14, seed, (Size(4, 4), AtMostEach(SECTOR, 2)))
    best = solve_team(problem)
    assert best is not None
    found = alternates(problem, best.team, most=2)
    assert [one.actor for one in found] == [problem.ids[i] for i in best.team]
    called = [choice.actor for seat in found for choice in seat.alternates]
    assert len(called) == len(set(called)) > 4
    assert not {*called} & {problem.ids[i] for i in best.team}
    for seat, row in zip(best.team, found, strict=True):
        assert [c.difference for c in row.alternates] == sorted(
            (c.difference for c in row.alternates), reverse=True
        )
        for choice in row.alternates:
            team = tuple(sorted({*best.team} - {seat} | {problem.ids.index(choice.actor)}))
            assert not broken(problem, team)
            assert score(problem, team).total - best.score.total == choice.difference


def test_the_replacements_of_a_seat_are_all_there_are_best_first() -> None:
    problem = team_case(12, 5, (Size(3, 3),))
    best = solve_team(problem)
    assert best is not None
    seat, *rest = best.team
    found = replacements(problem, tuple(rest), seat, 100)
    expected = sorted(
        (best.score.total - score(problem, (*rest, i)).total, problem.ids[i])
        for i in range(12) if i not in best.team
    )  # fmt: skip
    assert [(-choice.difference, choice.actor) for choice in found] == expected


def test_an_only_voice_is_replaced_by_another_voice_of_every_group_it_speaks_for() -> None:
    problem = team_case(12, 5, (Size(3, 3),))
    team, seat = (0, 1, 2), 1
    for_two = (
        Tally("groups", "unge", np.array([1, 4, 7]), (8_000,)),
        Tally("groups", "eldre", np.array([1, 5, 7]), (8_000,)),
    )
    kept = tuple(tally for tally in problem.tallies if tally.term != "groups")
    voiced = replace(problem, tallies=(*kept, *for_two))
    assert [one.actor for one in replacements(voiced, (0, 2), seat, 12)] == [problem.ids[7]]
    called = {one.actor: [c.actor for c in one.alternates] for one in alternates(voiced, team)}
    assert called[problem.ids[1]] == [problem.ids[7]]
    assert all(problem.ids[7] not in called[problem.ids[i]] for i in (0, 2))
    # another voice of both in the team: then nobody's silence follows, and all the others are named
    assert len(replacements(voiced, (0, 7), seat, 12)) == 9


def test_no_alternate_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        alternates(team_case(8, 3, (Size(3, 3),)), (0, 1, 2), most=0)
    assert refused.value.code == "below_least"


def test_what_a_seat_adds_is_told_term_by_term() -> None:
    problem = team_case(12, 1, (Size(4, 4),))
    for seat, reason in enumerate(explain(problem, (1, 4, 6, 9))):
        without = [i for i in (1, 4, 6, 9) if i != (1, 4, 6, 9)[seat]]
        whole, left = score(problem, (1, 4, 6, 9)), score(problem, without)
        assert dict(reason.adds_by_term) == {term: whole[term] - left[term] for term in whole}
        assert reason.adds_by_term.total == reason.adds
