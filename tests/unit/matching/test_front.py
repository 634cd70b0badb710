"""The front over terms, against every team there is."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.team_cases import team_case
from matchmaker.kernel.errors import InputError
from matchmaker.matching.team.front import Front, front
from matchmaker.matching.team.problem import TERMS, TeamProblem
from matchmaker.matching.team.programme import pose_programme
from matchmaker.matching.team.referee import score
from matchmaker.matching.team.search import held
from matchmaker.rules.constraints import SECTOR, AtLeast, AtMostEach, Exclude, Size
from tests.every_team import every_team

BURDEN = ("load", "asked", "travel")
TWO = (("coverage", "ready"), BURDEN)
THREE = (("coverage", "groups"), BURDEN, ("ties", "bridges"))
Values = tuple[int, ...]


def dominates(one: Values, other: Values) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def values_of(problem: TeamProblem, team: tuple[int, ...], groups: tuple[tuple[str, ...], ...]) -> Values:
    counted = score(problem, team)
    return tuple(sum(counted[term] for term in group) for group in groups)


def check(
    problem: TeamProblem, groups: tuple[tuple[str, ...], ...], found: Front, sizes: tuple[int, ...]
) -> None:
    """The whole front, each value once, with the best total and then the smallest lots of its value."""
    teams: dict[Values, list[tuple[int, ...]]] = {}
    for team in every_team(problem, sizes):
        teams.setdefault(values_of(problem, team, groups), []).append(team)
    best = sorted((v for v in teams if not any(dominates(other, v) for other in teams)), reverse=True)
    assert [team.values for team in found.teams] == best
    for shown in found.teams:
        worth = [
            (score(problem, one).total, -int(problem.lots[list(one)].sum())) for one in teams[shown.values]
        ]
        mine = score(problem, shown.team)
        assert (mine.total, -int(problem.lots[list(shown.team)].sum())) == max(worth)
        assert shown.score == mine
        assert shown.proven


@pytest.mark.parametrize("seed", range(2))
def test_two_groups_of_a_small_problem_are_the_whole_front(seed: int) -> None:
    problem = team_case(8, seed, (Size(2, 3), AtMostEach(SECTOR, 2)))
    found = front(problem, TWO, most=100)
    assert found.complete
    check(problem, TWO, found, (2, 3))


def test_three_groups_of_a_small_problem_are_the_whole_front() -> None:
    problem = team_case(7, 4, (Size(3, 3),))
    found = front(problem, THREE, most=100)
    assert found.complete
    assert len(found.teams) > 4
    check(problem, THREE, found, (3,))


def test_a_longer_front_is_shown_in_part_and_says_so() -> None:
    problem = team_case(9, 0, (Size(3, 3),))
    whole = front(problem, TWO, most=100).teams
    some = front(problem, TWO, most=4)
    assert len(whole) > 4
    assert not some.complete
    assert len(some.teams) == 4
    assert {team.values for team in some.teams} <= {team.values for team in whole}
    assert {some.teams[0].values, some.teams[-1].values} == {whole[0].values, whole[-1].values}


def test_a_municipality_of_sixty_has_a_choice_of_eight_and_more() -> None:
    problem = team_case(60, 0)
    found = front(problem, (("coverage",), BURDEN), most=8)
    assert len(found.teams) == 8
    assert all(team.proven for team in found.teams)
    vectors = [values_of(problem, team.team, (("coverage",), BURDEN)) for team in found.teams]
    assert vectors == [team.values for team in found.teams]
    assert not any(dominates(a, b) for a in vectors for b in vectors)
    assert len(set(vectors)) == 8


def test_the_same_twice_and_nobody_when_nobody_fits() -> None:
    problem = team_case(8, 1, (Size(3, 3),))
    assert front(problem, TWO) == front(problem, TWO)
    nobody = team_case(8, 1, (Size(3, 3), AtLeast("politiker", 9)))
    assert front(nobody, TWO) == Front((), complete=True)


@pytest.mark.parametrize(
    "terms",
    [(("coverage",),), (("coverage",), ("coverage",)), (("coverage",), ()), (("coverage",), ("wit",))],
)
def test_groups_that_are_no_groups_are_refused(terms: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(InputError) as refused:
        front(team_case(8, 1, (Size(3, 3),)), terms)
    assert refused.value.code == "bad_front"


def test_less_than_one_team_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        front(team_case(8, 1, (Size(3, 3),)), TWO, most=0)
    assert refused.value.code == "below_least"


@pytest.mark.parametrize("seed", range(3))
def test_the_programme_counts_each_term_as_the_referee_does(seed: int) -> None:
    problem = team_case(12, seed, (Size(1, 4), Exclude("a000003")))
    posed = pose_programme(problem, any_weights=True)
    assert set(posed.terms) == set(TERMS)
    assert np.array_equal(np.sum(list(posed.terms.values()), axis=0), posed.programme.gain)
    for team in ((0, 1, 2, 4), (5, 7, 9), (11,)):
        x = held(posed.programme, np.isin(np.arange(12), team)).x
        assert x is not None
        counted = score(problem, team)
        assert {term: round(float(points @ x)) for term, points in posed.terms.items()} == dict(counted)
