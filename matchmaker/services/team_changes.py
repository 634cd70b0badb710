"""A kept team is changed: a seat is filled by somebody else or locked, a chair held, the team called anew.

A change names the revision that it was made from. What others have changed since stays; where they have
changed the same seat, nothing is kept, and it is told who did what. The way back of a change is a change
too, so that it can be gone also when others have worked on other seats meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.command_words import said
from matchmaker.services.invitation_turns import SeatState, Turn, invitations_of, seat_states
from matchmaker.services.settled_team import settled
from matchmaker.services.team_news import invitation_changes, team_changes
from matchmaker.services.team_parts import NAME, both_words, names_of, parts_of, team_of
from matchmaker.services.together import merge, refusal
from matchmaker.store import records
from matchmaker.store.records import Invitation, Team

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.model.register import Register
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.team_parts import Parts
    from matchmaker.store.records import Body
    from matchmaker.store.steps import Work
    from matchmaker.store.storage import Reading

NEW = "ny"
"""Stands for a seat that is not there yet: a chair that is to be held."""
_TAKEN = (Turn.VENTER, Turn.BESATT)


@dataclass(frozen=True, slots=True)
class TeamEdit:
    """A change of one part of a kept team; what is ``None`` stays as it is."""

    team: str
    """Id of its record."""
    since: int | None = None
    """Revision that the change was made from; ``None`` for whatever is the last."""
    seat: str = ""
    """Id of a seat, :data:`NEW` for a chair that is to be held, empty for the team itself."""
    actor: str | None = None
    """Who is to be asked for the seat."""
    locked: bool | None = None
    """Whether nobody else is to be put there."""
    held: str | None = None
    """Whom a chair is held for, in words or as an affected group."""
    until: date | None = None
    """The day until which a chair is held."""
    always: bool = False
    """Whether the chair is to be held without a day."""
    name: str | None = None
    """What the team is called."""
    draft: int | None = None
    """Revision of the seat's invitation that the asker has seen, where it is a draft: it goes with a swap."""


@dataclass(frozen=True, slots=True)
class TeamEdited:
    """A change that was kept."""

    team: str
    revision: int
    part: str
    """The part that was changed: a seat's id, or ``navn``."""
    others: tuple[Message, ...] = ()
    """What others have changed since the revision that the change was made from; that is kept too."""


def edit_team(workspace: KeptWorkspace, edit: TeamEdit, author: str) -> TeamEdited:
    """Keep a change of a team, as one step.

    Raises
    ------
    InputError
        ``changed_meanwhile`` where others have changed the same part otherwise: *changes* says who did what,
        *both* what each wants, *now* the revision; ``unknown_seat``, ``seat_is_locked``; ``seat_is_asked``
        while an invitation to the seat waits or is accepted; ``empty_text``; ``unknown_actor``,
        ``seated_twice``, ``seat_is_reserved``, ``seat_is_excluded``; ``unknown_record``, ``not_a_team``.
        Nothing is kept then.
    """
    with workspace.store.reading() as reading:
        dataset = settled(reading, edit.team).dataset
    register = workspace.dataset(dataset).register
    with workspace.store.step(Message("step.team_changed", {"team": edit.team}), author) as work:
        now = settled(work.writing, edit.team)
        revision = records.get(work.writing, edit.team).revision
        since = edit.since or revision
        base = _team_at(work.writing, edit.team, since)
        part = edit.seat or NAME
        if edit.seat == NEW:
            part = _next_seat(work.writing, edit.team)
        made = _edited(parts_of(base), part, edit, register)
        kept, others = _merged(work.writing, edit.team, since, (base, made), register)
        if kept is None:
            return TeamEdited(edit.team, revision, part, others)
        _check(work, edit.team, (now, kept), register, edit.draft)
        return TeamEdited(edit.team, work.edit(edit.team, revision, kept), part, others)


def _team_at(reading: Reading, team: str, revision: int) -> Team:
    body = _body_at(reading, team, revision)
    if not isinstance(body, Team):
        raise InputError("not_a_team", {"record": team})
    return body


def _body_at(reading: Reading, record: str, revision: int) -> Body | None:
    found = [one.body for one in records.history(reading, record) if one.revision == revision]
    if not found:
        raise InputError("unknown_revision", {"record": record, "revision": revision})
    return found[0]


