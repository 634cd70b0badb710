"""Whether those who took part in an arena got more ties across sides afterwards than their like."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.comparison.differences import Told
from matchmaker.kernel.rng import generator

if TYPE_CHECKING:
    from matchmaker.measures.case import Case

DRAWS = 1_999
"""Permutations of who took part."""
_AT_ONCE = 10_000_000
"""Actors times permutations that are held at once."""
_ACTORS, _MOST = 5, 12
"""Actors to a class, and the most classes of a side."""
LEAST_TOOK_PART = 4
"""Participants under which nothing is said."""


@dataclass(frozen=True, slots=True)
class ArenaEffect:
    """New ties across sides among those who took part."""

    took_part: int
    new_ties: int
    """New ties across sides among them."""
    expected: float
    """Mean number among as many of their like; nan where too few took part."""
    usual: tuple[float, float]
    """What 95 of 100 such choices give; nan where too few, or where every choice gives the same."""
    p: float
    """Chance of as many or more where taking part means nothing, one-sided; nan where *usual* is."""
    told: Told


def arena_effect(before: Case, after: Case, took_part: np.ndarray, alpha: float = 0.05) -> ArenaEffect:
    """Hold new ties across sides against expectation.

    The expectation is what as many actors would have had, drawn from the same sides and as busy before: each
    side is divided by how many ties its actors have, in two to twelve classes, and who took part changes
    places within these. Those who come to arenas are often those who are busy already; without that, the
    arena would get the credit. A tie between one who took part and one who did not is not counted.

    Parameters
    ----------
    before, after
        Networks of the same actors, node by node. Sides are those before; a tie with an end on an unknown
        side is not counted. Ties that are newly registered and not newly formed belong in both.
    took_part
        Who took part, bool, shape (n,).
    alpha
        Chance of a false alarm, 0–1 (exclusive).
    """
    of, n = before.parts().of, max(len(before.network), 1)
    old, new = before.network.undirected(), after.network.undirected()
    fresh = ~np.isin(new.tail * n + new.head, old.tail * n + old.head)
    one, other = new.tail[fresh], new.head[fresh]
    across = (of[one] >= 0) & (of[other] >= 0) & (of[one] != of[other])
    one, other = one[across], other[across]
    took_part = np.asarray(took_part, dtype=bool)
    count, seen = int(took_part.sum()), int((took_part[one] & took_part[other]).sum())
    if count < LEAST_TOOK_PART:
        return ArenaEffect(count, seen, nan, (nan, nan), nan, Told.TOO_FEW)
    drawn = _drawn(took_part, _like(of, old.degree), (one, other), before.seed)
    if drawn.min() == drawn.max():  # no like to hold against: all of them took part, or nothing is new
        return ArenaEffect(count, seen, float(drawn[0]), (nan, nan), nan, Told.TOO_FEW)
    p = float(1 + (drawn >= seen).sum()) / (len(drawn) + 1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    told = Told.DIFFERENT if p <= alpha else Told.NOT_SHOWN
    return ArenaEffect(count, seen, float(drawn.mean()), (float(low), float(high)), p, told)


def _like(of: np.ndarray, degree: np.ndarray) -> np.ndarray:
    """Class of each actor: side, and how busy among the side's; the unknown are a side."""
    found = _MOST * (of + 1)
    for side in np.unique(of):
        mine = of == side
        classes = min(max(int(mine.sum()) // _ACTORS, 2), _MOST)
        ends = np.quantile(degree[mine], np.arange(1, classes) / classes)
        found[mine] += np.searchsorted(ends, degree[mine], side="left")
    return found


def _drawn(
    took_part: np.ndarray, like: np.ndarray, ties: tuple[np.ndarray, np.ndarray], seed: int
) -> np.ndarray:
    """Ties among those who took part, for every permutation of it within the classes, shape (DRAWS,)."""
    random, n = generator(seed, "comparison", "arena"), len(like)
    took_in_order = took_part[np.argsort(like, kind="stable")]
    found = []
    most = max(_AT_ONCE // max(n, 1), 1)
    for start in range(0, DRAWS, most):
        rows = min(most, DRAWS - start)
        shuffled = np.argsort(like + random.random((rows, n)), axis=1)  # the classes in order, mixed within
        changed = np.empty((rows, n), dtype=bool)
        np.put_along_axis(changed, shuffled, np.broadcast_to(took_in_order, (rows, n)), axis=1)
        found.append(np.count_nonzero(changed[:, ties[0]] & changed[:, ties[1]], axis=1))
    return np.concatenate(found)
