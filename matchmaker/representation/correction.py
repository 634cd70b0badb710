"""How p-values are corrected for having tested many groups of one attribute.

A count can only take whole values, so an exact test of a small group cannot give just any p-value: of a
group of whom one person is expected, too few can never be proven, and it takes nothing from the others.
Holm's step-down multiplies by the number of groups; here each group adds instead the chance that *its*
test would give a p-value this small, which is never more and often less. The chance of any false alarm
in the attribute stays at most what it is with Holm's (Tarone 1990, Biometrics 46, 515–522; Westfall &
Wolfinger 1997, The American Statistician 51, 3–8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.several_tests import Correction, benjamini_hochberg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.representation.draws import Draw

LEVELS_UP_TO = 2_000
"""Participants up to which the p-values that can occur are listed; beyond, they lie close enough together
that Holm's own factor is used."""
_TIE = 1.0 + 1e-9
"""A p-value and the same one in the list may differ by rounding."""


def correct(
    p_values: Sequence[float], draw: Draw, groups: Sequence[int], correction: Correction
) -> tuple[float, ...]:
    """Correct the p-values of the groups of one attribute.

    Parameters
    ----------
    p_values
        One for each of *groups*.
    draw
        How the participants are thought drawn.
    groups
        Persons in each group in the population.
    correction
        What is held down.

    Returns
    -------
    tuple of float
        In the order given. Each is at least the p-value it came from, and at most that times the
        number of groups or 1.
    """
    if correction is Correction.BENJAMINI_HOCHBERG:
        return benjamini_hochberg(p_values)
    p = np.asarray(p_values, dtype=float)
    reached = _reached(p, draw, groups)
    ranked = np.argsort(p, kind="stable")
    corrected = np.empty(len(p))
    worst = 0.0
    for rank, place in enumerate(ranked):
        others = float(reached[ranked[rank + 1 :], place].sum())
        worst = max(worst, min(float(p[place]) + others, 1.0))
        corrected[place] = worst
    return tuple(map(float, corrected))


def single_step(p: float, own: int, draw: Draw, others: Sequence[int]) -> float:
    """Correct the p-value of one group as if it were the smallest of all: the step-down's first step.

    Parameters
    ----------
    p, own
        The p-value and the persons in its group.
    draw
        How the participants are thought drawn.
    others
        Persons in each of the other groups.
    """
    reached = _reached(np.array([p]), draw, [own, *others])
    return min(p + float(reached[1:].sum()), 1.0)


def _reached(p: np.ndarray, draw: Draw, groups: Sequence[int]) -> np.ndarray:
    """Chance that each group's test (row) gives a p-value no larger than each of *p* (column)."""
    if draw.n > LEVELS_UP_TO:
        return np.broadcast_to(p, (len(groups), len(p)))
    reached = np.empty((len(groups), len(p)))
    for row, group in enumerate(groups):
        levels = draw.levels(group)
        found = np.searchsorted(levels, p * _TIE, side="right")
        # the chance of a p-value up to one that can occur is that p-value itself
        reached[row] = np.where(found > 0, levels[np.maximum(found, 1) - 1], 0.0)
    smallest: np.ndarray = np.minimum(reached, p)
    return smallest