def _next_seat(reading: Reading, team: str) -> str:
    """An id that no seat of the team has or has had."""
    had = {
        name
        for one in records.history(reading, team)
        if isinstance(one.body, Team)
        for name in parts_of(one.body)
    }
    number = 1
    while f"sete-{number}" in had:
        number += 1
    return f"sete-{number}"


def _edited(parts: Parts, part: str, edit: TeamEdit, register: Register) -> Parts:
    if part == NAME:
        if not (edit.name or "").strip():
            raise InputError("empty_text")
        return {**parts, NAME: str(edit.name).strip()}
    seats = tuple(name for name in parts if name.startswith("sete-"))
    if edit.seat != NEW and part not in seats:
        raise InputError("unknown_seat", {"seat": edit.seat, "known": seats})
    seat = dict(parts.get(part, {"id": part}))
    seat = _chair(seat, edit) if edit.held is not None or edit.seat == NEW else _timed(seat, edit)
    if edit.locked is not None:
        seat = {**seat, "locked": True} if edit.locked else _without(seat, "locked")
    if edit.actor and edit.actor != seat.get("actor"):
        seat = _filled(seat, part, edit.actor, register)
    return {**parts, part: seat}


def _chair(seat: dict[str, Any], edit: TeamEdit) -> dict[str, Any]:
    words = (edit.held or "").strip()
    if not words:
        raise InputError("empty_text")
    return _timed({**seat, "open": words}, edit)


def _timed(seat: dict[str, Any], edit: TeamEdit) -> dict[str, Any]:
    if edit.until is not None:
        return {**seat, "until": edit.until.isoformat()}
    return _without(seat, "until") if edit.always else seat


def _without(seat: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in seat.items() if name != field}


def _filled(seat: dict[str, Any], part: str, actor: str, register: Register) -> dict[str, Any]:
    """The seat with somebody else in it; whoever sat there can still be asked next."""
    if seat.get("locked"):
        raise InputError("seat_is_locked", {"seat": part}, Message("hint.seat_is_locked"))
    before = seat.get("actor")
    others = [one for one in seat.get("alternates", ()) if one != actor]
    role = register.actor(actor).sector
    kept = {name: value for name, value in seat.items() if name not in ("open", "until")}
    return {
        **kept, "actor": actor, "role": role, "alternates": [*others, *([before] if before else [])],
    }  # fmt: skip


def _merged(
    reading: Reading, team: str, since: int, change: tuple[Team, Parts], register: Register
) -> tuple[Team | None, tuple[Message, ...]]:
    """The team with a change on it, ``None`` when that is how it is kept; and what others have done."""
    base, made = change
    now = settled(reading, team)
    merged = merge(parts_of(base), made, parts_of(now))
    names = names_of(register, now.challenge)
    if merged.conflicts:
        about = frozenset(one.key for one in merged.conflicts)
        changes = team_changes(reading, team, since, names, about)
        present = records.get(reading, team).revision
        raise refusal(now.name, changes, both_words(merged.conflicts, names), present)
    others = team_changes(reading, team, since, names)
    return (team_of(now, dict(merged.parts)) if merged.mine else None), others


def _check(
    work: Work, team: str, teams: tuple[Team, Team], register: Register, draft: int | None = None
) -> None:
    """Refuse what cannot be; a draft to whoever is no longer asked for a seat is taken away."""
    before, after = (parts_of(one) for one in teams)
    swapped = [name for name, seat in after.items() if _holder(seat) != _holder(before.get(name))]
    holders = [_holder(seat) for seat in after.values() if _holder(seat)]
    excluded = {str(one["actor"]) for one in teams[1].excluded}
    for actor in [_holder(after[name]) for name in swapped if _holder(after[name])]:
        if holders.count(actor) > 1:
            raise InputError("seated_twice", {"actor": actor})
        if actor in excluded:
            raise InputError("seat_is_excluded", {"actor": actor})
        if register.actor(actor).reserved:
            raise InputError("seat_is_reserved", {"actor": actor})
    if swapped:
        states = seat_states(teams[0], invitations_of(work.writing, team), register)
        for state in states:
            if state.seat in swapped:
                _let_go(work, state, draft)


