"""Whose turn it is: for each seat of a settled team, who has been asked, and who is asked next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from matchmaker.services.settled_team import reserved_ids, seats_by_id
from matchmaker.store import records
from matchmaker.store.records import Invitation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.model.register import Register
    from matchmaker.store.records import Team
    from matchmaker.store.storage import Reading


class Answered(StrEnum):
    """The answer to an invitation."""

    VENTER = "venter"
    JA = "ja"
    NEI = "nei"
    UBESVART = "ubesvart"
    """The time limit has passed without an answer."""


NO_SEAT_TAKEN = (Answered.NEI.value, Answered.UBESVART.value)
"""Answers after which the next is asked."""


class Turn(StrEnum):
    """How it stands with a seat."""

    NESTE = "neste"
    """Somebody can be invited now."""
    UTKAST = "utkast"
    """An invitation is written and not sent."""
    VENTER = "venter"
    """An invitation is sent and not answered."""
    BESATT = "besatt"
    """Somebody has said yes."""
    TOM = "tom"
    """Nobody is left to ask: an open chair."""


@dataclass(frozen=True, slots=True)
class SeatState:
    """How it stands with one seat."""

    seat: str
    turn: Turn
    actor: str = ""
    """Who is to be asked, is asked, or has said yes; empty for an open chair."""
    group: str = ""
    """The group that an open chair is held for."""
    invitation: str = ""
    """The seat's last invitation, or the one that was accepted; empty when there is none."""
    revision: int = 0
    """Its revision, so that nobody overwrites another's work."""


Sent: TypeAlias = tuple[tuple[records.Record, Invitation], ...]


def invitations_of(reading: Reading, team: str | None = None) -> Sent:
    """Every invitation, or those of one team, oldest first."""
    found = [(one, one.body) for one in records.of_kind(reading, Invitation.kind)]
    return tuple(
        (one, body) for one, body in found if isinstance(body, Invitation) and team in (None, body.team)
    )


def waits_until(body: Invitation) -> str:
    """The last day for an answer that is waited for, ISO 8601; empty when none is, or no day was set."""
    waits = bool(body.sent) and body.answer == Answered.VENTER
    return str(body.terms.get("reply_by") or "") if waits else ""


def seat_states(team: Team, asked: Sent, register: Register) -> tuple[SeatState, ...]:
    """How it stands with every seat of a team, in its order.

    Parameters
    ----------
    team
        The settled team.
    asked
        Its invitations.
    register
        The dataset as it is now: who is reserved or no longer there is not asked.

    Returns
    -------
    tuple of SeatState
        After *nei* or *ubesvart* the next alternate of the seat who has not been invited to this team, holds
        no other seat of it, and is neither reserved nor excluded.
    """
    seats = seats_by_id(team)
    busy = {body.actor for _, body in asked} | {one["actor"] for one in team.excluded}
    free = set(register.ids) - reserved_ids(register) - busy
    holders = {str(seat["actor"]) for seat in seats.values() if seat.get("actor")}
    return tuple(_state(name, seat, asked, _left(seat, free, holders)) for name, seat in seats.items())


def _left(seat: Mapping[str, Any], free: set[str], holders: set[str]) -> list[str]:
    """Who of a seat's holder and alternates may still be asked, in order."""
    first = seat.get("actor")
    others = [str(one) for one in seat.get("alternates", ()) if one not in holders]
    return [one for one in ([str(first)] if first else []) + others if one in free]


def _state(name: str, seat: Mapping[str, Any], asked: Sent, free: Sequence[str]) -> SeatState:
    group = str(seat.get("open") or "")
    mine = [(one, body) for one, body in asked if body.seat == name or _older(body, seat)]
    yes = [pair for pair in mine if pair[1].answer == Answered.JA]
    last = yes[0] if yes else mine[-1] if mine else None
    if last is not None and last[1].answer not in NO_SEAT_TAKEN:
        record, body = last
        turn = Turn.BESATT if yes else Turn.VENTER if body.sent else Turn.UTKAST
        return SeatState(name, turn, body.actor, body.group, record.id, record.revision)
    told, revision = (last[0].id, last[0].revision) if last else ("", 0)
    if free:
        return SeatState(name, Turn.NESTE, free[0], "", told, revision)
    if group and last is None:
        return SeatState(name, Turn.NESTE, "", group, told, revision)
    return SeatState(name, Turn.TOM, "", group, told, revision)


def _older(body: Invitation, seat: Mapping[str, Any]) -> bool:
    """An invitation from before seats had ids is told by whom it was for."""
    return not body.seat and bool(body.actor) and body.actor == seat.get("actor")
