"""What an ordinary list says of people besides who they are: sex, age, unit, and columns that are asked for.

Turning a list into a dataset leaves such columns out; splitting people into groups needs them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.kernel.errors import InputError
from matchmaker.model import schema
from matchmaker.model.ages import AgeBand
from matchmaker.model.tables import FEATURE_COLUMNS, no_features
from matchmaker.model.vocabulary import FEATURE_OF_ELECTED_ONLY
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.features import AGE_FEATURE, BAND_FEATURE, read_feature
from matchmaker.sources.cells.screening import screen
from matchmaker.sources.cells.words import match_key, slug
from matchmaker.sources.files.layout import feature_of, is_refused
from matchmaker.sources.lists.kind_words import kind_of_role
from matchmaker.sources.lists.list_headers import Field
from matchmaker.sources.lists.list_rows import without_contact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matchmaker.sources.lists.list_headers import HeaderGuess
    from matchmaker.sources.lists.list_rows import PlainList

UNIT = "enhet"
_DIVIDING = (Field.LEFT_OUT, Field.KIND, Field.PLACE, Field.ROLE)
"""What a column may have been taken for that divides people by its words."""
KIND_AS_WRITTEN = "deltakerslag"
_AS_WRITTEN = {Field.KIND: KIND_AS_WRITTEN, Field.ROLE: KIND_AS_WRITTEN, Field.PLACE: "bosted"}
"""What the list's own words for kinds and places are called: not those the tool knows."""
_MOST_VALUES = 20
_LONGEST_VALUE = 40
"""Longer texts are remarks, not values."""
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
    unread: tuple[tuple[int, str], ...]
    """(row, header) of the cells that could not be read; they count as unknown."""

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
    mapped: Mapping[str, str] | None = None,
) -> Stated:
    """Read the columns of a list that state something of people.

    Parameters
    ----------
    found, guesses, by_row
        The list, what its columns were taken for, and whom each row is about.
    asked
        Attributes that columns are asked for by; one is the column of that header. What the tool will not
        hold about a person is not read, whoever asks, and contact details are not either.
    mapped
        Header, in any spelling → attribute, where the planner has said so; empty text for a column that is
        none.

    Returns
    -------
    Stated
        Where an actor has several rows the first that says something counts. A column that nobody asked for
        and whose header nobody knows is an attribute too where a few values repeat in it, and so is the
        list's own division into kinds or places: as it stands, for not all of its words need be known. An
        age that is written as a band («30–44») is an age group.
    """
    wanted = {match_key(word): schema.attribute_code(word) for word in asked}
    said = {match_key(header): attribute for header, attribute in (mapped or {}).items()}
    cells = dict(found.rows)
    columns: dict[str, int] = {}
    for position, guess in enumerate(guesses):
        attribute = _attribute(guess, wanted, said)
        if attribute == AGE_FEATURE and _in_bands(cells[row][position] for row, _ in by_row):
            attribute = BAND_FEATURE
        if attribute is not None:
            columns.setdefault(attribute, position)
    none = {at for at, guess in enumerate(guesses) if said.get(match_key(guess.header)) == ""}
    further = _further(guesses, [cells[row] for row, _ in by_row], {*columns.values(), *none})
    columns = {**further, **columns}
    values: dict[str, dict[str, str]] = {}
    unread = []
    for attribute, position in columns.items():
        held = values.setdefault(attribute, {})
        for row, actor in by_row:
            value = _read(attribute, cells[row][position])
            if isinstance(value, CellProblem):
                unread.append((row, guesses[position].header))
            if isinstance(value, str) and value:
                held.setdefault(actor, value)
    return Stated({name: guesses[at].header for name, at in columns.items()}, values, tuple(unread))


def _in_bands(cells: Iterable[str]) -> bool:
    """Whether most of what stands in a column of ages are bands."""
    said = [text for text in map(str.strip, cells) if text]
    return 2 * sum(map(_is_band, said)) > len(said)


def _is_band(text: str) -> bool:
    try:
        AgeBand.parse(text)
    except InputError:
        return False
    return True


def _further(
    guesses: Sequence[HeaderGuess], rows: Sequence[tuple[str, ...]], taken: set[int]
) -> dict[str, int]:
    """Columns with a few values that repeat, by the code of their header."""
    found: dict[str, int] = {}
    for position, guess in enumerate(guesses):
        cells = [row[position].strip() for row in rows]
        own = KIND_AS_WRITTEN if _tells_kinds(cells) else slug(guess.header, "_")
        code = _AS_WRITTEN.get(guess.field) or own
        known = feature_of(guess.header) or code == FEATURE_OF_ELECTED_ONLY or is_refused(guess.header)
        mine = position not in taken and guess.field in _DIVIDING and bool(code) and not known
        if mine and _repeats(cells):
            found.setdefault(code, position)
    return found


def _tells_kinds(cells: Sequence[str]) -> bool:
    """Whether most of the different words in a column are kinds of actors."""
    words = set(filter(None, cells))
    known = sum(kind_of_role(word) is not None for word in words) if len(words) <= _MOST_VALUES else 0
    return 2 * known > len(words)


def _repeats(cells: Sequence[str]) -> bool:
    """Whether cells hold a few short values, most of them more than once."""
    said = Counter(filter(None, cells))
    short = all(len(text) <= _LONGEST_VALUE for text in said)
    again = sum(count > 1 for count in said.values())
    return short and 1 < len(said) <= _MOST_VALUES and 2 * again >= len(said)


def _attribute(guess: HeaderGuess, wanted: Mapping[str, str], said: Mapping[str, str]) -> str | None:
    if guess.field is not Field.LEFT_OUT or is_refused(guess.header):
        return None
    feature = UNIT if match_key(guess.header) in _UNIT_WORDS else feature_of(guess.header)
    found = said.get(match_key(guess.header), feature or wanted.get(match_key(guess.header)))
    barred = not found or found == FEATURE_OF_ELECTED_ONLY or is_refused(found)
    return None if barred or (found in schema.ACTOR_ATTRIBUTES and found != UNIT) else found


def _read(attribute: str, raw: str) -> str | CellProblem | None:
    text = screen(raw)
    if isinstance(text, CellProblem) or not text:
        return text
    return read_feature(attribute, without_contact(text))