def _holder(seat: Any) -> str:  # noqa: ANN401 - a part is a text or a seat
    return str(seat.get("actor") or "") if isinstance(seat, dict) else ""


def _let_go(work: Work, state: SeatState, draft: int | None) -> None:
    if state.turn in _TAKEN:
        turn = Message(f"invite.turn_{state.turn.value}")
        raise InputError("seat_is_asked", {"seat": state.seat, "turn": turn})
    if state.turn is Turn.UTKAST:
        work.remove(state.invitation, draft or state.revision)


def options_of(edit: TeamEdit) -> list[str]:
    """Write a change as the options of ``matchmaker invite change``."""
    words: list[str] = []
    if edit.seat:
        words += said("seat", edit.seat)
    for name in ("actor", "held", "name"):
        value = getattr(edit, name)
        if value is not None:
            words += said(name, value)
    if edit.locked is not None:
        words.append("--lock" if edit.locked else "--unlock")
    if edit.until is not None:
        words += said("until", edit.until.isoformat())
    elif edit.always:
        words.append("--always")
    return words + list(said("since", str(edit.since))) if edit.since else words


# -- the way back ------------------------------------------------------------------------------------------


def put_back(workspace: KeptWorkspace, record: str, revision: int, author: str) -> int:
    """Take back what one revision of a team or an invitation changed, as one step; gives the new revision.

    What others have changed in other parts since stays.

    Raises
    ------
    InputError
        ``changed_meanwhile`` as :func:`edit_team`; ``nothing_to_undo`` for the first revision;
        ``unknown_revision``, ``unknown_record``.
    """
    with workspace.store.reading() as reading:
        body = records.get(reading, record).body
    if not isinstance(body, Team | Invitation):
        raise InputError("not_a_team", {"record": record})
    register = workspace.dataset(body.dataset).register
    team = isinstance(body, Team)
    name = (
        Message("step.team_changed", {"team": record})
        if team
        else Message("step.answer", {"invitation": record})
    )
    with workspace.store.step(name, author) as work:
        if revision < 2:
            raise InputError("nothing_to_undo")
        before, after = (_body_at(work.writing, record, number) for number in (revision - 1, revision))
        now = records.get(work.writing, record)
        back = _back_team if team else _back_invitation
        made = back(work.writing, now, (before, after), register)
        if made is None:
            return now.revision
        if isinstance(made, Team) and isinstance(now.body, Team):
            _check(work, record, (now.body, made), register)
        return work.edit(record, now.revision, made)


def _back_team(
    reading: Reading, now: records.Record, bodies: tuple[Body | None, Body | None], register: Register
) -> Body | None:
    before, after = bodies
    if not isinstance(before, Team) or not isinstance(after, Team) or not isinstance(now.body, Team):
        raise InputError("not_a_team", {"record": now.id})
    names = names_of(register, now.body.challenge)
    merged = merge(parts_of(after), parts_of(before), parts_of(now.body))
    if merged.conflicts:
        about = frozenset(one.key for one in merged.conflicts)
        changes = team_changes(reading, now.id, now.revision - 1, names, about)
        raise refusal(now.body.name, changes, both_words(merged.conflicts, names), now.revision)
    return team_of(now.body, dict(merged.parts)) if merged.mine else None


def _back_invitation(
    reading: Reading, now: records.Record, bodies: tuple[Body | None, Body | None], register: Register
) -> Body | None:
    before, after = bodies
    if not all(isinstance(one, Invitation) for one in (before, after, now.body)):
        raise InputError("not_an_invitation", {"record": now.id})
    kept: Any = now.body
    merged = merge(_fields(after), _fields(before), _fields(now.body))
    if merged.conflicts:
        names = names_of(register, settled(reading, kept.team).challenge)
        changes = invitation_changes(reading, now.id, now.revision - 1, names)
        raise refusal(now.id, changes, (), now.revision, len(merged.conflicts))
    return replace(kept, **merged.parts) if merged.mine else None


def _fields(body: object) -> dict[str, Any]:
    return {one.name: getattr(body, one.name) for one in fields(Invitation)}
