"""What each comparable quantity is, and how much every tie moves it."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.comparison.comparable import Comparable

if TYPE_CHECKING:
    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity and its parts."""

    value: float
    """nan where there is nothing to divide by."""
    scores: np.ndarray
    """First-order change of the value with each tied pair, shape (m,)."""
    ties: int
    """Tied pairs it was counted on."""


def counted(case: Case, pairs: Network, measure: Comparable) -> Counted:
    """Count one quantity.

    Parameters
    ----------
    case
        The network, directed or not, with its sides.
    pairs
        The same network without direction.
    measure
        Which quantity. A network without actors, and one without ties for a share of ties, has none: nan.
    """
    if measure is Comparable.TIES_PER_ACTOR:
        n, m = len(pairs), len(pairs.tail)
        return Counted(2 * m / n if n else nan, np.full(m, 2 / max(n, 1)), m)
    if measure is Comparable.MUTUAL_SHARE:
        return _mutual(case.network, len(pairs.tail))
    chosen, among = membership(case, pairs, measure)
    if measure is Comparable.CROSS_TO_EXPECTED:
        of = case.parts().of
        return _to_expected(of[pairs.tail], of[pairs.head], chosen, among)
    return _share(chosen, among)


def membership(case: Case, pairs: Network, measure: Comparable) -> tuple[np.ndarray, np.ndarray]:
    """Which ties are counted and among which, for a share of ties, shape (m,) each.

    A tie with an end on an unknown side is among none. Takes what :func:`counted` takes; ties per actor and
    the share of mutual ties are no shares of pairs of sides.
    """
    of, tail, head = case.parts().of, pairs.tail, pairs.head
    known = (of[tail] >= 0) & (of[head] >= 0)
    cross = known & (of[tail] != of[head])
    if measure in (Comparable.CROSS_SHARE, Comparable.CROSS_TO_EXPECTED):
        return cross, known
    hall = case.town_hall()
    through = hall[tail] | hall[head]
    return through, known if measure is Comparable.TOWN_HALL_SHARE else cross


def _share(chosen: np.ndarray, among: np.ndarray) -> Counted:
    """Share of some ties among others."""
    total = int(among.sum())
    if not total:
        return Counted(nan, np.zeros(len(among)), 0)
    value = float((chosen & among).sum()) / total
    return Counted(value, np.where(among, chosen - value, 0.0) / total, total)


def _to_expected(one: np.ndarray, other: np.ndarray, cross: np.ndarray, known: np.ndarray) -> Counted:
    """Share across over what it is where ends meet by chance: 1 − Newman's assortativity (2003)."""
    share = _share(cross, known)
    sides = int(max(one.max(initial=0), other.max(initial=0))) + 1
    ends = np.bincount(np.concatenate([one[known], other[known]]), minlength=sides) / max(2 * share.ties, 1)
    together = float((ends**2).sum())
    if not share.ties or together >= 1.0:
        return Counted(nan, np.zeros(len(known)), 0)
    expected = 1.0 - together
    held = np.where(known, ends[one] + ends[other] - 2 * together, 0.0) / share.ties
    scores = share.scores / expected + share.value / expected**2 * held
    return Counted(share.value / expected, scores, share.ties)


def _mutual(network: Network, pairs: int) -> Counted:
    """Share of tied pairs whose tie goes both ways; nothing is said of an undirected network."""
    if not (network.directed and pairs):
        return Counted(nan, np.zeros(pairs), 0)
    return Counted((len(network.tail) - pairs) / pairs, np.zeros(pairs), pairs)
