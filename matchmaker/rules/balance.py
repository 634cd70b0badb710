"""Gender balance: the ladder of likestillings- og diskrimineringsloven § 28, checked and posed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.rules.case import SEX, SEXES
from matchmaker.rules.constraints import AtLeastBySize, Demand, Size
from matchmaker.rules.rule import Body, Check, Mark, Outcome, RuleSeverity

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.rules.case import Asked, Case
    from matchmaker.rules.rule import Rule

_LADDER = (0, 0, 1, 1, 2, 2, 3, 3, 3, 4)
"""Least of each sex in a body of 0, 1, … 9."""


def least_of_each(members: int) -> int:
    """How many of each sex a body of so many members must have at least.

    One each of 2–3, two of 4–5, three of 6–8, four of 9, and 40 % (rounded up) from 10. One member alone
    cannot be balanced: 0. Source: § 28; Prop. 81 L (2016–2017) ch. 26.

    >>> [least_of_each(n) for n in (1, 2, 5, 8, 9, 10, 11, 100)]
    [0, 1, 2, 3, 4, 4, 5, 40]
    """
    return _LADDER[members] if members < len(_LADDER) else -(-2 * members // 5)


def check(rule: Rule, case: Case, asked: Asked) -> tuple[Check, ...]:
    """Whether both sexes are there in the number that the ladder asks for.

    Unknown sex decides nothing: the answer stands only if it holds whichever sex the unknown have. Those are
    persons who have not stated it, and seats of groups and organisations that nobody is appointed to yet.
    A shortfall is said outright only where the rule was read at its source; else a human must look.
    """
    if rule.severity is RuleSeverity.PRACTICE and not asked.as_if_elected:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.balance.voluntary")),)
    n = len(case.members)
    least = least_of_each(n)
    if not least:
        return (Check(Outcome.NOT_APPLICABLE, Message("rule.balance.one")),)
    women, men = (sum(member.sex == sex for member in case.members) for sex in SEXES)
    unknown = sum(member.sex is None and member.person for member in case.members)
    unfilled = sum(member.sex is None and not member.person for member in case.members)
    lacking = max(0, least - women) + max(0, least - men)
    numbers = {"n": n, "kvinne": women, "mann": men, "ukjent": unknown, "minst": least}
    numbers["ikke_oppnevnt"] = unfilled
    params: dict[str, Param] = {"n": n, "women": women, "men": men, "least": least}
    params["seats"] = _seats(women, men, unknown, unfilled)
    if not lacking:
        return (Check(Outcome.PASS, Message("rule.balance.met", params), numbers=numbers),)
    if lacking <= unknown + unfilled:
        ask = (
            *((Message("rule.balance.ask"),) if unknown else ()),
            *((Message("rule.balance.appoint", {"n": unfilled}),) if unfilled else ()),
        )
        return (
            Check(Outcome.NEEDS_HUMAN, Message("rule.balance.unknown", params), numbers=numbers, remedy=ask),
        )
    return (_short(rule, asked, numbers, params),)


def _seats(women: int, men: int, unknown: int, unfilled: int) -> tuple[Message, ...]:
    """Who sits there in words; those who have not stated their sex are not the seats without a person."""
    counted = {"women": women, "men": men, "unknown": unknown, "unfilled": unfilled}
    return tuple(
        Message(f"rule.balance.seats_{name}", {"n": many})
        for name, many in counted.items()
        if many or name in ("women", "men")
    )


def _short(rule: Rule, asked: Asked, numbers: dict[str, int], params: dict[str, Param]) -> Check:
    sure = rule.mark is Mark.READ
    remedies = [Message("rule.balance.propose", params)]
    if asked.body is Body.APPOINTED:
        remedies.append(Message("rule.balance.dispensation"))
    return Check(
        Outcome.FAIL if sure else Outcome.NEEDS_HUMAN,
        Message("rule.balance.short" if sure else "rule.balance.short_unsure", params),
        numbers=numbers,
        remedy=tuple(remedies),
    )


def pose(rule: Rule, case: Case, asked: Asked) -> tuple[Demand, ...]:
    """The ladder by size, for each sex; those whose sex is unknown help neither.

    At least two seats are demanded with it, since one alone cannot be balanced.
    """
    if rule.severity is RuleSeverity.PRACTICE and not asked.as_if_elected:
        return ()
    most = len(case.members)
    floors = tuple(least_of_each(n) for n in range(most + 1))
    return (Size(2, max(2, most)), *(AtLeastBySize(SEX, (sex,), floors) for sex in SEXES))
