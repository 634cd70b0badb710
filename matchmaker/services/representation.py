"""Who took part, compared with who lives there: a table for each attribute, and one of those not compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

import matchmaker
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.several_tests import Correction
from matchmaker.legitimacy.compared import (
    Counted,
    NotCompared,
    RepresentationRow,
    RepresentationTable,
    at_step,
    group_table,
    not_compared,
)
from matchmaker.legitimacy.composition import Composition, asked_about
from matchmaker.legitimacy.crossed import (
    CROSS,
    bands_counted,
    crossed_attribute_label,
    crossed_code,
    crossed_counts,
    crossed_values,
    within_ages,
)
from matchmaker.legitimacy.crossing import MUNICIPALITY
from matchmaker.legitimacy.population import (
    AGE_GROUP,
    ALWAYS,
    attributes_of,
    no_figures,
    observed,
    residents,
)
from matchmaker.legitimacy.steps import EVERYBODY, bands_of, stated_ages, stated_bands, step_label
from matchmaker.legitimacy.whole import IndexValue
from matchmaker.model import vocabulary as v
from matchmaker.model.ages import AgeBand, clip_bands, fill_bands
from matchmaker.model.population import DEFAULT_BANDS
from matchmaker.services.ages import INVITED_FROM, OLDEST, ages_note, check_ages
from matchmaker.services.disclosure import Edition, version_told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matchmaker.model.population import Population
    from matchmaker.model.records import Challenge, Turnout
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = [
    "Against",
    "Correction",
    "IndexValue",
    "NotCompared",
    "RepresentationRequest",
    "RepresentationResult",
    "RepresentationRow",
    "RepresentationTable",
    "compare_groups",
]

COUNTED = "deltakertall"
"""The scope of aggregated counts."""


class Against(StrEnum):
    """Which population is compared with."""

    INVITED = "inviterte"
    """The ages invited; 0 to 105 is the whole municipality."""
    AFFECTED = "beroerte"
    """The ages of the groups that the challenge concerns."""


@dataclass(frozen=True, slots=True)
class RepresentationRequest:
    """A question about participants and population."""

    dataset: str
    challenge: str | None = None
    """``None`` asks about the whole register."""
    team: tuple[str, ...] = ()
    """Actor ids of a team; empty looks at who took part, or else who could be asked."""
    by: tuple[str, ...] = ()
    """Attributes by any of their words, several joined by ``*`` (``kjonn*aldersgruppe``); empty = those that
    are counted at *step*, or else those that gaps looks at."""
    ages: tuple[int, int] | None = None
    """Ages invited, inclusive; when not given, those of the age groups that are counted at *step*, or else
    the usual ones."""
    against: Against = Against.INVITED
    on: date | None = None
    """Date of the process; when not given, that of the first count of *step*, or else today."""
    step: str | None = None
    """A step whose aggregated counts are compared (``v.Step``), in place of registered participants."""
    correction: Correction = Correction.HOLM
    seed: int = 0
    """For the compositions that are drawn where they are too many to go through."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class RepresentationResult:
    """Participants compared with the population."""

    request: RepresentationRequest
    scope: str
    """``team``, ``deltok``, ``register`` or ``deltakertall``."""
    title: str
    tables: tuple[RepresentationTable, ...]
    """In the order asked for; empty in the public edition."""
    not_compared: tuple[NotCompared, ...]
    """By side, in the vocabulary's order; empty in the public edition and for aggregated counts."""
    notes: tuple[Message, ...]
    counted: tuple[str, ...]
    """Steps of the process that the organiser has counted and that can be asked for; empty in the public
    edition."""
    ages: tuple[int, int]
    """The ages that were compared with."""
    on: date
    """The date whose population was compared with."""
    data_version: str | None
    """Told in the working edition only."""
    code_version: str
    synthetic: bool
    """Whether any of those looked at is invented."""


@dataclass(frozen=True)
class _Question:
    """The request with what it names looked up."""

    request: RepresentationRequest
    register: Register
    challenge: Challenge | None
    composition: Composition
    rows: tuple[Turnout, ...]
    """Counts of the challenge; empty unless a step is asked for."""
    counted: tuple[str, ...]
    """Steps that are counted."""
    people: np.ndarray
    """Codes of those who are compared: residents who are not known to be of other ages."""
    outside: int
    """Residents who are."""
    ages: tuple[int, int]
    on: date


