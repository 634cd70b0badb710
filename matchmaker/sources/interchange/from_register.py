"""A dataset becomes a network for other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.model import schema
from matchmaker.sources.interchange.exchanged import (
    END,
    LABEL,
    START,
    WEIGHT,
    Exchanged,
    attribute,
    is_known,
)
from matchmaker.sources.lists.list_rows import MAIL, without_contact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.model.register import Register
    from matchmaker.sources.interchange.exchanged import Attribute, Value

RELATION = "relasjon"
"""Attribute of a tie: the code of its relation."""
GROUNDS = frozenset({"legal_basis", "basis_source", "informed"})
"""Why data about a person may be kept: nothing that a tool for networks has any use for."""
SOURCES = frozenset({"source", "appointed_by"})
"""Free text that may name somebody who is no actor of the network."""
_TIES = {"strength": WEIGHT, "relation": RELATION, "valid_from": START, "valid_to": END, "source": "kilde"}


def from_register(register: Register, leave_out: frozenset[str] = frozenset()) -> Exchanged:
    """Make a network of a dataset's actors and ties.

    Nodes carry the columns of *aktører* under their headers and the features; ties carry ``relasjon``,
    ``weight``, ``start``, ``end`` and ``kilde``. A tie that goes both ways has no direction. Grounds for
    keeping data stay at home, contact details were never there, and an e-mail address in a text is taken out.

    Parameters
    ----------
    register
        The dataset, without those who are not to be in the file.
    leave_out
        Further columns that stay at home, by their names in the library.
    """
    actors, ties = register.actors, register.frame("ties")
    kept = [column for column in schema.ACTORS.columns if column.name not in GROUNDS | leave_out | {"id"}]
    nodes = [
        attribute(LABEL if column.name == "name" else column.header, _values(actors[column.name]))
        for column in kept
    ]
    nodes += [attribute(name, values) for name, values in _features(register).items()]
    own = [
        attribute(name, _values(ties[column])) for column, name in _TIES.items() if column not in leave_out
    ]
    return Exchanged(
        tuple(map(str, register.ids)),
        tuple(ties["tail"].cat.codes.astype(int)),
        tuple(ties["head"].cat.codes.astype(int)),
        tuple(not one for one in ties["symmetric"].astype(bool)),
        _known(nodes),
        _known(own),
    )


def _values(column: pd.Series) -> list[Value]:
    """Plain values; «no» where it is what an empty cell means is left out, as when a table is written."""
    if str(column.dtype).startswith("datetime64"):
        return [None if pd.isna(value) else value.date() for value in column]
    plain: list[Value] = [None if pd.isna(value) else value for value in column.astype(object)]
    if True not in plain and False in plain:
        return [None] * len(plain)
    return [_bare(value) if isinstance(value, str) else value for value in plain]


def _bare(text: str) -> str:
    return without_contact(text) if MAIL.search(text) else text


def _features(register: Register) -> Mapping[str, list[Value]]:
    from matchmaker.sources.writing import feature_header  # openpyxl is slow to import

    names = sorted(register.features["feature"].astype(str).unique())
    found: dict[str, list[Value]] = {}
    for name in names:
        stated = register.stated(name)
        found[feature_header(name)] = [stated.get(str(actor)) for actor in register.ids]
    return found


def _known(columns: list[Attribute]) -> tuple[Attribute, ...]:
    return tuple(sorted(filter(is_known, columns), key=lambda one: one.name))
