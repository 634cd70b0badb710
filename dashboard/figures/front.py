"""Teams by two parts of their score: more of one is less of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.figures.template import PEOPLE, TEMPLATE, Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 2
"""With fewer teams there is nothing to choose between, and nothing to draw."""


def front(points: Sequence[tuple[float, float]], across: str, up: str) -> Figure | None:
    """Draw each team at its points of two parts, numbered as in the table.

    Parameters
    ----------
    points
        (points of the part across, points of the part upwards) for each team, in the order of the table.
    across, up
        What the two parts are called.

    Returns
    -------
    dict or None
        ``None`` when there are fewer than :data:`FEWEST` teams.
    """
    if len(points) < FEWEST:
        return None
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers+text",
                "x": [x for x, _ in points],
                "y": [y for _, y in points],
                "text": [str(number) for number in range(1, len(points) + 1)],
                "textposition": "top right",
                "hoverinfo": "skip",
                "line": {"color": PEOPLE, "width": 1, "dash": "dot"},
                "marker": {"symbol": "circle", "size": 11, "color": PEOPLE},
            }
        ],
        "layout": {
            "template": TEMPLATE,
            "height": 380,
            "margin": {"t": 24, "l": 56, "b": 56},
            "showlegend": False,
            "xaxis": {"title": {"text": across}, "showgrid": True, "nticks": 6},
            "yaxis": {"title": {"text": up}, "showgrid": True, "nticks": 6},
        },
    }
