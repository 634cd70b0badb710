"""Compiled: the statistics of one small simple graph in one pass, for thousands of draws of it.

Neighbours are rows: those of node *i* are ``to[first[i]]`` … ``to[first[i + 1] - 1]``, in any order. Sums of
fractions are taken in the order of the rows.
"""

from __future__ import annotations

import numpy as np

from matchmaker.kernel.compiling import compiled

CROSS, E_I, ASSORTATIVITY, TRANSITIVITY, DEGREE, BETWEENNESS, STATISTICS = range(7)
"""Places of the statistics in a row of results, and how many they are."""


@compiled
def rows_of(n: int, tail: np.ndarray, head: np.ndarray, first: np.ndarray, to: np.ndarray) -> None:
    """Fill *first* (n + 1) and *to* (2m) with the neighbours of every node."""
    first[:] = 0
    for tie in range(len(tail)):
        first[tail[tie]] += 1
        first[head[tie]] += 1
    total = 0
    for node in range(n):
        total += first[node]
        first[node] = total
    first[n] = total
    for tie in range(len(tail) - 1, -1, -1):
        a, b = tail[tie], head[tie]
        first[a] -= 1
        to[first[a]] = b
        first[b] -= 1
        to[first[b]] = a


@compiled
def betweenness(first: np.ndarray, to: np.ndarray, found: np.ndarray) -> None:
    """Fill *found* with twice the number of pairs that each node lies between (Brandes 2001).

    With g(v) = (1 + dependency of v) / paths to v, what goes back over a tie is g alone: one sum per tie. The
    way outwards has no branch that would have to be guessed: it writes first and counts afterwards.
    """
    n = len(first) - 1
    step = np.empty(n, np.int32)
    paths = np.empty(n, np.float64)
    back = np.empty(n, np.float64)
    queue = np.empty(n + 1, np.uint32)
    nearer = np.empty(len(to) + 1, np.uint32)
    farther = np.empty(len(to) + 1, np.uint32)
    found[:] = 0.0
    for source in range(n):
        step[:] = n
        paths[:] = 0.0
        step[source], paths[source] = 0, 1.0
        queue[0], seen, read, ways = source, 1, 0, 0
        while read < seen:
            v = queue[read]
            read += 1
            beyond, paths_here = step[v] + 1, paths[v]
            for slot in range(first[v], first[v + 1]):
                w = to[slot]
                queue[seen] = w
                seen += step[w] == n
                step[w] = min(step[w], beyond)
                on_the_way = step[w] == beyond
                paths[w] += paths_here if on_the_way else 0.0
                nearer[ways], farther[ways] = v, w
                ways += on_the_way
        for place in range(seen):
            back[queue[place]] = 1.0 / paths[queue[place]]
        for way in range(ways - 1, -1, -1):
            back[nearer[way]] += back[farther[way]]
        for place in range(1, seen):
            v = queue[place]
            found[v] += paths[v] * back[v] - 1.0


@compiled
def mixing(first: np.ndarray, to: np.ndarray, side: np.ndarray, sides: int, row: np.ndarray) -> None:
    """Fill in what ties say of sides: across, E-I, assortativity; ties with an unknown end do not count."""
    ends = np.zeros(sides, np.int64)
    within, known = 0, 0
    for node in range(len(first) - 1):
        own = side[node]
        if own >= 0:
            for slot in range(first[node], first[node + 1]):
                other = side[to[slot]]
                if other >= 0:
                    known += 1
                    ends[own] += 1
                    within += own == other
    row[CROSS], row[E_I], row[ASSORTATIVITY] = np.nan, np.nan, np.nan
    if known == 0:
        return
    row[CROSS] = (known - within) / known
    row[E_I] = (known - 2 * within) / known
    expected = 0
    for part in range(sides):
        expected += ends[part] * ends[part]
    if expected < known * known:
        row[ASSORTATIVITY] = (known * within - expected) / (known * known - expected)


@compiled
def closing(first: np.ndarray, to: np.ndarray) -> float:
    """Return the share of pairs with a neighbour in common that are tied; nan without such a pair."""
    n = len(first) - 1
    mark = np.full(n, -1, np.int32)
    closed, pairs = 0, 0
    for node in range(n):
        degree = first[node + 1] - first[node]
        pairs += degree * (degree - 1)
        for slot in range(first[node], first[node + 1]):
            mark[to[slot]] = node
        for slot in range(first[node], first[node + 1]):
            near = to[slot]
            if near < node:  # each closed pair once from each of its three actors, twice counted here
                for far in range(first[near], first[near + 1]):
                    closed += to[far] < near and mark[to[far]] == node
    return 6.0 * closed / pairs if pairs else np.nan


@compiled
def statistics(
    first: np.ndarray, to: np.ndarray, side: np.ndarray, sides: int, held: np.ndarray, row: np.ndarray
) -> None:
    """Fill *row* with every statistic of one graph. *held* (n) is room for one number per node."""
    n = len(first) - 1
    mixing(first, to, side, sides, row)
    row[TRANSITIVITY] = closing(first, to)
    row[DEGREE], row[BETWEENNESS] = np.nan, np.nan
    if n < 3:
        return
    most, total = 0, 0
    for node in range(n):
        degree = first[node + 1] - first[node]
        most = max(most, degree)
        total += degree
    row[DEGREE] = (n * most - total) / ((n - 1) * (n - 2))
    betweenness(first, to, held)
    highest, lacking = held.max(), 0.0
    for node in range(n):
        lacking += highest - held[node]
    row[BETWEENNESS] = min(lacking / ((n - 1.0) ** 2 * (n - 2)), 1.0)
