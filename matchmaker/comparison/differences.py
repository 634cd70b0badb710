"""The difference between one quantity in two networks that have no tie in common, with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import hypot, nan
from typing import TYPE_CHECKING

from scipy.special import ndtri, stdtr, stdtrit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.comparison.comparable import Comparable
    from matchmaker.comparison.estimates import Estimate

POWER = 0.9
"""The chance with which a difference must show itself to count as one that would have been found."""


class Told(StrEnum):
    """What can be said of a difference; the words are ``difference.<code>``."""

    DIFFERENT = "forskjellig"
    """More than chance makes."""
    NOT_SHOWN = "ingen_paavist"
    """Not more than chance can make; that the two are alike is not shown by it."""
    TOO_FEW = "for_faa"
    """Too few actors or ties to say."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A quantity in the second network less that in the first."""

    measure: Comparable
    value: float
    """nan where it cannot be said."""
    error: float
    interval: tuple[float, float]
    """Interval of the difference."""
    p: float
    """Chance of a difference this large where there is none, two-sided; nan where nothing is said."""
    detectable: float
    """Least difference that would have been found with chance :data:`POWER`; nan where nothing is said."""
    told: Told


def difference(first: Estimate, second: Estimate, confidence: float = 0.95) -> Difference:
    """Compare one quantity of two networks (Welch 1947: errors and their freedoms may differ).

    Parameters
    ----------
    first, second
        Estimates of the same quantity of two networks.
    confidence
        Confidence of the interval, 0–1 (exclusive).

    Returns
    -------
    Difference
        *Too few* where either network has not enough actors or ties, whatever the numbers.
    """
    if not (first.enough and second.enough):
        gap = second.value - first.value
        return Difference(first.measure, gap, nan, (nan, nan), nan, nan, Told.TOO_FEW)
    return told_of(first.measure, second.value - first.value, _welch(first, second), confidence)


def told_of(measure: Comparable, gap: float, noise: tuple[float, float], confidence: float) -> Difference:
    """Say what a gap amounts to, given its error and the freedom of that."""
    error, freedom = noise
    width = float(stdtrit(freedom, (1.0 + confidence) / 2.0)) * error
    p = 2.0 * float(stdtr(freedom, -abs(gap) / error))
    told = Told.DIFFERENT if abs(gap) > width else Told.NOT_SHOWN
    least = width + float(ndtri(POWER)) * error
    return Difference(measure, gap, error, (gap - width, gap + width), p, least, told)


def differences(
    firsts: Sequence[Estimate], seconds: Sequence[Estimate], confidence: float = 0.95
) -> tuple[Difference, ...]:
    """Compare the quantities of two networks, each with each; both in the same order."""
    return tuple(difference(one, other, confidence) for one, other in zip(firsts, seconds, strict=True))


def _welch(first: Estimate, second: Estimate) -> tuple[float, float]:
    """Error of the difference, and the degrees of freedom of that error (Satterthwaite 1946)."""
    one, other = first.error**2, second.error**2
    freedom = (one + other) ** 2 / (one**2 / first.freedom + other**2 / second.freedom)
    return hypot(first.error, second.error), freedom
