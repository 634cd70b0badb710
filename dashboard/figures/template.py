"""The house style of figures: one plotly template as a dict, and texts that are drawn as they stand.

Text, grid and axis colours are left to the style sheet (``assets/figures.css``), which follows light
and dark without asking the server. The mark colours reach 3:1 on both backgrounds.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Figure: TypeAlias = dict[str, Any]

BREAK = "<br>"
"""Begins a new line in a text of a figure."""
PEOPLE = "#0072B2"
POPULATION = "#D55E00"

TEMPLATE: Figure = {
    "layout": {
        "font": {"family": "system-ui, sans-serif", "size": 14},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 24, "t": 8, "b": 8},
        "xaxis": {"zeroline": False, "automargin": True, "fixedrange": True, "showline": False},
        "yaxis": {"zeroline": False, "automargin": True, "fixedrange": True, "showgrid": False},
        "dragmode": False,
        "hoverlabel": {"font": {"family": "system-ui, sans-serif"}},
        "bargap": 0.35,
    }
}


def as_text(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a figure
    """The same figure with every text as a text.

    plotly.js takes ``<a href=…>``, ``<b>`` and their like in any text for markup, wherever it is drawn.
    Only our own line break is left.
    """
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_text(one) for one in value]
    if not isinstance(value, str):
        return value
    return BREAK.join(part.replace("&", "&amp;").replace("<", "&lt;") for part in value.split(BREAK))
