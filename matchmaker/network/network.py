"""A Network: compact adjacency over the actors of a Register, built once and frozen.

Strength is not distance: the weights here are strengths, and a measure that needs distances asks for
them (:meth:`Network.distances`). Isolates are kept: every actor of the Register is a node.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from matchmaker.model import vocabulary as v
from matchmaker.network.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import igraph
    import networkx as nx

    from matchmaker.model.register import Register

COLLABORATION = frozenset(r.value for r, spec in v.RELATIONS.items() if spec.collaboration)
"""Relations that say two parties have worked together or can reach each other."""
EVERY_RELATION = frozenset(r.value for r in v.Relation)


@dataclass(frozen=True)
class Network:
    """A weighted network of chosen relations, by integer code of the actor; undirected unless said otherwise.

    In an undirected network two actors are neighbours when any chosen relation joins them, in either
    direction. Several ties of one pair are one, as strong as all of them together; a tie of somebody with
    themselves is left out. On an empty Register every array is empty.
    """

    ids: pd.Index
    """Actor ids; node *i* is ``ids[i]``."""
    tail: np.ndarray
    """Node each tie goes from, shape (m,); in an undirected network the lesser of the two."""
    head: np.ndarray
    """Node each tie goes to, shape (m,). Ties are ordered by tail, then head."""
    strength: np.ndarray
    """Sum of the strengths of the pair's ties, shape (m,), > 0."""
    directed: bool = False
    """Whether *a* to *b* and *b* to *a* are two ties."""
    relations: tuple[str, ...] = ()
    """Which relations were taken in, sorted; empty where the ties came from elsewhere."""

    @classmethod
    def from_register(
        cls, register: Register, relations: Collection[str] = EVERY_RELATION, *, directed: bool = False
    ) -> Network:
        """Build the network of the chosen relations; ties that have ended or not begun are included.

        Take ``register.at(day)`` first for the network of one day. In a directed network a tie that goes
        both ways is two.
        """
        ties = register.frame("ties")
        ties = ties[ties["relation"].isin(list(relations))]
        tail, head = (ties[end].cat.codes.to_numpy().astype(np.int64) for end in ("tail", "head"))
        strength = ties["strength"].to_numpy(dtype=float)
        if directed:
            both = ties["symmetric"].to_numpy(dtype=bool)
            tail, head = np.concatenate([tail, head[both]]), np.concatenate([head, tail[both]])
            strength = np.concatenate([strength, strength[both]])
        named = tuple(sorted(relations))
        return cls.from_ties(register.ids, tail, head, strength, directed=directed, relations=named)

    @classmethod
    def from_ties(
        cls, ids: Sequence[str] | pd.Index, tail: np.ndarray, head: np.ndarray,
        strength: np.ndarray | None = None, *, directed: bool = False, relations: tuple[str, ...] = (),
    ) -> Network:  # fmt: skip
        """Build a network from pairs of nodes.

        Parameters
        ----------
        ids
            Name of each node.
        tail, head
            Nodes, 0 … n − 1, shape (k,); pairs may come twice and in any order.
        strength
            Strength of each, > 0, shape (k,); 1 each where nothing is given.
        directed
            Whether direction counts.
        relations
            What the ties are.
        """
        index = ids if isinstance(ids, pd.Index) else pd.Index(list(ids), dtype=object)
        n = max(len(index), 1)
        tail, head = np.asarray(tail, dtype=np.int64), np.asarray(head, dtype=np.int64)
        strength = np.ones(len(tail)) if strength is None else np.asarray(strength, dtype=float)
        real = tail != head
        tail, head, strength = tail[real], head[real], strength[real]
        if not directed:
            tail, head = np.minimum(tail, head), np.maximum(tail, head)
        order = np.lexsort((strength, tail * n + head))  # sums must not depend on the order of entry
        pairs, where = np.unique((tail * n + head)[order], return_inverse=True)
        summed = np.bincount(where, weights=strength[order], minlength=len(pairs))
        arrays = (pairs // n, pairs % n, summed)
        for array in arrays:
            array.setflags(write=False)
        return cls(index, *arrays, directed=directed, relations=relations)

    @classmethod
    def from_networkx(cls, graph: nx.Graph[Any], weight: str = "strength") -> Network:
        """Build a network from a networkx graph, directed or not; nodes are ordered by their names.

        Parameters
        ----------
        graph
            The graph; parallel edges become one, as strong as all of them together.
        weight
            Edge attribute that holds the strength; 1 where an edge has none.
        """
        nodes = sorted(graph.nodes, key=str)
        place = {node: code for code, node in enumerate(nodes)}
        edges = [(place[a], place[b], float(said)) for a, b, said in graph.edges(data=weight, default=1.0)]
        tail, head, strength = np.array(edges, dtype=float).reshape(-1, 3).T
        names = [str(node) for node in nodes]
        return cls.from_ties(names, tail, head, strength, directed=graph.is_directed())

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def around(self) -> Rows:
        """Neighbours of every node, whichever way the tie goes, with the sum of the strengths."""
        if not self.directed:
            there, back = (self.tail, self.head, self.strength), (self.head, self.tail, self.strength)
            return Rows.of(len(self), *there, *back)
        return self.undirected().around

    @cached_property
    def out(self) -> Rows:
        """Nodes that ties of every node go to; all neighbours in an undirected network."""
        return Rows.of(len(self), self.tail, self.head, self.strength) if self.directed else self.around

    @cached_property
    def into(self) -> Rows:
        """Nodes that ties to every node come from; all neighbours in an undirected network."""
        return Rows.of(len(self), self.head, self.tail, self.strength) if self.directed else self.around

    @property
    def degree(self) -> np.ndarray:
        """Number of neighbours of each node, shape (n,)."""
        return self.around.counts

    def neighbours_of(self, node: int) -> np.ndarray:
        """Neighbours of one node, ascending."""
        return self.around.of_node(node)

    def isolates(self) -> np.ndarray:
        """Nodes with no registered tie of the chosen relations, ascending."""
        return np.flatnonzero(self.degree == 0)

    def distances(self) -> np.ndarray:
        """Length of each tie for measures of path: 1 / strength, shape (m,)."""
        return 1.0 / self.strength

    def undirected(self) -> Network:
        """The same ties without direction; the network itself where it has none."""
        if not self.directed:
            return self
        return Network.from_ties(self.ids, self.tail, self.head, self.strength, relations=self.relations)

    def without(self, nodes: np.ndarray) -> Network:
        """The network left when *nodes* (codes, or a mask of shape (n,)) have gone with their ties."""
        stays = np.ones(len(self), dtype=bool)
        stays[nodes] = False
        new = np.cumsum(stays) - 1
        kept = stays[self.tail] & stays[self.head]
        return Network.from_ties(
            self.ids[stays], new[self.tail[kept]], new[self.head[kept]], self.strength[kept],
            directed=self.directed, relations=self.relations,
        )  # fmt: skip

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """Each tie once, by id, with its strength."""
        for tail, head, strength in zip(self.tail, self.head, self.strength, strict=True):
            yield str(self.ids[tail]), str(self.ids[head]), float(strength)

    @cached_property
    def igraph(self) -> igraph.Graph:
        """The same network for the compiled engine; vertex *i* is node *i*, edge *j* is tie *j*."""
        import igraph

        edges = np.column_stack([self.tail, self.head])
        return igraph.Graph(n=len(self), edges=edges, directed=self.directed)

    def to_networkx(self) -> nx.Graph[Any]:
        """The same network for everybody else: nodes are ids; edges carry ``strength`` and ``distance``."""
        import networkx as nx

        graph: nx.Graph[Any] = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.ids)
        graph.add_edges_from(
            (tail, head, {"strength": strength, "distance": 1.0 / strength})
            for tail, head, strength in self.pairs()
        )
        return graph
