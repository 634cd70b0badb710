"""R-indicators: how much participation differs from group to group, and which variable it hangs on.

From aggregated counts alone: with every cell its own parameter, a cell's propensity is its rate, so no
microdata are needed. Source: Schouten, Cobben & Bethlehem (2009), Survey Methodology 35, 101–113;
Schouten, Shlomo & Skinner (2011), Journal of Official Statistics 27, 231–253; the RISQ project's manual.

The values are not adjusted for the bias of small samples: with few participants the rates differ by
chance alone, so that R is too low and the partials too high. They describe, and prove nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import MatchmakerError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Response:
    """How participation varies over the groups of one variable, or over the cells of several."""

    mean: float
    """Participants ÷ population, 0–1."""
    spread: float
    """S: standard deviation of the rates over the persons of the population (n − 1), 0 … ½."""
    partials: tuple[float | None, ...]
    """Unconditional partial of each group: how much of the spread lies there; below 0 where fewer than
    the mean take part. ``None`` where nobody lives."""
    variable: float
    """Unconditional partial of the variable: root of the summed squares of *partials*."""

    @property
    def r(self) -> float:
        """R = 1 − 2 S: 1 when all groups take part alike, 0 at the most unlike."""
        return 1.0 - 2.0 * self.spread

    @property
    def cv(self) -> float | None:
        """S ÷ mean: the largest bias a mean can have, in standard deviations; ``None`` for nobody."""
        return self.spread / self.mean if self.mean else None


def response(counts: Sequence[int], population: Sequence[int]) -> Response | None:
    """Measure how participation varies over groups.

    Parameters
    ----------
    counts, population
        Participants and persons per group, in the same order.

    Returns
    -------
    Response or None
        ``None`` when the population has fewer than two persons, or when more take part from a group
        than live there: then the figures describe somebody else. Nobody takes part: R = 1, no CV.

    Raises
    ------
    MatchmakerError
        ``counts_not_valid`` for a negative count.
    """
    pairs = list(zip(counts, population, strict=True))
    if any(k < 0 or size < 0 for k, size in pairs):
        raise MatchmakerError("counts_not_valid", {"attribute": "–"})
    total = sum(population)
    if total < 2 or any(k > size for k, size in pairs):
        return None
    mean = sum(counts) / total
    partials = tuple(sqrt(size / total) * (k / size - mean) if size else None for k, size in pairs)
    squares = sum(part**2 for part in partials if part is not None)
    return Response(mean, sqrt(squares * total / (total - 1)), partials, sqrt(squares))


def r_of_propensities(propensities: Sequence[float]) -> float | None:
    """R of persons whose propensities (0–1) are known one by one; ``None`` for fewer than two.

    >>> round(r_of_propensities((0.2, 0.4, 0.3, 0.5)), 12)
    0.741801110253
    """
    n = len(propensities)
    if n < 2:
        return None
    mean = sum(propensities) / n
    return 1.0 - 2.0 * sqrt(sum((one - mean) ** 2 for one in propensities) / (n - 1))


def conditional_partial(cells: Mapping[tuple[str, ...], tuple[int, int]], axis: int) -> float | None:
    """How much of the spread one variable adds to all the others: P_c, 0 … ½.

    Each cell is compared with the cells that differ from it in that variable only: √(1/N Σ Nᶜ
    (rᶜ − r of those together)²). Near 0, the others already account for what the variable shows.

    Parameters
    ----------
    cells
        Cell → (participants, persons); every cell of the crossed table, one code per variable.
    axis
        Place of the variable in the cells' keys.

    Returns
    -------
    float or None
        ``None`` as for :func:`response`. With one variable it is the unconditional partial.
    """
    total = sum(size for _, size in cells.values())
    if total < 2 or any(k > size for k, size in cells.values()):
        return None
    together: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for cell, (k, size) in cells.items():
        rest = together[cell[:axis] + cell[axis + 1 :]]
        rest[0] += k
        rest[1] += size
    summed = 0.0
    for cell, (k, size) in cells.items():
        if size:
            came, live = together[cell[:axis] + cell[axis + 1 :]]
            summed += size * (k / size - came / live) ** 2
    return sqrt(summed / total)
