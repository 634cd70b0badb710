"""Which actors are measured, and what of them may be listed in an edition.

The public edition leaves the private persons of a side out of the network before anything is measured where
there are fewer than five of them: whether there is nobody or a few, every figure is the same. Where there are
five or more they are measured with the rest, but never listed. Organisations and groups are always measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matchmaker.measures.case import Case
from matchmaker.model.vocabulary import Form, Sector
from matchmaker.services.disclosure import Edition
from matchmaker.services.network_scope import part_of, relations_of

if TYPE_CHECKING:
    import numpy as np

    from matchmaker.model.register import Register
    from matchmaker.services.network_scope import NetworkRequest
    from matchmaker.services.workspace import Workspace

SMALLEST: Final = 5
"""The least number of private persons that is told."""


@dataclass(frozen=True)
class Measured:
    """A network as it is measured in an edition."""

    register: Register
    """The actors that are measured."""
    case: Case
    listed: np.ndarray
    """Who may be listed with a value, a mask of shape (n,)."""
    persons: int
    """Private persons who are measured but not listed."""
    hidden: frozenset[str]
    """Sides of which nothing may be told: nobody but, perhaps, fewer than five private persons."""
    synthetic: bool
    """Whether any of them is invented."""

    def unconnected(self, edition: Edition) -> int | None:
        """Actors with no registered relation; see :class:`~matchmaker.services.measures.MeasuresResult`."""
        if edition is Edition.PUBLIC and self.persons:
            return None
        return len(self.case.network.isolates())


def measured(
    workspace: Workspace, request: NetworkRequest, edition: Edition, seed: int = 0, *, directed: bool = False
) -> Measured:
    """Read the network that is meant, as it may be measured. Raises what ``part_of`` raises."""
    relations, register = relations_of(request), part_of(workspace, request)
    if edition is Edition.PUBLIC:
        gone = _few(register)
        register = register.without_actors(gone) if gone else register
    actors = register.actors
    persons = (actors["form"] == Form.PERSON.value).to_numpy(dtype=bool)
    listed = ~persons if edition is Edition.PUBLIC else persons | True
    there = set(actors["sector"].dropna().astype(str))
    hidden = frozenset(one.value for one in Sector if one.value not in there)
    return Measured(
        register=register,
        case=Case.from_register(register, relations, directed=directed, seed=seed),
        listed=listed,
        persons=int((~listed).sum()),
        hidden=hidden if edition is Edition.PUBLIC else frozenset(),
        synthetic=bool(actors["synthetic"].any()),
    )


def _few(register: Register) -> list[str]:
    """Ids of the private persons of every side with fewer than five of them; of no side, likewise."""
    actors = register.actors
    people = actors[(actors["form"] == Form.PERSON.value).to_numpy(dtype=bool)]
    sides = people["sector"].astype(object).where(people["sector"].notna(), "")
    counts = sides.map(sides.value_counts())
    return [str(one) for one in people["id"][(counts < SMALLEST).to_numpy(dtype=bool)]]
