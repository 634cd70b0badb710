"""What is looked at in every cell before its meaning: control signs, errors, identity numbers."""

from __future__ import annotations

import re
import unicodedata

from matchmaker.kernel.errors import Message, Param
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.identity import holds_national_id

LONGEST = 10_000
"""Most characters in a cell; a longer one is a sign of a missing quotation mark."""

_BLANK = " \t\r\n\v\f\u00a0\u2007\u202f\u200b\ufeff"
_DIGITS = re.compile("[0-9]{6}[ \u00a0\u202f-]?[0-9]{4}")
_PLAIN = re.compile(r"[A-Za-zÆØÅæøå](?:[\wÆØÅæøå .,:/()-]{0,98}[\wæøå.)])?", re.ASCII)
"""Most cells: nothing in them needs a closer look, unless there are many digits."""
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_ERRORS = frozenset(
    {
        "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
        "#GETTING_DATA", "#BLOCKED!", "#FIELD!", "#I/T", "#VERDI!", "#NAVN?", "#OVERFLYT!",
        "#FELT!",
    }
)  # fmt: skip
_GUARDED = re.compile(r"'+[=+\-@]")
_DANGER = re.compile(r"'*[=+\-@]")


def trim(text: str) -> str:
    """Take blanks off the ends; no-break spaces and zero-width marks are blank too."""
    return text.strip(_BLANK)


def guard(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    :func:`screen` undoes it: whatever stands in a cell, reading what was written gives it back.

    >>> guard("=1+1"), guard("'=1"), guard("Lag")
    ("'=1+1", "''=1", 'Lag')
    """
    return "'" + text if _DANGER.match(text) else text


def screen(raw: str) -> str | CellProblem:
    """Clean a cell: trim, compose (NFC), make line ends one kind, take off a guarding apostrophe.

    Returns
    -------
    str or CellProblem
        The text, empty for a blank cell; or one of ``too_long``, ``national_id``,
        ``control_characters`` and ``formula_error`` (an error value such as ``#REF!``, or a formula
        whose result was never stored).
    """
    if _PLAIN.fullmatch(raw) and not _DIGITS.search(raw):
        return raw
    text = trim(raw)
    if len(text) > LONGEST:
        params: dict[str, Param] = {"limit": LONGEST}
        return CellProblem("too_long", Message("hint.too_long"), secret=True, params=params)
    if _DIGITS.search(text) and holds_national_id(text):
        return CellProblem("national_id", Message("hint.national_id"), secret=True)
    if _CONTROL.search(text):
        return CellProblem("control_characters", Message("hint.control_characters"), secret=True)
    if text[:1] == "=" or (text[:1] == "#" and text.upper() in _ERRORS):
        return CellProblem("formula_error", Message("hint.formula_error"))
    if _GUARDED.match(text):
        text = text[1:]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else trim(unicodedata.normalize("NFC", text))
