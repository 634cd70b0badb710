"""One reader per kind of cell: what somebody wrote becomes a value, or a problem with a hint.

Norwegian habits are read without asking. Nothing is guessed: a cell that can mean two things is a
problem. Readers take text that :func:`matchmaker.sources.cells.screening.screen` has cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias

from matchmaker.kernel.errors import Message, Param
from matchmaker.model import municipalities
from matchmaker.model.schema import CellType, Column, attribute_code
from matchmaker.sources.cells.cell_problem import JOINT, CellProblem, Value, did_you_mean
from matchmaker.sources.cells.dates import read_date
from matchmaker.sources.cells.identity import valid_orgnr
from matchmaker.sources.cells.numbers import bounds, read_number, read_whole, read_yes_no
from matchmaker.sources.cells.words import match_key, nearest, slug

CellReader: TypeAlias = Callable[[str], Value | CellProblem]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]*")
_LONGEST_ID = 200
_PARTS = re.compile(r"[|;,\n]")
_NUMBER = re.compile(r"([0-9]{1,4})(?:[.,]0+)?")
_MOST_LISTED = 14


def read_id(text: str) -> str | CellProblem:
    """Read an id of ASCII letters, digits and ``. _ : -``; else ``not_an_id`` and a better one."""
    if _ID.fullmatch(text) and len(text) <= _LONGEST_ID:
        return text
    candidate = slug(text)[:_LONGEST_ID]
    hint = Message("hint.try_id", {"value": candidate}) if candidate else Message("hint.not_an_id")
    return CellProblem("not_an_id", hint)


def read_attribute(text: str) -> str | CellProblem:
    """Read an attribute by any of the words for it (``Kjønn``, ``age band``), or else as an id."""
    return read_id(attribute_code(text))


def read_text(text: str) -> str:
    """Take text as it stands."""
    return text


def read_orgnr(text: str) -> str | CellProblem:
    """Read an organisation number, spaces allowed; ``bad_orgnr`` when a digit must be wrong."""
    digits = re.sub(r"[\s.\u00a0]", "", text)
    if valid_orgnr(digits):
        return digits
    nine = re.fullmatch(r"[0-9]{9}", digits)
    return CellProblem("bad_orgnr", Message("hint.orgnr_control" if nine else "hint.orgnr_length"))


def read_municipality(text: str) -> str | CellProblem:
    """Find a municipality by number (``301``, ``5038,0``), former number or name."""
    number = _NUMBER.fullmatch(text)
    found = municipalities.lookup(number.group(1).zfill(4) if number else text)
    if found is None and text.casefold().endswith(" kommune"):
        found = municipalities.lookup(text[: -len(" kommune")])
    if found is not None:
        return found
    near = None if number else nearest(text, municipalities.known_names())
    hint = did_you_mean(near) or Message("hint.unknown_municipality")
    return CellProblem("unknown_municipality", hint)


def code_reader(codes: Iterable[str], spellings: Iterable[tuple[str, str]] = ()) -> CellReader:
    """Make a reader for one of *codes*; case, accents, spaces and *å*/*aa* never matter.

    The reader gives the code as it stands in *codes*, or ``unknown_code`` with the nearest one.
    *Spellings* are further words, each with the code that it means.
    """
    by_key: dict[str, str] = {}
    exact = set(codes := tuple(codes))
    for code in codes:
        by_key.setdefault(match_key(code), code)
    for word, code in spellings:
        by_key.setdefault(match_key(word), code)

    def read(text: str) -> str | CellProblem:
        # a dataset's own ids may differ in case or hyphens alone: what is written as one of them is that one
        found = text if text in exact else by_key.get(match_key(text))
        if found is not None:
            return found
        return CellProblem("unknown_code", did_you_mean(nearest(text, by_key.values())))

    return read


def read_list(text: str, reader: CellReader) -> str | CellProblem:
    """Read values between ``|``, ``;``, ``,`` or line breaks: sorted, each once.

    The first part that cannot be read is the problem. Whole numbers sort by value. A cell with
    separators only is empty text.
    """
    values = []
    for part in _PARTS.split(text):
        if not part.strip():
            continue
        value = reader(part.strip())
        if isinstance(value, CellProblem):
            return value
        values.append(value)
    if all(isinstance(value, float) for value in values):
        return JOINT.join(f"{value:.0f}" for value in sorted(set(values)))
    return JOINT.join(sorted({str(value) for value in values}))


def read_ranked(text: str) -> str | CellProblem:
    """Read ids between ``|``, ``;``, ``,`` or line breaks in the order they stand in, each once.

    The first part that is no id is the problem. A cell with separators only is empty text.
    """
    values = [read_id(part.strip()) for part in _PARTS.split(text) if part.strip()]
    wrong = next((value for value in values if isinstance(value, CellProblem)), None)
    return JOINT.join(dict.fromkeys(map(str, values))) if wrong is None else wrong


def reader_for(column: Column, added: Iterable[str] = ()) -> CellReader:
    """Choose the reader for a column of the schema.

    Parameters
    ----------
    column
        What the cell should hold.
    added
        Codes that the dataset itself adds to an open vocabulary.
    """
    whole = partial(read_whole, low=column.low, high=column.high)
    code = code_reader((*column.codes, *added), column.spellings)
    key = read_attribute if column.name == "attribute" else read_id
    readers: dict[CellType, CellReader] = {
        CellType.ID: key,
        CellType.TEXT: read_text,
        CellType.REFERENCE: read_text,
        CellType.CODE: code,
        CellType.CODES: partial(read_list, reader=code),
        CellType.TAGS: partial(read_list, reader=_tag),
        CellType.RANKED: read_ranked,
        CellType.NUMBER: partial(read_number, low=column.low, high=column.high),
        CellType.WHOLE: whole,
        CellType.WHOLES: partial(read_list, reader=whole),
        CellType.DATE: read_date,
        CellType.YES_NO: read_yes_no,
        CellType.MUNICIPALITY: read_municipality,
        CellType.MUNICIPALITIES: partial(read_list, reader=read_municipality),
        CellType.ORGNR: read_orgnr,
    }
    return readers[column.type]


def _tag(text: str) -> str:
    return " ".join(text.split())


def expectation(column: Column, added: Iterable[str] = ()) -> Message:
    """Say what a valid cell of the column would hold: a message ``expected.<cell type>``.

    Codes are listed when they are few; ranges are given when there is one.
    """
    if column.type in (CellType.CODE, CellType.CODES):
        codes: tuple[Param, ...] = (*column.codes, *sorted(added))
        if len(codes) > _MOST_LISTED:
            return Message("expected.code_of_many", {"examples": codes[:5]})
        return Message(f"expected.{column.type.value}", {"codes": codes})
    if column.low is not None or column.high is not None:
        return Message(f"expected.{column.type.value}_between", bounds(column.low, column.high))
    return Message(f"expected.{column.type.value}")
