"""GEXF 1.2, written: what Gephi, Gephi Lite and networkx read.

A mixed network is written as directed, and ties without a direction carry ``directed`` = false: networkx
reads no mixture. Days stand in ``start`` and ``end``, with ``timeformat="date"``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from matchmaker.sources.interchange.exchanged import END, LABEL, START, WEIGHT, Attribute, text_of
from matchmaker.sources.interchange.gexf_spells import SPELLS, Spell, spells_in
from matchmaker.sources.interchange.graphml_in import DIRECTED
from matchmaker.sources.interchange.graphml_out import type_of
from matchmaker.sources.interchange.safe_xml import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from matchmaker.sources.interchange.exchanged import Exchanged, Value

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}


def write_gexf(network: Exchanged) -> bytes:
    """Write a network as GEXF (UTF-8); the same bytes for the same network.

    Reading gives the network again, attributes, types and dates.
    """
    return "\n".join(_lines(network)).encode() + b"\n"


def _lines(network: Exchanged) -> Iterator[str]:
    default = "directed" if network.is_directed else "undirected"
    mode = "dynamic" if any(map(_is_days, (*network.nodes, *network.ties))) else "static"
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
    yield f'  <graph mode="{mode}" defaultedgetype="{default}" timeformat="date">'
    natives = _natives(network.nodes, "nodes"), _natives(network.ties, "ties")
    nodes = [column for column in network.nodes if column.name not in natives[0]]
    ties = [column for column in network.ties if column.name not in natives[1]]
    if network.is_mixed:
        ties.append(Attribute(DIRECTED, network.directed))
    yield from _declared("node", nodes)
    yield from _declared("edge", ties)
    yield "    <nodes>"
    for place, name in enumerate(network.ids):
        own = _own(network.nodes, natives[0], place)
        spells = network.of_nodes(SPELLS) if SPELLS in natives[0] else None
        inside = _values(nodes, place) + _spells(spells, place)
        yield f'      <node id="{escaped(name)}"{own}>{inside}</node>'
    yield "    </nodes>"
    yield "    <edges>"
    for place, (tail, head) in enumerate(zip(network.tail, network.head, strict=True)):
        ends = f'source="{escaped(network.ids[tail])}" target="{escaped(network.ids[head])}"'
        own = _own(network.ties, natives[1], place)
        yield f'      <edge id="{place}" {ends}{own}>{_values(ties, place)}</edge>'
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _is_days(column: Attribute) -> bool:
    return column.name in (START, END) and any(isinstance(value, date) for value in column.values)


def _natives(columns: Sequence[Attribute], about: str) -> frozenset[str]:
    """Names of the columns that GEXF has a place of its own for."""
    kinds = {one.name: {type(value) for value in one.values if value is not None} for one in columns}
    found = {LABEL} if kinds.get(LABEL, {None}) == {str} else set()
    if about == "ties" and kinds.get(WEIGHT, set()) <= {int, float}:
        found.add(WEIGHT)
    by_name = {one.name: one.values for one in columns}
    if kinds.get(START, set()) | kinds.get(END, set()) <= {date} and not _reversed(by_name):
        found |= {START, END}
    undated = about == "nodes" and not {START, END} & set(by_name)
    if undated and all(value is None or _several_periods(value) for value in by_name.get(SPELLS, ())):
        found.add(SPELLS)
    return frozenset(found)


def _reversed(columns: Mapping[str, Sequence[Value]]) -> bool:
    pairs = zip(columns.get(START, ()), columns.get(END, ()), strict=False)
    return any(isinstance(a, date) and isinstance(b, date) and b < a for a, b in pairs)


def _several_periods(value: Value) -> bool:
    """Whether a text is several periods between days, as GEXF can hold them."""
    found = spells_in(value) if isinstance(value, str) else ()
    ends = [end for spell in found for end in (spell.start, spell.end)]
    return len(found) > 1 and all(end is None or isinstance(end, date) for end in ends)


def _declared(about: str, columns: Sequence[Attribute]) -> Iterator[str]:
    if columns:
        yield f'    <attributes class="{about}">'
        for number, column in enumerate(columns):
            kind = _TYPES[type_of(column)]
            yield f'      <attribute id="{number}" title="{escaped(column.name)}" type="{kind}"/>'
        yield "    </attributes>"


def _own(columns: Sequence[Attribute], natives: frozenset[str], place: int) -> str:
    return "".join(
        f' {column.name}="{escaped(text_of(column.values[place]))}"'
        for column in columns
        if column.name in natives - {SPELLS} and column.values[place] is not None
    )


def _values(columns: Sequence[Attribute], place: int) -> str:
    values = "".join(
        f'<attvalue for="{number}" value="{escaped(text_of(column.values[place]))}"/>'
        for number, column in enumerate(columns)
        if column.values[place] is not None
    )
    return f"<attvalues>{values}</attvalues>" if values else ""


def _spells(column: Sequence[Value] | None, place: int) -> str:
    """Several periods of a node."""
    stated = None if column is None else column[place]
    found = () if stated is None else spells_in(str(stated))
    return "<spells>" + "".join(map(_spell, found)) + "</spells>" if found else ""


def _spell(spell: Spell) -> str:
    ends = (("start", spell.start), ("end", spell.end))
    return "<spell" + "".join(f' {name}="{end}"' for name, end in ends if end is not None) + "/>"
