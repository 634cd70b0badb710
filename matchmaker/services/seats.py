"""A seat in a team, and the sentences that say why it is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.needs.fit import COARSER, kinship
from matchmaker.services import labels

if TYPE_CHECKING:
    from matchmaker.matching.team.alternates import Alternative
    from matchmaker.matching.team.explanation import SeatReasons
    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.model.records import Actor, Challenge
    from matchmaker.model.register import Register
    from matchmaker.needs.fit import Offer


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the score."""

    name: str
    points: float
    message: Message


@dataclass(frozen=True, slots=True)
class Seated:
    """Who would fill a seat, and how: by being asked, or as whoever the body appoints."""

    actor: str
    """Actor id."""
    name: str
    kind: str
    kind_label: Param
    sector: str
    form: str
    municipality: str | None
    fill_how: Message
    """Asked directly, or appointed by whom."""
    synthetic: bool


def seated(register: Register, actor: str) -> Seated:
    """An actor as one who would fill a seat. Raises ``InputError`` (unknown_actor)."""
    found = register.actor(actor)
    return Seated(
        actor=found.id,
        name=found.name,
        kind=found.kind,
        kind_label=labels.kind(register, found.kind),
        sector=found.sector,
        form=found.form,
        municipality=found.municipality,
        fill_how=how_filled(found),
        synthetic=found.synthetic,
    )


@dataclass(frozen=True, slots=True)
class OtherChoice:
    """Somebody else who could fill the seat."""

    actor: str
    name: str
    difference: float
    """Points the team would lose (negative) or gain."""
    message: Message
    """For the planner's own page."""
    unnamed: Message
    """The same where private names do not belong: a person by kind."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat: what is suggested is that it be filled this way, by whoever the body appoints."""

    id: str
    """``sete-1`` …, in the order of how much the team would lose without it."""
    filled_by: str
    """Actor id."""
    name: str
    kind: str
    kind_label: Param
    sector: str
    form: str
    municipality: str | None
    fill_how: Message
    """Asked directly, or appointed by whom."""
    synthetic: bool
    adds: float
    """Points the team would lose without the seat."""
    by_term: tuple[Term, ...]
    """The same, part by part of the score; parts that the seat does not change are left out."""
    reasons: tuple[Message, ...]
    asked: tuple[str, ...]
    """Contributions that the seat is to bring: those that it alone covers, or covers best; where there are
    none, those that it covers with others."""
    others: tuple[OtherChoice, ...]
    """The best others for this seat alone; somebody may be named for several seats."""
    alternates: tuple[str, ...]
    """Actor ids of those who are called when the seat becomes empty, in order; nobody is called for two
    seats."""


def seat(
    register: Register,
    challenge: Challenge,
    problem: TeamProblem,
    position: int,
    why: SeatReasons,
    number: int,
    alternates: tuple[str, ...],
) -> Seat:
    """Make a seat with its reasons in words; *alternates* are called in their order."""
    actor = register.actor(why.actor)
    return Seat(
        id=f"sete-{number}",
        filled_by=actor.id,
        name=actor.name,
        kind=actor.kind,
        kind_label=labels.kind(register, actor.kind),
        sector=actor.sector,
        form=actor.form,
        municipality=actor.municipality,
        fill_how=how_filled(actor),
        synthetic=actor.synthetic,
        adds=why.adds / 1000,
        by_term=tuple(
            Term(name, points / 1000, Message(f"part.{name}"))
            for name, points in why.adds_by_term.items()
            if points
        ),
        reasons=tuple(_reasons(register, challenge, problem, position, why, actor)),
        asked=(*why.alone_on, *why.best_on) or why.also_on,
        others=tuple(_other(register, choice) for choice in why.alternatives),
        alternates=alternates,
    )


def _other(register: Register, choice: Alternative) -> OtherChoice:
    actor = register.actor(choice.actor)
    difference = choice.difference / 1000
    unnamed = labels.without_name(register, actor)
    return OtherChoice(
        actor.id,
        actor.name,
        difference,
        Message("reason.other_choice", {"name": actor.name, "difference": difference}),
        Message("reason.other_choice", {"name": unnamed, "difference": difference}),
    )


def how_filled(actor: Actor) -> Message:
    """How the seat is filled: a person is asked; a body or an organisation appoints."""
    if actor.appointed_by:
        return Message("fill.appointed_by", {"body": actor.appointed_by})
    if actor.form == "person":
        return Message("fill.asked_directly")
    if actor.form == "gruppe":
        return Message("fill.open_invitation")
    return Message("fill.by_organisation")


def _reasons(
    register: Register,
    challenge: Challenge,
    problem: TeamProblem,
    position: int,
    why: SeatReasons,
    actor: Actor,
) -> list[Message]:
    names = {group.group: group.name for group in challenge.affected}
    found: list[Message] = []
    near = _related(register, problem, position)
    for code, needs in (("only", why.alone_on), ("best", why.best_on), ("also", why.also_on)):
        words = tuple(labels.contribution(register, need) for need in needs if need not in near)
        if words:
            found.append(Message(f"reason.{code}_on_needs", {"needs": words}))
    for wide in sorted(set(near.values())):
        related = tuple(labels.contribution(register, need) for need in near if near[need] == wide)
        offer = labels.contribution(register, wide)
        found.append(Message("reason.related_to_needs", {"needs": related, "offer": offer}))
    found += [Message("reason.only_side", {"side": labels.sector(side)}) for side in why.alone_for_sides]
    for group in why.voice_of:
        code = "reason.only_voice" if group in why.alone_for_groups else "reason.voice"
        if actor.form == "organisasjon":
            code = "reason.speaks_for"
        found.append(Message(code, {"group": names[group]}))
    if register.kinds[actor.kind].umbrella:
        found.append(Message("reason.umbrella"))
    if why.worked_with:
        others = tuple(labels.without_name(register, register.actor(other)) for other in why.worked_with)
        found.append(Message("reason.worked_with", {"others": others}))
    basis = _basis(problem, position, why)
    if basis:
        found.append(basis)
    if not found:
        found.append(Message("reason.little"))
    return found


def _related(register: Register, problem: TeamProblem, position: int) -> dict[str, str]:
    """Needs that the seat fits only through something wider than what is needed, with what that is.

    Somebody of whom professional skill is stated is not said to know building conservation.
    """
    parents = register.contribution_parents
    code = int(problem.codes[position])
    offers = {need: problem.fits.offers.get((code, column)) for column, need in enumerate(problem.needs)}
    return {
        need: offer.contribution
        for need, offer in offers.items()
        if offer is not None and kinship(offer.contribution, need, parents) == COARSER
    }


def _basis(problem: TeamProblem, position: int, why: SeatReasons) -> Message | None:
    """What the claims rest on: documents, the actor's own word, or only the kind of actor."""
    covered = {*why.alone_on, *why.best_on, *why.also_on}
    offers: list[Offer] = [
        problem.fits.offers[int(problem.codes[position]), column]
        for column, need in enumerate(problem.needs)
        if need in covered
    ]
    if not offers:
        return None
    if all(offer.by_kind for offer in offers):
        return Message("reason.assumed_from_kind")
    sources = sorted({offer.source for offer in offers if offer.source and not offer.by_kind})
    return Message("reason.sources", {"sources": "; ".join(sources)}) if sources else None
