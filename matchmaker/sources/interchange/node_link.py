"""JSON in networkx's node-link form, read and written.

``{"directed", "multigraph", "graph", "nodes": [{"id", …}], "edges": [{"source", "target", …}]}``; ``links``
is read where ``edges`` is not there (networkx before 3.6, D3). In a mixed network ties without a direction
carry ``"directed": false``. JSON has no dates: they are ISO texts.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from matchmaker.kernel.errors import InputError, Message
from matchmaker.sources.interchange.gathering import Gathering, check_size
from matchmaker.sources.interchange.graphml_in import DIRECTED
from matchmaker.sources.interchange.text_files import text_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Param, Problem
    from matchmaker.sources.interchange.exchanged import Exchanged, Value

_NOT_KEPT = frozenset({"key"})
"""Which of several ties of a pair it is, to networkx; the order says it here."""
_ENDS = ("source", "target")


def read_node_link(content: bytes, label: str) -> tuple[Exchanged, tuple[Problem, ...]]:
    """Read a node-link JSON file (UTF-8).

    Parameters and return value are those of :func:`~matchmaker.sources.interchange.graphml_in.read_graphml`.
    A problem's row is the number of the node or tie in its list, from 1.

    Raises
    ------
    TableErrors
        With every problem: ``not_an_object``, ``nameless_node``, ``duplicate_node``, ``unknown_node``,
        ``wrong_type``, ``not_finite`` …
    InputError
        ``json_broken``, ``network_not_utf8``, ``not_a_network``, ``network_too_large``, ``network_too_many``.
    """
    check_size(label, content)
    whole = _parsed(text_in(content, label), label)
    key = "edges" if isinstance(whole, dict) and "edges" in whole else "links"
    if not isinstance(whole, dict) or not all(isinstance(whole.get(name), list) for name in ("nodes", key)):
        params: dict[str, Param] = {"file": label, "format": "JSON (node-link)"}
        raise InputError("not_a_network", params, Message("hint.not_a_network"))
    gathering = Gathering(label)
    directed = whole.get("directed", False)
    if not isinstance(directed, bool):
        gathering.problem("wrong_type", None, DIRECTED, str(directed), kind="bool")
    for row, node in enumerate(whole["nodes"], 1):
        _node(node, row, gathering)
    for row, tie in enumerate(whole[key], 1):
        _tie(tie, row, gathering, directed=directed is True)
    return gathering.whole()


def _parsed(text: str, label: str) -> Any:  # noqa: ANN401 - JSON may be anything
    try:
        return json.loads(text)
    except (
        RecursionError,
        ValueError,
    ) as error:  # lists in lists without end; a number of thousands of digits
        row = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        hint = Message("hint.json_broken")
        raise InputError("json_broken", {"file": label, "row": row}, hint) from error


def _name(value: object) -> str | None:
    """An id as text; a whole number is one too, as networkx numbers nodes."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _node(node: object, row: int, gathering: Gathering) -> None:
    if not isinstance(node, dict):
        gathering.problem("not_an_object", row, "nodes")
        return
    name = _name(node.get("id"))
    if name is None:
        gathering.problem("nameless_node", row, "id")
        return
    position = gathering.node(name, row)
    if position is not None:
        for key, value in node.items():
            if key != "id":
                gathering.loose("nodes", position, key, value, row)


def _tie(tie: object, row: int, gathering: Gathering, *, directed: bool) -> None:
    if not isinstance(tie, dict):
        gathering.problem("not_an_object", row, "edges")
        return
    ends = [_name(tie.get(name)) for name in _ENDS]
    for name, end in zip(_ENDS, ends, strict=True):
        if end is None:
            gathering.problem("nameless_node", row, name)
    if None in ends:
        return
    own = tie.get(DIRECTED)
    stated = own if isinstance(own, bool) else directed
    position = gathering.tie(str(ends[0]), str(ends[1]), row, directed=stated)
    for key, value in tie.items() if position is not None else ():
        if key not in _ENDS and key not in _NOT_KEPT and not (key == DIRECTED and isinstance(own, bool)):
            gathering.loose("ties", position or 0, key, value, row)


def write_node_link(network: Exchanged) -> bytes:
    """Write a network as node-link JSON (UTF-8); the same bytes for the same network.

    Reading gives the network again, attributes, types and dates.
    """
    mixed = network.is_mixed
    nodes = [
        {"id": name, **_values({one.name: one.values[place] for one in network.nodes})}
        for place, name in enumerate(network.ids)
    ]
    edges = [
        {
            **_values({one.name: one.values[place] for one in network.ties}),
            **({DIRECTED: False} if mixed and not directed else {}),
            "source": network.ids[tail],
            "target": network.ids[head],
        }
        for place, (tail, head, directed) in enumerate(
            zip(network.tail, network.head, network.directed, strict=True)
        )
    ]
    whole = {
        DIRECTED: network.is_directed, "multigraph": network.repeats_a_pair, "graph": {}, "nodes": nodes,
        "edges": edges,
    }  # fmt: skip
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2) + b"\n"


def _values(stated: Mapping[str, Value]) -> dict[str, Value]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in stated.items()
        if value is not None
    }