def compare_groups(
    workspace: Workspace, request: RepresentationRequest, environment: Environment
) -> RepresentationResult:
    """Compare the groups of those who took part with those of the population.

    Only persons who are there as residents, and are not known to be of other ages, are compared. The public
    edition has no figures: small counts follow from each other by subtraction, so what may be told stands in
    the protected tables.

    Raises
    ------
    InputError
        Unknown dataset, challenge, actor, step or (``unknown_attribute``) attribute; a step or affected
        groups without a challenge; ages in the wrong order.
    """
    question = _question(workspace, request, environment)
    told = request.edition is Edition.WORKING
    register, composition = question.register, question.composition
    actors = register.actors.iloc[composition.members]
    counted = request.step is not None
    synthetic = bool(actors["synthetic"].any()) and not counted
    if counted:
        synthetic = any(v.Origin.OPPDIKTET.value in (row.source or "").casefold() for row in question.rows)
    return RepresentationResult(
        request=request if told else replace(request, team=()),
        scope=COUNTED if counted else composition.scope.value,
        title=question.challenge.title if question.challenge else request.dataset,
        tables=tuple(_tables(workspace, question)) if told else (),
        not_compared=not_compared(composition) if told and not counted else (),
        notes=_notes(question, synthetic=synthetic),
        counted=question.counted if told else (),
        ages=question.ages,
        on=question.on,
        data_version=version_told(register, request.edition),
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _question(workspace: Workspace, request: RepresentationRequest, environment: Environment) -> _Question:
    if request.ages is not None:
        check_ages(request.ages)
    if request.challenge is None and (request.step is not None or request.against is Against.AFFECTED):
        raise InputError("needs_challenge")
    steps = tuple(step.value for step in v.Step)
    if request.step is not None and request.step not in steps:
        raise InputError("unknown_step", {"name": request.step, "known": steps})
    register = workspace.dataset(request.dataset).register
    composition = asked_about(register, request.challenge, request.team)
    challenge = composition.challenge
    counted = register.turnout_of(challenge.id) if challenge else ()
    rows = counted if request.step else ()
    first = min((row.date for row in rows if row.date), default=environment.today)
    ages = request.ages or stated_ages(rows) or (INVITED_FROM, OLDEST)
    if request.against is Against.AFFECTED and challenge is not None:
        ages = _affected(challenge) or ages
    everybody = residents(composition)
    people = everybody[np.array(within_ages(composition, everybody, ages), dtype=bool)]
    outside = len(everybody) - len(people)
    on = request.on or first
    return _Question(
        request, register, challenge, composition, rows, _steps(counted), people, outside, ages, on
    )


def _steps(counted: Sequence[Turnout]) -> tuple[str, ...]:
    """The steps that the organiser has counted, in order."""
    there = {row.step for row in counted}
    return tuple(step.value for step in v.Step if step.value in there)


def _affected(challenge: Challenge) -> tuple[int, int] | None:
    """The ages that the affected groups span; ``None`` when none of them is an age range."""
    spans = [
        (group.age_from or 0, OLDEST if group.age_to is None else group.age_to)
        for group in challenge.affected
        if group.age_from is not None or group.age_to is not None
    ]
    return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None


def _tables(workspace: Workspace, question: _Question) -> list[RepresentationTable]:
    population = workspace.population(question.request.dataset)
    bands = _bands(question)
    areas = question.composition.areas()
    tables = []
    for attribute in _attributes(question, population):
        figures = crossed_counts(population, areas, question.on, attribute, question.ages, bands)
        if question.request.step is None:
            counted = _registered(question, attribute, bands_counted(attribute, figures))
        else:
            counted = at_step(question.rows, question.request.step, attribute, figures)
        correction, seed = question.request.correction, question.request.seed
        table = group_table(attribute, counted, figures, correction, seed)
        if figures is None:
            why = no_figures(attribute, crossed_attribute_label(attribute), areas)
            table = replace(table, notes=(*counted.notes, *why))
        tables.append(table)
    return tables


def _attributes(question: _Question, population: Population) -> tuple[str, ...]:
    """The attributes asked for, each once, by their codes. Raises ``InputError`` (unknown_attribute)."""
    counted = {row.attribute for row in question.rows} - {EVERYBODY}
    asked = tuple(dict.fromkeys(map(crossed_code, question.request.by)))
    if not asked:
        first = [name for name in ALWAYS if name in counted]
        return (*first, *sorted(counted - set(first))) or attributes_of(question.composition)
    register = question.register
    figured = set(population.groups["attribute"].astype(str))
    known = {*ALWAYS, MUNICIPALITY, *figured, *counted, *register.features["feature"].astype(str)}
    for attribute in asked:
        lost = [part for part in attribute.split(CROSS) if part not in known]
        if lost and attribute not in known:
            raise InputError("unknown_attribute", {"name": lost[0], "known": tuple(sorted(known))})
    return asked


def _bands(question: _Question) -> tuple[AgeBand, ...]:
    """The bands that are counted at a step, or that people have stated where the usual ones would cut them.

    Between and around the bands that people have stated the usual ones stay: a group of which nobody has
    come is compared too.
    """
    if question.request.step is not None:
        return stated_bands(question.rows) or DEFAULT_BANDS
    said = question.register.stated(AGE_GROUP, question.people).values()
    stated = bands_of({text for text in said if text != v.WITHHELD}) or ()
    fit = all(any(usual.covers(band) for usual in DEFAULT_BANDS) for band in stated)
    return DEFAULT_BANDS if fit else fill_bands(stated)


def _registered(question: _Question, attribute: str, counted: Sequence[AgeBand] | None) -> Counted:
    """Registered residents by group, without those who are known to be of other ages."""
    people = question.people
    bands = counted or clip_bands(DEFAULT_BANDS, AgeBand(*question.ages))
    counts, unknown = observed(crossed_values(question.composition, people, attribute, bands))
    if not len(people):
        return Counted(counts, unknown, (Message("representation.no_residents"),))
    return Counted(counts, unknown)


def _notes(question: _Question, *, synthetic: bool) -> tuple[Message, ...]:
    request, composition = question.request, question.composition
    told = request.edition is Edition.WORKING
    notes = []
    if request.step is not None:
        notes.append(Message("representation.scope_step", {"step": step_label(request.step)}))
    else:
        code = f"note.scope_{composition.scope.value}"
        count = {"count": len(composition.members)}
        notes.append(Message(code, count) if told else Message(f"{code}_public"))
    notes.append(ages_note(question.ages))
    affected = question.challenge is not None and _affected(question.challenge)
    if request.against is Against.AFFECTED:
        notes.append(Message("representation.affected" if affected else "representation.affected_no_ages"))
    if told and request.step is None and question.outside:
        notes.append(Message("representation.outside_ages", {"count": question.outside}))
    if synthetic:
        notes.append(Message("note.synthetic" if request.step is None else "note.synthetic_counts"))
    notes.append(Message("note.not_representative"))
    if not told:
        notes.append(Message("representation.working_only"))
    return (*notes, Message(f"note.edition_{request.edition.value}"))
