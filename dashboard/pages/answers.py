"""Answers from the services, kept while the data they rest on is unchanged."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from matchmaker.services.actors import ActorCard, ActorName, actor_card, list_actors
from matchmaker.services.catalogue import Overview, overview
from matchmaker.services.gaps import GapsRequest, GapsResult, find_gaps
from matchmaker.services.network_view import NetworkRequest, NetworkView, view_network
from matchmaker.services.team import TeamRequest, TeamResult, suggest_team

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.workspace import DatasetInfo, Workspace

Request = TypeVar("Request")
Result = TypeVar("Result")

KEPT = 64
"""Answers kept of each kind; the same question asked again is answered at once."""


class Answers:
    """The services with their workspace and environment filled in.

    The answer to a request is kept with the version of the data and, where it matters, the day, so that
    a changed file or a new day gives a new answer. Errors are not kept.
    """

    def __init__(self, workspace: KeptWorkspace, environment: Environment) -> None:
        self._workspace = workspace
        self._team = lru_cache(KEPT)(lambda _version, request: suggest_team(workspace, request, environment))
        self._network = lru_cache(KEPT)(lambda _version, request: view_network(workspace, request))
        self._parts = lru_cache(KEPT)(
            lambda service, _basis, request: service(workspace, request, environment)
        )
        self._environment = environment

    @property
    def workspace(self) -> KeptWorkspace:
        """Where the answers come from, for what is written and so never kept."""
        return self._workspace

    def datasets(self) -> tuple[DatasetInfo, ...]:
        """Every dataset, by name."""
        return self._workspace.datasets()

    def first_dataset(self) -> str:
        """Name of the dataset shown when the address names none; empty when there is none."""
        return next((info.name for info in self.datasets()), "")

    def overview(self, dataset: str) -> Overview:
        """What a dataset holds. Raises ``InputError`` or ``TableErrors``."""
        return overview(self._workspace, dataset)

    def team(self, request: TeamRequest) -> TeamResult:
        """Suggest a team. Raises ``InputError`` or ``Infeasible``."""
        answer: TeamResult = self._team(self.overview(request.dataset).data_version, request)
        return answer

    def gaps(self, request: GapsRequest) -> GapsResult:
        """Look for who is missing. Raises ``InputError``."""
        return self.ask(find_gaps, request, request.dataset)

    def ask(
        self, service: Callable[[Workspace, Request, Environment], Result], request: Request, dataset: str
    ) -> Result:
        """Ask one of the services about a dataset; the answer rests on the data and the day.

        Raises what the service raises.
        """
        basis = (self.overview(dataset).data_version, self._environment.today)
        answer: Result = self._parts(service, basis, request)
        return answer

    def network(self, request: NetworkRequest) -> NetworkView:
        """Lay out a network. Raises ``InputError``."""
        answer: NetworkView = self._network(self.overview(request.dataset).data_version, request)
        return answer

    def actors(self, dataset: str) -> tuple[ActorName, ...]:
        """Every actor of a dataset, by name. Raises ``InputError`` or ``TableErrors``."""
        return list_actors(self._workspace, dataset)

    def actor(self, dataset: str, actor: str) -> ActorCard:
        """Read one actor. Raises ``InputError``."""
        return actor_card(self._workspace, dataset, actor)
