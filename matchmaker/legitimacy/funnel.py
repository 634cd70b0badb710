"""Population → invited → registered → present → contributed → used in the decision, group by group.

At each step a group's rate (those who came, of those at the step before) is compared with that of the other
groups of the attribute. The comparison is of two counted groups with each other, not with a known share: the
test is Fisher's exact test, corrected (Holm) for the groups and steps of the attribute.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.kernel.several_tests import holm
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.steps import (
    EVERYBODY,
    POPULATION,
    STEPS,
    Stated,
    attribute_label,
    group_label,
    step_label,
)
from matchmaker.model import vocabulary as v
from matchmaker.representation.exact import Interval, hypergeometric_p, wilson
from matchmaker.representation.verdicts import Rule, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class StepRow:
    """One group at one step. ``None`` means not stated or not comparable, never zero."""

    step: str
    count: int | None
    """Persons; ``None`` = «ikke oppgitt»."""
    before: str | None = None
    """The step before that is stated for the group."""
    of: int | None = None
    """Persons at that step."""
    share: float | None = None
    """count ÷ of; ``None`` also when the count has grown."""
    interval: Interval | None = None
    """95 % Wilson interval of the share."""
    share_bounds: Interval | None = None
    """Lowest and highest share that those whose group is unknown leave open."""
    others: int | None = None
    """Persons at the step in the other groups that are stated at both steps."""
    others_of: int | None = None
    """The same persons' number at the step before."""
    p: float | None = None
    """Fisher's exact test of the two rates, two-sided."""
    p_corrected: float | None = None
    """Corrected for the groups and steps of the attribute (Holm)."""
    verdict: Verdict | None = None
    """What can be said whatever group the unknown belong to; ``None`` when nothing is compared."""

    @property
    def shortfall(self) -> float:
        """How many fewer came than at the others' rate; 0 when not compared, < 0 when more came."""
        if self.count is None or self.of is None or self.others is None or not self.others_of:
            return 0.0
        return self.of * self.others / self.others_of - self.count


@dataclass(frozen=True, slots=True)
class GroupFunnel:
    """One group through all steps."""

    group: str
    """The category as stated."""
    label: Param
    """What it is called."""
    steps: tuple[StepRow, ...]
    """All six, in order."""
    lost_at: str | None
    """The step with the verdict *under* at which most are lost; ``None`` when no step has it."""


@dataclass(frozen=True, slots=True)
class AttributeFunnel:
    """One attribute through all steps."""

    attribute: str
    label: Param
    """What the attribute is called."""
    groups: tuple[GroupFunnel, ...]
    unknown: Mapping[str, int]
    """Step → persons whose group nobody knows; a step that is not there is not stated."""


def funnel(stated: Stated, rule: Rule | None = None) -> AttributeFunnel:
    """Follow each group of an attribute from step to step.

    Parameters
    ----------
    stated
        The counts. A step that is not stated for a group is passed over: its next rate is of the step before
        that is stated, and is compared with groups that have both of these steps.
    rule
        Tolerance and chance of a false alarm; the usual ones unless given. The family is counted here.

    Returns
    -------
    AttributeFunnel
        A verdict is *under* or *over* when the corrected test proves that the group's rate differs from that
        of the others, *in line* when both rates' intervals leave no ratio outside the tolerance, else *too
        few*; and it stands only if it would be the same had all, and none, of those whose group is unknown
        belonged to the group. A count that has grown since the step before is not compared, and not used to
        compare others with.
    """
    rows = {group: _rows(group, stated) for group in stated.counts}
    tests = [row for found in rows.values() for row in found if row.p is not None]
    once = [row for at, row in enumerate(tests) if not any(_mirror(row, other) for other in tests[:at])]
    corrected = holm([float(row.p or 0.0) for row in once])
    used = replace(rule or Rule(), family=max(len(once), 1))
    for found in rows.values():
        for place, row in enumerate(found):
            if row.p is not None:
                p = next(c for o, c in zip(once, corrected, strict=True) if row is o or _mirror(row, o))
                told = replace(row, p_corrected=p)
                found[place] = replace(told, verdict=_verdict(told, stated.unknown, used))
    name = stated.attribute
    groups = tuple(
        GroupFunnel(group, group_label(name, group), tuple(found), _lost(found))
        for group, found in rows.items()
    )
    return AttributeFunnel(name, attribute_label(name), groups, dict(stated.unknown))


def _mirror(row: StepRow, other: StepRow) -> bool:
    """Whether two rows are one test, seen from both of the only two groups compared at a step."""
    return (
        (row.before, row.step) == (other.before, other.step)
        and (row.count, row.of) == (other.others, other.others_of)
        and (row.others, row.others_of) == (other.count, other.of)
    )


def _rows(group: str, stated: Stated) -> list[StepRow]:
    mine = stated.counts[group]
    found = []
    before: str | None = None
    for step in STEPS:
        if step not in mine:
            found.append(StepRow(step, None))
            continue
        found.append(StepRow(step, mine[step]) if before is None else _rate(group, before, step, stated))
        before = step
    return found


