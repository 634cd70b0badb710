"""Every seating of a small event, and what each is worth: the judge of the judge.

Nothing here is shared with the search or its referee: all seatings are counted at once, in arrays, from what
the docstrings of ``matchmaker.matching.groups.problem`` say.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import numpy as np

from matchmaker.matching.groups.problem import Level
from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from matchmaker.matching.groups.problem import Aspect, GroupsProblem

NOBODY = -1


@dataclass(frozen=True)
class EverySeating:
    """All seatings of everybody who is there, and what each is judged by."""

    seats: np.ndarray
    """Shape (seatings, rounds, people); −1 for those who are not there."""
    broken: np.ndarray
    """How far from all rules kept."""
    told: np.ndarray
    """How many sit elsewhere than they were told."""
    groups: np.ndarray
    """Points of each group that is in its round, the worst first, shape (seatings, groups in all rounds)."""
    levels: dict[Level, np.ndarray]

    def keys(self, order: tuple[Level, ...]) -> np.ndarray:
        """What seatings are compared by, one row each, the first column first."""
        parts = [self.broken[:, None], self.told[:, None]]
        parts += [self.groups if one is Level.WEAKEST else self.levels[one][:, None] for one in order]
        return np.concatenate(parts, axis=1)

    def best(self, order: tuple[Level, ...]) -> tuple[int, ...]:
        """The smallest key."""
        keys = self.keys(order)
        return tuple(int(one) for one in keys[np.lexsort(keys.T[::-1])[0]])


def flat(key: tuple[Any, ...]) -> tuple[int, ...]:
    """A referee's key in one row."""
    rows: list[Any] = [list(part) if isinstance(part, tuple) else [part] for part in key]
    return tuple(int(one) for row in rows for one in row)


