"""One of the shortest ways between two nodes, drawn with equal chance: search from both ends. Compiled.

The search goes on from the end whose next round is the shorter, and stops when the two meet (Borassi &
Natale, *KADABRA is an adaptive algorithm for betweenness via random approximation*, JEA 2019): of a large
network it sees a small part.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matchmaker.kernel.chance import below, next_word
from matchmaker.kernel.compiling import compiled

_ELEVEN = np.uint64(11)


class Side(NamedTuple):
    """What the search from one end knows."""

    starts: np.ndarray
    nodes: np.ndarray
    """Where the ties lead, seen from this end; ``Rows``."""
    steps: np.ndarray
    """Steps from the end to each node, −1 where it has not been; shape (n,)."""
    ways: np.ndarray
    """How many shortest ways lead there, shape (n,)."""
    queue: np.ndarray
    """Nodes in the order in which they were reached."""


def new_side(starts: np.ndarray, nodes: np.ndarray) -> Side:
    """An end from which nothing has been searched."""
    n = len(starts) - 1
    return Side(starts, nodes, np.full(n, -1, np.int32), np.zeros(n), np.empty(n, np.int32))


@compiled
def go_on(side: Side, other: Side, begin: int, end: int) -> tuple[int, int, float]:
    """One round from the nodes begin … end − 1 of the queue.

    Gives the queue's new end, how many ties the next round has, and how many ways meet.
    """
    starts, nodes, steps, ways, queue = side
    new, ahead = end, 0
    step = steps[queue[begin]] + 1
    for spot in range(begin, end):
        node = queue[spot]
        for k in range(starts[node], starts[node + 1]):
            to = nodes[k]
            if steps[to] < 0:
                steps[to] = step
                queue[new] = to
                new += 1
                ahead += starts[to + 1] - starts[to]
                ways[to] = ways[node]
            elif steps[to] == step:
                ways[to] += ways[node]
    meeting = 0.0
    for spot in range(end, new):
        node = queue[spot]
        if other.steps[node] >= 0:
            meeting += ways[node] * other.ways[node]
    return new, ahead, meeting


@compiled
def share(state: np.ndarray) -> float:
    """Draw a number in 0 … 1, 1 left out."""
    return np.float64(next_word(state) >> _ELEVEN) * 2.0**-53


@compiled
def follow(back: Side, side: Side, node: int, state: np.ndarray, passed: np.ndarray) -> None:
    """Go back from a meeting point to the end, each way with equal chance; count whom it passes."""
    while side.steps[node] > 1:
        left = share(state) * side.ways[node]
        nearer, chosen = side.steps[node] - 1, -1
        for k in range(back.starts[node], back.starts[node + 1]):
            to = back.nodes[k]
            if side.steps[to] == nearer:
                chosen = to
                left -= side.ways[to]
                if left < 0.0:
                    break
        node = chosen
        passed[node] += 1


@compiled
def clear(side: Side, end: int) -> None:
    """Forget a search."""
    for spot in range(end):
        side.steps[side.queue[spot]] = -1


@compiled
def draw(a: Side, b: Side, source: int, target: int, state: np.ndarray, passed: np.ndarray) -> None:
    """Draw one shortest way between two different nodes and count whom it passes between its ends."""
    a.steps[source], a.ways[source], a.queue[0] = 0, 1.0, source
    b.steps[target], b.ways[target], b.queue[0] = 0, 1.0, target
    a_begin, b_begin, a_end, b_end, meeting = 0, 0, 1, 1, 0.0
    a_ahead, b_ahead = a.starts[source + 1] - a.starts[source], b.starts[target + 1] - b.starts[target]
    from_a = True
    while meeting == 0.0 and a_begin < a_end and b_begin < b_end:
        from_a = a_ahead <= b_ahead
        if from_a:
            begin, a_begin = a_begin, a_end
            a_end, a_ahead, meeting = go_on(a, b, begin, a_end)
        else:
            begin, b_begin = b_begin, b_end
            b_end, b_ahead, meeting = go_on(b, a, begin, b_end)
    if meeting > 0.0:
        near, far = (a, b) if from_a else (b, a)
        begin, end = (a_begin, a_end) if from_a else (b_begin, b_end)
        left, node = share(state) * meeting, -1
        for spot in range(begin, end):
            if far.steps[near.queue[spot]] >= 0:
                node = near.queue[spot]
                left -= near.ways[node] * far.ways[node]
                if left < 0.0:
                    break
        if node != source and node != target:
            passed[node] += 1
        follow(b, a, node, state, passed)
        follow(a, b, node, state, passed)
    clear(a, a_end)
    clear(b, b_end)


@compiled
def draw_many(a: Side, b: Side, piece: np.ndarray, count: int, state: np.ndarray) -> np.ndarray:
    """How many of *count* ways, each between two nodes drawn anew, pass each node; shape (n,)."""
    n = len(piece)
    passed = np.zeros(n, np.int64)
    for _ in range(count):
        source, target = below(state, n), below(state, n - 1)
        target += target >= source
        if piece[source] == piece[target]:
            draw(a, b, source, target, state, passed)
    return passed


@compiled
def longest(starts: np.ndarray, nodes: np.ndarray, order: np.ndarray) -> int:
    """At least as many nodes as any shortest way has: per component, the two farthest from one node."""
    n = len(starts) - 1
    steps, queue = np.full(n, -1, np.int32), np.empty(n, np.int32)
    most = min(n, 1)
    for root in order:
        if steps[root] >= 0:
            continue
        steps[root], queue[0], end, spot = 0, root, 1, 0
        while spot < end:
            node = queue[spot]
            spot += 1
            for k in range(starts[node], starts[node + 1]):
                if steps[nodes[k]] < 0:
                    steps[nodes[k]] = steps[node] + 1
                    queue[end] = nodes[k]
                    end += 1
        if end > 1:
            most = max(most, steps[queue[end - 1]] + steps[queue[end - 2]] + 1)
    return most
