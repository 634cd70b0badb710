"""Duties that only a human can say are met: Sami consultation, and facilitation in planning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.model import municipalities
from matchmaker.rules.rule import Check, Outcome

if TYPE_CHECKING:
    from matchmaker.rules.case import Asked, Case
    from matchmaker.rules.rule import Rule

_CHECKLISTS = {
    "groups": ("rule.plan.special", "rule.plan.indirect", "rule.plan.language", "rule.plan.means"),
    "young": ("rule.plan.young", "rule.plan.youth_council", "rule.plan.means"),
}


def check_sami(rule: Rule, case: Case, asked: Asked) -> tuple[Check, ...]:
    """Whether consultation may be due: in the Sami language area, or where the challenge is tagged so.

    Nothing else is known to the tool, so that *does not apply* says only that nothing registered points
    to it. It is about matters, never about which persons are Sami.
    """
    areas = [area for area in case.areas if area in rule.words("areas")]
    tagged = case.concern is not None and bool(case.concern.tags & set(rule.words("tags")))
    if not areas and not tagged:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.sami.nothing")),)
    if rule.id in asked.confirmed:
        return (Check(Outcome.PASS, Message("rule.confirmed")),)
    where: tuple[Param, ...] = tuple(municipalities.name(area) for area in areas)
    message = Message("rule.sami.area", {"areas": where}) if areas else Message("rule.sami.tagged")
    return (Check(Outcome.NEEDS_HUMAN, message, remedy=(Message("rule.sami.ask"),)),)


def check_plan(rule: Rule, _case: Case, asked: Asked) -> tuple[Check, ...]:
    """A checklist where a plan process is declared; a human confirms that it is taken care of."""
    if rule.id in asked.confirmed:
        return (Check(Outcome.PASS, Message("rule.confirmed")),)
    name = rule.parameters["list"]
    remedy = tuple(Message(code) for code in _CHECKLISTS[name])
    return (Check(Outcome.NEEDS_HUMAN, Message(f"rule.plan.{name}"), remedy=remedy),)
