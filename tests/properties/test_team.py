"""The team matching against brute force: every team of every small problem, counted by other code.

1,000 random problems here, 20,000 in ``benchmarks/team_brute_force.py``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from matchmaker.kernel.errors import RefereeError
from matchmaker.matching.team import bounding, solution
from matchmaker.matching.team.bounding import bounds_of
from matchmaker.matching.team.explanation import explain
from matchmaker.matching.team.marginal import additions
from matchmaker.matching.team.problem import TERMS, Charge, TeamProblem
from matchmaker.matching.team.referee import broken, judge, score
from matchmaker.matching.team.solution import quick_team, solve_team
from matchmaker.rules.constraints import Demand, Include
from matchmaker.solving.port import Status
from tests.team_brute import every_team, met
from tests.team_strategies import team_problems
from tests.team_trial import check, trial
from tests.unit.rules.posing import best_team

SOLVES = settings(
    max_examples=100, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
FEWER = settings(SOLVES, max_examples=60)
PARTS, EACH, MOST = 10, 100, 10


# -- the best team --------------------------------------------------------------------------------------


@cache
def _trials(part: int) -> Counter[str]:
    held: Counter[str] = Counter()
    for seed in range(part * EACH, (part + 1) * EACH):
        held += trial(seed, MOST)
    return held


@pytest.mark.parametrize("part", range(PARTS))
def test_the_answer_is_the_best_of_all_teams_with_the_smallest_sum_of_lots(part: int) -> None:
    assert _trials(part)["problems"] == EACH


def test_the_problems_hold_every_term_and_every_demand_keeps_somebody_out() -> None:
    """Brute force that met no such term or demand would show nothing of it."""
    held = sum((_trials(part) for part in range(PARTS)), Counter[str]())
    assert held["problems"] == 1_000
    assert 100 < held["problems"] - held["possible"] < 400
    assert held["equals"] > 50
    for term in TERMS:
        assert held[f"term {term}"] > 100, term
    for kind in get_args(Demand):
        assert held[f"demand {kind.__name__}"] >= 20, kind


@pytest.mark.parametrize(("begin", "more", "rounds", "few"), [(2, 1, 40, 2), (1, 3, 1, 1), (4, 2, 0, 3)])
@SOLVES
@given(problem=team_problems(max_candidates=12))
def test_what_is_done_with_many_candidates_loses_nothing(
    problem: TeamProblem, begin: int, more: int, rounds: int, few: int
) -> None:
    """The prices of some judge the others, and some are searched first: with sizes made small to see it."""
    with pytest.MonkeyPatch.context() as patch:
        _make_small(patch, begin, more, rounds)
        patch.setattr(solution, "FEW", few)
        check(problem, every_team(problem), solve_team(problem), "")


@SOLVES
@given(team_problems(max_candidates=12), st.integers(1, 4))
def test_a_search_among_too_many_is_bounded_by_those_left_out(problem: TeamProblem, many: int) -> None:
    everyone = every_team(problem)
    with pytest.MonkeyPatch.context() as patch:
        _make_small(patch, 2, 1, 40)
        patch.setattr(solution, "FEW", 2)
        patch.setattr(solution, "MANY", many)
        found = solve_team(problem)
    assert (found is None) == (everyone.best is None)
    if found is not None:
        event(found.status.value)
        assert everyone.allowed[_code(found.team)]
        assert found.bound is not None
        assert everyone.best is not None
        assert found.score.total <= everyone.best <= found.bound
        assert (found.status is Status.OPTIMAL) == (found.score.total == found.bound)


@FEWER
@given(team_problems(max_candidates=12), st.integers(0, 3))
def test_a_search_cut_short_is_still_refereed_and_bounded(problem: TeamProblem, budget: int) -> None:
    everyone = every_team(problem)
    for found in (solve_team(problem, budget=budget), quick_team(problem, budget=budget)):
        assert (found is None) == (everyone.best is None)
        if found is not None:
            assert found.bound is not None
            assert found.score.total <= everyone.best <= found.bound
            assert everyone.allowed[_code(found.team)]
            assert found.status is not Status.OPTIMAL or found.score.total == everyone.best


@FEWER
@given(team_problems(max_candidates=12))
def test_the_quick_answer_is_allowed_and_bounded(problem: TeamProblem) -> None:
    everyone = every_team(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solution, "FEW", 3)
        found = quick_team(problem)
    assert (found is None) == (everyone.best is None)
    if found is not None:
        event(found.status.value)
        assert found.bound is not None
        assert found.score.total <= everyone.best <= found.bound
        assert everyone.allowed[_code(found.team)]
        assert (found.status is Status.OPTIMAL) == (found.score.total == found.bound)


@SOLVES
@given(team_problems(max_candidates=9), st.data())
def test_two_encodings_of_the_demands_agree(problem: TeamProblem, data: st.DataObject) -> None:
    """The demands posed in another way, for gains that have nothing to do with the score."""
    n, everyone = len(problem), every_team(problem)
    gain = data.draw(st.lists(st.integers(-3, 9), min_size=n, max_size=n))
    facts = {actor: problem.facts.get(actor, {}) for actor in problem.ids}
    worth = np.where(everyone.allowed, everyone.seats @ np.array(gain), -(10**6))
    plain = replace(
        problem, needs=(), tallies=(), pairs=np.zeros((0, 2), dtype=int), tie_points=np.zeros(0),
        bridge_points=np.zeros(0), outside=(), opens=(), outside_as_candidate=np.zeros(0, dtype=int),
        charges=(Charge("load", -np.array(gain)),),
    )  # fmt: skip
    found, other = best_team(problem.ids, facts, problem.constraints, gain), solve_team(plain)
    assert (found is None) == (other is None) == (not everyone.allowed.any())
    if found is not None and other is not None:
        assert worth[_code(tuple(problem.ids.index(actor) for actor in found))] == worth.max()
        assert other.score.total == worth.max()


# -- what is proven before any search -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begin", "more", "rounds", "near"),
    [(None, 0, 0, 0.0), (2, 1, 40, 0.0), (2, 1, 40, 0.2), (2, 1, 1, 0.0005), (4, 2, 0, 0.0005)],
)
@SOLVES
@given(problem=team_problems(max_candidates=11))
def test_no_team_exceeds_its_bounds(
    problem: TeamProblem, begin: int | None, more: int, rounds: int, near: float
) -> None:
    everyone = every_team(problem)
    with pytest.MonkeyPatch.context() as patch:
        if begin is not None:
            _make_small(patch, begin, more, rounds)
            patch.setattr(bounding, "NEAR", near)
        bounds = bounds_of(problem)
    if bounds is None:
        assert everyone.best is None
        return
    assert bounds.loss.shape == bounds.share.shape == (len(problem),)
    assert ((bounds.share >= -1e-9) & (bounds.share <= 1 + 1e-9)).all()
    assert sorted(bounds.order().tolist()) == list(range(len(problem)))
    teams, points = everyone.seats[everyone.allowed], everyone.points[everyone.allowed]
    assert (points <= bounds.most + 1e-6).all()
    least = np.where(teams, bounds.most - bounds.loss, np.inf).min(axis=1)
    assert (points <= least + 1e-6).all()
    # so nobody who is in a team of so much is left out
    if everyone.best is not None:
        assert set(np.flatnonzero(teams[points == everyone.best].any(axis=0))) <= set(
            bounds.least(everyone.best).tolist()
        )


def _make_small(patch: pytest.MonkeyPatch, begin: int, more: int, rounds: int) -> None:
    for name, value in (("DIRECT", 0), ("BEGIN", begin), ("MORE", more), ("ROUNDS", rounds)):
        patch.setattr(bounding, name, value)


# -- the referee ----------------------------------------------------------------------------------------


@SOLVES
@given(team_problems(max_candidates=9), st.data())
def test_the_referee_counts_as_brute_force_does(problem: TeamProblem, data: st.DataObject) -> None:
    everyone = every_team(problem)
    for code in data.draw(st.lists(st.integers(0, len(everyone.points) - 1), min_size=1, max_size=8)):
        team, worth = everyone.team(code), int(everyone.points[code])
        counted = score(problem, team)
        assert dict(counted) == {term: points[code] for term, points in everyone.terms.items()}
        assert counted.total == worth
        assert broken(problem, team) == tuple(
            rule for rule in problem.constraints if not met(problem, rule, everyone.seats[[code]])[0]
        )
        if everyone.allowed[code]:
            assert judge(problem, team, worth, None).total == worth
        else:
            with pytest.raises(RefereeError, match="referee_constraint"):
                judge(problem, team, worth, None)


@FEWER
@given(team_problems(max_candidates=8, possible=True), st.integers(-5, 5).filter(bool))
def test_the_referee_rejects_a_tampered_answer(problem: TeamProblem, wrong: int) -> None:
    found = solve_team(problem)
    assert found is not None
    worth = found.score.total
    assert judge(problem, found.team, worth, found.bound) == found.score
    with pytest.raises(RefereeError, match="referee_score"):
        judge(problem, found.team, worth + wrong, None)
    with pytest.raises(RefereeError, match="referee_bound"):
        judge(problem, found.team, worth, worth - 1)
    everyone = every_team(problem)
    for code in np.flatnonzero(~everyone.allowed)[:20].tolist():
        with pytest.raises(RefereeError, match="referee_constraint"):
            judge(problem, everyone.team(code), int(everyone.points[code]), None)


# -- what does not matter, and what can only help -------------------------------------------------------


def relabelled(problem: TeamProblem, order: list[int]) -> TeamProblem:
    """The same problem with candidate ``order[k]`` in position k; names follow their holders."""
    new = np.argsort(order)
    own = problem.outside_as_candidate
    return replace(
        problem,
        ids=tuple(problem.ids[i] for i in order),
        codes=problem.codes[order],
        fit=problem.fit[order],
        tallies=tuple(replace(t, members=np.sort(new[t.members])) for t in problem.tallies),
        charges=tuple(replace(charge, points=charge.points[order]) for charge in problem.charges),
        pairs=np.sort(new[problem.pairs], axis=1),
        opens=tuple(np.sort(new[near]) for near in problem.opens),
        outside_as_candidate=np.where(own >= 0, new[own], -1) if len(own) else own,
        lots=problem.lots[order],
    )


@FEWER
@given(team_problems(max_candidates=11), st.data())
def test_the_order_of_candidates_does_not_matter(problem: TeamProblem, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(problem))))
    one, other = solve_team(problem), solve_team(relabelled(problem, order))
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.score.total, one.bound) == (other.score.total, other.bound)
        back = [order[i] for i in other.team]
        assert problem.lots[list(one.team)].sum() == problem.lots[back].sum()


@SOLVES
@given(team_problems(max_candidates=10), st.data())
def test_a_team_is_worth_the_same_where_some_candidates_are_left_out(
    problem: TeamProblem, data: st.DataObject
) -> None:
    n = len(problem)
    kept = np.array(sorted(data.draw(st.sets(st.integers(0, n - 1), min_size=1))))
    some, everyone = every_team(problem.only(kept)), every_team(problem)
    same = (some.seats @ (1 << kept)).astype(int)
    for term in TERMS:
        np.testing.assert_array_equal(some.terms[term], everyone.terms[term][same], err_msg=term)
    np.testing.assert_array_equal(some.allowed, everyone.allowed[same])
    # and the best of fewer is never better
    if some.best is not None:
        assert everyone.best is not None
        found = solve_team(problem.only(kept))
        assert found is not None
        assert found.score.total == some.best <= everyone.best


# -- marginals and reasons ------------------------------------------------------------------------------


@SOLVES
@given(team_problems(max_candidates=10), st.data())
def test_what_each_would_add_is_the_difference_in_score(problem: TeamProblem, data: st.DataObject) -> None:
    n, everyone = len(problem), every_team(problem)
    for code in data.draw(st.lists(st.integers(0, 2**n - 1), min_size=1, max_size=5)):
        added = additions(problem, everyone.team(code))
        with_one = [code | 1 << i for i in range(n)]
        assert added.tolist() == (everyone.points[with_one] - everyone.points[code]).tolist()


@FEWER
@given(team_problems(max_candidates=9, possible=True))
def test_reasons_are_what_brute_force_counts(problem: TeamProblem) -> None:
    found = solve_team(problem)
    assert found is not None
    everyone = every_team(problem)
    points = everyone.points
    team = _code(found.team)
    for seat, why in zip(found.team, explain(problem, found.team), strict=True):
        others = team & ~(1 << seat)
        assert why.actor == problem.ids[seat]
        assert why.adds == points[team] - points[others]
        assert dict(why.adds_by_term) == {t: p[team] - p[others] for t, p in everyone.terms.items()}
        rest = problem.fit[[i for i in found.team if i != seat]]
        top = rest.max(axis=0, initial=0)
        mine = problem.fit[seat]
        held = np.array(problem.needs, dtype=object)
        assert list(why.alone_on) == held[(mine > 0) & (top == 0)].tolist()
        assert list(why.best_on) == held[(mine > top) & (top > 0)].tolist()
        assert list(why.also_on) == held[(mine > 0) & (mine <= top)].tolist()
        wishes = tuple(rule for rule in problem.constraints if rule != Include(problem.ids[seat]))
        allowed = every_team(replace(problem, constraints=wishes)).allowed
        only = [t.members.tolist() for t in problem.of("groups") if {*t.members} & {*found.team} == {seat}]
        swaps = sorted(
            (int(points[team] - points[others | 1 << i]), name)
            for i, name in enumerate(problem.ids)
            if not team >> i & 1 and allowed[others | 1 << i] and all(i in members for members in only)
        )
        assert [(-other.difference, other.actor) for other in why.alternatives] == swaps[:2]


def _code(team: tuple[int, ...]) -> int:
    return sum(1 << i for i in team)
