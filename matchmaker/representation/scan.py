"""Which combination of attributes is most under-represented: subset scan with an honest p-value.

Every sub-group that can be written as «these levels of this attribute, those of that» competes; the one
whose shortfall is least like chance wins, a little handicapped for being complicated
(:class:`~matchmaker.representation.subsets.Search`). Since the best of thousands always looks odd, its
p-value compares it with the best of thousands in tables drawn from the population itself
(parametric bootstrap): p = (1 + as odd) / (1 + draws), a valid p-value whatever the number of draws.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import MatchmakerError
from matchmaker.kernel.progress import Progress, Silent
from matchmaker.representation.ascent import Start, ascend, starts
from matchmaker.representation.likelihood import shortfall
from matchmaker.representation.subsets import TIE, Cartesian, Levels, Search, subset_count

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT = Search()
DRAWS = 999
_AT_ONCE = 100_000
"""Numbers that are worked on together: few enough for the processor's own memory."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A sub-group with fewer participants than expected."""

    levels: Levels
    """For each attribute the levels taken; all of them where the attribute is not used."""
    observed: int
    """Participants in it."""
    expected: float
    """Participants expected from its share of the population."""
    share: float
    """Its share of the population, 0–1."""
    likelihood: float
    """Log-likelihood ratio, see :func:`~matchmaker.representation.likelihood.shortfall`."""
    score: float
    """*likelihood* less what the sub-group costs; what sub-groups compete by."""
    p: float
    """Chance that a search of chance tables finds something as odd; 0–1, never 0."""

    @property
    def ratio(self) -> float:
        """Participation to prevalence: observed ÷ expected, 0–1."""
        return self.observed / self.expected


@dataclass(frozen=True, slots=True)
class Scan:
    """What a search found."""

    found: tuple[Shortfall, ...]
    """The most under-represented sub-group, then the next that shares no cell with those before; empty
    when no sub-group could be looked at or none had fewer than expected. Found is not proven: see p."""
    n: int
    """Participants in the table."""
    combinations: int
    """Sub-groups that the table has, those too small or too large to be looked at included."""
    exact: bool
    """Whether all of them were looked at; else a heuristic looked, and gives one finding at most."""
    draws: int
    """Tables drawn for the p-values; fewer than asked for when somebody cancelled."""
    null: np.ndarray = field(repr=False, compare=False)
    """Best score of each drawn table, ascending."""


def combinations(levels: tuple[int, ...], search: Search = DEFAULT) -> int:
    """How many Cartesian sub-groups a table has: the product of the subsets of each attribute."""
    return prod(subset_count(count, ordered=search.in_order(place)) for place, count in enumerate(levels))


def scan(
    observed: np.ndarray,
    population: np.ndarray,
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
    most: int = 3,
    search: Search = DEFAULT,
    null: np.ndarray | None = None,
    follow: Progress | None = None,
) -> Scan:
    """Find the most under-represented combinations in a cross table.

    Parameters
    ----------
    observed
        Participants per cell, whole numbers ≥ 0, one axis per attribute. Those of whom an attribute is
        not known are not in the table; the caller bounds what they could change.
    population
        Persons (or shares) per cell of the population, ≥ 0, of the same shape.
    rng
        For the bootstrap and the random starts; the same generator gives the same answer.
    draws
        Tables drawn for the p-values, ≥ 0; the least p-value is 1 / (1 + draws).
    most
        Findings at most. The p-values of those after the first compare with the best of each drawn table
        too, and are if anything too large.
    search
        Which sub-groups are looked at.
    null
        Best scores of tables already drawn (:func:`null_scores`) for the same population, *n* and
        search; then none are drawn.
    follow
        Follows the drawing, and may cancel it.

    Raises
    ------
    MatchmakerError
        ``scan_not_valid`` for shapes that differ, no attribute, negative or fractional counts, or a
        population of nobody.
    """
    shares, n = _checked(observed, population)
    size = combinations(observed.shape, search)
    exact = size <= search.limit
    begin = None if exact else starts(observed.shape, search, rng)
    space = _space(shares, search, begin)
    found = space.best(observed, n, most)
    if null is None:
        null = np.sort(np.concatenate([*_drawn(space, n, draws, rng, follow or Silent()), np.empty(0)]))
    return Scan(
        tuple(_told(one, found_score, observed, shares, search, null) for one, found_score in found),
        n=n, combinations=size, exact=exact, draws=len(null), null=null,
    )  # fmt: skip


def null_scores(
    n: int,
    population: np.ndarray,
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
    search: Search = DEFAULT,
    follow: Progress | None = None,
) -> np.ndarray:
    """Best score of each of *draws* tables of *n* persons drawn from the population, ascending.

    They depend on *n*, the shares and the search alone, so that events of one design can share them.
    Persons are drawn with replacement: where *n* is a large part of the population chance tables are in
    truth tamer, and the p-values too large rather than too small. Raises as :func:`scan`; a cancelled
    drawing gives those drawn so far.
    """
    shares, _ = _checked(np.zeros(population.shape, dtype=np.int64), population)
    exact = combinations(population.shape, search) <= search.limit
    begin = None if exact else starts(population.shape, search, rng)
    parts = _drawn(_space(shares, search, begin), n, draws, rng, follow or Silent())
    return np.sort(np.concatenate([*parts, np.empty(0)]))


