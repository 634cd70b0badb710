"""The team matching against brute force: every team of every small problem, counted by other code.

The scorer here shares nothing with the referee or the solver: it scores all subsets at once, in arrays,
from the definition of the six terms in the docstring of ``matchmaker.matching.team.problem``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from matchmaker.kernel.errors import RefereeError, Relaxation
from matchmaker.matching.team.explanation import explain
from matchmaker.matching.team.problem import TeamProblem, Weights, pose
from matchmaker.matching.team.referee import judge, score
from matchmaker.matching.team.relaxation import NAME_COST, STEP_COST, relaxations
from matchmaker.matching.team.solution import solve_team
from matchmaker.network.network import Network
from matchmaker.rules.constraints import AtLeast, Constraint, Exclude, Include, Size
from matchmaker.solving.port import Status
from tests.strategies import Rows, register_of, register_rows, team_problems

SOLVES = settings(
    max_examples=200, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
FEWER = settings(SOLVES, max_examples=60)
REGISTERS = settings(SOLVES, max_examples=30)  # a Register takes some 50 ms to build


# -- every team of a problem, and what each is worth ---------------------------------------------------


@dataclass(frozen=True)
class EveryTeam:
    """All 2ⁿ teams of a problem."""

    seats: np.ndarray
    """Who has a seat in which team, bool, shape (teams, n)."""
    points: np.ndarray
    """Milli-points of each team."""
    allowed: np.ndarray
    """Whether the team meets every wish."""


def every_team(problem: TeamProblem) -> EveryTeam:
    n = len(problem.ids)
    seats = (np.arange(2**n)[:, None] >> np.arange(n)) & 1 == 1
    return EveryTeam(seats, _points(problem, seats), _given_up(problem, seats)[0] == 0)


def _points(problem: TeamProblem, seats: np.ndarray) -> np.ndarray:
    points = -(seats @ problem.load_points)
    for need, worth in enumerate(problem.need_points.tolist()):
        # the first c coverers count in full, then a third, then a twelfth; thousandths per hundredth of fit
        full = int(problem.need_counts[need])
        steps = [round(worth / 100)] * full + [round(worth / 300), round(worth / 1200)]
        fit = -np.sort(-(seats * problem.fit[:, need]), axis=1)
        for rank, step in enumerate(steps[: fit.shape[1]]):
            points += step * fit[:, rank]
    for side, worth in enumerate(problem.side_points.tolist()):
        points += worth * (seats & problem.on_side[:, side]).any(axis=1)
    for group in range(len(problem.groups)):
        points += problem.group_points * (seats & problem.voices[:, group]).any(axis=1)
    for (a, b), worth in zip(problem.pairs.tolist(), problem.pair_points.tolist(), strict=True):
        points += worth * (seats[:, a] & seats[:, b])
    for near, own in zip(problem.opens, problem.outside_as_candidate.tolist(), strict=True):
        open_way = seats[:, near].any(axis=1)
        points += problem.reach_points * (open_way & ~seats[:, own] if own >= 0 else open_way)
    return points


def _given_up(problem: TeamProblem, seats: np.ndarray) -> tuple[np.ndarray, list[np.ndarray]]:
    """What it costs to let each team pass, and which wishes (one column per kind of change) it breaks."""
    size = seats.sum(axis=1)
    column = {actor: seats[:, i] for i, actor in enumerate(problem.ids)}
    nobody = np.zeros(len(seats), dtype=bool)
    cost = np.zeros(len(seats), dtype=np.int64)
    broken = []
    for rule in problem.constraints:
        match rule:
            case Size(low, high):
                steps = [np.maximum(low - size, 0), np.maximum(size - high, 0)]
                price = STEP_COST
                # the least size may be lowered to one, never to no team at all
                cost += np.where((size == 0) & (low > 0), 10**6, 0)
            case Include(actor):
                steps, price = [(~column.get(actor, nobody)).astype(int)], NAME_COST
            case Exclude(actor):
                steps, price = [column.get(actor, nobody).astype(int)], NAME_COST
            case AtLeast(sector, count):
                held = seats @ np.array([s == sector for s in problem.sectors], dtype=int)
                steps, price = [np.maximum(count - held, 0)], STEP_COST
        for step in steps:
            cost += price * step
            broken.append(step > 0)
    return cost, broken


# -- the best team --------------------------------------------------------------------------------------


@SOLVES
@given(team_problems(max_candidates=14))
def test_the_answer_is_the_best_of_all_teams_with_the_smallest_sum_of_lots(problem: TeamProblem) -> None:
    everyone = every_team(problem)
    found = solve_team(problem)
    event("possible" if everyone.allowed.any() else "impossible")
    event(f"candidates: {'13-14' if len(problem.ids) > 12 else '1-12'}")
    if not everyone.allowed.any():
        assert found is None
        return
    assert found is not None
    best = everyone.points[everyone.allowed].max()
    assert found.status is Status.OPTIMAL
    assert found.score.total == best
    assert found.bound == best
    equal = everyone.allowed & (everyone.points == best)
    event("equally good teams" if equal.sum() > 1 else "one best team")
    lots = everyone.seats @ problem.lots
    assert int(problem.lots[list(found.team)].sum()) == lots[equal].min()
    code = sum(1 << i for i in found.team)
    assert equal[code]


@SOLVES
@given(team_problems(max_candidates=9), st.data())
def test_the_referee_counts_as_brute_force_does(problem: TeamProblem, data: st.DataObject) -> None:
    everyone = every_team(problem)
    code = data.draw(st.integers(0, len(everyone.points) - 1))
    team = tuple(np.flatnonzero(everyone.seats[code]).tolist())
    assert score(problem, team).total == everyone.points[code]
    if everyone.allowed[code]:
        assert judge(problem, team, int(everyone.points[code]), None).total == everyone.points[code]
    else:
        with pytest.raises(RefereeError, match="referee_constraint"):
            judge(problem, team, int(everyone.points[code]), None)


@FEWER
@given(team_problems(max_candidates=14), st.integers(0, 3))
def test_a_search_cut_short_is_still_refereed_and_bounded(problem: TeamProblem, budget: int) -> None:
    everyone = every_team(problem)
    found = solve_team(problem, budget=budget)
    if not everyone.allowed.any():
        assert found is None
        return
    assert found is not None
    assert found.bound is None or found.bound >= everyone.points[everyone.allowed].max()
    assert everyone.allowed[sum(1 << i for i in found.team)]


# -- the referee ----------------------------------------------------------------------------------------


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
    with pytest.raises(RefereeError, match="referee_constraint"):
        judge(problem, (), worth, None)
    everyone = every_team(problem)
    for code in np.flatnonzero(~everyone.allowed)[:20]:
        with pytest.raises(RefereeError, match="referee_constraint"):
            judge(problem, tuple(np.flatnonzero(everyone.seats[code])), int(everyone.points[code]), None)


# -- what does not matter, and what can only help ------------------------------------------------------


def relabelled(problem: TeamProblem, order: list[int]) -> TeamProblem:
    """The same problem with candidate ``order[k]`` in position k; names follow their holders."""
    new = {old: position for position, old in enumerate(order)}
    return replace(
        problem,
        ids=tuple(problem.ids[i] for i in order),
        codes=problem.codes[order],
        sectors=tuple(problem.sectors[i] for i in order),
        fit=problem.fit[order],
        on_side=problem.on_side[order],
        voices=problem.voices[order],
        pairs=np.array([sorted((new[a], new[b])) for a, b in problem.pairs.tolist()], dtype=np.int64).reshape(
            -1, 2
        ),
        opens=tuple(np.sort([new[i] for i in near.tolist()]) for near in problem.opens),
        outside_as_candidate=np.array(
            [new.get(own, -1) for own in problem.outside_as_candidate.tolist()], dtype=np.int64
        ),
        load_points=problem.load_points[order],
        lots=problem.lots[order],
    )


@FEWER
@given(team_problems(max_candidates=12), st.data())
def test_the_order_of_candidates_leaves_the_best_total_unchanged(
    problem: TeamProblem, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(problem.ids))))
    one, other = solve_team(problem), solve_team(relabelled(problem, order))
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.score == other.score or one.score.total == other.score.total
        back = [order[i] for i in other.team]
        assert problem.lots[list(one.team)].sum() == problem.lots[back].sum()


def without(problem: TeamProblem, gone: int) -> TeamProblem:
    """The problem before a candidate came: its ties to the others are outside the register's reach."""
    kept = [i for i in range(len(problem.ids)) if i != gone]
    new = {old: position for position, old in enumerate(kept)}
    inside = [gone not in pair for pair in problem.pairs.tolist()]
    near = [[new[i] for i in some.tolist() if i != gone] for some in problem.opens]
    return replace(
        problem,
        ids=tuple(problem.ids[i] for i in kept),
        codes=problem.codes[kept],
        sectors=tuple(problem.sectors[i] for i in kept),
        fit=problem.fit[kept],
        on_side=problem.on_side[kept],
        voices=problem.voices[kept],
        pairs=np.array(
            [(new[a], new[b]) for (a, b), ok in zip(problem.pairs.tolist(), inside, strict=True) if ok],
            dtype=np.int64,
        ).reshape(-1, 2),
        pair_points=problem.pair_points[inside],
        opens=tuple(np.array(some, dtype=np.int64) for some in near),
        outside_as_candidate=np.array(
            [new.get(own, -1) for own in problem.outside_as_candidate.tolist()], dtype=np.int64
        ),
        load_points=problem.load_points[kept],
        lots=problem.lots[kept],
    )


