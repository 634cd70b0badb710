"""One sheet as a person sees it: texts under headers, which can be mended and kept as plain values."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import InputError
from matchmaker.sources.files.grid import MOST_ROWS
from matchmaker.sources.files.workbook_parts import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. A row may hold more cells than there are headers, and never fewer."""

    title: str
    """Name of the sheet, or of the CSV file without its ending."""
    headers: tuple[str, ...]
    """The first row that is not blank; empty when there is none."""
    rows: tuple[tuple[str, ...], ...]
    """The cells below, as texts; a blank cell is empty text. Blank rows of a file are left out."""
    numbers: tuple[int, ...]
    """Each row's number in the spreadsheet, ascending."""
    header_row: int = 1
    """The headers' number in the spreadsheet."""

    @property
    def width(self) -> int:
        """How many columns hold a header or a cell."""
        return max(len(self.headers), max(map(len, self.rows), default=0))

    def position(self, header: str) -> int:
        """Find a column by its header as it stands, the first of several; else by its letters.

        Letters are how a column without a header is spoken of. Raises ``InputError``
        (``unknown_header``).
        """
        if header and header in self.headers:
            return self.headers.index(header)
        for position in range(self.width):
            if column_letters(position + 1) == header:
                return position
        raise InputError("unknown_header", {"header": header, "known": self.headers})

    def index(self, row: int) -> int:
        """Find the position of a row by its number. Raises ``InputError`` (``unknown_row``)."""
        found = bisect_left(self.numbers, row)
        if found == len(self.numbers) or self.numbers[found] != row:
            raise InputError("unknown_row", {"sheet": self.title, "row": row})
        return found

    def with_cell(self, row: int, header: str, text: str) -> Sheet:
        """Make a sheet with another text in one cell. Raises as :meth:`position` and :meth:`index`."""
        position, index = self.position(header), self.index(row)
        cells = [*self.rows[index], *[""] * (position + 1 - len(self.rows[index]))]
        cells[position] = text
        return replace(self, rows=(*self.rows[:index], tuple(cells), *self.rows[index + 1 :]))

    def with_row(self) -> Sheet:
        """Make a sheet with an empty row at the end, whose number is the next one."""
        number = max((self.header_row, *self.numbers[-1:])) + 1
        blank = ("",) * len(self.headers)
        return replace(self, rows=(*self.rows, blank), numbers=(*self.numbers, number))

    def without_rows(self, rows: Iterable[int]) -> Sheet:
        """Make a sheet without some rows; the others keep their numbers."""
        gone = {self.index(row) for row in rows}
        kept = [index for index in range(len(self.rows)) if index not in gone]
        return replace(
            self,
            rows=tuple(self.rows[index] for index in kept),
            numbers=tuple(self.numbers[index] for index in kept),
        )

    def with_header(self, header: str, text: str) -> Sheet:
        """Make a sheet where a column has another header; the next free column's letters add one."""
        if header == column_letters(self.width + 1) and header not in self.headers:
            position = self.width
        else:
            position = self.position(header)
        headers = [*self.headers, *[""] * (position + 1 - len(self.headers))]
        headers[position] = text
        fill = [""] * len(headers)
        rows = (row if len(row) >= len(headers) else (*row, *fill[len(row) :]) for row in self.rows)
        return replace(self, headers=tuple(headers), rows=tuple(rows))

    def without_column(self, header: str) -> Sheet:
        """Make a sheet without one column, cells and all. Raises as :meth:`position`."""
        position = self.position(header)
        rows = tuple((*row[:position], *row[position + 1 :]) for row in self.rows)
        headers = (*self.headers[:position], *self.headers[position + 1 :])
        return replace(self, headers=headers, rows=rows)

    def as_dict(self) -> dict[str, Any]:
        """Give the sheet as plain values, ready for JSON; :func:`sheet_of` takes them back."""
        return {
            "title": self.title,
            "headers": list(self.headers),
            "rows": [list(row) for row in self.rows],
            "numbers": list(self.numbers),
            "header_row": self.header_row,
        }


def text_of(value: object) -> str:
    """Take a text; raises ``TypeError`` for anything else."""
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError
    return tuple(map(text_of, values))


def sheet_of(content: Mapping[str, Any]) -> Sheet:
    """Make a sheet of plain values; raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    sheet = Sheet(
        text_of(content["title"]),
        _texts(content["headers"]),
        tuple(map(_texts, content["rows"])),
        tuple(map(_number, content["numbers"])),
        _number(content.get("header_row", 1)),
    )
    numbers = (0, sheet.header_row, *sheet.numbers)
    ascending = all(one < other for one, other in pairwise(numbers)) and numbers[-1] <= MOST_ROWS
    narrow = any(len(row) < len(sheet.headers) for row in sheet.rows)
    if not ascending or narrow or len(sheet.rows) != len(sheet.numbers):
        raise ValueError
    return sheet
