"""Values as colours and sizes, with steps that a legend can name.

Colours of steps: ColorBrewer's YlGnBu in five steps (Brewer, Harrower), safe for the common kinds of colour
blindness and told apart in grey. Colours of communities: Okabe and Ito (2008).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

STEP_COLOURS: Final = ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494")
"""From the least to the greatest."""
COMMUNITY_COLOURS: Final = (
    "#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#F0E442", "#0072B2",
)  # fmt: skip
OTHER: Final = "#b9c0c6"
"""Colour of what has no colour of its own: the smaller communities, groups of several sides."""
LEAST, GREATEST = 18.0, 48.0
"""Diameters in pixels at zoom 1."""

MANY: Final = 120


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale."""

    colour: str
    low: float
    """Least value in it."""
    high: float
    """Greatest value in it."""
    count: int


def steps(values: Iterable[float]) -> tuple[Step, ...]:
    """Divide values into at most five steps of about as many each; equal values share a step.

    Values must be finite. No value gives no step.
    """
    found = np.sort(np.asarray(list(values), dtype=float))
    if not len(found):
        return ()
    distinct = np.unique(found)
    if len(distinct) <= len(STEP_COLOURS):
        edges = distinct[1:]
    else:
        cuts = np.quantile(found, np.linspace(0, 1, len(STEP_COLOURS) + 1)[1:-1])
        # a step begins with the first value above the cut: so that many equal ones do not eat the next
        edges = np.unique([distinct[min(np.searchsorted(distinct, cut, "right"), len(distinct) - 1)]
                           for cut in cuts])  # fmt: skip
    parts = np.split(found, np.searchsorted(found, edges, "left"))
    colours = _spaced(len(parts))
    return tuple(
        Step(colour, float(part[0]), float(part[-1]), len(part))
        for colour, part in zip(colours, parts, strict=True)
    )


def _spaced(count: int) -> list[str]:
    last = len(STEP_COLOURS) - 1
    return [STEP_COLOURS[round(one * last / max(count - 1, 1))] for one in range(count)]


def colour_of(value: float, scale: tuple[Step, ...]) -> str:
    """Colour of a value: that of the last step that begins at or below it."""
    return next((step.colour for step in reversed(scale) if value >= step.low), scale[0].colour)


def size_of(value: float | None, low: float, high: float, count: int = 1) -> float:
    """Diameter of a value; its area grows with it. What cannot be told is as small as the least.

    Where more than :data:`MANY` are drawn, all are smaller, so that they do not hide each other.
    """
    smaller = min(1.0, (MANY / max(count, 1)) ** 0.5)
    if value is None or high <= low:
        return float(round(LEAST * smaller, 1))
    share = float((value - low) / (high - low)) ** 0.5
    return float(round(smaller * (LEAST + (GREATEST - LEAST) * share), 1))
