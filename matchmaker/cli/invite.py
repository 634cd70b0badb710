"""``matchmaker invite``: keep a team, write invitations to its seats, keep the answers."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matchmaker.cli import invite_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.kept_text import kept, said
from matchmaker.cli.options_invite import TEXTS
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services import invitation_answers as answers
from matchmaker.services.invitation import InvitationRequest, Terms, keep_drafts, write_invitations
from matchmaker.services.invitation_export import write_letters
from matchmaker.services.invitation_terms import terms_of
from matchmaker.services.settled_team import KeepTeamRequest, SettledSeat, keep_team, request_of_run
from matchmaker.services.team_changes import TeamEdit, edit_team

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.cli.commands import Session
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.invitation import InvitationResult

_SAID = (*(name.replace("-", "_") for name in TEXTS), "hours", "phase", "mode", "role", "basis")
"""Terms that stand in options of the same name."""


def run_invite(session: Session) -> int:
    """Do what the action says."""
    return _ACTIONS[session.options.action](session)


def _keep_team(session: Session) -> int:
    """Keep a settled team, as a run suggested it or as it is spelt."""
    options = session.options
    if options.run:
        request = request_of_run(session.workspace, options.run, options.name)
        seats = tuple(SettledSeat(*one) for one in options.seat) or request.seats
        request = replace(request, seats=seats, open=tuple(options.open) or request.open,
                          held=tuple(options.hold) or request.held)  # fmt: skip
    elif options.dataset is None or options.challenge is None:
        raise InputError("team_without_challenge", hint=Message("hint.team_without_challenge"))
    else:
        seats = tuple(SettledSeat(*one) for one in options.seat)
        request = KeepTeamRequest(
            options.dataset,
            options.challenge,
            seats,
            tuple(options.open),
            tuple(options.hold),
            name=options.name,
        )
    request = replace(request, excluded=tuple(options.exclude))
    session.show(keep_team(session.workspace, request, session.author), kept)
    return Exit.OK


def _change(session: Session) -> int:
    """Change a kept team on the revision that was seen, and tell what others have changed since."""
    options = session.options
    edit = TeamEdit(
        options.team, options.since, options.seat, options.actor, options.locked, options.held,
        _day(options.until), options.always, options.name,
    )  # fmt: skip
    session.show(edit_team(session.workspace, edit, session.author), text.changed)
    return Exit.OK


def _draft(session: Session) -> int:
    """Write the letters, keep them as drafts unless it is a preview, and write the files."""
    options = session.options
    request = InvitationRequest(
        options.team, _terms(session), tuple(options.seat), tuple(options.motive),
        options.letter or session.words.language,
    )  # fmt: skip
    workspace, environment = session.workspace, session.environment
    if options.preview:
        result = write_invitations(workspace, request, environment)
    else:
        result = keep_drafts(workspace, request, environment, session.author)
    return _shown(session, result)


def _terms(session: Session) -> Terms:
    options = session.options
    held: dict[str, Any] = {}
    if options.like:
        with session.store.reading() as reading:
            held = dict(answers.invitation(reading, options.like)[1].terms)
    terms = terms_of(held)
    known = {one.name for one in fields(Terms)}
    told = {name: getattr(options, name) for name in _SAID if name in known}
    told |= {"reply_by": _day(options.reply_by), "case_with_party": options.party or None}
    return replace(terms, **{name: value for name, value in told.items() if value is not None})


def _shown(session: Session, result: InvitationResult) -> int:
    """Show the letters, or write them to files and show which."""
    options = session.options
    if not options.to:
        session.show(result, text.drafts)
        return Exit.OK
    files = write_letters(session.workspace, result, Path(options.to), session.environment,
                          as_format=options.format, contacts=options.contacts)  # fmt: skip

    def both(_both: object, paper: Paper, words: Catalogue) -> None:
        text.listed(result, paper, words)
        text.written(files, paper, words)

    session.show({"invitations": result, "files": files}, both)
    return Exit.OK


def _sent(session: Session) -> int:
    """Keep that invitations were sent."""
    on = _day(session.options.on) or session.environment.today
    options = session.options
    count = answers.mark_sent(session.workspace, tuple(options.invitation), on, session.author, options.since)
    session.show(Message("invite.sent", {"count": count, "date": on.isoformat()}), said)
    return Exit.OK


def _answer(session: Session) -> int:
    """Keep an answer, and tell whose turn it is."""
    options = session.options
    on = _day(options.on) or session.environment.today
    request = answers.AnswerRequest(options.invitation, options.answer, on, options.since)
    session.show(answers.record_answer(session.workspace, request, session.author), text.answered)
    return Exit.OK


def _next(session: Session) -> int:
    """Write the invitation to the next alternate."""
    reply_by = _day(session.options.reply_by)
    result = answers.invite_next(
        session.workspace, session.options.invitation, session.environment, session.author, reply_by
    )
    return _shown(session, result)


def _list(session: Session) -> int:
    """List invitations and answers."""
    found = answers.list_invitations(session.workspace, session.environment, session.options.team)
    session.show(found, text.invitations)
    return Exit.OK


def _day(written: str | None) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        raise InputError("bad_date", {"value": written}) from wrong


_ACTIONS: dict[str, Callable[[Session], int]] = {
    "keep-team": _keep_team, "change": _change, "draft": _draft, "sent": _sent, "answer": _answer,
    "next": _next, "list": _list,
}  # fmt: skip
COMMANDS: dict[str, Callable[[Session], int]] = {"invite": run_invite}
