"""What the columns of an ordinary list hold, guessed from their headers and shown to the planner."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.sources.cells.identity import holds_national_id
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.files.layout import is_refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Field(StrEnum):
    """What a column of an ordinary list may hold. The values are what a planner writes."""

    NAME = "navn"
    FIRST_NAME = "fornavn"
    LAST_NAME = "etternavn"
    ORGANISATION = "organisasjon"
    ROLE = "rolle"
    PLACE = "sted"
    MUNICIPALITY = "kommune"
    KIND = "type"
    ORGNR = "orgnr"
    NOTES = "merknad"
    CONTACT = "kontakt"
    """E-mail, telephone, address: never stored with the analysis."""
    REFUSED = "lagres_ikke"
    """What the tool will not hold about a person."""
    LEFT_OUT = "utelatt"
    """Not recognised, or left out on request."""


class Certainty(StrEnum):
    """How a header was understood."""

    STATED = "oppgitt"
    """The planner said so."""
    EXACT = "kjent"
    """The header is one of the words known."""
    NEAR = "ligner"
    """The header is like one of them."""
    CONTENT = "innhold"
    """The cells showed it."""
    NONE = "ukjent"
    """It was not understood."""


@dataclass(frozen=True, slots=True)
class HeaderGuess:
    """One column of the list and what it was taken for."""

    header: str
    """As it stands in the list; empty for a header that must not be repeated."""
    field: Field
    certainty: Certainty


_WORDS: Mapping[Field, tuple[str, ...]] = {
    Field.NAME: (
        "navn", "namn", "name", "fullt navn", "fullt namn", "full name", "kontaktperson", "person",
        "deltaker", "deltakar", "deltakernavn", "participant", "kontakt", "contact person",
        "navn på person", "hvem", "kven", "who", "aktør", "actor",
    ),
    Field.FIRST_NAME: ("fornavn", "fornamn", "førenamn", "first name", "given name"),
    Field.LAST_NAME: ("etternavn", "etternamn", "last name", "surname", "family name"),
    Field.ORGANISATION: (
        "organisasjon", "organisation", "organization", "virksomhet", "verksemd", "bedrift", "firma",
        "company", "lag", "lag/forening", "lag og foreninger", "forening", "foreining", "klubb",
        "arbeidssted", "arbeidsstad", "arbeidsplass", "arbeidsgiver", "arbeidsgjevar", "employer",
        "tilhørighet", "tilhøyrsle", "organisasjonsnavn", "org", "enhet", "eining", "representerer",
        "instans", "institusjon", "workplace", "hører til", "høyrer til", "tilhører", "tilhøyrer", "del av",
        "underlagt", "part of", "belongs to",
    ),
    Field.ROLE: (
        "rolle", "role", "stilling", "tittel", "title", "verv", "funksjon", "position", "yrke",
        "jobb", "occupation", "rolle/stilling", "job title", "oppgave",
    ),
    Field.PLACE: (
        "sted", "stad", "place", "bosted", "bustad", "grend", "bygd", "tettsted", "tettstad",
        "poststed", "poststad", "bydel", "område", "krets", "town", "village",
    ),
    Field.MUNICIPALITY: (
        "kommune", "municipality", "kommunenr", "kommunenummer", "kommunenamn", "kommunenavn",
        "hjemkommune", "heimkommune",
    ),
    Field.KIND: ("type", "aktørtype", "kategori", "category", "kind", "sektor", "sector", "aktortype",
                 "type aktør", "type organisasjon", "organisasjonstype", "organisasjonsform", "slag"),
    Field.ORGNR: ("orgnr", "organisasjonsnummer", "org nr", "organisation number"),
    Field.NOTES: (
        "merknad", "merknader", "merknadar", "kommentar", "kommentarer", "kommentarar", "notat",
        "notater", "notes", "note", "comment", "comments", "remark", "remarks", "anna", "annet",
        "diverse", "beskrivelse", "beskriving", "description",
    ),
    Field.CONTACT: (
        "e-post", "epost", "e-postadresse", "epostadresse", "e-mail", "email", "mail", "mailadresse",
        "telefon", "telefonnummer", "telefonnr", "tlf", "tlfnr", "mobil", "mobilnr", "mobilnummer",
        "phone", "mobile", "telephone", "adresse", "address", "postadresse", "gateadresse", "gate",
        "postnr", "postnummer", "postal code", "postcode", "kontaktinfo", "kontaktinformasjon",
        "contact", "facebook", "nettside", "website", "fødselsdato", "fødselsår", "date of birth",
        "kontonummer", "kontonr",
    ),
}  # fmt: skip
_BY_KEY = {match_key(word): field for field, words in _WORDS.items() for word in words}
_NEAR_ENOUGH = 0.82
_SHORTEST = 3
"""A word of so few letters is like too many others."""
_LONGEST_HEADER = 60
"""A longer text is no header that was misspelt."""


def propose_mapping(headers: Sequence[str]) -> tuple[HeaderGuess, ...]:
    """Guess what each column of an ordinary list holds, from its header alone.

    A field is given to one column: the first that is known beats one that is only like it. Further
    columns for the same field are left out; contact details and notes may be several.

    Examples
    --------
    >>> [guess.field.value for guess in propose_mapping(("Namn", "Stilling", "Tlf.", "Hund"))]
    ['navn', 'rolle', 'kontakt', 'utelatt']
    """
    guesses = [_guess(header) for header in headers]
    taken: set[Field] = set()
    for certainty in (Certainty.EXACT, Certainty.NEAR):
        for position, guess in enumerate(guesses):
            if guess.certainty is not certainty or guess.field in _REPEATABLE:
                continue
            if guess.field in taken:
                guesses[position] = HeaderGuess(guess.header, Field.LEFT_OUT, Certainty.NONE)
            taken.add(guess.field)
    return tuple(guesses)


_REPEATABLE = frozenset({Field.CONTACT, Field.REFUSED, Field.LEFT_OUT, Field.NOTES})


def _guess(header: str) -> HeaderGuess:
    if holds_national_id(header):
        return HeaderGuess("", Field.REFUSED, Certainty.EXACT)
    if is_refused(header):
        return HeaderGuess(header, Field.REFUSED, Certainty.EXACT)
    exact = _BY_KEY.get(match_key(header))
    if exact is not None:
        return HeaderGuess(header, exact, Certainty.EXACT)
    near = _near(match_key(header)) if len(header) <= _LONGEST_HEADER else None
    if near is not None:
        return HeaderGuess(header, _BY_KEY[near], Certainty.NEAR)
    return HeaderGuess(header, Field.LEFT_OUT, Certainty.NONE)


@lru_cache(maxsize=4096)
def _near(key: str) -> str | None:
    found = get_close_matches(key, _BY_KEY, n=1, cutoff=_NEAR_ENOUGH) if len(key) > _SHORTEST else []
    return found[0] if found else None


def with_stated(guesses: Sequence[HeaderGuess], stated: Mapping[str, str]) -> tuple[HeaderGuess, ...]:
    """Replace guesses by what the planner said.

    Parameters
    ----------
    guesses
        What was guessed.
    stated
        Header, in any spelling → value of a :class:`Field`; empty text leaves the column out.

    Raises
    ------
    InputError
        ``unknown_header`` or ``unknown_field``. A column with what the tool will not hold can not
        be given another meaning: it stays refused.
    """
    fields: dict[str, Field] = {
        match_key(field.value): field for field in Field if field is not Field.REFUSED
    }
    wanted: dict[str, Field] = {}
    for header, word in stated.items():
        if match_key(header) not in {match_key(guess.header) for guess in guesses}:
            known = tuple(guess.header for guess in guesses)
            raise InputError("unknown_header", {"header": header, "known": known})
        meant = fields.get(match_key(word)) if word else Field.LEFT_OUT
        if meant is None:
            known = tuple(item.value for item in fields.values())
            raise InputError("unknown_field", {"field": word, "known": known})
        wanted[match_key(header)] = meant
    given = set(wanted.values()) - _REPEATABLE
    result = []
    for guess in guesses:
        field = wanted.get(match_key(guess.header))
        if field is not None and guess.field is not Field.REFUSED:
            result.append(HeaderGuess(guess.header, field, Certainty.STATED))
        elif guess.field in given:
            result.append(HeaderGuess(guess.header, Field.LEFT_OUT, Certainty.NONE))
        else:
            result.append(guess)
    return tuple(result)


def field_message(field: Field) -> Message:
    """Say what a field holds, as the message ``field.<value>``."""
    return Message(f"field.{field.value}")
