"""A dataset's network ready to be drawn or read as a table: positions are computed here, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.model.register import records_of
from matchmaker.network.network import Network
from matchmaker.services import labels
from matchmaker.services.layout import layout
from matchmaker.services.network_scope import part_of, relations_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
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
    relations: tuple[str, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class NetworkView:
    """What to draw and what to list."""

    request: NetworkRequest
    nodes: tuple[Node, ...]
    """By name."""
    links: tuple[Link, ...]
    drawn: bool
    """Whether the network is small enough for a drawing to help."""
    unconnected: int
    """Actors with no registered relation among those shown."""
    data_version: str


def view_network(workspace: Workspace, request: NetworkRequest) -> NetworkView:
    """Lay out a dataset's network. Raises ``InputError``."""
    register, relations = part_of(workspace, request), relations_of(request)
    network = Network.from_register(register, relations)
    drawn = 0 < len(network) <= MOST_DRAWN
    return NetworkView(
        request=request,
        nodes=_nodes(register, network, layout(network) if drawn else {}),
        links=_links(register, relations),
        drawn=drawn,
        unconnected=len(network.isolates()),
        data_version=register.fingerprint[:16],
    )


def list_nodes(workspace: Workspace, request: NetworkRequest) -> tuple[Node, ...]:
    """Everybody in a network, by name, where nothing is drawn: positions are zero and cost nothing.

    Raises ``InputError``.
    """
    register = part_of(workspace, request)
    return _nodes(register, Network.from_register(register, relations_of(request)), {})


def _nodes(
    register: Register, network: Network, places: Mapping[str, tuple[float, float]]
) -> tuple[Node, ...]:
    nodes = (
        Node(
            row["id"], row["name"], row["kind"], labels.kind(register, row["kind"]), row["sector"],
            row["form"],
            row["municipality"], int(degree), *places.get(row["id"], (0.0, 0.0)), row["reserved"],
            row["synthetic"],
        )
        for row, degree in zip(records_of(register.actors), network.degree, strict=True)
    )  # fmt: skip
    return tuple(sorted(nodes, key=lambda node: (node.name.casefold(), node.id)))


def _links(register: Register, relations: Collection[str]) -> tuple[Link, ...]:
    found: dict[tuple[str, str], tuple[set[str], float]] = {}
    frame = register.frame("ties")
    for row in records_of(frame[frame["relation"].isin(sorted(relations))]):
        pair = (min(row["tail"], row["head"]), max(row["tail"], row["head"]))
        relations, strength = found.get(pair, (set(), 0.0))
        found[pair] = (relations | {row["relation"]}, strength + row["strength"])
    return tuple(
        Link(tail, head, tuple(sorted(relations)), strength)
        for (tail, head), (relations, strength) in sorted(found.items())
    )
