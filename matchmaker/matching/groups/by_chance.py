"""What a seating drawn at random would come to: the measure of what the search is worth.

Meetings, ties and wishes are expected values: in a round two people share a group with the same chance as any
two others, and rounds are drawn one by one. Points are means over draws.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.matching.groups.coding import code
from matchmaker.matching.groups.problem import ABSENT, GroupsProblem, Level, nominal_sizes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.matching.groups.coding import Coded

_MOST_COUNTED = 400_000
"""Seats counted in all: large events are drawn fewer times, and vary less."""


def random_levels(problem: GroupsProblem, seed: int, draws: int = 100) -> dict[Level, float]:
    """Mean of each level over seatings drawn at random.

    They keep the sizes and who is there when, and no other rule.

    Parameters
    ----------
    problem
        The event; without anybody there is no level.
    seed
        Decides the draws.
    draws
        How many at most; as many as give 400,000 seats, at least three.
    """
    seats = int(problem.present.sum())
    if not seats:
        return {}
    times = max(3, min(draws, _MOST_COUNTED // seats))
    chance = generator(seed, "groups by chance")
    coded = code(problem)
    has = _has(problem, coded)
    nominal = nominal_sizes(problem) // 1000
    weakest, points = 0, 0
    for _ in range(times if problem.aspects else 0):
        drawn = (_drawn(problem, nominal, at, chance) for at in range(problem.rounds))
        costs = np.concatenate([_costs(problem, coded, has, at, *one) for at, one in enumerate(drawn)])
        weakest += int(costs.max(initial=0))
        points += int(costs.sum())
    sharing = _sharing(problem, nominal, chance, times)
    return {
        Level.WEAKEST: weakest / times,
        Level.DIVERSITY: points / times,
        Level.MEETINGS: _meetings(problem, sharing),
        Level.TIES: _ties(problem, sharing),
        Level.WISHES: _wishes(problem),
    }


def random_seating(problem: GroupsProblem, chance: np.random.Generator) -> np.ndarray:
    """Draw a seating that keeps sizes and presence, shape (rounds, people)."""
    seating = np.full(problem.present.shape, ABSENT, dtype=np.int32)
    nominal = nominal_sizes(problem) // 1000
    for at in range(problem.rounds):
        people, sizes = _drawn(problem, nominal, at, chance)
        seating[at, people] = np.repeat(np.arange(len(sizes)), sizes)[: len(people)]
    return seating


def _drawn(
    problem: GroupsProblem, nominal: np.ndarray, at: int, chance: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """People of a round in random order, and how many of them go to each group in turn."""
    people = chance.permutation(np.flatnonzero(problem.present[at]))
    return people, _sizes(problem, nominal, at, len(people), chance.permutation(len(problem.groups)))


def _sizes(problem: GroupsProblem, nominal: np.ndarray, at: int, count: int, turn: np.ndarray) -> np.ndarray:
    """Even sizes within bounds; the odd ones go to groups by *turn*. Too few seats: groups go over evenly."""
    sizes = nominal[at].copy()
    held = problem.most[at] > 0
    left = count - int(sizes.sum())
    while left > 0 and held.any():
        able = held & (sizes < problem.most[at])
        more = [group for group in turn if (able if able.any() else held)[group]][:left]
        sizes[more] += 1
        left -= len(more)
    group = int(np.argmax(sizes)) if len(sizes) else 0
    while left < 0:  # fewer people than the least sizes ask for
        sizes[group] -= 1
        left += 1
        group = int(np.argmax(sizes))
    return np.asarray(sizes)


def _has(problem: GroupsProblem, coded: Coded) -> np.ndarray:
    """How often each feature counts each person, shape (people, features)."""
    has = np.zeros((len(problem.people), coded.points.shape[1]), dtype=np.int32)
    owner = np.repeat(np.arange(len(problem.people)), np.diff(coded.features.starts))
    np.add.at(has, (owner, coded.features.items), 1)
    return has


def _costs(
    problem: GroupsProblem, coded: Coded, has: np.ndarray, at: int, people: np.ndarray, sizes: np.ndarray
) -> np.ndarray:
    """Points against each group of a round that was drawn."""
    counts = np.zeros((len(sizes), has.shape[1]), dtype=np.int64)
    filled = np.flatnonzero(sizes > 0)
    if len(filled) and len(people):
        starts = np.concatenate(([0], np.cumsum(sizes[filled])[:-1]))
        counts[filled] = np.add.reduceat(has[people], starts, axis=0)
    held = np.flatnonzero(problem.most[at] > 0)
    tables = coded.points[coded.classes[at, held]]
    spot = np.minimum(counts[held], tables.shape[2] - 1)
    return np.asarray(np.take_along_axis(tables, spot[..., None], axis=2)[..., 0].sum(axis=1))


def _sharing(
    problem: GroupsProblem, nominal: np.ndarray, chance: np.random.Generator, times: int
) -> list[float]:
    """The chance that two given people who are there share a group, per round."""
    chances = []
    for at in range(problem.rounds):
        number = int(problem.present[at].sum())
        pairs = number * (number - 1)
        turns = (chance.permutation(len(problem.groups)) for _ in range(times))
        same = [_sizes(problem, nominal, at, number, turn) for turn in turns]
        total = sum(int((sizes * (sizes - 1)).sum()) for sizes in same)
        chances.append(total / times / pairs if pairs else 0.0)
    return chances


def _meetings(problem: GroupsProblem, sharing: list[float]) -> float:
    """Expected sum of k(k−1)/2: pairs of meetings of the same two, those who are to sit together left out."""
    wanted = [pair for block in problem.together for pair in combinations(block, 2)]
    total = 0.0
    there, rows = problem.present, list(problem.past)
    for at, share in enumerate(sharing):
        for then in range(at):
            both = there[at] & there[then]
            pairs = int(both.sum()) * (int(both.sum()) - 1) // 2 - sum(both[a] and both[b] for a, b in wanted)
            total += share * sharing[then] * pairs
        for row in rows:
            mine = np.where(there[at], row, ABSENT)
            total += share * (_within(mine) - sum(_share(mine, a, b) for a, b in wanted))
    return total + sum(
        _twice(one, other) - sum(_share(one, a, b) and _share(other, a, b) for a, b in wanted)
        for at, one in enumerate(rows)
        for other in rows[:at]
    )


def _share(row: np.ndarray, one: int, other: int) -> bool:
    return bool(row[one] == row[other] and row[one] >= 0)


def _within(row: np.ndarray) -> int:
    """Pairs that share a group."""
    sizes = np.bincount(row[row >= 0]) if (row >= 0).any() else np.zeros(0, dtype=np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _twice(one: np.ndarray, other: np.ndarray) -> int:
    """Pairs that share a group both times."""
    both = (one >= 0) & (other >= 0)
    _, sizes = np.unique(np.array([one[both], other[both]]), axis=1, return_counts=True)
    return int((sizes * (sizes - 1) // 2).sum())


def _ties(problem: GroupsProblem, sharing: list[float]) -> float:
    return sum(
        strength * share
        for one, other, strength in problem.ties
        for at, share in enumerate(sharing)
        if problem.present[at, one] and problem.present[at, other]
    )


def _wishes(problem: GroupsProblem) -> float:
    if not problem.wishes.size or not problem.challenge.size:
        return 0.0
    return sum(_wishes_of(problem))


def _wishes_of(problem: GroupsProblem) -> Iterator[float]:
    nominal = nominal_sizes(problem)
    for at in range(problem.rounds):
        works = problem.challenge[at]
        costs = np.where(works >= 0, problem.wishes[:, np.maximum(works, 0)], 0)[problem.present[at]]
        share = nominal[at] / max(int(nominal[at].sum()), 1)
        yield float((costs * share).sum())
