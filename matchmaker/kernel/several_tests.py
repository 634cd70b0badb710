"""What p-values are worth when several things were tested together."""

from __future__ import annotations

from enum import StrEnum
from math import nan
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


class Correction(StrEnum):
    """What is held down when several things are tested."""

    HOLM = "holm"
    """The chance of any false alarm among them (Holm 1979)."""
    BENJAMINI_HOCHBERG = "benjamini_hochberg"
    """The share of false alarms among the alarms (Benjamini & Hochberg 1995)."""


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Correct p-values for their number (Holm 1979, Scand. J. Stat. 6, 65–70).

    The order of the answer is that of *p_values*; no values give none; nan is no test and stays nan. Each is
    at least the p-value it came from and at most 1.

    >>> holm((0.01, 0.04, 0.03))
    (0.03, 0.06, 0.06)
    """
    p = np.asarray(p_values, dtype=float)
    tests = np.flatnonzero(~np.isnan(p))
    order = tests[np.argsort(p[tests], kind="stable")]
    found = np.full(len(p), nan)
    found[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(len(order), 0, -1)), 1.0)
    return tuple(found.tolist())


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Correct p-values so that a share of the discoveries, not the chance of one, is held down.

    Things whose corrected value is below 5 % hold, on average, at most 5 % false alarms (Benjamini &
    Hochberg 1995, JRSS B 57, 289–300). It flags more than Holm and promises less: for looking, not
    for a verdict on a single one. Order, nan and empty as for :func:`holm`; each is at least the p-value
    it came from and at most Holm's.

    >>> benjamini_hochberg((0.01, 0.04, 0.03))
    (0.03, 0.04, 0.04)
    """
    p = np.asarray(p_values, dtype=float)
    found, tests = np.full(len(p), nan), ~np.isnan(p)
    if tests.any():
        from scipy.stats import false_discovery_control

        found[tests] = false_discovery_control(p[tests], method="bh")
    return tuple(found.tolist())
