"""Pajek, written: what Pajek, networkx and igraph read.

Names and texts stand between quotation marks, numbers and yes/no bare; what a quotation may not hold is
written as Pajek writes letters it has not: ``&#34;``. Ties without a direction (``*Edges``) stand before
those with one (``*Arcs``). The third number of a tie is its weight; where it is unknown it is 1, with
``no_weight`` behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matchmaker.sources.interchange.exchanged import WEIGHT, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.sources.interchange.exchanged import Attribute, Exchanged, Value

NO_WEIGHT = "no_weight"
"""Behind a tie whose weight is not known; the format demands one before anything else."""
PLACE = "0.0 0.0 ellipse"
"""Where and how a vertex is drawn, which must stand before its attributes; nobody has said it."""
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SPELT = re.compile(r'["\\\x00-\x1f\x7f-\xa0\u0085\u2028\u2029]|&(?=#)')


def write_pajek(network: Exchanged) -> bytes:
    """Write a network as a Pajek ``.net`` file (UTF-8); the same bytes for the same network.

    Reading gives the network again with attributes, types and dates; its ties without a direction come first.
    """
    return "\n".join(_lines(network)).encode() + b"\n"


def _lines(network: Exchanged) -> Iterator[str]:
    yield f"*Vertices {len(network.ids)}"
    for place, name in enumerate(network.ids):
        own = _pairs(network.nodes, place)
        yield f"{place + 1} {quoted(name)}" + (f" {PLACE}{own}" if own else "")
    weight = network.of_ties(WEIGHT)
    numbers = {type(one) for one in weight or () if one is not None} <= {int, float}
    rest = [one for one in network.ties if one.name != WEIGHT or not numbers]
    for title, wanted in (("*Edges", False), ("*Arcs", True)):
        places = [at for at, directed in enumerate(network.directed) if directed is wanted]
        if places:
            yield title
        for at in places:
            known = weight[at] if numbers and weight else None
            own = _pairs(rest, at)
            missing = f" {NO_WEIGHT} true" if known is None and own else ""
            number = f" {text_of(known)}" if known is not None else " 1" if own else ""
            yield f"{network.tail[at] + 1} {network.head[at] + 1}{number}{missing}{own}"


def _pairs(columns: Sequence[Attribute], place: int) -> str:
    stated = ((column.name, column.values[place]) for column in columns)
    return "".join(f" {_name(name)} {_value(value)}" for name, value in stated if value is not None)


def _name(name: str) -> str:
    return name if _PLAIN_NAME.fullmatch(name) else quoted(name)


def _value(value: Value) -> str:
    return text_of(value) if isinstance(value, bool | int | float) else quoted(text_of(value))


def quoted(text: str) -> str:
    """Put a text between quotation marks.

    >>> quoted('Lag "A"')
    '"Lag &#34;A&#34;"'
    """
    return '"' + _SPELT.sub(lambda found: f"&#{ord(found[0])};", text) + '"'
