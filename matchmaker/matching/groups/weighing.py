"""What an exchange of two people, or the move of one, would change; nothing is moved. Compiled.

This is where the search spends its time: nearly all tries are turned down, and to weigh one takes a
fraction of making and unmaking it. ``tests/properties/test_groups.py`` holds it against making it.
"""

from __future__ import annotations

import numpy as np  # noqa: TC002 - compiled functions look up their hints

from matchmaker.kernel.compiling import inlined
from matchmaker.matching.groups.seats import (
    DIVERSITY,
    MEETINGS,
    RULES,
    TIES,
    TOLD,
    WEAKEST,
    WISHES,
    Fixed,
    Seats,
)

HERE, THERE = 7, 8
"""Positions in the changes after the totals: points of the two groups."""
NOBODY = -1


@inlined
def weigh(
    fixed: Fixed, seats: Seats, at: int, person: int, other: int, there: int, change: np.ndarray
) -> None:
    """Fill *change* with what moving *person* to *there* does, and *other* (or nobody) the other way.

    Both sit in round *at*, in different groups.
    """
    here = seats.seat[person, at]
    for one in range(9):
        change[one] = 0
    _features(
        fixed.feature_starts, fixed.features, fixed.points, fixed.breaches, fixed.company,
        seats.count[at, here], fixed.classes[at, here], person, other, change, HERE,
    )  # fmt: skip
    _features(
        fixed.feature_starts, fixed.features, fixed.points, fixed.breaches, fixed.company,
        seats.count[at, there], fixed.classes[at, there], other, person, change, THERE,
    )  # fmt: skip
    cost = seats.cost[at, here]
    change[WEAKEST] = change[HERE] * (2 * cost + change[HERE])
    cost = seats.cost[at, there]
    change[WEAKEST] += change[THERE] * (2 * cost + change[THERE])
    change[DIVERSITY] = change[HERE] + change[THERE]
    rounds, earlier = seats.seat.shape[1], fixed.past.shape[1]
    if rounds > 1 or earlier > 0:
        mine, ours = seats.members[at, here], seats.members[at, there]
        number, there_number = seats.size[at, here], seats.size[at, there]
        change[MEETINGS] = _met(seats.seat, fixed.past, at, person, ours, there_number, other)
        change[MEETINGS] -= _met(seats.seat, fixed.past, at, person, mine, number, person)
        if other != NOBODY:
            change[MEETINGS] += _met(seats.seat, fixed.past, at, other, mine, number, person)
            change[MEETINGS] -= _met(seats.seat, fixed.past, at, other, ours, there_number, other)
    _one(fixed, seats, at, person, here, there, other, change)
    if other == NOBODY:
        change[RULES] += _outside(fixed, at, here, seats.size[at, here] - 1)
        change[RULES] -= _outside(fixed, at, here, seats.size[at, here])
        change[RULES] += _outside(fixed, at, there, seats.size[at, there] + 1)
        change[RULES] -= _outside(fixed, at, there, seats.size[at, there])
    else:
        _one(fixed, seats, at, other, there, here, person, change)


@inlined
def _outside(fixed: Fixed, at: int, group: int, size: int) -> int:
    return max(fixed.least[at, group] - size, 0) + max(size - fixed.most[at, group], 0)


@inlined
def _features(  # noqa: C901 - one pass out, one back
    starts: np.ndarray,
    features: np.ndarray,
    points: np.ndarray,
    breaches: np.ndarray,
    company: np.ndarray,
    count: np.ndarray,
    kind: int,
    leaver: int,
    comer: int,
    change: np.ndarray,
    which: int,
) -> None:
    """Points and breaches of one group when somebody leaves and somebody comes."""
    out, out_end = (starts[leaver], starts[leaver + 1]) if leaver != NOBODY else (0, 0)
    come, come_end = (starts[comer], starts[comer + 1]) if comer != NOBODY else (0, 0)
    for pair in range(company.shape[0]):
        if count[company[pair, 1]] == 0:
            change[RULES] -= count[company[pair, 0]]
    sum_points, sum_broken = 0, 0
    for step in range(max(out_end - out, come_end - come)):
        gone = features[out + step] if out + step < out_end else -1
        new = features[come + step] if come + step < come_end else -1
        if gone == new:
            continue
        if gone >= 0:
            now = count[gone]
            sum_points += points[kind, gone, now - 1] - points[kind, gone, now]
            sum_broken += breaches[kind, gone, now - 1] - breaches[kind, gone, now]
            count[gone] = now - 1
        if new >= 0:
            now = count[new]
            sum_points += points[kind, new, now + 1] - points[kind, new, now]
            sum_broken += breaches[kind, new, now + 1] - breaches[kind, new, now]
            count[new] = now + 1
    for pair in range(company.shape[0]):
        if count[company[pair, 1]] == 0:
            change[RULES] += count[company[pair, 0]]
    for step in range(max(out_end - out, come_end - come)):
        gone = features[out + step] if out + step < out_end else -1
        new = features[come + step] if come + step < come_end else -1
        if gone != new:
            if gone >= 0:
                count[gone] += 1
            if new >= 0:
                count[new] -= 1
    change[which] += sum_points
    change[RULES] += sum_broken


@inlined
def _met(
    seat: np.ndarray, past: np.ndarray, at: int, person: int, members: np.ndarray, number: int, without: int
) -> int:
    """How often a person has met those of a group in other rounds."""
    met = 0
    for spot in range(number):
        other = members[spot]
        if other == without:
            continue
        for then in range(seat.shape[1]):
            met += (seat[person, then] == seat[other, then]) & (seat[person, then] >= 0) & (then != at)
        for then in range(past.shape[1]):
            met += (past[person, then] == past[other, then]) & (past[person, then] >= 0)
    return met


@inlined
def _one(  # noqa: C901 - one step for each thing a person has
    fixed: Fixed, seats: Seats, at: int, person: int, here: int, there: int, other: int, change: np.ndarray
) -> None:
    """What concerns one person: apart, ties, wishes, where they were told to sit, where they may."""
    seat = seats.seat
    for spot in range(fixed.apart_starts[person], fixed.apart_starts[person + 1]):
        one = fixed.apart[spot]
        change[RULES] += (one != other) & (seat[one, at] == there)
        change[RULES] -= seat[one, at] == here
    for spot in range(fixed.tied_starts[person], fixed.tied_starts[person + 1]):
        one = fixed.tied[spot]
        if one != other and seat[one, at] == there:
            change[TIES] += fixed.tie_points[spot]
        elif seat[one, at] == here:
            change[TIES] -= fixed.tie_points[spot]
    told = fixed.told[at, person]
    if told >= 0:
        change[TOLD] += (told != there) * 1 - (told != here) * 1
    if fixed.challenge[at, there] >= 0:
        change[WISHES] += fixed.wishes[person, fixed.challenge[at, there]]
    if fixed.challenge[at, here] >= 0:
        change[WISHES] -= fixed.wishes[person, fixed.challenge[at, here]]
    if fixed.visiting[person]:
        for then in range(seat.shape[1]):
            if then != at:
                change[RULES] += (seat[person, then] == there) * 1 - (seat[person, then] == here) * 1
    change[RULES] += (not fixed.allowed[at, person, there]) * 1 - (not fixed.allowed[at, person, here]) * 1
