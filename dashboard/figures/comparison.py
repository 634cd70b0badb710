"""Those who take part beside those who live there: a dot with its interval, and a population mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.figures.template import PEOPLE, POPULATION, TEMPLATE, Figure

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Row:
    """One population group as it is drawn. Shares are 0–1; ``None`` is hidden or unknown."""

    group: str
    share: float | None
    interval: tuple[float, float] | None
    population_share: float | None


def dots(rows: Sequence[Row], people: str, population: str) -> Figure | None:
    """Draw the groups, first on top. ``None`` when no group has both a share and an interval.

    Parameters
    ----------
    rows
        The groups.
    people, population
        What the two marks are called in the legend.
    """
    if not any(row.share is not None and row.interval for row in rows):
        return None
    shown = list(reversed(rows))
    drawn = [row for row in shown if row.share is not None and row.interval is not None]
    groups = [row.group for row in drawn]
    shares = [100 * (row.share or 0.0) for row in drawn]
    spans = [row.interval or (0.0, 0.0) for row in drawn]
    known = [row for row in shown if row.population_share is not None]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "name": population,
                "x": [100 * (row.population_share or 0.0) for row in known],
                "y": [row.group for row in known],
                "hoverinfo": "skip",
                "marker": {"symbol": "diamond", "size": 15, "color": POPULATION},
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": people,
                "x": shares,
                "y": groups,
                "hoverinfo": "skip",
                "marker": {"symbol": "circle", "size": 10, "color": PEOPLE},
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [100 * high - share for (_, high), share in zip(spans, shares, strict=True)],
                    "arrayminus": [share - 100 * low for (low, _), share in zip(spans, shares, strict=True)],
                    "color": PEOPLE,
                    "thickness": 2.5,
                    "width": 6,
                },
            },
        ],
        "layout": {
            "template": TEMPLATE,
            "height": 46 * len(shown) + 104,
            "margin": {"t": 46},
            "xaxis": {"ticksuffix": " %", "rangemode": "tozero", "nticks": 6},
            "yaxis": {
                "ticksuffix": "  ",
                "range": [-0.6, len(shown) - 0.4],
                "type": "category",
                "categoryorder": "array",
                "categoryarray": [row.group for row in shown],
            },
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "reversed"},
        },
    }
