"""Who is missing: findings for a team, for those who took part in a challenge, or for a register."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.composition import Composition, asked_about
from matchmaker.legitimacy.contributions import (
    council_findings,
    group_findings,
    need_findings,
    side_findings,
    tie_findings,
)
from matchmaker.legitimacy.finding import Finding, Urgency, by_urgency
from matchmaker.legitimacy.population import population_findings
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services.ages import INVITED_FROM, OLDEST, ages_note, check_ages
from matchmaker.services.disclosure import Edition, publish, version_told, voices_note
from matchmaker.services.protected import beside

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.model.population import Population
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = ["INVITED_FROM", "OLDEST", "Finding", "GapsRequest", "GapsResult", "Urgency", "find_gaps"]


@dataclass(frozen=True, slots=True)
class GapsRequest:
    """A question about who is missing."""

    dataset: str
    challenge: str | None = None
    """``None`` asks about the whole register."""
    team: tuple[str, ...] = ()
    """Actor ids of a team; empty looks at who took part, or else who could be asked."""
    ages: tuple[int, int] = (INVITED_FROM, OLDEST)
    """Ages invited, inclusive."""
    on: date | None = None
    """Date of the process; today when not given."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class GapsResult:
    """What is missing or unproven, most urgent first."""

    request: GapsRequest
    scope: str
    """``team``, ``deltok`` or ``register``."""
    title: str
    members: int | None
    """How many actors were looked at; not told in the public edition when persons are among them, because
    a hidden count could be found from it by subtraction."""
    findings: tuple[Finding, ...]
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any of those looked at is invented."""


def find_gaps(workspace: Workspace, request: GapsRequest, environment: Environment) -> GapsResult:
    """Look for who and what is missing.

    Raises
    ------
    InputError
        Unknown dataset, challenge or actor; a team without a challenge; ages in the wrong order.
    """
    composition, found = look(workspace, request, environment)
    register = composition.register
    published = publish(found, request.edition, beside(composition))
    members = composition.members
    actors = register.actors.iloc[members]
    persons = set(map(str, register.ids[members[register.persons[members]]]))
    told = request.edition is Edition.WORKING or not persons
    title = composition.challenge.title if composition.challenge else request.dataset
    return GapsResult(
        request=request if told else replace(request, team=_without(request.team, persons)),
        scope=composition.scope.value,
        title=title,
        members=len(composition.members) if told else None,
        findings=by_urgency(published),
        notes=(
            _scope_note(composition, told=told),
            ages_note(request.ages),
            *_figures(published),
            *_voices(request.edition, composition),
            *((Message("note.synthetic"),) if actors["synthetic"].any() else ()),
            Message("note.not_representative"),
            Message(f"note.edition_{request.edition.value}"),
        ),
        data_version=version_told(register, request.edition),
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=bool(actors["synthetic"].any()),
    )


def look(
    workspace: Workspace, request: GapsRequest, environment: Environment
) -> tuple[Composition, tuple[Finding, ...]]:
    """The composition, and what is found about it *before* anything is protected.

    For other services; nothing of it leaves the house but through
    :func:`~matchmaker.services.disclosure.publish`. Raises what :func:`find_gaps` raises.
    """
    check_ages(request.ages)
    register = workspace.dataset(request.dataset).register
    composition = asked_about(register, request.challenge, request.team)
    figures = workspace.population(request.dataset)
    return composition, _findings(composition, figures, request.on or environment.today, request.ages)


def _scope_note(composition: Composition, *, told: bool) -> Message:
    code = f"note.scope_{composition.scope.value}"
    return Message(code, {"count": len(composition.members)}) if told else Message(f"{code}_public")


def _voices(edition: Edition, composition: Composition) -> tuple[Message, ...]:
    """That it is not told which affected groups and sides nobody is there for, where it is not."""
    if edition is Edition.WORKING or composition.challenge is None:
        return ()
    return voices_note(beside(composition))


def _without(team: tuple[str, ...], persons: set[str]) -> tuple[str, ...]:
    """Private persons are not listed in a public answer, not even by id."""
    return tuple(actor for actor in team if actor not in persons)


def _figures(found: tuple[Finding, ...]) -> tuple[Message, ...]:
    """Which population figures were compared with, each source and date once."""
    used = {
        (str(finding.message.params["source"]), str(finding.message.params["date"]))
        for finding in found
        if finding.code == "population_group"
    }
    return tuple(Message("note.figures", {"source": source, "date": on}) for source, on in sorted(used))


def _findings(
    composition: Composition, figures: Population, on: date, ages: tuple[int, int]
) -> tuple[Finding, ...]:
    return (
        *need_findings(composition),
        *side_findings(composition),
        *council_findings(composition),
        *group_findings(composition),
        *population_findings(composition, figures, on, ages),
        *tie_findings(composition),
    )
