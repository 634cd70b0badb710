"""Invitations as text: functions of a result and a catalogue, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.kernel.messages import catalogue
from matchmaker.services.invitation_text import Style, lines_of
from matchmaker.services.labels import shown

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.errors import Param
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.invitation import InvitationResult
    from matchmaker.services.invitation_answers import AnswerResult, InvitationRow, InvitationsResult
    from matchmaker.services.team_changes import TeamEdited
    from matchmaker.services.written import WriteResult


def drafts(result: InvitationResult, paper: Paper, words: Catalogue) -> None:
    """Every letter as it stands, then what to think of before it is sent."""
    for letter in result.letters:
        for line in lines_of(letter, catalogue(result.request.language)):
            if line.style is Style.TEXT:
                paper.line(line.text, indent=2)
            else:
                paper.heading(line.text)
        paper.line()
    listed(result, paper, words)


def listed(result: InvitationResult, paper: Paper, words: Catalogue) -> None:
    """Which letters were written, and what to think of before they are sent."""
    headers = [words.term(f"invite.column_{name}") for name in ("id", "seat", "to")]
    rows = [
        [one.invitation or "–", one.seat, words.term(f"invite.to_kind_{one.to}")] for one in result.letters
    ]
    paper.table(headers, rows)
    for note in result.notes:
        paper.line(f"- {words.say(note)}")


def changed(result: TeamEdited, paper: Paper, words: Catalogue) -> None:
    """The team's new revision, and what others have changed since the one that the change was made from."""
    params: dict[str, Param] = {"team": result.team, "revision": result.revision}
    paper.line(words.say(Message("invite.changed", params)))
    for message in result.others:
        paper.line(f"- {words.say(message)}")


def written(result: WriteResult, paper: Paper, words: Catalogue) -> None:
    """Which files were written."""
    paper.line(words.say(Message("invite.written", {"count": len(result.files), "folder": result.folder})))
    for name in result.files:
        paper.line(name, indent=2)
    for note in result.notes:
        paper.line(f"- {words.say(note)}")


def answered(result: AnswerResult, paper: Paper, words: Catalogue) -> None:
    """The answer, and whose turn it is."""
    params: dict[str, Param] = {
        "invitation": result.invitation,
        "answer": Message(f"invite.answer_{result.answer}"),
    }
    paper.line(words.say(Message("invite.answered", params)))
    paper.line(words.say(result.message))


def invitations(result: InvitationsResult, paper: Paper, words: Catalogue) -> None:
    """Every invitation with its answer."""
    if not result.rows:
        paper.line(words.term("invite.none"))
    names = ("id", "team", "seat", "name", "sent", "reply_by", "answer", "answered")
    paper.table(
        [words.term(f"invite.column_{name}") for name in names],
        [_row(one, words) for one in result.rows],
    )  # fmt: skip
    for note in result.notes:
        paper.line(f"- {words.say(note)}")


def _row(one: InvitationRow, words: Catalogue) -> list[str]:
    name = shown(words.show(one.name), synthetic=one.synthetic, words=words)
    answer = words.term(f"invite.answer_{one.answer}")
    cells = (one.id, one.team, one.seat, name, one.sent, one.reply_by, answer, one.answered)
    return [cell or "–" for cell in cells]
