"""How the cells of two rows become those of one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from matchmaker.kernel.errors import Message, Param
from matchmaker.model import schema
from matchmaker.model.schema import CellType

if TYPE_CHECKING:
    from collections.abc import Mapping

Cells: TypeAlias = "dict[str, Any]"
"""One row by column; ``None`` is unknown."""
_IMPLIED = ("sector", "form")
"""Follow from the kind unless the row says otherwise: told only when the kinds are the same."""
_BASIS, _BASIS_SOURCE = "legal_basis", "basis_source"


def joined_actor(kept: Cells, going: Cells, homes: Mapping[str, str]) -> tuple[Cells, list[Message]]:
    """Join two rows of *aktører*.

    Parameters
    ----------
    kept, going
        The row that stays, and the one that goes.
    homes
        Municipality of each place. A place and a municipality that contradict each other are never put
        together.

    Returns
    -------
    tuple
        The joined row, and what was stated and is dropped.
    """
    row = {**kept, "reserved": bool(kept["reserved"] or going["reserved"])}
    told: list[Message] = []
    for column in schema.TABLES["actors"].columns:
        name = column.name
        if name in ("id", "reserved") or (name in _IMPLIED and kept["kind"] != going["kind"]):
            continue
        value = going[name]
        if column.type is CellType.TAGS:
            row[name] = _united(row[name], value)
        elif row[name] is None and value is not None and _fits(name, value, row, going, homes):
            row[name] = value
        elif value is not None and row[name] != value:
            told.append(_other("actors", column.header, row[name], value))
    return row, told


def _fits(name: str, value: str, row: Cells, going: Cells, homes: Mapping[str, str]) -> bool:
    """Whether an empty cell can take the other row's value beside what the row says already."""
    if name == "municipality":
        return row["place"] is None or homes.get(row["place"]) == value
    if name == "place":
        return row["municipality"] in (None, homes.get(value))
    if name == _BASIS_SOURCE:  # the source of another basis would be a false one
        return bool(row[_BASIS] == going[_BASIS])
    return True


def _united(one: str | None, other: str | None) -> str | None:
    tags = sorted({tag for cell in (one, other) if cell for tag in cell.split("|")})
    return "|".join(tags) or None


def joined_row(table: str, kept: Cells, going: Cells) -> tuple[Cells, list[Message]]:
    """Join two rows with the same key: the first stays, of two ties the stronger.

    Empty cells are filled. An empty date is an open end and is not filled; two periods that overlap or
    meet become one, else the period of the row that stays holds.
    """
    if table == "ties" and going["strength"] > kept["strength"]:
        kept, going = going, kept
    row = dict(kept)
    told = []
    spec = schema.TABLES[table]
    period = ("valid_from", "valid_to")
    dates = [name for name in period if name in row and row[name] != going[name]]
    if dates and _meet(kept, going):
        row["valid_from"], row["valid_to"] = _span(kept, going)
        dates = []
    for column in spec.columns:
        name = column.name
        if name in spec.key and name not in dates:
            continue
        if name in period:
            if name in dates:
                told.append(_other(table, column.header, row[name], going[name]))
        elif row[name] is None:
            row[name] = going[name]
        elif going[name] is not None and row[name] != going[name]:
            told.append(_other(table, column.header, row[name], going[name]))
    return row, told


def _meet(one: Cells, other: Cells) -> bool:
    """Whether two periods overlap or follow upon each other without a day between."""
    day = timedelta(days=1)
    starts = [row["valid_from"] or date.min for row in (one, other)]
    ends = [row["valid_to"] or date.max for row in (one, other)]
    return all(start == date.min or start - day <= end for start in starts for end in ends)


def _span(one: Cells, other: Cells) -> tuple[date | None, date | None]:
    starts, ends = ([row[name] for row in (one, other)] for name in ("valid_from", "valid_to"))
    return None if None in starts else min(starts), None if None in ends else max(ends)


def _other(table: str, header: str, kept: object, dropped: object) -> Message:
    params: dict[str, Param] = {
        "table": schema.TABLES[table].title,
        "field": header,
        "kept": _said(kept),
        "dropped": _said(dropped),
    }
    return Message("merged.other_cell", params)


def _said(value: object) -> Param:
    """A cell as a parameter; a whole number without its point, a date as text."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)
