"""What can be said of an actor from its own ties, and from how many of its neighbours have many."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.compiling import compiled
from matchmaker.measures.spec import Direction, Level, Measure, Spec, Weight

if TYPE_CHECKING:
    from matchmaker.network.network import Network


def degree(network: Network) -> np.ndarray:
    """Number of others each actor has ties with, in either direction, shape (n,); 0 … n − 1.

    An actor without ties has 0. Several ties of one pair count once. Source: Freeman (1978).
    """
    return network.degree.astype(float)


def in_degree(network: Network) -> np.ndarray:
    """Number of others with a tie to each actor, shape (n,); 0 … n − 1.

    Where ties have no direction it is the degree. Source: Wasserman & Faust (1994), 5.3.
    """
    return network.into.counts.astype(float)


def out_degree(network: Network) -> np.ndarray:
    """Number of others that each actor has a tie to, shape (n,); 0 … n − 1.

    Where ties have no direction it is the degree. Source: Wasserman & Faust (1994), 5.3.
    """
    return network.out.counts.astype(float)


def strength(network: Network) -> np.ndarray:
    """Sum of the strengths of each actor's ties, in either direction, shape (n,); ≥ 0.

    An actor without ties has 0. Source: Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004).
    """
    rows = network.around
    owners = np.repeat(np.arange(len(network)), rows.counts)
    return np.bincount(owners, weights=rows.strength, minlength=len(network)).astype(float)


def core_number(network: Network) -> np.ndarray:
    """Greatest k such that the actor is in a group where each has ties with at least k of the group.

    Shape (n,); whole numbers 0 … n − 1, 0 for an actor without ties. Direction and strength are left out.
    Source: Seidman (1983), by the algorithm of Batagelj & Zaveršnik (2003).
    """
    return _peel(network.around.starts, network.around.nodes).astype(float)


@compiled
def _peel(starts: np.ndarray, nodes: np.ndarray) -> np.ndarray:
    """Take away the node with fewest ties left, again and again; what it had left is its core number."""
    n = len(starts) - 1
    left = starts[1:] - starts[:-1]
    begin = np.zeros(n + 2, np.int64)  # where the nodes with so many ties left begin in the queue
    for node in range(n):
        begin[left[node] + 1] += 1
    for k in range(n + 1):
        begin[k + 1] += begin[k]
    free, place, queue = begin.copy(), np.empty(n, np.int64), np.empty(n, np.int64)
    for node in range(n):
        place[node] = free[left[node]]
        queue[place[node]] = node
        free[left[node]] += 1
    for spot in range(n):
        node = queue[spot]
        for k in range(starts[node], starts[node + 1]):
            other = nodes[k]
            if left[other] > left[node]:
                front = begin[left[other]]  # change places with the first of its kind, then move the border
                first = queue[front]
                queue[front], queue[place[other]] = other, first
                place[first], place[other] = place[other], front
                begin[left[other]] += 1
                left[other] -= 1
    return left


MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        Spec("degree", Level.ACTOR, 0, inf, "Freeman 1978", single=0, isolate=0),
        lambda case: degree(case.network),
    ),
    Measure(
        Spec(
            "in_degree", Level.ACTOR, 0, inf, "Wasserman & Faust 1994, 5.3", direction=Direction.FOLLOWED,
            single=0, isolate=0,
        ),
        lambda case: in_degree(case.network),
    ),
    Measure(
        Spec(
            "out_degree", Level.ACTOR, 0, inf, "Wasserman & Faust 1994, 5.3", direction=Direction.FOLLOWED,
            single=0, isolate=0,
        ),
        lambda case: out_degree(case.network),
    ),
    Measure(
        Spec(
            "strength", Level.ACTOR, 0, inf, "Barrat, Barthélemy, Pastor-Satorras & Vespignani 2004",
            weight=Weight.STRENGTH, single=0, isolate=0,
        ),
        lambda case: strength(case.network),
    ),
    Measure(
        Spec(
            "core_number", Level.ACTOR, 0, inf, "Seidman 1983; Batagelj & Zaveršnik 2003",
            single=0, isolate=0,
        ),
        lambda case: core_number(case.network),
    ),
)  # fmt: skip
