"""What there is to colour and size actors by: communities, and every affordable measure of actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.case import Case
from matchmaker.measures.communities import find_communities
from matchmaker.measures.registry import MEASURES
from matchmaker.measures.spec import Cost, Level
from matchmaker.model.vocabulary import Sector
from matchmaker.network.parts import Parts
from matchmaker.network.two_mode import TwoMode
from matchmaker.services.measures_asked import found as measure

if TYPE_CHECKING:
    from matchmaker.services.network_view_basis import Basis
    from matchmaker.services.network_view_scene import Scene

MOST_BY_PATHS: Final = 5_000
"""Actors up to which measures that follow the shortest paths from everybody are offered."""
BODIES_ONLY: Final = frozenset({"is_cut_point", "bridges_at", "pairs_parted", "carried_alone"})
"""Measures of who holds others together: no private person is pointed out by them."""
_SAME_WITHOUT_DIRECTION: Final = frozenset({"in_degree", "out_degree"})


@dataclass(frozen=True, slots=True)
class Offered:
    """A measure in a menu."""

    name: str
    affordable: bool
    """Whether it can be worked out for a network of this size while somebody waits."""


def offered(actors: int) -> tuple[Offered, ...]:
    """Every measure of actors, in the order of the registry, for a network of so many actors."""
    return tuple(
        Offered(one.spec.name, one.spec.cost is not Cost.PATHS or actors <= MOST_BY_PATHS)
        for one in MEASURES
        if one.spec.level is Level.ACTOR and one.spec.name not in _SAME_WITHOUT_DIRECTION
    )


def case_of(basis: Basis) -> Case:
    """Make what measures ask for, once for a network."""
    sides = Parts.from_values(basis.column("sector"), [one.value for one in Sector])
    return Case(basis.network, sides, TwoMode.from_register(basis.register))


def values_of(basis: Basis, case: Case, name: str) -> np.ndarray:
    """Work out a measure of every actor in the chosen network.

    Returns
    -------
    numpy.ndarray
        Shape (n,); nan where nothing can be said, and for private persons where they are not told.

    Raises
    ------
    InputError
        ``no_such_measure``; ``measure_asks`` where the network lacks what it asks for.
    """
    found = np.array(measure(name).of(case), dtype=float)
    if name in BODIES_ONLY:
        found[basis.register.persons] = np.nan
    return found


def communities_in(basis: Basis, scene: Scene) -> dict[str, int]:
    """Community of each actor that is drawn, by the ties among those drawn; from 1, the largest first.

    Actors without a tie among them are left out.
    """
    members = np.sort(basis.codes(tuple(node.id for node in scene.nodes)))
    gone = np.ones(len(basis), dtype=bool)
    gone[members] = False
    part = basis.network.without(gone)
    found = find_communities(part)
    tied = np.flatnonzero(part.degree > 0)
    return {str(part.ids[int(node)]): 1 + int(found.of[node]) for node in tied}


def searched(basis: Basis, wanted: str, most: int) -> np.ndarray:
    """Nodes whose name holds what is *wanted*, whatever the case, by name; at most so many."""
    key, found = wanted.strip().casefold(), []
    for node in basis.by_name.tolist():
        if key in basis.folded[node]:
            found.append(node)
            if len(found) == most:
                break
    return np.array(found, dtype=np.int64)
