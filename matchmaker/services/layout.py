"""Where the actors of a network are drawn: computed here, once, and the same for the same network.

Each connected part is laid out by itself (Kamada & Kawai 1989, so that distance in the picture follows
distance in the network), and the parts are set on shelves, largest first. Actors without a registered
relation stand in rows of their own below, where they can be seen. Rounding hides the last bits of the
arithmetic; another machine may still settle on another picture of the same network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.rng import generator

if TYPE_CHECKING:
    import networkx as nx

    from matchmaker.network.network import Network

Places = dict[str, tuple[float, float]]

MOST_BY_DISTANCE = 250
"""Above this size a part is laid out by force instead; by distance takes time with the cube of the size."""
ALONE_PER_ROW = 24
GROWTH = 0.65
"""A part's side grows with its size to this power: above ½, since large parts are denser."""


def layout(network: Network) -> Places:
    """Positions in a picture about 2 wide, rounded to three decimals. An empty network has none."""
    import networkx as nx

    graph = network.to_networkx()
    alone = [str(network.ids[i]) for i in network.isolates()]
    graph.remove_nodes_from(alone)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p))
    shelves, width, height = _shelves([_drawn(graph.subgraph(part)) for part in parts])
    scale = 2 / max(width, 1.0)
    places = {name: (scale * x - 1, scale * (y - height / 2)) for name, (x, y) in shelves.items()}
    floor = scale * height / 2 + 0.12
    for index, name in enumerate(alone):
        row, column = divmod(index, ALONE_PER_ROW)
        places[name] = (-1 + 2 * column / (ALONE_PER_ROW - 1), floor + 0.1 * row)
    return {name: (round(x, 3), round(y, 3)) for name, (x, y) in places.items()}


def _drawn(part: nx.Graph) -> Places:
    """One connected part in a square that grows with its size; corner at the origin."""
    import networkx as nx

    ordered = nx.Graph()  # a subgraph lists its nodes in no fixed order
    ordered.add_nodes_from(sorted(part))
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in part.edges))
    if len(ordered) <= MOST_BY_DISTANCE:
        placed = nx.kamada_kawai_layout(ordered, weight=None)
    else:
        seed = int(generator(0, "layout").integers(2**31))
        placed = nx.spring_layout(ordered, seed=seed)
    half = len(ordered) ** GROWTH / 2
    return {str(name): (half * (float(x) + 1), half * (float(y) + 1)) for name, (x, y) in placed.items()}


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
