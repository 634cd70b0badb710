"""Cells that nobody came from although somebody was expected, with the chance of that by accident."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matchmaker.kernel.errors import MatchmakerError
from matchmaker.representation.draws import FINITE_ABOVE

LEAST_EXPECTED = 1.0
"""Fewest expected persons of an empty cell that is listed."""


@dataclass(frozen=True, slots=True)
class MissingCell:
    """One empty cell."""

    levels: tuple[int, ...]
    """Its level of each attribute."""
    expected: float
    """Participants expected from its share of the population, ≥ :data:`LEAST_EXPECTED`."""
    chance: float
    """Chance that nobody from it comes by accident, 0–1: for this cell alone, not for the search."""


@dataclass(frozen=True, slots=True)
class MissingCells:
    """The empty cells of a table."""

    cells: tuple[MissingCell, ...]
    """Most expected first; of equals, in the order of the levels."""
    looked_at: int
    """Cells where at least :data:`LEAST_EXPECTED` were expected."""
    by_accident: float
    """How many of those would be empty by accident on average: the sum of their chances."""


def missing_cells(observed: np.ndarray, population: np.ndarray) -> MissingCells:
    """List the empty cells where at least one participant was expected.

    The chance is (1 − share)ⁿ; where the participants are more than
    :data:`~matchmaker.representation.draws.FINITE_ABOVE` of the population, the hypergeometric chance that
    none of the cell's persons is among them.

    Parameters
    ----------
    observed
        Participants per cell, whole numbers ≥ 0.
    population
        Persons per cell of the population, ≥ 0, of the same shape; rounded to whole persons where the
        hypergeometric chance is needed.

    Raises
    ------
    MatchmakerError
        ``scan_not_valid`` for shapes that differ, negative counts, or a population of nobody.
    """
    weights = np.asarray(population, dtype=float)
    valid = observed.shape == weights.shape and (observed >= 0).all() and (weights >= 0).all()
    if not valid or not weights.sum() > 0:
        raise MatchmakerError("scan_not_valid", {"shape": tuple(observed.shape)})
    n, total = int(observed.sum()), float(weights.sum())
    expected = n * weights / total
    chances = _nobody(weights, n, total)
    looked_at = expected >= LEAST_EXPECTED
    empty = np.argwhere(looked_at & (observed == 0))
    cells = [
        MissingCell(tuple(map(int, cell)), float(expected[tuple(cell)]), float(chances[tuple(cell)]))
        for cell in empty
    ]
    cells.sort(key=lambda cell: (-cell.expected, cell.levels))
    return MissingCells(tuple(cells), int(looked_at.sum()), float(chances[looked_at].sum()))


def _nobody(weights: np.ndarray, n: int, total: float) -> np.ndarray:
    """Chance per cell that none of *n* comes from it."""
    if not FINITE_ABOVE * total < n <= total:
        return np.asarray((1.0 - weights / total) ** n)
    from scipy.stats import hypergeom

    return np.asarray(hypergeom.pmf(0, round(total), np.rint(weights), n))
