"""How far it is between actors: average path, diameter, fragmentation weighted by distance.

A tie is one step, whatever its strength and direction.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from matchmaker.measures.cohesion import flat, swept
from matchmaker.measures.position_sweep import sweep
from matchmaker.measures.spec import UNSAID, Cost, Level, Measure, Spec

if TYPE_CHECKING:
    from matchmaker.measures.position_sweep import Sweep
    from matchmaker.network.network import Network


def mean_path(network: Network, found: Sweep | None = None) -> float:
    """Mean number of steps between two actors, over the pairs that can reach each other (within components).

    ≥ 1; unsaid where no pair can. A network that falls apart may therefore get *shorter* paths: read it
    beside the share of pairs that reach each other.

    Parameters
    ----------
    network
        The network.
    found
        ``sweep(network.around)``, where it is at hand.
    """
    found = sweep(network.around) if found is None else found
    pairs = int(found.reached.sum())
    return float(found.steps.sum() / pairs) if pairs else UNSAID


def diameter(network: Network) -> float:
    """Most steps between two actors that can reach each other (within components).

    0 where nobody has a tie; unsaid where nobody is there.
    """
    if not len(network):
        return UNSAID
    return float(network.undirected().igraph.diameter(directed=False, unconn=True))


def distance_fragmentation(network: Network, found: Sweep | None = None) -> float:
    """One less the mean of 1 / distance over all pairs (Borgatti's DF); no way at all counts as 0.

    0 (everybody is tied to everybody) … 1 (no ties); unsaid below two actors. 1 − DF is global efficiency.
    Parameters as in :func:`mean_path`.
    """
    n = len(network)
    if n < 2:
        return UNSAID
    found = sweep(network.around) if found is None else found
    return max(1.0 - float(found.nearness.sum()) / (n * (n - 1)), 0.0)


_F: Final = "Borgatti 2006, Computational & Mathematical Organization Theory 12: 21–34"

MEASURES: Final = (
    Measure(
        Spec("mean_path", Level.NETWORK, 1, inf, "Wasserman & Faust 1994, 4.3; within components",
             cost=Cost.PATHS),
        lambda case: mean_path(case.network, swept(case)),
    ),
    Measure(
        Spec("diameter", Level.NETWORK, 0, inf, "Wasserman & Faust 1994, 4.3; within components",
             cost=Cost.PATHS, single=0.0),
        lambda case: diameter(flat(case)),
    ),
    Measure(
        Spec("distance_fragmentation", Level.NETWORK, 0, 1, f"{_F}; DF", cost=Cost.PATHS),
        lambda case: distance_fragmentation(case.network, swept(case)),
    ),
)  # fmt: skip
