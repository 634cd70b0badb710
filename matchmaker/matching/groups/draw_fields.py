"""Fields of a row that somebody else has written: each is what it must be, or the row is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.kernel.canonical import Canonical

LONGEST_WORD = 500


class Fields:
    """One row, opened.

    Parameters
    ----------
    number
        Its number in the document, from 1.
    row
        What stands there.
    kind
        What it must be about.
    names
        What it must hold besides: all of it, and nothing else.
    """

    def __init__(self, number: int, row: Canonical, kind: str, names: Iterable[str]) -> None:
        self._number = number
        if not isinstance(row, dict) or row.get("kind") != kind or set(row) != {"kind", *names}:
            raise self.wrong(kind)
        self._row = row

    def wrong(self, field: str) -> InputError:
        """The error that says which field of which row cannot be read."""
        return InputError("draw_row", {"row": self._number, "field": field}, Message("hint.draw_row"))

    def whole(self, name: str, low: int, high: int) -> int:
        """A whole number from *low* to *high*."""
        return self._number_of(name, self._row[name], low, high)

    def _number_of(self, name: str, value: Canonical, low: int, high: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(name)
        return value

    def flag(self, name: str) -> bool:
        """Yes or no."""
        value = self._row[name]
        if not isinstance(value, bool):
            raise self.wrong(name)
        return value

    def word(self, name: str, pattern: str = ".*") -> str:
        """A text of one form, not too long."""
        value = self._row[name]
        if (
            not isinstance(value, str)
            or len(value) > LONGEST_WORD
            or not re.fullmatch(pattern, value, re.DOTALL)
        ):
            raise self.wrong(name)
        return value

    def words(self, name: str) -> list[str]:
        """A list of texts."""
        value = self._row[name]
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(name)
        return [str(one) for one in value]

    def optional(self, name: str, low: int, high: int) -> int | None:
        """A whole number or nothing."""
        return None if self._row[name] is None else self.whole(name, low, high)

    def wholes(self, name: str, length: int | None, low: int, high: int) -> list[int]:
        """A list of whole numbers; *length* of them when that is told."""
        return self._list(name, self._row[name], length, low, high)

    def _list(self, name: str, value: Canonical, length: int | None, low: int, high: int) -> list[int]:
        if not isinstance(value, list) or (length is not None and len(value) != length):
            raise self.wrong(name)
        return [self._number_of(name, one, low, high) for one in value]

    def lists(self, name: str, length: int, each: int | None, low: int, high: int) -> list[list[int]]:
        """As many lists of whole numbers, of *each* numbers when that is told."""
        value = self._row[name]
        if not isinstance(value, list) or len(value) != length:
            raise self.wrong(name)
        return [self._list(name, one, each, low, high) for one in value]

    def pairs(self, name: str, low: int, high: int) -> list[list[int]]:
        """A list of pairs of whole numbers."""
        value = self._row[name]
        if not isinstance(value, list):
            raise self.wrong(name)
        return [self._list(name, one, 2, low, high) for one in value]

    def lists_of_pairs(self, name: str, length: int, low: int, high: int) -> list[list[list[int]]]:
        """As many lists of pairs."""
        value = self._row[name]
        if (
            not isinstance(value, list)
            or len(value) != length
            or not all(isinstance(one, list) for one in value)
        ):
            raise self.wrong(name)
        return [
            [self._list(name, pair, 2, low, high) for pair in one] for one in value if isinstance(one, list)
        ]
