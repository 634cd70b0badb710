"""What each further coverer of a need adds: the rule of diminishing returns, in whole milli-points.

One rule wherever teams are made: of a need that asks for *c* coverers, the *c* best count in
full, the next a third, the one after it a twelfth, and further ones nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = (1.0, 1 / 3, 1 / 12)
"""Share of a need that the last asked-for coverer, the next and the one after it add."""


def slot_points(points: int, count: int, rank: int) -> int:
    """Whole milli-points per hundredth of fit for the *rank*-th best coverer (0-based).

    >>> slot_points(30_000, 1, 0), slot_points(30_000, 1, 1), slot_points(30_000, 2, 1)
    (300, 100, 300)
    """
    step = 0 if rank < count else rank - count + 1
    return round(points * STEPS[step] / 100) if step < len(STEPS) else 0


def slots(count: int) -> int:
    """How many coverers of a need that asks for *count* can add anything."""
    return count + len(STEPS) - 1


def covered(points: int, count: int, fits: Sequence[int]) -> int:
    """Milli-points of a need that is covered with these fits (whole hundredths); nobody gives 0."""
    best = sorted((fit for fit in fits if fit > 0), reverse=True)
    return sum(slot_points(points, count, rank) * fit for rank, fit in enumerate(best))
