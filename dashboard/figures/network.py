"""A network as a drawing in our own terms: what stands where, how large, in which shape and colour.

:mod:`dashboard.components.graph_view` turns it into the elements of the library that draws.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dashboard.figures.network_scale import LEAST
from dashboard.figures.sectors import look

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matchmaker.services.network_view_scene import Scene

WIDTH, HEIGHT = 1180.0, 760.0
"""The sheet that the drawing is stretched to fill, in pixels at zoom 1."""
LABEL_WIDTH, LABEL_HEIGHT = 190.0, 62.0
"""Room for a label; two labels shown at every zoom never share it."""
MOST_LABELS: Final = 24
MOST_LINES: Final = 300
"""Lines between groups; those with the most ties where there are more."""
FEW_SHEET: Final = 0.55
"""Share of the sheet that a few actors fill, so that their labels can be read."""
WIDEST: Final = 12.0
ANY: Final = "octagon"
"""Shape of a group of several sides."""


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """An actor, or a group, in the drawing."""

    id: str
    label: str
    x: float
    y: float
    """Position in pixels at zoom 1."""
    size: float
    """Diameter in pixels at zoom 1."""
    shape: str
    """That of the side."""
    colour: str | None
    """``None`` where what colour tells cannot be said."""
    prominent: bool
    """Whether the label is shown at every zoom."""
    said: str
    """What a screen reader is told: the name, and what it leads to."""
    into: str = ""
    """Key of the group that it stands for; empty for an actor."""


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A pair with a registered relation."""

    tail: str
    head: str
    width: float = 1.4
    bridge: bool = False
    """Whether it alone holds parts together."""


@dataclass(frozen=True, slots=True)
class DrawnLabel:
    """Words on the sheet that belong to no single actor."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class DrawnHull:
    """A line around some of those drawn; each hull of a drawing has dashes of its own."""

    colour: str
    corners: tuple[tuple[float, float], ...]
    """In order around it, at least three that span an area."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing."""

    nodes: tuple[DrawnNode, ...]
    """Those whose label goes before another's stand first."""
    links: tuple[DrawnLink, ...]
    labels: tuple[DrawnLabel, ...] = ()
    hulls: tuple[DrawnHull, ...] = ()
    bent: bool = False
    """Whether lines are bent, so that they do not run through what stands in rows."""


@dataclass(frozen=True, slots=True)
class Paint:
    """What the drawing tells besides who has a relation with whom. By id of the actor or key of the group."""

    colours: Mapping[str, str]
    """Whoever is left out has a colour that cannot be said."""
    sizes: Mapping[str, float]
    said: Mapping[str, str] = field(default_factory=dict)
    """Name, and what is told of it, in words."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What stands beside it."""
    bridges: frozenset[tuple[str, str]] = frozenset()
    """Ties that are lifted."""


def drawing(scene: Scene, paint: Paint) -> Drawing:
    """Draw a view: its actors, or its groups."""
    return _of_groups(scene, paint) if scene.groups else _of_actors(scene, paint)


def _of_actors(scene: Scene, paint: Paint) -> Drawing:
    places = _spread({node.id: (node.x, node.y) for node in scene.nodes})
    # private persons are never lifted by how many relations they have
    ranked = sorted(
        (n for n in scene.nodes if n.form != "person" and n.degree > 1), key=lambda n: (-n.degree, n.id)
    )
    few = len(scene.nodes) <= MOST_LABELS
    wanted = (node.id for node in (scene.nodes if few else ranked))
    prominent = _labelled(wanted, places)
    nodes = tuple(
        DrawnNode(
            node.id, paint.labels.get(node.id, node.name), *places[node.id],
            paint.sizes.get(node.id, LEAST), look(node.sector).shape, paint.colours.get(node.id),
            node.id in prominent, paint.said.get(node.id, node.name),
        )
        for node in sorted(scene.nodes, key=lambda node: (prominent.get(node.id, len(prominent)), node.id))
    )  # fmt: skip
    links = tuple(
        DrawnLink(link.tail, link.head, bridge=(link.tail, link.head) in paint.bridges)
        for link in scene.links
    )
    return Drawing(nodes, links)


def _of_groups(scene: Scene, paint: Paint) -> Drawing:
    rows = all(group.key.startswith("side:") for group in scene.groups)
    places = _spread({group.key: (group.x, group.y) for group in scene.groups})
    nodes = tuple(
        DrawnNode(
            id=group.key, label=paint.labels.get(group.key, group.key), x=places[group.key][0],
            y=places[group.key][1], size=paint.sizes.get(group.key, LEAST),
            shape=look(group.sector).shape if group.sector else ANY, colour=paint.colours.get(group.key),
            prominent=True, said=paint.said.get(group.key, group.key), into=group.key,
        )
        for group in sorted(scene.groups, key=lambda group: (-group.actors, group.key))
    )  # fmt: skip
    lines = scene.group_links[:MOST_LINES]
    most = max((line.ties for line in lines), default=1)
    links = tuple(
        DrawnLink(line.tail, line.head, width=round(1 + (WIDEST - 1) * (line.ties / most) ** 0.5, 1))
        for line in lines
    )
    return Drawing(nodes, links, bent=rows)


def _spread(places: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Stretch the positions to the sheet, each direction by itself."""
    if not places:
        return {}
    left, right = min(x for x, _ in places.values()), max(x for x, _ in places.values())
    top, bottom = min(y for _, y in places.values()), max(y for _, y in places.values())
    part = FEW_SHEET if len(places) <= MOST_LABELS else 1.0
    across, down = part * WIDTH / ((right - left) or 1.0), part * HEIGHT / ((bottom - top) or 1.0)
    return {
        name: (round((x - left) * across, 1), round((y - top) * down, 1)) for name, (x, y) in places.items()
    }


def _labelled(ranked: Iterable[str], places: dict[str, tuple[float, float]]) -> dict[str, int]:
    """Choose whose label goes before the others', and their turn: the first first, wherever there is room."""
    chosen: list[tuple[float, float]] = []
    found: dict[str, int] = {}
    for name in ranked:
        if len(found) == MOST_LABELS:
            break
        x, y = places[name]
        if all(abs(x - u) >= LABEL_WIDTH or abs(y - v) >= LABEL_HEIGHT for u, v in chosen):
            chosen.append((x, y))
            found[name] = len(found)
    return found
