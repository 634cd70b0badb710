"""Where a search begins: everybody somewhere they may sit, sizes even."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.chance import below
from matchmaker.matching.groups.problem import nominal_sizes
from matchmaker.matching.groups.seats import Fixed, Seats, join

if TYPE_CHECKING:
    from matchmaker.matching.groups.problem import GroupsProblem


def there(problem: GroupsProblem) -> tuple[np.ndarray, np.ndarray]:
    """Who is there in each round, one round after another, and where each round starts."""
    lists = [np.flatnonzero(problem.present[at]) for at in range(problem.rounds)]
    starts = np.cumsum([0, *map(len, lists)]).astype(np.int64)
    return np.concatenate([np.zeros(0, dtype=np.int64), *lists]), starts


def begin(problem: GroupsProblem, given: Fixed, seats: Seats, chance: np.ndarray) -> Seats:
    """Seat everybody somewhere they may sit: large units first, where there is most room left."""
    sizes = np.diff(given.unit_starts)
    lots = np.array([below(chance, 1 << 30) for _ in sizes])
    choices = problem.allowed.sum(axis=2)  # (rounds, people)
    nominal = nominal_sizes(problem)
    for at in range(problem.rounds):
        few = np.array([choices[at, given.units[a:b]].min() for a, b in pairwise(given.unit_starts)])
        for unit in np.lexsort((lots, few, -sizes)):
            block = given.units[given.unit_starts[unit] : given.unit_starts[unit + 1]]
            block = block[problem.present[at, block]]
            if not len(block):
                continue
            open_to = problem.allowed[at, block].all(axis=0) & (problem.most[at] > 0)
            fits = seats.size[at] + len(block) <= problem.most[at]
            roomy = seats.size[at] + len(block) < given.ceiling
            score = nominal[at] - 1000 * seats.size[at] - 10**9 * ~fits - 10**12 * ~open_to - 10**15 * ~roomy
            if problem.told is not None and problem.told[at, block[0]] >= 0:
                score[problem.told[at, block[0]]] += 10**7
            group = int(np.argmax(score))
            for person in block:
                join(given, seats, at, int(person), group)
    return seats
