"""Exact tests, intervals and verdicts for many cells at once: what ``compare`` says of each, as arrays.

The same tests as in :mod:`matchmaker.representation.exact`, with the same treatment of ties; a far end of a
two-sided test is found by halving instead of by adding up every outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.several_tests import Correction
from matchmaker.representation.correction import LEVELS_UP_TO, correct
from matchmaker.representation.draws import FINITE_ABOVE, draw_of
from matchmaker.representation.verdicts import Rule, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

VERDICTS = tuple(Verdict)
"""Verdicts in the order of the numbers that stand for them in arrays."""
UNDER, OVER, IN_LINE, TOO_FEW = range(len(VERDICTS))
_TIE = 1.0 + 1e-7


@dataclass(frozen=True, slots=True)
class Draw:
    """*n* persons drawn from *total*: the chances of counts in groups of the sizes *groups*."""

    n: int
    total: int
    groups: np.ndarray

    @property
    def finite(self) -> bool:
        """Whether they are so many that nobody can be thought drawn twice."""
        return FINITE_ABOVE * self.total < self.n <= self.total

    def pmf(self, k: np.ndarray) -> np.ndarray:
        """Chance of *k* in each group."""
        from scipy.stats import binom, hypergeom

        if self.finite:
            return np.asarray(hypergeom.pmf(k, self.total, self.groups, self.n))
        return np.asarray(binom.pmf(k, self.n, self.groups / self.total))

    def at_most(self, k: np.ndarray) -> np.ndarray:
        """Chance of *k* or fewer in each group."""
        from scipy.stats import binom, hypergeom

        if self.finite:
            return np.asarray(hypergeom.cdf(k, self.total, self.groups, self.n))
        return np.asarray(binom.cdf(k, self.n, self.groups / self.total))

    def at_least(self, k: np.ndarray) -> np.ndarray:
        """Chance of *k* or more: of n − k or fewer from the others, so that small chances stay exact."""
        from scipy.stats import binom, hypergeom

        if self.finite:
            return np.asarray(hypergeom.cdf(self.n - k, self.total, self.total - self.groups, self.n))
        return np.asarray(binom.sf(k - 1, self.n, self.groups / self.total))

    def likeliest(self) -> np.ndarray:
        """The likeliest count in each group."""
        if self.finite:
            return ((self.n + 1) * (self.groups + 1)) // (self.total + 2)
        return np.minimum(np.floor((self.n + 1) * (self.groups / self.total)).astype(np.int64), self.n)


def p_values(k: np.ndarray, draw: Draw) -> np.ndarray:
    """Two-sided exact p-value of each count: the chance of all outcomes no likelier than the one seen."""
    most = np.minimum(draw.n, draw.groups) if draw.finite else np.full(k.shape, draw.n)
    middle, edge = draw.likeliest(), draw.pmf(k) * _TIE
    above = _first(lambda x: draw.pmf(x) <= edge, np.maximum(middle, k + 1), most + 1)
    below = _first(lambda x: draw.pmf(x) > edge, np.zeros_like(k), np.minimum(middle, k - 1) + 1) - 1
    low = np.where(k < middle, k, below)
    high = np.where(k < middle, above, k)
    p = draw.at_most(low) + draw.at_least(high)
    return np.where(k == middle, 1.0, np.minimum(p, 1.0))


def intervals(k: np.ndarray, draw: Draw, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    """Low and high end of each share: Wilson, or exact hypergeometric where the population is small."""
    if draw.finite:
        return _hypergeometric(k, draw, confidence)
    from scipy.stats import norm

    z, n = float(norm.ppf((1 + confidence) / 2)), draw.n
    share = k / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)
    return np.where(k == 0, 0.0, low), np.where(k == n, 1.0, high)


def _hypergeometric(k: np.ndarray, draw: Draw, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    tail = (1.0 - confidence) / 2.0
    end = draw.total - (draw.n - k) + 1

    def of(sizes: np.ndarray) -> Draw:
        return Draw(draw.n, draw.total, np.minimum(sizes, draw.total))

    lowest = _first(lambda sizes: of(sizes).at_least(k) > tail, k, end)
    above = _first(lambda sizes: of(sizes).at_most(k) <= tail, k, end)
    return lowest / draw.total, (above - 1) / draw.total


def _first(holds: Callable[[np.ndarray], np.ndarray], low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Smallest whole number in low … high − 1 where *holds*, which never stops holding; else *high*."""
    low, high = np.minimum(low, high).astype(np.int64), high.astype(np.int64)
    while (low < high).any():
        half = (low + high) // 2
        open_ = low < high
        true = holds(half)
        high = np.where(open_ & true, half, high)
        low = np.where(open_ & ~true, half + 1, low)
    return low


def corrected(p: np.ndarray, draw: Draw) -> np.ndarray:
    """Correct p-values for one another: as ``compare`` does, Holm's step-down where many take part."""
    if draw.n <= LEVELS_UP_TO:
        sizes = draw.groups.tolist()
        return np.array(correct(p.tolist(), draw_of(draw.n, draw.total), sizes, Correction.HOLM))
    order = np.argsort(p, kind="stable")
    raised = np.maximum.accumulate(np.minimum(p[order] * np.arange(len(p), 0, -1), 1.0))
    made = np.empty(len(p))
    made[order] = raised
    return made


def comparable(k: np.ndarray, draw: Draw) -> np.ndarray:
    """Which counts can be compared; see :func:`matchmaker.representation.verdicts.comparable`."""
    inside = (draw.groups > 0) & (draw.groups < draw.total) & (draw.n > 0)
    return inside & (k <= draw.groups) & (draw.n - k <= draw.total - draw.groups)


def judge(part: np.ndarray, low: np.ndarray, high: np.ndarray, p: np.ndarray, rule: Rule) -> np.ndarray:
    """Number of the verdict on each share, as :meth:`~matchmaker.representation.verdicts.Rule.judge`."""
    least, most = rule.tolerance
    proven = p < rule.alpha
    choices = [proven & (high < part), proven & (low > part), (least * part <= low) & (high <= most * part)]
    return np.select(choices, [UNDER, OVER, IN_LINE], TOO_FEW)


def verdicts_alone(k: np.ndarray, draw: Draw, rule: Rule) -> np.ndarray:
    """Number of the verdict on each cell whatever the others look like (``verdict_alone``)."""
    made = np.full(k.shape, TOO_FEW)
    tested = comparable(k, draw)
    if not tested.any():
        return made
    own = Draw(draw.n, draw.total, draw.groups[tested])
    p, (low, high) = p_values(k[tested], own), intervals(k[tested], own, 1 - rule.alpha)
    part = own.groups / own.total
    least = judge(part, low, high, p, rule)
    most = judge(part, low, high, np.minimum(p * rule.family, 1.0), rule)
    made[tested] = np.where(least == most, most, TOO_FEW)
    return made
