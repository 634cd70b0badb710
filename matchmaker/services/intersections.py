"""Which combinations of groups have fewer participants than expected, and which are empty."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

import matchmaker
from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.legitimacy.composition import Composition, asked_about
from matchmaker.legitimacy.crossed import within_ages
from matchmaker.legitimacy.crossing import MUNICIPALITY, PLACE, Crossing, cross
from matchmaker.legitimacy.intersections import EmptyCell, Intersection, Intersections, search
from matchmaker.legitimacy.population import AGE_GROUP, residents
from matchmaker.legitimacy.steps import attribute_label
from matchmaker.model.population import SEX
from matchmaker.services.ages import INVITED_FROM, OLDEST, ages_note, check_ages
from matchmaker.services.disclosure import Edition, version_told

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.model.population import Population
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = [
    "EmptyCell",
    "Intersection",
    "IntersectionsRequest",
    "IntersectionsResult",
    "find_intersections",
]

MOST_DRAWS = 99_999
MOST_ATTRIBUTES = 6


@dataclass(frozen=True, slots=True)
class IntersectionsRequest:
    """A question about combinations of groups."""

    dataset: str
    challenge: str | None = None
    """``None`` asks about the whole register."""
    team: tuple[str, ...] = ()
    """Actor ids of a team; empty looks at who took part, or else who could be asked."""
    by: tuple[str, ...] = ()
    """Attributes to cross, at most :data:`MOST_ATTRIBUTES`; empty = sex, age, and place where the dataset
    has figures for places, else municipality where there are several."""
    ages: tuple[int, int] = (INVITED_FROM, OLDEST)
    """Ages invited, inclusive."""
    on: date | None = None
    """Date of the process; today when not given."""
    seed: int = 0
    draws: int = 999
    """Chance tables that are searched for comparison, 0 … :data:`MOST_DRAWS`."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class IntersectionsResult:
    """Combinations with fewer participants than expected."""

    request: IntersectionsRequest
    scope: str
    """``team``, ``deltok`` or ``register``."""
    title: str
    by: tuple[str, ...]
    """Attributes that were crossed; those without figures are left out, and the notes say so."""
    found: tuple[Intersection, ...]
    """Those that are proven; when none is, the most striking, as *too few to say*. Empty in the public
    edition, as all figures are."""
    empty: tuple[EmptyCell, ...]
    """Empty cells where at least one participant was expected, most expected first."""
    people: int | None
    """Residents of the ages invited; ``None`` in the public edition."""
    n: int | None
    """Those of them of whom all the attributes are known; ``None`` when nothing was searched."""
    combinations: int | None
    """Combinations that there are; ``None`` when nothing was searched."""
    exact: bool | None
    """Whether all of them were looked at."""
    draws: int | None
    """Chance tables that were searched."""
    nothing: Message | None
    """What it means that no combination stands out; ``None`` where one does, or nothing was searched."""
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    code_version: str
    synthetic: bool
    """Whether any of those looked at is invented."""


def find_intersections(
    workspace: Workspace, request: IntersectionsRequest, environment: Environment
) -> IntersectionsResult:
    """Search for the most under-represented combinations of groups.

    Only persons who are there as residents, and are not known to be of other ages, are compared. The public
    edition has no figures: which of thousands of combinations stands out follows from counts that are
    hidden there.

    Raises
    ------
    InputError
        Unknown dataset, challenge or actor; ages in the wrong order; attributes that cannot be crossed
        (``intersections_by``); a number of drawn tables out of range (``bad_draws``).
    """
    _check(request)
    register = workspace.dataset(request.dataset).register
    composition = asked_about(register, request.challenge, request.team)
    synthetic = bool(register.actors["synthetic"].iloc[composition.members].any())
    bare = IntersectionsResult(
        request=request, scope=composition.scope.value,
        title=composition.challenge.title if composition.challenge else request.dataset,
        by=(), found=(), empty=(), people=None, n=None, combinations=None, exact=None, draws=None,
        nothing=None,
        notes=(), data_version=version_told(register, request.edition),
        code_version=matchmaker.__version__, synthetic=synthetic,
    )  # fmt: skip
    if request.edition is not Edition.WORKING:
        told = (Message("intersections.working_only"), Message(f"note.edition_{request.edition.value}"))
        return replace(bare, request=replace(request, team=()), notes=told)
    figures = workspace.population(request.dataset)
    on = request.on or environment.today
    everybody = residents(composition)
    people = everybody[np.array(within_ages(composition, everybody, request.ages), dtype=bool)]
    by = request.by or _usual(composition, figures, on, request.ages)
    crossing = cross(composition, people, figures, by, on, request.ages)
    answer = None
    if len(crossing.axes) > 1:
        answer = search(
            register, crossing, seed=request.seed, draws=request.draws, follow=environment.progress
        )
    notes = (
        Message(f"note.scope_{composition.scope.value}", {"count": len(composition.members)}),
        *_of_people(request, len(everybody) - len(people)),
        *_of_figures(crossing),
        *_of_search(crossing, answer, request, len(people)),
        *((Message("note.synthetic"),) if synthetic else ()),
        Message("note.not_representative"),
        Message(f"note.edition_{request.edition.value}"),
    )
    crossed = tuple(axis.attribute for axis in crossing.axes)
    known = replace(bare, by=crossed, people=len(people), notes=notes)
    if answer is None:
        return known
    return replace(
        known, found=answer.found, empty=answer.empty, n=answer.n, combinations=answer.combinations,
        exact=answer.exact, draws=answer.draws, nothing=answer.nothing,
    )  # fmt: skip


