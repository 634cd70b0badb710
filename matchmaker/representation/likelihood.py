"""How much likelier a count is had the sub-group a share of its own: the scan statistic.

Participants are *n* and fixed, so what one group lacks the others have. For a sub-group of share *b* of
the population with *c* of the *n* participants, the log-likelihood ratio of «a share of its own» against
«the population's share» is

    F = c ln(c / nb) + (n − c) ln((n − c) / (n − nb))    for c < nb, else nothing

(the Bernoulli form for a fixed total; Kulldorff 1997, Commun. Stat. 26, 1481–1496, over the Cartesian sets
of Zhang & Neill 2016, arXiv:1611.08292). The Poisson form c ln(c / nb) + nb − c is its limit for small
shares and lets the total vary, which here it does not: it would count «fewer men» and «more women» as
two surprises.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

AS_EXPECTED = 1e-9
"""Persons by which a count may differ from the expected and still be as expected: rounding."""


@lru_cache(maxsize=32)
def _entropy(n: int) -> np.ndarray:
    """For c = 0 … n: c ln c + (n − c) ln(n − c)."""
    counts = np.arange(n + 1, dtype=float)
    own = counts * np.log(np.maximum(counts, 1.0))
    made: np.ndarray = own + own[::-1]
    made.flags.writeable = False
    return made


def shortfall(counts: np.ndarray, shares: np.ndarray, n: int) -> np.ndarray:
    """Log-likelihood ratio of fewer than expected, per sub-group.

    Parameters
    ----------
    counts
        Participants in each sub-group, whole numbers 0 … *n*, any shape.
    shares
        Share of the population of each, 0 < share < 1, of a shape that fits.
    n
        Participants in all.

    Returns
    -------
    ndarray
        ≥ 0; ``-inf`` where no fewer came than expected.

    Examples
    --------
    Nobody of 20 where half were expected: 20 ln 2.

    >>> round(float(shortfall(np.array([0]), np.array([0.5]), 20)[0]), 4)
    13.8629
    """
    rest = np.log1p(-shares)
    made: np.ndarray = _entropy(n)[counts.astype(np.intp)]
    made = made - counts * (np.log(shares) - rest)
    made -= n * (np.log(max(n, 1)) + rest)
    return np.where(counts < n * shares - AS_EXPECTED, np.maximum(made, 0.0), -np.inf)
