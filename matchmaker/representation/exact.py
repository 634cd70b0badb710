"""Exact tests and intervals for a count in a sample, and corrections for testing many groups.

``scipy.stats`` is imported inside the functions: it takes longer to import than all else here, and
most commands never need it. Answers depend on whole numbers alone and recur, so they are
remembered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

import numpy as np

_TIE = 1.0 + 1e-7
"""Outcomes as likely as the one seen count as such despite rounding (as in R's ``fisher.test``)."""
_REMEMBERED = 65_536

Interval = tuple[float, float]


@lru_cache(maxsize=_REMEMBERED)
def wilson(k: int, n: int, confidence: float = 0.95) -> Interval:
    """Wilson's score interval for the share behind *k* of *n*.

    Parameters
    ----------
    k, n
        Count, 0 … *n*, and sample size, ≥ 0. ``n = 0`` gives (0, 1): nothing is known.
    confidence
        Confidence level, 0–1 (exclusive).

    Returns
    -------
    tuple of float
        Low and high end, within 0–1. Source: Wilson (1927), JASA 22, 209–212.

    Examples
    --------
    >>> [round(end, 6) for end in wilson(3, 20)]
    [0.052369, 0.360419]
    """
    if n == 0:
        return (0.0, 1.0)
    z = NormalDist().inv_cdf((1.0 + confidence) / 2.0)
    middle = (k + z * z / 2.0) / (n + z * z)
    half = z / (n + z * z) * sqrt(k * (n - k) / n + z * z / 4.0)
    return (0.0 if k == 0 else max(middle - half, 0.0), 1.0 if k == n else min(middle + half, 1.0))


@lru_cache(maxsize=_REMEMBERED)
def hypergeometric_interval(k: int, n: int, total: int, confidence: float = 0.95) -> Interval:
    """Exact interval for a group's share of a finite population, *k* of *n* drawn from *total*.

    Both one-sided hypergeometric tests are inverted, so the confidence is at least what it says.
    The group is at least the *k* seen and at most all but the ``n − k`` others seen; when everybody
    was drawn (``n = total``) the interval is a point.

    Parameters
    ----------
    k, n, total
        Count 0 … *n*, sample 1 … *total*, population.
    confidence
        Confidence level, 0–1 (exclusive).
    """
    from scipy.stats import hypergeom

    tail = (1.0 - confidence) / 2.0
    sizes = range(k, total - (n - k) + 1)
    lowest = bisect_right(sizes, tail, key=lambda size: float(hypergeom.sf(k - 1, total, size, n)))
    # the chance of so few falls as the group grows, hence the minus signs
    above = bisect_left(sizes, -tail, key=lambda size: -float(hypergeom.cdf(k, total, size, n)))
    return (sizes[lowest] / total, sizes[above - 1] / total)


@lru_cache(maxsize=_REMEMBERED)
def binomial_p(k: int, n: int, share: float) -> float:
    """Two-sided exact binomial p-value of *k* in *n* when the share is *share* (0–1).

    The chance of all outcomes no likelier than the one seen; 1 when ``n = 0``.

    >>> round(binomial_p(3, 20, 0.25), 7)
    0.4393741
    """
    if n == 0:
        return 1.0
    from scipy.stats import binom

    # ``binomtest`` gives the same and takes eight times as long: an overview asks for thousands
    low, high = _reached(n, share, 0, n)
    return _no_likelier(binom.pmf(np.arange(low, high + 1), n, share), float(binom.pmf(k, n, share)))


@lru_cache(maxsize=_REMEMBERED)
def hypergeometric_p(k: int, n: int, group: int, total: int) -> float:
    """Two-sided exact p-value of *k* in *n* drawn from *total* of whom *group* are in the group.

    The chance of all outcomes no likelier than the one seen (Fisher's exact test). 1 when only one
    outcome is possible, 0 when *k* cannot happen.

    >>> round(hypergeometric_p(3, 4, 4, 8), 7)
    0.4857143
    """
    from scipy.stats import hypergeom

    low, high = _reached(n, group / total, max(0, n - (total - group)), min(n, group))
    chances = hypergeom.pmf(np.arange(low, high + 1), total, group, n)
    return _no_likelier(chances, float(hypergeom.pmf(k, total, group, n)))


def _reached(n: int, share: float, least: int, most: int) -> tuple[int, int]:
    """Outcomes from *least* to *most* whose chance can be told from none.

    Further out it is less than the smallest number that a float can be.
    """
    reach = 40.0 * sqrt(n * share * (1.0 - share)) + 200.0
    return max(least, int(n * share - reach)), min(most, int(n * share + reach) + 1)


def _no_likelier(chances: np.ndarray, seen: float) -> float:
    """Chance of the outcomes that are no likelier than the one seen, at most 1."""
    return min(float(chances[chances <= seen * _TIE].sum()), 1.0)


@lru_cache(maxsize=4096)
def binomial_levels(n: int, share: float) -> np.ndarray:
    """Every p-value that :func:`binomial_p` can give for *n* and *share*, ascending; not to be changed."""
    from scipy.stats import binom

    return _levels(binom.pmf(np.arange(n + 1), n, share))


@lru_cache(maxsize=4096)
def hypergeometric_levels(n: int, group: int, total: int) -> np.ndarray:
    """Every p-value that :func:`hypergeometric_p` can give, ascending; not to be changed."""
    from scipy.stats import hypergeom

    possible = np.arange(max(0, n - (total - group)), min(n, group) + 1)
    return _levels(hypergeom.pmf(possible, total, group, n))


def _levels(chances: np.ndarray) -> np.ndarray:
    """For each outcome the chance of all that are no likelier, ascending."""
    ranked = np.sort(chances)
    summed = np.minimum(np.cumsum(ranked), 1.0)
    levels: np.ndarray = summed[np.searchsorted(ranked, ranked * _TIE, side="right") - 1]
    levels.setflags(write=False)
    return levels
