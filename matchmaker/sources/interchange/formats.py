"""Which formats there are, and which one a file is."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.sources.interchange.edge_list import read_edges, write_edges
from matchmaker.sources.interchange.gexf_in import read_gexf
from matchmaker.sources.interchange.gexf_out import write_gexf
from matchmaker.sources.interchange.graphml_in import read_graphml
from matchmaker.sources.interchange.graphml_out import write_graphml
from matchmaker.sources.interchange.node_link import read_node_link, write_node_link
from matchmaker.sources.interchange.pajek_in import read_pajek
from matchmaker.sources.interchange.pajek_out import write_pajek

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.kernel.errors import Problem
    from matchmaker.sources.interchange.exchanged import Exchanged


class Format(StrEnum):
    """Formats for exchange with other tools."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    PAJEK = "pajek"
    EDGES = "edges"
    JSON = "json"


ENDINGS = {
    ".graphml": Format.GRAPHML, ".xml": Format.GRAPHML, ".gexf": Format.GEXF, ".net": Format.PAJEK,
    ".paj": Format.PAJEK, ".json": Format.JSON, ".csv": Format.EDGES, ".tsv": Format.EDGES,
    ".edges": Format.EDGES,
}  # fmt: skip
"""Ending of a file → its format; a CSV file may be something else as well."""
NETWORK_ENDINGS = frozenset(ending for ending in ENDINGS if ending not in (".csv", ".tsv", ".xml"))
"""Endings that nothing but a network has."""
_READ: dict[Format, Callable[[bytes, str], tuple[Exchanged, tuple[Problem, ...]]]] = {
    Format.GRAPHML: read_graphml, Format.GEXF: read_gexf, Format.PAJEK: read_pajek, Format.EDGES: read_edges,
    Format.JSON: read_node_link,
}  # fmt: skip
_WRITE: dict[Format, Callable[[Exchanged], bytes]] = {
    Format.GRAPHML: write_graphml, Format.GEXF: write_gexf, Format.PAJEK: write_pajek,
    Format.EDGES: write_edges, Format.JSON: write_node_link,
}  # fmt: skip


def format_of(name: str) -> Format:
    """The format of a file by its ending. Raises ``InputError`` (``unknown_network_format``)."""
    found = ENDINGS.get(PurePath(name).suffix.casefold())
    if found is None:
        known = tuple(sorted(ENDINGS))
        raise InputError("unknown_network_format", {"file": name, "known": known},
                         Message("hint.unknown_network_format"))  # fmt: skip
    return found


def read_network(
    name: str, content: bytes, wanted: Format | None = None
) -> tuple[Exchanged, tuple[Problem, ...]]:
    """Read a network file.

    Parameters
    ----------
    name
        Of the file; its ending tells the format where *wanted* does not. Problems stand under it.
    content
        Of the file.
    wanted
        The format.

    Returns
    -------
    tuple
        The network, and warnings in order of place.

    Raises
    ------
    TableErrors
        With every problem of the file at once; never a part of a network.
    InputError
        ``unknown_network_format``, and what the format's own reader raises.
    """
    return _READ[wanted or format_of(name)](content, name)


def write_network(network: Exchanged, wanted: Format) -> bytes:
    """Write a network in a format: the same bytes for the same network."""
    return _WRITE[wanted](network)
