"""Every two-way, three-way … table of a register against a population, with a verdict for each cell.

One person is one row of integer codes. A cross table is one ``bincount`` of mixed-radix numbers; tests,
intervals and verdicts are worked out for all its cells together and agree with
:func:`matchmaker.representation.comparison.compare` cell by cell. Only where answers are missing is more
known here than there: somebody who has stated the place and not the age can belong to the cells of that
place alone, and a verdict stands if it is the same with all and with none of those who could belong.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import MatchmakerError
from matchmaker.representation.cells import (
    TOO_FEW,
    VERDICTS,
    Draw,
    comparable,
    corrected,
    intervals,
    judge,
    p_values,
    verdicts_alone,
)
from matchmaker.representation.verdicts import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.representation.verdicts import Verdict

UNKNOWN = -1
"""Code of a value that nobody has stated."""


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Some attributes crossed: each array has one axis per attribute, in the order of *attributes*."""

    attributes: tuple[int, ...]
    """Which attributes (columns) are crossed, ascending."""
    observed: np.ndarray
    """Participants per cell of whom all the attributes are known."""
    expected: np.ndarray
    """Participants expected per cell; NaN when nobody is compared."""
    n: int
    """Participants in the table."""
    unknown: int
    """Participants of whom some of the attributes is not known."""
    possible: np.ndarray
    """How many of those could belong to each cell, by what is known of them; they bound the verdicts."""
    p: np.ndarray
    """Exact two-sided p-value; NaN where nothing could be compared."""
    p_corrected: np.ndarray
    """*p* corrected for the cells of this table."""
    low: np.ndarray
    """Low end of the 95 % interval of the share; NaN without participants."""
    high: np.ndarray
    """High end."""
    verdicts: np.ndarray
    """Number of the verdict: a place in :data:`~matchmaker.representation.cells.VERDICTS`."""

    def verdict(self, *levels: int) -> Verdict:
        """The verdict on one cell."""
        return VERDICTS[int(self.verdicts[levels])]


def cross_tables(
    codes: np.ndarray, population: np.ndarray, *, ways: Sequence[int] = (2, 3), rule: Rule | None = None
) -> Iterator[CrossTable]:
    """Cross every choice of so many attributes, and compare each table with the population.

    Parameters
    ----------
    codes
        One row per person, one column per attribute; whole numbers 0 … levels − 1, :data:`UNKNOWN` where
        nobody has stated it.
    population
        Persons per cell of all attributes crossed, whole numbers ≥ 0, one axis per attribute.
    ways
        How many attributes are crossed at a time.
    rule
        When a difference counts as proven; its *family* is set to the cells of each table.

    Yields
    ------
    CrossTable
        By the number of attributes, then in their order.

    Raises
    ------
    MatchmakerError
        ``codes_not_valid`` for a code without a place in the population, or another number of attributes.
    """
    levels = population.shape
    fits = codes.ndim == 2 and codes.shape[1] == len(levels)
    if not fits or (codes < UNKNOWN).any() or (codes >= np.array(levels)).any():
        raise MatchmakerError("codes_not_valid", {"levels": tuple(levels)})
    # nobody knows = 0, so that one count holds both the cells and those who could belong to several
    columns = [np.ascontiguousarray(codes[:, place], dtype=np.int64) + 1 for place in range(len(levels))]
    for size in ways:
        for chosen in combinations(range(len(levels)), size):
            others = tuple(place for place in range(len(levels)) if place not in chosen)
            wide = tuple(levels[place] + 1 for place in chosen)
            number = np.ravel_multi_index([columns[place] for place in chosen], wide)
            counted = np.bincount(number, minlength=prod(wide)).reshape(wide)
            yield _table(chosen, counted, population.sum(axis=others), rule or Rule())


def _table(chosen: tuple[int, ...], counted: np.ndarray, people: np.ndarray, rule: Rule) -> CrossTable:
    observed = counted[(slice(1, None),) * counted.ndim]
    possible = _could_belong(counted) - observed
    k, groups = observed.ravel(), people.ravel().astype(np.int64)
    n, total = int(k.sum()), int(groups.sum())
    unknown = int(counted.sum()) - n
    filled = int((groups > 0).sum())
    rule = Rule(rule.tolerance, rule.alpha, 1 if filled <= 2 else filled)
    made = {name: np.full(k.shape, np.nan) for name in ("expected", "p", "p_corrected", "low", "high")}
    verdicts = np.full(k.shape, TOO_FEW)
    draw = Draw(n, total, groups)
    if n and total:
        made["expected"] = n * groups / total
        made["low"], made["high"] = intervals(k, draw, 1 - rule.alpha)
        tested = comparable(k, draw)
        own = Draw(n, total, groups[tested])
        p = p_values(k[tested], own)
        made["p"][tested] = p
        made["p_corrected"][tested] = corrected(p, own) if rule.family > 1 else p
        known = judge(groups / total, made["low"], made["high"], made["p_corrected"], rule)
        verdicts = np.where(
            tested & _whatever(k, draw, unknown, possible.ravel(), known, rule), known, TOO_FEW
        )
    arrays = {name: array.reshape(observed.shape) for name, array in made.items()}
    return CrossTable(
        chosen,
        observed,
        n=n,
        unknown=unknown,
        possible=possible,
        verdicts=verdicts.reshape(observed.shape),
        **arrays,
    )


def _could_belong(counted: np.ndarray) -> np.ndarray:
    """Participants per cell who are there or could be: along each axis the unknown could be anywhere."""
    for axis in range(counted.ndim):
        blank, known = np.split(counted, [1], axis=axis)
        counted = known + blank
    return counted


def _whatever(
    k: np.ndarray, draw: Draw, unknown: int, possible: np.ndarray, known: np.ndarray, rule: Rule
) -> np.ndarray:
    """Where the verdict stays the same if none, and if all, of those who could belong to the cell do."""
    if not unknown:
        return np.ones(k.shape, dtype=bool)
    everyone = Draw(draw.n + unknown, draw.total, draw.groups)
    low = np.maximum(k, everyone.n - (draw.total - draw.groups))
    high = np.minimum(k + possible, draw.groups)
    same = [verdicts_alone(count, everyone, rule) == known for count in (low, high)]
    made: np.ndarray = same[0] & same[1]
    return made
