"""How much a network is built around one actor (Freeman 1979): 1 is a star, 0 is everybody alike.

The sum of what each actor lacks to the most central one, as a share of that sum in a star of the same
size. Direction is ignored (as in UCINET, which symmetrises). Unsaid below three actors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.cohesion import flat, swept
from matchmaker.measures.position_paths import closeness
from matchmaker.measures.position_sweep import sweep
from matchmaker.measures.spec import UNSAID, Cost, Level, Measure, Spec

if TYPE_CHECKING:
    from matchmaker.measures.position_sweep import Sweep
    from matchmaker.network.network import Network


def degree_centralisation(network: Network) -> float:
    """Freeman's centralisation by number of neighbours, 0 … 1; most possible: (n − 1)(n − 2)."""
    n = len(network)
    return _share(network.degree.astype(float), (n - 1) * (n - 2))


def betweenness_centralisation(network: Network) -> float:
    """Freeman's centralisation by betweenness, 0 … 1; most possible: (n − 1)²(n − 2) / 2."""
    n = len(network)
    if n < 3:
        return UNSAID
    between = np.array(network.undirected().igraph.betweenness(directed=False))
    return min(_share(between, (n - 1) ** 2 * (n - 2) / 2), 1.0)


def closeness_centralisation(network: Network, found: Sweep | None = None) -> float:
    """Freeman's centralisation by closeness, 0 … 1; most possible: (n − 1)(n − 2) / (2n − 3).

    Closeness of an actor that does not reach everybody is taken within its component and multiplied by the
    share of the others that it reaches (Wasserman & Faust 1994, p. 201; what networkx does): in one component
    it is Freeman's value, and an actor without ties has 0. R's sna says 0 of all that is not one component.

    Parameters
    ----------
    network
        The network.
    found
        ``sweep(network.around)``, where it is at hand.
    """
    n = len(network)
    if n < 3:
        return UNSAID
    found = sweep(network.around) if found is None else found
    return _share(closeness(network, found), (n - 1) * (n - 2) / (2 * n - 3))


def _share(values: np.ndarray, most: float) -> float:
    """The sum of what each lacks to the greatest, as a share of the most that can be."""
    return float((values.max() - values).sum() / most) if len(values) > 2 else UNSAID


_FREEMAN: Final = "Freeman 1979, Social Networks 1: 215–239; direction ignored"

MEASURES: Final = (
    Measure(
        Spec("degree_centralisation", Level.NETWORK, 0, 1, _FREEMAN),
        lambda case: degree_centralisation(case.network),
    ),
    Measure(
        Spec("betweenness_centralisation", Level.NETWORK, 0, 1, _FREEMAN, cost=Cost.PATHS),
        lambda case: betweenness_centralisation(flat(case)),
    ),
    Measure(
        Spec("closeness_centralisation", Level.NETWORK, 0, 1,
             f"{_FREEMAN}; Wasserman & Faust's closeness where the network is not one component",
             cost=Cost.PATHS),
        lambda case: closeness_centralisation(case.network, swept(case)),
    ),
)  # fmt: skip
