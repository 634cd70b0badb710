"""Who came in when: sides and kinds over the phases, ways to elected members, umbrellas, single points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

import matchmaker
from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.composition import Composition, Scope, of_challenge
from matchmaker.legitimacy.contact import Contact, contact, contact_findings, last_involved, months_since
from matchmaker.legitimacy.finding import Finding, by_urgency
from matchmaker.legitimacy.phase_findings import phase_findings
from matchmaker.legitimacy.phases import Cell, First, PhaseRow, PhaseTable, phase_table
from matchmaker.legitimacy.roles import Umbrella, role_findings, umbrella_findings, umbrellas
from matchmaker.model import vocabulary as v
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition, version_told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = [
    "Cell",
    "Contact",
    "First",
    "PhaseRow",
    "PhaseTable",
    "PhasesRequest",
    "PhasesResult",
    "Umbrella",
    "look_at_phases",
]

ORGANISATIONS = frozenset({v.Form.ORGANISASJON.value})


@dataclass(frozen=True, slots=True)
class PhasesRequest:
    """A question about who came in when."""

    dataset: str
    challenge: str
    on: date | None = None
    """The day whose ties are followed, and until which months are counted; today when not given."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class PhasesResult:
    """Sides × phases, and what follows from it, most urgent first."""

    request: PhasesRequest
    title: str
    table: PhaseTable
    """In the public edition of organisations alone: a cell without any is left out and is not zero, since
    persons may be there, and evenness and Gini, which would need them, are ``None``."""
    kinds: Mapping[str, Param]
    """What each kind in the table is called."""
    contact: Contact | None
    """Ways from citizens to elected members; not told in the public edition, since it counts persons."""
    months: int | None
    """Whole months since citizens of the challenge's places were involved; ``None``: unknown or not told."""
    umbrellas: tuple[Umbrella, ...]
    """Those who speak for others; in the public edition organisations, and members that are so too."""
    findings: tuple[Finding, ...]
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any of those counted is invented."""


def look_at_phases(workspace: Workspace, request: PhasesRequest, environment: Environment) -> PhasesResult:
    """Look at who came in when in one challenge.

    The public edition counts organisations alone, as if no person and no group of people were there: small
    counts of persons can then not be found from anything in it. Findings about who was there in which phase
    would be wrong without the persons and are left out; so is that no member of an umbrella is registered.

    Raises
    ------
    InputError
        Unknown dataset or challenge.
    """
    register = workspace.dataset(request.dataset).register
    challenge = register.challenge(request.challenge)
    on = request.on or environment.today
    public = request.edition is Edition.PUBLIC
    composition = _organisations(register, challenge) if public else of_challenge(register, challenge)
    table = (
        _shown(phase_table(register, challenge.id, ORGANISATIONS))
        if public
        else phase_table(register, challenge.id)
    )
    spoken = umbrellas(composition, *((ORGANISATIONS,) if public else ()))
    ways = None if public else contact(register, challenge, on)
    synthetic = bool(register.actors["synthetic"].iloc[composition.members].any())
    found = (
        tuple(umbrella_findings(composition, ORGANISATIONS))
        if ways is None
        else (
            *phase_findings(table, challenge, register),
            *contact_findings(ways),
            *role_findings(composition),
            last_involved(register, challenge, on),
        )
    )
    return PhasesResult(
        request=request,
        title=challenge.title,
        table=table,
        kinds={first.code: labels.kind(register, first.code) for first in table.kinds},
        contact=ways,
        months=None if public else months_since(register, challenge, on),
        umbrellas=spoken,
        findings=by_urgency(found),
        notes=(
            Message("note.phases_public") if public else _scope_note(composition),
            *_reading(public=public),
            *((Message("note.synthetic"),) if synthetic else ()),
            *(() if public else (Message("note.phases_ties", {"date": on.isoformat()}),)),
            Message(f"note.edition_{request.edition.value}"),
        ),
        data_version=version_told(register, request.edition),
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _shown(table: PhaseTable) -> PhaseTable:
    """What may be told of a table of organisations: nothing of a cell without any, and nothing as a whole."""
    return replace(
        table,
        phases=tuple(replace(row, evenness=None, gini=None) for row in table.phases),
        cells=tuple(cell for cell in table.cells if cell.actors),
        evenness=None,
        gini=None,
    )


def _reading(*, public: bool) -> tuple[Message, ...]:
    """How the table is to be read."""
    if public:
        return (Message("note.phases_not_shown"),)
    return (Message("note.phases_registered"), Message("note.phases_evenness"))


def _scope_note(composition: Composition) -> Message:
    return Message(f"note.scope_{composition.scope.value}", {"count": len(composition.members)})


def _organisations(register: Register, challenge: Challenge) -> Composition:
    """The organisations that took part; nobody when none did, whoever else was there."""
    frame = register.frame("involvements")
    codes = np.unique(frame["actor"].cat.codes.to_numpy()[(frame["challenge"] == challenge.id).to_numpy()])
    forms = register.actors["form"].astype(object).to_numpy()[codes]
    members = codes[forms == v.Form.ORGANISASJON.value].astype(np.int64)
    return Composition(register, Scope.TOOK_PART, members, challenge)
