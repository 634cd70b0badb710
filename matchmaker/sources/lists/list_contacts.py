"""E-mail addresses and telephone numbers of an ordinary list, for keeping apart from the analysis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.screening import screen
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.lists.list_headers import Certainty, Field
from matchmaker.sources.lists.list_rows import MAIL, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.sources.lists.list_headers import HeaderGuess

EMAIL, TELEPHONE = "epost", "telefon"
"""Codes of the channels."""

_SILENT = frozenset({Field.NOTES, Field.REFUSED, Field.LEFT_OUT, Field.ORGNR, Field.MUNICIPALITY, Field.KIND})
"""Notes may hold somebody else's number; what was left out on request stays left out; an organisation
number with a digit too few is no telephone number."""
_NUMBERS_OF_ELSE = frozenset(
    map(
        match_key,
        ("fødselsdato", "fødselsår", "date of birth", "kontonummer", "kontonr", "postnr", "postnummer",
         "postal code", "postcode"),
    )
)  # fmt: skip
_DATE = re.compile(
    r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
)
_COUNTRY = re.compile(r"(?:\+|00)47(?=[0-9]{8}$)")


class Contact(NamedTuple):
    """How one actor can be reached. It never stands in a dataset's tables."""

    actor: str
    """Id of the actor, as the import of the list makes it."""
    channel: str
    """``epost`` or ``telefon``."""
    value: str
    """The address as it stands in the list; a telephone number as its eight digits."""


def details_in(guesses: Sequence[HeaderGuess], cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Find the (channel, value) pairs in one row of a list.

    E-mail addresses and Norwegian telephone numbers in columns of contact details and in the columns
    that are kept, such as a role; not in notes or in columns that are left out or refused, and not in a
    cell that cannot be read. Birth dates, account and postal numbers are no telephone numbers: not in a
    column with such a header, nor eight digits that are a date in a column known by its content alone.
    """
    for guess, raw in zip(guesses, cells, strict=True):
        text = screen(raw)
        if guess.field in _SILENT or isinstance(text, CellProblem):
            continue
        yield from ((EMAIL, address.rstrip(".")) for address in MAIL.findall(text))
        if match_key(guess.header) in _NUMBERS_OF_ELSE:
            continue
        for found in PHONE.findall(MAIL.sub(" ", text)):
            digits = _COUNTRY.sub("", found.replace(" ", ""))
            named = guess.field is Field.CONTACT and guess.certainty is not Certainty.CONTENT
            if named or not _DATE.fullmatch(digits):
                yield TELEPHONE, digits
