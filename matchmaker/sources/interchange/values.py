"""Texts of a file become values: by the type that the file states, or by what the text looks like."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date

from matchmaker.kernel.errors import Message
from matchmaker.sources.cells.screening import trim

LONGEST = 10_000
"""Most characters of one value, as in a cell of a spreadsheet."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
_SPELT_WHOLE = re.compile(r"[+-]?[0-9]{1,30}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9_.:-]+")
_NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""What no cell of a dataset may hold, and XML mostly cannot."""
_YES, _NO = frozenset({"true", "1", "yes", "ja"}), frozenset({"false", "0", "no", "nei"})

EXPECTED = {
    "int": Message("expected.whole"),
    "float": Message("expected.number"),
    "bool": Message("expected.true_false"),
    "date": Message("expected.iso_date"),
    "text": Message("expected.text"),
}
"""What a value of each type looks like."""


class WrongValue(Exception):
    """A text that is no value of its type; *code* says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def tidy(text: str) -> str:
    """A text as every format can hold it: trimmed, composed (NFC), without control signs."""
    if _PLAIN.fullmatch(text):
        return text
    plain = _NEVER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return trim(unicodedata.normalize("NFC", plain))


def has_control_signs(text: str) -> bool:
    """Whether a text holds what no cell of a dataset may hold."""
    return bool(_NEVER.search(text))


def date_of(text: str) -> date | None:
    """The calendar date of an ISO text; ``None`` for anything else.

    >>> date_of("2026-02-28"), date_of("2026-02-30"), date_of("2026")
    (datetime.date(2026, 2, 28), None, None)
    """
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read(text: str, kind: str) -> str | int | float | bool:
    """Read a text as the type that the file states: ``text``, ``int``, ``float`` or ``bool``.

    Raises ``WrongValue`` (``wrong_type``, ``not_finite``, ``value_too_long``).
    """
    if len(text) > LONGEST:
        raise WrongValue("value_too_long")
    if kind == "text":
        return text
    bare = text.strip()
    if kind == "bool":
        if bare.casefold() in _YES | _NO:
            return bare.casefold() in _YES
    elif _NOT_FINITE.fullmatch(bare):
        raise WrongValue("not_finite")
    elif kind == "int" and _SPELT_WHOLE.fullmatch(bare):
        if -(2**63) <= int(bare) < 2**63:
            return int(bare)
    elif kind == "float" and _NUMBER.fullmatch(bare):
        return finite(float(bare))
    raise WrongValue("wrong_type")


def finite(number: float) -> float:
    """The number itself. Raises ``WrongValue`` (``not_finite``); 1e999 is no number either."""
    if not math.isfinite(number):
        raise WrongValue("not_finite")
    return number


def guess(text: str) -> str | int | float | bool:
    """Read a text where the file states no type: a number only when writing it gives the same text.

    >>> guess("3"), guess("3.0"), guess("007"), guess("true"), guess("Lag")
    (3, 3.0, '007', True, 'Lag')
    """
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.fullmatch(text) and text != "-0" and -(2**63) <= int(text) < 2**63:
        return int(text)
    if _NUMBER.fullmatch(text):
        number = float(text)
        if math.isfinite(number) and repr(number) == text:
            return number
    return text


def number_kind(text: str) -> str:
    """The type by which a number without a stated type is read: ``int`` when it is written as one.

    >>> number_kind("3"), number_kind("3.0"), number_kind("x")
    ('int', 'float', 'float')
    """
    return "int" if _WHOLE.fullmatch(text) else "float"
