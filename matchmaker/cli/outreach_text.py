"""An outreach plan as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.outreach import GapPlan, OutreachResult


def show(result: OutreachResult, paper: Paper, words: Catalogue) -> None:
    """Per gap the paths, what to do where none leads, and the practical means; then whom to ask."""
    paper.heading(words.say(Message("outreach.heading", {"title": result.title})))
    for note in result.notes:
        paper.line(words.say(note))
    if not result.gaps:
        paper.line(words.term("outreach.none"))
        return
    if result.gap is not None and any(gap.paths for gap in result.gaps):
        paper.line(
            words.say(Message(f"outreach.status_{result.status}", {"percent": words.percent(result.gap)}))
        )
    for gap in result.gaps:
        _gap(gap, paper, words)
    if result.brokers:
        paper.heading(words.term("outreach.whom_to_ask"))
    for broker in result.brokers:
        paper.line(f"- {' '.join(words.say(message) for message in broker.messages)}", indent=1)


def _gap(gap: GapPlan, paper: Paper, words: Catalogue) -> None:
    paper.heading(words.show(gap.name))
    paper.line(words.say(gap.why), indent=1)
    for path in gap.paths:
        paper.line(f"→ {words.say(path.message)}", indent=3)
    for advice in gap.advice:
        paper.line(f"- {words.say(advice)}", indent=3)
    practical = words.join(words.say(mean) for mean in gap.means)
    paper.line(words.say(Message("outreach.practical", {"means": practical})), indent=3)
