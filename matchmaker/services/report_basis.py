"""What the sections of a report are made from: the dataset, the challenge, the team, and who may be named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from matchmaker.kernel.errors import Infeasible, InputError, MatchmakerError
from matchmaker.legitimacy.composition import asked_about
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.kept import AT, KeptWorkspace
from matchmaker.services.public_edition import PublicRequest, public_edition
from matchmaker.services.report_kept import KeptTeam, kept_team, latest_team
from matchmaker.services.report_request import NO_TEAM
from matchmaker.services.team import suggest_team
from matchmaker.services.team_wish import TeamRequest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from matchmaker.legitimacy.composition import Composition
    from matchmaker.legitimacy.finding import Finding
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.gaps import GapsResult
    from matchmaker.services.public_edition import PublicEdition
    from matchmaker.services.report_request import ReportRequest
    from matchmaker.services.team import TeamResult
    from matchmaker.services.workspace import DatasetInfo, Workspace

Request = TypeVar("Request")
Result = TypeVar("Result")


class Ask(Protocol):
    """Asks a service: whoever keeps answers may give one that is kept, where the same was asked before."""

    def __call__(
        self, service: Callable[[Workspace, Request, Environment], Result], request: Request, /
    ) -> Result:
        """Give the service's answer. Raises what the service raises."""


@dataclass(frozen=True)
class Basis:
    """A request with what it names looked up; what several sections need is asked for once."""

    workspace: Workspace
    request: ReportRequest
    """Settled: the day, and the kept team where there is one."""
    ask: Ask
    info: DatasetInfo
    register: Register
    challenge: Challenge | None
    kept: KeptTeam | None
    on: date

    @property
    def public(self) -> bool:
        """Whether it is the public edition."""
        return self.request.edition is Edition.PUBLIC

    @cached_property
    def suggested(self) -> TeamResult | Infeasible | None:
        """The team that is suggested now; why there is none; ``None`` where none is to be suggested.

        Never in the public edition: whom it holds rests on what single persons have stated.
        """
        given = self.request.team or self.kept
        if self.challenge is None or given or self.public:
            return None
        wish = TeamRequest(
            self.request.dataset, self.challenge.id, self.request.size, self.request.size,
            seed=self.request.seed, on=self.on,
        )  # fmt: skip
        try:
            return self.ask(suggest_team, wish)
        except Infeasible as impossible:
            return impossible

    @cached_property
    def team(self) -> tuple[str, ...]:
        """Actor ids of the team that the report is about; nobody where it is about those who took part."""
        if self.request.team:
            return self.request.team
        if self.kept is not None:
            return tuple(actor for actor in self.kept.actors if actor in self.register)
        found = self.suggested
        return () if found is None or isinstance(found, Infeasible) else found.members

    @cached_property
    def explained(self) -> TeamResult | None:
        """What each seat of the team brings; ``None`` where it cannot be worked out.

        In the public edition of the organisations alone, as if nobody else had a seat.
        """
        found = self.suggested
        if found is not None:
            return None if isinstance(found, Infeasible) else found
        members = self.organisations if self.public else self.team
        if self.challenge is None or not members:
            return None
        wish = TeamRequest(
            self.request.dataset, self.challenge.id, len(members), len(members), include=members, rules=(),
            compare=(), on=self.on,
        )  # fmt: skip
        try:
            return self.ask(suggest_team, wish)
        except MatchmakerError:  # somebody is reserved now, or too many for the search
            return None

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """Those of the team that are not persons."""
        forms = dict(zip(self.register.ids, self.register.actors["form"].astype(str), strict=True))
        return tuple(actor for actor in self.team if forms[actor] != "person")

    @cached_property
    def composition(self) -> Composition:
        """Who is looked at: the team, else those who took part, else the register."""
        return asked_about(self.register, self.request.challenge, self.team)

    @cached_property
    def gaps(self) -> GapsResult:
        """Who is missing, in the report's edition."""
        return self.ask(find_gaps, self._gaps_request)

    @cached_property
    def published(self) -> PublicEdition:
        """The public edition of what is looked at."""
        asked = self._gaps_request
        wish = PublicRequest(asked.dataset, asked.challenge, asked.team, asked.ages, asked.on)
        return self.ask(public_edition, wish)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings as they may be told in the report's edition, most urgent first."""
        return self.published.findings if self.public else self.gaps.findings

    @property
    def synthetic(self) -> bool:
        """Whether any of those looked at is invented."""
        return bool(self.register.actors["synthetic"].iloc[self.composition.members].any())

    @property
    def _gaps_request(self) -> GapsRequest:
        asked = self.request
        return GapsRequest(asked.dataset, asked.challenge, self.team, asked.ages, self.on, asked.edition)


def basis_of(
    workspace: Workspace, request: ReportRequest, environment: Environment, ask: Ask | None = None
) -> Basis:
    """Look up what a request names.

    Services are asked by *ask*, each time anew where none is given.

    Raises
    ------
    InputError
        Unknown dataset, challenge, record or actor; ``report_team_twice`` for a team and a kept one;
        ``report_team_without_challenge``; what a kept team raises that is not of this challenge.
    """
    dataset = workspace.dataset(request.dataset)
    register = dataset.register
    challenge = None if request.challenge is None else register.challenge(request.challenge)
    if request.team and request.kept:
        raise InputError("report_team_twice", {"record": request.kept})
    if (request.team or request.kept not in (None, NO_TEAM)) and challenge is None:
        raise InputError("report_team_without_challenge")
    for actor in request.team:
        register.code(actor)
    request = replace(
        request, on=request.on or environment.today, team=tuple(dict.fromkeys(request.team)),
        dataset=versioned(workspace, request.dataset),
    )  # fmt: skip
    kept = _kept(workspace, request)
    on = request.on or environment.today
    environment = replace(environment, clock=lambda: on)  # every part is of the same day
    request = replace(request, kept=request.kept if kept is None else kept.record)

    def anew(service: Callable[[Workspace, Request, Environment], Result], wish: Request) -> Result:
        return service(workspace, wish, environment)

    return Basis(workspace, request, ask or anew, dataset.info, register, challenge, kept, on)


def versioned(workspace: Workspace, dataset: str) -> str:
    """The dataset with the version that is meant, so that the same can be asked again."""
    if not isinstance(workspace, KeptWorkspace) or workspace.split(dataset)[1] is not None:
        return dataset
    number = workspace.version(dataset)
    return dataset if number is None else f"{dataset}{AT}{number}"


def _kept(workspace: Workspace, request: ReportRequest) -> KeptTeam | None:
    if request.team or request.challenge is None or request.kept == NO_TEAM:
        return None
    if not isinstance(workspace, KeptWorkspace):
        if request.kept:
            raise InputError("unknown_record", {"record": request.kept})
        return None
    plain, _ = workspace.split(request.dataset)
    if request.kept:
        return kept_team(workspace, request.kept, plain, request.challenge)
    return latest_team(workspace, plain, request.challenge)
