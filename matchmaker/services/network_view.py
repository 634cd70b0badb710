"""Actors and ties as they are drawn and listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.model.register import records_of
from matchmaker.network.network import Network
from matchmaker.services import labels
from matchmaker.services.network_scope import part_of, relations_of

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.services.network_scope import NetworkRequest
    from matchmaker.services.workspace import Workspace

MOST_DRAWN = 500
"""Above this many nodes a drawing helps nobody; the table still holds everybody."""


@dataclass(frozen=True, slots=True)
class Node:
    """An actor as it is drawn and listed."""

    id: str
    name: str
    kind: str
    kind_label: Param
    sector: str
    form: str
    municipality: str | None
    degree: int
    """Actors it has a registered relation with, among those shown."""
    x: float
    y: float
    """Position in a square from −1 to 1; zero when nothing is drawn."""
    reserved: bool
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A pair of actors with at least one relation."""

    tail: str
    head: str
    strength: float
    """Sum of the strengths of their relations, > 0."""


def list_nodes(workspace: Workspace, request: NetworkRequest) -> tuple[Node, ...]:
    """Everybody in a network, by name, where nothing is drawn: positions are zero and cost nothing.

    Raises ``InputError``.
    """
    register = part_of(workspace, request)
    network = Network.from_register(register, relations_of(request))
    nodes = (
        Node(
            row["id"], row["name"], row["kind"], labels.kind(register, row["kind"]), row["sector"],
            row["form"], row["municipality"], int(degree), 0.0, 0.0, row["reserved"], row["synthetic"],
        )
        for row, degree in zip(records_of(register.actors), network.degree, strict=True)
    )  # fmt: skip
    return tuple(sorted(nodes, key=lambda node: (node.name.casefold(), node.id)))
