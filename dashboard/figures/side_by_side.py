"""Networks side by side: one small panel for each quantity, municipalities in number order, first on top."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.figures.template import PEOPLE, POPULATION, TEMPLATE, Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW, _AROUND = 44, 64
"""Height of a row and of what surrounds the rows, in pixels."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One quantity of one network. ``None`` is hidden or cannot be said, and is not drawn."""

    name: str
    """What the row is called."""
    value: float | None
    interval: tuple[float, float] | None
    chance: tuple[float, float, float] | None = None
    """What chance gives: the lower end of 19 in 20, the mean, the upper end."""


def panel(marks: Sequence[Mark], *, percent: bool, whole: bool = False, decimal: str = ",") -> Figure | None:
    """Draw one quantity: a dot with its interval for each network, and where chance lies.

    Every network has its row in the order given, also where there is nothing to draw in it. All dots have one
    colour: nothing is good or bad.

    Parameters
    ----------
    marks
        The networks, in the order in which they are shown.
    percent
        Whether the quantity is a share, 0–1, to be shown as per cent.
    whole
        Whether the axis goes on to 100 per cent, whatever the values.
    decimal
        The language's decimal sign.

    Returns
    -------
    dict or None
        ``None`` when nothing can be drawn.
    """
    if all(mark.value is None for mark in marks):
        return None
    scale = 100.0 if percent else 1.0
    return {
        "data": [*_chance(marks, scale), _seen(marks, scale)],
        "layout": {
            "template": TEMPLATE,
            "height": _ROW * len(marks) + _AROUND,
            "margin": {"t": 12, "r": 20},
            "showlegend": False,
            "separators": f"{decimal} ",
            "xaxis": {"ticksuffix": " %" if percent else "", "rangemode": "tozero", "nticks": 5,
                      "showgrid": True, **({"range": [0, 104]} if whole else {})},
            "yaxis": {
                "tickmode": "array",
                "tickvals": list(range(len(marks))),
                "ticktext": [f"{mark.name}  " for mark in marks],
                "range": [len(marks) - 0.5, -0.5],
            },
        },
    }  # fmt: skip


def _chance(marks: Sequence[Mark], scale: float) -> list[dict[str, Any]]:
    """A bar over what chance gives in 19 of 20 cases, with its mean, a little under the network's own dot."""
    known = [(at + 0.27, mark.chance) for at, mark in enumerate(marks) if mark.chance is not None]
    if not known:
        return []
    return [
        _dots(known, scale, symbol="diamond-open", colour=POPULATION, thickness=5.0, caps=0)
    ]  # fmt: skip


def _seen(marks: Sequence[Mark], scale: float) -> dict[str, Any]:
    known = []
    for at, mark in enumerate(marks):
        if mark.value is not None:
            low, high = mark.interval or (mark.value, mark.value)
            known.append((float(at), (low, mark.value, high)))
    return _dots(known, scale, symbol="circle", colour=PEOPLE, thickness=2.5, caps=6)


def _dots(
    known: Sequence[tuple[float, tuple[float, float, float]]], scale: float, *,
    symbol: str, colour: str, thickness: float, caps: int,
) -> dict[str, Any]:  # fmt: skip
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [scale * middle for _, (_, middle, _) in known],
        "y": [at for at, _ in known],
        "hoverinfo": "skip",
        "marker": {"symbol": symbol, "size": 10, "color": colour, "line": {"width": 2, "color": colour}},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [scale * (high - middle) for _, (_, middle, high) in known],
            "arrayminus": [scale * (middle - low) for _, (low, middle, _) in known],
            "color": colour,
            "thickness": thickness,
            "width": caps,
        },
    }
