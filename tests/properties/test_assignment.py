"""Several teams at once against brute force: every way of seating everybody, counted by other code.

The scorer here shares nothing with the referee or the solver: it counts all ways at once, in arrays, from the
definition in ``matchmaker.matching.reverse``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matchmaker.kernel.errors import RefereeError, Relaxation
from matchmaker.matching.reverse.assignment import AssignmentProblem, Part, Wish
from matchmaker.matching.reverse.assignment_reasons import reasons
from matchmaker.matching.reverse.assignment_referee import broken, judge, team_points
from matchmaker.matching.reverse.assignment_relaxation import relaxations
from matchmaker.matching.reverse.assignment_solution import solve_assignment
from matchmaker.needs.fit import Fits
from matchmaker.solving.port import Status

SOLVES = settings(
    max_examples=300, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
FEWER = settings(SOLVES, max_examples=60)
SIDES = ("frivillig", "innbygger", "tjeneste")
HOURS = (0.0, 5.0, 7.5, 20.0)


def _steps(draw: st.DrawFn, steps: tuple[int, ...], *shape: int) -> np.ndarray:
    return draw(arrays(np.int64, shape, elements=st.sampled_from(steps), fill=st.nothing()))


def _chance(draw: st.DrawFn, *shape: int) -> np.ndarray:
    return draw(arrays(np.bool_, shape, elements=st.booleans(), fill=st.nothing()))


@st.composite
def parts(draw: st.DrawFn, n: int, name: str) -> Part:
    """One challenge: sizes that are often too large, equal fits, sides, no need at all now and then."""
    low = draw(st.integers(1, 3))
    needs, sides = draw(st.integers(0, 3)), draw(st.integers(0, 2))
    return Part(
        wish=Wish(name, low, draw(st.integers(low, 4)), draw(st.sampled_from(HOURS))),
        title=name.upper(),
        drafted=False,
        allowed=_chance(draw, n) | draw(st.booleans()),
        needs=tuple(f"behov-{d}" for d in range(needs)),
        need_points=_steps(draw, (10_000, 20_000, 30_000), needs),
        need_counts=_steps(draw, (1, 1, 2, 3), needs),
        fit=_steps(draw, (0, 0, 36, 48, 72, 72, 100), n, needs),
        sides=SIDES[:sides],
        side_points=_steps(draw, (6_000, 12_000, 18_000), sides),
        on_side=_chance(draw, n, sides),
        lots=draw(arrays(np.int64, n, elements=st.integers(0, 2**20 - 1), fill=st.nothing())),
    )


@st.composite
def problems(draw: st.DrawFn) -> AssignmentProblem:
    """Up to six actors and two challenges, or four and three; some hours are unknown, some have none left."""
    n, count = draw(st.sampled_from(((1, 1), (3, 2), (5, 2), (6, 2), (4, 3))))
    left = np.array(
        [draw(st.sampled_from((math.nan, math.nan, 0.0, 5.0, 20.0, 27.5, 100.0))) for _ in range(n)]
    )
    unknown_seats = draw(st.sampled_from((1, 1, 2)))
    most = np.where(np.isnan(left) | _chance(draw, n), min(unknown_seats, count), count)
    return AssignmentProblem(
        ids=tuple(f"a{i}" for i in range(n)),
        left=left,
        most_seats=most,
        unknown_seats=unknown_seats,
        parts=tuple(draw(parts(n, f"sak-{c}")) for c in range(count)),
        codes=np.arange(n),
        fits=Fits(np.zeros((n, 0)), {}),
        columns=(),
    )


@dataclass(frozen=True)
class EveryWay:
    """Every way of seating everybody."""

    seats: np.ndarray
    """Bool, shape (ways, parts, n)."""
    points: np.ndarray
    allowed: np.ndarray
    cuts: np.ndarray
    """By how much each part's least size would have to be lowered, shape (ways, parts)."""
    roomy: np.ndarray
    """Whether everything but the least sizes is met."""


