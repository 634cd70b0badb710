"""Numbers, yes and no, as they are written in Norway, in England and by spreadsheets."""

from __future__ import annotations

import math
import re

from matchmaker.kernel.errors import Message, Param
from matchmaker.sources.cells.cell_problem import CellProblem

_SPACES = re.compile("[\u00a0\u2007\u2009\u202f ]+")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]{1,3})?|[+-]?[.,][0-9]+")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_POINTED = re.compile(r"[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})")
_ENGLISH = re.compile(r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")
_EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")

_YES = frozenset({"ja", "j", "yes", "y", "true", "sann", "sant", "1", "x"})
_NO = frozenset({"nei", "n", "no", "false", "usann", "usant", "0"})


def read_number(text: str, low: float | None = None, high: float | None = None) -> float | CellProblem:
    """Read a number with decimal comma or point, and spaces, points or commas between thousands.

    ``1.250`` can be a thousand or one and a quarter, and is a problem; ``1.250,00`` is not.

    Parameters
    ----------
    text
        The cell.
    low, high
        Bounds, both inclusive; ``None`` is no bound.

    Returns
    -------
    float or CellProblem
        ``not_a_number``, ``ambiguous_number`` or ``out_of_range``.
    """
    plain = _SPACES.sub(" ", text.strip()).replace("−", "-")
    if _EITHER.fullmatch(plain):
        whole, decimal = plain.replace(".", ""), plain.replace(".", ",").rstrip("0").rstrip(",")
        params: dict[str, Param] = {"whole": whole, "decimal": decimal}
        return CellProblem("ambiguous_number", Message("hint.ambiguous_number", params))
    value = _value(plain)
    if value is None or not math.isfinite(value):
        return CellProblem("not_a_number", Message("hint.not_a_number"))
    if (low is not None and value < low) or (high is not None and value > high):
        return CellProblem("out_of_range", params=bounds(low, high))
    return value + 0.0  # minus nothing is nothing: equal datasets must have equal fingerprints


def _value(plain: str) -> float | None:
    if _PLAIN.fullmatch(plain) or _SPACED.fullmatch(plain):
        return float(plain.replace(" ", "").replace(",", "."))
    if _POINTED.fullmatch(plain):
        return float(plain.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(plain):
        return float(plain.replace(",", ""))
    return None


def bounds(low: float | None, high: float | None) -> dict[str, Param]:
    """Give the bounds of a range as words for a sentence; no bound is an en dash."""
    return {"low": _short(low), "high": _short(high)}


def _short(value: float | None) -> Param:
    if value is None:
        return None
    return int(value) if value == int(value) else f"{value:g}".replace(".", ",")


def read_whole(text: str, low: float | None = None, high: float | None = None) -> float | CellProblem:
    """Read a whole number, as a float; see :func:`read_number`. A fraction is ``not_whole``."""
    value = read_number(text, low, high)
    if isinstance(value, float) and value != int(value):
        return CellProblem("not_whole", Message("hint.not_whole"))
    return value


def read_yes_no(text: str) -> bool | CellProblem:
    """Read *ja* or *nei*, also ``sann``, ``true``, ``1``, ``x``; anything else is ``not_yes_no``.

    >>> read_yes_no("JA"), read_yes_no("usann")
    (True, False)
    """
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    return CellProblem("not_yes_no", Message("hint.not_yes_no"))
