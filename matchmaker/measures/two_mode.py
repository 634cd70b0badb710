"""Who contributes what: measures of the network of both kinds itself, not of a projection.

A projection makes a full circle of everybody who has the same contribution; what is read from it is mostly
that (Latapy, Magnien and Del Vecchio 2008). Ties between actors play no part here.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.spec import UNSAID, Asks, Cost, Level, Measure, Spec
from matchmaker.network.two_mode import TwoMode

if TYPE_CHECKING:
    import scipy.sparse

    from matchmaker.network.rows import Rows


def turned(two_mode: TwoMode) -> TwoMode:
    """The same with the two kinds in each other's place: what is said of actors is then of the others."""
    return TwoMode.from_pairs(two_mode.events, two_mode.actors, two_mode.event, two_mode.actor)


def contribution_density(two_mode: TwoMode) -> float:
    """Share of all pairs (actor, contribution) that are there, 0–1; nan where either kind has none."""
    pairs = len(two_mode.actors) * len(two_mode.events)
    return len(two_mode.actor) / pairs if pairs else UNSAID


def contribution_degree(two_mode: TwoMode) -> np.ndarray:
    """Share of the contributions that each actor has, 0–1, shape (actors,); nan where there is none.

    The normalisation of Borgatti and Everett (1997): by the number of nodes of the other kind. For the share
    of actors that each contribution has, give ``turned(two_mode)``.
    """
    if not len(two_mode.events):
        return np.full(len(two_mode.actors), UNSAID)
    found: np.ndarray = two_mode.of_actor.counts / len(two_mode.events)
    return found


def contribution_clustering(two_mode: TwoMode) -> float:
    """Share of ways of three ties that are closed to a circle of four, 0–1 (Robins and Alexander 2004).

    4 × circles / ways; nan where there is no such way.
    """
    actors, events = two_mode.of_actor.counts, two_mode.of_event.counts
    ways = int(((actors[two_mode.actor] - 1) * (events[two_mode.event] - 1)).sum())
    if ways == 0:
        return UNSAID
    # circles are the same seen from either kind: look from the one with fewer pairs to look at
    common = _common(two_mode if (actors**2).sum() <= (events**2).sum() else turned(two_mode))
    circles = int((common.data * (common.data - 1) // 2).sum()) // 2
    return 4 * circles / ways


def contribution_redundancy(two_mode: TwoMode) -> np.ndarray:
    """Share of the pairs of each actor's contributions that somebody else has both of, shape (actors,), 0–1.

    nan below two contributions. Latapy, Magnien and Del Vecchio (2008). The work grows as Σ d² over the
    actors; for contributions, give ``turned(two_mode)``.
    """
    also = _common(two_mode)
    also.data = (also.data >= 2).astype(np.int64)
    own = _matrix(two_mode.of_actor, len(two_mode.events))
    shared = np.asarray((own @ also).multiply(own).sum(axis=1)).ravel()  # each pair twice
    degree = two_mode.of_actor.counts
    found = np.full(len(degree), UNSAID)
    np.divide(shared, degree * (degree - 1), out=found, where=degree > 1)
    return found


def single_carried(two_mode: TwoMode) -> np.ndarray:
    """Which contributions one actor alone has, shape (contributions,)."""
    found: np.ndarray = two_mode.of_event.counts == 1
    return found


def single_carrier_share(two_mode: TwoMode) -> float:
    """Share of the contributions that somebody has that one actor alone has, 0–1; nan where there is none."""
    held = int(np.count_nonzero(two_mode.of_event.counts))
    return int(np.count_nonzero(single_carried(two_mode))) / held if held else UNSAID


def carried_alone(two_mode: TwoMode) -> np.ndarray:
    """How many contributions would be nobody's without each actor, shape (actors,)."""
    alone = single_carried(two_mode)[two_mode.event]
    return np.bincount(two_mode.actor[alone], minlength=len(two_mode.actors)).astype(float)


def _matrix(rows: Rows, width: int) -> scipy.sparse.csr_array:
    import scipy.sparse

    ones = np.ones(len(rows.nodes), dtype=np.int64)
    return scipy.sparse.csr_array((ones, rows.nodes, rows.starts), shape=(len(rows.counts), width))


def _common(two_mode: TwoMode) -> scipy.sparse.csr_array:
    """How many actors every two contributions share, nothing on the diagonal."""
    import scipy.sparse

    own = _matrix(two_mode.of_actor, len(two_mode.events))
    found = (own.T @ own).tocoo()
    apart = found.row != found.col
    entries = (found.data[apart], (found.row[apart], found.col[apart]))
    return scipy.sparse.csr_array(entries, shape=found.shape)


_ASKS: Final = frozenset({Asks.CONTRIBUTIONS})
_LATAPY: Final = "Latapy, Magnien & Del Vecchio 2008"

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        Spec("contribution_density", Level.NETWORK, 0, 1, "Borgatti & Everett 1997", asks=_ASKS),
        lambda case: contribution_density(case.two_mode()),
    ),
    Measure(
        Spec("contribution_clustering", Level.NETWORK, 0, 1, "Robins & Alexander 2004", cost=Cost.WEDGES,
             asks=_ASKS),
        lambda case: contribution_clustering(case.two_mode()),
    ),
    Measure(
        Spec("single_carrier_share", Level.NETWORK, 0, 1, "Share of contributions of degree 1", asks=_ASKS),
        lambda case: single_carrier_share(case.two_mode()),
    ),
    Measure(
        Spec("contribution_degree", Level.ACTOR, 0, 1, "Borgatti & Everett 1997; by the other kind's number",
             asks=_ASKS, isolate=0),
        lambda case: contribution_degree(case.two_mode()),
    ),
    Measure(
        Spec("contribution_redundancy", Level.ACTOR, 0, 1, _LATAPY, cost=Cost.WEDGES, asks=_ASKS),
        lambda case: contribution_redundancy(case.two_mode()),
    ),
    Measure(
        Spec("carried_alone", Level.ACTOR, 0, inf, "Contributions of degree 1 of each actor", asks=_ASKS,
             single=0, isolate=0),
        lambda case: carried_alone(case.two_mode()),
    ),
)  # fmt: skip
