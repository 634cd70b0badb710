"""Whether a row of an ordinary list is about a person, an organisation, or must be asked about.

A planner's list of local actors has organisations in the column of names. What counts is what the list
says: its headers, the type beside the name, and words in the name that only organisations have. A name that
may be a person's is never taken for an organisation's on the list's other rows alone: the planner is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.model import vocabulary as v
from matchmaker.model.tables import Tables
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.lists.kind_words import kind_of_organisation, names_a_body
from matchmaker.sources.lists.list_headers import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matchmaker.sources.lists.kind_words import KindGuess
    from matchmaker.sources.lists.list_headers import HeaderGuess

QUESTION = "person eller organisasjon?"
"""What stands in the cell *form* of a row that is asked about: no code, so it is a problem at its place."""

_PERSON_HEADERS = frozenset(map(match_key, (
    "fullt navn", "fullt namn", "full name", "kontaktperson", "person", "deltaker", "deltakar",
    "deltakernavn", "participant", "contact person", "navn på person", "kontakt",
)))  # fmt: skip
_FEATURES = frozenset(map(match_key, (
    "kjønn", "alder", "fødselsdato", "fødselsår", "date of birth", "gender", "sex", "age",
)))  # fmt: skip
_BELONGING = frozenset(map(match_key, (
    "hører til", "høyrer til", "tilhører", "tilhøyrer", "del av", "underlagt", "part of", "belongs to",
)))  # fmt: skip
_SIDES = frozenset(map(match_key, (
    *v.Sector, "innbyggere", "innbyggjarar", "næringslivet", "frivillige", "frivillig sektor",
    "frivilligheten", "frivilligheit", "folkevalgt", "folkevalgte", "folkevald", "politikere", "politikarar",
    "kommune", "kommunen", "kommunal", "offentlig", "offentleg", "kommunale tjenester",
    "kommunale tenester", "privat",
)))  # fmt: skip
"""Types that say a side and not what somebody is: a person may be of it as well as an organisation."""
_LONGEST_NAME = 4
"""Words of a person's name, at most."""


@dataclass(frozen=True, slots=True)
class ListSort:
    """What a whole list tells about its rows."""

    people: bool
    """Its headers are those of a list of people."""
    bodies: bool
    """Some of its names are organisations' for certain."""
    belonging: bool
    """The organisation beside a name is what it belongs to («Hører til»), not where somebody works."""


def sort_of(guesses: Sequence[HeaderGuess], names: Iterable[str]) -> ListSort:
    """Say what sort of list it is.

    Parameters
    ----------
    guesses
        Its columns.
    names
        What stands in its column of names.
    """
    fields = {guess.field for guess in guesses}
    named = {match_key(guess.header) for guess in guesses if guess.field is Field.NAME}
    features = {match_key(guess.header) for guess in guesses} & _FEATURES
    beside = {match_key(guess.header) for guess in guesses if guess.field is Field.ORGANISATION}
    people = fields & {Field.FIRST_NAME, Field.LAST_NAME} or named & _PERSON_HEADERS or features
    return ListSort(bool(people), any(map(names_a_body, names)), bool(beside & _BELONGING))


def form_of(
    name: str, values: Mapping[Field, str], guess: KindGuess | None, sort: ListSort
) -> v.Form | None:  # fmt: skip
    """Say what a row is about; ``None`` when it must be asked or follows from a kind not yet known.

    Parameters
    ----------
    name
        What stands in the column of names.
    values
        The row: the type that it states, the role, and the organisation beside the name.
    guess
        The kind of the row, as far as it is known.
    sort
        What the list as a whole tells.
    """
    beside = Field.ORGANISATION in values and not sort.belonging
    if names_a_body(name) is not None and not (beside and Field.ROLE in values):
        return v.Form.ORGANISASJON
    if sort.people or beside or Field.ROLE in values:
        return v.Form.PERSON
    if guess is None:
        return None if sort.bodies or not may_be_a_person(name) else v.Form.PERSON
    implied, word = v.KINDS[guess.kind].form, values.get(Field.KIND)
    told = word is not None and match_key(word) not in _SIDES and implied is v.Form.ORGANISASJON
    if implied is v.Form.PERSON or told or not may_be_a_person(name):
        return implied
    return None


def may_be_a_person(name: str) -> bool:
    """Say whether a name has the form of a person's: two to four words of letters, each with a capital.

    >>> may_be_a_person("Oppdiktet Navnesen"), may_be_a_person("Vuku IL"), may_be_a_person("Trones oppvekst")
    (True, False, False)
    """
    words = name.split()
    return 1 < len(words) <= _LONGEST_NAME and all(_is_name(word) for word in words)


def _is_name(word: str) -> bool:
    bare = word.replace("-", "").replace("'", "").rstrip(".")
    return bare.isalpha() and bare[0].isupper() and (len(bare) == 1 or not bare.isupper())


def finer(stated: KindGuess | None, by_name: KindGuess | None) -> KindGuess | None:
    """Propose a kind: as stated, or what the name says more exactly of the same side.

    A list says «Lag/forening» of a velforening, and «Kommunen» of the folkehelsekoordinator.
    """
    if stated is None or by_name is None:
        return stated or by_name
    coarse = stated.kind in tuple(v.Sector)
    same = coarse and v.KINDS[by_name.kind].sector == stated.kind
    return by_name if same else stated


def kind_beside(word: KindGuess | None, name: str) -> KindGuess | None:
    """Propose the kind of an organisation that somebody is named beside.

    What stands in the column of types is often the organisation's: it counts when the name tells nothing.
    """
    found = kind_of_organisation(name)
    if found is None and word is not None and v.KINDS[word.kind].form is v.Form.ORGANISASJON:
        return word
    return found


def with_questions(tables: Tables, forms: Iterable[str], kinds: Mapping[str, str]) -> Tables:
    """Make tables where what must be answered stands in its cell, so that a check points at it.

    Parameters
    ----------
    tables
        What was read from a list.
    forms
        Ids of those who may be persons or organisations.
    kinds
        Id → what the list says of its kind, where no rule knows it.
    """
    actors = tables.frame("actors").copy()
    ids = actors["id"].astype(str)
    asked = ids.isin(set(forms))
    form, kind = actors["form"].astype(object), actors["kind"].astype(object)
    actors["form"] = form.mask(asked, QUESTION).astype("category")
    actors["kind"] = kind.where(kind.notna(), ids.map(dict(kinds))).astype("category")
    return Tables({**tables.frames, "actors": actors}, tables.features)
