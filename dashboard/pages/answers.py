"""Answers from the services, kept while the data they rest on is unchanged."""

from __future__ import annotations

from collections import defaultdict
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from dashboard.pages.groups_answers import GroupAnswers
from dashboard.pages.network_answers import NetworkAnswers
from dashboard.pages.proving import Proofs
from dashboard.pages.standing import is_standing
from matchmaker.kernel.once import Once
from matchmaker.services.actors import ActorCard, ActorName, actor_card, list_actors
from matchmaker.services.catalogue import ChallengeInfo, Overview, overview
from matchmaker.services.gaps import GapsRequest, GapsResult, find_gaps
from matchmaker.services.report import Report, ReportRequest, make_report
from matchmaker.services.team import TeamRequest, TeamResult, first_answer, suggest_team

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import date

    from matchmaker.kernel.progress import Progress
    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.workspace import DatasetInfo, Workspace

Request = TypeVar("Request")
Result = TypeVar("Result")
Value = TypeVar("Value")

KEPT = 64
"""Answers kept of each kind; the same question asked again is answered at once."""
CANCELLED = "cancelled"
"""Status of a search that somebody stopped."""


class Answers:
    """The services with their workspace and environment filled in.

    The answer to a request is kept with the version of the data and, where it matters, the day, so that
    a changed file or a new day gives a new answer. Errors are not kept.
    """

    def __init__(self, workspace: KeptWorkspace, environment: Environment) -> None:
        self._workspace = workspace
        self._first = Once(KEPT)
        self._teams = Once(KEPT)
        self._shown = Once(KEPT)
        self.proofs = Proofs()
        self.groups = GroupAnswers(workspace, environment, self._basis)
        self.networks = NetworkAnswers(workspace)
        self._asked: defaultdict[object, Once] = defaultdict(lambda: Once(KEPT))
        self._environment = environment
        self._read: defaultdict[object, Once] = defaultdict(lambda: Once(KEPT))

    @property
    def workspace(self) -> KeptWorkspace:
        """Where the answers come from, for what is written and so never kept."""
        return self._workspace

    @property
    def environment(self) -> Environment:
        """The day, for what is written and so never kept."""
        return self._environment

    def datasets(self) -> tuple[DatasetInfo, ...]:
        """Every dataset, by name."""
        return self._workspace.datasets()

    def first_dataset(self) -> str:
        """Name of the dataset shown when the address names none; empty when there is none."""
        return next((info.name for info in self.datasets()), "")

    def overview(self, dataset: str) -> Overview:
        """What a dataset holds. Raises ``InputError`` or ``TableErrors``."""
        held: Overview = self._about(overview, dataset)
        return held

    def first_team(self, request: TeamRequest, former: tuple[str, ...] = ()) -> TeamResult:
        """A good team with its proven gap, at once, begun from the *former* team where there is one.

        Raises ``InputError`` or ``Infeasible``.
        """
        basis = self._basis(request.dataset)
        answer = self._first.get(
            (basis, request, former),
            lambda: first_answer(self._workspace, request, self._environment, former),
        )
        self._shown.put((basis, request), answer.members)
        return answer

    def shown(self, request: TeamRequest) -> tuple[str, ...]:
        """Who had a seat when this was last answered; nobody when it has not been. Raises ``InputError``."""
        seated: tuple[str, ...] = self._shown.known((self._basis(request.dataset), request)) or ()
        return seated

    def proven(self, request: TeamRequest) -> TeamResult | None:
        """The best team, where it has been worked out already. Raises ``InputError``."""
        best: TeamResult | None = self._teams.known((self._basis(request.dataset), request))
        return best

    def team(self, request: TeamRequest, progress: Progress | None = None) -> TeamResult:
        """Suggest the best team. Raises ``InputError`` or ``Infeasible``.

        A search that was cancelled by *progress* tells how far it came and is not kept.
        """
        known = self.proven(request)
        if known is not None:
            return known
        basis, environment = self._basis(request.dataset), self._environment
        followed = environment if progress is None else replace(environment, progress=progress)
        answer = suggest_team(self._workspace, request, followed)
        if answer.status != CANCELLED:
            self._teams.put((basis, request), answer)
            self._shown.put((basis, request), answer.members)
        return answer

    def _basis(self, dataset: str) -> tuple[str, date]:
        """What answers rest on besides the request: the data, and the day."""
        return self._workspace.dataset(dataset).register.fingerprint[:16], self._environment.today

    def _about(self, service: Callable[[Workspace, str], Value], dataset: str) -> Value:
        """Read from a dataset, or give what was read from it; whether one may is asked each time."""
        opened = self._workspace.dataset(dataset)
        basis = (opened.info, opened.register.fingerprint, len(opened.warnings))
        return self._read[service].get((basis, dataset), lambda: service(self._workspace, dataset))

    def gaps(self, request: GapsRequest) -> GapsResult:
        """Look for who is missing. Raises ``InputError``."""
        return self.ask(find_gaps, request, request.dataset)

    def ask(
        self,
        service: Callable[[Workspace, Request, Environment], Result],
        request: Request,
        dataset: str,
        *others: str,
        progress: Progress | None = None,
    ) -> Result:
        """Ask one of the services about a dataset, or about several together.

        The answer rests on the data of all of them, and on the day. Raises what the service raises.
        """
        environment = self._environment
        followed = environment if progress is None else replace(environment, progress=progress)
        with self._reading(request):
            return self._asked[service].get(
                self._asked_as(request, dataset, *others),
                lambda: service(self._workspace, request, followed),
            )

    def actors_behind(self, service: Callable[..., object], request: object, *datasets: str) -> int:
        """How many actors :meth:`ask` would work its answer out from; 0 when it has it already.

        Raises ``InputError``.
        """
        with self._reading(request):
            if self._asked[service].known(self._asked_as(request, *datasets)) is not None:
                return 0
            return sum(len(self._workspace.dataset(name).register) for name in datasets)

    def _asked_as(self, request: object, *datasets: str) -> tuple[object, ...]:
        return tuple(map(self._basis, datasets)), request

    def report(self, request: ReportRequest) -> Report:
        """Make a report: what is decided until now is read anew, what the data say is asked for as always.

        Raises ``InputError``.
        """

        def ask(service: Callable[[Workspace, Any, Environment], Result], wish: Any) -> Result:  # noqa: ANN401
            return self.ask(service, wish, wish.dataset)

        # a funnel without a date of its own is of the report's day, which is no part of what it is asked
        of_today = request.on in (None, self._environment.today)
        with self._reading(request):
            return make_report(self._workspace, request, self._environment, ask if of_today else None)

    def _reading(self, request: object) -> AbstractContextManager[None]:
        """What it is to read for a request: what may be told in public is for everybody."""
        return self._workspace.told_in_public() if is_standing(request) else nullcontext()

    def challenges(self, dataset: str) -> tuple[ChallengeInfo, ...]:
        """A dataset's challenges, which are about no person. Raises ``InputError`` or ``TableErrors``."""
        with self._workspace.told_in_public():
            return self.overview(dataset).challenges

    def actors(self, dataset: str) -> tuple[ActorName, ...]:
        """Every actor of a dataset, by name. Raises ``InputError`` or ``TableErrors``."""
        return self._about(list_actors, dataset)

    def actor(self, dataset: str, actor: str) -> ActorCard:
        """Read one actor. Raises ``InputError``."""
        return actor_card(self._workspace, dataset, actor)
