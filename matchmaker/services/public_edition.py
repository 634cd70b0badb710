"""The public edition: a fixed list of tables and findings about one composition, protected together.

It is no free query: nobody can ask for another table and find a hidden count from the difference. The tables
are (1) those who attend as residents, by sex, age, place and whatever else the dataset has population
figures for, one at a time and never crossed; (2) how many of each group reached each step;
(3) who is there otherwise, by side; (4) the findings that may be told; (5) the seats of a team.

There is no fingerprint of the data in it: whoever knows all of a dataset but one answer could try the answers
until the fingerprint fits. What the guard does not cover stands in ``docs/personal-data.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import matchmaker
from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.legitimacy.composition import Scope
from matchmaker.legitimacy.finding import by_urgency
from matchmaker.model.records import Actor
from matchmaker.model.register import records_of
from matchmaker.representation.protection import SMALLEST, Shown
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services import labels
from matchmaker.services.ages import INVITED_FROM, OLDEST, ages_note
from matchmaker.services.disclosure import Edition, publish, voices_note
from matchmaker.services.gaps import GapsRequest, look
from matchmaker.services.protected import COMPARED, Beside, beside, protected
from matchmaker.services.public_tables import (
    PublicRow,
    PublicTable,
    funnel_tables,
    other_tables,
    resident_tables,
)
from matchmaker.services.seats import how_filled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from matchmaker.legitimacy.composition import Composition
    from matchmaker.legitimacy.finding import Finding
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = [
    "LEAST_SHOWN",
    "PublicEdition",
    "PublicRequest",
    "PublicRow",
    "PublicSeat",
    "PublicTable",
    "Shown",
    "public_edition",
]

LEAST_SHOWN = 3
"""The setting may not be lower: SSB's own floor (statistikkloven § 7: to be checked)."""


@dataclass(frozen=True, slots=True)
class PublicRequest:
    """A wish for the public edition about those who took part, a team, or a register."""

    dataset: str
    challenge: str | None = None
    """``None``: the whole register."""
    team: tuple[str, ...] = ()
    """Actor ids of a team; in the answer only those who are not persons."""
    ages: tuple[int, int] = (INVITED_FROM, OLDEST)
    """Ages invited, inclusive."""
    on: date | None = None
    """Date of the process; today when not given."""
    smallest_shown: int = SMALLEST
    """The smallest count of persons that is told, >= 3. Use one setting for everything that is published
    of the same persons."""


@dataclass(frozen=True, slots=True)
class PublicSeat:
    """A seat of a team. An organisation or a body is named, a person stands by kind."""

    name: Param
    sector: Message
    fill_how: Message
    """Asked directly, or appointed by whom."""
    synthetic: bool


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """What may leave the house."""

    request: PublicRequest
    scope: str
    """``team``, ``deltok`` or ``register``."""
    title: str
    tables: tuple[PublicTable, ...]
    findings: tuple[Finding, ...]
    """Most urgent first."""
    seats: tuple[PublicSeat, ...]
    """Of a team; empty otherwise."""
    notes: tuple[Message, ...]
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any of those looked at is invented."""


def public_edition(workspace: Workspace, request: PublicRequest, environment: Environment) -> PublicEdition:
    """Make the public edition.

    Raises
    ------
    InputError
        A smallest count below 3 (smallest_shown_too_low); what
        :func:`~matchmaker.services.gaps.find_gaps` raises.
    """
    if request.smallest_shown < LEAST_SHOWN:
        raise InputError("smallest_shown_too_low", {"smallest": request.smallest_shown, "least": LEAST_SHOWN})
    asked = GapsRequest(
        request.dataset, request.challenge, request.team, request.ages, request.on, Edition.PUBLIC
    )
    composition, found = look(workspace, asked, environment)
    told = beside(composition, request.smallest_shown)
    published = publish(found, Edition.PUBLIC, told)
    register, members = composition.register, composition.members
    actors = register.actors.iloc[members]
    persons = set(map(str, register.ids[members[register.persons[members]]]))
    return PublicEdition(
        request=replace(request, team=tuple(actor for actor in request.team if actor not in persons)),
        scope=composition.scope.value,
        title=composition.challenge.title if composition.challenge else request.dataset,
        tables=tuple(_tables(composition, found, published, told)),
        findings=by_urgency(published),
        seats=_seats(composition) if composition.scope is Scope.TEAM else (),
        notes=tuple(_notes(composition, request, found, told)),
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=bool(actors["synthetic"].any()),
    )


def _tables(
    composition: Composition, found: tuple[Finding, ...], published: tuple[Finding, ...], told: Beside
) -> Iterator[PublicTable]:
    decided = protected(found, told)
    yield from resident_tables(found, published, decided, told)
    turnout = told.turnout
    if composition.challenge is not None and composition.scope is not Scope.TOOK_PART:
        # counts of other persons than those of the composition: protected by themselves
        turnout = composition.register.turnout_of(composition.challenge.id)
        decided = protected((), replace(told, turnout=turnout, seats=False))
    yield from funnel_tables(turnout, decided, told.smallest)
    if composition.scope is not Scope.TEAM:
        yield from other_tables(composition, told)


def _seats(composition: Composition) -> tuple[PublicSeat, ...]:
    """Organisations first, by name; persons by kind, in an order that tells nothing about them."""
    register = composition.register
    rows = records_of(register.actors.iloc[composition.members])
    # what they have stated about themselves, and belong to, is no part of a seat
    bare: dict[str, Any] = {"groups": (), "available": (), "roles": (), "features": {}}
    actors = [Actor(**{**row, **bare}) for row in rows]
    actors.sort(
        key=lambda a: (a.form == "person", a.kind if a.form == "person" else a.name, a.appointed_by or "")
    )
    return tuple(
        PublicSeat(
            labels.without_name(register, actor),
            labels.sector(actor.sector),
            how_filled(actor),
            actor.synthetic,
        )
        for actor in actors
    )


def _notes(
    composition: Composition, request: PublicRequest, found: tuple[Finding, ...], told: Beside
) -> Iterator[Message]:
    if told.seats:
        yield Message("note.scope_team", {"count": len(composition.members)})
    else:
        yield Message(f"note.scope_{composition.scope.value}_public")
    yield ages_note(request.ages)
    yield Message("note.public_rule", {"smallest": told.smallest})
    if composition.challenge is not None:
        yield from voices_note(told)
    used = {
        (str(f.message.params["source"]), str(f.message.params["date"])) for f in found if f.code == COMPARED
    }
    for source, on in sorted(used):
        yield Message("note.figures", {"source": source, "date": on})
    if bool(composition.register.actors["synthetic"].iloc[composition.members].any()):
        yield Message("note.synthetic")
    yield Message("note.not_representative")
    yield Message("note.public_limits")
