"""Sets of actors from whom most others are near (Borgatti's KPP-Pos): whom to ask to spread the word."""

from __future__ import annotations

from itertools import chain, combinations, islice
from math import comb
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.canonical import in_canonical_order
from matchmaker.measures.cohesion import flat
from matchmaker.measures.key_players import ROUNDS, KeyPlayers, check_size, names_of
from matchmaker.measures.nearness import best_addition, bring_near, gain_of_each
from matchmaker.measures.spec import UNSAID, Cost, Level, Measure, Spec

if TYPE_CHECKING:
    from matchmaker.network.network import Network
    from matchmaker.network.rows import Rows

STEPS: Final = 2
EXACT_WORK: Final = 20_000_000
"""Every set is tried where sets × actors × size is at most this."""
_AT_ONCE: Final = 2_000_000


def key_players_pos(network: Network, k: int, steps: int | None = STEPS) -> KeyPlayers:
    """The *k* actors from whom most of the network is near, direction and strength ignored.

    Small networks: every set is tried. Otherwise one at a time, the one who adds most first, which gives at
    least 1 − 1/e (63 %) of the best (Nemhauser, Wolsey & Fisher 1978), then each is swapped while that helps.

    Parameters
    ----------
    network
        The network.
    k
        Size of the set, 1 … n.
    steps
        ≥ 1 (m-reach): the value is the share of the actors at most so many steps from one of the set.
        ``None`` (distance-weighted reach): the mean of 1 / distance to the nearest of the set, 0 where there
        is no way; the search then takes shortest paths from everybody. The set's own count as 1.

    Returns
    -------
    KeyPlayers
        ``before`` is 0: nobody reaches nobody. ``along`` is 0 … 1.

    Raises
    ------
    InputError
        ``key_players_k`` for other *k*.
    ValueError
        If *steps* is below 1.

    References
    ----------
    Borgatti 2006, *Identifying sets of key players in a social network*, CMOT 12: 21–34.
    """
    n = len(network)
    check_size(k, n)
    if steps is not None and steps < 1:
        raise ValueError(f"steps must be at least 1, not {steps}")
    plain, order = in_canonical_order(network)
    worth = _worth(n, steps)
    exact = comb(n, k) * n * k <= EXACT_WORK and n * n <= EXACT_WORK
    found = _best_of_all(plain, k, worth) if exact else _greedy(plain.around, k, worth)
    chosen, along = _in_order(plain.around, found, worth)
    nodes = order[chosen]
    values = tuple(value / n for value in along)
    return KeyPlayers(names_of(network, nodes), tuple(nodes.tolist()), 0.0, values, exact)


def _worth(n: int, steps: int | None) -> np.ndarray:
    """What an actor counts at each distance from the set; further away it counts nothing."""
    if steps is not None:
        return np.ones(min(steps, n) + 1)
    return 1.0 / np.maximum(np.arange(n + 1), 1)


def _best_of_all(network: Network, k: int, worth: np.ndarray) -> list[int]:
    """The set with the greatest value; the first in order among equals."""
    n = len(network)
    far = np.minimum(np.array(network.igraph.distances(), dtype=float), len(worth)).astype(np.int64)
    value = np.append(worth, 0.0)[far]
    best, chosen, sets = -1.0, list[int](), combinations(range(n), k)
    rows = max(_AT_ONCE // (n * k), 1)
    while block := list(islice(sets, rows)):
        tried = np.fromiter(chain.from_iterable(block), dtype=np.int64).reshape(-1, k)
        reached = value[tried].max(axis=1).sum(axis=1)
        first = int(np.argmax(reached))
        if reached[first] > best * (1 + 1e-12):  # sums of the same terms in another order are equal
            best, chosen = float(reached[first]), tried[first].tolist()
    return chosen


def _greedy(rows: Rows, k: int, worth: np.ndarray) -> list[int]:
    alone = gain_of_each(rows.starts, rows.nodes, worth)
    order = np.argsort(-alone, kind="stable")
    chosen: list[int] = []
    for _ in range(k):
        near, _ = _near(rows, chosen, worth)
        chosen.append(int(best_addition(rows.starts, rows.nodes, near, worth, alone, order)))
    best = _near(rows, chosen, worth)[1]
    for _ in range(ROUNDS):
        before = best
        for place in range(k):
            others = [*chosen[:place], *chosen[place + 1 :]]
            near, _ = _near(rows, others, worth)
            other = int(best_addition(rows.starts, rows.nodes, near, worth, alone, order))
            reached = _near(rows, [*others, other], worth)[1]
            if reached > best * (1 + 1e-12):
                best, chosen[place] = reached, other
        if best == before:
            break
    return chosen


def _near(rows: Rows, chosen: list[int], worth: np.ndarray) -> tuple[np.ndarray, float]:
    """Distance of each node to the nearest of the set, and the sum of what the nodes count."""
    near = np.full(len(rows.starts) - 1, len(worth), dtype=np.int64)
    for one in chosen:
        bring_near(one, rows.starts, rows.nodes, near)
    return near, float(np.append(worth, 0.0)[near].sum())


def _in_order(rows: Rows, found: list[int], worth: np.ndarray) -> tuple[list[int], list[float]]:
    """The set, the greatest gain first, and its value with one, two, … of it."""
    chosen, waiting, along = list[int](), sorted(found), list[float]()
    while waiting:
        values = [_near(rows, [*chosen, one], worth)[1] for one in waiting]
        at = int(np.argmax(values))
        along.append(values[at])
        chosen.append(waiting.pop(at))
    return chosen, along


def _best_reach(network: Network) -> float:
    return key_players_pos(network, 1).after if len(network) else UNSAID


_REACH: Final = (
    "Borgatti 2006, CMOT 12: 21–34; KPP-Pos with k = 1, 2-reach, itself counted; direction ignored"
)

MEASURES: Final = (
    Measure(
        Spec("best_reach", Level.NETWORK, 0, 1, _REACH, cost=Cost.WEDGES, single=1.0),
        lambda case: _best_reach(flat(case)),
    ),
)
