"""GraphML, written: what networkx, igraph, Gephi and yEd read.

A network in which some ties have a direction and others have not is written as directed, and ties without one
carry ``directed`` = false: networkx and igraph read no mixture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.sources.interchange.exchanged import text_of
from matchmaker.sources.interchange.graphml_in import DIRECTED
from matchmaker.sources.interchange.safe_xml import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.sources.interchange.exchanged import Attribute, Exchanged

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}


def write_graphml(network: Exchanged) -> bytes:
    """Write a network as GraphML (UTF-8); the same bytes for the same network.

    Reading gives the network again, attributes, types and dates.
    """
    return "\n".join(_lines(network)).encode() + b"\n"


def type_of(column: Attribute) -> type:
    """The type of a column's values; dates are written as text, and a column of nothing is text."""
    found = next((type(value) for value in column.values if value is not None), str)
    return found if found in _TYPES else str


def _lines(network: Exchanged) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for letter, about, columns in (("n", "node", network.nodes), ("e", "edge", network.ties)):
        for place, column in enumerate(columns):
            kind = _TYPES[type_of(column)]
            name = escaped(column.name)
            yield f'  <key id="{letter}{place}" for="{about}" attr.name="{name}" attr.type="{kind}"/>'
    mixed = network.is_mixed
    if mixed:
        yield f'  <key id="mixed" for="edge" attr.name="{DIRECTED}" attr.type="boolean"/>'
    default = "directed" if network.is_directed else "undirected"
    yield f'  <graph edgedefault="{default}">'
    for place, name in enumerate(network.ids):
        data = _data("n", network.nodes, place)
        yield f'    <node id="{escaped(name)}">{data}</node>'
    ties = zip(network.tail, network.head, network.directed, strict=True)
    for place, (tail, head, directed) in enumerate(ties):
        data = _data("e", network.ties, place)
        if mixed and not directed:
            data += '<data key="mixed">false</data>'
        ends = f'source="{escaped(network.ids[tail])}" target="{escaped(network.ids[head])}"'
        yield f"    <edge {ends}>{data}</edge>"
    yield "  </graph>"
    yield "</graphml>"


def _data(letter: str, columns: Sequence[Attribute], place: int) -> str:
    return "".join(
        f'<data key="{letter}{number}">{escaped(text_of(column.values[place]))}</data>'
        for number, column in enumerate(columns)
        if column.values[place] is not None
    )
