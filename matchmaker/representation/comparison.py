"""Participants compared with a population, one attribute at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import MatchmakerError
from matchmaker.kernel.several_tests import Correction
from matchmaker.representation.correction import correct
from matchmaker.representation.draws import FINITE_ABOVE, draw_of
from matchmaker.representation.verdicts import (
    Rule,
    Verdict,
    comparable,
    detectable,
    family_of,
    verdict_bounds,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.representation.exact import Interval


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group: what was counted, what was expected, and what that lets one say."""

    group: str
    """The group's code."""
    n: int
    """Participants known to be in the group."""
    expected: float | None
    """Participants expected from the population share; ``None`` without a population figure."""
    share: float | None
    """*n* divided by the participants compared; ``None`` when there are none or no figure."""
    population: int | None
    """Persons in the group in the population; ``None`` = no figure."""
    population_share: float | None
    """Share of the population, 0–1."""
    ratio: float | None
    """Participation to prevalence: share ÷ population share; 1 = as expected."""
    ratio_interval: Interval | None
    """Interval of *ratio*: the ends of *interval* divided by the population share."""
    interval: Interval | None
    """Interval of *share*: Wilson, or exact hypergeometric when the population is small."""
    p: float | None
    """Exact two-sided p-value; ``None`` when nothing could be compared."""
    p_corrected: float | None
    """*p* corrected for the number of groups."""
    verdict: Verdict
    """What can be said whatever the unknown answers are."""
    detectable_share: float | None
    """Share up to which a shortfall would have shown with 80 % chance; see ``detectable``."""
    if_none: Verdict
    """The verdict had none of the unknown been in the group."""
    if_all: Verdict
    """The verdict had all of the unknown (that the population holds) been in the group."""
    share_bounds: Interval | None
    """Lowest and highest share that the unknown answers leave open."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Participants compared with a population on one attribute."""

    attribute: str
    """The attribute's code, e.g. ``"kjonn"``."""
    n: int
    """Participants compared: those known to be in a group that has a population figure."""
    unknown: int
    """Participants whose group nobody has stated."""
    outside: int
    """Participants in groups without a population figure."""
    rows: tuple[GroupRow, ...]
    """The population's groups in its own order, then those without a figure, alphabetically."""
    population_total: int
    """Persons in the population."""
    finite: bool
    """Whether the participants are so large a part that the population counts as finite."""
    correction: Correction = Correction.HOLM
    """How p-values were corrected."""

    def row(self, group: str) -> GroupRow:
        """Return the row of *group*; ``KeyError`` when there is none."""
        for row in self.rows:
            if row.group == group:
                return row
        raise KeyError(group)


def compare(
    attribute: str,
    observed: Mapping[str, int],
    population: Mapping[str, int],
    *,
    unknown: int,
    tolerance: tuple[float, float] = (0.5, 2.0),
    alpha: float = 0.05,
    correction: Correction = Correction.HOLM,
) -> Comparison:
    """Compare the groups of the participants with those of a population.

    A group is *under* or *over* only when the exact test, corrected for the number of groups, is
    below *alpha* and the interval lies on that side; *in line* only when the whole interval lies
    within the tolerance; everything else is *too few to say*. Participants whose
    group is unknown, or has no population figure, may belong to any group: a verdict stands only if
    it is the same when all of them belong to the group and when none do, and hence however they are
    divided (see :func:`~matchmaker.representation.verdicts.verdict_bounds`).

    Parameters
    ----------
    attribute
        Code of what is compared.
    observed
        Participants per group, ≥ 0. A group that is left out has nobody.
    population
        Persons per group, ≥ 0, in the order to show them.
    unknown
        Participants whose group is not known, including those who would rather not say.
    tolerance, alpha
        See :class:`~matchmaker.representation.verdicts.Rule`.
    correction
        What *alpha* is held for: any false alarm (Holm), or the share of alarms that are false.

    Returns
    -------
    Comparison
        Nobody known (``n = 0``), an empty population, a population of one group, a group with
        nobody in the population, and more participants than the figures hold: no p-value, *too few
        to say*. Two groups are one test and are not corrected.

    Raises
    ------
    MatchmakerError
        ``counts_not_valid`` for a negative count, ``comparison_rule_not_valid`` for the rule.
    """
    if min(unknown, *observed.values(), *population.values(), 0) < 0:
        raise MatchmakerError("counts_not_valid", {"attribute": attribute})
    outside = {group: observed[group] for group in sorted(set(observed) - set(population))}
    counts = {group: observed.get(group, 0) for group in population}
    table = _Table(
        counts,
        population,
        unknown + sum(outside.values()),
        Rule(tolerance, alpha, family_of(population)),
        correction,
    )
    return Comparison(
        attribute=attribute,
        n=table.n,
        unknown=unknown,
        outside=sum(outside.values()),
        rows=(*table.rows(), *(_without_figure(group, n) for group, n in outside.items())),
        population_total=table.total,
        finite=FINITE_ABOVE * table.total < table.n <= table.total,
        correction=correction,
    )


