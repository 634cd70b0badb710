"""What a count lets one say about a group: the verdict, its rule, and what could have shown."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import MatchmakerError
from matchmaker.representation.correction import single_step
from matchmaker.representation.draws import draw_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.representation.exact import Interval

POWER = 0.8
"""The chance with which a gap must show itself to count as detectable."""


class Verdict(StrEnum):
    """What can be said about a group; the words are in the catalogue under ``verdict.<code>``."""

    UNDER = "under"
    """Fewer than expected, proven."""
    OVER = "over"
    """More than expected, proven."""
    IN_LINE = "in_line"
    """No large difference, proven."""
    TOO_FEW = "too_few"
    """Too few to say, or nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When a difference counts as proven.

    Parameters
    ----------
    tolerance
        Lowest and highest multiple of the population share that is no large difference; 0 ≤ low ≤ 1
        ≤ high.
    alpha
        Chance of a false alarm for the whole attribute, 0–1 (exclusive); intervals have confidence
        ``1 − alpha``.
    family
        Number of tests that share *alpha*, ≥ 1.

    Raises
    ------
    MatchmakerError
        ``comparison_rule_not_valid`` outside these ranges.
    """

    tolerance: tuple[float, float] = (0.5, 2.0)
    alpha: float = 0.05
    family: int = 1

    def __post_init__(self) -> None:
        low, high = self.tolerance
        if not (0.0 <= low <= 1.0 <= high and 0.0 < self.alpha < 1.0 and self.family >= 1):
            raise MatchmakerError(
                "comparison_rule_not_valid", {"low": low, "high": high, "alpha": self.alpha}
            )

    def judge(self, expected_share: float, interval: Interval, p_corrected: float) -> Verdict:
        """Give the verdict on a share whose interval and corrected p-value are known.

        Under or over when test and interval both say so; in line when the whole interval lies
        within the tolerance; otherwise too few to say.
        """
        low, high = interval
        if p_corrected < self.alpha and high < expected_share:
            return Verdict.UNDER
        if p_corrected < self.alpha and low > expected_share:
            return Verdict.OVER
        least, most = self.tolerance
        if least * expected_share <= low and high <= most * expected_share:
            return Verdict.IN_LINE
        return Verdict.TOO_FEW


def family_of(population: Mapping[str, int]) -> int:
    """Count the different tests that the groups of *population* give, at least 1.

    Groups with nobody in them are not tested. Two groups are *one* test: too few of the one is too
    many of the other, with the same p-value.
    """
    groups = sum(count > 0 for count in population.values())
    return 1 if groups <= 2 else groups


def comparable(k: int, n: int, group: int, total: int) -> bool:
    """Whether *k* of *n* participants can be compared with *group* of *total* persons.

    Not when nobody takes part, when the group is nobody or everybody, or when more take part from
    the group (or from outside it) than the figures hold: then the figures describe somebody else.
    """
    return n > 0 and 0 < group < total and k <= group and n - k <= total - group


@lru_cache(maxsize=65_536)
def verdict_alone(k: int, n: int, group: int, total: int, rule: Rule) -> Verdict:
    """Give the verdict on one group whatever the other groups look like.

    What the correction for several groups makes of a p-value depends on the other groups, but is
    never less than the p-value and never more than that times the number of tests. The verdict is
    given only when both ends agree. ``TOO_FEW`` when the two are not :func:`comparable`.
    """
    if not comparable(k, n, group, total):
        return Verdict.TOO_FEW
    draw = draw_of(n, total)
    p, interval = draw.p_value(k, group), draw.interval(k, 1.0 - rule.alpha)
    least = rule.judge(group / total, interval, p)
    most = rule.judge(group / total, interval, min(p * rule.family, 1.0))
    return most if most is least else Verdict.TOO_FEW


def verdict_bounds(k: int, n: int, blank: int, group: int, total: int, rule: Rule) -> tuple[Verdict, Verdict]:
    """Give the verdicts had none, and all, of *blank* further participants belonged to the group.

    Where nearly all of a place take part, the population itself limits how few and how many of the
    blank can belong to the group; the nearest possible numbers are used. For every number between
    the two, a verdict that both share holds as well: the p-value below (above) the expected count
    and the ends of the interval only ever rise or only ever fall with the count.
    """
    everyone = n + blank
    low = max(k, everyone - (total - group))
    high = min(k + blank, group)
    return (
        verdict_alone(low, everyone, group, total, rule),
        verdict_alone(high, everyone, group, total, rule),
    )


def verdict_whatever(k: int, n: int, blank: int, group: int, total: int, rule: Rule) -> Verdict:
    """Give the verdict that holds whatever group *blank* further participants belong to.

    ``TOO_FEW`` unless one verdict holds for the *k* of *n* alone and at both of the
    :func:`verdict_bounds`.
    """
    found = {verdict_alone(k, n, group, total, rule)}
    if blank:
        found.update(verdict_bounds(k, n, blank, group, total, rule))
    return found.pop() if len(found) == 1 else Verdict.TOO_FEW


@lru_cache(maxsize=4096)
def detectable(
    n: int,
    group: int,
    total: int,
    rule: Rule,
    power: float = POWER,
    others: tuple[int, ...] | None = None,
) -> float | None:
    """Find the share up to which a shortfall would have shown itself among *n* participants.

    Had the group's real share among those who come been this or lower, *n* participants would have
    given the verdict *under* with chance *power* or more. The smallest gap that would have shown is
    the population share less this share.

    Parameters
    ----------
    n
        Participants whose group is known, ≥ 0.
    group, total
        Persons in the group and in the population.
    rule
        When a difference counts as proven.
    power
        Chance of showing it, 0–1 (exclusive).
    others
        Persons in each of the other groups that are tested, when the gap is one in a table of which
        the rest is as it should be. ``None``: whatever the other groups look like.

    Returns
    -------
    float or None
        A share, 0 … population share. ``None`` when *n* participants could not show even that the
        group is wholly absent, or when there is nothing to compare with.

    Examples
    --------
    Eighteen seats cannot tell 5 % from nobody: the chance of nobody is 0.95¹⁸ = 0.40.

    >>> detectable(18, 500, 10_000, Rule())
    """
    if n == 0 or not 0 < group < total:
        return None
    counts = range(max(0, n - (total - group)), min(n * group // total, group) + 1)
    draw = draw_of(n, total)

    def silent(k: int) -> int:
        if others is None:
            return int(verdict_alone(k, n, group, total, rule) is not Verdict.UNDER)
        p = single_step(draw.p_value(k, group), group, draw, others)
        if p >= rule.alpha:  # whatever the interval, which takes longer to find
            return 1
        judged = rule.judge(group / total, draw.interval(k, 1.0 - rule.alpha), p)
        return int(judged is not Verdict.UNDER)

    # the fewer, the clearer: below the expected count the verdict turns from under to silence once
    shown = bisect_left(counts, 1, key=silent)
    return draw.highest_share(counts[shown - 1], power) if shown else None
