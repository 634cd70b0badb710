"""Ways from those who ask to those who are to be reached: columns of names with lines between."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from dashboard.figures.template import BREAK, PEOPLE, POPULATION, TEMPLATE, Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LINE = "#7b858f"
_WIDE = 22
"""Letters of a name on one line."""


def paths(ways: Sequence[Sequence[str]], names: Mapping[str, str]) -> Figure | None:
    """Draw every way from left to right; who stands on several is drawn once in each column.

    Parameters
    ----------
    ways
        Ids in order; the last of each is the end.
    names
        What each id is called.
    """
    long = [way for way in ways if len(way) > 1]
    if not long:
        return None
    columns = _columns(long)
    spots = {
        (depth, name): (depth, -(place - (len(column) - 1) / 2))
        for depth, column in enumerate(columns)
        for place, name in enumerate(column)
    }
    ends = {(len(way) - 1, way[-1]) for way in long}
    lines = sorted({((d, a), (d + 1, b)) for way in long for d, (a, b) in enumerate(pairwise(way))})
    x, y = _joined([(spots[tail], spots[head]) for tail, head in lines])
    return {
        "data": [
            {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
             "line": {"color": _LINE, "width": 1.5}, "showlegend": False},
            *(
                _marks([spot for key, spot in spots.items() if (key in ends) is end], colour, symbol)
                for end, colour, symbol in ((False, PEOPLE, "circle"), (True, POPULATION, "diamond"))
            ),
        ],
        "layout": {
            "template": TEMPLATE,
            "height": 92 * max(map(len, columns)) + 60,
            "showlegend": False,
            "xaxis": {"visible": False, "range": [-0.45, len(columns) - 0.55]},
            "yaxis": {"visible": False, "range": _span(columns)},
            "annotations": [
                {"x": x, "y": y, "text": _wrapped(names.get(name, name)), "showarrow": False,
                 "yanchor": "top", "yshift": -10, "font": {"size": 13}}
                for (_, name), (x, y) in spots.items()
            ],
        },
    }  # fmt: skip


def _columns(ways: Sequence[Sequence[str]]) -> list[list[str]]:
    """Names at each distance from the start, in the order in which the ways name them."""
    deepest = max(map(len, ways))
    return [list(dict.fromkeys(way[depth] for way in ways if len(way) > depth)) for depth in range(deepest)]


def _span(columns: Sequence[Sequence[str]]) -> list[float]:
    most = max(map(len, columns))
    return [-most / 2 - 0.2, most / 2]


def _joined(
    lines: Sequence[tuple[tuple[float, float], tuple[float, float]]],
) -> tuple[list[float | None], list[float | None]]:
    """Put lines one after another, with a gap between them."""
    x: list[float | None] = []
    y: list[float | None] = []
    for tail, head in lines:
        x += [tail[0], head[0], None]
        y += [tail[1], head[1], None]
    return x, y


def _marks(spots: Sequence[tuple[float, float]], colour: str, symbol: str) -> Figure:
    return {
        "type": "scatter", "mode": "markers", "x": [x for x, _ in spots], "y": [y for _, y in spots],
        "hoverinfo": "skip", "marker": {"symbol": symbol, "size": 14, "color": colour},
    }  # fmt: skip


def _wrapped(name: str) -> str:
    """Break a long name between words."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _WIDE:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return BREAK.join(lines)
