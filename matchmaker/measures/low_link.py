"""What falls apart if one actor goes, for every actor in one pass over the ties (compiled).

Hopcroft and Tarjan's low-link numbers, with the sizes of the subtrees: an actor's subtree that has no way
past the actor is cut off when the actor goes (Hopcroft & Tarjan 1973, CACM 16: 372–378).
"""

from __future__ import annotations

import numpy as np

from matchmaker.kernel.compiling import compiled, inlined


@inlined
def _close(node: int, above: int, walk: np.ndarray, held: np.ndarray) -> None:
    """Hand what is known of a finished subtree to the node above it."""
    size = walk[2, node]
    walk[2, above] += size
    walk[1, above] = min(walk[1, above], walk[1, node])
    if walk[1, node] >= walk[0, above]:
        held[0, above] += size * (size - 1)
        held[1, above] += size


@inlined
def _next_child(node: int, starts: np.ndarray, nodes: np.ndarray, gone: np.ndarray, walk: np.ndarray) -> int:
    """The next neighbour that nobody has seen, or −1; ways back that are passed lower the low-link number."""
    end = starts[node + 1]
    at = walk[4, node]
    low = walk[1, node]
    child = -1
    while at < end and child < 0:
        other = nodes[at]
        at += 1
        if gone[other]:
            continue
        if walk[0, other] == 0:
            child = other
        elif walk[0, other] < low and other != walk[3, node]:
            low = walk[0, other]
    walk[4, node] = at
    walk[1, node] = low
    return child


@compiled
def left_without(starts: np.ndarray, nodes: np.ndarray, gone: np.ndarray) -> np.ndarray:
    """Ordered pairs that still share a component when one more node goes, shape (n + 1,), int64.

    Parameters
    ----------
    starts, nodes
        Neighbours of every node (``Rows``), direction ignored.
    gone
        Nodes that have gone already, shape (n,), bool; their value is that of nobody more going.

    Returns
    -------
    numpy.ndarray
        Item *i* is the number when node *i* goes; the last item when nobody does.
    """
    n = len(starts) - 1
    walk = np.zeros((5, n), dtype=np.int64)  # number (from 1), low-link, size, node above, place in its row
    held = np.zeros((2, n), dtype=np.int64)  # pairs within, and sizes of, the subtrees that are cut off
    order = np.empty(n, dtype=np.int64)
    saved = np.zeros(n + 1, dtype=np.int64)
    seen, total = 0, 0
    for root in range(n):
        if gone[root] or walk[0, root] != 0:
            continue
        first, node = seen, root
        walk[3, root] = -1
        while node >= 0:
            if walk[0, node] == 0:
                order[seen] = node
                seen += 1
                walk[0, node] = walk[1, node] = seen
                walk[2, node] = 1
                walk[4, node] = starts[node]
            child = _next_child(node, starts, nodes, gone, walk)
            if child >= 0:
                walk[3, child] = node
                node = child
                continue
            above = walk[3, node]
            if above >= 0:
                _close(node, above, walk, held)
            node = above
        size = seen - first
        total += size * (size - 1)
        for at in range(first, seen):
            one = order[at]
            rest = size - 1 - held[1, one]
            saved[one] = size * (size - 1) - held[0, one] - rest * (rest - 1)
    return total - saved