def every_way(problem: AssignmentProblem) -> EveryWay:
    n, c = len(problem.ids), len(problem.parts)
    seats = ((np.arange(2 ** (n * c))[:, None] >> np.arange(n * c)) & 1 == 1).reshape(-1, c, n)
    size = seats.sum(axis=2)
    hours = np.array([part.wish.hours for part in problem.parts])
    given_hours = (seats * hours[None, :, None]).sum(axis=1)
    taken = seats.sum(axis=1)
    roomy = (taken <= problem.most_seats).all(axis=1)
    roomy &= (~(given_hours > np.nan_to_num(problem.left, nan=math.inf)) | (taken == 0)).all(axis=1)
    points = np.zeros(len(seats), dtype=np.int64)
    cuts = np.zeros((len(seats), c), dtype=np.int64)
    for number, part in enumerate(problem.parts):
        mine = seats[:, number]
        roomy &= ~(mine & ~part.allowed).any(axis=1)
        roomy &= (size[:, number] <= part.wish.high) & (size[:, number] >= 1)
        cuts[:, number] = np.maximum(part.wish.low - size[:, number], 0)
        points += points_of(part, mine)
    return EveryWay(seats, points, roomy & (cuts == 0).all(axis=1), cuts, roomy)


def points_of(part: Part, seats: np.ndarray) -> np.ndarray:
    points = np.zeros(len(seats), dtype=np.int64)
    for need, worth in enumerate(part.need_points.tolist()):
        full = int(part.need_counts[need])
        steps = [round(worth / 100)] * full + [round(worth / 300), round(worth / 1200)]
        fit = -np.sort(-(seats * part.fit[:, need]), axis=1)
        for rank, step in enumerate(steps[: fit.shape[1]]):
            points += step * fit[:, rank]
    for side, worth in enumerate(part.side_points.tolist()):
        points += worth * (seats & part.on_side[:, side]).any(axis=1)
    return points


def lots_of(problem: AssignmentProblem, seats: np.ndarray) -> np.ndarray:
    drawn = np.stack([part.lots for part in problem.parts])
    total: np.ndarray = (seats * drawn[None]).sum(axis=(1, 2))
    return total


@SOLVES
@given(problems())
def test_the_answer_is_the_best_of_all_ways_with_the_smallest_sum_of_lots(problem: AssignmentProblem) -> None:
    everything = every_way(problem)
    found = solve_assignment(problem)
    event("possible" if everything.allowed.any() else "impossible")
    if not everything.allowed.any():
        assert found is None
        return
    assert found is not None
    best = int(everything.points[everything.allowed].max())
    assert (found.status, sum(found.points), found.bound) == (Status.OPTIMAL, best, best)
    assert broken(problem, found.teams) is None
    equal = everything.seats[everything.allowed & (everything.points == best)]
    mine = np.zeros((1, len(problem.parts), len(problem.ids)), dtype=bool)
    for number, team in enumerate(found.teams):
        mine[0, number, list(team)] = True
    assert lots_of(problem, mine)[0] == lots_of(problem, equal).min()


@FEWER
@given(problems())
def test_relaxations_are_the_smallest_of_their_kind_and_work(problem: AssignmentProblem) -> None:
    everything = every_way(problem)
    if everything.allowed.any():
        return
    found = relaxations(problem)
    event(f"changes: {len(found)}")
    sizes = [item for item in found if item.changes[0].field == "min_size"]
    for item in found:
        assert every_way(after(problem, item)).allowed.any()
    assert bool(sizes) == bool(everything.roomy.any())
    if sizes:
        total = everything.cuts[everything.roomy].sum(axis=1)
        assert lowered(problem, sizes[0]) == total.min()
    for item in found:
        (change, *_) = item.changes
        if change.field == "unknown_seats":
            assert not every_way(with_seats(problem, int(change.value) - 1)).allowed.any()
        if change.field == "hours":
            wider = with_hours(problem, int(change.value) + 1)
            same = [p.wish.hours for p in wider.parts] == [p.wish.hours for p in problem.parts]
            assert same or not every_way(wider).allowed.any()
    helped = {item.changes[0].field for item in found}
    if "hours" not in helped:
        assert (
            not every_way(with_hours(problem, 1)).allowed.any()
            or max(part.wish.hours for part in problem.parts) <= 1
        )
    if "unknown_seats" not in helped:
        assert not every_way(with_seats(problem, len(problem.parts))).allowed.any()


