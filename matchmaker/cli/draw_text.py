"""A draw in words: what is promised, what came of it, whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli import groups_text
from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.groups_draw import Commitment, Reveal
    from matchmaker.services.groups_draw_verify import Verification


def committed(result: Commitment, paper: Paper, words: Catalogue) -> None:
    """What is to be published, and what of it."""
    paper.heading(words.term("draw.promise_heading"))
    size = {"people": result.people, "groups": result.groups, "rounds": result.rounds, "tries": result.tries}
    paper.line(words.say(Message("draw.size", dict(size))))
    _hashes(result.committed, result.seed, paper, words)
    for note in result.notes:
        paper.line(words.say(note))


def _hashes(whole: str, seed: str, paper: Paper, words: Catalogue) -> None:
    for code, value in (("draw.commitment", whole), ("draw.seed", seed)):
        if value:
            paper.line(words.say(Message(code, {"hash": value})))


def revealed(result: Reveal, file: str, paper: Paper, words: Catalogue) -> None:
    """The seating, and the document that lets others make it again."""
    groups_text.seating(result.split, paper, words)
    paper.heading(words.term("draw.reveal_heading"))
    paper.line(words.say(Message("draw.written", {"file": file, "rows": result.rows})))
    _hashes(result.committed, result.seed, paper, words)
    paper.line(words.say(Message("draw.document", {"hash": result.document})))
    for note in result.notes:
        paper.line(words.say(note))


def verified(result: Verification, paper: Paper, words: Catalogue) -> None:
    """Equal or not, and where not."""
    paper.heading(words.term("draw.equal" if result.equal else "draw.not_equal"))
    for finding in result.findings:
        paper.line(f"- {words.say(finding)}", indent=2)
    if result.broken is None:
        size = {
            "people": result.people,
            "groups": result.groups,
            "rounds": result.rounds,
            "tries": result.tries,
        }
        paper.line(words.say(Message("draw.size", dict(size))))
        _hashes(result.committed, result.seed, paper, words)
        paper.line(words.say(Message("draw.document", {"hash": result.document})))
    if result.mine:
        mine = result.mine
        paper.line(words.say(Message("draw.mine", {"number": mine.number, "row": mine.row})))
        for at, group in enumerate(mine.groups, 1):
            said = Message("draw.my_group", {"round": at, "group": group or None})
            paper.line(words.say(said), indent=2)
    for note in result.notes:
        paper.line(words.say(note))
