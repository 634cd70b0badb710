"""The rules as text: what came of each, most pressing first, and the table of rules itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.rules import Outcome, RuleSeverity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.rules import RuleOutcome, RuleRow, RulesList, RulesResult

_ORDER = (Outcome.FAIL, Outcome.NEEDS_HUMAN, None, Outcome.PASS)
"""What asks something of the reader first; what does not apply is only listed."""


def show(result: RulesResult, paper: Paper, words: Catalogue) -> None:
    """Every rule that applies, with its source and what can be done; and which ones do not apply."""
    paper.heading(words.say(Message("rules.heading", {"title": result.title})))
    for note in result.notes:
        paper.line(words.say(note))
    for outcome in _ORDER:
        rows = [row for row in result.outcomes if row.outcome is outcome]
        if rows:
            paper.heading(words.term(f"outcome.{outcome.value}" if outcome else "outcome.hidden"))
        for row in rows:
            _outcome(row, paper, words)
    others = [row for row in result.outcomes if row.outcome is Outcome.NOT_APPLICABLE]
    if others:
        paper.heading(words.term(f"outcome.{Outcome.NOT_APPLICABLE.value}"))
    for row in others:
        paper.line(f"- {words.say(row.title)}: {words.say(row.message)}", indent=1)
    paper.line()
    paper.line(words.say(Message("rules.version", {"version": result.rules_version})))


def _outcome(row: RuleOutcome, paper: Paper, words: Catalogue) -> None:
    paper.line(f"- {words.say(row.title)}: {words.say(row.message)}", indent=1)
    for remedy in row.remedy:
        paper.line(f"→ {words.say(remedy)}", indent=3)
    told = [words.show(row.paragraph), *(words.say(caveat) for caveat in row.caveats)]
    if row.severity is RuleSeverity.STATUTORY:
        told.insert(0, words.term(f"rule_severity.{row.severity.value}"))
    paper.line(f"[{' · '.join(told)}]", indent=3)


def show_list(result: RulesList, paper: Paper, words: Catalogue) -> None:
    """The table of rules: what each asks, where it stands, how sure that is, and whether it can be posed."""
    paper.heading(words.say(Message("rules.list_heading", {"version": result.rules_version})))
    for row in result.rules:
        paper.line(f"- {row.rule}: {words.say(row.title)}", indent=1)
        for line in _about(row, words):
            paper.line(line, indent=3)


def _about(row: RuleRow, words: Catalogue) -> Iterator[str]:
    yield f"{words.term(f'rule_severity.{row.severity.value}')} · {words.show(row.paragraph)}"
    yield words.say(Message("rules.source", {"source": row.source, "mark": row.mark.value}))
    if row.severity is RuleSeverity.STATUTORY:
        unconfirmed = Message("rules.in_force_unconfirmed")
        since = row.in_force.isoformat() if row.in_force else unconfirmed
        yield words.say(Message("rules.in_force", {"since": since}))
    bodies = tuple(Message(f"body.{body.value}") for body in row.bodies) or Message("rules.all")
    yield words.say(Message("rules.bodies", {"bodies": bodies}))
    yield words.say(row.why_not_posed) if row.why_not_posed else words.term("rules.posable")
    for caveat in row.caveats:
        yield words.say(caveat)
