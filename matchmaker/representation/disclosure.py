"""Verdicts that may be told although the counts behind them are hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.representation.comparison import compare
from matchmaker.representation.verdicts import Rule, Verdict, family_of, verdict_whatever

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HIDDEN_VALUES = range(5)
"""What a hidden count of persons may be: 0–4 all read «færre enn 5»."""


def robust_verdict(
    observed: Mapping[str, int],
    group: str,
    population: Mapping[str, int],
    values: Sequence[int] = HIDDEN_VALUES,
    *,
    unknown: int = 0,
    tolerance: tuple[float, float] = (0.5, 2.0),
    alpha: float = 0.05,
) -> Verdict:
    """Give the verdict on *group* that holds for everything that the hidden counts may be.

    Every count among *values* is hidden (the group's own, the others', the unknown) and is let take
    each of *values*; the rest are known. What is returned depends on the known counts alone, so
    that it tells nothing about the hidden ones.

    Parameters
    ----------
    observed, population, unknown, tolerance, alpha
        As for :func:`~matchmaker.representation.comparison.compare`. Groups of the population that
        are left out of *observed* have nobody, and that is hidden too.
    group
        A group of the population, or one of *observed* that has no figure (too few to say).
    values
        The run of counts that read alike; empty hides nothing.

    Returns
    -------
    Verdict
        ``TOO_FEW`` unless one verdict holds throughout. When nothing is hidden, the verdict of
        ``compare``.

    Raises
    ------
    KeyError
        When nobody knows *group*.
    """
    if group not in population:
        observed[group]
        return Verdict.TOO_FEW
    counts = {name: observed.get(name, 0) for name in (*population, *observed)}
    if not any(count in values for count in (*counts.values(), unknown)):
        answer = compare("", observed, population, unknown=unknown, tolerance=tolerance, alpha=alpha)
        return answer.row(group).verdict
    rule = Rule(tolerance, alpha, family_of(population))
    others = [count for name, count in counts.items() if name in population and name != group]
    outside = [count for name, count in counts.items() if name not in population]
    total = sum(population.values())
    found = {
        verdict_whatever(own, own + rest, blank, population[group], total, rule)
        for own in _possible([counts[group]], values)
        for rest in _possible(others, values)
        for blank in _possible([unknown, *outside], values)
    }
    return found.pop() if len(found) == 1 else Verdict.TOO_FEW


def _possible(counts: Iterable[int], values: Sequence[int]) -> range:
    """Every sum that *counts* may have when those among *values* are hidden."""
    known, hidden = 0, 0
    for count in counts:
        if count in values:
            hidden += 1
        else:
            known += count
    if not hidden:
        return range(known, known + 1)
    return range(known + hidden * min(values), known + hidden * max(values) + 1)
