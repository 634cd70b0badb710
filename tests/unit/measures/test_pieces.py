from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from matchmaker.kernel.rng import generator
from matchmaker.measures.pieces import GONE, pairs_lost, pairs_within, pieces
from matchmaker.network.network import Network


def drawn(seed: int) -> tuple[Network, np.ndarray]:
    rng = generator(seed, "pieces")
    n = int(rng.integers(1, 25))
    ties = rng.integers(0, n, (int(rng.integers(0, 2 * n)), 2))
    return Network.from_ties([f"a{one:02}" for one in range(n)], *ties.T), rng.random(n) < 0.3


def without(network: Network, gone: np.ndarray) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    graph.add_edges_from(zip(network.tail.tolist(), network.head.tolist(), strict=True))
    graph.remove_nodes_from(np.flatnonzero(gone).tolist())
    return graph


def test_a_chain_that_loses_its_middle() -> None:
    network = Network.from_ties("abcde", np.array([0, 1, 2, 3]), np.array([1, 2, 3, 4]))
    assert pieces(network).tolist() == [0] * 5
    gone = np.array([False, False, True, False, False])
    left = pieces(network, gone)
    assert left.tolist() == [0, 0, GONE, 3, 3]
    assert (pairs_within(pieces(network)), pairs_within(left)) == (10, 2)
    lost, now = pairs_lost(network)
    assert lost.tolist() == [0, 3, 4, 3, 0]
    assert now.tolist() == [6] * 5


def test_nobody() -> None:
    network = Network.from_ties([], np.array([]), np.array([]))
    assert pieces(network).tolist() == []
    assert pairs_within(pieces(network)) == 0


@pytest.mark.parametrize("seed", range(25))
def test_as_networkx_has_it(seed: int) -> None:
    network, gone = drawn(seed)
    found = pieces(network, gone)
    wanted = np.full(len(network), GONE)
    for component in nx.connected_components(without(network, gone)):
        wanted[list(component)] = min(component)
    assert found.tolist() == wanted.tolist()


@pytest.mark.parametrize("seed", range(25))
def test_leavers_one_by_one(seed: int) -> None:
    network, _ = drawn(seed)
    lost, now = pairs_lost(network)
    for node in range(len(network)):
        alone = np.arange(len(network)) == node
        after = pairs_within(pieces(network, alone))
        before = pairs_within(np.where(alone, GONE, pieces(network)))
        assert (int(lost[node]), int(now[node])) == (before - after, before)
