"""A network as a drawing in our own terms: what stands where, how large and in which shape.

:mod:`dashboard.components.graph_view` turns it into the elements of the library that draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.figures.sectors import look

if TYPE_CHECKING:
    from matchmaker.services.network_view import NetworkView

WIDTH, HEIGHT = 1180.0, 760.0
"""The sheet that the drawing is stretched to fill, in pixels at zoom 1."""
LABEL_WIDTH, LABEL_HEIGHT = 190.0, 62.0
"""Room for a label; two labels shown at every zoom never share it."""
MOST_LABELS = 24


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """An actor in the drawing."""

    id: str
    label: str
    x: float
    y: float
    """Position in pixels at zoom 1."""
    size: float
    """Diameter in pixels at zoom 1; grows with the root of the number of relations."""
    sector: str
    shape: str
    colour: str
    prominent: bool
    """Whether the label is shown at every zoom."""


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A pair with a registered relation."""

    tail: str
    head: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing."""

    nodes: tuple[DrawnNode, ...]
    links: tuple[DrawnLink, ...]


def drawing(view: NetworkView) -> Drawing:
    """Draw a laid-out network; nothing when it is too large for a drawing to help."""
    if not view.drawn:
        return Drawing((), ())
    places = _spread(view)
    prominent = _labelled(view, places)
    return Drawing(
        nodes=tuple(
            DrawnNode(
                node.id, node.name, *places[node.id], min(18 + 6 * node.degree**0.5, 48), node.sector,
                look(node.sector).shape, look(node.sector).colour, node.id in prominent,
            )
            for node in sorted(view.nodes, key=lambda node: node.id)
        ),
        links=tuple(DrawnLink(link.tail, link.head) for link in view.links),
    )  # fmt: skip


def _spread(view: NetworkView) -> dict[str, tuple[float, float]]:
    """Stretch the positions to the sheet, each direction by itself."""
    left, right = min(node.x for node in view.nodes), max(node.x for node in view.nodes)
    top, bottom = min(node.y for node in view.nodes), max(node.y for node in view.nodes)
    across, down = WIDTH / ((right - left) or 1.0), HEIGHT / ((bottom - top) or 1.0)
    return {
        node.id: (round((node.x - left) * across, 1), round((node.y - top) * down, 1)) for node in view.nodes
    }


def _labelled(view: NetworkView, places: dict[str, tuple[float, float]]) -> frozenset[str]:
    """Choose whose label is always shown: the best connected first, wherever there is room."""
    chosen: list[tuple[float, float]] = []
    found: set[str] = set()
    for node in sorted(view.nodes, key=lambda node: (-node.degree, node.id)):
        if len(found) == MOST_LABELS or node.degree < 2:
            break
        x, y = places[node.id]
        if all(abs(x - u) >= LABEL_WIDTH or abs(y - v) >= LABEL_HEIGHT for u, v in chosen):
            chosen.append((x, y))
            found.add(node.id)
    return frozenset(found)


def neighbours(view: NetworkView, actor: str) -> frozenset[str]:
    """Return those with a registered relation to the actor, among those shown."""
    found = {link.head for link in view.links if link.tail == actor}
    return frozenset(found | {link.tail for link in view.links if link.head == actor})
