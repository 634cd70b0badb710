"""What to think of before an invitation is sent: said to the planner, never in the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.model.vocabulary import Phase, Sector
from matchmaker.services.invitation_letter import BODY, CHAIR, GROUP
from matchmaker.services.invitation_motives import CONTRACTS, sources
from matchmaker.services.invitation_terms import BEST_ROLES
from matchmaker.services.invitation_turns import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.services.invitation_letter import Basis, Letter
    from matchmaker.services.invitation_turns import SeatState

_MINORS = frozenset({"ungdom", "elev", "elevraad", "ungdomsraad"})
"""Kinds in whose seats minors may come to sit (words and manners, People 5)."""


def notes_on(
    written: Sequence[Basis],
    letters: Sequence[Letter],
    states: Sequence[SeatState],
    motives: Sequence[tuple[str, str]],
) -> tuple[Message, ...]:
    """What whoever sends the letters should know.

    Parameters
    ----------
    written, letters
        What each letter was written from, and the letter.
    states
        How it stands with every seat of the team.
    motives
        (seat, motive) as stated.
    """
    return (
        Message("invite.note_not_sent"),
        *_to_fill(letters),
        *_motives(letters, {seat for seat, _ in motives}),
        *_elected(written),
        *_procurement(written),
        *_people(written, letters),
        *_dates(written),
        *_others(states),
    )


def _seats(found: Sequence[Basis]) -> tuple[Param, ...]:
    return tuple(basis.seat for basis in found)


def _to_fill(letters: Sequence[Letter]) -> Iterator[Message]:
    blank: tuple[Param, ...] = tuple(
        dict.fromkeys(label.code for letter in letters for label in letter.blank)
    )
    if blank:
        yield Message("invite.note_fill", {"fields": tuple(Message(str(code)) for code in blank)})


def _motives(letters: Sequence[Letter], stated: set[str]) -> Iterator[Message]:
    assumed = [letter for letter in letters if letter.seat not in stated]
    if assumed:
        used = sources([(letter.sector, letter.motive) for letter in assumed])
        yield Message("invite.note_motive", {"seats": tuple(one.seat for one in assumed), "sources": used})


def _elected(written: Sequence[Basis]) -> Iterator[Message]:
    elected = [basis for basis in written if basis.elected]
    odd = [basis for basis in elected if basis.terms.role and basis.terms.role not in BEST_ROLES]
    if odd:
        role = Message(f"invite.role_name_{odd[0].terms.role}")
        yield Message("invite.note_role", {"seats": _seats(odd), "role": role})
    if elected and not elected[0].terms.role:
        yield Message("invite.note_role_open", {"seats": _seats(elected)})
    if elected and not elected[0].terms.mode:
        yield Message("invite.note_mode_open", {"seats": _seats(elected)})


def _procurement(written: Sequence[Basis]) -> Iterator[Message]:
    found = [
        basis
        for basis in written
        if basis.sector == Sector.NAERINGSLIV.value
        and (basis.motive == CONTRACTS or basis.terms.phase in (Phase.DEFINERE.value, Phase.DESIGNE.value))
    ]
    if found:
        yield Message("invite.note_procurement", {"seats": _seats(found)})


def _people(written: Sequence[Basis], letters: Sequence[Letter]) -> Iterator[Message]:
    minors = [basis for basis in written if basis.actor and basis.actor.kind in _MINORS]
    if minors:
        yield Message("invite.note_minors", {"seats": _seats(minors)})
    open_to = [basis for basis in written if basis.to in (CHAIR, GROUP)]
    if open_to:
        yield Message("invite.note_open", {"seats": _seats(open_to)})
    appointed = [basis for basis in written if basis.to == BODY]
    if appointed:
        yield Message("invite.note_appointed", {"seats": _seats(appointed)})
    if any(letter.synthetic for letter in letters):
        yield Message("note.synthetic")


def _dates(written: Sequence[Basis]) -> Iterator[Message]:
    for basis in written[:1]:
        if basis.terms.reply_by and basis.terms.reply_by < basis.today:
            yield Message("invite.note_reply_past", {"date": basis.terms.reply_by.isoformat()})


def _others(states: Sequence[SeatState]) -> Iterator[Message]:
    empty = tuple(state.seat for state in states if state.turn is Turn.TOM)
    if empty:
        yield Message("invite.no_alternate", {"seats": empty})
