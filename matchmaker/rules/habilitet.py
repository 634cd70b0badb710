"""Habilitet as a question to consider: which tie to a party of the case raises it.

The tool never says that somebody is or is not habil, and never leaves anybody out for it. That is for the
one concerned, or for the body, to consider.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import RELATIONS, Relation
from matchmaker.rules.rule import Check, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.rules.case import Asked, Case, Link
    from matchmaker.rules.rule import Rule

RAISING = frozenset(relation.value for relation, spec in RELATIONS.items() if spec.habilitet)
"""Relations that may raise the question."""


def check(rule: Rule, case: Case, asked: Asked) -> tuple[Check, ...]:
    """One question per tie between a member and the party; none where no case with a party is expected.

    No registered tie is said as just that: what is not registered, the tool does not know.
    """
    if asked.act.value != rule.parameters["act"]:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.habilitet.other_act")),)
    if asked.party is None:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.habilitet.no_party")),)
    if not case.members:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.no_members")),)
    party = case.called(asked.party)
    raised = tuple(_questions(rule, case, asked.party))
    if not raised:
        return (Check(Outcome.PASS, Message("rule.habilitet.none", {"party": party})),)
    if rule.id in asked.confirmed:
        numbers = {"relasjoner": len(raised)}
        return (Check(Outcome.PASS, Message("rule.habilitet.considered", {"party": party}), numbers=numbers),)
    return raised


def _questions(rule: Rule, case: Case, party: str) -> Iterator[Check]:
    remedy = (Message("rule.habilitet.consider"),)
    members = {member.id for member in case.members}
    if party in members:
        message = Message(
            "rule.habilitet.is_party", {"party": case.called(party), "ground": rule.parameters["part"]}
        )
        yield Check(Outcome.NEEDS_HUMAN, message, party, remedy=remedy)
    for link in case.links:
        if _between(link, members, party):
            yield Check(
                Outcome.NEEDS_HUMAN,
                Message(
                    "rule.habilitet.question",
                    {
                        "tail": case.called(link.tail),
                        "relation": Message(f"relation.{Relation(link.relation).value}.out"),
                        "head": case.called(link.head),
                        "ground": rule.parameters[link.relation],
                    },
                ),
                f"{link.tail}:{link.relation}:{link.head}",
                remedy=remedy,
            )


def _between(link: Link, members: set[str], party: str) -> bool:
    if link.relation not in RAISING:
        return False
    return (link.tail == party and link.head in members) or (link.head == party and link.tail in members)
