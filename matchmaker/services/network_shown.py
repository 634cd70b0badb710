"""A network as the network page shows it, in one answer: the view, values of its actors, what holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import Message
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.jsonable import number
from matchmaker.services.network_view_basis import read_basis
from matchmaker.services.network_view_bridges import Bridge, find_bridges
from matchmaker.services.network_view_scene import Scene, SceneRequest, scene_of
from matchmaker.services.network_view_values import case_of, communities_in, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ViewRequest:
    """Which view of a network, and what is told of those in it. The working edition only."""

    scene: SceneRequest
    measures: tuple[str, ...] = ()
    """Names of measures that every actor of the network is to have a value of."""
    communities: bool = False
    """Whether those drawn are divided by their ties; nobody is where groups are drawn."""
    bridges: bool = False
    """Whether the ties that alone hold parts together are told."""


@dataclass(frozen=True, slots=True)
class ViewResult:
    """A view of a network. Nothing is told of an actor's standing among others: values stand by id."""

    request: ViewRequest
    scene: Scene
    values: Mapping[str, Mapping[str, float | None]]
    """By measure, by id of the actor, of the whole chosen network; ``None`` where nothing can be said."""
    communities: Mapping[str, int]
    """By id of those drawn; empty where it was not asked for, or nobody has a tie."""
    bridges: tuple[Bridge, ...]
    """Of the whole chosen network; empty where it was not asked for."""
    notes: tuple[Message, ...]
    data_version: str | None
    code_version: str
    synthetic: bool
    """Whether any actor of the chosen network is invented."""


def show_network(workspace: Workspace, request: ViewRequest, environment: Environment) -> ViewResult:
    """Make a view of a network with what is told of those in it.

    Raises
    ------
    InputError
        As :func:`~matchmaker.services.network_view_scene.scene_of` and
        :func:`~matchmaker.services.network_view_values.values_of`.
    """
    del environment  # nothing of it depends on the day
    basis = read_basis(workspace, request.scene.network)
    scene = scene_of(basis, request.scene)
    case = case_of(basis)
    ids = [str(one) for one in basis.network.ids]
    found = {name: values_of(basis, case, name) for name in dict.fromkeys(request.measures)}
    synthetic = bool(basis.register.actors["synthetic"].any())
    return ViewResult(
        request=request,
        scene=scene,
        values={
            name: {one: number(value) for one, value in zip(ids, values.tolist(), strict=True)}
            for name, values in found.items()
        },
        communities=communities_in(basis, scene) if request.communities and not scene.groups else {},
        bridges=find_bridges(basis) if request.bridges else (),
        notes=(Message("note.synthetic"),) if synthetic else (),
        data_version=version_told(basis.register, Edition.WORKING),
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )
