"""How far a quantity lies from what a null model of the same network gives."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.comparison.estimates import values_of
from matchmaker.measures.case import Case
from matchmaker.measures.nulls import NullModel, rewired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.comparison.comparable import Comparable
    from matchmaker.comparison.estimates import Estimate

DRAWS = 200
"""Draws of the null model: mean and spread are then known to a tenth of the spread."""


@dataclass(frozen=True, slots=True)
class AgainstChance:
    """A quantity measured in spreads of a null model."""

    measure: Comparable
    expected: float
    """Mean of the draws; nan where it cannot be said."""
    spread: float
    """Standard deviation of the draws; 0 where the null model holds the quantity as it is."""
    z: float
    """Spreads between the quantity and the mean; nan where there is no spread."""
    interval: tuple[float, float]
    """The same for both ends of the quantity's interval."""


def against_chance(
    case: Case, seen: Sequence[Estimate], null: NullModel = NullModel.DEGREE, draws: int = DRAWS
) -> tuple[AgainstChance, ...]:
    """Hold estimates of a network against draws of a null model.

    Parameters
    ----------
    case
        The network; its seed seeds the draws.
    seen
        Its estimates.
    null
        What stays as it is. Ties per actor stay in every null model and have no z.
    draws
        How many, at least 2.
    """
    measures = [one.measure for one in seen]
    found = np.array([values_of(_drawn(case, null, draw), measures) for draw in range(draws)])
    return tuple(_held(one, found[:, place]) for place, one in enumerate(seen))


def _drawn(case: Case, null: NullModel, draw: int) -> Case:
    return Case(rewired(case.network, case.sides, null, case.seed, draw), case.sides)


def _held(seen: Estimate, drawn: np.ndarray) -> AgainstChance:
    drawn = drawn[~np.isnan(drawn)]
    if len(drawn) < 2:
        return AgainstChance(seen.measure, nan, nan, nan, (nan, nan))
    mean, spread = float(drawn.mean()), float(drawn.std(ddof=1))
    if spread <= 1e-12 * max(abs(mean), 1.0):
        return AgainstChance(seen.measure, mean, 0.0, nan, (nan, nan))
    low, high = seen.interval
    ends = (low - mean) / spread, (high - mean) / spread
    return AgainstChance(seen.measure, mean, spread, (seen.value - mean) / spread, ends)
