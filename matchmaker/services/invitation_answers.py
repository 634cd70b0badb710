"""Answers to invitations: kept with their date, and the next alternate called where a seat stands open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.services.invitation import InvitationRequest, InvitationResult, keep_drafts
from matchmaker.services.invitation_terms import terms_of
from matchmaker.services.invitation_turns import (
    NO_SEAT_TAKEN,
    Answered,
    SeatState,
    Turn,
    invitations_of,
    seat_states,
    waits_until,
)
from matchmaker.services.settled_team import settled
from matchmaker.services.team_news import invitation_changes
from matchmaker.services.team_parts import names_of
from matchmaker.services.together import merge, refusal
from matchmaker.store import records
from matchmaker.store.records import Invitation

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.kernel.messages import Language
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.steps import Work
    from matchmaker.store.storage import Reading

ANSWERS = (Answered.JA.value, *NO_SEAT_TAKEN)
"""What can be answered."""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """An answer to keep."""

    invitation: str
    """Id of the invitation's record."""
    answer: str
    """``ja``, ``nei`` or ``ubesvart``."""
    on: date
    expected: int | None = None
    """Revision of the invitation that the asker has seen; ``None`` for whatever is the last."""


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """An answer that was kept, and what it means for the seat."""

    invitation: str
    revision: int
    team: str
    seat: str
    answer: str
    state: SeatState
    """How it stands with the seat now: whose turn it is."""
    message: Message


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation, as the planner's own page lists it."""

    id: str
    revision: int
    team: str
    seat: str
    actor: str
    name: Param
    """Whom it is for; the group, for an open chair."""
    sent: str
    """Date, ISO 8601; empty while it is a draft."""
    reply_by: str
    answer: str
    answered: str
    overdue: bool
    """Whether the time limit has passed without an answer."""
    synthetic: bool


@dataclass(frozen=True, slots=True)
class InvitationsResult:
    """Invitations, oldest first, and what is to be done about them."""

    rows: tuple[InvitationRow, ...]
    notes: tuple[Message, ...]


def invitation(reading: Reading, record: str) -> tuple[int, Invitation]:
    """An invitation and its revision. Raises ``InputError``: ``unknown_record``, ``not_an_invitation``."""
    found = records.get(reading, record)
    if not isinstance(found.body, Invitation):
        raise InputError("not_an_invitation", {"record": record})
    return found.revision, found.body


def mark_sent(
    workspace: KeptWorkspace, invitations: tuple[str, ...], on: date, author: str, since: int | None = None
) -> int:
    """Keep that somebody has sent invitations, as one step; returns how many.

    Parameters
    ----------
    workspace
        Where.
    invitations
        Their ids.
    on
        The day on which they were sent.
    author
        Who is told in the log.
    since
        Revision of the letters that was sent; ``None`` for whatever is the last.

    Raises
    ------
    InputError
        ``already_sent``; ``seat_is_reserved`` for an actor who has asked not to be asked since the letter was
        written; ``changed_meanwhile`` when a letter has been written anew since; ``unknown_record``,
        ``not_an_invitation``. Nothing is kept then.
    """
    wanted = tuple(dict.fromkeys(invitations))
    with workspace.store.reading() as reading:
        found = [(one, *invitation(reading, one)) for one in wanted]
    for one, revision, body in found:
        if since is not None and since != revision:
            raise _letter_changed(workspace, (one, revision, body), since)
        if body.sent:
            raise InputError("already_sent", {"invitation": one, "date": body.sent})
        register = workspace.dataset(body.dataset).register
        if body.actor and register.actor(body.actor).reserved:
            raise InputError("seat_is_reserved", {"actor": body.actor})
    with workspace.store.step(Message("step.sent", {"count": len(found)}), author) as work:
        for one, revision, body in found:
            work.edit(one, since or revision, replace(body, sent=on.isoformat()))
    return len(found)


def _letter_changed(
    workspace: KeptWorkspace, found: tuple[str, int, Invitation], since: int
) -> InputError:  # fmt: skip
    """Say who has written a letter anew, or marked it as sent, since somebody looked at it."""
    record, revision, body = found
    register = workspace.dataset(body.dataset).register
    with workspace.store.reading() as reading:
        names = names_of(register, settled(reading, body.team).challenge)
        changes = invitation_changes(reading, record, since, names)
    return refusal(record, changes, (), revision, len(changes))


def record_answer(workspace: KeptWorkspace, request: AnswerRequest, author: str) -> AnswerResult:
    """Keep an answer as one step, and say whose turn it is.

    An answer may be changed by another; both stand in the record's history.

    Raises
    ------
    InputError
        ``unknown_choice`` for another answer; ``not_sent``; ``answered_before_sent``; ``changed_meanwhile``;
        ``unknown_record``, ``not_an_invitation``.
    """
    if request.answer not in ANSWERS:
        label = Message("invite.field_answer")
        raise InputError("unknown_choice", {"field": label, "value": request.answer, "known": ANSWERS})
    with workspace.store.reading() as reading:
        _, body = invitation(reading, request.invitation)
    if not body.sent:
        raise InputError("not_sent", {"invitation": request.invitation}, Message("hint.not_sent"))
    if request.on.isoformat() < body.sent:
        raise InputError("answered_before_sent", {"date": request.on.isoformat(), "sent": body.sent})
    register = workspace.dataset(body.dataset).register
    with workspace.store.step(Message("step.answer", {"invitation": request.invitation}), author) as work:
        kept, new = _answered(work, request, register)
    state, asked = _seat(workspace, new, request.invitation)
    return AnswerResult(
        request.invitation, kept, body.team, state.seat, new.answer, state,
        _meaning(register, new.answer, state, asked),
    )  # fmt: skip


