"""A Network: compact adjacency over the actors of a Register, built once and frozen.

Strength is not distance: the weights here are strengths, and a measure that needs distances asks for
them (:meth:`Network.distances`). Isolates are kept: every actor of the Register is a node.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import networkx as nx
    import pandas as pd

    from matchmaker.model.register import Register

COLLABORATION = frozenset(r.value for r, spec in v.RELATIONS.items() if spec.collaboration)
"""Relations that say two parties have worked together or can reach each other."""
EVERY_RELATION = frozenset(r.value for r in v.Relation)


@dataclass(frozen=True)
class Network:
    """An undirected weighted view of chosen relations, by integer code of the actor.

    Direction is kept in the Register; here two actors are neighbours when any chosen relation joins
    them, in either direction. On an empty Register every array is empty.
    """

    ids: pd.Index
    """Actor ids; node *i* is ``ids[i]``."""
    low: np.ndarray
    """Lesser node of each pair of neighbours, shape (m,)."""
    high: np.ndarray
    """Greater node of each pair, shape (m,)."""
    strength: np.ndarray
    """Sum of the strengths of the pair's ties, shape (m,), > 0."""
    starts: np.ndarray
    """Where each node's neighbours begin in ``neighbours``, shape (n + 1,)."""
    neighbours: np.ndarray
    """Neighbours of every node in turn, ascending, shape (2m,)."""
    relations: tuple[str, ...]
    """Which relations were taken in, sorted."""

    @classmethod
    def from_register(cls, register: Register, relations: Collection[str] = EVERY_RELATION) -> Network:
        """Build the network of the chosen relations; ties that have ended or not begun are included.

        Take ``register.at(day)`` first for the network of one day.
        """
        ties = register.frame("ties")
        ties = ties[ties["relation"].isin(list(relations))]
        tail = ties["tail"].cat.codes.to_numpy().astype(np.int64)
        head = ties["head"].cat.codes.to_numpy().astype(np.int64)
        n = len(register)
        key = np.minimum(tail, head) * max(n, 1) + np.maximum(tail, head)
        pairs, where = np.unique(key, return_inverse=True)
        strength = np.bincount(where, weights=ties["strength"].to_numpy(), minlength=len(pairs))
        low, high = pairs // max(n, 1), pairs % max(n, 1)
        ends = np.concatenate([low, high])
        others = np.concatenate([high, low])
        order = np.lexsort((others, ends))
        starts = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(ends, minlength=n), out=starts[1:])
        arrays = (low, high, strength, starts, others[order])
        for array in arrays:
            array.setflags(write=False)
        return cls(register.ids, *arrays, relations=tuple(sorted(relations)))

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def degree(self) -> np.ndarray:
        """Number of neighbours of each node, shape (n,)."""
        return np.diff(self.starts)

    def neighbours_of(self, node: int) -> np.ndarray:
        """Neighbours of one node, ascending."""
        return self.neighbours[self.starts[node] : self.starts[node + 1]]

    def isolates(self) -> np.ndarray:
        """Nodes with no registered tie of the chosen relations, ascending."""
        return np.flatnonzero(self.degree == 0)

    def distances(self) -> np.ndarray:
        """Length of each pair for measures of path: 1 / strength, shape (m,)."""
        return 1.0 / self.strength

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """Each pair of neighbours once, by id, with its strength."""
        for low, high, strength in zip(self.low, self.high, self.strength, strict=True):
            yield str(self.ids[low]), str(self.ids[high]), float(strength)

    def to_networkx(self) -> nx.Graph:
        """The same network for everybody else: nodes are ids; edges carry ``strength`` and ``distance``."""
        import networkx as nx

        graph = nx.Graph()
        graph.add_nodes_from(self.ids)
        graph.add_edges_from(
            (tail, head, {"strength": strength, "distance": 1.0 / strength})
            for tail, head, strength in self.pairs()
        )
        return graph