def _rate(group: str, before: str, step: str, stated: Stated) -> StepRow:
    k, n = stated.counts[group][step], stated.counts[group][before]
    row = StepRow(step, k, before, n)
    if k > n or n == 0:
        return row
    row = replace(row, share=k / n, interval=wilson(k, n), share_bounds=_bounds(k, n, before, step, stated))
    others = [
        counts
        for other, counts in stated.counts.items()
        if other != group and counts.keys() >= {before, step} and counts[step] <= counts[before]
    ]
    came, could = sum(counts[step] for counts in others), sum(counts[before] for counts in others)
    if could == 0:
        return row
    return replace(row, others=came, others_of=could, p=hypergeometric_p(k, k + came, n, n + could))


def _bounds(k: int, n: int, before: str, step: str, stated: Stated) -> Interval:
    blank_before, blank = stated.unknown.get(before, 0), stated.unknown.get(step, 0)
    return (k / (n + blank_before), min(k + blank, n) / n)


def judge(k: int, n: int, others: int, others_of: int, p: float, rule: Rule) -> Verdict:
    """Give the verdict on a group's rate *k* of *n* beside the others' rate.

    Parameters
    ----------
    k, n, others, others_of
        Those who came and those who could have, in the group and in the others together; *n* and
        *others_of* > 0.
    p
        Corrected p-value of Fisher's exact test.
    rule
        *alpha* and tolerance.
    """
    if p < rule.alpha:
        return Verdict.UNDER if k * others_of < others * n else Verdict.OVER
    low, high = wilson(k, n, 1.0 - rule.alpha)
    least, most = wilson(others, others_of, 1.0 - rule.alpha)
    smallest, largest = rule.tolerance
    # the ratio of the rates lies between low / most and high / least
    if smallest * most <= low and high <= largest * least:
        return Verdict.IN_LINE
    return Verdict.TOO_FEW


def _verdict(row: StepRow, unknown: Mapping[str, int], rule: Rule) -> Verdict | None:
    """The verdict that holds for what is known, and had all, or none, of the unknown been the group's."""
    if None in (row.count, row.of, row.others, row.others_of, row.p_corrected):
        return None
    k, n, came, could = (int(x or 0) for x in (row.count, row.of, row.others, row.others_of))
    known = judge(k, n, came, could, float(row.p_corrected or 0.0), rule)
    before, now = unknown.get(str(row.before), 0), unknown.get(row.step, 0)
    if not before and not now:
        return known
    # lowest rate: those unknown before were the group's and did not come on, those unknown now are others'
    low = (k, n + before, came + now, max(could, came + now))
    high = (k + now, max(n, k + now), came, could + before)
    verdicts = {known, *(_alone(*table, rule) for table in (low, high))}
    return known if len(verdicts) == 1 else Verdict.TOO_FEW


def _alone(k: int, n: int, others: int, others_of: int, rule: Rule) -> Verdict:
    p = hypergeometric_p(k, k + others, n, n + others_of)
    return judge(k, n, others, others_of, min(p * rule.family, 1.0), rule)


def _lost(rows: Sequence[StepRow]) -> str | None:
    under = [row for row in rows if row.verdict is Verdict.UNDER]
    return max(under, key=lambda row: (row.shortfall, -STEPS.index(row.step))).step if under else None


def funnel_findings(found: AttributeFunnel) -> Iterator[Finding]:
    """The steps at which a group falls away, each with what can be done there."""
    if found.attribute == EVERYBODY:
        return
    for group in found.groups:
        for row in group.steps:
            if row.verdict is not Verdict.UNDER:
                continue
            params: dict[str, Param] = {
                "group": group.label,
                "step": step_label(row.step),
                "before": step_label(str(row.before)),
                "n": row.count,
                "of": row.of,
                "others": row.others,
                "others_of": row.others_of,
            }
            yield Finding(
                "funnel_lost",
                Urgency.IMPORTANT if row.step == group.lost_at else Urgency.NOTE,
                f"{found.attribute}:{group.group}",
                Message(f"finding.{_how_lost(row)}", params),
                n=row.count,
                of=row.of,
                expected=None if not row.others_of else (row.of or 0) * (row.others or 0) / row.others_of,
                unknown=found.unknown.get(row.step),
                share=row.share,
                interval=row.interval,
                verdict=Verdict.UNDER.value,
                remedy=tuple(
                    Message(f"remedy.funnel_{step}", {"group": params["group"]}) for step in _mended_at(row)
                ),
                persons=True,
            )


def _how_lost(row: StepRow) -> str:
    """Nobody falls away from the population: they were not reached, by the invitation where it is counted."""
    if row.before != POPULATION:
        return "funnel_lost"
    return "funnel_not_invited" if row.step == v.Step.INVITERT.value else "funnel_not_reached"


def _mended_at(row: StepRow) -> tuple[str, ...]:
    """The steps at which something can be done: the invitation too, where it may be what did not reach."""
    invited = v.Step.INVITERT.value
    return (invited, row.step) if row.before == POPULATION and row.step != invited else (row.step,)
