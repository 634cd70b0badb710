"""Columns of an ordinary list that say how somebody takes part in an event, or what they are.

A header that the sheet *påmeldte* knows («ønsker», «fasilitator») is that column of it; others can be said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError
from matchmaker.model import schema
from matchmaker.model.event_tables import REGISTRATIONS
from matchmaker.model.vocabulary import FEATURE_OF_ELECTED_ONLY
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.files.layout import feature_of, is_refused, known_headers
from matchmaker.sources.lists.list_features import UNIT
from matchmaker.sources.lists.list_headers import Certainty, Field, propose_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NOT_OF_A_LIST = ("actor", "source")
_ATTRIBUTES = (*(name for name in schema.FEATURE_HEADERS if name != FEATURE_OF_ELECTED_ONLY), UNIT)


@dataclass(frozen=True)
class Parted:
    """What is said about columns, parted by who reads them. Headers stand in any spelling."""

    fields: Mapping[str, str]
    """Header → field of a list; empty text for a column that the others here read."""
    registrations: Mapping[str, str]
    """Header → name of a column of *påmeldte*."""
    attributes: Mapping[str, str]
    """Header → attribute."""


def parted(headers: Sequence[str], mapping: Mapping[str, str]) -> Parted:
    """Part what the planner says of columns, and find those that *påmeldte* knows by their headers.

    Parameters
    ----------
    headers
        Those of the list.
    mapping
        Header → a field of a list, a column of *påmeldte*, or an attribute; empty text leaves it out.

    Raises
    ------
    InputError
        ``unknown_field``.
    """
    known = {key: name for key, name in known_headers(REGISTRATIONS).items() if name not in _NOT_OF_A_LIST}
    fields, registrations, attributes = {}, {}, {}
    said = {match_key(header) for header in mapping}
    for guess in propose_mapping(headers):
        key = match_key(guess.header)
        if key in known and key not in said and guess.certainty is not Certainty.EXACT:
            registrations[guess.header] = known[key]
    for header, word in mapping.items():
        if match_key(word) in known:
            registrations[header] = known[match_key(word)]
        elif schema.attribute_code(word) in _ATTRIBUTES and match_key(word) not in _FIELDS:
            attributes[header] = schema.attribute_code(word)
        elif word and match_key(word) not in _FIELDS:
            columns = (one.header for one in REGISTRATIONS.columns if one.name not in _NOT_OF_A_LIST)
            choices = (*_FIELDS.values(), *columns, *_ATTRIBUTES)
            raise InputError("unknown_field", {"field": word, "known": choices})
        else:
            fields[header] = word
    fields |= dict.fromkeys((*registrations, *attributes), "")
    return Parted(fields, _allowed(registrations), _allowed(attributes))


def _allowed(columns: Mapping[str, str]) -> dict[str, str]:
    """Without what the tool will not hold about a person, whatever somebody calls it."""
    return {
        header: name
        for header, name in columns.items()
        if not is_refused(header) and feature_of(header) != FEATURE_OF_ELECTED_ONLY
    }


_FIELDS = {match_key(one.value): one.value for one in Field if one is not Field.REFUSED}
