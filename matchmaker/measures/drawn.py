"""What a number of random draws lets one say: p-values that are exact, spreads and intervals."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

Interval = tuple[float, float]
MOST_DRAWS = 100_000
BLOCK = 50
"""Draws in one piece of work: after each one it is told how far the work has come, and it can be stopped."""


def checked_draws(draws: int) -> int:
    """Return *draws* when it is a number of draws that can be made.

    Raises
    ------
    InputError
        ``draws_out_of_range`` unless it is 1 … :data:`MOST_DRAWS`.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise InputError("draws_out_of_range", {"draws": draws, "most": MOST_DRAWS})
    return draws


def blocks(draws: int) -> list[range]:
    """Cut a number of draws into pieces of work of at most :data:`BLOCK`, in their order."""
    return [range(at, min(at + BLOCK, draws)) for at in range(0, draws, BLOCK)]


def monte_carlo_p(extreme: int, draws: int) -> float:
    """Exact p-value of a Monte Carlo test: (b + 1) / (m + 1).

    What was seen counts as a draw of its own, so that the chance of p ≤ α under the null is at most α for
    every number of draws (Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular Biology
    9, article 39).

    Parameters
    ----------
    extreme
        b: draws at least as extreme as what was seen.
    draws
        m: all draws, ≥ 0.
    """
    return (extreme + 1) / (draws + 1)


def share_interval(k: int, n: int, confidence: float = 0.95) -> Interval:
    """Exact interval for the share behind *k* of *n* draws (Clopper and Pearson 1934); (0, 1) for n = 0."""
    if n == 0:
        return (0.0, 1.0)
    from scipy.stats import beta

    tail = (1.0 - confidence) / 2.0
    low = float(beta.ppf(tail, k, n - k + 1)) if k else 0.0
    high = float(beta.ppf(1.0 - tail, k + 1, n - k)) if k < n else 1.0
    return (low, high)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a number came out over draws."""

    mean: float
    """nan where it could be said in no draw."""
    low: float
    """Nineteen draws of twenty lie between ``low`` and ``high``: the 2.5th percentile of the draws."""
    high: float
    least: float
    most: float
    n: int
    """Draws in which it could be said."""

    @classmethod
    def of(cls, values: Sequence[float] | np.ndarray) -> Spread:
        """Sum up the values of the draws; nan is a draw in which nothing can be said."""
        held = np.asarray(values, dtype=float)
        held = held[~np.isnan(held)]
        if not len(held):
            return cls(nan, nan, nan, nan, nan, 0)
        low, high = np.quantile(held, [0.025, 0.975])
        return cls(
            float(held.mean()), float(low), float(high), float(held.min()), float(held.max()), len(held)
        )
