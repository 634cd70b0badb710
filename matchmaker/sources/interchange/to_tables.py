"""A network from another tool becomes a dataset: read as sheets are, and refused for the same reasons."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Problem, Severity, TableErrors
from matchmaker.model import schema
from matchmaker.sources.cells.cells import read_id
from matchmaker.sources.cells.screening import guard
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.files.layout import feature_of, known_headers
from matchmaker.sources.interchange.exchanged import END, LABEL, START, WEIGHT
from matchmaker.sources.interchange.implied import kinds_in, places_in, sheet_of_columns
from matchmaker.sources.lists.list_headers import Field, propose_mapping
from matchmaker.sources.lists.list_rows import MAIL, without_contact
from matchmaker.sources.sheets import read_sheets
from matchmaker.sources.text_sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.model.tables import Tables
    from matchmaker.sources.interchange.exchanged import Attribute, Exchanged, Value
    from matchmaker.sources.text_sheet import Sheet

_DRAWN = frozenset(map(match_key, (
    "x", "y", "z", "r", "g", "b", "size", "color", "colour", "shape", "id", "viz", "fill", "width",
)))  # fmt: skip
"""How a node is drawn, and a number that another program gave it: nothing about an actor."""
_OPEN = (("actors", "kind"), ("ties", "relation"))
"""What a network of another tool seldom says and the planner may fill in afterwards: table, column."""


@dataclass(frozen=True)
class NetworkRead:
    """What came of a network file."""

    tables: Tables
    """The dataset; kinds of actors and of ties may be missing."""
    problems: tuple[Problem, ...]
    """What was left out or looks odd, in order of place."""
    without_kind: int
    """Actors whose kind the planner must state."""
    without_relation: int
    """Ties whose relation the planner must state."""
    drawn: tuple[str, ...]
    """Attributes of the nodes that say how they are drawn, which a dataset does not keep; in their order."""


def to_tables(
    network: Exchanged, label: str, *, kind: str | None = None, relation: str | None = None,
    municipality: str | None = None,
) -> NetworkRead:  # fmt: skip
    """Make a dataset of a network.

    Attributes of nodes that are called as a column of *aktører*, or as one of its aliases, become that
    column; others become features (``egenskap: …``), but for how things are drawn. Contact details and notes
    are left out, with a warning. An id that a dataset cannot have becomes a hash of itself, and the name if
    there is none. A place of actors in one municipality becomes a row of *steder*, and a kind that the tool
    has not one of *typer*, where the side of its actors is stated. Weight, first and last day and relation of
    ties are kept, other attributes of ties are not.

    Parameters
    ----------
    network
        What was read.
    label
        What the planner knows the file as.
    kind, relation, municipality
        Codes for actors and ties of which the network says nothing, and the number of the municipality of
        actors without one; ``None`` leaves the cells empty.

    Raises
    ------
    TableErrors
        With every problem that the same cells would be in sheets: identity numbers, features that are never
        kept, unknown codes, weights out of range, ties of somebody with themselves, repeated ties.
    """
    ids = tuple(map(_actor_id, network.ids))
    warnings: list[Problem] = []
    laid = _actors(network, ids, {"kind": kind, "municipality": municipality}, label, warnings)
    sheets = (kinds_in(laid), places_in(laid), _ties(network, ids, relation))
    actors = sheet_of_columns(schema.ACTORS.title, laid)
    tables, problems = read_sheets(Sheets(label, (actors, *(one for one in sheets if one.rows))))
    lacking = Counter((problem.table, problem.column) for problem in problems if _is_open(problem))
    told = [replace(one, file=f"{label} › {one.file}") for one in problems if not _is_open(one)]
    told = sorted([*told, *warnings], key=Problem.sort_key)
    if any(problem.severity is Severity.ERROR for problem in told):
        raise TableErrors(told)
    kinds, relations = (sum(n for (name, _), n in lacking.items() if name == table) for table, _ in _OPEN)
    drawn = tuple(one.name for one in network.nodes if match_key(one.name) in _DRAWN)
    return NetworkRead(tables, tuple(told), kinds, relations, drawn)


def _is_open(problem: Problem) -> bool:
    return problem.code == "missing_value" and any(
        problem.table == table and problem.column == schema.TABLES[table].column(column).header
        for table, column in _OPEN
    )


def _actor_id(name: str) -> str:
    if isinstance(read_id(name), str):
        return name
    return "node-" + hashlib.sha256(name.encode()).hexdigest()[:12]


def _actors(
    network: Exchanged, ids: Sequence[str], stated: Mapping[str, str | None], label: str,
    warnings: list[Problem],
) -> dict[str, list[str]]:  # fmt: skip
    known = known_headers(schema.ACTORS)
    names = {known.get(match_key(one.name)) for one in network.nodes}
    laid = {"id": [guard(one) for one in ids]}
    for one in network.nodes:
        header = "navn" if one.name == LABEL and "name" not in names else _header(one, label, warnings)
        if header is not None:
            laid[header] = [_cell(value) for value in one.values]
    _fill(laid, "name", [guard(name) for name in network.ids])
    for column, value in stated.items():
        if column == "kind" or value is not None:
            _fill(laid, column, [value or ""] * len(ids))
    return laid


def _fill(laid: dict[str, list[str]], column: str, instead: Sequence[str]) -> None:
    """Put what is known otherwise into the empty cells of a column, which is made when it is not there."""
    known = known_headers(schema.ACTORS)
    header = next((one for one in laid if known.get(match_key(one)) == column), None)
    cells = [""] * len(instead) if header is None else laid[header]
    name = header or schema.ACTORS.column(column).header
    laid[name] = [cell or other for cell, other in zip(cells, instead, strict=True)]


def _header(one: Attribute, label: str, warnings: list[Problem]) -> str | None:
    """The header under which an attribute of the nodes is kept; ``None`` when it is left out."""
    if match_key(one.name) in _DRAWN:
        return None
    if match_key(one.name) in known_headers(schema.ACTORS):
        return one.name
    field = propose_mapping((one.name,))[0].field
    mail = any(isinstance(value, str) and MAIL.search(value) for value in one.values)
    if mail or field in (Field.CONTACT, Field.NOTES):
        code = "notes_left_out" if field is Field.NOTES else "contact_left_out"
        warnings.append(
            Problem(code, "actors", label, column=one.name, hint=Message(f"hint.{code}"),
                    severity=Severity.WARNING)
        )  # fmt: skip
        return None
    return one.name if feature_of(one.name) is not None else f"{schema.FEATURE_PREFIXES[0]} {one.name}"


def _ties(network: Exchanged, ids: Sequence[str], relation: str | None) -> Sheet:
    spec, known = schema.TIES, known_headers(schema.TIES)
    named = {WEIGHT: "strength", START: "valid_from", END: "valid_to"}
    headers = [spec.column(name).header for name in ("tail", "head", "symmetric")]
    columns = [
        [guard(ids[tail]) for tail in network.tail],
        [guard(ids[head]) for head in network.head],
        ["nei" if directed else "ja" for directed in network.directed],
    ]
    for one in network.ties:
        column = named.get(one.name) or known.get(match_key(one.name))
        if column not in ("tail", "head", "symmetric"):
            headers.append(spec.column(column).header if column else one.name)
            columns.append([_cell(value) for value in one.values])
    stated = spec.column("relation").header
    if stated not in headers:
        headers.append(stated)
        columns.append([relation or ""] * len(network.tail))
    elif relation is not None:
        columns[headers.index(stated)] = [cell or relation for cell in columns[headers.index(stated)]]
    return sheet_of_columns(spec.title, dict(zip(headers, columns, strict=True)))


def _cell(value: Value) -> str:
    """A value as a Norwegian spreadsheet has it."""
    from matchmaker.sources.writing import cell_text  # openpyxl is slow to import

    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, str):
        return guard(without_contact(value) if MAIL.search(value) else value)
    return cell_text(value if value is None or isinstance(value, date | float) else int(value))
