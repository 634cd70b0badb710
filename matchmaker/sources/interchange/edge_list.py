"""Edge lists as CSV, read and written: two columns or more, a tie in each row.

A list of ties has no place for what is known of the nodes; a row with no target is a node without ties. The
format has no types: a column of nothing but numbers is read as numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.screening import guard, screen, trim
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.files.csv_files import parse_records
from matchmaker.sources.interchange.exchanged import (
    END,
    START,
    WEIGHT,
    Exchanged,
    attribute,
    text_of,
)
from matchmaker.sources.interchange.gathering import Gathering, check_size
from matchmaker.sources.interchange.values import guess, number_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.kernel.errors import Param, Problem

_Rows = Sequence[tuple[int, list[str]]]
"""Rows that hold anything, each with its number in the file."""
TAIL, HEAD, DIRECTION = "Source", "Target", "Type"
"""Headers that are written, as Gephi writes and expects them."""
_WORDS = {
    TAIL: ("source", "fra", "frå", "from", "tail", "fra_aktor", "frå_aktør", "fra aktør", "kildenode",
    "avsender",
           "avsendar", "node1", "from_actor", "ego"),
    HEAD: ("target", "til", "to", "head", "til_aktor", "til aktør", "målnode", "mottaker", "mottakar",
    "node2",
           "to_actor", "alter"),
    WEIGHT: ("weight", "vekt", "styrke", "strength"),
    DIRECTION: ("type", "retning", "direction", "directed", "rettet", "retta"),
    START: ("start", "fra_dato", "frå_dato", "valid_from", "from_date"),
    END: ("end", "slutt", "til_dato", "valid_to", "to_date"),
    "": ("id",),
}  # fmt: skip
_FIELDS = {match_key(word): field for field, words in _WORDS.items() for word in words}
_DIRECTED = frozenset({"directed", "rettet", "retta", "true", "ja", "yes"})
_UNDIRECTED = frozenset(
    {"undirected", "urettet", "uretta", "mutual", "gjensidig", "false", "nei", "no", "toveis", "tovegs"}
)
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


def read_edges(content: bytes, label: str) -> tuple[Exchanged, tuple[Problem, ...]]:
    """Read an edge list from a CSV file: UTF-8 or Windows-1252; ``;``, ``,`` or tab between cells.

    Headers are known in bokmål, nynorsk, English and as Gephi writes them. Without known headers a file of
    two columns, or of three whose third is numbers, is read as it is. A tie has a direction unless the column
    *Type* says otherwise; a column *Type* that holds other words is an attribute.

    Returns
    -------
    tuple
        The network, its nodes in order of appearance, and what was read but looks odd.

    Raises
    ------
    TableErrors
        With every problem: ``tie_without_end``, ``wrong_type``, ``extra_cells`` and what
        :func:`~matchmaker.sources.cells.screening.screen` finds in cells; row is the row in the file.
    InputError
        ``edges_no_header``, ``network_too_large``, ``network_too_many``, and what reading a CSV file raises.
    """
    check_size(label, content)
    rows = [(row, cells) for row, cells in enumerate(parse_records(content), 1) if any(map(trim, cells))]
    gathering = Gathering(label)
    if rows:
        headers, body = _headed(rows, label)
        _Reader(gathering, headers, body).read()
    return gathering.whole()


def _headed(rows: _Rows, label: str) -> tuple[list[str], _Rows]:
    """What each column holds, and the rows below the header."""
    first = [trim(cell) for cell in rows[0][1]]
    fields = [_FIELDS.get(match_key(cell)) for cell in first]
    if TAIL in fields and HEAD in fields:
        named: list[str] = []
        for field, cell in zip(fields, first, strict=True):
            name = cell if field is None else field
            named.append(cell if name in named else name)
        return named, rows[1:]
    number = len(first) == 3 and type(guess(first[2].replace(",", "."))) is not str
    if number or (len(first) == 2 and TAIL not in fields and HEAD not in fields):
        return [TAIL, HEAD, WEIGHT][: len(first)], rows
    params: dict[str, Param] = {"file": label, "headers": tuple(first)}
    raise InputError("edges_no_header", params, Message("hint.edges_no_header"))


class _Reader:
    """Takes the rows of an edge list."""

    def __init__(
        self, gathering: Gathering, headers: list[str], rows: Sequence[tuple[int, list[str]]]
    ) -> None:
        self._to = gathering
        self._headers = headers
        self._rows = rows
        self._tells_direction = self._directions()

    def _directions(self) -> bool:
        """Whether the column *Type* says which ties have a direction."""
        if DIRECTION not in self._headers:
            return False
        place = self._headers.index(DIRECTION)
        said = {trim(row[place]).casefold() for _, row in self._rows if place < len(row)} - {""}
        return bool(said) and said <= _DIRECTED | _UNDIRECTED

    def read(self) -> None:
        """Take every row."""
        for row, raw in self._rows:
            cells = [self._cell(text, row, place) for place, text in enumerate(raw)]
            self._tie({name: cells[place] for place, name in enumerate(self._headers)
                       if place < len(cells) and cells[place]}, row)  # fmt: skip

    def _cell(self, raw: str, row: int, place: int) -> str:
        text = screen(raw)
        header = self._headers[place] if place < len(self._headers) else None
        if isinstance(text, CellProblem):
            self._to.cell_problem(text, row, header, raw)
            return ""
        if header is None and text:
            self._to.problem("extra_cells", row, None, text)
        return text

    def _tie(self, cells: dict[str, str], row: int) -> None:
        tail, head = cells.pop(TAIL, ""), cells.pop(HEAD, "")
        if not tail:
            self._to.problem("tie_without_end", row, TAIL)
            return
        self._to.known(tail, row)
        if not head:
            if cells:
                self._to.problem("tie_without_end", row, HEAD)
            return
        self._to.known(head, row)
        said = cells.pop(DIRECTION, "").casefold() if self._tells_direction else ""
        tie = self._to.tie(tail, head, row, directed=said not in _UNDIRECTED)
        for name, text in cells.items() if tie is not None else ():
            if name == WEIGHT:
                number = text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text
                self._to.text("ties", tie or 0, name, number, number_kind(number), row)
            elif name:
                self._to.loose("ties", tie or 0, name, guess(text), row)


def write_edges(network: Exchanged) -> bytes:
    """Write the ties of a network as CSV: UTF-8, ``,`` between cells.

    Nodes without ties are rows of their own. What is known of the nodes is not in it. Reading gives the
    ties again as :func:`as_listed` has them.
    """
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow([TAIL, HEAD, DIRECTION, *(guard(column.name) for column in network.ties)])
    writer.writerows(_rows(network))
    return sink.getvalue().encode()


def _rows(network: Exchanged) -> Iterator[list[str]]:
    ties = zip(network.tail, network.head, network.directed, strict=True)
    for place, (tail, head, directed) in enumerate(ties):
        ends = (guard(network.ids[tail]), guard(network.ids[head]))
        values = (column.values[place] for column in network.ties)
        texts = (guard(value) if isinstance(value, str) else text_of(value) for value in values)
        yield [*ends, "Directed" if directed else "Undirected", *texts]
    joined = {*network.tail, *network.head}
    for place, name in enumerate(network.ids):
        if place not in joined:
            yield [guard(name)]


def as_listed(network: Exchanged) -> Exchanged:
    """What is left of a network in an edge list: no attributes of nodes, types by the look of the texts.

    Nodes are in order of appearance, those without ties last.
    """
    ends = [place for pair in zip(network.tail, network.head, strict=True) for place in pair]
    order = list(dict.fromkeys([*ends, *range(len(network.ids))]))
    new = {old: place for place, old in enumerate(order)}
    columns = (
        attribute(one.name, [guess(value) if isinstance(value, str) else value for value in one.values])
        for one in network.ties
    )
    return Exchanged(
        tuple(network.ids[old] for old in order),
        tuple(new[end] for end in network.tail), tuple(new[end] for end in network.head), network.directed,
        (), tuple(columns),
    )  # fmt: skip
