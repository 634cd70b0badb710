"""Every rule with its two faces: checked on a case, and posed as demands on a team.

A rule without a posed face cannot be met by choosing members: hearing a council, counting signatures,
considering a question. Its family says so in :data:`WHY_NOT_POSED`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from matchmaker.kernel.errors import Message
from matchmaker.rules import balance, councils, duties, habilitet, house_rules, practice, proposals
from matchmaker.rules.rule import Check, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from matchmaker.rules.case import Asked, Case
    from matchmaker.rules.constraints import Demand
    from matchmaker.rules.rule import Rule


class Faces(NamedTuple):
    """What can be done with the rules of one family."""

    check: Callable[[Rule, Case, Asked], tuple[Check, ...]]
    pose: Callable[[Rule, Case, Asked], tuple[Demand, ...]] | None = None
    """``None``: cannot be posed."""


FAMILIES: dict[str, Faces] = {
    "balance": Faces(balance.check, balance.pose),
    "council": Faces(councils.check_heard),
    "council_age": Faces(councils.check_ages, councils.pose_ages),
    "council_term": Faces(councils.check_term),
    "proposal": Faces(proposals.check),
    "habilitet": Faces(habilitet.check),
    "sami": Faces(duties.check_sami),
    "plan": Faces(duties.check_plan),
    "local_area": Faces(house_rules.check_local_area, house_rules.pose_local_area),
    "route": Faces(house_rules.check_route),
    "route_theme": Faces(house_rules.check_theme),
    "route_parties": Faces(house_rules.check_parties, house_rules.pose_parties),
    "two_sides": Faces(practice.check_two_sides, practice.pose_two_sides),
    "subordinates": Faces(practice.check_subordinates, practice.pose_subordinates),
    "minors": Faces(practice.check_minors, practice.pose_minors),
}

WHY_NOT_POSED: dict[str, Message] = {
    "council": Message("rule.not_posed.council"),
    "council_term": Message("rule.not_posed.term"),
    "proposal": Message("rule.not_posed.proposal"),
    "habilitet": Message("rule.not_posed.habilitet"),
    "sami": Message("rule.not_posed.duty"),
    "plan": Message("rule.not_posed.duty"),
    "route": Message("rule.not_posed.matter"),
    "route_theme": Message("rule.not_posed.matter"),
}
"""Why no choice of members can meet the rules of a family."""


@dataclass(frozen=True, slots=True)
class Posing:
    """A rule as demands on a team."""

    demands: tuple[Demand, ...]
    """A team that meets them all passes the check. None where the rule asks nothing of this team."""
    why_not: Message | None
    """Why the rule cannot be posed; ``None`` when it can."""


def not_meant(rule: Rule, asked: Asked, on: date) -> Check | None:
    """Why a rule does not apply, before anything about the members is looked at; ``None`` when it may."""
    if not rule.is_for(asked.body):
        message = Message("rule.other_body", {"body": Message(f"body.{asked.body.value}")})
        return Check(Outcome.NOT_APPLICABLE, message)
    if rule.in_force is not None and on < rule.in_force:
        message = Message("rule.not_yet", {"date": rule.in_force.isoformat()})
        return Check(Outcome.NOT_APPLICABLE, message)
    return None


def check(rule: Rule, case: Case, asked: Asked, on: date) -> tuple[Check, ...]:
    """Check one rule on a case; at least one answer.

    Parameters
    ----------
    rule
        From :func:`matchmaker.rules.rule.rules`.
    case
        What is registered.
    asked
        What the asker says.
    on
        The day of the process; a rule that was not in force on it does not apply.
    """
    without = not_meant(rule, asked, on)
    return (without,) if without is not None else FAMILIES[rule.family].check(rule, case, asked)


def constraints(rule: Rule, case: Case, asked: Asked, on: date) -> Posing:
    """Pose one rule as demands; the case's members are the candidates.

    A team of candidates that meets the demands passes :func:`check`, if there are any; see there.
    """
    pose = FAMILIES[rule.family].pose
    if pose is None:
        return Posing((), WHY_NOT_POSED[rule.family])
    if not_meant(rule, asked, on) is not None:
        return Posing((), None)
    return Posing(pose(rule, case, asked), None)
