"""Who stands between whom, in one pass over ties and one over triangles. Compiled.

Of a node's pairs (one in, one out) all are counted from numbers per part; the pairs that have each other are
then taken away triangle by triangle. No pair is looked at one by one, so that a node with 10⁵ ties costs no
more than its ties and triangles.
"""

from __future__ import annotations

import numpy as np

from matchmaker.kernel.compiling import compiled
from matchmaker.measures.position_triangles import upward

COORDINATOR, ITINERANT, REPRESENTATIVE, GATEKEEPER, LIAISON = range(5)
OUT, IN = 1, 2
"""Bits of a tie as its owner sees it: to the neighbour, from the neighbour."""


@compiled
def ways(starts: np.ndarray, nodes: np.ndarray, out_starts: np.ndarray, out_nodes: np.ndarray) -> np.ndarray:
    """Which ways each tie of each node goes; *out* has the same ties, those from their owner alone."""
    found = np.full(len(nodes), IN, np.uint8)
    for node in range(len(starts) - 1):
        k = starts[node]
        for spot in range(out_starts[node], out_starts[node + 1]):
            while nodes[k] != out_nodes[spot]:
                k += 1
            found[k] = OUT
    free = starts[:-1].copy()  # a row is read in order by the neighbours, who come in order too
    for node in range(len(starts) - 1):
        for k in range(starts[node], starts[node + 1]):
            back = free[nodes[k]]
            free[nodes[k]] += 1
            if nodes[k] > node and found[k] == OUT and found[back] == OUT:
                found[k], found[back] = OUT | IN, OUT | IN
    return found


@compiled
def role(first: int, own: int, last: int) -> int:
    """Role of a broker of part *own* between somebody of part *first* and somebody of part *last*."""
    if first == last:
        return COORDINATOR if own == first else ITINERANT
    if own == first:
        return REPRESENTATIVE
    return GATEKEEPER if own == last else LIAISON


@compiled
def pairs(
    starts: np.ndarray, nodes: np.ndarray, way: np.ndarray, part: np.ndarray, parts: int, count: np.ndarray
) -> None:
    """Add every pair that each node is between, with a tie of its own or not, to *count* (n, 5)."""
    into = np.zeros(parts, np.int64)
    for node in range(len(starts) - 1):
        own = part[node]
        if own < 0:
            continue
        total_in, out, own_out, both, same, within = 0, 0, 0, 0, 0, 0
        for k in range(starts[node], starts[node + 1]):
            other = part[nodes[k]]
            if other >= 0 and way[k] & IN:
                into[other] += 1
                total_in += 1
        for k in range(starts[node], starts[node + 1]):
            other = part[nodes[k]]
            if other >= 0 and way[k] & OUT:
                itself = (way[k] & IN) >> 1  # nobody is a pair with itself
                here = into[other] - itself
                both += itself
                out += 1
                own_out += other == own
                same += here
                within += here if other == own else 0
        own_in = into[own]
        for k in range(starts[node], starts[node + 1]):
            if part[nodes[k]] >= 0:
                into[part[nodes[k]]] = 0
        count[node, COORDINATOR] += within
        count[node, ITINERANT] += same - within
        count[node, REPRESENTATIVE] += own_in * (out - own_out)
        count[node, GATEKEEPER] += (total_in - own_in) * own_out
        across = total_in * out - both - same
        count[node, LIAISON] += across - own_in * (out - own_out) - (total_in - own_in) * own_out


@compiled
def take(
    count: np.ndarray, part: np.ndarray, v: int, x: int, y: int, vx: int, vy: int, xy: int
) -> None:  # fmt: skip
    """Take away what is closed of the two ordered pairs, x and y, that v may be between."""
    if vx & IN and vy & OUT and xy & OUT:
        count[v, role(part[x], part[v], part[y])] -= 1
    if vy & IN and vx & OUT and xy & IN:
        count[v, role(part[y], part[v], part[x])] -= 1


@compiled
def closed(
    starts: np.ndarray, nodes: np.ndarray, way: np.ndarray, part: np.ndarray, count: np.ndarray
) -> None:
    """Take the pairs that have a tie of their own away from *count* (n, 5), each triangle once."""
    _, up, borders = upward(starts, nodes)
    n = len(starts) - 1
    at = np.zeros(n, np.uint8)
    turned = np.array([0, 2, 1, 3], np.uint8)
    for a in range(n):
        if part[a] < 0:
            continue
        for spot in range(borders[a], borders[a + 1]):
            at[nodes[up[spot]]] = way[up[spot]]
        for spot in range(borders[a], borders[a + 1]):
            b, ab = nodes[up[spot]], way[up[spot]]
            for further in range(borders[b], borders[b + 1]):
                c, bc = nodes[up[further]], way[up[further]]
                ac = at[c]
                if ac == 0 or part[b] < 0 or part[c] < 0:
                    continue
                ba, cb, ca = turned[ab], turned[bc], turned[ac]
                take(count, part, a, b, c, ab, ac, bc)
                take(count, part, b, a, c, ba, bc, ac)
                take(count, part, c, a, b, ca, cb, ab)
        for spot in range(borders[a], borders[a + 1]):
            at[nodes[up[spot]]] = 0


@compiled
def open_pairs(
    starts: np.ndarray, nodes: np.ndarray, way: np.ndarray, part: np.ndarray, parts: int
) -> np.ndarray:
    """Pairs without a tie that each node stands between, by role, shape (n, 5)."""
    count = np.zeros((len(starts) - 1, 5), np.int64)
    pairs(starts, nodes, way, part, parts, count)
    closed(starts, nodes, way, part, count)
    return count
