"""What an ordinary list says of people besides who they are: sex, age, unit, and columns that are asked for.

Turning a list into a dataset leaves such columns out; splitting people into groups needs them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.model import schema
from matchmaker.model.tables import FEATURE_COLUMNS, no_features
from matchmaker.model.vocabulary import FEATURE_OF_ELECTED_ONLY
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.features import read_feature
from matchmaker.sources.cells.screening import screen
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.files.layout import feature_of, is_refused
from matchmaker.sources.lists.list_headers import Field
from matchmaker.sources.lists.list_rows import without_contact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.sources.lists.list_headers import HeaderGuess
    from matchmaker.sources.lists.list_rows import PlainList

UNIT = "enhet"
_UNIT_WORDS = frozenset(map(match_key, (
    "avdeling", "avd", "seksjon", "virksomhetsområde", "tjenestested", "tenestestad", "department", "unit",
)))  # fmt: skip
"""Headers of the part of an organisation that somebody works in."""


@dataclass(frozen=True)
class Stated:
    """What the columns of a list state."""

    columns: Mapping[str, str]
    """Attribute → header of the column that it was read from."""
    held: Mapping[str, Mapping[str, str]]
    """Attribute → actor → what is stated; nobody who has said nothing."""
    unread: int
    """How many cells could not be read; they count as unknown."""

    def features(self, actors: Sequence[str]) -> pd.DataFrame:
        """Everything but the unit as a frame of features; *actors* are those of the table, in its order."""
        row = {actor: number for number, actor in enumerate(actors, 2)}
        found = [
            (row[actor], actor, attribute, value)
            for attribute, held in self.held.items() if attribute != UNIT
            for actor, value in held.items()
        ]  # fmt: skip
        if not found:
            return no_features()
        numbers, *columns = zip(*sorted(found), strict=True)
        data = dict(zip(FEATURE_COLUMNS, columns, strict=True))
        return pd.DataFrame(data, index=pd.Index(numbers, dtype="int64")).astype("category")


def stated_in(
    found: PlainList,
    guesses: Sequence[HeaderGuess],
    by_row: Sequence[tuple[int, str]],
    asked: Sequence[str] = (),
) -> Stated:
    """Read the columns of a list that state something of people.

    Parameters
    ----------
    found, guesses, by_row
        The list, what its columns were taken for, and whom each row is about.
    asked
        Attributes that columns are asked for by; one is the column of that header. What the tool will not
        hold about a person is not read, whoever asks, and contact details are not either.

    Returns
    -------
    Stated
        Where an actor has several rows the first that says something counts.
    """
    wanted = {match_key(word): schema.attribute_code(word) for word in asked}
    columns: dict[str, int] = {}
    for position, guess in enumerate(guesses):
        attribute = _attribute(guess, wanted)
        if attribute is not None:
            columns.setdefault(attribute, position)
    cells = dict(found.rows)
    values: dict[str, dict[str, str]] = {}
    unread = 0
    for attribute, position in columns.items():
        held = values.setdefault(attribute, {})
        for row, actor in by_row:
            value = _read(attribute, cells[row][position])
            unread += isinstance(value, CellProblem)
            if isinstance(value, str) and value:
                held.setdefault(actor, value)
    return Stated({name: guesses[at].header for name, at in columns.items()}, values, unread)


def _attribute(guess: HeaderGuess, wanted: Mapping[str, str]) -> str | None:
    if guess.field is not Field.LEFT_OUT or is_refused(guess.header):
        return None
    feature = UNIT if match_key(guess.header) in _UNIT_WORDS else feature_of(guess.header)
    found = feature or wanted.get(match_key(guess.header))
    barred = found is None or found == FEATURE_OF_ELECTED_ONLY or is_refused(found)
    return None if barred or (found in schema.ACTOR_ATTRIBUTES and found != UNIT) else found


def _read(attribute: str, raw: str) -> str | CellProblem | None:
    text = screen(raw)
    if isinstance(text, CellProblem) or not text:
        return text
    return read_feature(attribute, without_contact(text))
