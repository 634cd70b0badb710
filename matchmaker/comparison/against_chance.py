"""How far quantities of a network lie from what a null model of the same network gives."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.comparison.estimates import values_of
from matchmaker.measures.case import Case
from matchmaker.measures.nulls import NullModel, rewired
from matchmaker.measures.nulls_result import AgainstChance, against_chance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.comparison.comparable import Comparable
    from matchmaker.comparison.estimates import Estimate
    from matchmaker.measures.drawn import Interval

DRAWS = 200
"""Draws of the null model: mean and spread are then known to a tenth of the spread."""


@dataclass(frozen=True, slots=True)
class QuantityAgainstChance:
    """A quantity held against a null model, with the interval of its z."""

    measure: Comparable
    held: AgainstChance
    """Its name is the measure's; nan where it cannot be said, z also where the null model keeps it."""
    z_interval: Interval
    """Both ends of the quantity's own interval, in spreads of the draws from their mean; nan without z."""


def drawn_quantities(
    case: Case, measures: Sequence[Comparable], null: NullModel, draws: Sequence[int]
) -> np.ndarray:
    """Work quantities out in networks drawn from a null model: a row a draw, a column a quantity.

    Parameters
    ----------
    case
        The network; its seed draws.
    measures
        The quantities.
    null
        What stays as it is. Ties per actor stay in every null model and have no z.
    draws
        Their numbers. A draw is the same whichever others are made with it: the work can be cut into pieces.
    """
    networks = (rewired(case.network, case.sides, null, case.seed, draw) for draw in draws)
    return np.array([values_of(Case(network, case.sides), measures) for network in networks])


def quantities_held(
    case: Case, seen: Sequence[Estimate], null: NullModel, drawn: np.ndarray
) -> tuple[QuantityAgainstChance, ...]:
    """Hold quantities against what :func:`drawn_quantities` gave for them in at least 2 draws."""
    return tuple(_held(one, drawn[:, place], null, case.seed) for place, one in enumerate(seen))


def _held(seen: Estimate, drawn: np.ndarray, null: NullModel, seed: int) -> QuantityAgainstChance:
    held = against_chance(seen.measure.value, seen.value, drawn, null, seed)
    low, high = ((end - held.mean) / held.sd if held.sd > 0 else nan for end in seen.interval)
    return QuantityAgainstChance(seen.measure, held, (low, high))