class _Table:
    """The counts of one attribute, and the arithmetic that its rows share."""

    def __init__(
        self,
        counts: Mapping[str, int],
        population: Mapping[str, int],
        open_answers: int,
        rule: Rule,
        correction: Correction,
    ) -> None:
        self.counts = counts
        self.population = population
        self.open_answers = open_answers
        self.rule = rule
        self.correction = correction
        self.n = sum(counts.values())
        self.total = sum(population.values())

    def rows(self) -> tuple[GroupRow, ...]:
        """One row for each group of the population."""
        p_values = {
            group: draw_of(self.n, self.total).p_value(self.counts[group], size)
            for group, size in self.population.items()
            if comparable(self.counts[group], self.n, size, self.total)
        }
        corrected = p_values
        if self.rule.family > 1 and p_values:
            sizes = [self.population[group] for group in p_values]
            draw = draw_of(self.n, self.total)
            found = correct(tuple(p_values.values()), draw, sizes, self.correction)
            corrected = dict(zip(p_values, found, strict=True))
        return tuple(self._row(group, p_values.get(group), corrected.get(group)) for group in self.population)

    def _row(self, group: str, p: float | None, p_corrected: float | None) -> GroupRow:
        k, size = self.counts[group], self.population[group]
        share = k / self.n if self.n else None
        part = size / self.total if self.total else None
        interval = draw_of(self.n, self.total).interval(k, 1 - self.rule.alpha) if self.n else None
        if p_corrected is None or part is None or interval is None:
            known = Verdict.TOO_FEW
        else:
            known = self.rule.judge(part, interval, p_corrected)
        bounds, if_none, if_all = self._open(k, size, known)
        return GroupRow(
            group=group,
            n=k,
            expected=None if part is None else self.n * part,
            share=share,
            population=size,
            population_share=part,
            ratio=share / part if part and share is not None else None,
            ratio_interval=None if interval is None or not part else (interval[0] / part, interval[1] / part),
            interval=interval,
            p=p,
            p_corrected=p_corrected,
            verdict=known if known == if_none == if_all else Verdict.TOO_FEW,
            detectable_share=detectable(self.n, size, self.total, self.rule, others=self._others(group)),
            if_none=if_none,
            if_all=if_all,
            share_bounds=bounds,
        )

    def _others(self, group: str) -> tuple[int, ...] | None:
        """Give the sizes of the groups that are tested beside this one; a second of two is not."""
        if self.correction is not Correction.HOLM:
            return None
        if self.rule.family == 1:
            return ()
        return tuple(size for name, size in self.population.items() if name != group and size > 0)

    def _open(self, k: int, size: int, known: Verdict) -> tuple[Interval | None, Verdict, Verdict]:
        """Bound share and verdict: none, and all, of the open answers are the group's."""
        everyone = self.n + self.open_answers
        if not everyone:
            return None, known, known
        bounds = (k / everyone, (k + self.open_answers) / everyone)
        if not self.open_answers:
            return bounds, known, known
        return bounds, *verdict_bounds(k, self.n, self.open_answers, size, self.total, self.rule)


def _without_figure(group: str, n: int) -> GroupRow:
    """Make the row of a group that the population figures do not know."""
    return GroupRow(
        group=group,
        n=n,
        expected=None,
        share=None,
        population=None,
        population_share=None,
        ratio=None,
        ratio_interval=None,
        interval=None,
        p=None,
        p_corrected=None,
        verdict=Verdict.TOO_FEW,
        detectable_share=None,
        if_none=Verdict.TOO_FEW,
        if_all=Verdict.TOO_FEW,
        share_bounds=None,
    )
