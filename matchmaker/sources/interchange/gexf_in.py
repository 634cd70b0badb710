"""GEXF 1.1 to 1.3, read: attributes with types, weights, labels, periods and spells.

Specification: https://gexf.net/schema.html. How things are drawn (``viz``) is passed over. A tie with several
spells becomes a tie for each of them, as a tie in the dataset has one period; a node with several keeps them
as the text attribute ``spells``. Days are inclusive at both ends; an open end is the day beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Severity
from matchmaker.sources.interchange.gathering import Gathering, check_size
from matchmaker.sources.interchange.gexf_spells import SPELLS, Spell, spell_of
from matchmaker.sources.interchange.graphml_in import DIRECTED
from matchmaker.sources.interchange.safe_xml import parse
from matchmaker.sources.interchange.values import number_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Problem
    from matchmaker.sources.interchange.exchanged import Exchanged

_TYPES = {
    "integer": "int", "int": "int", "long": "int", "short": "int", "byte": "int", "biginteger": "int",
    "float": "float", "double": "float", "bigdecimal": "float", "boolean": "bool", "string": "text",
    "anyuri": "text", "liststring": "text", "char": "text", "date": "text", "datetime": "text",
    "timestamp": "text",
}  # fmt: skip


def read_gexf(content: bytes, label: str) -> tuple[Exchanged, tuple[Problem, ...]]:
    """Read a GEXF file.

    Parameters, return value and errors are those of
    :func:`~matchmaker.sources.interchange.graphml_in.read_graphml`; ``not_a_period`` besides.
    """
    check_size(label, content)
    gathering = Gathering(label)
    reader = _Reader(gathering)
    parse(content, reader, gathering)
    reader.defaults()
    return gathering.whole()


class _Thing:
    """A node or a tie that has begun."""

    def __init__(self, about: str, attributes: Mapping[str, str], row: int) -> None:
        self.about = about
        self.attributes = attributes
        self.row = row
        self.values: dict[str, str] = {}
        self.spells: list[Mapping[str, str]] = []


class _Reader:
    """Takes the elements of a GEXF file."""

    def __init__(self, gathering: Gathering) -> None:
        self._to = gathering
        self._path: list[str] = []
        self._default = "undirected"
        self._class = "node"
        self._declared: dict[tuple[str, str], tuple[str, str]] = {}
        self._defaults: dict[tuple[str, str], tuple[str, int]] = {}
        self._now: tuple[str, str] | None = None
        self._open: list[_Thing] = []
        self._tie_ids: dict[str, int] = {}
        self._warned: set[str] = set()

    def start(self, tag: str, attributes: Mapping[str, str], row: int) -> None:
        """An element begins."""
        if not self._path and tag != "gexf":
            params = {"file": self._to.label, "format": "GEXF"}
            raise InputError("not_a_network", params, Message("hint.not_a_network"))
        self._path.append(tag)
        begin = _BEGIN.get(tag)
        if begin is not None:
            begin(self, attributes, row)

    def begin_graph(self, attributes: Mapping[str, str], row: int) -> None:
        """The graph begins."""
        del row
        self._default = attributes.get("defaultedgetype", "undirected")

    def begin_attributes(self, attributes: Mapping[str, str], row: int) -> None:
        """A list of declared attributes begins."""
        del row
        self._class = attributes.get("class", "node")

    def begin_attribute(self, attributes: Mapping[str, str], row: int) -> None:
        """An attribute is declared."""
        self._to.declared(len(self._declared), "nodes")
        self._now = (self._class, attributes.get("id", ""))
        kind = attributes.get("type", "string").strip().casefold()
        title = attributes.get("title") or attributes.get("id", "")
        known = "text" if kind.startswith("list") else _TYPES.get(kind)
        if known is None:
            self._to.problem("unknown_type", row, title, attributes["type"])
        if not self._now[1] or self._now in self._declared:
            self._to.problem("duplicate_attribute", row, "id", self._now[1])
        else:
            self._declared[self._now] = (title, known or "text")

    def begin_node(self, attributes: Mapping[str, str], row: int) -> None:
        """A node begins, perhaps inside another."""
        if any(thing.about == "nodes" for thing in self._open):
            self._warn("nested_graph", row)
        self._open.append(_Thing("nodes", attributes, row))

    def begin_edge(self, attributes: Mapping[str, str], row: int) -> None:
        """A tie begins."""
        name = attributes.get("id")
        if name is not None and name in self._tie_ids:
            self._to.problem("duplicate_tie_id", row, "id", name, first=self._tie_ids[name])
        elif name is not None:
            self._tie_ids[name] = row
        self._open.append(_Thing("ties", attributes, row))

    def begin_attvalue(self, attributes: Mapping[str, str], row: int) -> None:
        """A value; of several over time the one that begins last."""
        if not self._open:
            return
        thing = self._open[-1]
        key = attributes.get("for", attributes.get("id", ""))
        if (("node" if thing.about == "nodes" else "edge"), key) not in self._declared:
            self._to.problem("unknown_attribute", row, "for", key)
            return
        if key in thing.values:
            self._warn("values_over_time", row)
        thing.values[key] = attributes.get("value", "")

    def begin_spell(self, attributes: Mapping[str, str], row: int) -> None:
        """One period of a node or tie."""
        del row
        if self._open:
            self._open[-1].spells.append(attributes)

    def end(self, tag: str, text: str, row: int) -> None:
        """An element ends."""
        self._path.pop()
        if tag == "default" and self._now is not None and self._path[-1:] == ["attribute"]:
            self._defaults[self._now] = (text, row)
        elif tag in ("node", "edge") and self._open:
            thing = self._open.pop()
            (self._node if thing.about == "nodes" else self._tie)(thing)

    def _node(self, thing: _Thing) -> None:
        position = self._to.node(thing.attributes.get("id", ""), thing.row)
        spells = self._spells(thing)
        if position is None:
            return
        self._values(thing, position)
        if len(spells) == 1:
            spells[0].keep(self._to, "nodes", position)
        elif spells:
            self._to.value("nodes", position, SPELLS, "|".join(map(str, spells)))

    def _tie(self, thing: _Thing) -> None:
        kind = thing.attributes.get("type", self._default).strip().casefold()
        ends = thing.attributes.get("source", ""), thing.attributes.get("target", "")
        for spell in self._spells(thing) or (Spell(),):
            position = self._to.tie(*ends, thing.row, directed=kind == "directed")
            if position is None:
                return
            self._values(thing, position)
            spell.keep(self._to, "ties", position)

    def _spells(self, thing: _Thing) -> tuple[Spell, ...]:
        found = []
        for stated in thing.spells or [thing.attributes]:
            spell = spell_of(stated)
            if spell is None:
                text = f"{stated.get('start', '')}/{stated.get('end', '')}"
                self._to.problem("not_a_period", thing.row, "start", text)
            elif spell != Spell():
                found.append(spell)
        return tuple(found)

    def _values(self, thing: _Thing, position: int) -> None:
        klass = "node" if thing.about == "nodes" else "edge"
        for name in ("label", "weight") if klass == "edge" else ("label",):
            text = thing.attributes.get(name, "")
            kind = "text" if name == "label" else number_kind(text)
            if text.strip():
                self._to.text(thing.about, position, name, text, kind, thing.row)
        for key, text in thing.values.items():
            title, kind = self._declared[klass, key]
            if title == DIRECTED and kind == "bool" and klass == "edge":
                self._to.turn(position, directed=text.strip() not in ("false", "0"))
            else:
                self._to.text(thing.about, position, title, text, kind, thing.row)

    def _warn(self, code: str, row: int) -> None:
        if code not in self._warned:
            self._warned.add(code)
            self._to.problem(code, row, severity=Severity.WARNING)

    def defaults(self) -> None:
        """Fill in the defaults of the attributes."""
        for key, (text, row) in self._defaults.items():
            title, kind = self._declared.get(key, ("", ""))
            if title:
                about = "nodes" if key[0] == "node" else "ties"
                self._to.fill_text(about, title, text, kind, row)


_BEGIN = {
    "graph": _Reader.begin_graph, "attributes": _Reader.begin_attributes,
    "attribute": _Reader.begin_attribute, "node": _Reader.begin_node, "edge": _Reader.begin_edge,
    "attvalue": _Reader.begin_attvalue, "spell": _Reader.begin_spell,
}  # fmt: skip
