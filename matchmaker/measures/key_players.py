"""Sets of actors whose loss breaks the network most (Borgatti's KPP-Neg), and what a set search answers.

The best set of k is not the k that are best one by one: two who hold the same place open are both spare.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.measures.canonical import in_canonical_order
from matchmaker.measures.cohesion import flat, shared_pairs_to_fragmentation
from matchmaker.measures.low_link import left_without
from matchmaker.measures.spec import UNSAID, Level, Measure, Spec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.network.network import Network
    from matchmaker.network.rows import Rows

EXACT_WORK: Final = 10_000_000
"""Every set is tried where that takes at most so many steps over actors and ties."""
EXACT_PASSES: Final = 20_000
ROUNDS: Final = 10
"""Most rounds of swapping each of the set for somebody better."""


@dataclass(frozen=True, slots=True)
class KeyPlayers:
    """A set of actors and what it does to the network."""

    ids: tuple[str, ...]
    """The set: first the one who alone does most, then the one who adds most, and so on."""
    nodes: tuple[int, ...]
    """The same as nodes."""
    before: float
    """Value without the set."""
    along: tuple[float, ...]
    """Value with the first, the first two, … of the set."""
    exact: bool
    """Whether every set of the size was tried; otherwise there may be a better one."""

    @property
    def after(self) -> float:
        """Value with the whole set."""
        return self.along[-1]


def key_players_neg(network: Network, k: int) -> KeyPlayers:
    """The *k* actors without whom the rest is most fragmented (Borgatti's F of those who are left).

    F is the share of the pairs that cannot reach each other; direction and strength are ignored. F of fewer
    than two is unsaid. Small networks: every set is tried. Otherwise one at a time, the worst loss first,
    each found in one pass over the ties; then each of the set is swapped while that breaks more.

    Parameters
    ----------
    network
        The network.
    k
        How many are lost, 1 … n.

    Returns
    -------
    KeyPlayers
        ``before`` is F of the whole network; ``along`` is F of what is left.

    Raises
    ------
    InputError
        ``key_players_k`` for other *k*.

    References
    ----------
    Borgatti 2006, *Identifying sets of key players in a social network*, CMOT 12: 21–34.
    """
    n = len(network)
    check_size(k, n)
    plain, order = in_canonical_order(network)
    rows, passes = plain.around, comb(n, k - 1)
    exact = k == 1 or (passes <= EXACT_PASSES and passes * (n + len(rows.nodes)) <= EXACT_WORK)
    found = _best_of_all(rows, k) if exact else _greedy(rows, k)
    chosen, shared = _in_order(rows, found)
    nodes = order[chosen]
    along = [shared_pairs_to_fragmentation(left, n - lost) for lost, left in enumerate(shared)]
    return KeyPlayers(names_of(network, nodes), tuple(nodes.tolist()), along[0], tuple(along[1:]), exact)


def check_size(k: int, n: int) -> None:
    """Raise ``InputError`` (key_players_k) unless 1 ≤ *k* ≤ *n*."""
    if not 1 <= k <= n:
        raise InputError("key_players_k", {"k": k, "n": n})


def names_of(network: Network, nodes: np.ndarray) -> tuple[str, ...]:
    """Ids of nodes, in their order."""
    return tuple(str(one) for one in network.ids[nodes])


def _without(rows: Rows, lost: Iterable[int]) -> tuple[np.ndarray, int]:
    """Ordered pairs left when each node goes besides the lost, and when nobody more does."""
    gone = np.zeros(len(rows.starts) - 1, dtype=np.bool_)
    gone[list(lost)] = True
    left = left_without(rows.starts, rows.nodes, gone)
    found = left[:-1]
    found[gone] = left[-1] + 1  # nobody goes twice
    return found, int(left[-1])


def _best_of_all(rows: Rows, k: int) -> list[int]:
    """The set that leaves fewest pairs; the first in order among equals."""
    best, chosen = -1, list[int]()
    for others in combinations(range(len(rows.starts) - 1), k - 1):
        left, _ = _without(rows, others)
        last = int(np.argmin(left))
        if best < 0 or left[last] < best:
            best, chosen = int(left[last]), [*others, last]
    return chosen


def _greedy(rows: Rows, k: int) -> list[int]:
    chosen: list[int] = []
    for _ in range(k):
        chosen.append(int(np.argmin(_without(rows, chosen)[0])))
    best = _without(rows, chosen)[1]
    for _ in range(ROUNDS):
        before = best
        for place in range(k):
            left, _ = _without(rows, [*chosen[:place], *chosen[place + 1 :]])
            other = int(np.argmin(left))
            if left[other] < best:
                best, chosen[place] = int(left[other]), other
        if best == before:
            break
    return chosen


def _in_order(rows: Rows, found: list[int]) -> tuple[list[int], list[int]]:
    """The set, the greatest loss first, and the pairs left after none, one, two, … of it."""
    chosen, waiting, shared = list[int](), sorted(found), list[int]()
    while waiting:
        left, now = _without(rows, chosen)
        shared.append(now)
        nxt = min(waiting, key=lambda one: (left[one], one))
        waiting.remove(nxt)
        chosen.append(nxt)
    return chosen, [*shared, _without(rows, chosen)[1]]


def _worst_loss(network: Network) -> float:
    return key_players_neg(network, 1).after if len(network) else UNSAID


_F: Final = "Borgatti 2006, CMOT 12: 21–34; KPP-Neg with k = 1: F of those who are left; direction ignored"

MEASURES: Final = (
    Measure(Spec("worst_loss", Level.NETWORK, 0, 1, _F), lambda case: _worst_loss(flat(case))),
)
