"""Star or mesh: does the municipality stand between the sides more, or less, than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from math import nan
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.errors import Message
from matchmaker.kernel.parallel import Serial, spread
from matchmaker.measures.drawn import Interval, Spread, checked_draws, monte_carlo_p, share_interval
from matchmaker.measures.nulls import NullModel, rewired
from matchmaker.measures.ways import ways_through

if TYPE_CHECKING:
    from matchmaker.kernel.progress import Progress
    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts

ALPHA: Final = 0.05
"""A star or a mesh is said where p is below this."""
LONGEST: Final = 1e9
"""Actors × ties × draws that nobody should wait for unasked: some 15 s of processor, 1.2–1.7 s for each 1e8.

Seen with 199 draws: 200 actors and 600 ties 0.4 s, 500 and 1,500 1.9 s, 1,000 and 3,000 7.2 s, 2,000 and
6,000 32 s (``benchmarks/RESULTS.md``, *Star or mesh*).
"""
_SAME: Final = 1e-12
"""Shares this near are equal but for rounding."""


class Shape(StrEnum):
    """What the sides' ways to each other look like."""

    STAR = "stjerne"
    """More of them pass through the municipality than chance gives: everybody turns to the town hall."""
    MESH = "nett"
    """Fewer do: the sides meet each other."""
    NO_DIFFERENCE = "ingen_stor_forskjell"
    """As many as chance gives those with the same numbers of ties, give or take a third."""
    TOO_FEW = "for_faa"
    """Too few ties to tell."""


_SAID: Final = {
    Shape.STAR: "shape.stjerne",
    Shape.MESH: "shape.nett",
    Shape.NO_DIFFERENCE: "shape.ingen_stor_forskjell",
    Shape.TOO_FEW: "shape.for_faa",
}
NARROW: Final = 1 / 3
"""Chance may give at most this much more or less than its mean where no large difference is said."""


@dataclass(frozen=True, slots=True)
class StarOrMesh:
    """The share of the sides' shortest ways through the municipality, against chance."""

    share: float
    """What was seen, 0–1; nan where no two actors of different sides have a way to each other."""
    n: int
    """Pairs of actors of different sides with a way to each other, the municipality's own left out."""
    expected: float
    """Mean over the draws."""
    chance: Interval
    """Nineteen of twenty draws lie between these."""
    p: float
    """Two-sided exact Monte Carlo p-value."""
    p_interval: Interval
    """Where the p-value of endlessly many draws would lie, with confidence 0.95."""
    draws: int
    shape: Shape

    @property
    def message(self) -> Message:
        """The verdict, to be said."""
        return Message(_SAID[self.shape])


def star_or_mesh(case: Case, draws: int = 199, seed: int = 0, progress: Progress | None = None) -> StarOrMesh:
    """Tell a star, where the sides meet by way of the municipality, from a mesh, where they meet directly.

    The share of shortest ways through the municipality (:func:`~matchmaker.measures.ways.ways_through`) is
    held against networks in which every actor keeps its side and its number of ties, and who is tied to
    whom is otherwise chance (:attr:`~matchmaker.measures.nulls.NullModel.DEGREE`). A large town hall with
    many ties is therefore no star by itself. How many ties there are between two sides is *not* kept: it is
    what is asked about, and in a pure star every network with as many would be one.

    The draws are made as Besag and Clifford (1989, Biometrika 76, 633–642) have it: the chain of switches
    runs from what was seen to a network in between, and from there anew to each draw, so that under the null
    what was seen is one among equals and the p-value is exact however slowly the chain mixes.

    Parameters
    ----------
    case
        With sides; the municipality is its administration and its services. Direction does not count. An
        actor of unknown side keeps its ties and is no end of a way.
    draws
        With fewer than 40 nothing can be told from chance, for p is then at least 0.05.
    seed
        Decides the draws.
    progress
        Told of each draw; asked whether to go on.

    Returns
    -------
    StarOrMesh
        :attr:`Shape.TOO_FEW` where no pair has a way, and where chance alone spreads so widely that neither
        extreme, or a difference of a third, would show.

    Raises
    ------
    InputError
        ``draws_out_of_range``; ``measure_asks`` where sides are not known.
    Cancelled
        When nobody waits any longer.
    """
    checked_draws(draws)
    sides, hall, network = case.parts(), case.town_hall(), case.network.undirected()
    seen = ways_through(network, sides, hall)
    if not seen.n:
        return StarOrMesh(nan, 0, nan, (nan, nan), nan, (nan, nan), 0, Shape.TOO_FEW)
    between = rewired(network, None, NullModel.DEGREE, seed, 0)
    share = partial(_share_drawn, between, sides, hall, seed)
    drawn = np.array(spread(Serial(), share, range(1, draws + 1), progress))
    unsaid = np.isnan(drawn)  # no pair had a way: such a draw counts against either verdict
    above = int(np.count_nonzero(unsaid | (drawn >= seen.share - _SAME)))
    below = int(np.count_nonzero(unsaid | (drawn <= seen.share + _SAME)))
    fewer = min(above, below)
    p, ends = min(1.0, 2 * monte_carlo_p(fewer, draws)), share_interval(fewer, draws)
    given = Spread.of(drawn)
    chance = (given.low, given.high)
    if p < ALPHA:
        shape = Shape.MESH if below < above else Shape.STAR
    else:
        shape = _undecided(seen.share, given, drawn)
    interval = (min(1.0, 2 * ends[0]), min(1.0, 2 * ends[1]))
    return StarOrMesh(seen.share, seen.n, given.mean, chance, p, interval, draws, shape)


def _undecided(seen: float, spread: Spread, drawn: np.ndarray) -> Shape:
    low, high = spread.mean * (1 - NARROW), spread.mean * (1 + NARROW)
    narrow = low <= min(spread.low, seen) and max(spread.high, seen) <= high
    return Shape.NO_DIFFERENCE if narrow and _could_show(drawn) else Shape.TOO_FEW


def _could_show(drawn: np.ndarray) -> bool:
    """Whether the least or the greatest share that was drawn would have been told from chance."""
    said = drawn[~np.isnan(drawn)]
    if not len(said):
        return False
    ends = (said <= said.min() + _SAME, said >= said.max() - _SAME)
    rarest = min(int(np.count_nonzero(end)) for end in ends) + len(drawn) - len(said)
    return 2 * monte_carlo_p(rarest, len(drawn)) < ALPHA


def _share_drawn(between: Network, sides: Parts, hall: np.ndarray, seed: int, draw: int) -> float:
    """The share in a network drawn from the one *between*.

    Under the null the networks drawn are exchangeable with the one that was seen (Besag and Clifford).
    """
    return ways_through(rewired(between, None, NullModel.DEGREE, seed, draw), sides, hall).share
