"""Innbyggerforslag (kommuneloven § 12-1): how many residents must stand behind a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.model import municipalities
from matchmaker.rules.rule import Check, Outcome

if TYPE_CHECKING:
    from matchmaker.rules.case import Asked, Case
    from matchmaker.rules.rule import Rule


def signatures_needed(residents: int, percent: int = 2, most: int = 300) -> int:
    """How many must stand behind a proposal: *percent* of the residents, rounded up, and never over *most*.

    Residents count, not voters: those under 18 may sign. A place without residents needs none.

    Raises
    ------
    InputError
        bad_count: a number of residents below 0.

    >>> [signatures_needed(n) for n in (2141, 2667, 7066, 9616, 15001)]
    [43, 54, 142, 193, 300]
    """
    if residents < 0:
        raise InputError("bad_count", {"name": "residents", "value": residents})
    return min(-(-percent * residents // 100), most)


def check(rule: Rule, case: Case, asked: Asked) -> tuple[Check, ...]:
    """Whether enough residents stand behind a proposal; per municipality.

    Without a number of signatures the rule asks nothing, and tells what would be needed. A county is one
    matter whose residents the register does not hold: there only the fixed number decides.
    """
    if asked.to != rule.parameters["to"]:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.proposal.other")),)
    if rule.parameters["to"] == "fylke":
        return (_one(rule, asked, "", None),)
    if not case.areas:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.no_area")),)
    return tuple(_one(rule, asked, area, case.residents.get(area)) for area in case.areas)


def _one(rule: Rule, asked: Asked, area: str, residents: int | None) -> Check:
    most, percent = rule.number("most"), rule.number("percent")
    least = most if residents is None else signatures_needed(residents, percent, most)
    where: Param = municipalities.name(area) if area else Message("rule.proposal.county")
    params: dict[str, Param] = {
        "municipality": where, "least": least, "most": most, "percent": percent, "residents": residents,
    }  # fmt: skip
    numbers = {"minst": least} if residents is None else {"minst": least, "innbyggere": residents}
    if asked.signatures is None:
        code = "rule.proposal.would_need" if residents is not None else "rule.proposal.would_need_most"
        return Check(Outcome.NOT_APPLICABLE, Message(code, params), area, numbers)
    params["signatures"] = asked.signatures
    numbers["underskrifter"] = asked.signatures
    if asked.signatures >= least:
        return Check(Outcome.PASS, Message("rule.proposal.enough", params), area, numbers)
    if residents is None:
        return Check(Outcome.NEEDS_HUMAN, Message("rule.proposal.unknown", params), area, numbers)
    params["lacking"] = least - asked.signatures
    remedy = (Message("rule.proposal.collect", params),)
    return Check(Outcome.FAIL, Message("rule.proposal.short", params), area, numbers, remedy)
