"""Sheets as a person sees them: a whole file, or a whole dataset, that can be mended and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from matchmaker.kernel.errors import InputError
from matchmaker.sources.files.frames import LETTERS
from matchmaker.sources.text_sheet import Sheet, sheet_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from matchmaker.kernel.errors import Problem


class Spot(NamedTuple):
    """Where a problem is."""

    title: str
    """Of the sheet."""
    row: int | None
    """Number of the row in the spreadsheet; ``None`` when the header itself or the sheet is meant."""
    position: int | None
    """Of the column, from 0; ``None`` when the row or the sheet as a whole is meant."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sheets of a file, or a whole dataset as sheets. Titles are unique."""

    source: str
    """What the planner knows them all as, e.g. ``sti.xlsx``; empty when they come from no file."""
    sheets: tuple[Sheet, ...]

    def sheet(self, title: str) -> Sheet:
        """Give one sheet. Raises ``InputError`` (``unknown_sheet``)."""
        for sheet in self.sheets:
            if sheet.title == title:
                return sheet
        known = tuple(sheet.title for sheet in self.sheets)
        raise InputError("unknown_sheet", {"sheet": title, "known": known})

    def with_cell(self, title: str, row_number: int, header: str, text: str) -> Sheets:
        """Make sheets with another text in one cell.

        Parameters
        ----------
        title
            Of the sheet.
        row_number
            Number of the row in the spreadsheet.
        header
            As it stands in the sheet, the first of several; or the letters of the column, which is how
            problems name a column without a header and how cells beyond the headers are reached.
        text
            What is to stand there; empty text empties the cell.

        Raises
        ------
        InputError
            ``unknown_sheet``, ``unknown_row`` or ``unknown_header``.
        """
        return self._with(title, lambda sheet: sheet.with_cell(row_number, header, text))

    def with_row(self, title: str) -> Sheets:
        """Make sheets with an empty row at the end of one; raises ``InputError`` (``unknown_sheet``)."""
        return self._with(title, Sheet.with_row)

    def without_rows(self, title: str, row_numbers: Iterable[int]) -> Sheets:
        """Make sheets without some rows of one; the other rows keep their numbers.

        Raises ``InputError`` (``unknown_sheet``, ``unknown_row``).
        """
        return self._with(title, lambda sheet: sheet.without_rows(row_numbers))

    def with_header(self, title: str, header: str, text: str) -> Sheets:
        """Make sheets where one column has another header, for a missing or misspelt one.

        *header* is as in :meth:`with_cell`; the letters of the first free column add a column. Raises
        ``InputError`` (``unknown_sheet``, ``unknown_header``).
        """
        return self._with(title, lambda sheet: sheet.with_header(header, text))

    def without_column(self, title: str, header: str) -> Sheets:
        """Make sheets where one is without a column, cells and all; *header* as in :meth:`with_cell`.

        Raises ``InputError`` (``unknown_sheet``, ``unknown_header``).
        """
        return self._with(title, lambda sheet: sheet.without_column(header))

    def with_title(self, title: str, new: str) -> Sheets:
        """Make sheets where one has another title, which says which table it is.

        Raises ``InputError`` (``unknown_sheet``, ``sheet_exists``).
        """
        if new != title and any(sheet.title == new for sheet in self.sheets):
            raise InputError("sheet_exists", {"sheet": new})
        return self._with(title, lambda sheet: replace(sheet, title=new))

    def _with(self, title: str, change: Callable[[Sheet], Sheet]) -> Sheets:
        old = self.sheet(title)
        return replace(self, sheets=tuple(change(one) if one is old else one for one in self.sheets))

    def spot(self, problem: Problem) -> Spot | None:
        """Find where in these sheets a problem of theirs is; ``None`` when it is in none of them.

        A column that is not there (``missing_column``) gives the sheet as a whole.
        """
        sheet = next((one for one in self.sheets if one.title == problem.file), None)
        if sheet is None:
            return None
        name = problem.column or problem.params.get(LETTERS)
        try:
            position = None if name is None else sheet.position(str(name))
        except InputError:
            position = None
        if problem.code == "duplicate_column" and position is not None:  # not the first one is at fault
            position = max(at for at, header in enumerate(sheet.headers) if header == name)
        return Spot(sheet.title, problem.row, position)

    def as_dict(self) -> dict[str, Any]:
        """Give the sheets as plain values, ready for JSON; :meth:`from_dict` takes them back."""
        return {
            "source": self.source,
            "sheets": [sheet.as_dict() for sheet in self.sheets],
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Sheets:
        """Make sheets of the plain values of :meth:`as_dict`, which may have been through JSON.

        Raises
        ------
        InputError
            ``broken_sheets`` for anything else.
        """
        try:
            found = cls(text_of(content["source"]), tuple(map(sheet_of, content["sheets"])))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise InputError("broken_sheets") from error
        if len({sheet.title for sheet in found.sheets}) < len(found.sheets):
            raise InputError("broken_sheets")
        return found
