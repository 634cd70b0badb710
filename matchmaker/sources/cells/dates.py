"""Calendar dates as they are written in Norway, in ISO 8601 and by spreadsheets."""

from __future__ import annotations

import re
from datetime import date

from matchmaker.kernel.errors import Message, Param
from matchmaker.sources.cells.cell_problem import CellProblem

FIRST, LAST = date(1800, 1, 1), date(2200, 12, 31)
"""Dates outside are taken for slips of the pen."""

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]{5,15}Z?)?")
_NORWEGIAN = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_YEAR = re.compile(r"(?:1[89]|2[01])[0-9]{2}")
_SHORT = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2}")


def read_date(text: str) -> date | CellProblem:
    """Read a date as ``dd.mm.åååå``, ``d.m.åååå`` or ``åååå-mm-dd``; a time of day is left out.

    Returns
    -------
    date or CellProblem
        ``not_a_date``, also for a year alone, a year of two digits and orders such as
        ``02/03/2024`` that are read differently in different countries; ``out_of_range`` before
        1800 or after 2200.
    """
    iso, norwegian = _ISO.fullmatch(text), _NORWEGIAN.fullmatch(text)
    if iso:
        parts = iso.groups()
    elif norwegian:
        parts = norwegian.groups()[::-1]
    else:
        return CellProblem("not_a_date", _hint(text))
    try:
        found = date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return CellProblem("not_a_date", Message("hint.no_such_date"))
    if not FIRST <= found <= LAST:
        params: dict[str, Param] = {"low": FIRST.isoformat(), "high": LAST.isoformat()}
        return CellProblem("out_of_range", params=params)
    return found


def _hint(text: str) -> Message:
    if _YEAR.fullmatch(text):
        return Message("hint.year_only", {"year": text})
    return Message("hint.short_year" if _SHORT.fullmatch(text) else "hint.not_a_date")
