"""One quantity over time: a dot with its interval at each date, joined by a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.figures.template import PEOPLE, TEMPLATE, Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 2
"""One moment is no series."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A quantity at one moment. ``None`` cannot be said, and leaves a gap in the line."""

    when: str
    """What the moment is called, in the language of the page."""
    value: float | None
    interval: tuple[float, float] | None


def series(moments: Sequence[Moment], *, percent: bool, decimal: str = ",") -> Figure | None:
    """Draw a quantity at each moment, in the order given and as far from each other as all the others.

    Parameters
    ----------
    moments
        In the order of time.
    percent
        Whether the quantity is a share, 0–1, to be shown as per cent.
    decimal
        The language's decimal sign.

    Returns
    -------
    dict or None
        ``None`` with fewer than :data:`FEWEST` values.
    """
    if sum(moment.value is not None for moment in moments) < FEWEST:
        return None
    scale = 100.0 if percent else 1.0
    values = [None if one.value is None else scale * one.value for one in moments]
    ends = [one.interval if one.value is not None else None for one in moments]
    spans = [
        (0.0, 0.0) if end is None or y is None else (y - scale * end[0], scale * end[1] - y)
        for end, y in zip(ends, values, strict=True)
    ]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": list(range(len(moments))),
                "y": values,
                "hoverinfo": "skip",
                "connectgaps": False,
                "line": {"color": PEOPLE, "width": 1.5, "dash": "dot"},
                "marker": {"symbol": "circle", "size": 10, "color": PEOPLE},
                "error_y": {
                    "type": "data",
                    "symmetric": False,
                    "array": [above for _, above in spans],
                    "arrayminus": [below for below, _ in spans],
                    "color": PEOPLE,
                    "thickness": 2.5,
                    "width": 6,
                },
            }
        ],
        "layout": {
            "template": TEMPLATE,
            "height": 260,
            "margin": {"t": 16, "r": 20},
            "showlegend": False,
            "separators": f"{decimal} ",
            "xaxis": {
                "tickmode": "array",
                "tickvals": list(range(len(moments))),
                "ticktext": [one.when for one in moments],
                "range": [-0.4, len(moments) - 0.6],
                "showgrid": False,
            },
            "yaxis": {"ticksuffix": " %  " if percent else "  ", "rangemode": "tozero", "nticks": 5,
                      "showgrid": True},
        },
    }  # fmt: skip
