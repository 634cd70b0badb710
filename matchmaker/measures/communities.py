"""Communities: groups of actors with more ties within than their degrees would give (Leiden)."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.canonical import in_canonical_order
from matchmaker.measures.cohesion import flat
from matchmaker.measures.seeded_igraph import seeded_igraph
from matchmaker.measures.spec import UNSAID, Cost, Level, Measure, Spec
from matchmaker.network.parts import Parts

if TYPE_CHECKING:
    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network

TRIES: Final = 10
"""Searches from different draws, of which the best counts; one only in networks above :data:`SMALL`."""
SMALL: Final = 2_000
ROUNDS_OF_LARGE: Final = 10
"""Most rounds of the search in a large network; a small one is searched until nothing improves."""


@dataclass(frozen=True, slots=True)
class Communities:
    """A division of the actors by their ties."""

    of: np.ndarray
    """Community of each actor, shape (n,), int64: 0 is the largest, then by size and by first actor."""
    sizes: tuple[int, ...]
    """Number of actors in each; an actor without ties is one by itself."""
    modularity: float
    """Share of the ties within communities less the share that the degrees alone would give (Newman &
    Girvan 2004), −½ … 1; unsaid without ties."""

    def __len__(self) -> int:
        return len(self.sizes)

    def parts(self) -> Parts:
        """The same as parts, named «1», «2», … by size."""
        return Parts(tuple(str(1 + one) for one in range(len(self))), self.of)


def find_communities(network: Network, seed: int = 0, tries: int = TRIES) -> Communities:
    """Divide the actors so that modularity is as great as the search finds (Leiden).

    Strength and direction are ignored. Leiden is a search: there may be a better division, and divisions
    almost as good may look quite different. The same ties and seed give the same division on every machine;
    up to :data:`matchmaker.measures.canonical.MOST` actors names do not matter either, except among actors
    that nothing tells apart.

    Parameters
    ----------
    network
        The network.
    seed
        Seed of the search.
    tries
        Searches of which the best counts, ≥ 1; above :data:`SMALL` actors there is one.

    References
    ----------
    Traag, Waltman & van Eck 2019, *From Louvain to Leiden*, Scientific Reports 9: 5233.
    """
    n = len(network)
    if not len(network.tail):
        return Communities(np.arange(n), (1,) * n, UNSAID)
    plain, order = in_canonical_order(network)
    graph, large = plain.igraph, n > SMALL
    found: list[tuple[float, list[int]]] = []
    with seeded_igraph(seed, "communities"):
        for _ in range(1 if large else tries):
            one = graph.community_leiden("modularity", n_iterations=ROUNDS_OF_LARGE if large else -1)
            found.append((one.modularity, one.membership))
    modularity, membership = max(found, key=lambda one: one[0])  # the first of the best
    of = np.empty(n, dtype=np.int64)
    of[order] = membership
    return Communities(*_by_size(of), modularity)


def _by_size(of: np.ndarray) -> tuple[np.ndarray, tuple[int, ...]]:
    """Number the communities from the largest; equally large ones by their first actor."""
    _, first, which, size = np.unique(of, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -size))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place[which], tuple(size[order].tolist())


def _of_case(case: Case) -> Communities:
    return case.once("communities", lambda: find_communities(flat(case), case.seed))


_LEIDEN: Final = "Traag, Waltman & van Eck 2019, Scientific Reports 9: 5233; strength and direction ignored"

MEASURES: Final = (
    Measure(
        Spec("communities", Level.NETWORK, 0, inf, _LEIDEN, cost=Cost.STEPS, empty=0.0, single=1.0),
        lambda case: float(len(_of_case(case))),
    ),
    Measure(
        Spec("modularity", Level.NETWORK, -0.5, 1, f"Newman & Girvan 2004, by {_LEIDEN}", cost=Cost.STEPS),
        lambda case: _of_case(case).modularity,
    ),
)
