"""Ties that alone hold parts of a network together, and how much hangs on each.

A tie to somebody who has no other tie parts nobody else and is not among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.cohesion_cuts import is_bridge

if TYPE_CHECKING:
    from matchmaker.network.network import Network
    from matchmaker.services.network_view_basis import Basis

LEAST_PART: Final = 2
"""Actors on the lesser side of a tie for it to hold parts together."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """One tie without which two parts have no way to each other."""

    tail: str
    head: str
    tail_name: str | None
    """Name of a body; ``None`` for a private person, who is never named for it."""
    head_name: str | None
    smaller: int
    """Actors on the lesser of the two sides."""


def find_bridges(basis: Basis) -> tuple[Bridge, ...]:
    """Find the ties of a whole network that alone hold parts together, by the names and ids of their ends."""
    network = basis.network
    ties = np.flatnonzero(is_bridge(network)) if len(network.tail) else np.empty(0, dtype=np.int64)
    smaller = _smaller_sides(network, ties)
    kept = [(int(tie), int(size)) for tie, size in zip(ties, smaller, strict=True) if size >= LEAST_PART]
    found = [_told(basis, int(network.tail[tie]), int(network.head[tie]), size) for tie, size in kept]
    return tuple(sorted(found, key=lambda o: (o.tail_name or "", o.head_name or "", o.tail, o.head)))


def _told(basis: Basis, tail: int, head: int, smaller: int) -> Bridge:
    def name(node: int) -> str | None:
        return None if basis.register.persons[node] else str(basis.names[node])

    ids = basis.network.ids
    return Bridge(str(ids[tail]), str(ids[head]), name(tail), name(head), smaller)


def _smaller_sides(network: Network, ties: np.ndarray) -> np.ndarray:
    """Size of the lesser side of each of the ties, shape (k,).

    Without them the network falls into pieces that they join to trees; a tree is summed from its leaves.
    """
    import igraph

    graph = network.igraph.copy()
    graph.delete_edges(ties.tolist())
    pieces = graph.connected_components()
    piece = np.array(pieces.membership, dtype=np.int64)
    weight = np.array(pieces.sizes(), dtype=np.int64)
    ends = np.column_stack([piece[network.tail[ties]], piece[network.head[ties]]])
    forest = igraph.Graph(n=len(weight), edges=ends)
    tree = np.array(forest.connected_components().membership, dtype=np.int64)
    whole = np.bincount(tree, weights=weight).astype(np.int64)
    below = weight.copy()
    above = np.full(len(weight), -1, dtype=np.int64)
    for node, parent in reversed(_from_roots(forest.get_adjlist())):
        above[node] = parent
        if parent >= 0:
            below[parent] += below[node]
    lower = np.where(above[ends[:, 0]] == ends[:, 1], ends[:, 0], ends[:, 1])
    side = below[lower]
    found: np.ndarray = np.minimum(side, whole[tree[lower]] - side)
    return found


def _from_roots(next_to: list[list[int]]) -> list[tuple[int, int]]:
    """Every node of a forest with the node above it (−1 for a root), each tree from its root outwards."""
    found: list[tuple[int, int]] = []
    seen = [False] * len(next_to)
    for root in range(len(next_to)):
        waiting = [] if seen[root] else [(root, -1)]
        while waiting:
            node, parent = waiting.pop()
            seen[node] = True
            found.append((node, parent))
            waiting.extend((other, node) for other in next_to[node] if other != parent)
    return found
