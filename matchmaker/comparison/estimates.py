"""Quantities of one network that can be compared, each with a standard error from the network itself.

Each is a ratio of sums over ties. Its variance is that of the ratio's first-order change with every tie
(the delta method), under the chance that :mod:`matchmaker.comparison.closure` describes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isnan, nan, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from matchmaker.comparison.closure import chance_of
from matchmaker.comparison.comparable import COMPARABLE, Comparable
from matchmaker.comparison.counted import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.comparison.closure import Chance
    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network

LEAST_ACTORS = 15
"""Actors under which nothing is compared: such a network turns on one or two ties. Networks under about 15
should be shrunk or hidden is the usual advice; coverage is measured from 30 actors up."""
LEAST_TIES = 10
"""Ties behind a quantity under which it is not compared: an interval from fewer is not to be trusted."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One quantity of one network."""

    measure: Comparable
    value: float
    """nan where it cannot be said: there is nothing to divide by."""
    error: float
    """Standard error, ≥ 0; nan where it cannot be said; 0 where nothing could have been otherwise."""
    actors: int
    """Actors in the network, those without ties among them."""
    ties: int
    """Tied pairs that the quantity was counted on."""
    freedom: float
    """Degrees of freedom of the error: half the ties, since those of an arena come together; at least 1."""
    interval: tuple[float, float]
    """Interval of the value, cut at what the quantity can be; nan where it cannot be said."""

    @property
    def enough(self) -> bool:
        """Whether there are actors and ties enough for a comparison, and something that could vary."""
        return self.actors >= LEAST_ACTORS and self.ties >= LEAST_TIES and self.error > 0


def values_of(case: Case, measures: Sequence[Comparable] = COMPARABLE) -> np.ndarray:
    """Quantities of a network without their errors, shape (measures,); nan where one cannot be said.

    For many draws of a null model. Raises as :func:`estimates` does.
    """
    pairs = _pairs(case)
    return np.array([counted(case, pairs, measure).value for measure in measures])


def estimates(
    case: Case, measures: Sequence[Comparable] = COMPARABLE, confidence: float = 0.95
) -> tuple[Estimate, ...]:
    """Estimate quantities of a network, in the order given.

    Parameters
    ----------
    case
        The network with its sides. A tie with an end on an unknown side is left out where sides count.
        ``MUTUAL_SHARE`` is nan in an undirected network.
    measures
        Which quantities.
    confidence
        Confidence of the intervals, 0–1 (exclusive).

    Raises
    ------
    InputError
        ``measure_asks`` where nobody has said which sides the actors are on.
    """
    of = case.parts().of
    chance = case.once("comparison.chance", lambda: chance_of(_pairs(case), of))
    return tuple(_estimate(case, measure, chance, confidence) for measure in measures)


def _small(case: Case, measure: Comparable, ties: int) -> float:
    """What the error of a share is multiplied by in a small network.

    How much the sides have to do with each other is estimated from the same ties: a degree of freedom a side,
    less one since shares make a whole (HC1: MacKinnon and White 1985, Journal of Econometrics 29, 305-325).
    """
    if measure is Comparable.TIES_PER_ACTOR:
        return 1.0
    fitted = max(int((case.parts().counts > 0).sum()) - 1, 0)
    return sqrt(ties / (ties - fitted)) if ties > fitted else 1.0


def _pairs(case: Case) -> Network:
    """The network without direction, made once."""
    return case.once("comparison.pairs", case.network.undirected)


def _estimate(case: Case, measure: Comparable, chance: Chance, confidence: float) -> Estimate:
    found = counted(case, _pairs(case), measure)
    n, ties, value = len(case.network), found.ties, found.value
    freedom = max(ties / 2, 1.0)
    if isnan(value) or not ties:
        return Estimate(measure, value, nan, n, ties, freedom, (nan, nan))
    if measure is Comparable.MUTUAL_SHARE:  # given that two are tied, which way is what is random
        error = sqrt(value * (1 - value) / ties)
    else:
        error = sqrt(chance.variance(found.scores)) * _small(case, measure, ties)
    if not error and _could_differ(case, measure, value):
        error = _at_the_end(freedom)
    width = float(stdtrit(freedom, (1.0 + confidence) / 2.0))
    most = 1.0 if measure.is_share else inf
    ends = max(value - width * error, 0.0), min(value + width * error, most)
    return Estimate(measure, value, error, n, ties, freedom, ends)


def _at_the_end(events: float) -> float:
    """Error of a share that is none or all, where the first-order change with every tie is nothing.

    That of two more of each (Agresti and Coull 1998, The American Statistician 52, 119-126), of as many
    *events* as the error has degrees of freedom.
    """
    share = 2 / (events + 4)
    return sqrt(share * (1 - share) / (events + 4))


def _could_differ(case: Case, measure: Comparable, value: float) -> bool:
    """Whether a share that is none or all could have been otherwise among the actors who have ties.

    Not where nobody of the municipality has a tie, or nobody else; nor for mutual ties, most of which are
    mutual by their kind.
    """
    if measure in (Comparable.MUTUAL_SHARE, Comparable.CROSS_TO_EXPECTED) or not measure.is_share:
        return False
    of = case.parts().of
    tied = (_pairs(case).degree > 0) & (of >= 0)
    hall = case.town_hall()[tied]
    sides, others = of[tied], of[tied][~hall]
    several = len(np.unique(sides)) > 1
    if measure is Comparable.CROSS_SHARE:
        return several if value == 0 else len(sides) > len(np.unique(sides))
    if value == 0:
        return bool(hall.any()) and several
    return len(others) > 1 if measure is Comparable.TOWN_HALL_SHARE else len(np.unique(others)) > 1
