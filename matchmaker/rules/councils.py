"""The councils of kommuneloven § 5-12: whether they are linked to a matter, and how they are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.model import municipalities
from matchmaker.rules.affected import is_for
from matchmaker.rules.constraints import AtLeastBySize, Demand, Size
from matchmaker.rules.rule import Check, Outcome
from matchmaker.rules.tables import councils

if TYPE_CHECKING:
    from matchmaker.rules.case import Asked, Case
    from matchmaker.rules.rule import Rule


def check_heard(rule: Rule, case: Case, asked: Asked) -> tuple[Check, ...]:
    """Whether a council is there for a matter that concerns its group; per municipality.

    A seat, or having taken part, is not having been heard: only a human can say that, by confirming the
    rule. That the register lacks a council, or does not link it to the matter, proves nothing about the
    municipality: it is a question too, and never said to be *not met*.
    """
    if case.concern is not None and not _concerns(rule, case):
        message = Message("rule.council.not_concerned", {"council": _kind(rule)})
        return (Check(Outcome.NOT_APPLICABLE, message),)
    if not case.areas:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.no_area")),)
    return tuple(_one(rule, case, asked, area) for area in case.areas)


def _one(rule: Rule, case: Case, asked: Asked, area: str) -> Check:
    key = (area, rule.parameters["kind"])
    params: dict[str, Param] = {"council": _kind(rule), "municipality": municipalities.name(area)}
    if rule.id in asked.confirmed and case.concern is not None:
        return Check(Outcome.PASS, Message("rule.council.heard", params), area)
    remedy = (Message("rule.council.send", params),)
    if key not in case.councils:
        return Check(Outcome.NEEDS_HUMAN, Message("rule.council.not_registered", params), area, remedy=remedy)
    if case.concern is None:
        return Check(Outcome.PASS, Message("rule.council.registered", params), area)
    if key not in case.linked:
        return Check(Outcome.NEEDS_HUMAN, Message("rule.council.not_linked", params), area, remedy=remedy)
    return Check(Outcome.NEEDS_HUMAN, Message("rule.council.ask_heard", params), area, remedy=remedy)


def _concerns(rule: Rule, case: Case) -> bool:
    """By the tags of the affected groups and the themes, or by ages that lie wholly in the council's."""
    if case.concern is None:
        return True
    tags, ages = case.concern.tags, case.concern.ages
    kind = rule.parameters["kind"]
    return any(is_for(council, tags, ages) for council in councils() if council.kind == kind)


def _kind(rule: Rule) -> Message:
    return Message(f"kind.{rule.parameters['kind']}")


def needed(rule: Rule, members: int) -> int:
    """How many members of a council of so many must be of the rule's age: a majority, or all."""
    return members if rule.parameters["share"] == "all" else members // 2 + 1


def check_ages(rule: Rule, case: Case, asked: Asked) -> tuple[Check, ...]:
    """Whether enough members have the age at the election, whatever the unknown ages are."""
    if asked.council != rule.parameters["kind"]:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.council.other", {"council": _kind(rule)})),)
    n, trait = len(case.members), rule.parameters["trait"]
    if not n:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.no_members")),)
    stated = [member.facts().get(trait) for member in case.members]
    yes, unknown, least = stated.count("ja"), stated.count(None), needed(rule, n)
    numbers = {"n": n, "ja": yes, "ukjent": unknown, "minst": least}
    params: dict[str, Param] = {"n": n, "yes": yes, "unknown": unknown, "least": least}
    if yes >= least:
        return (Check(Outcome.PASS, Message(f"rule.{trait}.met", params), numbers=numbers),)
    code = "unknown" if yes + unknown >= least else "short"
    outcome = Outcome.NEEDS_HUMAN if code == "unknown" else Outcome.FAIL
    remedy = (Message(f"rule.{trait}.remedy", params),)
    return (Check(outcome, Message(f"rule.{trait}.{code}", params), numbers=numbers, remedy=remedy),)


def pose_ages(rule: Rule, case: Case, asked: Asked) -> tuple[Demand, ...]:
    """Enough members of a known age, by size; nobody is no council."""
    if asked.council != rule.parameters["kind"]:
        return ()
    most = len(case.members)
    floors = tuple(needed(rule, n) for n in range(most + 1))
    return (Size(1, max(1, most)), AtLeastBySize(rule.parameters["trait"], ("ja",), floors))


def check_term(rule: Rule, _case: Case, asked: Asked) -> tuple[Check, ...]:
    """Whether the term of office is short enough; it cannot be posed, since no choice of members meets it."""
    if asked.council != rule.parameters["kind"]:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.council.other", {"council": _kind(rule)})),)
    most = rule.number("months")
    if asked.months is None:
        return (Check(Outcome.NEEDS_HUMAN, Message("rule.term.unknown", {"most": most})),)
    params: dict[str, Param] = {"months": asked.months, "most": most}
    numbers = {"maaneder": asked.months, "hoyst": most}
    if asked.months <= most:
        return (Check(Outcome.PASS, Message("rule.term.met", params), numbers=numbers),)
    remedy = (Message("rule.term.remedy", params),)
    return (Check(Outcome.FAIL, Message("rule.term.long", params), numbers=numbers, remedy=remedy),)
