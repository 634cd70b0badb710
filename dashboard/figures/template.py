"""The house style of figures: one plotly template as a dict.

Text, grid and axis colours are left to the style sheet (``assets/figures.css``), which follows light
and dark without asking the server. The mark colours reach 3:1 on both backgrounds.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Figure: TypeAlias = dict[str, Any]

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
