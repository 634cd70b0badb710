"""A letter of invitation, part by part, as messages: the same for every language and every kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.model.vocabulary import Sector
from matchmaker.services import labels
from matchmaker.services.invitation_motives import CONTRACTS, motive_line
from matchmaker.services.invitation_terms import field_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.model.records import Actor, Challenge
    from matchmaker.model.register import Register
    from matchmaker.services.invitation_terms import Terms

PERSON, BODY, ORGANISATION, GROUP, CHAIR = "person", "organ", "organisasjon", "gruppe", "stol"
"""Whom a letter is to: a person asked directly, a body that appoints, an organisation, a group, a chair that
is held for a group."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a letter under one heading."""

    heading: Message
    lines: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """An invitation to take one seat."""

    seat: str
    to: str
    """:data:`PERSON`, :data:`BODY`, :data:`ORGANISATION`, :data:`GROUP` or :data:`CHAIR`."""
    actor: str
    """Actor id of the one the seat is offered to; empty for a chair."""
    group: str
    language: str
    sector: str
    motive: str
    title: Message
    head: tuple[Message, ...]
    """Sender, date and greeting."""
    parts: tuple[Part, ...]
    blank: tuple[Message, ...]
    """Fields that nobody has filled in; they stand in the letter as such."""
    synthetic: bool
    invitation: str = ""
    """Id of the record, once it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a letter is written from."""

    register: Register
    challenge: Challenge
    terms: Terms
    language: str
    seat: str
    actor: Actor | None
    """``None`` for a chair."""
    group: str
    """Name of the group that a chair is held for."""
    motive: str
    asked: tuple[Param, ...]
    """Contributions that the seat is asked to bring, in words."""
    days: int
    """How many days an invitation is kept."""
    today: date

    @property
    def to(self) -> str:
        """Whom the letter is to."""
        if self.actor is None:
            return CHAIR
        if self.actor.appointed_by:
            return BODY
        return {"person": PERSON, "gruppe": GROUP}.get(self.actor.form, ORGANISATION)

    @property
    def voice(self) -> str:
        """``du`` to one person, ``dere`` to everybody else."""
        return "du" if self.to == PERSON else "dere"

    @property
    def sector(self) -> str:
        """The side that the seat belongs to; an open chair is one for residents."""
        return self.actor.sector if self.actor else Sector.INNBYGGER.value

    @property
    def elected(self) -> bool:
        """Whether an elected member takes the seat; the councils of kommuneloven § 5-12 are no such."""
        actor = self.actor
        return (
            actor is not None
            and actor.sector == Sector.POLITIKER.value
            and not self.register.kinds[actor.kind].council
        )

    def has(self, field: str) -> bool:
        """Whether something is said in a field of the terms."""
        return bool(str(getattr(self.terms, field) or "").strip())


def write_letter(basis: Basis) -> Letter:
    """Write one letter. What nobody has said is asked to be filled in; nothing is made up."""
    blank: list[Message] = []

    def said(field: str) -> Message:
        label = field_label(field)
        if basis.has(field):
            value = _written(field, getattr(basis.terms, field))
            return Message("invite.line", {"label": label, "value": value})
        blank.append(label)
        return Message("invite.fill", {"label": label})

    voice = basis.voice
    head = (said("sender"), Message("invite.dated", {"date": day_of(basis.today)}), _greeting(basis))
    parts = (
        Part(Message("invite.head_why"), (_opening(basis), *_why(basis))),
        Part(Message("invite.head_expectation"), (_text(basis.terms.expectation), _asked(basis))),
        Part(Message("invite.head_mandate"), (_text(basis.terms.mandate),)),
        Part(Message("invite.head_time"), (_hours(basis), said("phase"), said("when"), said("where"))),
        Part(Message("invite.head_part"), tuple(_taking_part(basis, said))),
        Part(Message("invite.head_decides"), (said("decided_by"), Message("invite.decides"))),
        Part(
            Message("invite.head_practical"),
            (*map(said, ("fee", "travel", "interpreter", "access")), Message(f"invite.ask_{voice}")),
        ),
        *_habilitet(basis),
        Part(
            Message("invite.head_reply"),
            (
                Message(f"invite.voluntary_{voice}"),
                said("reply_by"),
                said("contact_point"),
                Message(f"invite.closing_{voice}"),
            ),
        ),
        Part(Message("invite.head_privacy"), tuple(_privacy(basis, said))),
    )
    return Letter(
        seat=basis.seat, to=basis.to, actor=basis.actor.id if basis.actor else "",
        group="" if basis.actor else basis.group, language=basis.language, sector=basis.sector,
        motive=basis.motive, title=Message("invite.title", {"title": basis.challenge.title}), head=head,
        parts=parts, blank=tuple(blank),
        synthetic=basis.actor.synthetic if basis.actor else False,
    )  # fmt: skip


