"""From population to decision: how many of each group came how far, and where a group falls away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.funnel import AttributeFunnel, GroupFunnel, StepRow, funnel, funnel_findings
from matchmaker.legitimacy.steps import (
    EVERYBODY,
    STEPS,
    Stated,
    stated_ages,
    stated_bands,
    stated_by,
    step_label,
    sum_problems,
    with_rest,
)
from matchmaker.model import vocabulary as v
from matchmaker.model.counts import AGE_GROUP
from matchmaker.model.population import DEFAULT_BANDS
from matchmaker.services.ages import INVITED_FROM, OLDEST, ages_note, check_ages
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.invitation_turnout import AnswerCounts, beside, turnout_from_answers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matchmaker.legitimacy.finding import Finding
    from matchmaker.model.counts import Counts
    from matchmaker.model.population import Population
    from matchmaker.model.records import Challenge, Turnout
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = [
    "STEPS",
    "AttributeFunnel",
    "FunnelRequest",
    "FunnelResult",
    "GroupFunnel",
    "StepRow",
    "follow_funnel",
    "step_label",
]

_SEX = "kjonn"


@dataclass(frozen=True, slots=True)
class FunnelRequest:
    """A question about how far each group came."""

    dataset: str
    challenge: str
    by: tuple[str, ...] = ()
    """Attributes to look at; empty = every attribute that is counted."""
    ages: tuple[int, int] | None = None
    """Ages invited, inclusive; when not given, those of the age groups that are counted."""
    on: date | None = None
    """Date of the process; when not given, that of the first count, or else today."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class FunnelResult:
    """Each group from step to step, and where it falls away."""

    request: FunnelRequest
    title: str
    attributes: tuple[AttributeFunnel, ...]
    """By attribute, everybody together last; empty when nothing is counted, and in the public edition."""
    findings: tuple[Finding, ...]
    """Steps at which a group falls away, in the order of the attributes and groups."""
    problems: tuple[Message, ...]
    """What is odd about the figures."""
    notes: tuple[Message, ...]
    on: date | None
    """The date whose population was compared with; ``None`` when there was nothing to compare."""
    data_version: str | None
    """Told in the working edition only."""
    code_version: str
    synthetic: bool
    """Whether any of the counts is invented, as its source or the invited actor's row says."""


def follow_funnel(workspace: Workspace, request: FunnelRequest, environment: Environment) -> FunnelResult:
    """Follow every group from the population to the decision.

    Where the organiser has not counted those invited or registered, the answers to the invitations that are
    kept are counted instead, and that is told.

    The public edition has no figures: a funnel is full of small counts that are found from each other by
    subtraction, so what may be told stands in the protected tables.

    Raises
    ------
    InputError
        Unknown dataset or challenge; ages in the wrong order.
    """
    if request.ages is not None:
        check_ages(request.ages)
    register = workspace.dataset(request.dataset).register
    challenge = register.challenge(request.challenge)
    rows = register.turnout_of(challenge.id)
    told = request.edition is Edition.WORKING
    answers = AnswerCounts()
    if told:
        answers = beside(turnout_from_answers(workspace, request.dataset, challenge.id), rows)
        rows = (*rows, *answers.rows)
    on = request.on or min((row.date for row in rows if row.date), default=environment.today)
    ages = request.ages or stated_ages(rows) or (INVITED_FROM, OLDEST)
    stated: tuple[Stated, ...] = ()
    figures: tuple[Counts, ...] = ()
    if told and rows:
        stated, figures = _stated(
            _Question(rows, challenge, workspace.population(request.dataset), on, ages), request.by
        )
    followed = tuple(funnel(one) for one in stated)
    invented = any(v.Origin.OPPDIKTET.value in (row.source or "").casefold() for row in rows)
    return FunnelResult(
        request=request,
        title=challenge.title,
        attributes=followed,
        findings=tuple(finding for one in followed for finding in funnel_findings(one)),
        problems=_problems(stated),
        notes=(*answers.notes, *_notes(request, rows, stated, figures, ages)),
        on=on if figures else None,
        data_version=version_told(register, request.edition),
        code_version=matchmaker.__version__,
        synthetic=invented or answers.synthetic,
    )


@dataclass(frozen=True)
class _Question:
    rows: tuple[Turnout, ...]
    challenge: Challenge
    population: Population
    on: date
    ages: tuple[int, int]

    def figures(self, attribute: str) -> Counts | None:
        """The population by an attribute; by sex for everybody together."""
        return self.population.counts(
            self.challenge.municipalities,
            self.on,
            _SEX if attribute == EVERYBODY else attribute,
            self.ages,
            bands=stated_bands(self.rows) or DEFAULT_BANDS,
        )


def _stated(question: _Question, by: tuple[str, ...]) -> tuple[tuple[Stated, ...], tuple[Counts, ...]]:
    counted = {row.attribute for row in question.rows}
    wanted = counted & {*by, EVERYBODY} if by else counted
    ordered = sorted(wanted, key=lambda name: (name == EVERYBODY, name))
    figures = [question.figures(attribute) for attribute in ordered]
    stated = tuple(
        stated_by(question.rows, attribute, counts)
        for attribute, counts in zip(ordered, figures, strict=True)
    )
    whole = next((one for one in stated if one.attribute == EVERYBODY), None)
    told = tuple(one if one is whole else with_rest(one, whole) for one in stated)
    return told, tuple(counts for counts in figures if counts is not None)


def _problems(stated: Sequence[Stated]) -> tuple[Message, ...]:
    whole = next((one for one in stated if one.attribute == EVERYBODY), None)
    parts = [one for one in stated if one.attribute != EVERYBODY]
    return (*(problem for one in stated for problem in one.problems), *sum_problems(parts, whole))


def _notes(
    request: FunnelRequest,
    rows: Sequence[Turnout],
    stated: Sequence[Stated],
    figures: Sequence[Counts],
    ages: tuple[int, int],
) -> tuple[Message, ...]:
    if request.edition is Edition.PUBLIC:
        return (Message("note.funnel_public"), Message(f"note.edition_{request.edition.value}"))
    if not rows:
        return (Message("note.funnel_nothing"), Message(f"note.edition_{request.edition.value}"))
    steps = {row.step for row in rows}
    blank = tuple(step_label(step.value) for step in v.Step if step.value not in steps)
    uncounted = tuple(sorted(set(request.by) - {row.attribute for row in rows}))
    sources = sorted({row.source for row in rows if row.source})
    used = sorted({(counts.source, counts.dates[-1].isoformat()) for counts in figures})
    bare = {one.attribute for one in stated} - {EVERYBODY} - {counts.attribute for counts in figures}
    return (
        *(Message("note.funnel_source", {"source": source}) for source in sources),
        ages_note(ages),
        *(Message("note.figures", {"source": source, "date": on}) for source, on in used),
        *((Message("note.funnel_blank", {"steps": blank}),) if blank else ()),
        *((Message("note.funnel_uncounted", {"attributes": uncounted}),) if uncounted else ()),
        *((Message("note.funnel_no_population", {"attributes": tuple(sorted(bare))}),) if bare else ()),
        *((Message("note.funnel_ages_missing"),) if _ages_missing(stated, request) else ()),
        Message("note.funnel_rule"),
        Message("note.not_representative"),
        Message(f"note.edition_{request.edition.value}"),
    )


def _ages_missing(stated: Sequence[Stated], request: FunnelRequest) -> bool:
    """Whether nobody has said which ages were invited, so that the usual ones are assumed."""
    return request.ages is None and AGE_GROUP not in {one.attribute for one in stated}
