"""The dominant eigenvector of a network's strengths, from the same start for everybody.

igraph's and scipy's own call start elsewhere, and so share equal components out otherwise under another order
of the nodes; igraph also warns of every network of several components. The loops are compiled, so that sums
are taken in one order and by one thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.compiling import compiled

if TYPE_CHECKING:
    from matchmaker.network.rows import Rows

CLOSE: Final = 1e-12
"""How far the vector may be from its image, as a share of the eigenvalue."""
_ROOM: Final = 40
_TRIES: Final = 60


def dominant(rows: Rows) -> np.ndarray | None:
    """Restarted Lanczos; ``None`` where it comes to no end. The vector has length 1.

    New directions are made square to the last two alone: what rounding leaves, the next start puts right.
    """
    from scipy.linalg import eigh_tridiagonal

    n = len(rows.starts) - 1
    vector = np.full(n, 1.0 / np.sqrt(n))
    room = min(_ROOM, n)
    basis, diagonal, beside = np.empty((room, n)), np.empty(room), np.empty(room)
    for _ in range(_TRIES):
        basis[0] = vector
        size = _directions(rows.starts, rows.nodes, rows.strength, basis, diagonal, beside)
        _, weights = eigh_tridiagonal(
            diagonal[:size], beside[: size - 1], select="i", select_range=(size - 1, size - 1)
        )
        vector = _together(basis, weights[:, 0])
        if _apart(rows.starts, rows.nodes, rows.strength, vector) <= CLOSE:
            return vector
    return None


@compiled
def _directions(starts: np.ndarray, nodes: np.ndarray, strength: np.ndarray, basis: np.ndarray,
                diagonal: np.ndarray, beside: np.ndarray) -> int:  # fmt: skip
    """Fill the basis from its first row on, with the tridiagonal matrix that belongs to it; how many rows."""
    room, n = basis.shape
    image, most = np.empty(n), 0.0
    for k in range(room):
        along = 0.0
        for node in range(n):
            total = 0.0 if k == 0 else -beside[k - 1] * basis[k - 1, node]
            for spot in range(starts[node], starts[node + 1]):
                total += strength[spot] * basis[k, nodes[spot]]
            image[node] = total
            along += total * basis[k, node]
        left = 0.0
        for node in range(n):
            image[node] -= along * basis[k, node]
            left += image[node] * image[node]
        diagonal[k], beside[k] = along, np.sqrt(left)
        most = max(most, abs(along), beside[k])
        if k + 1 == room or beside[k] <= 1e-12 * most:
            return k + 1
        for node in range(n):
            basis[k + 1, node] = image[node] / beside[k]
    return room


@compiled
def _together(basis: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weighted sum of the first rows, made to length 1."""
    vector, length = np.zeros(basis.shape[1]), 0.0
    for k in range(len(weights)):
        for node in range(len(vector)):
            vector[node] += weights[k] * basis[k, node]
    for value in vector:
        length += value * value
    return vector / np.sqrt(length)


@compiled
def _apart(starts: np.ndarray, nodes: np.ndarray, strength: np.ndarray, vector: np.ndarray) -> float:
    """How far the image of a vector is from the vector stretched, as a share of how far it is stretched."""
    n = len(vector)
    image, value, apart = np.empty(n), 0.0, 0.0
    for node in range(n):
        total = 0.0
        for spot in range(starts[node], starts[node + 1]):
            total += strength[spot] * vector[nodes[spot]]
        image[node] = total
        value += total * vector[node]
    for node in range(n):
        apart += (image[node] - value * vector[node]) ** 2
    return np.sqrt(apart) / abs(value) if value != 0.0 else np.inf
