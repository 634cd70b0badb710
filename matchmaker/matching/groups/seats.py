"""Who sits where, with every count kept up to date while people move. Compiled.

``leave`` and ``join`` are the only two things that happen to a person; every total follows from them, so that
a swap, a move of several and an undo cannot disagree about what something costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matchmaker.kernel.compiling import lean

if TYPE_CHECKING:
    from matchmaker.matching.groups.coding import Coded
    from matchmaker.matching.groups.problem import GroupsProblem

RULES, TOLD, WEAKEST, DIVERSITY, MEETINGS, TIES, WISHES = range(7)
"""Positions in the totals: breaches, people moved from where they were told to sit, and the levels.
WEAKEST is the sum of the squares of the groups' points, which stands in for leximin while searching."""


class Fixed(NamedTuple):
    """What does not change during a search; see :class:`~matchmaker.matching.groups.coding.Coded`."""

    feature_starts: np.ndarray
    features: np.ndarray
    points: np.ndarray
    breaches: np.ndarray
    classes: np.ndarray
    unit_starts: np.ndarray
    units: np.ndarray
    unit_of: np.ndarray
    apart_starts: np.ndarray
    apart: np.ndarray
    tied_starts: np.ndarray
    tied: np.ndarray
    tie_points: np.ndarray
    company: np.ndarray
    least: np.ndarray
    most: np.ndarray
    present: np.ndarray
    allowed: np.ndarray
    past: np.ndarray
    wishes: np.ndarray
    challenge: np.ndarray
    told: np.ndarray
    alike: np.ndarray
    rank: np.ndarray
    """Where in each order of similar people a person stands, shape (orders, P)."""
    ceiling: int
    """Size that no group comes to."""
    visiting: np.ndarray
    """Who is not to come to the same group twice."""


class Seats(NamedTuple):
    """Where everybody sits, and what follows from it."""

    seat: np.ndarray
    """Group of each person in each round, shape (P, R), rounds side by side; −1 when not there."""
    members: np.ndarray
    """People of each group, shape (R, G, room); the first ``size`` count."""
    place: np.ndarray
    """Where in that list each person stands, shape (R, P)."""
    size: np.ndarray
    count: np.ndarray  # type: ignore[assignment]  # hides tuple.count, which nobody asks
    """Count of each feature in each group, shape (R, G, F)."""
    cost: np.ndarray
    """Points against each group, shape (R, G)."""
    totals: np.ndarray
    """See :data:`RULES` and the others."""


def fixed(problem: GroupsProblem, coded: Coded) -> Fixed:
    """Gather what the search reads."""
    count = len(problem.people)
    rounds, groups = problem.least.shape
    whole = np.int64
    past = problem.past if len(problem.past) else np.zeros((0, count))
    wishes = problem.wishes if problem.wishes.size else np.zeros((count, 1))
    challenge = problem.challenge if problem.challenge.size else np.full((rounds, groups), -1)
    told = problem.told if problem.told is not None else np.full((rounds, count), -1)
    return Fixed(
        coded.features.starts, coded.features.items, coded.points, coded.breaches, coded.classes,
        coded.units.starts, coded.units.items, coded.unit_of, coded.apart.starts, coded.apart.items,
        coded.tied.starts, coded.tied.items, coded.tie_points, coded.company,
        _plain(problem.least, whole), _plain(problem.most, whole), _plain(problem.present, np.bool_),
        _plain(problem.allowed, np.bool_), _plain(past.T, np.int32), _plain(wishes, whole),
        _plain(challenge, whole), _plain(told, whole), coded.alike, np.argsort(coded.alike, axis=1),
        coded.ceiling,
        np.asarray(~problem.stays & problem.visit_once),
    )  # fmt: skip


def _plain(array: np.ndarray, kind: type[np.generic]) -> np.ndarray:
    """A copy in rows, whatever the order it came in: each other order would be compiled anew, for long."""
    return np.array(array, dtype=kind, order="C")


def empty(problem: GroupsProblem, coded: Coded) -> Seats:
    """Seats with nobody in them, and what that costs."""
    rounds, count = problem.present.shape
    groups = len(problem.groups)
    features = coded.points.shape[1]
    seats = Seats(
        np.full((count, rounds), -1, dtype=np.int32),
        np.zeros((rounds, groups, coded.room), dtype=np.int32),
        np.zeros((rounds, count), dtype=np.int32),
        np.zeros((rounds, groups), dtype=np.int64),
        np.zeros((rounds, groups, features), dtype=np.int32),
        coded.points[coded.classes, :, 0].sum(axis=2),
        np.zeros(7, dtype=np.int64),
    )
    seats.totals[RULES] = int(problem.least.sum()) + int(coded.breaches[coded.classes, :, 0].sum())
    seats.totals[WEAKEST] = int((seats.cost**2).sum())
    seats.totals[DIVERSITY] = int(seats.cost.sum())
    return seats


