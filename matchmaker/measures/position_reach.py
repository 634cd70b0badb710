"""How far it is from each actor to those who decide."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.position_sweep import sweep
from matchmaker.measures.spec import UNSAID, Asks, Cost, Direction, Level, Measure, Spec

if TYPE_CHECKING:
    from matchmaker.network.network import Network

NEAR: Final = 2
"""Steps within which somebody is reached: one's own contacts, and theirs."""


def deciders_within(network: Network, deciders: np.ndarray, steps: int = NEAR) -> np.ndarray:
    """Share of the other decision-makers whom each actor can reach in so many steps, shape (n,); 0 … 1.

    An actor without ties has 0. nan where there is no decision-maker but, at most, the actor itself. An actor
    of whom it is not known whether it decides counts as one who does not. In a directed network steps follow
    the ties *from* the actor. Source: the reach of UCINET and Kumu (share within two steps), to a set.

    Parameters
    ----------
    network
        The network.
    deciders
        Who decides: a mask, shape (n,).
    steps
        How many steps, ≥ 1.
    """
    chosen = np.flatnonzero(deciders)
    others = len(chosen) - np.asarray(deciders, dtype=np.int64)
    reached = sweep(network.into, chosen, steps).reached
    return np.divide(reached, others, out=np.full(len(network), UNSAID), where=others > 0)


def steps_to_decider(network: Network, deciders: np.ndarray) -> np.ndarray:
    """Fewest steps from each actor to a decision-maker, shape (n,); whole numbers from 0.

    Those who decide have 0. nan where no way leads to any: that is no number of steps. Who is not known to
    decide counts as one who does not. In a directed network steps follow the ties *from* the actor.
    Parameters as in :func:`deciders_within`.
    """
    from scipy.sparse.csgraph import dijkstra

    chosen = np.flatnonzero(deciders)
    if len(chosen) == 0:
        return np.full(len(network), UNSAID)
    found = dijkstra(network.into.matrix(), indices=chosen, unweighted=True, min_only=True)
    return np.where(np.isfinite(found), found, UNSAID)


_ASKS: Final = frozenset({Asks.DECIDERS})

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        Spec(
            "deciders_within_2", Level.ACTOR, 0, 1, "UCINET and Kumu: reach within two steps; to a set",
            direction=Direction.FOLLOWED, cost=Cost.WEDGES, asks=_ASKS, isolate=0,
        ),
        lambda case: deciders_within(case.network, case.deciders()),
    ),
    Measure(
        Spec(
            "steps_to_decider", Level.ACTOR, 0, inf, "Distance (Wasserman & Faust 1994, 4.3), to a set",
            direction=Direction.FOLLOWED, asks=_ASKS,
        ),
        lambda case: steps_to_decider(case.network, case.deciders()),
    ),
)  # fmt: skip
