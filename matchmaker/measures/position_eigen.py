"""Who is next to those who count: eigenvector centrality and PageRank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.position_lanczos import CLOSE, dominant
from matchmaker.measures.spec import Cost, Direction, Level, Measure, Spec, Weight

if TYPE_CHECKING:
    import scipy.sparse

    from matchmaker.network.network import Network

DAMPING: Final = 0.85
"""How often the walker of PageRank goes on along a tie instead of starting anew."""
_TRIES: Final = 60


def eigenvector(network: Network) -> np.ndarray:
    """How strongly each actor is tied to actors who are themselves strongly tied, shape (n,); 0 … 1.

    The dominant eigenvector of the matrix of strengths, the greatest value set to 1. Where several components
    have the same greatest eigenvalue, that which the same start for everybody leads to; all other components
    have 0, and so has everybody in a network without ties. Direction is left out: in a directed network the
    vector is mostly zeros, and PageRank is the answer there. Source: Bonacich (1972).
    """
    if len(network.tail) == 0:
        return np.zeros(len(network))
    vector = dominant(network.around)
    found = np.abs(_shifted(network.around.matrix()) if vector is None else vector)
    return np.where(found > CLOSE * found.max(), found, 0.0) / found.max()


def _shifted(matrix: scipy.sparse.csr_array) -> np.ndarray:
    """Inverse iteration just above the greatest eigenvalue, for long thin networks; the best that is found.

    Solves with a sparse factorisation, which is cheap where the network is nearly a tree.
    """
    import scipy.sparse
    import scipy.sparse.linalg

    n = matrix.shape[0]
    vector = np.full(n, 1.0 / np.sqrt(n))
    above = float(np.sqrt((matrix @ matrix).sum(axis=1).max()))  # no eigenvalue is greater
    for _ in range(_TRIES):
        shifted = (above * scipy.sparse.eye_array(n) - matrix).tocsc()
        new = np.abs(scipy.sparse.linalg.splu(shifted).solve(vector))
        new /= np.linalg.norm(new)
        change = np.abs(new - vector).max()
        vector = new
        image = matrix @ vector
        value = float(image @ vector)
        above = min(above, value + 2.0 * float(np.linalg.norm(image - value * vector)) + 1e-13 * value)
        if change <= CLOSE:
            break
    return vector


def pagerank(network: Network) -> np.ndarray:
    """Where a walker is found who follows ties by their strength, shape (n,); 0 … 1, the sum is 1.

    At each step it goes on along a tie from where it is with probability 0.85, else to anybody who has ties;
    from an actor with none to go by, always the latter. Actors without ties are never visited and have 0, so
    that somebody merely registered changes nobody's value (networkx and igraph count them in). In a network
    without ties everybody has 0. Source: Brin & Page (1998).
    """
    present = network.degree > 0
    if not present.any():
        return np.zeros(len(network))
    anew = present / present.sum()
    given = network.out.matrix() @ np.ones(len(network))
    per = np.divide(DAMPING, given, out=np.zeros(len(network)), where=given > 0)
    matrix = network.into.matrix()
    found = anew
    for _ in range(400):
        new = matrix @ (found * per)
        new += (1.0 - new.sum()) * anew
        if np.abs(new - found).sum() <= CLOSE:
            return new
        found = new
    return found


MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        Spec(
            "eigenvector", Level.ACTOR, 0, 1, "Bonacich 1972; greatest value 1",
            weight=Weight.STRENGTH, cost=Cost.STEPS, single=0, isolate=0,
        ),
        lambda case: eigenvector(case.network),
    ),
    Measure(
        Spec(
            "pagerank", Level.ACTOR, 0, 1, "Brin & Page 1998; damping 0.85, restarts among actors with ties",
            weight=Weight.STRENGTH, direction=Direction.FOLLOWED, cost=Cost.STEPS, single=0, isolate=0,
        ),
        lambda case: pagerank(case.network),
    ),
)  # fmt: skip
