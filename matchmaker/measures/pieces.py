"""Into which pieces a network falls when actors leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.compiling import compiled
from matchmaker.measures.low_link import left_without

if TYPE_CHECKING:
    from matchmaker.network.network import Network

GONE = -1
"""Piece of an actor who has left."""


def pieces(network: Network, gone: np.ndarray | None = None) -> np.ndarray:
    """Piece of each actor when some have left, shape (n,): the least code in it; :data:`GONE` for them.

    Two actors are in one piece when there is a way between them past those who left; direction does not
    count.

    Parameters
    ----------
    gone
        Who has left, a mask of shape (n,); nobody where nothing is given.
    """
    left = np.zeros(len(network), dtype=np.bool_) if gone is None else np.asarray(gone, dtype=np.bool_)
    return _pieces(network.tail, network.head, left)


def pairs_within(piece: np.ndarray) -> int:
    """How many pairs of actors are in one piece; those who have left are in none."""
    sizes = np.unique(piece[piece != GONE], return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def pairs_lost(network: Network) -> tuple[np.ndarray, np.ndarray]:
    """What each actor's leaving would cost the others.

    Returns
    -------
    tuple of array
        For each actor, shape (n,) each: how many pairs of *others* would lose every way to each other, and
        how many pairs of others have a way now.
    """
    rows, piece = network.around, pieces(network)
    left = left_without(rows.starts, rows.nodes, np.zeros(len(network), dtype=np.bool_))[:-1] // 2
    size = np.bincount(piece, minlength=len(network))[piece].astype(np.int64)
    now = pairs_within(piece) - (size - 1)
    return now - left, now


@compiled
def _pieces(tail: np.ndarray, head: np.ndarray, gone: np.ndarray) -> np.ndarray:
    n = len(gone)
    above = np.arange(n)
    for tie in range(len(tail)):
        one, other = tail[tie], head[tie]
        if gone[one] or gone[other]:
            continue
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        while above[other] != other:
            above[other] = above[above[other]]
            other = above[other]
        above[max(one, other)] = min(one, other)
    for node in range(n):  # a node's root is less than the node: it has its answer already
        above[node] = -1 if gone[node] else above[above[node]]
    return above
