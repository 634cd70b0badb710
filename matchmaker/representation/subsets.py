"""Cartesian sub-groups of a cross table: which there are, what each costs, and how many are in each.

A Cartesian sub-group takes some levels of each attribute («men, 13–34 years, in Verdal»); an attribute of
which all levels are taken is not used. The counts of *all* sub-groups come from one matrix
multiplication per attribute, since a sum over a product of sets is a sum per axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import combinations

import numpy as np

from matchmaker.kernel.errors import MatchmakerError

TIE = 1e-9
"""Scores this near each other count as equal: what lies beyond is the arithmetic's."""

Levels = tuple[tuple[int, ...], ...]
"""For each attribute the levels taken, ascending; all of them where the attribute is not used."""


@dataclass(frozen=True, slots=True)
class Search:
    """Which sub-groups are looked at, and how much simpler ones are preferred.

    The likeliest sub-group by itself picks up or drops neighbouring levels by chance; the two costs are
    the remedy. A further level must make what was counted e^1.5 ≈ 4.5 times likelier before it is
    believed (penalised subset scan: Speakman et al. 2016, J. Comput. Graph. Stat. 25, 382–404).

    Parameters
    ----------
    least_expected
        Fewest expected persons of a sub-group that is looked at, ≥ 0: nobody where five are expected
        happens once in 150 by itself, and a search finds it always.
    most_share
        Largest share of the population that a sub-group may be, 0–1. What is more than that is the
        rest of a smaller group that *more* came from than expected, and is not reported as missing.
    attribute_cost, level_cost
        What is taken off the log-likelihood ratio for each attribute used, and for each level of it
        beyond the first, ≥ 0. Both 0 is the plain likeliest sub-group.
    ordered
        For each attribute whether its levels have an order, so that only runs of neighbours make sense
        (ages). Attributes beyond its end have none.
    limit
        Most sub-groups that are looked at one by one; with more the search is heuristic.
    restarts
        Random starts of the heuristic search, ≥ 0, besides the two that are not random.

    Raises
    ------
    MatchmakerError
        ``search_not_valid`` outside these ranges.
    """

    least_expected: float = 5.0
    most_share: float = 0.6
    attribute_cost: float = 0.5
    level_cost: float = 1.5
    ordered: tuple[bool, ...] = ()
    limit: int = 100_000
    restarts: int = 10

    def __post_init__(self) -> None:
        least = min(self.least_expected, self.attribute_cost, self.level_cost, self.limit, self.restarts)
        if least < 0 or not 0 < self.most_share <= 1:
            raise MatchmakerError("search_not_valid", {"least": float(least), "share": self.most_share})

    def in_order(self, attribute: int) -> bool:
        """Whether the levels of an attribute have an order."""
        return attribute < len(self.ordered) and self.ordered[attribute]

    def cost(self, taken: np.ndarray, levels: int) -> np.ndarray:
        """What taking so many of an attribute's levels costs; nothing for all of them."""
        price = self.attribute_cost + self.level_cost * (taken - 1.0)
        return np.where(taken >= levels, 0.0, price)

    def allowed(self, share: np.ndarray, n: int) -> np.ndarray:
        """Which shares of the population are looked at among *n* participants."""
        # sums of shares differ in their last digit with the order in which they were added
        large = share > self.most_share + TIE
        return (share > 0) & (share < 1 - TIE) & ~large & (n * share >= self.least_expected - TIE)


def subset_count(levels: int, *, ordered: bool) -> int:
    """How many subsets an attribute has, the whole of it included."""
    return levels * (levels + 1) // 2 if ordered else 2**levels - 1


@lru_cache(maxsize=64)
def subsets(levels: int, *, ordered: bool) -> np.ndarray:
    """Every subset of an attribute's levels as rows of 0 and 1: fewest levels first, then in order.

    Parameters
    ----------
    levels
        Number of levels, ≥ 1.
    ordered
        Runs of neighbouring levels only.
    """
    taken = [
        choice
        for size in range(1, levels + 1)
        for choice in combinations(range(levels), size)
        if not ordered or choice[-1] - choice[0] == size - 1
    ]
    rows = np.zeros((len(taken), levels))
    for row, choice in enumerate(taken):
        rows[row, list(choice)] = 1.0
    rows.flags.writeable = False
    return rows


class Cartesian:
    """All Cartesian sub-groups of a table whose cells have these shares of the population.

    Parameters
    ----------
    shares
        Share of the population per cell, one axis per attribute, summing to 1.
    search
        Which sub-groups count, and what they cost.
    """

    def __init__(self, shares: np.ndarray, search: Search) -> None:
        self.levels = shares.shape
        self._rows = tuple(
            subsets(count, ordered=search.in_order(place)) for place, count in enumerate(shares.shape)
        )
        self.share = np.minimum(self.sums(shares[None])[0], 1.0)
        costs = (
            search.cost(rows.sum(axis=1), count) for rows, count in zip(self._rows, self.levels, strict=True)
        )
        self.cost = reduce(np.add.outer, costs).ravel()

    def sums(self, tables: np.ndarray) -> np.ndarray:
        """Add up each table over every sub-group: (tables, sub-groups)."""
        for rows in self._rows:
            # the first attribute's axis goes, the axis of its subsets comes last: in the end all are in order
            tables = np.tensordot(tables, rows, axes=([1], [1]))
        return tables.reshape(len(tables), -1)

    def taken(self, place: int) -> Levels:
        """The levels of one sub-group."""
        spots = np.unravel_index(place, tuple(len(rows) for rows in self._rows))
        return tuple(
            tuple(np.flatnonzero(rows[spot]).tolist()) for rows, spot in zip(self._rows, spots, strict=True)
        )

    def apart_from(self, found: Levels) -> np.ndarray:
        """Which sub-groups share no cell with one that was found: they differ wholly in some attribute."""
        apart = [~rows[:, list(taken)].any(axis=1) for rows, taken in zip(self._rows, found, strict=True)]
        return reduce(np.logical_or.outer, apart).ravel()

    def simplest(self, places: np.ndarray) -> int:
        """Of several, the one with fewest attributes, then fewest levels, then first in order."""
        return min(
            (int(place) for place in places), key=lambda place: simplicity(self.taken(place), self.levels)
        )


def simplicity(taken: Levels, levels: tuple[int, ...]) -> tuple[int, int, Levels]:
    """Sort key: attributes used, levels of those, then the levels themselves."""
    sizes = [len(own) for own, count in zip(taken, levels, strict=True) if len(own) < count]
    return (len(sizes), sum(sizes), taken)
