"""Good practice that can be checked: two sides, leader and own employee apart, no minor alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.model.vocabulary import Relation
from matchmaker.rules.constraints import SECTOR, Apart, AtLeastWith, Demand, NotAlone
from matchmaker.rules.rule import Check, Outcome

if TYPE_CHECKING:
    from matchmaker.rules.case import Asked, Case
    from matchmaker.rules.rule import Rule


def _nobody() -> tuple[Check, ...]:
    return (Check(Outcome.NOT_APPLICABLE, Message("rule.no_members")),)


# -- at least one public and one private or civil party ---------------------------------------------------


def check_two_sides(rule: Rule, case: Case, _asked: Asked) -> tuple[Check, ...]:
    """Whether both a public and a private or civil party have a seat (Torfing)."""
    if not case.members:
        return _nobody()
    numbers = {
        "offentlig": sum(member.sector in rule.words("public") for member in case.members),
        "privat": sum(member.sector in rule.words("private") for member in case.members),
    }
    params: dict[str, Param] = {"public": numbers["offentlig"], "private": numbers["privat"]}
    if all(numbers.values()):
        return (Check(Outcome.PASS, Message("rule.two_sides.met", params), numbers=numbers),)
    code = "rule.two_sides.no_public" if not numbers["offentlig"] else "rule.two_sides.no_private"
    remedy = (Message(f"{code}_remedy"),)
    return (Check(Outcome.FAIL, Message(code, params), numbers=numbers, remedy=remedy),)


def pose_two_sides(rule: Rule, _case: Case, _asked: Asked) -> tuple[Demand, ...]:
    """A seat for each of the two sides."""
    return tuple(AtLeastWith(SECTOR, rule.words(side), 1) for side in ("public", "private"))


# -- leader and own employee apart ----------------------------------------------------------------------


def pairs(case: Case) -> tuple[tuple[str, str], ...]:
    """Pairs of members of whom one leads the other, or the organisation that employs the other.

    In order of id, each pair once. What is not registered is not known: no pair is no proof.
    """
    leads: dict[str, set[str]] = {}
    works: dict[str, set[str]] = {}
    for link in case.links:
        if link.relation == Relation.LEDER.value:
            leads.setdefault(link.tail, set()).add(link.head)
        elif link.relation == Relation.ANSATT_I.value:
            works.setdefault(link.tail, set()).add(link.head)
    employees: dict[str, set[str]] = {}
    for employee, employers in works.items():
        for employer in employers:
            employees.setdefault(employer, set()).add(employee)
    found = set()
    for leader, led in leads.items():
        for below in led.union(*(employees.get(one, set()) for one in led)) - {leader}:
            found.add((min(leader, below), max(leader, below)))
    # a person who leads an organisation that itself has a seat is no employer of that seat
    persons = {member.id for member in case.members if member.person}
    return tuple(sorted(pair for pair in found if persons.issuperset(pair)))


def check_subordinates(_rule: Rule, case: Case, _asked: Asked) -> tuple[Check, ...]:
    """Whether no leader sits together with an own employee."""
    if not case.members:
        return _nobody()
    found = pairs(case)
    if not found:
        return (Check(Outcome.PASS, Message("rule.subordinates.none")),)
    remedy = (Message("rule.subordinates.remedy"),)
    return tuple(
        Check(
            Outcome.FAIL,
            Message("rule.subordinates.pair", {"first": case.called(one), "second": case.called(other)}),
            f"{one}:{other}",
            remedy=remedy,
        )
        for one, other in found
    )


def pose_subordinates(_rule: Rule, case: Case, _asked: Asked) -> tuple[Demand, ...]:
    """The two of each pair apart."""
    return tuple(Apart(one, other) for one, other in pairs(case))


# -- no minor alone among adults ------------------------------------------------------------------------


def check_minors(rule: Rule, case: Case, _asked: Asked) -> tuple[Check, ...]:
    """Whether nobody under 18, and no seat for a youth council, is the only one among others.

    The answer stands only if it holds whatever the unknown ages are. An age band tells when it lies on one
    side of 18; whoever has stated one that goes across it has answered, and is told apart.
    """
    if not case.members:
        return _nobody()
    trait = rule.parameters["trait"]
    stated = [member.facts().get(trait) for member in case.members]
    across = sum(m.ages is not None and m.facts().get(trait) is None for m in case.members)
    minors, unknown, n = stated.count("ja"), stated.count(None), len(case.members)
    numbers = {"n": n, "under_18": minors, "ukjent": unknown - across, "paa_tvers": across}
    params: dict[str, Param] = {"n": n, "minors": minors, "open": _open_ages(unknown - across, across)}
    alone = minors == 1 and not unknown and n > 1
    settled = minors >= rule.number("count") or not unknown or n == 1
    if settled and not alone:
        return (Check(Outcome.PASS, Message("rule.minors.met", params), numbers=numbers),)
    code = "rule.minors.alone" if alone else "rule.minors.unknown"
    outcome = Outcome.FAIL if alone else Outcome.NEEDS_HUMAN
    remedy = (Message("rule.minors.remedy" if alone else "rule.minors.ask"),)
    return (Check(outcome, Message(code, params), numbers=numbers, remedy=remedy),)


def _open_ages(unknown: int, across: int) -> tuple[Message, ...]:
    """Why it is open who is a minor: an age that nobody has stated, or an age band that goes across 18."""
    found = {"unstated": unknown, "across": across}
    return tuple(Message(f"rule.minors.{why}", {"n": many}) for why, many in found.items() if many)


def pose_minors(rule: Rule, _case: Case, _asked: Asked) -> tuple[Demand, ...]:
    """Whoever is, or may be, a minor sits with others who are."""
    return (NotAlone(rule.parameters["trait"], rule.number("count")),)
