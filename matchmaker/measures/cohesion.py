"""How closely a network hangs together: density, mean degree, components, fragmentation.

A component is what can be reached from one another when direction is ignored (weakly connected).
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.pieces import pieces
from matchmaker.measures.position_sweep import sweep
from matchmaker.measures.spec import UNSAID, Direction, Level, Measure, Spec

if TYPE_CHECKING:
    from matchmaker.measures.case import Case
    from matchmaker.measures.position_sweep import Sweep
    from matchmaker.network.network import Network


def flat(case: Case) -> Network:
    """The case's network without direction, made once."""
    return case.once("undirected", case.network.undirected)


def swept(case: Case) -> Sweep:
    """How far everybody is from everybody when direction is ignored: the positions' own, where they agree."""
    name = "cohesion.sweep" if case.network.directed else "position.sweep"
    return case.once(name, lambda: sweep(case.network.around))


def density(network: Network) -> float:
    """Share of the pairs that are tied; in a directed network of the ordered pairs.

    0 … 1; unsaid below two actors. At the same mean degree it falls as 1 / n: never compare it between
    networks of different size without the mean degree beside it.
    """
    n = len(network)
    pairs = n * (n - 1) / (1 if network.directed else 2)
    return len(network.tail) / pairs if pairs else UNSAID


def mean_degree(network: Network) -> float:
    """Mean number of neighbours, in whichever direction the tie goes; unsaid where nobody is there."""
    return float(network.degree.mean()) if len(network) else UNSAID


def component_of(network: Network) -> np.ndarray:
    """Component of each actor, shape (n,), int64, numbered by first node; direction is ignored."""
    found: np.ndarray = np.unique(pieces(network), return_inverse=True)[1]
    return found


def component_sizes(network: Network) -> np.ndarray:
    """Number of actors in each component, the largest first, int64; an actor without ties is one."""
    return np.sort(np.bincount(component_of(network)))[::-1].astype(np.int64)


def components(network: Network) -> float:
    """Number of components; 0 where nobody is there."""
    return float(len(component_sizes(network)))


def largest_share(network: Network) -> float:
    """Share of the actors that are in the largest component, > 0 … 1; unsaid where nobody is there."""
    return float(component_sizes(network)[0]) / len(network) if len(network) else UNSAID


def fragmentation(network: Network) -> float:
    """Share of the pairs that cannot reach each other at all (Borgatti's F), direction ignored.

    0 (one component) … 1 (no ties); unsaid below two actors. 1 − F is Krackhardt's connectedness.
    """
    sizes = component_sizes(network)
    return shared_pairs_to_fragmentation(int((sizes * (sizes - 1)).sum()), len(network))


def shared_pairs_to_fragmentation(shared: int, n: int) -> float:
    """F of *n* actors of whom *shared* ordered pairs have a component in common; unsaid below two."""
    return 1.0 - shared / (n * (n - 1)) if n > 1 else UNSAID


def connectedness(network: Network) -> float:
    """Share of the pairs that can reach each other (Krackhardt 1994), 0 … 1; unsaid below two actors."""
    return 1.0 - fragmentation(network)


_NETWORK: Final = Level.NETWORK
_F: Final = "Borgatti 2006, Computational & Mathematical Organization Theory 12: 21–34"

MEASURES: Final = (
    Measure(
        Spec("density", _NETWORK, 0, 1, "Wasserman & Faust 1994, 4.3", direction=Direction.FOLLOWED),
        lambda case: density(case.network),
    ),
    Measure(
        Spec("mean_degree", _NETWORK, 0, inf, "Wasserman & Faust 1994, 4.3", single=0.0),
        lambda case: mean_degree(case.network),
    ),
    Measure(
        Spec("components", _NETWORK, 0, inf, "Wasserman & Faust 1994, 4.3; weak", empty=0.0, single=1.0),
        lambda case: components(case.network),
    ),
    Measure(
        Spec("largest_share", _NETWORK, 0, 1, "Wasserman & Faust 1994, 4.3; weak", single=1.0),
        lambda case: largest_share(case.network),
    ),
    Measure(Spec("fragmentation", _NETWORK, 0, 1, f"{_F}; F"), lambda case: fragmentation(case.network)),
    Measure(
        Spec("connectedness", _NETWORK, 0, 1, "Krackhardt 1994; direction ignored"),
        lambda case: connectedness(case.network),
    ),
)