def _check(request: IntersectionsRequest) -> None:
    check_ages(request.ages)
    if not 0 <= request.draws <= MOST_DRAWS:
        raise InputError("bad_draws", {"draws": request.draws, "most": MOST_DRAWS})
    if len(request.by) == 1 or len(request.by) > MOST_ATTRIBUTES:
        raise InputError("intersections_by", {"by": request.by})


def _usual(composition: Composition, figures: Population, on: date, ages: tuple[int, int]) -> tuple[str, ...]:
    """Sex, age, and where people live, as finely as there are figures for."""
    areas = composition.areas()
    if figures.counts(areas, on, PLACE, ages) is not None:
        return (SEX, AGE_GROUP, PLACE)
    return (SEX, AGE_GROUP, MUNICIPALITY) if len(areas) > 1 else (SEX, AGE_GROUP)


def _of_people(request: IntersectionsRequest, outside: int) -> tuple[Message, ...]:
    """Who is compared."""
    ages = ages_note(request.ages)
    return (ages, Message("intersections.outside_ages", {"count": outside})) if outside else (ages,)


def _of_figures(crossing: Crossing) -> tuple[Message, ...]:
    """What they are compared with, and what had to be assumed."""
    notes = [Message("note.figures", {"source": source, "date": on}) for source, on in crossing.sources]
    if crossing.left_out:
        notes.append(Message("intersections.left_out", {"attributes": _labels(crossing.left_out)}))
    if crossing.independent:
        notes.append(Message("intersections.independent", {"attributes": _labels(crossing.independent)}))
    spread = tuple(name for name in crossing.every_age if name in crossing.independent)
    if spread:
        notes.append(Message("intersections.every_age", {"attributes": _labels(spread)}))
    return tuple(notes)


def _labels(attributes: tuple[str, ...]) -> tuple[Param, ...]:
    return tuple(
        Message("attribute.kommune") if name == MUNICIPALITY else attribute_label(name) for name in attributes
    )


def _of_search(
    crossing: Crossing, answer: Intersections | None, request: IntersectionsRequest, people: int
) -> tuple[Message, ...]:
    """How the search was done, and how far it can be trusted."""
    if len(crossing.axes) < 2:
        return (Message("intersections.nothing_to_cross"),)
    if answer is None:
        if not people:
            return (Message("intersections.no_residents"),)
        return (Message("intersections.nobody_to_cross", {"people": people}),)
    code = "intersections.searched" if answer.exact else "intersections.searched_in_part"
    notes = [Message(code, {"combinations": answer.combinations, "draws": answer.draws})]
    if answer.unknown:
        notes.append(Message("intersections.unknown", {"unknown": answer.unknown, "people": people}))
    if answer.draws < request.draws:
        notes.append(Message("intersections.cancelled", {"draws": answer.draws, "wanted": request.draws}))
    if answer.empty_in_all:
        params: dict[str, Param] = {
            "empty": answer.empty_in_all, "cells": answer.cells, "accident": round(answer.empty_by_accident)
        }  # fmt: skip
        notes.append(Message("intersections.by_accident", params))
    return tuple(notes)
