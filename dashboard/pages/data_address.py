"""The address of a form on the page «Aktører og data», and of two versions that are compared. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard import state
from matchmaker.model import schema

PAGE: Final = "aktorer-og-data"
NEW, ROW, DUPLICATES, VERSIONS = "ny", "rad", "dobbelt", "versjoner"
SHOWN: Final = "vis"
_APART: Final = "~"
PARTS: Final = ("contributions", "ties")
"""Tables whose rows are listed and edited below an actor."""
FORMS: Final = ("actor", "row")


@dataclass(frozen=True, slots=True)
class Wish:
    """Which row a form is about."""

    dataset: str
    table: str
    """One of the schema's tables."""
    key: tuple[str, ...] | None
    """What names the row; ``None`` for a new one."""
    actor: str
    """The actor that the row hangs on; empty for a new actor."""


def wish(form: str, search: str | None, dataset: str) -> Wish | None:
    """Read which row a form is about; ``None`` when it is not open, or the address cannot be read.

    Parameters
    ----------
    form
        ``actor`` or ``row``.
    search
        The query.
    dataset
        The dataset when the query names none.
    """
    name = state.one(search, state.DATASET) or dataset
    actor = state.one(search, state.ACTOR) or ""
    new = state.one(search, NEW)
    if form == "actor":
        table = schema.ACTORS.name
        if actor:
            return Wish(name, table, (actor,), actor)
        return Wish(name, table, None, "") if new == table else None
    if not actor:
        return None
    if new in PARTS:
        return Wish(name, new, None, actor)
    table, *key = (state.one(search, ROW) or "").split(_APART)
    if table in PARTS and len(key) == len(schema.TABLES[table].key):
        return Wish(name, table, tuple(key), actor)
    return None


def query(wish: Wish | None, search: str | None) -> str:
    """Write the query that opens a form, or closes every form when *wish* is ``None``.

    What the query says of other things is kept.
    """
    for name in (state.ACTOR, NEW, ROW):
        search = state.changed(search, name, None)
    if wish is None:
        return search or ""
    search = state.changed(search, state.ACTOR, wish.actor or None)
    if wish.key is None:
        return state.changed(search, NEW, wish.table)
    if wish.table != schema.ACTORS.name:
        return state.changed(search, ROW, _APART.join((wish.table, *wish.key)))
    return state.changed(search, state.ACTOR, wish.key[0])


def compared(search: str | None) -> tuple[int, int] | None:
    """Read the two versions that are compared, the older first; ``None`` when none are, or it is no pair."""
    parts = (state.one(search, VERSIONS) or "").split("-")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        return None
    low, high = sorted(map(int, parts))
    return (low, high) if low != high else None
