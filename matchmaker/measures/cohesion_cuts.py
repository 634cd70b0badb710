"""Actors and ties that alone hold a network together: cut points, bridges, and what goes with each actor.

Direction and strength are ignored.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.cohesion import flat
from matchmaker.measures.pieces import pairs_lost
from matchmaker.measures.spec import Level, Measure, Spec

if TYPE_CHECKING:
    from matchmaker.network.network import Network


def is_cut_point(network: Network) -> np.ndarray:
    """Whether others lose every way to each other when an actor goes (articulation point), shape (n,)."""
    found: np.ndarray = pairs_lost(network)[0] > 0
    return found


def is_bridge(network: Network) -> np.ndarray:
    """Whether a component falls in two when a tie goes, shape (m,), bool.

    In a directed network a pair that is tied both ways is one tie: both are bridges, or neither.
    """
    plain = network.undirected()
    found = np.zeros(len(plain.tail), dtype=bool)
    found[plain.igraph.bridges()] = True
    if not network.directed:
        return found
    n = len(network)
    ends = np.minimum(network.tail, network.head) * n + np.maximum(network.tail, network.head)
    return found[np.searchsorted(plain.tail * n + plain.head, ends)]


def bridges_at(network: Network) -> np.ndarray:
    """Number of bridges that end at each actor, shape (n,), float; 0 for those without ties."""
    plain = network.undirected()
    bridge = is_bridge(plain)
    ends = np.concatenate([plain.tail[bridge], plain.head[bridge]])
    return np.bincount(ends, minlength=len(network)).astype(float)


def cut_points(network: Network) -> float:
    """Number of cut points; 0 where nobody is there."""
    return float(np.count_nonzero(is_cut_point(network)))


def bridges(network: Network) -> float:
    """Number of bridges; 0 where nobody is there. A pair that is tied both ways counts once."""
    return float(np.count_nonzero(is_bridge(network.undirected())))


def pairs_parted(network: Network) -> np.ndarray:
    """Share of the pairs of others that lose every way to each other when an actor goes, shape (n,), 0 … 1.

    All in one pass over the ties. 0 for those who are no cut point; unsaid below three actors, where there is
    no pair of others.
    """
    n = len(network)
    if n < 3:
        return np.full(n, np.nan)
    found: np.ndarray = 2 * pairs_lost(network)[0] / ((n - 1) * (n - 2))
    return found


_TARJAN: Final = "Hopcroft & Tarjan 1973, CACM 16: 372–378; direction ignored"
_PAIRS: Final = "After Borgatti 2006, CMOT 12: 21–34 (F), pairs of others only; direction ignored"

MEASURES: Final = (
    Measure(
        Spec("cut_points", Level.NETWORK, 0, inf, _TARJAN, empty=0.0, single=0.0),
        lambda case: cut_points(flat(case)),
    ),
    Measure(
        Spec("bridges", Level.NETWORK, 0, inf, _TARJAN, empty=0.0, single=0.0),
        lambda case: bridges(flat(case)),
    ),
    Measure(
        Spec("is_cut_point", Level.ACTOR, 0, 1, _TARJAN, single=0.0, isolate=0.0),
        lambda case: is_cut_point(flat(case)).astype(float),
    ),
    Measure(
        Spec("bridges_at", Level.ACTOR, 0, inf, _TARJAN, single=0.0, isolate=0.0),
        lambda case: bridges_at(flat(case)),
    ),
    Measure(
        Spec("pairs_parted", Level.ACTOR, 0, 1, _PAIRS, isolate=0.0),
        lambda case: pairs_parted(case.network),
    ),
)
