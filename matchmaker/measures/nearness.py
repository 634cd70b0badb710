"""Distances to a growing set of nodes, and what one more node would add (compiled breadth-first searches).

A search stops where the set is as near already: behind that node nothing gets nearer.
"""

from __future__ import annotations

import numpy as np

from matchmaker.kernel.compiling import compiled


@compiled
def _search(
    node: int, starts: np.ndarray, nodes: np.ndarray, near: np.ndarray, own: np.ndarray, queue: np.ndarray
) -> int:
    """Write into *own* the distance from *node* of all that it is nearer to than *near*; the number of them.

    They stand first in *queue*. *own* must be below 0 everywhere, and is again when the asker has undone it.
    """
    if near[node] == 0:
        return 0
    queue[0], own[node], last, at = node, 0, 1, 0
    while at < last:
        one = queue[at]
        at += 1
        step = own[one] + 1
        for place in range(starts[one], starts[one + 1]):
            other = nodes[place]
            if own[other] < 0 and step < near[other]:
                own[other] = step
                queue[last] = other
                last += 1
    return last


@compiled
def bring_near(node: int, starts: np.ndarray, nodes: np.ndarray, near: np.ndarray) -> None:
    """Let *node* join the set: lower *near* (shape (n,), int64; the limit where it is too far) in place."""
    own = np.full(len(near), -1, dtype=np.int64)
    queue = np.empty(len(near), dtype=np.int64)
    for at in range(_search(node, starts, nodes, near, own, queue)):
        near[queue[at]] = own[queue[at]]


@compiled
def _gain(
    node: int, starts: np.ndarray, nodes: np.ndarray, near: np.ndarray, worth: np.ndarray,
    own: np.ndarray, queue: np.ndarray,
) -> float:  # fmt: skip
    """What *node* adds to the sum of what the nodes count."""
    gain = 0.0
    for at in range(_search(node, starts, nodes, near, own, queue)):
        other = queue[at]
        gain += worth[own[other]]
        if near[other] < len(worth):
            gain -= worth[near[other]]
        own[other] = -1
    return gain


@compiled
def gain_of_each(starts: np.ndarray, nodes: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """What each node alone is worth, shape (n,); *worth* is what a node counts at each distance."""
    n = len(starts) - 1
    near = np.full(n, len(worth), dtype=np.int64)
    own = np.full(n, -1, dtype=np.int64)
    queue = np.empty(n, dtype=np.int64)
    found = np.empty(n)
    for node in range(n):
        found[node] = _gain(node, starts, nodes, near, worth, own, queue)
    return found


@compiled
def best_addition(
    starts: np.ndarray, nodes: np.ndarray, near: np.ndarray, worth: np.ndarray, alone: np.ndarray,
    order: np.ndarray,
) -> int:  # fmt: skip
    """The node outside the set that adds most; the first in *order* among equals.

    *alone* is what each is worth alone, which it never exceeds; *order* is by that, the greatest first.
    """
    own = np.full(len(near), -1, dtype=np.int64)
    queue = np.empty(len(near), dtype=np.int64)
    best, chosen = -1.0, -1
    for node in order:
        if alone[node] <= best:
            break
        if near[node] != 0:
            gain = _gain(node, starts, nodes, near, worth, own, queue)
            if gain > best:
                best, chosen = gain, node
    return chosen
