"""Betweenness where the network is too large for all pairs: from so many ways that the error is bounded."""

from __future__ import annotations

from math import ceil, floor, log, log2
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.chance import new_state
from matchmaker.kernel.errors import InputError
from matchmaker.measures.position_sampling import draw_many, longest, new_side

if TYPE_CHECKING:
    from matchmaker.network.network import Network


def sample_size(longest_way: int, epsilon: float, delta: float) -> int:
    """How many ways must be drawn so that no actor's error is above *epsilon*, but with chance *delta*.

    ⌈(0.5 / ε²) (⌊log₂(V − 2)⌋ + 1 + ln(1 / δ))⌉, V the nodes of the longest of the shortest ways, or more;
    none where no way has anybody between its ends. Source: Riondato & Kornaropoulos, *Fast approximation of
    betweenness centrality through sampling*, DMKD 2016, theorem 1 and lemma 2, their constant 0.5.
    """
    if longest_way <= 2:
        return 0
    return ceil(0.5 / epsilon**2 * (floor(log2(longest_way - 2)) + 1 + log(1.0 / delta)))


def sampled_betweenness(
    network: Network, epsilon: float = 0.01, delta: float = 0.1, *, seed: int = 0
) -> np.ndarray:
    """Betweenness of every actor, all at once within ±ε with probability 1 − δ, shape (n,); 0 … 1.

    The same number as ``betweenness`` (divided by the pairs of others; strength left out; in a directed
    network along the ties), from shortest ways between pairs drawn with equal chance. The bound is on the
    error of a share, not of a rank: actors that differ by less than 2ε may change places. Fewer than three
    actors have 0. Which ways are drawn depends on the order of the actors; the bound does not.

    Parameters
    ----------
    network
        The network.
    epsilon
        Greatest error, above 0 and below 1.
    delta
        Chance that some actor's error is greater, above 0 and below 1.
    seed
        The same seed gives the same values everywhere.

    Raises
    ------
    InputError
        ``measure_error_bound`` where ε or δ is not between 0 and 1.
    """
    from scipy.sparse.csgraph import connected_components

    if not (0 < epsilon < 1 and 0 < delta < 1):
        raise InputError("measure_error_bound", {"epsilon": epsilon, "delta": delta})
    n = len(network)
    if n < 3:
        return np.zeros(n)
    _, piece = connected_components(network.around.matrix(), directed=False)
    away = (n - 2) / n  # pairs are drawn of all, and the answer is per pair of others
    count = sample_size(_longest_way(network, piece), epsilon * away, delta)
    if count == 0:
        return np.zeros(n)
    out, into = network.out, network.into
    ends = new_side(out.starts, out.nodes), new_side(into.starts, into.nodes)
    passed = draw_many(*ends, piece, count, new_state(seed, "sampled_betweenness"))
    return np.minimum(passed / (count * away), 1.0)


def _longest_way(network: Network, piece: np.ndarray) -> int:
    """At least as many nodes as any shortest way has; with direction no better is known than a component."""
    if network.directed:
        return int(np.bincount(piece).max())
    rows = network.around
    order = np.argsort(-rows.counts, kind="stable")
    return int(longest(rows.starts, rows.nodes, order))
