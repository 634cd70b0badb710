"""Errors that others would put on the same quantities: jackknife over actors, and dyadic-robust variance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.comparison.comparable import COMPARABLE, Comparable
from matchmaker.comparison.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network

MEASURES = tuple(one for one in COMPARABLE if one is not Comparable.MUTUAL_SHARE)


def jackknife(case: Case) -> np.ndarray:
    """Frank and Snijders 1994: leave out each actor in turn, factor (n − 2) / (2 n); value and error."""
    pairs, n = case.network.undirected(), len(case.network)
    rows = []
    for measure in MEASURES:
        found = counted(case, pairs, measure)
        moved = _sums(pairs, found.scores)
        if measure is Comparable.TIES_PER_ACTOR:  # an actor fewer to divide by as well
            moved = moved - found.value / n
        change = moved - moved.mean()
        rows.append((found.value, np.sqrt((n - 2) / (2 * n) * (change**2).sum())))
    return np.array(rows)


def dyadic(case: Case) -> np.ndarray:
    """Aronow, Samii and Assenova 2015: all ties of an actor may vary together."""
    pairs, n = case.network.undirected(), len(case.network)
    rows = []
    for measure in MEASURES:
        found = counted(case, pairs, measure)
        sums, own = _sums(pairs, found.scores), (found.scores**2).sum()
        if measure is Comparable.TIES_PER_ACTOR:  # centred: no tie is an answer as well
            sums, own = sums - 2 * found.value / n, own - found.value**2 * 2 / (n * (n - 1))
        rows.append((found.value, np.sqrt(max((sums**2).sum() - own, 0.0))))
    return np.array(rows)


def _sums(pairs: Network, scores: np.ndarray) -> np.ndarray:
    """Sum of the scores of each actor's ties."""
    n = len(pairs)
    return np.bincount(pairs.tail, scores, n) + np.bincount(pairs.head, scores, n)


PEERS: Final[dict[str, Callable[[Case], np.ndarray]]] = {
    "jackknife over actors": jackknife,
    "dyadic-robust": dyadic,
}
