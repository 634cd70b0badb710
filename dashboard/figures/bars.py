"""How many actors on each side, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.figures.sectors import OUTLINE, look
from dashboard.figures.template import TEMPLATE, Figure

if TYPE_CHECKING:
    from collections.abc import Sequence


def sector_bars(counts: Sequence[tuple[str, str, int]]) -> Figure:
    """Draw (sector, its name, count) as horizontal bars, first on top, each with its number."""
    shown = list(reversed(counts))
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [count for _, _, count in shown],
                "y": [name for _, name, _ in shown],
                "text": [str(count) for _, _, count in shown],
                "textposition": "outside",
                "cliponaxis": False,
                "hoverinfo": "skip",
                "marker": {
                    "color": [look(sector).colour for sector, _, _ in shown],
                    "line": {"color": OUTLINE, "width": 1},
                },
            }
        ],
        "layout": {
            "template": TEMPLATE,
            "height": 44 * len(shown) + 16,
            "xaxis": {"visible": False, "rangemode": "tozero"},
            "yaxis": {"ticksuffix": "  "},
        },
    }
