"""Whether those who share a neighbour are tied: transitivity and local clustering, direction ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.cohesion import flat
from matchmaker.measures.spec import UNSAID, Cost, Level, Measure, Spec

if TYPE_CHECKING:
    from matchmaker.network.network import Network


def transitivity(network: Network) -> float:
    """Share of the pairs with a neighbour in common that are tied themselves, over the whole network.

    0 … 1; unsaid where no two actors have a neighbour in common (networkx says 0 there).
    """
    return float(network.undirected().igraph.transitivity_undirected(mode="nan"))


def local_clustering(network: Network) -> np.ndarray:
    """Share of the pairs of each actor's neighbours that are tied, shape (n,), 0 … 1.

    Unsaid for those with fewer than two neighbours: they have no pair (networkx says 0 there).
    """
    found = network.undirected().igraph.transitivity_local_undirected(mode="nan")
    return np.array(found, dtype=float)


def mean_clustering(network: Network) -> float:
    """Mean of :func:`local_clustering` over those with two neighbours or more; unsaid without."""
    said = local_clustering(network)
    said = said[~np.isnan(said)]
    return float(said.mean()) if len(said) else UNSAID


_LOCAL: Final = "Watts & Strogatz 1998, Nature 393: 440–442; those with two neighbours or more"

MEASURES: Final = (
    Measure(
        Spec("transitivity", Level.NETWORK, 0, 1, "Newman 2003, SIAM Review 45: 167–256, eq. 3.3",
             cost=Cost.WEDGES),
        lambda case: transitivity(flat(case)),
    ),
    Measure(
        Spec("mean_clustering", Level.NETWORK, 0, 1, _LOCAL, cost=Cost.WEDGES),
        lambda case: mean_clustering(flat(case)),
    ),
    Measure(
        Spec("local_clustering", Level.ACTOR, 0, 1, _LOCAL, cost=Cost.WEDGES),
        lambda case: local_clustering(flat(case)),
    ),
)  # fmt: skip
