"""What a challenge needs, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.needs import NeedLine, NeedsResult


def show(result: NeedsResult, paper: Paper, words: Catalogue) -> None:
    """Write the stated needs, then the draft, each with reasons, sources and who fits."""
    role = result.decided_by or words.term("team.decider_unknown")
    heading = words.say(Message("team.heading", {"role": role}))
    paper.heading(f"{words.show(result.title)}: {heading}")
    for note in result.notes:
        paper.line(words.say(note))
    if result.stated:
        paper.heading(words.term("needs.stated"))
    for line in result.stated:
        _line(line, paper, words)
    paper.heading(words.term("needs.drafted"))
    if not result.drafted:
        paper.line(words.term("needs.none_drafted"), indent=1)
    for line in result.drafted:
        _line(line, paper, words)


def _line(line: NeedLine, paper: Paper, words: Catalogue) -> None:
    params = {
        "need": line.label,
        "count": line.count,
        "importance": Message(f"needs.importance.{line.importance}"),
    }
    paper.line(f"- {words.say(Message('needs.line', params))}", indent=1)
    if line.message is not None:
        paper.line(words.say(line.message), indent=3)
    for reason in line.reasons:
        paper.line(words.say(reason), indent=3)
    if line.sources:
        paper.line(words.say(Message("needs.sources", {"sources": "; ".join(line.sources)})), indent=3)
