"""One view of a network: the whole, a part, the surroundings of an actor, or the way between two.

What is small enough is drawn actor by actor; what is not is drawn as groups that can be gone into.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.services.layout import layered, layout
from matchmaker.services.network_view import MOST_DRAWN, Link, Node
from matchmaker.services.network_view_divide import Grouping, divide, within
from matchmaker.services.network_view_groups import Group, GroupLink, grouped
from matchmaker.services.network_view_ways import Ways, near, shortest_ways

if TYPE_CHECKING:
    from matchmaker.services.network_scope import NetworkRequest
    from matchmaker.services.network_view_basis import Basis

MOST_STEPS: Final = 2
"""Surroundings beyond this are most of a network."""
MOST_TIES: Final = 2_000
"""Ties drawn between actors; the strongest where there are more."""


@dataclass(frozen=True, slots=True)
class SceneRequest:
    """Which view of which network."""

    network: NetworkRequest
    grouping: Grouping = Grouping.PLACE
    """How what cannot be drawn whole is divided."""
    inside: tuple[str, ...] = ()
    """Keys of the groups that were gone into, each within the one before."""
    around: str | None = None
    """Actor whose surroundings, or ways, are looked at."""
    steps: int = 0
    """How far the surroundings reach, 1 or 2; 0 for no such view."""
    to: str | None = None
    """Actor to whom the ways from :attr:`around` are looked for."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A group that was gone into, on the way to what is shown."""

    key: str
    actors: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn, listed and told. Either :attr:`nodes` or :attr:`groups` is empty."""

    request: SceneRequest
    nodes: tuple[Node, ...]
    """Actors by name, each with its place in the drawing."""
    links: tuple[Link, ...]
    """Pairs with a relation among them, by id."""
    groups: tuple[Group, ...]
    """Groups in their own order, each with its place in the drawing."""
    group_links: tuple[GroupLink, ...]
    """Pairs of groups with ties between them; the most ties first."""
    crumbs: tuple[Crumb, ...]
    ways: Ways | None
    """The ways between two actors, where these are looked at."""
    actors: int
    """Actors in what is shown, drawn one by one or not."""
    ties: int
    """Pairs with a relation among them."""
    alone: int
    """Actors among them without a registered relation in the chosen network."""
    ties_drawn: int
    """Ties that are drawn between actors; fewer than :attr:`ties` where there are too many."""
    network_actors: int
    """Actors in the chosen network."""
    network_ties: int


def scene_of(basis: Basis, request: SceneRequest) -> Scene:
    """Make a view of a network that has been read.

    Raises
    ------
    InputError
        ``not_in_network`` for an actor who is not in the chosen network; ``unknown_network_group``.
    """
    if request.around is not None and request.to is not None:
        return _way(basis, request)
    members, crumbs = _gone_into(basis, request)
    if len(members) <= MOST_DRAWN:
        return _of_actors(basis, request, members, crumbs)
    return _of_groups(basis, request, members, crumbs)


def members_of(basis: Basis, request: SceneRequest) -> np.ndarray:
    """Nodes of everybody in a view that is no way, ascending. Raises ``InputError`` as :func:`scene_of`."""
    return _gone_into(basis, request)[0]


def _node(basis: Basis, actor: str) -> int:
    code = basis.node(actor)
    if code is None:
        raise InputError("not_in_network", {"actor": actor})
    return code


def _gone_into(basis: Basis, request: SceneRequest) -> tuple[np.ndarray, tuple[Crumb, ...]]:
    members, crumbs = np.arange(len(basis)), []
    if request.around is not None and request.steps:
        members = near(basis.network, _node(basis, request.around), min(request.steps, MOST_STEPS))
    for key in request.inside:
        members = within(basis, members, key)
        crumbs.append(Crumb(key, len(members)))
    return members, tuple(crumbs)


def _way(basis: Basis, request: SceneRequest) -> Scene:
    start, end = _node(basis, str(request.around)), _node(basis, str(request.to))
    ways, on, step = shortest_ways(basis.network, start, end, basis.names)
    if len(on) > MOST_DRAWN:  # the shortest ways are many: those that are told are drawn
        names = {name for way in ways.told for name in way}
        kept = np.isin(basis.names[on], sorted(names))
        on, step = on[kept], step[kept]
    places = layered([str(basis.network.ids[node]) for node in on], step.tolist())
    return replace(_of_actors(basis, request, on, (), places), ways=ways)


def _ties_among(basis: Basis, members: np.ndarray) -> np.ndarray:
    """Ties with both ends among some actors, ascending."""
    here = np.zeros(len(basis), dtype=bool)
    here[members] = True
    network = basis.network
    found: np.ndarray = np.flatnonzero(here[network.tail] & here[network.head])
    return found


def _of_actors(
    basis: Basis, request: SceneRequest, members: np.ndarray, crumbs: tuple[Crumb, ...],
    places: dict[str, tuple[float, float]] | None = None,
) -> Scene:  # fmt: skip
    network, ties = basis.network, _ties_among(basis, members)
    gone = np.ones(len(basis), dtype=bool)
    gone[members] = False
    drawn = ties
    if len(ties) > MOST_TIES:  # equally strong ones in the order of their ends
        drawn = np.sort(ties[np.argsort(-network.strength[ties], kind="stable")[:MOST_TIES]])
    spread = places if places is not None else layout(network.without(gone))
    order = basis.by_name[np.isin(basis.by_name, members)]
    return _scene(
        basis, request, members, ties, crumbs, nodes=basis.listed(order, spread),
        links=_links(basis, drawn), drawn=len(drawn),
    )  # fmt: skip


def _links(basis: Basis, ties: np.ndarray) -> tuple[Link, ...]:
    network = basis.network
    ends = zip(network.ids[network.tail[ties]], network.ids[network.head[ties]], strict=True)
    return tuple(
        Link(str(tail), str(head), float(strength))
        for (tail, head), strength in zip(ends, network.strength[ties], strict=True)
    )


def _of_groups(basis: Basis, request: SceneRequest, members: np.ndarray, crumbs: tuple[Crumb, ...]) -> Scene:
    ties = _ties_among(basis, members)
    groups, links = grouped(basis, divide(basis, members, request.grouping), ties)
    return _scene(basis, request, members, ties, crumbs, groups=groups, group_links=links)


def _scene(
    basis: Basis, request: SceneRequest, members: np.ndarray, ties: np.ndarray, crumbs: tuple[Crumb, ...],
    *, nodes: tuple[Node, ...] = (), links: tuple[Link, ...] = (), groups: tuple[Group, ...] = (),
    group_links: tuple[GroupLink, ...] = (), drawn: int = 0,
) -> Scene:  # fmt: skip
    return Scene(
        request=request, nodes=nodes, links=links, groups=groups, group_links=group_links, crumbs=crumbs,
        ways=None, actors=len(members), ties=len(ties),
        alone=int(np.count_nonzero(basis.network.degree[members] == 0)), ties_drawn=drawn,
        network_actors=len(basis), network_ties=len(basis.network.tail),
    )  # fmt: skip
