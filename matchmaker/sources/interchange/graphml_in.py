"""GraphML, read: keys with types and defaults, nodes, edges, nested graphs laid flat.

Specification: http://graphml.graphdrawing.org/specification.html. Hyperedges and ports, which our networks
have not, are problems. What drawing programs keep in elements of their own (yEd) is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Severity
from matchmaker.sources.interchange.gathering import Gathering, check_size
from matchmaker.sources.interchange.safe_xml import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Problem
    from matchmaker.sources.interchange.exchanged import Exchanged

DIRECTED = "directed"
"""Data of a tie that says whether it has a direction, where a network holds both kinds."""
_TYPES = {
    "boolean": "bool", "int": "int", "integer": "int", "long": "int", "float": "float", "double": "float",
    "string": "text",
}  # fmt: skip
_ABOUT = {"node": ("nodes",), "edge": ("ties",), "all": ("nodes", "ties")}
_NOT_OURS = frozenset({"hyperedge", "port", "endpoint"})


@dataclass
class _Key:
    """One declared attribute."""

    name: str
    kind: str
    about: tuple[str, ...]
    default: str | None = None
    row: int = 0


def read_graphml(content: bytes, label: str) -> tuple[Exchanged, tuple[Problem, ...]]:
    """Read a GraphML file.

    Parameters
    ----------
    content
        Of the file.
    label
        What the planner knows it as.

    Returns
    -------
    tuple
        The network, and what was read but looks odd.

    Raises
    ------
    TableErrors
        With every problem: ``xml_broken``, ``duplicate_node``, ``duplicate_tie_id``, ``unknown_node``,
        ``unknown_attribute``, ``wrong_type``, ``not_finite`` …; row is the line in the file.
    InputError
        ``network_too_large``, ``network_too_many``, ``xml_entities``, ``network_too_deep``,
        ``network_too_long``, ``not_a_network``.
    """
    check_size(label, content)
    gathering = Gathering(label)
    reader = _Reader(gathering)
    parse(content, reader, gathering)
    reader.defaults()
    return gathering.whole()


class _Reader:
    """Takes the elements of a GraphML file."""

    def __init__(self, gathering: Gathering) -> None:
        self._to = gathering
        self._keys: dict[str, _Key] = {}
        self._tie_ids: dict[str, int] = {}
        self._path: list[str] = []
        self._open: list[tuple[str, int | None]] = []
        self._directed: list[bool] = []
        self._key: str | None = None
        self._data: tuple[str | None, bool] = (None, False)
        self._flat = False

    def start(self, tag: str, attributes: Mapping[str, str], row: int) -> None:
        """An element begins."""
        if not self._path and tag != "graphml":
            params = {"file": self._to.label, "format": "GraphML"}
            raise InputError("not_a_network", params, Message("hint.not_a_network"))
        self._path.append(tag)
        begin = _BEGIN.get(tag)
        if begin is not None:
            begin(self, attributes, row)
        elif tag in _NOT_OURS:
            self._to.problem("not_supported", row, tag)

    def begin_key(self, attributes: Mapping[str, str], row: int) -> None:
        """An attribute is declared."""
        self._key = key = attributes.get("id", "")
        self._to.declared(len(self._keys), "nodes")
        kind = _TYPES.get(attributes.get("attr.type", "string").strip().casefold())
        name = attributes.get("attr.name") or ("" if "yfiles.type" in attributes else key)
        if kind is None:
            self._to.problem("unknown_type", row, name or key, attributes["attr.type"])
        if not key or key in self._keys:
            self._to.problem("duplicate_attribute", row, "id", key)
        else:
            about = _ABOUT.get(attributes.get("for", "all"), ())
            self._keys[key] = _Key(name, kind or "text", about, row=row)

    def begin_graph(self, attributes: Mapping[str, str], row: int) -> None:
        """A graph begins, perhaps inside another."""
        self._directed.append(attributes.get("edgedefault", "directed") == "directed")
        if len(self._directed) == 2 and not self._flat:
            self._flat = True
            self._to.problem("nested_graph", row, severity=Severity.WARNING)

    def begin_node(self, attributes: Mapping[str, str], row: int) -> None:
        """A node begins."""
        self._open.append(("nodes", self._to.node(attributes.get("id", ""), row)))

    def begin_edge(self, attributes: Mapping[str, str], row: int) -> None:
        """A tie begins."""
        stated = attributes.get("directed")
        directed = self._directed[-1] if self._directed else True
        if stated is not None:
            directed = stated.strip() in ("true", "1")
        name = attributes.get("id")
        if name is not None and name in self._tie_ids:
            self._to.problem("duplicate_tie_id", row, "id", name, first=self._tie_ids[name])
        elif name is not None:
            self._tie_ids[name] = row
        ends = attributes.get("source", ""), attributes.get("target", "")
        self._open.append(("ties", self._to.tie(*ends, row, directed=directed)))

    def begin_data(self, attributes: Mapping[str, str], row: int) -> None:
        """A value begins."""
        self._data = (attributes.get("key"), False)
        if self._path[-2] in ("node", "edge") and attributes.get("key") not in self._keys:
            self._to.problem("unknown_attribute", row, "key", attributes.get("key"))

    def end(self, tag: str, text: str, row: int) -> None:
        """An element ends."""
        self._path.pop()
        if tag in ("node", "edge"):
            self._open.pop()
        elif tag == "graph":
            self._directed.pop()
        elif tag == "default" and self._path[-1:] == ["key"]:
            if self._key in self._keys:
                self._keys[str(self._key)].default = text
        elif tag == "data" and self._path[-1:] in (["node"], ["edge"]):
            self._take(text, row)
        elif "data" in self._path:
            self._data = (self._data[0], True)  # elements of a drawing program, not a value

    def _take(self, text: str, row: int) -> None:
        key = self._keys.get(self._data[0] or "")
        about, position = self._open[-1]
        if key is None or position is None or self._data[1] or not key.name:
            return
        if about == "ties" and key.name == DIRECTED and key.kind == "bool":
            self._to.turn(position, directed=text.strip() not in ("false", "0"))
            return
        if self._to.has(about, position, key.name):
            self._to.problem("value_twice", row, key.name, text)
            return
        self._to.text(about, position, key.name, text, key.kind, row)

    def defaults(self) -> None:
        """Fill in the defaults of the keys."""
        for key in self._keys.values():
            for about in key.about if key.default is not None and key.name else ():
                self._to.fill_text(about, key.name, key.default or "", key.kind, key.row)


_BEGIN = {
    "key": _Reader.begin_key, "graph": _Reader.begin_graph, "node": _Reader.begin_node,
    "edge": _Reader.begin_edge, "data": _Reader.begin_data,
}  # fmt: skip
