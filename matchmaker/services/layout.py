"""Where the actors of a network are drawn: computed here, once, and the same for the same network.

Each connected part is laid out by itself (Kamada & Kawai 1989, so that distance in the picture follows
distance in the network), and the parts are set on shelves, largest first. Actors without a registered
relation stand in rows of their own below, where they can be seen. Rounding hides the last bits of the
arithmetic; another machine may still settle on another picture of the same network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.measures.seeded_igraph import seeded_igraph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.network.network import Network

Places = dict[str, tuple[float, float]]

ALONE_PER_ROW = 24
SHEET = (2.0, 1.3)
"""Width and height of the picture."""
ROOM = 0.075
"""Distance at which two are told apart; less where there are many."""
ROOM_OF_PARTS = 0.4
"""The same for parts of a network, whose labels are always shown."""
NUDGES = 40
PER_BAND = 12
"""Columns side by side in a grid."""
GROWTH = 0.65
"""A part's side grows with its size to this power: above ½, since large parts are denser."""


def layout(network: Network) -> Places:
    """Positions in a picture about 2 wide, rounded to three decimals. An empty network has none."""
    ids = [str(name) for name in network.ids]
    alone = [ids[i] for i in network.isolates()]
    parts = sorted(
        (part for part in network.igraph.connected_components() if len(part) > 1),
        key=lambda part: (-len(part), ids[min(part)]),
    )
    shelves, width, height = _shelves([_drawn(_only(network, part)) for part in parts])
    scale = 2 / max(width, 1.0)
    places = {name: (scale * x - 1, scale * (y - height / 2)) for name, (x, y) in shelves.items()}
    floor = scale * height / 2 + 0.12
    for index, name in enumerate(alone):
        row, column = divmod(index, ALONE_PER_ROW)
        places[name] = (-1 + 2 * column / (ALONE_PER_ROW - 1), floor + 0.1 * row)
    return _rounded(_apart(_stretched(places)))


def layered(ids: list[str], layers: list[int]) -> Places:
    """Positions in columns from left to right, one per layer; in a column by id."""
    columns: dict[int, list[str]] = {}
    for name, layer in sorted(zip(ids, layers, strict=True)):
        columns.setdefault(layer, []).append(name)
    last = max(columns, default=0) or 1
    return _rounded({
        name: (-1 + 2 * layer / last, (row + 0.5) / len(names) * 2 - 1)
        for layer, names in columns.items()
        for row, name in enumerate(names)
    })  # fmt: skip


def grid(cells: dict[str, tuple[int, int]]) -> Places:
    """Positions in columns and rows, left to right and top to bottom; many columns stand in bands."""
    rows = 1 + max((row for _, row in cells.values()), default=0)
    return _rounded({
        name: (float(column % PER_BAND), float(row + (rows + 1) * (column // PER_BAND)))
        for name, (column, row) in cells.items()
    })  # fmt: skip


def spread(ids: list[str], ties: list[tuple[str, str, float]]) -> Places:
    """Positions of a few parts of a network: the more ties between two, the nearer they stand."""
    import igraph

    place = {name: number for number, name in enumerate(ids)}
    graph = igraph.Graph(n=len(ids), edges=[(place[a], place[b]) for a, b, _ in ties])
    weights = [float(np.log2(1 + count)) for _, _, count in ties]
    with seeded_igraph(0, "spread"):
        placed = graph.layout_fruchterman_reingold(weights=weights or None, seed=_circle(len(ids)))
    places = {name: (float(x), float(y)) for name, (x, y) in zip(ids, placed.coords, strict=True)}
    return _rounded(_apart(_stretched(places), ROOM_OF_PARTS))


def _stretched(places: Places) -> Places:
    """The same positions over the whole sheet, each direction by itself."""
    if not places:
        return {}
    spots = np.array(list(places.values()))
    reach = np.ptp(spots, axis=0)
    reach[reach == 0] = 1
    spots = (spots - spots.min(axis=0)) / reach * SHEET - np.array(SHEET) / 2
    return dict(zip(places, [(float(x), float(y)) for x, y in spots], strict=True))


def _apart(places: Places, room: float = ROOM) -> Places:
    """Move those who stand too near each other a little, so that each can be seen and pointed at."""
    from scipy.spatial import cKDTree

    spots = np.array(list(places.values())).reshape(-1, 2)
    least = min(room, 0.8 * (SHEET[0] * SHEET[1] / max(len(spots), 1)) ** 0.5)
    for _ in range(NUDGES):
        pairs = np.array(sorted(cKDTree(spots).query_pairs(least)) if len(spots) else [])
        if not len(pairs):
            break
        one, other = pairs.T
        away = spots[one] - spots[other]
        far = np.hypot(*away.T)
        turn = np.column_stack([np.cos(one), np.sin(one)])  # of two on one spot each goes its own way
        push = np.where(far[:, None] > 0, away / np.where(far, far, 1)[:, None], turn)
        push *= ((least - far) / 2)[:, None]
        np.add.at(spots, one, push)
        np.add.at(spots, other, -push)
        spots = np.clip(spots, -np.array(SHEET) / 2, np.array(SHEET) / 2)
    return {name: (float(x), float(y)) for name, (x, y) in zip(places, spots, strict=True)}


def _rounded(places: Mapping[str, Sequence[float]]) -> Places:
    return {name: (round(float(x), 3), round(float(y), 3)) for name, (x, y) in places.items()}


def _only(network: Network, part: list[int]) -> Network:
    gone = np.ones(len(network), dtype=bool)
    gone[part] = False
    return network.without(gone)


def _drawn(part: Network) -> Places:
    """One connected part in a square that grows with its size; corner at the origin."""
    placed = np.array(part.igraph.layout_kamada_kawai(seed=_circle(len(part))).coords)
    middle, reach = placed.mean(axis=0), np.abs(placed - placed.mean(axis=0)).max() or 1.0
    half = len(part) ** GROWTH / 2
    placed = half * (1 + (placed - middle) / reach)
    return {str(name): (float(x), float(y)) for name, (x, y) in zip(part.ids, placed, strict=True)}


def _circle(n: int) -> list[list[float]]:
    """Where everybody stands at first: on a circle, in the order of ids."""
    angle = 2 * np.pi * np.arange(n) / max(n, 1)
    found: list[list[float]] = np.column_stack([np.cos(angle), np.sin(angle)]).tolist()
    return found


def _shelves(parts: list[Places], gap: float = 0.8) -> tuple[Places, float, float]:
    """Set squares side by side on shelves about as wide as a screen; returns places, width and height."""
    sides = [len(part) ** GROWTH + gap for part in parts]
    room = max(1.5 * sum(side * side for side in sides) ** 0.5, max(sides, default=0.0))
    places: Places = {}
    x = y = shelf = width = 0.0
    for part, side in zip(parts, sides, strict=True):
        if x + side > room and x > 0:
            x, y, shelf = 0.0, y + shelf, 0.0
        places.update({name: (x + px, y + py) for name, (px, py) in part.items()})
        x, shelf = x + side, max(shelf, side)
        width = max(width, x)
    return places, width, y + shelf