def _answered(work: Work, request: AnswerRequest, register: Register) -> tuple[int, Invitation]:
    """Keep an answer where nobody has kept another since it was asked for: revision and invitation."""
    revision, now = invitation(work.writing, request.invitation)
    since = request.expected or revision
    seen = next((one.body for one in records.history(work.writing, request.invitation)
                 if one.revision == since), now)  # fmt: skip
    new = replace(now, answer=request.answer, answered=request.on.isoformat())
    before, wanted, kept = (
        {"answer": (one.answer, one.answered)} if isinstance(one, Invitation) else {}
        for one in (seen, new, now)
    )
    merged = merge(before, wanted, kept)
    if merged.conflicts:
        names = names_of(register, settled(work.writing, now.team).challenge)
        changes = invitation_changes(work.writing, request.invitation, since, names)
        whom = now.actor or now.group
        both = Message("together.both", {
            "part": Message("together.part_answer", {"name": names.get(whom, whom)}),
            **{
                name: Message(f"invite.answer_{parts['answer'][0]}")
                for name, parts in (("before", before), ("theirs", kept), ("mine", wanted))
            },
        })  # fmt: skip
        raise refusal(request.invitation, changes, (both,), revision)
    if not merged.mine:  # what was asked for is how it stood, or how it stands
        return revision, now
    return work.edit(request.invitation, revision, new), new


def _seat(workspace: KeptWorkspace, body: Invitation, record: str) -> tuple[SeatState, tuple[str, ...]]:
    """How it stands with an invitation's seat, and which other invitations to it wait or are accepted."""
    register = workspace.dataset(body.dataset).register
    with workspace.store.reading() as reading:
        team = settled(reading, body.team)
        asked = invitations_of(reading, body.team)
    states = seat_states(team, asked, register)
    # a record from before seats had ids tells its seat by whom it was for
    old = next((str(n) for n, one in enumerate(team.seats, 1) if one.get("actor") == body.actor), "")
    name = body.seat or f"sete-{old}"
    state = next(one for one in states if one.seat == name)
    others = tuple(
        one.id for one, other in asked
        if one.id != record and other.seat == body.seat and other.answer not in NO_SEAT_TAKEN
    )  # fmt: skip
    return state, others


def _meaning(register: Register, answer: str, state: SeatState, others: tuple[str, ...]) -> Message:
    """What an answer means for the seat, in words."""
    params: dict[str, Param] = {"seat": state.seat, "invitations": others}
    if answer == Answered.JA:
        return Message("invite.taken_twice" if others else "invite.taken", params)
    if state.turn is Turn.NESTE:
        return Message("invite.next", {**params, "name": register.actor(state.actor).name})
    if state.turn is Turn.TOM:
        return Message("invite.no_alternate", {"seats": (state.seat,)})
    return Message("invite.others_wait", params)


def invite_next(
    workspace: KeptWorkspace,
    record: str,
    environment: Environment,
    author: str,
    reply_by: date | None = None,
) -> InvitationResult:
    """Write and keep, as a draft, the invitation to the next alternate of a seat.

    It says what the invitation before it said, but for the time limit, which is *reply_by* or to be filled
    in, the legal basis, which is the new addressee's, and the motive, which follows their side.

    Raises
    ------
    InputError
        ``no_alternate`` when nobody is left; ``seat_not_open`` while the seat waits or is taken; else as
        :func:`matchmaker.services.invitation.keep_drafts`.
    """
    with workspace.store.reading() as reading:
        _, body = invitation(reading, record)
    state, _ = _seat(workspace, body, record)
    if state.turn is Turn.TOM:
        raise InputError("no_alternate", {"seat": state.seat}, Message("hint.no_alternate"))
    terms = replace(terms_of(body.terms), reply_by=reply_by, basis="")
    language: Language = body.language  # type: ignore[assignment]  # checked when it was kept
    request = InvitationRequest(body.team, terms, seats=(state.seat,), language=language)
    return keep_drafts(workspace, request, environment, author)


def list_invitations(
    workspace: KeptWorkspace, environment: Environment, team: str | None = None
) -> InvitationsResult:
    """Every invitation, or those of one team; with names, so for the planner's own page only.

    Raises ``InputError``: ``unknown_record``, ``not_a_team``.
    """
    with workspace.store.reading() as reading:
        if team is not None:
            settled(reading, team)
        found = invitations_of(reading, team)
    today = environment.today.isoformat()
    rows = tuple(_row(workspace, one, body, today) for one, body in found)
    late = tuple(row.id for row in rows if row.overdue)
    notes = (Message("invite.note_overdue", {"invitations": late}),) if late else ()
    return InvitationsResult(rows, notes)


def _row(workspace: KeptWorkspace, one: records.Record, body: Invitation, today: str) -> InvitationRow:
    register = workspace.dataset(body.dataset).register
    actor = register.actor(body.actor) if body.actor in register else None
    reply_by, until = str(body.terms.get("reply_by") or ""), waits_until(body)
    return InvitationRow(
        id=one.id, revision=one.revision, team=body.team, seat=body.seat, actor=body.actor,
        name=actor.name if actor else _group(register, body.group) or body.actor,
        sent=body.sent, reply_by=reply_by,
        answer=body.answer, answered=body.answered, overdue=bool(until) and until < today,
        synthetic=actor.synthetic if actor else False,
    )  # fmt: skip


def _group(register: Register, group: str) -> str:
    """What a group that a chair is held for is called."""
    affected = register.frame("affected").astype(object)
    return next((str(name) for name in affected["name"][affected["group"] == group]), group)
