"""What share of each group went on at each step: a dot with its interval, groups side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.figures.sectors import LOOKS
from dashboard.figures.template import TEMPLATE, Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = ("circle", "square", "diamond", "triangle-up", "hexagon", "star", "triangle-down", "pentagon")
_COLOURS = tuple(look.colour for look in LOOKS.values())


@dataclass(frozen=True, slots=True)
class Line:
    """One group. Shares are 0–1, one per step; ``None`` is not stated."""

    group: str
    shares: Sequence[float | None]
    intervals: Sequence[tuple[float, float] | None]


def steps(lines: Sequence[Line], names: Sequence[str]) -> Figure | None:
    """Draw the groups at each step, first step on top; each group has a mark and a colour of its own.

    ``None`` when nothing is stated.
    """
    drawn = [line for line in lines if any(share is not None for share in line.shares)]
    if not drawn:
        return None
    data = []
    for place, line in enumerate(drawn):
        known = [
            (at + _beside(place, len(drawn)), 100 * share, interval or (share, share))
            for at, (share, interval) in enumerate(zip(line.shares, line.intervals, strict=True))
            if share is not None
        ]
        colour = _COLOURS[place % len(_COLOURS)]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": line.group,
                "x": [share for _, share, _ in known],
                "y": [at for at, _, _ in known],
                "hoverinfo": "skip",
                "marker": {"symbol": _MARKS[place % len(_MARKS)], "size": 10, "color": colour},
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [100 * high - share for _, share, (_, high) in known],
                    "arrayminus": [share - 100 * low for _, share, (low, _) in known],
                    "color": colour,
                    "thickness": 2,
                    "width": 4,
                },
            }
        )
    return {
        "data": data,
        "layout": {
            "template": TEMPLATE,
            "height": len(names) * (26 + 16 * len(drawn)) + 110,
            "margin": {"t": 60},
            "xaxis": {"ticksuffix": " %", "rangemode": "tozero", "nticks": 6},
            "yaxis": {
                "tickmode": "array",
                "tickvals": list(range(len(names))),
                "ticktext": [f"{name}  " for name in names],
                "range": [len(names) - 0.5, -0.5],
            },
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        },
    }


def _beside(place: int, count: int) -> float:
    """How far from the step's own line a group is drawn, so that intervals do not lie on each other."""
    return 0.0 if count == 1 else 0.7 * (place / (count - 1) - 0.5)