def lowered(problem: AssignmentProblem, item: Relaxation) -> int:
    before = {part.wish.challenge: part.wish.low for part in problem.parts}
    changes = (str(change.value).rsplit(":", 1) for change in item.changes)
    return sum(before[challenge] - int(low) for challenge, low in changes)


def after(problem: AssignmentProblem, item: Relaxation) -> AssignmentProblem:
    """Apply a relaxation as an asker would."""
    for change in item.changes:
        if change.field == "min_size":
            challenge, low = str(change.value).rsplit(":", 1)
            changed = tuple(
                replace(p, wish=replace(p.wish, low=int(low))) if p.wish.challenge == challenge else p
                for p in problem.parts
            )
            problem = replace(problem, parts=changed)
        elif change.field == "unknown_seats":
            problem = with_seats(problem, int(change.value))
        else:
            problem = with_hours(problem, int(change.value))
    return problem


def with_seats(problem: AssignmentProblem, seats: int) -> AssignmentProblem:
    unknown = problem.most_seats < len(problem.parts)
    return replace(
        problem, most_seats=np.where(unknown, max(seats, problem.unknown_seats), problem.most_seats)
    )


def with_hours(problem: AssignmentProblem, most: int) -> AssignmentProblem:
    changed = tuple(
        replace(part, wish=replace(part.wish, hours=min(part.wish.hours, float(most))))
        for part in problem.parts
    )
    return replace(problem, parts=changed)


@FEWER
@given(problems(), st.data())
def test_the_referee_counts_as_brute_force_does_and_refuses_what_is_wrong(
    problem: AssignmentProblem, data: st.DataObject
) -> None:
    everything = every_way(problem)
    way = data.draw(st.integers(0, len(everything.seats) - 1))
    teams = [tuple(np.flatnonzero(some).tolist()) for some in everything.seats[way]]
    points = int(everything.points[way])
    assert sum(team_points(p, team) for p, team in zip(problem.parts, teams, strict=True)) == points
    assert (broken(problem, teams) is None) == bool(everything.allowed[way])
    if not everything.allowed[way]:
        with pytest.raises(RefereeError, match="referee_constraint"):
            judge(problem, teams, points, None)
        return
    assert sum(judge(problem, teams, points, points)) == points
    with pytest.raises(RefereeError, match="referee_score"):
        judge(problem, teams, points + 1, None)
    with pytest.raises(RefereeError, match="referee_bound"):
        judge(problem, teams, points, points - 1)


@FEWER
@given(problems())
def test_reasons_are_what_taking_the_seat_away_costs(problem: AssignmentProblem) -> None:
    part = problem.parts[0]
    n = len(problem.ids)
    team = tuple(range(n))
    whole = np.ones((1, n), dtype=bool)
    found = reasons(part, team)
    assert [why.adds for why in found] == sorted((why.adds for why in found), reverse=True)
    for why in found:
        rest = whole.copy()
        rest[0, why.candidate] = False
        assert why.adds == points_of(part, whole)[0] - points_of(part, rest)[0]
        for need in why.alone_on:
            assert np.count_nonzero(part.fit[:, part.needs.index(need)]) == 1
        for side in why.alone_for:
            assert np.count_nonzero(part.on_side[:, part.sides.index(side)]) == 1


@FEWER
@given(problems())
def test_the_order_of_candidates_does_not_change_what_is_best(problem: AssignmentProblem) -> None:
    order = np.arange(len(problem.ids))[::-1]
    turned = replace(
        problem,
        left=problem.left[order],
        most_seats=problem.most_seats[order],
        parts=tuple(
            replace(
                part, allowed=part.allowed[order], fit=part.fit[order], on_side=part.on_side[order],
                lots=part.lots[order],
            )
            for part in problem.parts
        ),
    )  # fmt: skip
    one, other = solve_assignment(problem), solve_assignment(turned)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert sum(one.points) == sum(other.points)


@FEWER
@given(problems())
def test_a_search_that_is_cut_short_is_refereed_and_bounded(problem: AssignmentProblem) -> None:
    proven, hasty = solve_assignment(problem), solve_assignment(problem, budget=0)
    assert (proven is None) == (hasty is None)
    if proven is not None and hasty is not None:
        assert sum(hasty.points) <= sum(proven.points)
        assert hasty.bound is None or hasty.bound >= sum(proven.points)