def p_value(score: float, null: np.ndarray) -> float:
    """How often chance finds something as odd: (1 + as odd) / (1 + draws)."""
    return float(1 + (null >= score - TIE).sum()) / (1 + len(null))


def score_of(
    levels: Levels, observed: int, n: int, population: np.ndarray, search: Search = DEFAULT
) -> float:
    """Score of one sub-group had *observed* of *n* been in it.

    ``-inf`` when that is not fewer than expected, or when it would not be looked at among *n*.
    """
    shares = population / population.sum()
    share = np.array([shares[np.ix_(*levels)].sum()])
    if not search.allowed(share, n)[0]:
        return -np.inf
    return float(shortfall(np.array([observed]), share, n)[0]) - _cost(levels, population.shape, search)


def _cost(levels: Levels, shape: tuple[int, ...], search: Search) -> float:
    sizes = zip(levels, shape, strict=True)
    return float(sum(search.cost(np.array(float(len(own))), count) for own, count in sizes))


def _checked(observed: np.ndarray, population: np.ndarray) -> tuple[np.ndarray, int]:
    """Shares of the population, and the number of participants."""
    counts = np.asarray(observed)
    weights = np.asarray(population, dtype=float)
    fits = counts.shape == weights.shape and counts.ndim > 0
    if not fits or (counts < 0).any() or (counts != np.rint(counts)).any() or not _valid(weights):
        raise MatchmakerError("scan_not_valid", {"shape": tuple(counts.shape)})
    return weights / weights.sum(), int(counts.sum())


def _valid(weights: np.ndarray) -> bool:
    return bool(np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0)


def _told(
    levels: Levels,
    score: float,
    observed: np.ndarray,
    shares: np.ndarray,
    search: Search,
    null: np.ndarray,
) -> Shortfall:
    cells = np.ix_(*levels)
    share, n = float(shares[cells].sum()), int(observed.sum())
    likelihood = score + _cost(levels, shares.shape, search)
    return Shortfall(
        levels, int(observed[cells].sum()), n * share, share, likelihood, score, p_value(score, null)
    )


def _drawn(
    space: _Every | _Some, n: int, draws: int, rng: np.random.Generator, follow: Progress
) -> Iterator[np.ndarray]:
    """Best scores of drawn tables, some at a time."""
    follow.start(draws, "progress.drawing")
    step = max(1, _AT_ONCE // space.size)
    for begin, end in pairwise([*range(0, draws, step), draws]):
        if follow.cancelled():
            return
        tables = rng.multinomial(n, space.shares.ravel(), size=end - begin)
        yield space.maxima(tables.reshape(-1, *space.shares.shape), n)
        follow.advance(end)


class _Every:
    """All sub-groups, looked at one by one."""

    def __init__(self, shares: np.ndarray, search: Search) -> None:
        self.shares, self.search = shares, search
        self.all = Cartesian(shares, search)
        self.size = self.all.share.size

    def scores(self, tables: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
        """Which sub-groups may be reported, and the score of each of them per table."""
        places = np.flatnonzero(self.search.allowed(self.all.share, n))
        counts = self.all.sums(tables.astype(float))[:, places]
        return places, shortfall(counts, self.all.share[places], n) - self.all.cost[places]

    def maxima(self, tables: np.ndarray, n: int) -> np.ndarray:
        """Best score of each table."""
        _, scores = self.scores(tables, n)
        top: np.ndarray = scores.max(axis=1, initial=-np.inf)
        return top

    def best(self, table: np.ndarray, n: int, most: int) -> list[tuple[Levels, float]]:
        """The best sub-group, then the best that has no cell in common with those before."""
        places, scores = self.scores(table[None], n)
        left = scores[0].copy()
        found: list[tuple[Levels, float]] = []
        while len(found) < most and left.size and left.max() > -np.inf:
            top = left.max()
            place = self.all.simplest(places[left >= top - TIE])
            levels = self.all.taken(place)
            found.append((levels, float(scores[0][np.searchsorted(places, place)])))
            left = np.where(self.all.apart_from(levels)[places], left, -np.inf)
        return found


class _Some:
    """Sub-groups that a heuristic finds."""

    def __init__(self, shares: np.ndarray, search: Search, begin: Start) -> None:
        self.shares, self.search, self.begin = shares, search, begin
        self.size = shares.size * len(begin) * 2

    def maxima(self, tables: np.ndarray, n: int) -> np.ndarray:
        """Best score found in each table."""
        return ascend(tables.astype(float), self.shares, self.search, self.begin)[0] if n else np.full(
            len(tables), -np.inf
        )  # fmt: skip

    def best(self, table: np.ndarray, n: int, most: int) -> list[tuple[Levels, float]]:
        """The best sub-group found."""
        scores, levels = ascend(table[None].astype(float), self.shares, self.search, self.begin)
        return [(levels[0], float(scores[0]))] if n and most and levels[0] is not None else []


def _space(shares: np.ndarray, search: Search, begin: Start | None) -> _Every | _Some:
    return _Every(shares, search) if begin is None else _Some(shares, search, begin)
