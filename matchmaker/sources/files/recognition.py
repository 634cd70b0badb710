"""Which table a sheet is when its title says nothing, and whether its title says the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.model import schema
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.files.layout import feature_of, known_headers, table_for

if TYPE_CHECKING:
    from collections.abc import Sequence

_ACTORS_FOR_SURE = ("id", "navn", "type")


def table_by_headers(headers: Sequence[str]) -> schema.Table | None:
    """Find the table that a sheet must be, going by its headers alone; ``None`` when they do not tell.

    Either every header is one of the table's, none of the required ones is absent, one of the telling ones
    (``schema.Table.telling``) is there, and that is so for one table only; or *id*, *navn* and *type* are
    all there, which together make a table of actors.

    >>> table_by_headers(("fra_aktor", "til_aktor", "type")).name
    'ties'
    >>> table_by_headers(("id", "navn", "type", "hund")).name, table_by_headers(("navn", "type"))
    ('actors', None)
    """
    named = [header for header in headers if header]
    exact = [table for table in schema.TABLES.values() if named and _is_exactly(table, named)]
    if len(exact) == 1:
        return exact[0]
    keys = set(map(match_key, named))
    return schema.ACTORS if keys.issuperset(map(match_key, _ACTORS_FOR_SURE)) else None


def _is_exactly(table: schema.Table, headers: Sequence[str]) -> bool:
    known = known_headers(table)
    columns = {known.get(match_key(header)) for header in headers if not _is_feature(table, header)}
    required = {column.name for column in table.columns if column.required}
    tells = not table.telling or columns & set(table.telling)
    return None not in columns and columns >= required and bool(tells)


def _is_feature(table: schema.Table, header: str) -> bool:
    return table.features and match_key(header) not in known_headers(table) and feature_of(header) is not None


def table_held(title: str, headers: Sequence[str]) -> schema.Table | None:
    """Find the table that a sheet's title names, when its headers do not belie the title.

    They do when not one required header but a name is there: a sheet *deltakelse* with *Navn* and
    *E-post* is an ordinary list of participants. A sheet without any header is what its title says.
    """
    table = table_for(title)
    if table is None or not any(headers):
        return table
    known = known_headers(table)
    telling = {column.name for column in table.columns if column.required} - {"name", "title"}
    return table if telling & {known.get(match_key(header)) for header in headers} else None
