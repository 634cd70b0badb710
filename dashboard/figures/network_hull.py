"""Lines around the communities of a drawing, so that colour does not tell them apart alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dashboard.figures.network import DrawnHull, DrawnLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.figures.network import Drawing

ROOM: Final = 16.0
"""Pixels at zoom 1 between the line and those within it."""
_AROUND: Final = 12
"""Corners with which a circle around a node is drawn."""
_KEPT: Final = 0.9
"""Share of a community that its line is drawn around: those nearest its middle."""


def hull_of(drawn: Drawing, names: Iterable[str], colour: str) -> DrawnHull:
    """Draw a line around most of some nodes, at least one of them: those nearest their middle.

    A few who stand far off would make the line cross the whole sheet; they keep the colour.
    """
    wanted = set(names)
    found = [(node.x, node.y, node.size / 2 + ROOM) for node in drawn.nodes if node.id in wanted]
    rows = np.array(found)
    far = np.hypot(*(rows[:, :2] - np.median(rows[:, :2], axis=0)).T)
    kept = rows[np.argsort(far, kind="stable")[: max(1, round(_KEPT * len(rows)))]]
    turn = 2 * np.pi * np.arange(_AROUND) / _AROUND
    ring = np.column_stack([np.cos(turn), np.sin(turn)])
    spots = (kept[:, None, :2] + kept[:, None, 2:] * ring).reshape(-1, 2)
    return DrawnHull(colour, _convex(spots))


def above(hull: DrawnHull, text: str) -> DrawnLabel:
    """Words at the top of a line, in the middle of it, where they hide nobody within."""
    xs, ys = zip(*hull.corners, strict=True)
    return DrawnLabel(text, round((min(xs) + max(xs)) / 2, 1), min(ys))


def _convex(spots: np.ndarray) -> tuple[tuple[float, float], ...]:
    from scipy.spatial import ConvexHull

    corners = spots[ConvexHull(spots).vertices]
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in corners)
