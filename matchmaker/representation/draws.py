"""How participants are thought drawn: with replacement, or without from a population that is small.

A draw answers three questions about a group: how surprising a count is, how far the share is known,
and how large a group may be and still be likely to show so few.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from matchmaker.representation.exact import (
    Interval,
    binomial_levels,
    binomial_p,
    hypergeometric_interval,
    hypergeometric_levels,
    hypergeometric_p,
    wilson,
)

if TYPE_CHECKING:
    import numpy as np

FINITE_ABOVE = 0.05
"""Share of the population above which the sample counts as drawn without replacement."""


@dataclass(frozen=True, slots=True)
class WithReplacement:
    """*n* persons drawn independently: right when they are few compared with the population.

    Parameters
    ----------
    n
        Persons drawn, ≥ 0.
    total
        Persons in the population, > 0.
    """

    n: int
    total: int

    def p_value(self, k: int, group: int) -> float:
        """Exact two-sided binomial p-value of *k* from a group of *group* persons."""
        return binomial_p(k, self.n, group / self.total)

    def levels(self, group: int) -> np.ndarray:
        """Every p-value that :meth:`p_value` can give for the group, ascending."""
        return binomial_levels(self.n, group / self.total)

    def interval(self, k: int, confidence: float) -> Interval:
        """Wilson interval of the share behind *k* of *n*."""
        return wilson(k, self.n, confidence)

    def highest_share(self, k: int, power: float) -> float:
        """Highest share at which at most *k* are drawn with chance *power* or more (0–1)."""
        from scipy.stats import beta

        # P(X ≤ k | share) is the upper tail of Beta(k + 1, n − k) at the share
        return 1.0 if k >= self.n else float(beta.ppf(1.0 - power, k + 1, self.n - k))


@dataclass(frozen=True, slots=True)
class WithoutReplacement:
    """*n* persons drawn from *total*, nobody twice: right when they are a fair part of them all.

    Parameters
    ----------
    n
        Persons drawn, 1 … *total*.
    total
        Persons in the population.
    """

    n: int
    total: int

    def p_value(self, k: int, group: int) -> float:
        """Exact two-sided hypergeometric p-value of *k* from a group of *group* persons."""
        return hypergeometric_p(k, self.n, group, self.total)

    def levels(self, group: int) -> np.ndarray:
        """Every p-value that :meth:`p_value` can give for the group, ascending."""
        return hypergeometric_levels(self.n, group, self.total)

    def interval(self, k: int, confidence: float) -> Interval:
        """Exact hypergeometric interval of the group's share of the population."""
        return hypergeometric_interval(k, self.n, self.total, confidence)

    def highest_share(self, k: int, power: float) -> float:
        """Highest share of the population at which at most *k* are drawn with chance *power*."""
        from scipy.stats import hypergeom

        def shortfall(size: int) -> float:
            return -float(hypergeom.cdf(k, self.total, size, self.n))

        # a group of k or fewer persons never shows more than k, so the first answer is always found
        return (bisect_right(range(self.total + 1), -power, key=shortfall) - 1) / self.total


Draw: TypeAlias = WithReplacement | WithoutReplacement


def draw_of(n: int, total: int) -> Draw:
    """Choose the draw that fits *n* participants from a population of *total* (> 0).

    Without replacement when *n* is more than :data:`FINITE_ABOVE` of the population and not more
    than all of it, otherwise with.
    """
    if FINITE_ABOVE * total < n <= total:
        return WithoutReplacement(n, total)
    return WithReplacement(n, total)
