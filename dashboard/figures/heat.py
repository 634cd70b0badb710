"""A heat map of whole numbers: the darker, the more. The number stands in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.figures.template import TEMPLATE, Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

# one hue over the page's own ground, never so strong that the page's ink is hard to read on it, light or
# dark; the number in the cell carries the meaning, the shade only helps the eye
_SCALE = [[0.0, "rgba(0,114,178,0.05)"], [1.0, "rgba(0,114,178,0.5)"]]


def heat(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[int | None]]) -> Figure | None:
    """Draw *cells*, first row on top. ``None`` in a cell leaves it empty; nothing at all gives ``None``."""
    known = [value for row in cells for value in row if value is not None]
    if not known:
        return None
    most = max(known) or 1
    return {
        "data": [
            {
                "type": "heatmap",
                "x": list(columns),
                "y": list(rows),
                "z": [list(row) for row in cells],
                "zmin": 0,
                "zmax": most,
                "colorscale": _SCALE,
                "showscale": False,
                "xgap": 3,
                "ygap": 3,
                "hoverinfo": "skip",
            }
        ],
        "layout": {
            "template": TEMPLATE,
            "height": 46 * len(rows) + 70,
            "xaxis": {"side": "top", "type": "category", "showgrid": False},
            "yaxis": {"autorange": "reversed", "type": "category", "ticksuffix": "  "},
            "annotations": [
                {
                    "x": columns[j], "y": rows[i], "text": str(value), "showarrow": False,
                    "font": {"size": 15},
                }
                for i, row in enumerate(cells)
                for j, value in enumerate(row)
                if value is not None
            ],
        },
    }  # fmt: skip
