"""To which challenges one actor adds most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import Message, Param
from matchmaker.matching.reverse.landscape import Landscape, landscape
from matchmaker.matching.reverse.one_actor import Best, best_challenges
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.match import check_most, edition_notes, need_message
from matchmaker.services.seats import Seated, seated

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.matching.reverse.one_actor import Adds
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ActorRequest:
    """A question about where an actor's contributions do most good."""

    dataset: str
    actor: str
    most: int = 5
    """How many challenges are listed."""
    on: date | None = None
    """The day asked about; today when not given."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class AddedNeed:
    """What the actor adds to one need."""

    contribution: str
    label: Param
    basis: str
    """``behov`` (stated) or ``utkast`` (drafted)."""
    state: str
    """``udekket``, ``for_faa`` or ``dekket`` before the actor joins."""
    fit: float
    """0–1."""
    points: float
    """What it adds to the coverage; 0 when enough others cover it as well or better."""
    message: Message


@dataclass(frozen=True, slots=True)
class BestChallenge:
    """A challenge, and what the actor adds to it."""

    challenge: str
    title: str
    points: float
    needs: tuple[AddedNeed, ...]
    """Those that nobody there covers first."""
    side: str | None
    """An expected side that nobody else brings there."""
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class ActorResult:
    """A suggestion for the actor to consider."""

    request: ActorRequest
    """In the public edition without the actor's id."""
    seat: Seated | None
    """Not told in the public edition."""
    challenges: tuple[BestChallenge, ...]
    """Those to which it adds most first."""
    taking_part: tuple[str, ...]
    """Titles of challenges that it takes part in; they are not suggested."""
    notes: tuple[Message, ...]
    data_version: str | None
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether the actor is invented."""


def suggest_challenges(workspace: Workspace, request: ActorRequest, environment: Environment) -> ActorResult:
    """Rank challenges by what an actor adds to them. Who is reserved gets no suggestion, and that is said.

    Raises
    ------
    InputError
        Unknown dataset or actor; a list that is too short or too long (bad_most).
    """
    check_most(request.most)
    register = workspace.dataset(request.dataset).register
    actor = register.actor(request.actor)
    if request.edition is Edition.PUBLIC:
        return _result(register, replace(request, actor=""), None, (), (), ())
    now = register.at(request.on or environment.today)
    view = landscape(now)
    code = now.code(actor.id)
    part = tuple(view.challenges[c].title for c, codes in view.taking_part.items() if code in codes)
    best = () if actor.reserved else best_challenges(now, view, actor.id, most=request.most)
    if actor.reserved:
        said: tuple[Message, ...] = (Message("match.actor_reserved"),)
    else:
        said = () if best else (Message("match.adds_nowhere"),)
    found = tuple(_challenge(now, view, item) for item in best)
    return _result(register, request, seated(now, actor.id), found, part, said)


def _result(
    register: Register, request: ActorRequest, seat: Seated | None, found: tuple[BestChallenge, ...],
    part: tuple[str, ...], said: tuple[Message, ...],
) -> ActorResult:  # fmt: skip
    synthetic = seat is not None and seat.synthetic
    return ActorResult(
        request=request,
        seat=seat,
        challenges=found,
        taking_part=part,
        notes=(*said, *edition_notes(request.edition, synthetic=synthetic)),
        data_version=version_told(register, request.edition),
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _challenge(register: Register, view: Landscape, best: Best) -> BestChallenge:
    needs = tuple(_need(register, item) for item in best.adds)
    side = (Message("match.new_side", {"side": labels.sector(best.side)}),) if best.side else ()
    return BestChallenge(
        challenge=best.challenge,
        title=view.challenges[best.challenge].title,
        points=best.points / 1000,
        needs=needs,
        side=best.side,
        reasons=(*(need.message for need in needs if need.points > 0), *side),
    )


def _need(register: Register, item: Adds) -> AddedNeed:
    return AddedNeed(
        contribution=item.need.contribution,
        label=labels.contribution(register, item.need.contribution),
        basis=item.need.basis.value,
        state=item.need.state.value,
        fit=item.fit / 100,
        points=item.points / 1000,
        message=need_message(register, item.need, item.fit),
    )
