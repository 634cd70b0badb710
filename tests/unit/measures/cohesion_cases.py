"""Networks for the tests of cohesion: drawn ones, and every small graph there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.network.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterator


def drawn(seed: int, most: int = 24) -> Network:
    """A network of a few actors, often in several components."""
    rng = generator(seed, "cohesion")
    n = int(rng.integers(1, most + 1))
    ties = rng.integers(0, n, (int(rng.integers(0, 2 * n)), 2))
    return Network.from_ties([f"a{one:03}" for one in range(n)], *ties.T)


def renamed(network: Network, seed: int) -> Network:
    """The same ties under other names, in another order."""
    place = generator(seed, "renamed").permutation(len(network))
    return Network.from_ties(network.ids, place[network.head], place[network.tail])


def plain(network: Network) -> nx.Graph:
    """The same for networkx, nodes by code."""
    graph = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    graph.add_edges_from(zip(network.tail.tolist(), network.head.tolist(), strict=True))
    return graph


def every_small(most: int = 6) -> Iterator[Network]:
    """Every graph of up to *most* nodes (networkx's atlas has them up to 7), besides those without nodes."""
    for graph in nx.graph_atlas_g():
        if 0 < len(graph) <= most:
            yield Network.from_networkx(graph)


def of(*ties: str, more: str = "") -> Network:
    """A network of ties such as ``"ab"``; *more* are actors without ties."""
    names = sorted({*"".join(ties), *more})
    ends = np.array([[names.index(a), names.index(b)] for a, b in ties]).reshape(-1, 2)
    return Network.from_ties(names, *ends.T)