@FEWER
@given(team_problems(max_candidates=12, possible=True), st.data())
def test_one_candidate_more_never_lowers_the_best_total_at_a_fixed_size(
    problem: TeamProblem, data: st.DataObject
) -> None:
    n = len(problem.ids)
    assume(n > 1)
    newcomer = data.draw(st.integers(0, n - 1))
    size = data.draw(st.integers(1, n - 1))
    wishes = [rule for rule in problem.constraints if not isinstance(rule, Size)]
    wishes = [rule for rule in wishes if rule != Include(problem.ids[newcomer])]
    problem = replace(problem, constraints=(Size(size, size), *wishes))
    before, after = solve_team(without(problem, newcomer)), solve_team(problem)
    if before is not None:
        assert after is not None
        assert after.score.total >= before.score.total


def assert_same_problem(one: TeamProblem, other: TeamProblem) -> None:
    for name in TeamProblem.__dataclass_fields__:
        mine, theirs = getattr(one, name), getattr(other, name)
        if name == "fits":
            np.testing.assert_array_equal(mine.matrix, theirs.matrix)
            assert mine.offers == theirs.offers
        elif name == "opens":
            assert [near.tolist() for near in mine] == [near.tolist() for near in theirs]
        elif isinstance(mine, np.ndarray):
            np.testing.assert_array_equal(mine, theirs, err_msg=name)
            assert mine.dtype == theirs.dtype, name
        else:
            assert mine == theirs, name


