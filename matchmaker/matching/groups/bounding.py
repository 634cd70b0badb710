"""What no seating that keeps the rules can do better than.

*Points.* In one round and for one attribute the points of all groups are at least what follows when each
value is spread by itself:

- *spre*: a group with counts c₁ … c_v, in all k, has Σ c(c−1)/2 − e(k) points, e(k) being the pairs of the
  most even split. Σ c(c−1)/2 over groups is convex in each value's counts, so filling groups one person at a
  time where fewest sit gives its least value, as each group holds at most ``most``. Σ e(k) over groups is
  convex too, so it lies below the chords between each group's least and greatest k; greatest chords first
  gives what it can be at most. The least of a difference is at least the least less the greatest.
- *balanser*: points of a value are the square of a distance to an interval, convex in the count: the cheapest
  steps first give the least total for as many people as have the value.
- *samle*: nothing better than 0 is claimed.

No group has fewer points than 0, so neither has a sum. *Weakest*: the group with most points has at least the
mean of its round, rounded up. *Meetings*: each round's sizes make some number of pairs; handing these out to
pairs so that no pair gets one more before it is the cheapest is the least that k(k−1)/2 can sum to, as that
is convex in k; pairs that never share a group get none, and what those get who are to sit together counts
nothing. *Ties*: those that count against a seating may all be parted; those that count for it may meet
whenever both are there. *Wishes*: the best assignment of people to seats, each round by itself and without
any other rule.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from matchmaker.matching.groups.bounding_meetings import least_meetings
from matchmaker.matching.groups.conflict_rounds import least_pairs
from matchmaker.matching.groups.problem import Aspect, GroupsProblem, Level, bands, counted, nominal_sizes
from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_ASSIGNED = 400
"""People up to whom seats are assigned by wishes; beyond it each person has the best seat by themselves."""


def bounds(problem: GroupsProblem) -> dict[Level, int | None]:
    """A value per level below which no seating that keeps the rules comes.

    Values are proven (see the module), not always reached. ``None`` for a level where nothing is known; all
    are known now. Without people all are 0, except for meetings of earlier events.
    """
    by_round = [
        sum(aspect.weight * max(0, _points(problem, aspect, at)) for aspect in problem.aspects)
        for at in range(problem.rounds)
    ]
    groups = (problem.most > 0).sum(axis=1).tolist()
    worst = [-(-points // number) for points, number in zip(by_round, groups, strict=True) if number]
    return {
        Level.WEAKEST: max(worst, default=0),
        Level.DIVERSITY: sum(by_round),
        Level.MEETINGS: least_meetings(problem),
        Level.TIES: _ties(problem),
        Level.WISHES: sum(_wishes(problem, at) for at in range(problem.rounds)),
    }


def _points(problem: GroupsProblem, aspect: Aspect, at: int) -> int:
    """Least points of an attribute over all groups of a round, unweighted; below 0 means 0."""
    there, held = problem.present[at], problem.most[at] > 0
    if not held.any() or aspect.mode is GroupMode.SAMLE:
        return 0
    members = counted(aspect)[there]
    most = np.minimum(problem.most[at, held], max(int(there.sum()), 1))
    of_value = members.sum(axis=0).tolist()
    if aspect.mode is GroupMode.SPRE:
        alike = sum(least_pairs(np.zeros_like(most), most, number) for number in of_value)
        return alike - _excused(problem, aspect, at)
    nominal = nominal_sizes(problem)[at, held]
    return sum(_off(nominal, most, number, int(there.sum())) for number in of_value)


def _off(nominal: np.ndarray, most: np.ndarray, number: int, among: int) -> int:
    """Least sum of squares of how far counts lie outside their bands, for one value."""
    low, high = bands(nominal, number, among)
    counts = np.arange(int(most.max(initial=0)) + 1)
    off = np.maximum(low[:, None] - counts, 0) + np.maximum(counts - high[:, None], 0)
    steps = np.diff(off**2, axis=1)[counts[None, :-1] < most[:, None]]
    return int((off[:, 0] ** 2).sum() + np.sort(steps)[:number].sum())


def _excused(problem: GroupsProblem, aspect: Aspect, at: int) -> int:
    """The most pairs of the same value that all groups together can be excused for."""
    each = np.sort(aspect.members[problem.present[at]].sum(axis=1))
    values = max(1, aspect.members.shape[1])
    sums = np.concatenate(([0], np.cumsum(each)))
    ends = list(_ends(problem, at, sums))
    left = int(each.sum()) - sum(low for low, _ in ends)
    total = Fraction(sum(_even(low, values) for low, _ in ends))
    chords = [(Fraction(_even(high, values) - _even(low, values), high - low), high - low)
              for low, high in ends if high > low]  # fmt: skip
    for slope, wide in sorted(chords, reverse=True):
        taken = max(0, min(left, wide))
        total += slope * taken
        left -= taken
    return floor(total)


def _ends(problem: GroupsProblem, at: int, sums: np.ndarray) -> Iterator[tuple[int, int]]:
    """Least and greatest number of known values in each group: of those who have fewest, or most."""
    count = len(sums) - 1
    for group in np.flatnonzero(problem.most[at] > 0):
        least = min(int(problem.least[at, group]), count)
        most = min(int(problem.most[at, group]), count)
        yield int(sums[least]), int(sums[count] - sums[count - most])


def _even(number: int, values: int) -> int:
    each, over = divmod(number, values)
    return over * (each + 1) * each // 2 + (values - over) * each * (each - 1) // 2


def _ties(problem: GroupsProblem) -> int:
    apart = set(problem.apart)
    block_of = {person: at for at, block in enumerate(problem.together) for person in block}
    may = problem.allowed & (problem.most > 0)[:, None, :]
    total = 0
    for one, other, strength in problem.ties:
        both = problem.present[:, one] & problem.present[:, other]
        always = one in block_of and block_of[one] == block_of.get(other)
        possible = both & (may[:, one] & may[:, other]).any(axis=1)
        if (min(one, other), max(one, other)) in apart:
            possible = np.zeros_like(both)
        if strength < 0:
            total += strength * int(possible.sum())
        elif always:
            total += strength * int(both.sum())
    return total


def _wishes(problem: GroupsProblem, at: int) -> int:
    """Least total of wishes in a round."""
    if not problem.wishes.size or not problem.challenge.size:
        return 0
    there = np.flatnonzero(problem.present[at])
    works = problem.challenge[at]
    costs = np.where(works >= 0, problem.wishes[:, np.maximum(works, 0)], 0)[there].astype(np.int64)
    may = (problem.allowed[at] & (problem.most[at] > 0))[there]
    never = (int(costs.max(initial=0)) + 1) * (len(there) + 1)
    costs = np.where(may, costs, never)
    alone = int(np.where(may.any(axis=1), costs.min(axis=1, initial=never), 0).sum())
    if len(there) > _MOST_ASSIGNED:
        return alone
    seats = np.repeat(np.arange(len(works)), np.minimum(problem.most[at], len(there)))
    if len(seats) < len(there):
        return alone
    rows, columns = linear_sum_assignment(costs[:, seats])
    total = int(costs[:, seats][rows, columns].sum())
    return alone if total >= never else total
