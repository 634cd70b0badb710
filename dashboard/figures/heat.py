"""A heat map of whole numbers: the darker, the more. The number stands in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.figures.template import TEMPLATE, Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

# one hue over the page's own ground, never so strong that the page's ink is hard to read on it, light or
# dark; the number in the cell carries the meaning, the shade only helps the eye
_INK, _FAINT, _FULL = "rgba(0,114,178,{:.3f})", 0.05, 0.5
_GAP = 0.03
"""Between cells, as a share of a cell."""


def heat(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[int | None]]) -> Figure | None:
    """Draw *cells*, first row on top. ``None`` in a cell leaves it empty; nothing at all gives ``None``."""
    known = [value for row in cells for value in row if value is not None]
    if not known:
        return None
    most = max(known) or 1
    spots = [(i, j, value) for i, row in enumerate(cells) for j, value in enumerate(row)]
    return {
        "data": [
            {
                "type": "scatter", "mode": "text", "hoverinfo": "skip", "textfont": {"size": 15},
                "x": [columns[j] for _, j, _ in spots], "y": [rows[i] for i, _, _ in spots],
                "text": ["" if value is None else str(value) for *_, value in spots],
            }
        ],
        "layout": {
            "template": TEMPLATE,
            "height": 46 * len(rows) + 70,
            "xaxis": {
                "side": "top", "type": "category", "showgrid": False, "range": [-0.5, len(columns) - 0.5],
            },
            "yaxis": {"type": "category", "ticksuffix": "  ", "range": [len(rows) - 0.5, -0.5]},
            "shapes": [_cell(i, j, value / most) for i, j, value in spots if value is not None],
        },
    }  # fmt: skip


def _cell(row: int, column: int, share: float) -> Figure:
    half = 0.5 - _GAP
    return {
        "type": "rect", "layer": "below", "line": {"width": 0},
        "x0": column - half, "x1": column + half, "y0": row - half, "y1": row + half,
        "fillcolor": _INK.format(_FAINT + (_FULL - _FAINT) * share),
    }  # fmt: skip