@REGISTERS
@given(register_rows(), st.data())
def test_the_order_of_rows_does_not_change_the_posed_problem(rows: Rows, data: st.DataObject) -> None:
    shuffled = {name: data.draw(st.permutations(some)) for name, some in rows.items()}
    posed = []
    for table in (rows, shuffled):
        register = register_of(table)
        posed.append(pose(register, register.challenge("sak"), (Size(1, 3),), seed=4))
        network = Network.from_register(register)
        assert list(network.ids) == sorted(row["id"] for row in rows["actors"])
    assert_same_problem(*posed)


@REGISTERS
@given(register_rows())
def test_a_posed_problem_is_what_the_solver_expects(rows: Rows) -> None:
    """Whatever the register, the arrays fit together, and the answer passes brute force."""
    register = register_of(rows)
    problem = pose(register, register.challenge("sak"), (Size(1, 3),), weights=Weights(reach=5.0))
    n, d = len(problem.ids), len(problem.needs)
    reserved = {row["id"] for row in rows["actors"] if row["reserved"]}
    assert not reserved & set(problem.ids)
    assert problem.fit.shape == (n, d)
    assert problem.on_side.shape == (n, len(problem.sides))
    assert problem.voices.shape == (n, len(problem.groups))
    assert ((problem.fit >= 0) & (problem.fit <= 100)).all()
    assert (problem.pairs[:, 0] < problem.pairs[:, 1]).all()
    assert problem.pairs.tolist() == sorted(problem.pairs.tolist())
    assert (problem.load_points >= 0).all()
    assume(n > 0)
    found = solve_team(problem)
    everyone = every_team(problem)
    assert found is not None
    assert found.score.total == everyone.points[everyone.allowed].max()


# -- reasons ------------------------------------------------------------------------------------------------


