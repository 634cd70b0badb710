"""The rows of an ordinary list: finding its header, and cleaning what stands in each field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Problem
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.screening import screen, trim
from matchmaker.sources.files.csv_files import ENDINGS as CSV_ENDINGS
from matchmaker.sources.files.csv_files import csv_records
from matchmaker.sources.files.workbook import ENDINGS, workbook_records
from matchmaker.sources.lists.list_headers import Certainty, Field, HeaderGuess, propose_mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

MOST_ROWS = 20_000
"""Longest ordinary list; more rows are a register, not a list."""
_HEADER_WITHIN = 15
_TELLING = (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.ORGANISATION)
MAIL = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+\.[^\s<>(),;:]+")
"""An e-mail address anywhere in a text."""
PHONE = re.compile(r"(?<![0-9])(?:(?:\+|00) ?47[ ]?)?(?:[0-9]{8}|[0-9]{2}(?: [0-9]{2}){3}"
                   r"|[0-9]{3} [0-9]{2} [0-9]{3})(?![0-9])")  # fmt: skip
"""A Norwegian telephone number anywhere in a text; eight digits that are a date look the same."""
_CONTACT_SHARE = 0.5


@dataclass(frozen=True)
class PlainList:
    """A list as text, with its header found."""

    label: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Row number and cells, as many as there are headers; blank rows are left out."""


def read_list(path: Path) -> PlainList:
    """Read an ordinary list from a CSV file or a workbook.

    Of a workbook the first sheet whose header names a person or an organisation is taken. Rows above
    the header (a title, a date) are passed over.

    Raises
    ------
    InputError
        ``no_list_header`` when no sheet has such a header, ``list_too_long``, ``not_a_list`` for
        other kinds of files, and what reading the file raises.
    """
    return find_list(_candidates(path), path.name)


def find_list(candidates: Iterable[tuple[str, Sequence[Sequence[str]]]], file: str) -> PlainList:
    """Find the first ordinary list among sheets, as :func:`read_list` does.

    Parameters
    ----------
    candidates
        What the planner knows each sheet as, and its rows, blank ones too; the first is row 1.
    file
        What the planner knows them all as.

    Raises
    ------
    InputError
        ``no_list_header`` or ``list_too_long``.
    """
    for label, records in candidates:
        found = header_of(records)
        if found is None:
            continue
        if len(records) > MOST_ROWS:
            raise InputError("list_too_long", {"limit": MOST_ROWS})
        return _plain_list(label, records, found)
    raise InputError("no_list_header", {"file": file}, Message("hint.no_list_header"))


def _candidates(path: Path) -> Iterable[tuple[str, list[list[str]]]]:
    if not path.exists():
        raise InputError("not_found", {"path": str(path)}, Message("hint.not_found"))
    if path.suffix.casefold() in ENDINGS:
        yield from workbook_records(path)
    elif path.is_file() and path.suffix.casefold() in CSV_ENDINGS:
        yield path.name, csv_records(path)
    else:
        raise InputError("not_a_list", {"file": path.name}, Message("hint.not_a_list"))


def header_of(records: Sequence[Sequence[str]]) -> int | None:
    """Find the position of the row that looks most like a header; ``None`` when none does."""
    best, position = 0, None
    for number, record in enumerate(records[:_HEADER_WITHIN]):
        guesses = propose_mapping([trim(cell) for cell in record])
        known = [guess for guess in guesses if guess.certainty is not Certainty.NONE]
        if any(guess.field in _TELLING for guess in known) and len(known) > best:
            best, position = len(known), number
    return position


def _plain_list(label: str, records: Sequence[Sequence[str]], header: int) -> PlainList:
    headers = [trim(cell) for cell in records[header]]
    while headers and not headers[-1]:
        headers.pop()
    rows = []
    for number, record in enumerate(records[header + 1 :], header + 2):
        cells = [*record, *[""] * len(headers)][: len(headers)]
        if any(map(trim, cells)):
            rows.append((number, tuple(cells)))
    return PlainList(label, header + 1, tuple(headers), tuple(rows))


def with_contacts(found: PlainList, guesses: Sequence[HeaderGuess]) -> tuple[HeaderGuess, ...]:
    """Take a column that nobody named for contact details when half of its cells look like them."""
    result = []
    for position, guess in enumerate(guesses):
        cells = [trim(cells[position]) for _, cells in found.rows if trim(cells[position])]
        contact = [cell for cell in cells if MAIL.search(cell) or PHONE.fullmatch(cell)]
        unnamed = guess.field is Field.LEFT_OUT and guess.certainty is Certainty.NONE
        if unnamed and cells and len(contact) >= _CONTACT_SHARE * len(cells):
            result.append(HeaderGuess(guess.header, Field.CONTACT, Certainty.CONTENT))
        else:
            result.append(guess)
    return tuple(result)


def without_contact(text: str) -> str:
    """Take e-mail addresses and telephone numbers out of a text that will be stored.

    >>> without_contact("Kasserer (epost@eksempel.no, tlf 00 00 00 00)")
    'Kasserer'
    """
    bare = PHONE.sub("", MAIL.sub("", text))
    if bare == text:
        return text
    bare = re.sub(r"(?i)\b(tlf|telefon|mob|mobil|e-?post|mail)\b\.?:?", "", bare)
    bare = re.sub(r"[(<\[][\s,;:/]*[)>\]]", "", bare)
    return " ".join(bare.split()).strip(" ,;:/-–")


def fields_of(
    found: PlainList, guesses: Sequence[HeaderGuess], row: int, cells: Sequence[str]
) -> tuple[dict[Field, str], list[Problem]]:
    """Clean the cells of one row that are kept, by field; what cannot be read is a problem.

    An identity number in any column, kept or not, is a problem, and never repeated.
    """
    values: dict[Field, str] = {}
    problems = []
    for guess, raw in zip(guesses, cells, strict=True):
        text = screen(raw)
        kept = guess.field not in (Field.CONTACT, Field.REFUSED, Field.LEFT_OUT)
        if isinstance(text, CellProblem):
            if kept or text.code == "national_id":
                problems.append(_problem(found, guess, row, text, raw))
        elif kept and (bare := without_contact(text)):
            values[guess.field] = f"{values[guess.field]}; {bare}" if guess.field in values else bare
    return values, problems


def _problem(found: PlainList, guess: HeaderGuess, row: int, fault: CellProblem, raw: str) -> Problem:
    return Problem(
        fault.code, "list", found.label, row, guess.header or None,
        None if fault.secret else raw.strip(), hint=fault.hint, params=fault.params,
    )  # fmt: skip
