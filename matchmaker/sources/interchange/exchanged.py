"""A network on its way between a file, a networkx graph and a dataset: plain columns, of no format."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from matchmaker.sources.interchange.values import date_of, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

Value: TypeAlias = "str | int | float | bool | date | None"
"""What an attribute may be; ``None`` is unknown. Whole numbers have 64 bits, numbers are finite."""

WEIGHT, START, END, LABEL = "weight", "start", "end", "label"
"""Attributes with a meaning: strength of a tie, first and last day, what a node is called."""
_WIDEST = 2**63


@dataclass(frozen=True, slots=True)
class Attribute:
    """One column about all nodes or all ties. Make one with :func:`attribute`."""

    name: str
    values: tuple[Value, ...]
    """One per node or tie, all of one type where they are known."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A network as columns. An empty network, and several ties of one pair, are valid.

    Nodes and ties stand in the order of the file. Facts about the whole network, ids of ties and how it is
    drawn (place, size, colour) are not part of it.
    """

    ids: tuple[str, ...]
    """Names of the nodes, each once."""
    tail: tuple[int, ...]
    """Position in :attr:`ids` of the node that each tie goes from."""
    head: tuple[int, ...]
    """Position in :attr:`ids` of the node that each tie goes to."""
    directed: tuple[bool, ...]
    """Whether each tie has a direction; a network may hold both kinds."""
    nodes: tuple[Attribute, ...] = ()
    """By name."""
    ties: tuple[Attribute, ...] = ()
    """By name; ``start`` and ``end`` are the first and last day, both inclusive."""

    @property
    def is_directed(self) -> bool:
        """Whether any tie has a direction; a network without ties has none."""
        return any(self.directed)

    @property
    def is_mixed(self) -> bool:
        """Whether some ties have a direction and others have not."""
        return self.is_directed and not all(self.directed)

    def of_nodes(self, name: str) -> tuple[Value, ...] | None:
        """One attribute of the nodes; ``None`` when there is none of that name."""
        return _named(self.nodes, name)

    def of_ties(self, name: str) -> tuple[Value, ...] | None:
        """One attribute of the ties; ``None`` when there is none of that name."""
        return _named(self.ties, name)

    @property
    def repeats_a_pair(self) -> bool:
        """Whether a pair has several ties, direction counting where there is any."""
        ends = zip(self.tail, self.head, strict=True)
        directed = self.is_directed
        pairs = [pair if directed else (min(pair), max(pair)) for pair in ends]
        return len(set(pairs)) < len(pairs)


def _named(attributes: Sequence[Attribute], name: str) -> tuple[Value, ...] | None:
    return next((one.values for one in attributes if one.name == name), None)


def attribute(name: str, values: Sequence[Value]) -> Attribute:
    """Make a column of one type.

    Text is trimmed, composed (NFC) and without control characters; empty text is unknown. Whole numbers
    beside others become numbers, and numbers too large for 64 bits are text; any other mixture
    is text. Text that is nothing but ISO dates is dates, since most formats have no dates. Numbers that are
    not finite are unknown.
    """
    values = [tidy(value) or None if isinstance(value, str) else value for value in values]
    kinds = {type(value) for value in values if value is not None}
    if int in kinds and any(type(value) is int and not -_WIDEST <= value < _WIDEST for value in values):
        kinds |= {str}
    if kinds == {int, float}:
        values = [float(value) if isinstance(value, int) else value for value in values]
    elif len(kinds) > 1:
        values = [None if value is None else text_of(value) for value in values]
    values = [None if isinstance(one, float) and not math.isfinite(one) else one for one in values]
    return Attribute(name, _dated(values))


def _dated(values: Sequence[Value]) -> tuple[Value, ...]:
    texts = [value for value in values if isinstance(value, str)]
    if not texts or len(texts) < sum(value is not None for value in values):
        return tuple(values)
    found = {text: date_of(text) for text in set(texts)}
    if None in found.values():
        return tuple(values)
    return tuple(None if value is None else found[str(value)] for value in values)


def text_of(value: Value) -> str:
    """Write a value as every format does: ISO date, ``true`` and ``false``; unknown is empty text.

    >>> text_of(date(2026, 1, 2)), text_of(True), text_of(0.5), text_of(None)
    ('2026-01-02', 'true', '0.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def is_known(attributes: Attribute) -> bool:
    """Whether anything at all is known of it; a column without that is not written."""
    return any(value is not None for value in attributes.values)
