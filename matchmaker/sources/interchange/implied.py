"""What a dataset keeps in sheets of its own and a network tells of its nodes alone: places, own kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.sources.cells.cells import read_id
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.files.layout import known_headers
from matchmaker.sources.text_sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.model.schema import Table

_KINDS = frozenset(map(match_key, v.KINDS))


def sheet_of_columns(title: str, laid: Mapping[str, Sequence[str]]) -> Sheet:
    """A sheet of columns by header, its rows numbered from 2."""
    rows = tuple(zip(*laid.values(), strict=True))
    return Sheet(title, tuple(laid), rows, tuple(range(2, len(rows) + 2)))


def places_in(laid: Mapping[str, Sequence[str]]) -> Sheet:
    """The places of actors that state one municipality; other places are left to the check.

    A place is called by its id, since a network says nothing else of it.
    """
    homes = _stated(laid, "place", "municipality")
    rows = {place: (place, place, *home) for place, home in homes.items()}
    return _sheet(schema.PLACES, ("id", "name", "municipality"), rows)


def kinds_in(laid: Mapping[str, Sequence[str]]) -> Sheet:
    """The kinds that the tool has not and whose actors state one side, with the form they agree on."""
    forms = _stated(laid, "kind", "form")
    rows = {
        kind: (kind, kind, *sector, *forms.get(kind, ("",)))
        for kind, sector in _stated(laid, "kind", "sector").items()
        if match_key(kind) not in _KINDS
    }
    return _sheet(schema.KINDS, ("id", "name", "sector", "form"), rows)


def _stated(laid: Mapping[str, Sequence[str]], column: str, other: str) -> dict[str, tuple[str]]:
    """Each id in a column of actors, with the one text that its rows have in another column."""
    ones, others = _column(laid, column), _column(laid, other)
    found: dict[str, set[str]] = {}
    for one, said in zip(ones, others, strict=True):
        if isinstance(read_id(one), str):
            found.setdefault(one, set()).update({said} - {""})
    return {one: (next(iter(said)),) for one, said in sorted(found.items()) if len(said) == 1}


def _column(laid: Mapping[str, Sequence[str]], name: str) -> Sequence[str]:
    known = known_headers(schema.ACTORS)
    blank = [""] * max(map(len, laid.values()), default=0)
    return next((cells for header, cells in laid.items() if known.get(match_key(header)) == name), blank)


def _sheet(table: Table, columns: Sequence[str], rows: Mapping[str, tuple[str, ...]]) -> Sheet:
    headers = tuple(table.column(name).header for name in columns)
    return Sheet(table.title, headers, tuple(rows.values()), tuple(range(2, len(rows) + 2)))
