"""What each single move would cost, all people and groups of a round at once.

Costs of several moves are taken to add up, which is exact as long as they touch different groups and pairs:
good for choosing among moves, never shown to anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.groups.coding import code
from matchmaker.matching.groups.problem import Level

if TYPE_CHECKING:
    from matchmaker.matching.groups.coding import Coded
    from matchmaker.matching.groups.problem import GroupsProblem

_STEP, _CAP = 6, 10**6
"""Each level weighs so many times the next; no cost is taken for greater than the cap."""


def move_costs(problem: GroupsProblem, at: int, seating: np.ndarray) -> np.ndarray:
    """What moving each person to each group of round *at* costs, whole numbers ≥ 0, shape (people, groups).

    Smaller is better; 0 for the best of all. *seating* has everybody who is there in a group, shape (rounds,
    people).
    """
    by_level = {
        level: _of_level(problem, level, at, seating) for level in (Level.MEETINGS, Level.TIES, Level.WISHES)
    }
    by_level[Level.DIVERSITY], by_level[Level.WEAKEST] = _points(problem, code(problem), at, seating)
    total = np.zeros((len(problem.people), len(problem.groups)), dtype=np.int64)
    for level in problem.order:
        total = total * _STEP + np.clip(by_level[level], -_CAP, _CAP)
    here = seating[at]
    there = problem.present[at]
    stays = np.where(there, total[np.arange(len(here)), np.maximum(here, 0)], 0)
    total -= stays[:, None]
    total //= max(1, int(np.abs(total).max(initial=0)) // _CAP)
    return np.asarray(total - total.min(initial=0))


def _inside(problem: GroupsProblem, row: np.ndarray) -> np.ndarray:
    """Who sits where, shape (people, groups)."""
    return np.asarray(row[:, None] == np.arange(len(problem.groups))[None, :]).astype(np.int64)


def _points(
    problem: GroupsProblem, coded: Coded, at: int, seating: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Change of all points, and of their squares group by group, when somebody leaves and comes."""
    number = coded.points.shape[1]
    owner = np.repeat(np.arange(len(problem.people)), np.diff(coded.features.starts))
    has = np.zeros((len(problem.people), number), dtype=np.int64)
    np.add.at(has, (owner, coded.features.items), 1)
    inside = _inside(problem, seating[at])
    counts = inside.T @ has  # (groups, features)
    tables = coded.points[coded.classes[at]]  # (groups, features, counts)
    spot = np.minimum(counts, tables.shape[2] - 2)

    def value(shift: int) -> np.ndarray:
        return np.take_along_axis(tables, np.maximum(spot + shift, 0)[..., None], axis=2)[..., 0]

    now = value(0)
    come, leave = has @ (value(1) - now).T, has @ (value(-1) - now).T  # (people, groups)
    cost = now.sum(axis=1)
    squares_come, squares_leave = (cost + come) ** 2 - cost**2, (cost + leave) ** 2 - cost**2
    left = (leave * inside).sum(axis=1)[:, None], (squares_leave * inside).sum(axis=1)[:, None]
    moved = inside == 0
    return (come + left[0]) * moved, (squares_come + left[1]) * moved


def _of_level(problem: GroupsProblem, level: Level, at: int, seating: np.ndarray) -> np.ndarray:
    """What sitting in each group counts for a person, by a level that is not about attributes."""
    count = len(problem.people)
    if level is Level.WISHES:
        if not problem.wishes.size or not problem.challenge.size:
            return np.zeros((count, len(problem.groups)), dtype=np.int64)
        works = problem.challenge[at]
        return np.asarray(np.where(works >= 0, problem.wishes[:, np.maximum(works, 0)], 0), dtype=np.int64)
    between = np.zeros((count, count), dtype=np.int64)
    if level is Level.TIES:
        for one, other, strength in problem.ties:
            between[one, other] += strength
            between[other, one] += strength
    else:
        for row in (*(seating[then] for then in range(problem.rounds) if then != at), *problem.past):
            between += (row[:, None] == row[None, :]) & (row[:, None] >= 0)
        np.fill_diagonal(between, 0)
    return np.asarray(between @ _inside(problem, seating[at]))
