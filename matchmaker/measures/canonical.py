"""An order of the actors that depends on the ties alone, so that a search finds the same under other names.

Searches (communities, core and periphery, key players) go through the actors in some order, and among equals
the first is taken. In this order two networks that differ in names only are the very same arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.network.network import Network

if TYPE_CHECKING:
    import igraph

MOST: Final = 1_000
"""Above this many actors the order is that of the ids: a canonical order may take long."""


def canonical_order(network: Network) -> np.ndarray:
    """The nodes in an order that does not depend on their names, shape (n,), int64; direction ignored.

    Nodes that nothing tells apart (there is a renaming of the network that leaves it as it is and swaps
    them) stand in the order of their codes. Above :data:`MOST` nodes it is the order of the codes alone.
    """
    n = len(network)
    if n > MOST:
        return np.arange(n)
    if not n:
        return np.zeros(0, dtype=np.int64)
    twins = _twins(network)
    first, size = np.unique(np.abs(twins), return_counts=True)
    tied = np.isin(-first, twins)  # whether twins are tied to each other is part of what they are
    graph: igraph.Graph = network.undirected().igraph.induced_subgraph((first - 1).tolist())
    graph.vs["at"] = range(len(first))
    # asked of the permuted graph: igraph 1.0 turned round what the permutation itself means
    found = graph.permute_vertices(graph.canonical_permutation(color=(2 * size + tied).tolist())).vs["at"]
    place = np.empty(len(first), dtype=np.int64)
    place[found] = np.arange(len(first))
    of_node = place[np.searchsorted(first, np.abs(twins))]
    return np.lexsort((np.arange(n), of_node))


def in_canonical_order(network: Network) -> tuple[Network, np.ndarray]:
    """The network without direction, with its nodes in the canonical order, and the order itself."""
    order = canonical_order(network)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    plain = network.undirected()
    return Network.from_ties(network.ids[order], place[plain.tail], place[plain.head]), order


def _twins(network: Network) -> np.ndarray:
    """For each node the first one that nothing but its name tells apart, counted from 1, shape (n,).

    Twins have the same neighbours; or, tied to each other, the same neighbours besides: then the number is
    negative. The engine is slow where there are many.
    """
    n, around = len(network), network.around
    open_rows, closed_rows = dict[bytes, int](), dict[bytes, int]()
    rows = [around.of_node(node) for node in range(n)]
    apart = [open_rows.setdefault(row.tobytes(), node) for node, row in enumerate(rows)]
    with_self = [np.sort(np.append(row, np.int32(node))).tobytes() for node, row in enumerate(rows)]
    tied = [closed_rows.setdefault(row, node) for node, row in enumerate(with_self)]
    many = np.bincount(tied, minlength=n)[tied] > 1  # nobody has twins of both kinds
    return np.where(many, -1 - np.array(tied), 1 + np.array(apart))