@lean
def leave(fixed: Fixed, seats: Seats, at: int, person: int) -> None:
    """Take a person out of the group of round *at*."""
    group = seats.seat[person, at]
    last = seats.size[at, group] - 1
    hole = seats.place[at, person]
    moved = seats.members[at, group, last]
    _count_size(fixed, seats, at, group, -1)
    _count_company(fixed, seats, at, group, -1)
    seats.members[at, group, hole] = moved
    seats.place[at, moved] = hole
    seats.size[at, group] = last
    seats.seat[person, at] = -1
    _count_features(fixed, seats, at, person, group, -1)
    _count_company(fixed, seats, at, group, 1)
    _count_size(fixed, seats, at, group, 1)
    _count_pairs(fixed, seats, at, person, group, -1)
    _count_alone(fixed, seats, at, person, group, -1)


@lean
def join(fixed: Fixed, seats: Seats, at: int, person: int, group: int) -> None:
    """Put a person who sits nowhere in round *at* into a group that has room."""
    _count_alone(fixed, seats, at, person, group, 1)
    _count_pairs(fixed, seats, at, person, group, 1)
    _count_size(fixed, seats, at, group, -1)
    _count_company(fixed, seats, at, group, -1)
    _count_features(fixed, seats, at, person, group, 1)
    last = seats.size[at, group]
    seats.members[at, group, last] = person
    seats.place[at, person] = last
    seats.size[at, group] = last + 1
    seats.seat[person, at] = group
    _count_company(fixed, seats, at, group, 1)
    _count_size(fixed, seats, at, group, 1)


@lean
def _count_features(fixed: Fixed, seats: Seats, at: int, person: int, group: int, sign: int) -> None:
    """Count a person's features in or out of a group, with their points and breaches."""
    kind = fixed.classes[at, group]
    points, broken = 0, 0
    for spot in range(fixed.feature_starts[person], fixed.feature_starts[person + 1]):
        feature = fixed.features[spot]
        before = seats.count[at, group, feature]
        points += fixed.points[kind, feature, before + sign] - fixed.points[kind, feature, before]
        broken += fixed.breaches[kind, feature, before + sign] - fixed.breaches[kind, feature, before]
        seats.count[at, group, feature] = before + sign
    cost = seats.cost[at, group]
    seats.cost[at, group] = cost + points
    seats.totals[WEAKEST] += points * (2 * cost + points)
    seats.totals[DIVERSITY] += points
    seats.totals[RULES] += broken


@lean
def _count_pairs(fixed: Fixed, seats: Seats, at: int, person: int, group: int, sign: int) -> None:
    """Count the pairs that a person makes with a group's members, the person not among them."""
    rounds, earlier = seats.seat.shape[1], fixed.past.shape[1]
    met = 0
    if rounds > 1 or earlier > 0:
        for spot in range(seats.size[at, group]):
            other = seats.members[at, group, spot]
            if fixed.unit_of[other] == fixed.unit_of[person]:
                continue  # they are to meet
            for then in range(rounds):
                if then != at and seats.seat[person, then] >= 0:
                    met += seats.seat[person, then] == seats.seat[other, then]
            for then in range(earlier):
                if fixed.past[person, then] >= 0:
                    met += fixed.past[person, then] == fixed.past[other, then]
    seats.totals[MEETINGS] += sign * met
    _count_linked(fixed, seats, at, person, group, sign)


@lean
def _count_linked(fixed: Fixed, seats: Seats, at: int, person: int, group: int, sign: int) -> None:
    """Count those in a group whom a person is to be apart from, or is tied to."""
    for spot in range(fixed.apart_starts[person], fixed.apart_starts[person + 1]):
        if seats.seat[fixed.apart[spot], at] == group:
            seats.totals[RULES] += sign
    for spot in range(fixed.tied_starts[person], fixed.tied_starts[person + 1]):
        if seats.seat[fixed.tied[spot], at] == group:
            seats.totals[TIES] += sign * fixed.tie_points[spot]


@lean
def _count_alone(fixed: Fixed, seats: Seats, at: int, person: int, group: int, sign: int) -> None:
    """Count what a person's group costs whoever else sits there."""
    if fixed.told[at, person] >= 0 and fixed.told[at, person] != group:
        seats.totals[TOLD] += sign
    if fixed.challenge[at, group] >= 0:
        seats.totals[WISHES] += sign * fixed.wishes[person, fixed.challenge[at, group]]
    if fixed.visiting[person]:
        for then in range(seats.seat.shape[1]):
            if then != at and seats.seat[person, then] == group:
                seats.totals[RULES] += sign
    if not fixed.allowed[at, person, group]:
        seats.totals[RULES] += sign


@lean
def _count_size(fixed: Fixed, seats: Seats, at: int, group: int, sign: int) -> None:
    """Count how far a group's size lies outside its bounds."""
    size = seats.size[at, group]
    if size < fixed.least[at, group]:
        seats.totals[RULES] += sign * (fixed.least[at, group] - size)
    elif size > fixed.most[at, group]:
        seats.totals[RULES] += sign * (size - fixed.most[at, group])


@lean
def _count_company(fixed: Fixed, seats: Seats, at: int, group: int, sign: int) -> None:
    """Count those in a group who need somebody who is not there."""
    for pair in range(fixed.company.shape[0]):
        if seats.count[at, group, fixed.company[pair, 1]] == 0:
            seats.totals[RULES] += sign * seats.count[at, group, fixed.company[pair, 0]]
