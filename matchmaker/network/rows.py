"""Neighbours of every node, one after the other in one array (compressed sparse rows)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import scipy.sparse


@dataclass(frozen=True, slots=True)
class Rows:
    """For each node the nodes next to it, ascending, and how strong each tie is. Nothing here changes."""

    starts: np.ndarray
    """Where each node's neighbours begin, shape (n + 1,), int64."""
    nodes: np.ndarray
    """Neighbours of every node in turn, shape (k,), int32."""
    strength: np.ndarray
    """Strength of the tie to each of them, shape (k,)."""

    @classmethod
    def of(cls, n: int, *columns: np.ndarray) -> Rows:
        """Put ties in rows.

        Parameters
        ----------
        n
            Number of nodes.
        *columns
            Tails, heads and strengths, shape (k,) each; and so on for further ties, all different.
        """
        tail, head, strength = (np.concatenate(columns[kind::3]) for kind in range(3))
        order = np.lexsort((head, tail))
        starts = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(tail, minlength=n), out=starts[1:])
        arrays = (starts, head[order].astype(np.int32), strength[order])
        for array in arrays:
            array.setflags(write=False)
        return cls(*arrays)

    @property
    def counts(self) -> np.ndarray:
        """Number of neighbours of each node, shape (n,)."""
        found: np.ndarray = np.diff(self.starts)
        return found

    @property
    def sums(self) -> np.ndarray:
        """Sum of the strengths of each node's ties, shape (n,)."""
        owner = np.repeat(np.arange(len(self.starts) - 1), self.counts)
        found: np.ndarray = np.bincount(owner, weights=self.strength, minlength=len(self.starts) - 1)
        return found

    def of_node(self, node: int) -> np.ndarray:
        """Neighbours of one node, ascending."""
        found: np.ndarray = self.nodes[self.starts[node] : self.starts[node + 1]]
        return found

    def matrix(self) -> scipy.sparse.csr_array:
        """The same as a sparse matrix of strengths, shape (n, n)."""
        import scipy.sparse

        n = len(self.starts) - 1
        return scipy.sparse.csr_array((self.strength, self.nodes, self.starts), shape=(n, n))