def day_of(day: date) -> Message:
    """A date as people write it: «3. desember 2026»."""
    params: dict[str, Param] = {
        "day": day.day, "month": Message(f"month.{day.month}"), "year": str(day.year),
    }  # fmt: skip
    return Message("invite.date", params)


def _text(said: str) -> Message:
    return Message("invite.text", {"text": said.strip()})


def _written(field: str, value: object) -> Param:
    """A value of the terms as a letter shows it."""
    if isinstance(value, date):
        return day_of(value)
    text = str(value).strip()
    return Message(f"phase.{text}") if field == "phase" else text


def _greeting(basis: Basis) -> Message:
    actor = basis.actor
    if actor is None:
        return Message("invite.to_stol", {"group": basis.group})
    if basis.to == BODY:
        return Message("invite.to_organ", {"body": actor.appointed_by})
    return Message(f"invite.to_{basis.to}", {"name": actor.name})


def _opening(basis: Basis) -> Message:
    actor, params = basis.actor, dict[str, Param](title=basis.challenge.title)
    if actor is None:
        params["group"] = basis.group
    elif basis.to == BODY:
        # who may come to sit there is the body's to say, so a private person is not named to it
        params["seat"] = labels.without_name(basis.register, actor)
    return Message(f"invite.opening_{basis.to}", params)


def _why(basis: Basis) -> list[Message]:
    found = [motive_line(basis.sector, basis.motive)]
    if basis.motive == CONTRACTS:
        found.append(Message("invite.procurement"))
    if basis.actor is not None:
        kind = basis.register.kinds[basis.actor.kind]
        if kind.umbrella:
            found.append(Message("invite.umbrella"))
        if kind.council:
            found.append(Message("invite.council"))
    return [*found, Message("invite.equal")]


def _asked(basis: Basis) -> Message:
    """What the seat is asked to bring; where nobody knows, that it is to be agreed on."""
    if basis.to == CHAIR:
        return Message("invite.asked_stol")
    if not basis.asked:
        return Message("invite.asked_open")
    code = "invite.asked_organ" if basis.to == BODY else f"invite.asked_{basis.voice}"
    return Message(code, {"needs": basis.asked})


def _hours(basis: Basis) -> Message:
    hours = basis.terms.hours or 0.0
    count: Param = int(hours) if float(hours).is_integer() else hours
    return Message(f"invite.hours_{basis.voice}", {"hours": count})


def _taking_part(basis: Basis, said: Callable[[str], Message]) -> list[Message]:
    found = [Message("invite.side", {"side": labels.sector(basis.sector)})]
    mode = basis.terms.mode
    found.append(Message(f"invite.mode_{mode}_{basis.voice}") if mode else said("mode"))
    if basis.elected:
        role = basis.terms.role
        found.append(Message(f"invite.role_{role}_{basis.voice}") if role else said("role"))
        found.append(Message("invite.role_again"))
    return found


def _habilitet(basis: Basis) -> tuple[Part, ...]:
    if not basis.terms.case_with_party:
        return ()
    return (Part(Message("invite.head_habilitet"), (Message("invite.habilitet"),)),)


def _privacy(basis: Basis, said: Callable[[str], Message]) -> list[Message]:
    actor = basis.actor
    legal = basis.terms.basis or (actor.legal_basis if actor and basis.to == PERSON else None)
    label = field_label("basis")
    ground = (
        Message("invite.line", {"label": label, "value": Message(f"legal_basis.{legal}")})
        if legal
        else said("basis")
    )
    return [
        Message(f"invite.stored_{basis.voice}"),
        ground,
        Message("invite.kept_days", {"days": basis.days}),
        Message(f"invite.rights_{basis.voice}"),
        said("privacy_contact"),
    ]
