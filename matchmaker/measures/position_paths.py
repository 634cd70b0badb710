"""How near an actor is to all others, and how often it lies between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.position_sweep import sweep
from matchmaker.measures.spec import UNSAID, Cost, Direction, Level, Measure, Spec, Weight

if TYPE_CHECKING:
    from matchmaker.measures.case import Case
    from matchmaker.measures.position_sweep import Sweep
    from matchmaker.network.network import Network


def closeness(network: Network, found: Sweep | None = None) -> np.ndarray:
    """One over the mean number of steps from the others to each actor, shape (n,); 0 … 1.

    In a network of several components the Wasserman–Faust convention (1994, formula 5.22): the closeness
    among those who can reach the actor, times their share of all others. An actor whom nobody reaches has 0;
    the only actor of a network has nan. In a directed network steps follow the ties *to* the actor.

    Parameters
    ----------
    network
        The network.
    found
        ``sweep(network.out)``, where it is at hand.
    """
    found = sweep(network.out) if found is None else found
    return _wasserman_faust(found.reached, found.steps.astype(float))


def harmonic(network: Network, found: Sweep | None = None) -> np.ndarray:
    """Mean over the others of one over the number of steps from them to each actor, shape (n,); 0 … 1.

    Nobody at all in between is 1 step; who cannot reach the actor counts 0. The only actor of a network has
    nan. In a directed network steps follow the ties *to* the actor. Source: Marchiori & Latora (2000),
    divided by n − 1 (networkx gives the sum); parameters as in :func:`closeness`.
    """
    found = sweep(network.out) if found is None else found
    return found.nearness / _others(len(network))


def betweenness(network: Network) -> np.ndarray:
    """Share of the shortest ways between others that pass each actor, mean over their pairs, shape (n,).

    0 … 1; where several ways are shortest each counts its part, and a pair without a way counts 0. With fewer
    than three actors nobody lies between: 0. In a directed network ways follow the ties. Source: Freeman
    (1977), by the algorithm of Brandes (2001), divided by the number of pairs of others (ordered where
    ties have direction).
    """
    return _share_of_pairs(network, network.igraph.betweenness())


def closeness_by_strength(network: Network, found: Sweep | None = None) -> np.ndarray:
    """Closeness along lengths of 1 / strength, shape (n,); ≥ 0, in units of strength.

    Above 1 where ties are stronger than 1. All else as in :func:`closeness`. Source: Newman (2001); Opsahl,
    Agneessens & Skvoretz (2010) with α = 1, without their division by the mean strength.
    """
    found = sweep(network.out) if found is None else found
    lengths = network.distances()
    per = np.array(network.igraph.closeness(mode="in", weights=lengths, normalized=False), dtype=float)
    with np.errstate(divide="ignore"):
        return _wasserman_faust(found.reached, np.where(found.reached > 0, 1.0 / per, 0.0))


def betweenness_by_strength(network: Network) -> np.ndarray:
    """Betweenness along lengths of 1 / strength, shape (n,); 0 … 1.

    Two ways are as short as each other where their lengths agree to rounding. All else as in
    :func:`betweenness`. Source: Newman (2001); Brandes (2001).
    """
    return _share_of_pairs(network, network.igraph.betweenness(weights=network.distances()))


def _others(n: int) -> float:
    """How many others there are; none is not a number to divide by."""
    return n - 1 if n > 1 else UNSAID


def _wasserman_faust(reached: np.ndarray, total: np.ndarray) -> np.ndarray:
    near = np.divide(reached, total, out=np.zeros(len(reached)), where=reached > 0)
    return near * reached / _others(len(reached))


def _share_of_pairs(network: Network, passed: list[float]) -> np.ndarray:
    n = len(network)
    pairs = (n - 1) * (n - 2) / (1 if network.directed else 2)
    return np.array(passed, dtype=float) / max(pairs, 1.0)


def _found(case: Case) -> Sweep:
    return case.once("position.sweep", lambda: sweep(case.network.out))


_WAYS: Final = "Freeman 1977; Brandes 2001; divided by the pairs of others"

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        Spec(
            "closeness", Level.ACTOR, 0, 1, "Wasserman & Faust 1994, 5.22 (several components)",
            direction=Direction.FOLLOWED, cost=Cost.PATHS, isolate=0,
        ),
        lambda case: closeness(case.network, _found(case)),
    ),
    Measure(
        Spec(
            "harmonic", Level.ACTOR, 0, 1, "Marchiori & Latora 2000; divided by n − 1",
            direction=Direction.FOLLOWED, cost=Cost.PATHS, isolate=0,
        ),
        lambda case: harmonic(case.network, _found(case)),
    ),
    Measure(
        Spec(
            "betweenness", Level.ACTOR, 0, 1, _WAYS, direction=Direction.FOLLOWED, cost=Cost.PATHS,
            single=0, isolate=0,
        ),
        lambda case: betweenness(case.network),
    ),
    Measure(
        Spec(
            "closeness_by_strength", Level.ACTOR, 0, np.inf, "Newman 2001; Wasserman & Faust 1994, 5.22",
            weight=Weight.LENGTH, direction=Direction.FOLLOWED, cost=Cost.PATHS, isolate=0,
        ),
        lambda case: closeness_by_strength(case.network, _found(case)),
    ),
    Measure(
        Spec(
            "betweenness_by_strength", Level.ACTOR, 0, 1, f"Newman 2001; {_WAYS}",
            weight=Weight.LENGTH, direction=Direction.FOLLOWED, cost=Cost.PATHS, single=0, isolate=0,
        ),
        lambda case: betweenness_by_strength(case.network),
    ),
)  # fmt: skip
