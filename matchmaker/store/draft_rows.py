"""Drafts hold a dataset as sheets of text: what an erasure takes out of the rows about one person.

Without it, a draft that was begun before the erasure would bring back, when it is kept, what was taken away.
"""

from __future__ import annotations

from typing import Any

import orjson

from matchmaker.model import schema
from matchmaker.model.schema import fold
from matchmaker.store.rewriting import EMPTIED, KEPT_COLUMNS, KEPT_FEATURES

_YES = "ja"


def without_person(text: str, actor: str) -> str:
    """Take away what does not stay of an actor in a draft: cells of their rows, contact details.

    Names and ids are left, for whoever replaces them. A text that is no draft of sheets is left as it is.

    Parameters
    ----------
    text
        The draft's body as JSON: ``{"sheets": {"sheets": [{"title", "headers", "rows"}]}, "contacts": …}``,
        each contact detail a list that begins with the actor's id.
    actor
        Id of the actor.
    """
    body = orjson.loads(text)
    if not isinstance(body, dict):
        return text
    if isinstance(body.get("contacts"), list):
        body["contacts"] = [one for one in body["contacts"] if one[:1] != [actor]]
    held = body.get("sheets")
    for sheet in held.get("sheets", ()) if isinstance(held, dict) else ():
        _clear(sheet, actor)
    new = orjson.dumps(body).decode()
    return text if orjson.loads(text) == body else new


def _clear(sheet: dict[str, Any], actor: str) -> None:
    headers = [fold(header) for header in sheet["headers"]]
    people = fold(sheet["title"]) in _names(schema.ACTORS.name)
    stays, reserved = _kept_headers(), _headers_of("reserved")
    source = _headers_of("source")
    emptied, named = _emptied_headers(sheet["title"]), _headers_of("actor", "registrations")
    for row in sheet["rows"]:
        if actor not in row:
            continue
        said = [*headers, *[""] * (len(row) - len(headers))]
        own = any(header in named and row[place] == actor for place, header in enumerate(said))
        for place, header in enumerate(said):
            if people and header in reserved:
                row[place] = _YES  # nobody is there to be invited
            elif (people and header not in stays) or header in source or (own and header in emptied):
                row[place] = ""


def _emptied_headers(title: str) -> set[str]:
    """What goes of a person's own rows in a sheet of an event."""
    return {
        header
        for table, columns in EMPTIED.items()
        if fold(title) in _names(table)
        for column in columns
        for header in _headers_of(column, table)
    }


def _names(table: str) -> set[str]:
    spec = schema.TABLES[table]
    return {fold(name) for name in (spec.name, spec.title, *spec.aliases)}


def _headers_of(column: str, table: str = schema.ACTORS.name) -> set[str]:
    spec = schema.TABLES[table].column(column)
    return {fold(name) for name in (spec.name, spec.header, *spec.aliases)}


def _kept_headers() -> set[str]:
    columns = {header for column in KEPT_COLUMNS for header in _headers_of(column)}
    features = {fold(header) for name in KEPT_FEATURES for header in schema.FEATURE_HEADERS[name]}
    prefixed = {fold(prefix + name) for prefix in schema.FEATURE_PREFIXES for name in KEPT_FEATURES}
    return columns | features | prefixed
