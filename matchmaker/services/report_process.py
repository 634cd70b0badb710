"""What the process most resembles, and the rules, in a report; good practice is not worded as law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.classify import ClassifyRequest, classify_process
from matchmaker.services.report_content import (
    Heading,
    Items,
    Section,
    Table,
    Text,
    lines,
    text,
    without_repeats,
)
from matchmaker.services.rules import Outcome, RuleSeverity, RulesRequest, check_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.services.classify import ClassifyResult, Reason
    from matchmaker.services.report_basis import Basis
    from matchmaker.services.report_content import Block, Cell
    from matchmaker.services.rules import RuleOutcome

_ORDER = (Outcome.FAIL, Outcome.NEEDS_HUMAN, None, Outcome.PASS)
"""What asks something of the reader first."""


def process_section(basis: Basis) -> Section:
    """The careful label with its reasons, and what came of the rules."""
    blocks: list[Block] = []
    if basis.challenge is not None:
        asked = basis.request
        wish = ClassifyRequest(asked.dataset, basis.challenge.id, on=basis.on, edition=asked.edition)
        blocks += list(_process(basis.ask(classify_process, wish)))
    blocks += list(_rules(basis))
    return Section("process", Message("report.part_process"), tuple(blocks))


def _process(found: ClassifyResult) -> Iterator[Block]:
    yield Text(found.message, lead=True)
    yield Text(found.firmness)
    for title, reasons in (
        ("classify.reasons", found.reasons),
        ("classify.reservations", found.reservations),
    ):
        if reasons:
            yield Heading(Message(title))
            yield Items(tuple(one for reason in reasons for one in _reason(reason)))
    if found.turn_messages:
        yield Heading(Message("classify.turns"))
        yield Items(found.turn_messages)
    known = tuple(one.message for one in found.told if one.answer is not None)
    if known:
        yield Heading(Message("classify.told"))
        yield Items(known)
    yield Items(found.notes)


def _reason(reason: Reason) -> tuple[Message, ...]:
    if not reason.places:
        return (reason.message,)
    places = tuple(
        Message(
            "classify.place",
            {"document": Message(f"classify.document.{one.document.value}"), "lines": one.lines},
        )
        for one in reason.places
    )
    return (Message("report.with_places", {"reason": reason.message, "places": places}),)


def _rules(basis: Basis) -> Iterator[Block]:
    asked = basis.request
    wish = RulesRequest(asked.dataset, asked.challenge, basis.team, on=basis.on, edition=asked.edition)
    found = basis.ask(check_rules, wish)
    rows = [row for outcome in _ORDER for row in found.outcomes if row.outcome is outcome]
    headers = ("report.rule", "report.outcome", "report.paragraph", "report.standing")
    yield Heading(Message("report.rules"))
    yield Text(Message("report.rules_lead"))
    if rows:
        yield Table(Message("report.rules"), tuple(map(Message, headers)), tuple(map(_rule, rows)))
    others = sum(row.outcome is Outcome.NOT_APPLICABLE for row in found.outcomes)
    yield Text(Message("report.rules_others", {"count": others}))
    yield Items(without_repeats(found.notes))


def _rule(row: RuleOutcome) -> tuple[Cell, ...]:
    outcome = Message(f"outcome.{row.outcome.value}" if row.outcome else "outcome.hidden")
    law = row.severity is RuleSeverity.STATUTORY
    standing = (*((Message(f"rule_severity.{row.severity.value}"),) if law else ()), *row.caveats)
    return (text(row.title), lines((outcome, row.message, *row.remedy)), text(row.paragraph), lines(standing))
