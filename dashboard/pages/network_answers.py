"""Networks, views and measures of them, kept while the data they rest on is unchanged."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.once import Once
from matchmaker.services import labels
from matchmaker.services.network_view_basis import read_basis
from matchmaker.services.network_view_bridges import find_bridges
from matchmaker.services.network_view_divide import within
from matchmaker.services.network_view_scene import members_of, scene_of
from matchmaker.services.network_view_values import case_of, communities_in, offered, searched, values_of

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.network_scope import NetworkRequest
    from matchmaker.services.network_view import Node
    from matchmaker.services.network_view_basis import Basis
    from matchmaker.services.network_view_bridges import Bridge
    from matchmaker.services.network_view_scene import Scene, SceneRequest
    from matchmaker.services.network_view_values import Offered

NETWORKS: Final = 6
"""Networks kept; a large one takes some tens of megabytes."""
VIEWS: Final = 64
"""Views, and measures, kept."""
MOST_FOUND: Final = 50
"""Actors that a search in a large network lists."""
DEGREE: Final = "degree"
AHEAD: Final = 5_000
"""Actors from which a group is divided before anybody goes into it: that takes a second in a large one."""
MOST_AHEAD: Final = 6
"""Groups of a view that are divided ahead, the largest first."""
MOST_LISTED: Final = 1_000
"""Actors up to which a list holds everybody, and is searched in the browser."""


class NetworkAnswers:
    """The network page's services.

    Parameters
    ----------
    workspace
        Where datasets are read.
    """

    def __init__(self, workspace: KeptWorkspace) -> None:
        self._workspace = workspace
        self._networks = Once(NETWORKS)
        self._cases = Once(NETWORKS)
        self._views = Once(VIEWS)

    def basis(self, request: NetworkRequest) -> Basis:
        """A chosen network. Raises ``InputError``."""
        key = (self._version(request.dataset), request)
        return self._networks.get(key, lambda: read_basis(self._workspace, request))

    def scene(self, request: SceneRequest) -> Scene:
        """A view of a network. Raises ``InputError``."""
        basis, key = self.basis(request.network), self._key("scene", request)

        def work() -> Scene:
            found = scene_of(basis, request)
            inner = _likely_next(found)
            if inner:
                Thread(target=self._work_ahead, args=(basis, key[0], inner), daemon=True).start()
            return found

        return self._views.get(key, work)

    def _work_ahead(self, basis: Basis, version: object, requests: tuple[SceneRequest, ...]) -> None:
        """Make views that are likely to be asked for next; who asks meanwhile shares the work."""
        for request in requests:
            self._views.get((version, "scene", request), partial(scene_of, basis, request))

    def bridges(self, request: NetworkRequest) -> tuple[Bridge, ...]:
        """The ties of a network that alone hold parts of it together. Raises ``InputError``."""
        basis = self.basis(request)
        key = (self._version(request.dataset), "bridges", request)
        return self._views.get(key, lambda: find_bridges(basis))

    def communities(self, request: SceneRequest) -> dict[str, int]:
        """Community of each actor drawn in a view. Raises ``InputError``."""
        basis, scene = self.basis(request.network), self.scene(request)
        return self._views.get(self._key("communities", request), lambda: communities_in(basis, scene))

    def values(self, request: NetworkRequest, name: str) -> np.ndarray:
        """A measure of every actor of a network, by node. Raises ``InputError``."""
        basis = self.basis(request)
        if name == DEGREE:  # what every view shows asks for nothing more
            return basis.network.degree.astype(float)
        version = self._version(request.dataset)
        case = self._cases.get((version, request), lambda: case_of(basis))
        return self._views.get((version, "values", request, name), lambda: values_of(basis, case, name))

    def members(self, request: SceneRequest) -> np.ndarray:
        """Nodes of everybody in a view. Raises ``InputError``."""
        basis = self.basis(request.network)
        return self._views.get(self._key("members", request), lambda: members_of(basis, request))

    def members_of_group(self, request: SceneRequest, key: str) -> np.ndarray:
        """Nodes of one of a view's groups. Raises ``InputError``."""
        return within(self.basis(request.network), self.members(request), key)

    def offered(self, request: NetworkRequest) -> tuple[Offered, ...]:
        """The measures of actors in a network of its size. Raises ``InputError``."""
        return offered(len(self.basis(request)))

    def contributions(self, request: NetworkRequest) -> dict[str, Param]:
        """What each contribution that somebody offers is called, by code. Raises ``InputError``."""
        register = self.basis(request).register

        def work() -> dict[str, Param]:
            codes = sorted(map(str, register.frame("contributions")["contribution"].unique()))
            return {code: labels.contribution(register, code) for code in codes}

        return self._views.get((self._version(request.dataset), "contributions", request), work)

    def municipalities(self, dataset: str) -> tuple[str, ...]:
        """Numbers of the municipalities where somebody is, in number order. Raises ``InputError``."""
        register = self._workspace.dataset(dataset).register
        found = register.actors["municipality"].dropna().unique()
        return tuple(sorted(map(str, found)))

    def found(self, request: NetworkRequest, wanted: str) -> tuple[Node, ...]:
        """Actors whose name holds what is wanted, by name, at most so many; of a small network everybody.

        Raises ``InputError``.
        """
        basis = self.basis(request)
        if len(basis) <= MOST_LISTED:
            return basis.listed(basis.by_name)
        return basis.listed(searched(basis, wanted, MOST_FOUND))

    def named(self, request: NetworkRequest, actor: str | None) -> tuple[Node, ...]:
        """One actor; nobody where there is none, or not in this network. Raises ``InputError``."""
        basis = self.basis(request)
        node = basis.node(actor)
        return () if node is None else basis.listed(np.array([node]))

    def _version(self, dataset: str) -> str:
        return self._workspace.dataset(dataset).register.fingerprint

    def _key(self, kind: str, request: SceneRequest) -> tuple[object, ...]:
        return (self._version(request.network.dataset), kind, request)


def _likely_next(scene: Scene) -> tuple[SceneRequest, ...]:
    """The views of a scene's largest groups, where it takes time to make them."""
    large = sorted((g for g in scene.groups if g.actors >= AHEAD), key=lambda g: (-g.actors, g.key))
    inside = scene.request.inside
    return tuple(replace(scene.request, inside=(*inside, one.key)) for one in large[:MOST_AHEAD])
