"""Which actors are measured in an edition: in the public one no private person, see ``network_told``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.measures.case import Case
from matchmaker.model.vocabulary import Sector
from matchmaker.services.disclosure import Edition, network_told
from matchmaker.services.network_scope import part_of, relations_of

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.services.network_scope import NetworkRequest
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True)
class Measured:
    """A network as it is measured in an edition."""

    register: Register
    """The actors that are measured."""
    case: Case
    hidden: frozenset[str]
    """Sides of which nothing may be told: nobody but, perhaps, private persons."""
    synthetic: bool
    """Whether any of them is invented."""


def measured(
    workspace: Workspace, request: NetworkRequest, edition: Edition, seed: int = 0, *, directed: bool = False
) -> Measured:
    """Read the network that is meant, as it may be measured. Raises what ``part_of`` raises."""
    relations, register = relations_of(request), network_told(part_of(workspace, request), edition)
    actors = register.actors
    there = set(actors["sector"].dropna().astype(str))
    hidden = frozenset(one.value for one in Sector if one.value not in there)
    return Measured(
        register=register,
        case=Case.from_register(register, relations, directed=directed, seed=seed),
        hidden=hidden if edition is Edition.PUBLIC else frozenset(),
        synthetic=bool(actors["synthetic"].any()),
    )
