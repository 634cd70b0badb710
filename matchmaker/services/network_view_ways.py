"""From one actor: who is near, and the shortest ways to another. Direction is ignored; a step is a tie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from matchmaker.network.network import Network

MOST_WAYS: Final = 3
"""Ways that are told in words; the drawing holds the actors of all of them."""
FAR: Final = -1
"""Number of steps to who cannot be reached."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The shortest ways between two actors."""

    tail: str
    head: str
    steps: int | None
    """Ties on a shortest way; ``None`` where there is none."""
    count: int
    """How many shortest ways there are."""
    told: tuple[tuple[str, ...], ...]
    """Some of them as names in order, at most :data:`MOST_WAYS`; the first by the order of ids."""


def steps_from(network: Network, start: int, most: int | None = None) -> np.ndarray:
    """Steps from a node to every other, shape (n,), int64; :data:`FAR` beyond *most* or out of reach."""
    rows = network.around
    steps = np.full(len(network), FAR, dtype=np.int64)
    steps[start] = 0
    front, step = np.array([start]), 0
    while len(front) and (most is None or step < most):
        step += 1
        near = np.unique(np.concatenate([rows.of_node(int(node)) for node in front]))
        front = near[steps[near] == FAR]
        steps[front] = step
    return steps


def near(network: Network, start: int, most: int) -> np.ndarray:
    """Nodes within *most* steps of a node, itself among them, ascending."""
    found: np.ndarray = np.flatnonzero(steps_from(network, start, most) != FAR)
    return found


def shortest_ways(
    network: Network, start: int, end: int, names: np.ndarray
) -> tuple[Ways, np.ndarray, np.ndarray]:
    """Find the shortest ways between two nodes.

    Parameters
    ----------
    network
        The network.
    start, end
        The two nodes. From a node to itself there is one way, of no steps.
    names
        What each node is called, shape (n,).

    Returns
    -------
    Ways
        The ways, in words.
    numpy.ndarray
        Nodes on any of them, ascending; the two alone where there is none.
    numpy.ndarray
        How many steps from the start each of these is.
    """
    out, back = steps_from(network, start), steps_from(network, end)
    ends = str(names[start]), str(names[end])
    if out[end] == FAR:
        return Ways(*ends, None, 0, ()), np.unique([start, end]), np.unique([start, end]) * 0
    length = int(out[end])
    on = np.flatnonzero((out != FAR) & (back != FAR) & (out + back == length))
    onward = _onward(network, on, out)
    told = tuple(tuple(str(names[node]) for node in way) for way in _first_ways(start, end, onward))
    return Ways(*ends, length, _count(on, out, end, onward), told), on, out[on]


def _onward(network: Network, on: np.ndarray, out: np.ndarray) -> dict[int, list[int]]:
    """From each node on a way, where it goes on."""
    there = set(on.tolist())
    return {
        node: [
            int(other)
            for other in network.neighbours_of(node)
            if other in there and out[other] == out[node] + 1
        ]
        for node in on.tolist()
    }


def _count(on: np.ndarray, out: np.ndarray, end: int, onward: dict[int, list[int]]) -> int:
    ways = {end: 1}
    for node in sorted(on.tolist(), key=lambda one: -int(out[one])):
        if node != end:
            ways[node] = sum(ways[other] for other in onward[node])
    return ways[min(on.tolist(), key=lambda one: int(out[one]))]


def _first_ways(start: int, end: int, onward: dict[int, list[int]]) -> list[list[int]]:
    found: list[list[int]] = []
    waiting = [[start]]
    while waiting and len(found) < MOST_WAYS:
        way = waiting.pop()
        if way[-1] == end:
            found.append(way)
        else:
            waiting.extend([*way, other] for other in reversed(onward[way[-1]]))
    return found
