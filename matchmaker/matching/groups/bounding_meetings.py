"""How few meetings again there can be."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.groups.conflict_rounds import least_pairs

if TYPE_CHECKING:
    from matchmaker.matching.groups.problem import GroupsProblem

_MOST_PEOPLE = 3_000
"""Up to so many each pair is looked at by itself; beyond it all pairs are taken for strangers who may meet in
any round, which can only make the bound lower."""


def least_meetings(problem: GroupsProblem) -> int:
    """No seating within the sizes has fewer meetings again: the sum of k(k−1)/2 over pairs that meet k times.

    Earlier events count; pairs that are to sit together do not. Proof in
    :mod:`~matchmaker.matching.groups.bounding`.
    """
    made = 0
    for at in range(problem.rounds):
        held = problem.most[at] > 0
        number = int(problem.present[at].sum())
        if held.any() and problem.least[at, held].sum() <= number:
            made += least_pairs(problem.least[at, held], problem.most[at, held], number)
    count = len(problem.people)
    if count > _MOST_PEOPLE:
        pairs = count * (count - 1) // 2
        made -= sum(
            int((problem.present[:, one] & problem.present[:, other]).sum())
            for block in problem.together
            for one, other in combinations(block, 2)
        )
        return _handed_out(made, np.full(problem.rounds, pairs))
    met, may, always = _pairs(problem)
    base = int((met * (met - 1) // 2)[~always].sum())
    made -= int(may[always].sum())
    met, may = met[~always], may[~always]
    steps = np.array(
        [int(((met <= k) & (k < met + may)).sum()) for k in range(int((met + may).max(initial=0)))]
    )
    return base + _handed_out(made, steps)


def _handed_out(made: int, steps: np.ndarray) -> int:
    """The cost of so many meetings, the cheapest first, where *steps* says how many cost 0, 1, 2 … each."""
    total = 0
    for cost, number in enumerate(steps.tolist()):
        taken = max(0, min(made, number))
        total += cost * taken
        made -= taken
    return total


def _pairs(problem: GroupsProblem) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per pair how often they have met, in how many rounds they may, and whether they are to."""
    count = len(problem.people)
    there = problem.present.astype(np.int32)
    may = there.T @ there
    always = np.zeros((count, count), dtype=bool)
    for block in problem.together:
        always[np.ix_(block, block)] = True
    for one, other in problem.apart:
        may[one, other] = may[other, one] = 0
    met = np.zeros((count, count), dtype=np.int32)
    for earlier in problem.past:
        met += (earlier[:, None] == earlier[None, :]) & (earlier[:, None] >= 0)
    upper = np.triu_indices(count, 1)
    return met[upper], may[upper], always[upper]