@FEWER
@given(team_problems(max_candidates=9, possible=True))
def test_reasons_are_what_brute_force_counts(problem: TeamProblem) -> None:
    found = solve_team(problem)
    assert found is not None
    points = every_team(problem).points
    team = sum(1 << i for i in found.team)
    for seat, why in zip(found.team, explain(problem, found.team), strict=True):
        others = team & ~(1 << seat)
        assert why.actor == problem.ids[seat]
        assert why.adds == points[team] - points[others]
        rest = problem.fit[[i for i in found.team if i != seat]]
        top = rest.max(axis=0, initial=0)
        mine = problem.fit[seat]
        held = np.array(problem.needs, dtype=object)
        assert list(why.alone_on) == held[(mine > 0) & (top == 0)].tolist()
        assert list(why.best_on) == held[(mine > top) & (top > 0)].tolist()
        assert list(why.also_on) == held[(mine > 0) & (mine <= top)].tolist()
        wishes = tuple(rule for rule in problem.constraints if rule != Include(problem.ids[seat]))
        allowed = every_team(replace(problem, constraints=wishes)).allowed
        swaps = sorted(
            (int(points[team] - points[others | 1 << i]), name)
            for i, name in enumerate(problem.ids)
            if not team >> i & 1 and allowed[others | 1 << i]
        )
        assert [(-other.difference, other.actor) for other in why.alternatives] == swaps[:2]


# -- impossible wishes ------------------------------------------------------------------------------------


def applied(constraints: tuple[Constraint, ...], relaxation: Relaxation) -> tuple[Constraint, ...]:
    """The wishes after the changes, as the asker would make them."""
    rules = list(constraints)
    for change in relaxation.changes:
        changed: list[Constraint] = []
        for rule in rules:
            match change.field, change.action, rule:
                case "min_size", "set", Size(_, high):
                    changed.append(Size(int(change.value), high))
                case "max_size", "set", Size(low, _):
                    changed.append(Size(low, int(change.value)))
                case "include", "remove", Include(change.value):
                    pass
                case "exclude", "remove", Exclude(change.value):
                    pass
                case "at_least", "set", AtLeast(sector, _) if str(change.value).startswith(f"{sector}:"):
                    changed.append(AtLeast(sector, int(str(change.value).split(":")[1])))
                case _:
                    changed.append(rule)
        assert changed != rules, change
        rules = changed
    return tuple(rules)


def priced(before: tuple[Constraint, ...], after: tuple[Constraint, ...]) -> int:
    """What it costs to go from one set of wishes to the other."""
    kept = {type(rule): rule for rule in after if isinstance(rule, Size)}
    counts = {rule.sector: rule.count for rule in after if isinstance(rule, AtLeast)}
    cost = 0
    for rule in before:
        match rule:
            case Size(low, high):
                cost += STEP_COST * (low - kept[Size].low + kept[Size].high - high)
            case AtLeast(sector, count):
                cost += STEP_COST * (count - counts[sector])
            case _:
                cost += NAME_COST * (rule not in after)
    return cost


@SOLVES
@given(team_problems(max_candidates=8, possible=False))
def test_relaxations_help_and_nothing_cheaper_does(problem: TeamProblem) -> None:
    seats = every_team(problem).seats
    cost, broken = _given_up(problem, seats)
    found = relaxations(problem)
    if (cost == 0).any():
        assert found == ()
        return
    assert found
    left = cost < 10**6
    for relaxation in found:
        wishes = applied(problem.constraints, relaxation)
        assert every_team(replace(problem, constraints=wishes)).allowed.any()
        # the cheapest of those that do not give up all that an earlier answer gave up
        assert priced(problem.constraints, wishes) == cost[left].min()
        used = [after != before for before, after in _wish_by_wish(problem.constraints, wishes)]
        assert len(used) == len(broken)
        left &= ~np.logical_and.reduce(
            [kind for kind, given_up in zip(broken, used, strict=True) if given_up]
        )
    if len(found) < 3:
        assert not left.any()


def _wish_by_wish(
    before: tuple[Constraint, ...], after: tuple[Constraint, ...]
) -> list[tuple[object, object]]:
    """Each wish before and after, in the order in which :func:`_given_up` counts them."""
    (size,) = (rule for rule in after if isinstance(rule, Size))
    counts = {rule.sector: rule for rule in after if isinstance(rule, AtLeast)}
    sides: list[tuple[object, object]] = []
    for rule in before:
        match rule:
            case Size(low, high):
                sides += [(low, size.low), (high, size.high)]
            case AtLeast(sector):
                sides.append((rule, counts[sector]))
            case _:
                sides.append((rule, rule if rule in after else None))
    return sides


@FEWER
@given(team_problems(max_candidates=8))
def test_there_are_at_most_as_many_relaxations_as_asked_for(problem: TeamProblem) -> None:
    assert relaxations(problem, most=1) == relaxations(problem, most=3)[:1]
