"""A core that everybody is tied to and a periphery without ties of its own (Borgatti & Everett 1999)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.compiling import compiled
from matchmaker.measures.canonical import in_canonical_order
from matchmaker.measures.cohesion import flat
from matchmaker.measures.spec import UNSAID, Cost, Level, Measure, Spec

if TYPE_CHECKING:
    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network

EXACT: Final = 16
"""Up to so many actors every core is tried."""
STARTS: Final = 6
"""Sizes of core from which the search begins, the best by degree and the best by ties taken up."""
MOVES: Final = 2_000
"""Most moves of the search from each start; in a large network as many as :data:`WORK` allows."""
WORK: Final = 10_000_000
"""Moves × (actors + ties) from each start, at most."""


@dataclass(frozen=True, slots=True)
class CorePeriphery:
    """The best division found into a core and a periphery."""

    core: np.ndarray
    """Whether each actor is in the core, shape (n,), bool. Of actors that nothing tells apart some may be in
    and some out: equally good cores are chosen among by order."""
    fit: float
    """Correlation of the ties with the pattern, 0 … 1; unsaid where there is none."""
    exact: bool
    """Whether every core was tried; otherwise there may be a better one."""


def core_periphery(network: Network) -> CorePeriphery:
    """Divide the actors so that ties correlate best with the pattern of a core and its periphery.

    The pattern: two actors are tied when at least one is in the core (Borgatti & Everett's eq. 1–2). The
    value is Pearson's correlation of ties and pattern over all pairs; 1 is a perfect star, or a clique with
    satellites tied to all of it. Direction and strength are ignored. There are at least one in the core and
    two outside. Up to :data:`EXACT` actors every core is tried; otherwise a search that moves or swaps
    one actor at a time, from the first by degree and those who take up most ties one by one.

    Nothing can be said (``fit`` is nan, nobody is in the core) below three actors, without ties, and where
    everybody is tied to everybody.
    """
    n, m = len(network), len(network.undirected().tail)
    core = np.zeros(n, dtype=bool)
    if n < 3 or m in (0, n * (n - 1) // 2):
        return CorePeriphery(core, UNSAID, exact=True)
    plain, order = in_canonical_order(network)
    found = _try_all(plain) if n <= EXACT else _search(plain)
    core[order] = found
    covered = int(np.count_nonzero(found[plain.tail] | found[plain.head]))
    return CorePeriphery(core, float(_fit(n, m, found.sum(), covered)), n <= EXACT)


def _fit(n: int, m: int, size: np.ndarray | int, covered: np.ndarray | int) -> np.ndarray:
    """Correlation of *m* ties with the pattern of a core of a *size* that has *covered* ties at an end."""
    pairs, outside = n * (n - 1) / 2, n - np.asarray(size, dtype=float)
    ones = pairs - outside * (outside - 1) / 2
    return (pairs * covered - m * ones) / np.sqrt(m * (pairs - m) * ones * (pairs - ones))


def _try_all(network: Network) -> np.ndarray:
    """The best core of all; the smaller, then the first, among equals."""
    n = len(network)
    beside = np.zeros(n, dtype=np.int64)
    np.bitwise_or.at(beside, network.tail, 1 << network.head)
    np.bitwise_or.at(beside, network.head, 1 << network.tail)
    most, which = most_covered(beside)
    sizes = np.arange(1, n - 1)
    fit = _fit(n, len(network.tail), sizes, most[1 : n - 1])
    best = which[1 + int(np.argmax(np.round(fit, 12)))]
    found: np.ndarray = (best >> np.arange(n)) & 1 == 1
    return found


@compiled
def most_covered(beside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each size of core the most ties that have an end in one, and that core as bits; shape (n + 1,).

    *beside* has the neighbours of each node as bits. Every set of nodes is looked at, each made from the one
    before by one node's joining or leaving (Gray's code).
    """
    n = len(beside)
    most = np.full(n + 1, -1, dtype=np.int64)
    which = np.zeros(n + 1, dtype=np.int64)
    most[0] = 0
    core, size, covered = 0, 0, 0
    for step in range(1, 1 << n):
        node = 0
        while not (step >> node) & 1:
            node += 1
        core ^= 1 << node
        outside, fresh = beside[node] & ~core, 0
        while outside:
            outside &= outside - 1
            fresh += 1
        joins = (core >> node) & 1
        size += 1 if joins else -1
        covered += fresh if joins else -fresh
        if covered > most[size] or (covered == most[size] and core < which[size]):
            most[size], which[size] = covered, core
    return most, which


@compiled
def by_new_ties(starts: np.ndarray, nodes: np.ndarray) -> np.ndarray:
    """The nodes, shape (n,), each time one with most ties to those not yet taken."""
    n = len(starts) - 1
    fresh = starts[1:] - starts[:-1]
    top = 0 if n == 0 else fresh.max()
    first = np.full(top + 1, -1, dtype=np.int64)  # first node of those that had so many when last seen
    after = np.full(n, -1, dtype=np.int64)
    for node in range(n - 1, -1, -1):
        after[node] = first[fresh[node]]
        first[fresh[node]] = node
    order, taken = np.empty(n, dtype=np.int64), 0
    for most in range(top, -1, -1):
        while first[most] >= 0:
            node = first[most]
            first[most] = after[node]
            if fresh[node] < most:
                after[node] = first[fresh[node]]
                first[fresh[node]] = node
                continue
            order[taken] = node
            taken += 1
            fresh[node] = -1
            for at in range(starts[node], starts[node + 1]):
                if fresh[nodes[at]] > 0:
                    fresh[nodes[at]] -= 1
    return order


def _search(network: Network) -> np.ndarray:
    """The best core found from the first by degree and by new ties, by the moves that improve it most."""
    n = len(network)
    by_degree = np.argsort(-network.degree, kind="stable")
    best, chosen = -np.inf, np.zeros(n, dtype=bool)
    for order in (by_degree, by_new_ties(network.around.starts, network.around.nodes)):
        rank = np.empty(n, dtype=np.int64)
        rank[order] = np.arange(n)
        first = np.minimum(rank[network.tail], rank[network.head])
        covered = np.cumsum(np.bincount(first, minlength=n))
        fits = _fit(n, len(network.tail), np.arange(1, n - 1), covered[: n - 2])
        for size in 1 + np.argsort(-np.round(fits, 12), kind="stable")[:STARTS]:
            core = rank < size
            fit = _climb(network, core)
            if fit > best + 1e-12:
                best, chosen = fit, core
    return chosen


def _climb(network: Network, core: np.ndarray) -> float:
    """Change *core* in place by the best single joining, leaving or swap while there is one; its fit."""
    n, m, tail, head = len(network), len(network.tail), network.tail, network.head
    size, covered = int(core.sum()), int(np.count_nonzero(core[tail] | core[head]))
    fit = float(_fit(n, m, size, covered))
    for _ in range(min(MOVES, 1 + WORK // (n + m))):
        ends = np.concatenate([head[~core[tail]], tail[~core[head]]])
        outer = np.bincount(ends, minlength=n)  # ties of each to those outside
        joins = int(np.argmax(np.where(core, -1, outer)))
        leaves = int(np.argmin(np.where(core, outer, n)))
        swap, gain = _best_swap(network, core, outer, (joins, leaves))
        moves = [((joins,), size + 1, covered + outer[joins]), ((leaves,), size - 1, covered - outer[leaves]),
                 (swap, size, covered + gain)]  # fmt: skip
        values = [float(_fit(n, m, s, c)) if 0 < s < n - 1 else -np.inf for _, s, c in moves]
        at = int(np.argmax(np.round(values, 12)))
        if values[at] <= fit + 1e-12:
            break
        nodes, size, covered = moves[at]
        core[list(nodes)] ^= True
        fit = values[at]
    return fit


def _best_swap(
    network: Network, core: np.ndarray, outer: np.ndarray, apart: tuple[int, int]
) -> tuple[tuple[int, int], int]:
    """Who joins, who leaves, and how many more ties the core then has (one more where the two are tied)."""
    best = int(outer[apart[0]] - outer[apart[1]])
    mixed = core[network.tail] != core[network.head]
    tail, head = network.tail[mixed], network.head[mixed]
    if len(tail):
        joins, leaves = np.where(core[tail], head, tail), np.where(core[tail], tail, head)
        gains = outer[joins] - outer[leaves] + 1
        at = int(np.argmax(gains))
        if gains[at] > best:
            return (int(joins[at]), int(leaves[at])), int(gains[at])
    return apart, best


def _of_case(case: Case) -> CorePeriphery:
    return case.once("core_periphery", lambda: core_periphery(flat(case)))


_BE: Final = (
    "Borgatti & Everett 1999, Social Networks 21: 375–395; discrete, core tied to all; direction ignored"
)

MEASURES: Final = (
    Measure(
        Spec("core_periphery", Level.NETWORK, 0, 1, _BE, cost=Cost.STEPS), lambda case: _of_case(case).fit
    ),
)
