"""Why somebody has no seat, and what would bring them in, against every team there is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from benchmarks.team_cases import team_case
from matchmaker.kernel.errors import InputError
from matchmaker.matching.team.factors import MOST_FACTOR
from matchmaker.matching.team.problem import TERMS, TeamProblem
from matchmaker.matching.team.referee import score
from matchmaker.matching.team.solution import Solution, solve_team
from matchmaker.matching.team.why_not import WhyNot, why_not
from matchmaker.rules.constraints import SECTOR, Apart, AtLeast, AtMostEach, Demand, Exclude, Include, Size
from tests.every_team import every_team

Line = tuple[int, int]


def best_of(problem: TeamProblem) -> Solution:
    best = solve_team(problem)
    assert best is not None
    return best


def first_factor(lines: list[Line], mine: list[Line], limit: Fraction) -> Fraction | None:
    """Every crossing of mine with another, from 1 towards the limit, until mine are at the top."""
    crossings = {limit}
    for fixed, rising in mine:
        crossings |= {Fraction(fixed - other, up - rising) for other, up in lines if up != rising}
    one = Fraction(1)
    between = [f for f in crossings if min(one, limit) <= f <= max(one, limit)]
    for factor in sorted(between, key=lambda f: abs(f - 1)):
        if max(a + factor * b for a, b in mine) == max(a + factor * b for a, b in lines):
            return factor
    return None


def tops(lines: list[Line]) -> list[Line]:
    """The highest of parallel lines."""
    highest: dict[int, int] = {}
    for fixed, rising in lines:
        highest[rising] = max(fixed, highest.get(rising, fixed))
    return [(fixed, rising) for rising, fixed in sorted(highest.items())]


def smallest(problem: TeamProblem, actor: str) -> tuple[Fraction, int, Fraction] | None:
    """By brute force: ratio, place of the term, factor."""
    teams = every_team(problem, (3,))
    counts = [(score(problem, team), problem.ids.index(actor) in team) for team in teams]
    found = []
    for place, term in enumerate(TERMS):
        lines = [(c.total - c[term], c[term]) for c, _ in counts]
        mine = [(c.total - c[term], c[term]) for c, seated in counts if seated]
        for limit in (Fraction(MOST_FACTOR), Fraction(1, MOST_FACTOR)):
            factor = first_factor(tops(lines), tops(mine), limit)
            if factor is not None:
                found.append((max(factor, 1 / factor), place, factor))
    return min(found, default=None)


@pytest.mark.parametrize(("seed", "place"), [(0, 1), (0, 4), (1, 3), (2, 0), (3, 2), (4, 3)])
def test_the_least_factor_is_the_least_of_all(seed: int, place: int) -> None:
    problem = team_case(8, seed, (Size(3, 3),))
    best = best_of(problem)
    actor = [actor for i, actor in enumerate(problem.ids) if i not in best.team][place % 5]
    found = why_not(problem, best, actor).factor
    expected = smallest(problem, actor)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert (found.ratio, TERMS.index(found.term), found.factor) == expected
        assert actor in found.team


def test_some_are_brought_in_by_a_factor_and_some_are_not() -> None:
    """The comparison above would show little if all were the same."""
    problem = team_case(8, 0, (Size(3, 3),))
    best = best_of(problem)
    others = [actor for i, actor in enumerate(problem.ids) if i not in best.team]
    assert [smallest(problem, actor) is None for actor in others[1:3]] == [False, True]


@pytest.mark.parametrize("seed", range(3))
def test_the_two_teams_side_by_side(seed: int) -> None:
    problem = team_case(10, seed, (Size(3, 3),))
    best = best_of(problem)
    actor = next(actor for i, actor in enumerate(problem.ids) if i not in best.team)
    found = why_not(problem, best, actor)
    teams = [team for team in every_team(problem, (3,)) if problem.ids.index(actor) in team]
    assert found.beside is not None
    assert found.beside.score.total == max(score(problem, team).total for team in teams)
    assert found.difference.total == found.beside.score.total - best.score.total
    assert {t: best.score[t] + found.difference[t] for t in TERMS} == dict(score(problem, found.beside.team))
    assert actor in found.come
    assert len(found.come) == len(found.leave)
    after = {problem.ids[i] for i in best.team} - {*found.leave} | {*found.come}
    assert after == {problem.ids[i] for i in found.beside.team}
    assert not found.barred
    assert found.with_one_more is None


def barred(*demands: Demand) -> tuple[TeamProblem, WhyNot]:
    problem = team_case(10, 0, (Size(3, 3), *demands))
    return problem, why_not(problem, best_of(problem), "a000004")


def test_a_demand_that_bars_is_named_and_given_up() -> None:
    _, found = barred(Exclude("a000004"), AtMostEach(SECTOR, 3))
    assert found.barred_by == ((Exclude("a000004"),),)
    assert found.given_up == (Exclude("a000004"),)
    assert found.beside is not None
    assert found.barred
    assert found.factor is None


def test_two_demands_that_bar_together() -> None:
    _, found = barred(Exclude("a000004"), Include("a000001"), Apart("a000001", "a000004"))
    assert found.barred_by == (
        (Exclude("a000004"), Include("a000001")),
        (Exclude("a000004"), Apart("a000001", "a000004")),
    )
    assert found.given_up == found.barred_by[0]
    assert found.beside is not None


def test_either_of_two_demands_may_go() -> None:
    _, found = barred(Include("a000001"), Apart("a000001", "a000004"))
    assert found.barred_by == ((Include("a000001"),), (Apart("a000001", "a000004"),))


def test_more_than_two_demands_are_not_named() -> None:
    problem, found = barred(*(Include(f"a00000{i}") for i in (1, 2, 3)))
    assert len(found.barred_by) == 3  # any of the three may give its seat
    several: tuple[Demand, ...] = (
        Exclude("a000004"),
        *(Apart("a000004", f"a00000{i}") for i in (1, 2)),
        Include("a000001"),
        Include("a000002"),
    )
    problem = replace(problem, constraints=(Size(3, 3), *several))
    found = why_not(problem, best_of(problem), "a000004")
    assert found.barred_by == ()
    assert found.beside is None
    assert found.barred
    assert found.difference.total == 0
    assert (found.leave, found.come) == ((), ())


def test_one_seat_more() -> None:
    """Whoever would be added first is in the best team of one more, and the last is not."""
    problem, wider = team_case(10, 2, (Size(3, 3),)), team_case(10, 2, (Size(4, 4),))
    best, larger = best_of(problem), best_of(wider)
    brought = [problem.ids[i] for i in larger.team if i not in best.team]
    kept_out = [a for i, a in enumerate(problem.ids) if i not in {*best.team, *larger.team}]
    assert brought
    for actor in brought:
        assert why_not(problem, best, actor, wider=wider).with_one_more == larger
    top = larger.score.total
    for actor in kept_out:
        with_actor = max(
            score(wider, t).total for t in every_team(wider, (4,)) if wider.ids.index(actor) in t
        )
        found = why_not(problem, best, actor, wider=wider).with_one_more
        assert (found is not None) == (with_actor == top)


def test_who_has_a_seat_or_is_no_candidate_is_refused() -> None:
    problem = team_case(8, 1, (Size(3, 3), AtLeast("politiker", 0)))
    best = best_of(problem)
    for actor, code in (("nobody", "not_a_candidate"), (problem.ids[best.team[0]], "why_not_seated")):
        with pytest.raises(InputError) as refused:
            why_not(problem, best, actor)
        assert refused.value.code == code