def every_seating(problem: GroupsProblem) -> EverySeating:
    """Count all seatings."""
    seats = _all(problem)
    inside = seats[..., None] == np.arange(len(problem.groups))  # seating, round, person, group
    met = _met(problem, inside)  # those who are to sit together are to meet
    meetings = (met * (met - 1) // 2).sum(axis=1)
    broken = _rules(problem, seats, inside) + (meetings if problem.meet_once else 0)
    told = np.zeros(len(seats), dtype=np.int64)
    if problem.told is not None:
        told = ((problem.told >= 0) & (seats >= 0) & (seats != problem.told)).sum(axis=(1, 2))
    used = problem.most > 0
    points = sum(
        (one.weight * _points(problem, one, inside) for one in problem.aspects),
        np.zeros((len(seats), *problem.least.shape), dtype=np.int64),
    )
    seated = points[:, used]
    levels = {
        Level.WEAKEST: seated.max(axis=1, initial=0), Level.DIVERSITY: seated.sum(axis=1),
        Level.MEETINGS: meetings, Level.TIES: _ties(problem, inside), Level.WISHES: _wishes(problem, inside),
    }  # fmt: skip
    return EverySeating(seats, broken, told, -np.sort(-seated, axis=1), levels)


def _all(problem: GroupsProblem) -> np.ndarray:
    """Everybody who is there in every group that is in the round."""
    spots = np.argwhere(problem.present)
    choices = [np.flatnonzero(problem.most[at] > 0) for at, _ in spots]
    chosen = np.meshgrid(*choices, indexing="ij") if choices else []
    number = int(np.prod([len(one) for one in choices])) if choices else 1
    seats = np.full((number, *problem.present.shape), NOBODY)
    for (at, person), column in zip(spots, chosen, strict=True):
        seats[:, at, person] = column.ravel()
    return seats


def _rules(problem: GroupsProblem, seats: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """How far each seating is from keeping all rules, meeting once apart."""
    size = inside.sum(axis=2)
    off = np.maximum(problem.least - size, 0) + np.maximum(size - problem.most, 0)
    broken = off.sum(axis=(1, 2)) + (inside & ~problem.allowed).sum(axis=(1, 2, 3))
    for one, other in problem.apart:
        broken = broken + (inside[:, :, one] & inside[:, :, other]).sum(axis=(1, 2))
    for block in problem.together:
        for at in range(problem.rounds):
            there = [one for one in block if problem.present[at, one]]
            split = [seats[:, at, one] != seats[:, at, there[0]] for one in there]
            broken = broken + np.any(split, axis=0) if there else broken
    for limit in problem.limits:
        number = inside[:, :, limit.members].sum(axis=2)
        far = np.maximum(limit.low - number, 0) + np.maximum(number - limit.high, 0)
        far = np.where(problem.most > 0, far + (limit.never_one & (number == 1)), 0)
        broken = broken + far.sum(axis=(1, 2))
    for company in problem.company:
        need, help_ = (inside[:, :, one].sum(axis=2) for one in (company.members, company.helpers))
        broken = broken + np.where(help_ == 0, need, 0).sum(axis=(1, 2))
    if problem.visit_once:
        hosts = [
            len(np.unique(np.argwhere(problem.allowed[:, one])[:, 1])) == 1 for one in range(seats.shape[2])
        ]
        for one, other in combinations(range(problem.rounds), 2):
            again = (seats[:, one] == seats[:, other]) & (seats[:, one] >= 0) & ~np.array(hosts, dtype=bool)
            broken = broken + again.sum(axis=1)
    return np.asarray(broken)


def _met(problem: GroupsProblem, inside: np.ndarray) -> np.ndarray:
    """How often each pair meets that is not to sit together, earlier times among them."""
    blocks = [set(block) for block in problem.together]
    pairs = [
        pair
        for pair in combinations(range(inside.shape[2]), 2)
        if not any({*pair} <= block for block in blocks)
    ]
    met = np.zeros((len(inside), len(pairs)), dtype=np.int64)
    for spot, (one, other) in enumerate(pairs):
        met[:, spot] = (inside[:, :, one] & inside[:, :, other]).sum(axis=(1, 2))
        met[:, spot] += sum(int(was[one] == was[other] >= 0) for was in problem.past)
    return met


def _points(problem: GroupsProblem, aspect: Aspect, inside: np.ndarray) -> np.ndarray:
    """Points of one aspect against each group, unweighted, shape (seatings, rounds, groups)."""
    counts = np.einsum("srpg,pv->srgv", inside.astype(np.int64), aspect.members.astype(np.int64))
    alike = (counts * (counts - 1) // 2).sum(axis=3)
    known = counts.sum(axis=3)
    if aspect.mode is GroupMode.SAMLE:
        return np.asarray(known * (known - 1) // 2 - alike)
    values = aspect.members.shape[1]
    if aspect.mode is GroupMode.SPRE:
        even = sum(
            ((known + place) // values) * ((known + place) // values - 1) // 2 for place in range(values)
        )
        return np.asarray(alike - even)
    reached = [aspect.members[:, one] for one in range(values)]
    if aspect.ordered:
        reached = [aspect.members[:, : one + 1].any(axis=1) for one in range(values - 1)]
    points = np.zeros(known.shape, dtype=np.int64)
    for at in range(problem.rounds):
        shares = even_sizes(
            problem.least[at].tolist(), problem.most[at].tolist(), int(problem.present[at].sum())
        )
        for group, size in enumerate(shares):
            for who in reached:
                there = int(problem.present[at].sum())
                share = size * int((who & problem.present[at]).sum()) / there if there else Fraction(0)
                number = inside[:, at, who, group].sum(axis=1)
                off = np.maximum(np.maximum(floor(share) - number, number - ceil(share)), 0)
                points[:, at, group] += off * off
    return points


def even_sizes(least: list[int], most: list[int], people: int) -> list[Fraction]:
    """Sizes as even as the bounds allow: all at one level, those whose bound comes before at their bound."""
    edges = sorted({0, *least, *most})
    level = Fraction(edges[-1])
    for low, high in pairwise(edges):
        held = sum(min(max(low, a), b) for a, b in zip(least, most, strict=True))
        rising = sum(a <= low and b >= high for a, b in zip(least, most, strict=True))
        if held >= people:
            level = Fraction(low)
            break
        if rising and held + rising * (high - low) >= people:
            level = low + Fraction(people - held, rising)
            break
    return [min(max(level, Fraction(a)), Fraction(b)) for a, b in zip(least, most, strict=True)]


def _ties(problem: GroupsProblem, inside: np.ndarray) -> np.ndarray:
    total = np.zeros(len(inside), dtype=np.int64)
    for one, other, strength in problem.ties:
        total += strength * (inside[:, :, one] & inside[:, :, other]).sum(axis=(1, 2))
    return total


def _wishes(problem: GroupsProblem, inside: np.ndarray) -> np.ndarray:
    total = np.zeros(len(inside), dtype=np.int64)
    if problem.wishes.size and problem.challenge.size:
        for at, group in np.argwhere(problem.challenge >= 0):
            total += (inside[:, at, :, group] * problem.wishes[:, problem.challenge[at, group]]).sum(axis=1)
    return total
