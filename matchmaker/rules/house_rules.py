"""House rules of two municipalities: Verdal's oppgaveutvalg and Vennesla's platform.

They are those municipalities' own, and apply there, or where the asker names them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.rules.case import ELECTED, OFFICE
from matchmaker.rules.constraints import AtLeastWith, Demand, Exclude
from matchmaker.rules.rule import Check, Outcome

if TYPE_CHECKING:
    from matchmaker.rules.case import Asked, Case, Member
    from matchmaker.rules.rule import Rule


def _here(rule: Rule, case: Case, asked: Asked) -> bool:
    return rule.parameters["area"] in case.areas or rule.id in asked.rules


def _not_here() -> tuple[Check, ...]:
    return (Check(Outcome.NOT_APPLICABLE, Message("rule.house.elsewhere")),)


# -- Verdal ---------------------------------------------------------------------------------------------


def _politicians(case: Case) -> tuple[Member, ...]:
    return tuple(member for member in case.members if member.elected)


def check_local_area(rule: Rule, case: Case, asked: Asked) -> tuple[Check, ...]:
    """Whether the politicians of an oppgaveutvalg come from other places than the committee's own.

    Local members volunteer; the rule says nothing about who they are. A politician whose place nobody has
    stated is a question, never a guess.
    """
    if not _here(rule, case, asked):
        return _not_here()
    politicians = _politicians(case)
    if asked.place is None or not politicians:
        code = "rule.local_area.no_place" if asked.place is None else "rule.local_area.no_politician"
        return (Check(Outcome.NOT_APPLICABLE, Message(code)),)
    local = sum(member.place == asked.place for member in politicians)
    unknown = sum(member.place is None for member in politicians)
    numbers = {"folkevalgte": len(politicians), "lokale": local, "ukjent": unknown}
    params: dict[str, Param] = {
        "n": len(politicians), "local": local, "unknown": unknown,
        "place": case.places.get(asked.place, asked.place),
    }  # fmt: skip
    remedy = (Message("rule.local_area.other_area", params), Message("rule.local_area.volunteer"))
    if local:
        message = Message("rule.local_area.local", params)
        return (Check(Outcome.FAIL, message, numbers=numbers, remedy=remedy),)
    if unknown:
        message = Message("rule.local_area.unknown", params)
        return (Check(Outcome.NEEDS_HUMAN, message, numbers=numbers, remedy=remedy),)
    return (Check(Outcome.PASS, Message("rule.local_area.met", params), numbers=numbers),)


def pose_local_area(rule: Rule, case: Case, asked: Asked) -> tuple[Demand, ...]:
    """A politician at least, and none but those known to come from elsewhere."""
    if not _here(rule, case, asked) or asked.place is None:
        return ()
    barred = [m.id for m in _politicians(case) if m.place is None or m.place == asked.place]
    return (AtLeastWith(ELECTED, ("ja",), 1), *(Exclude(actor) for actor in barred))


# -- Vennesla -------------------------------------------------------------------------------------------


def _small(rule: Rule, case: Case) -> bool | None:
    """Whether a project is below the limit; ``None`` when no budget is stated."""
    budget = None if case.concern is None else case.concern.budget
    return None if budget is None else budget < rule.number("below")


def _budget_unknown(rule: Rule) -> tuple[Check, ...]:
    params = {"below": rule.number("below")}
    ask = (Message("rule.route.state_budget"),)
    return (Check(Outcome.NEEDS_HUMAN, Message("rule.route.no_budget", params), remedy=ask),)


def check_route(rule: Rule, case: Case, asked: Asked) -> tuple[Check, ...]:
    """Below the limit no formal structure; else the parties decide, and both routes are shown.

    The document says «av et visst økonomisk omfang» without a number, and names three parties in one place
    and two of them in another. So above the limit nothing is decided here.
    """
    if not _here(rule, case, asked):
        return _not_here()
    small = _small(rule, case)
    if small is None:
        return _budget_unknown(rule)
    params = {"below": rule.number("below")}
    if small:
        return (Check(Outcome.PASS, Message("rule.route.small", params)),)
    if rule.id in asked.confirmed:
        return (Check(Outcome.PASS, Message("rule.confirmed")),)
    routes = (Message("rule.route.three"), Message("rule.route.two"), Message("rule.route.agreement"))
    return (Check(Outcome.NEEDS_HUMAN, Message("rule.route.large", params), remedy=routes),)


def check_theme(rule: Rule, case: Case, asked: Asked) -> tuple[Check, ...]:
    """Whether a large project takes on klima, utenforskap or demografi, and argues how."""
    if not _here(rule, case, asked):
        return _not_here()
    small = _small(rule, case)
    if small is None:
        return _budget_unknown(rule)
    params: dict[str, Param] = {"below": rule.number("below")}
    if small or case.concern is None:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.route.small_theme", params)),)
    themes = tuple(theme for theme in rule.words("themes") if theme in case.concern.themes)
    if not themes:
        remedy = (Message("rule.route.name_theme"),)
        return (Check(Outcome.FAIL, Message("rule.route.no_theme"), remedy=remedy),)
    params["themes"] = tuple(Message(f"rule.theme.{theme}") for theme in themes)
    if rule.id in asked.confirmed:
        return (Check(Outcome.PASS, Message("rule.route.argued", params)),)
    remedy = (Message("rule.route.argue"),)
    return (Check(Outcome.NEEDS_HUMAN, Message("rule.route.reason_missing", params), remedy=remedy),)


def check_parties(rule: Rule, case: Case, asked: Asked) -> tuple[Check, ...]:
    """Whether the platform's three parties have seats in a large project; if not, the parties decide."""
    if not _here(rule, case, asked):
        return _not_here()
    if not case.members:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.no_members")),)
    small = _small(rule, case)
    if small is None:
        return _budget_unknown(rule)
    if small:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.route.small", {"below": rule.number("below")})),)
    held = {member.kind for member in case.members if not member.person}
    absent = tuple(Message(f"kind.{kind}") for kind in rule.words("kinds") if kind not in held)
    if not absent:
        return (Check(Outcome.PASS, Message("rule.route.parties")),)
    remedy = (Message("rule.route.three"), Message("rule.route.two"))
    message = Message("rule.route.parties_absent", {"parties": absent})
    return (Check(Outcome.NEEDS_HUMAN, message, remedy=remedy),)


def pose_parties(rule: Rule, case: Case, asked: Asked) -> tuple[Demand, ...]:
    """A seat for each of the three parties, in a project that is known to be large."""
    if not _here(rule, case, asked) or _small(rule, case) is not False:
        return ()
    return tuple(AtLeastWith(OFFICE, (kind,), 1) for kind in rule.words("kinds"))
