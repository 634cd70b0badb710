"""How many of the shortest ways between actors of different sides pass through a set of actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.compiling import compiled

if TYPE_CHECKING:
    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts

_LARGE, _SMALL = 2.0**500, 2.0**-500
"""Numbers of ways above the first are all made smaller by the second: only their ratio is used."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Shortest ways between actors of different sides, and the share of them through a set of actors."""

    names: tuple[str, ...]
    """The sides."""
    through: np.ndarray
    """For each two sides, the sum over their pairs of the share of the pair's shortest ways that pass
    through the set, shape (sides, sides), symmetric; zero for a side and itself, which is not looked at."""
    pairs: np.ndarray
    """For each two sides, how many pairs have a way, shape (sides, sides), symmetric."""

    @property
    def n(self) -> int:
        """How many pairs of actors of different sides have a way to each other."""
        return int(self.pairs.sum()) // 2

    @property
    def share(self) -> float:
        """Mean share over all those pairs, 0–1; nan where no pair has a way."""
        return float(self.through.sum()) / 2 / self.n if self.n else float("nan")

    def between(self, one: str, other: str) -> float:
        """Mean share over the pairs of two sides, 0–1; nan where none of them has a way."""
        place = self.names.index(one), self.names.index(other)
        n = int(self.pairs[place])
        return float(self.through[place]) / n if n else float("nan")


def ways_through(network: Network, sides: Parts, through: np.ndarray) -> Ways:
    """Count the shortest ways between actors of different sides that pass through a set of actors.

    For each pair of actors outside the set, of different sides and with a way to each other, the share of
    the pair's shortest ways (all of them, counted exactly) on which somebody of the set stands. Pairs weigh
    the same, however many ways they have: a pair with a thousand equally short ways is still one pair. It
    is the betweenness of a group (Everett and Borgatti 1999, *The centrality of groups and classes*, Journal
    of Mathematical Sociology 23, 181–201), limited to pairs across sides. Direct neighbours have one way,
    past the set. Strength and direction do not count.

    Parameters
    ----------
    network
        Where the ways are; n · m steps.
    sides
        Side of each actor. An actor of unknown side is no end of a pair, and may stand on a way.
    through
        The set, a mask of shape (n,). Its members are no ends.
    """
    rows, n = network.around, len(sides.names)
    shares, pairs = _across(rows.starts, rows.nodes, sides.of, np.asarray(through, dtype=np.bool_), n)
    # each pair was seen from both ends; rounding may differ between the two
    return Ways(sides.names, (shares + shares.T) / 2, pairs)


@compiled
def _across(
    starts: np.ndarray, nodes: np.ndarray, part: np.ndarray, through: np.ndarray, parts: int
) -> tuple[np.ndarray, np.ndarray]:
    n = len(part)
    shares, pairs = np.zeros((parts, parts)), np.zeros((parts, parts), dtype=np.int64)
    depth, order = np.full(n, -1, dtype=np.int64), np.empty(n, dtype=np.int64)
    ways, past = np.empty(n), np.empty(n)
    for source in range(n):
        if part[source] < 0 or through[source]:
            continue
        seen = _spread(source, starts, nodes, through, depth, order, ways, past)
        for at in range(seen):
            other = order[at]
            depth[other] = -1
            if part[other] >= 0 and part[other] != part[source] and not through[other]:
                pairs[part[source], part[other]] += 1
                shares[part[source], part[other]] += 1.0 - past[other] / ways[other]
    return shares, pairs


@compiled
def _spread(
    source: int, starts: np.ndarray, nodes: np.ndarray, through: np.ndarray, depth: np.ndarray,
    order: np.ndarray, ways: np.ndarray, past: np.ndarray,
) -> int:  # fmt: skip
    """Shortest ways from *source* to everybody, and those of them past the set; how many were reached."""
    depth[source], ways[source], past[source], order[0] = 0, 1.0, 1.0, source
    first, seen = 0, 1
    while first < seen:
        last = seen
        for at in range(first, last):
            node = order[at]
            for other in nodes[starts[node] : starts[node + 1]]:
                if depth[other] < 0:
                    depth[other], ways[other], past[other] = depth[node] + 1, 0.0, 0.0
                    order[seen] = other
                    seen += 1
                if depth[other] == depth[node] + 1:
                    ways[other] += ways[node]
                    past[other] += 0.0 if through[node] else past[node]
        _shrink(order[last:seen], ways, past)
        first = last
    return seen


@compiled
def _shrink(reached: np.ndarray, ways: np.ndarray, past: np.ndarray) -> None:
    """Keep the numbers of ways of one distance within what a float holds; a power of two loses nothing."""
    largest = 0.0
    for node in reached:
        largest = max(largest, ways[node])
    if largest > _LARGE:
        for node in reached:
            ways[node] *= _SMALL
            past[node] *= _SMALL
