"""Text grids in memory: a dropped file, a dataset on a page. Read by the same way as files on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import schema
from matchmaker.model.event_tables import EVENT_GROUPS
from matchmaker.sources.assembly import Assembly
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.files import workbook
from matchmaker.sources.files.grid import build_grid
from matchmaker.sources.files.layout import IGNORED, table_for
from matchmaker.sources.files.recognition import table_held
from matchmaker.sources.lists.list_contacts import Contact
from matchmaker.sources.lists.list_rows import find_list, header_of
from matchmaker.sources.lists.plain_list import ListRead, home_of, read_rows
from matchmaker.sources.sheet_files import sheets_of_file
from matchmaker.sources.text_sheet import Sheet
from matchmaker.sources.text_sheets import Sheets, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from matchmaker.kernel.errors import Problem
    from matchmaker.model.tables import Tables
    from matchmaker.sources.files.grid import Grid
    from matchmaker.sources.lists.list_report import ImportReport
    from matchmaker.sources.lists.list_rows import PlainList

__all__ = [
    "Contact", "Sheet", "Sheets", "Spot", "contacts_in", "is_plain_list", "list_and_tables", "propose",
    "read_sheets", "sheets_of", "sheets_of_file",
]  # fmt: skip


def sheets_of(tables: Tables, *, source: str = "") -> Sheets:
    """Lay out tables as sheets, with the titles, headers and texts with which CSV files are written.

    Rows keep their numbers where these ascend, else they are numbered from 2.
    """
    from matchmaker.sources import writing  # openpyxl is slow to import

    found = []
    for laid in writing.sheets(tables):
        rows = tuple(laid.rows())
        steps = np.diff(np.array((1, *laid.numbers)))
        numbers = laid.numbers if (steps > 0).all() else tuple(range(2, len(rows) + 2))
        found.append(Sheet(laid.table.title, laid.headers, rows, numbers))
    return Sheets(source, tuple(found))


def read_sheets(sheets: Sheets) -> tuple[Tables, tuple[Problem, ...]]:
    """Read a dataset from sheets, as :func:`matchmaker.sources.reading.read_dataset` reads it from disk.

    Returns
    -------
    tuple
        The tables, in which faulty cells are missing, and every problem in order of place. The
        ``file`` of a problem is the title of its sheet, its ``row`` the row's number there and its
        ``column`` the header (or letters); :meth:`Sheets.spot` finds the cell.

    Raises
    ------
    InputError
        ``too_many_columns`` or ``too_many_rows``.
    """
    assembly = Assembly(sheets.source)
    for sheet in sheets.sheets:
        assembly.take(_grid(sheet))
    return assembly.tables()


def _grid(sheet: Sheet) -> Grid:
    """Collect the rows as if none were missing between them, and then give each its own number."""
    records = (sheet.headers, *sheet.rows) if any(sheet.headers) else ()
    grid = build_grid(sheet.title, sheet.title, [records])
    numbers = np.array((sheet.header_row, *sheet.numbers), dtype=np.int64)
    extras = (replace(extra, row=int(numbers[extra.row - 1])) for extra in grid.extras)
    return replace(grid, rows=numbers[grid.rows - 1], extras=tuple(extras))


def is_plain_list(sheets: Sheets) -> bool:
    """Say whether this is an ordinary list: no sheet is a table of actors, and a list can be read.

    A sheet is a table when its title says so and at least one of the table's required headers, other
    than a name, is there.
    """
    tables, others = _parted(sheets)
    is_dataset = any(table_held(sheet.title, sheet.headers) is schema.ACTORS for sheet in tables)
    return not is_dataset and any(header_of(_records(sheet)) is not None for sheet in others)


def propose(
    sheets: Sheets,
    *,
    keep_notes: bool = False,
    mapping: Mapping[str, str] | None = None,
    municipality: str | None = None,
) -> tuple[Sheets, ImportReport]:
    """Propose a dataset from an ordinary list, ready for mending.

    What and how is in :func:`matchmaker.sources.lists.plain_list.import_list`. A kind that no rule
    knows stands as it was written, or is an empty cell; whether somebody is a person or an organisation
    stands as a question where the list does not tell. Each is a problem at its place when the sheets are
    read. No contact detail
    is in them: see :func:`contacts_in`.

    Raises
    ------
    InputError
        ``no_list_header``, ``list_too_long``, ``unknown_municipality``, ``unknown_header`` or
        ``unknown_field``.
    """
    found = _read_list(sheets, keep_notes=keep_notes, mapping=mapping, municipality=municipality)
    return sheets_of(found.with_questions(), source=sheets.source), found.report


def contacts_in(
    sheets: Sheets,
    *,
    mapping: Mapping[str, str] | None = None,
    municipality: str | None = None,
) -> tuple[Contact, ...]:
    """Find the e-mail addresses and telephone numbers of an ordinary list, for keeping them apart.

    Ids of actors are those of :func:`propose` with the same list and *mapping*. What counts as a
    contact detail is in :func:`matchmaker.sources.lists.list_contacts.details_in`. Each once, in order
    of actor, channel and value; a list without any gives none.

    Raises
    ------
    InputError
        As :func:`propose`.
    """
    return _read_list(sheets, keep_notes=False, mapping=mapping, municipality=municipality).contacts


def _read_list(
    sheets: Sheets, *, keep_notes: bool, mapping: Mapping[str, str] | None, municipality: str | None
) -> ListRead:
    home = home_of(municipality)
    return read_rows(_plain_list(sheets), keep_notes=keep_notes, mapping=mapping, home=home)


def _plain_list(sheets: Sheets) -> PlainList:
    return list_and_tables(sheets)[0]


def list_and_tables(sheets: Sheets) -> tuple[PlainList, tuple[Sheet, ...]]:
    """Find the ordinary list among sheets, and those beside it that are tables of a dataset.

    Raises
    ------
    InputError
        ``no_list_header`` or ``list_too_long``.
    """
    tables, others = _parted(sheets)
    groups = [sheet for sheet in others if table_for(sheet.title) is EVENT_GROUPS and len(others) > 1]
    tables, others = [*tables, *groups], [sheet for sheet in others if sheet not in groups]
    is_book = PurePath(sheets.source).suffix.casefold() in workbook.ENDINGS
    candidates: Iterator[tuple[str, list[Sequence[str]]]] = (
        (workbook.label_of(sheets.source, sheet.title) if is_book else sheets.source, _records(sheet))
        for sheet in (*others, *tables)
    )
    return find_list(candidates, sheets.source), tuple(tables)


def _parted(sheets: Sheets) -> tuple[list[Sheet], list[Sheet]]:
    """Part the sheets in those that are tables of a dataset and those that may be ordinary lists."""
    tables: list[Sheet] = []
    others: list[Sheet] = []
    for sheet in sheets.sheets:
        if match_key(sheet.title) not in IGNORED:
            held = table_held(sheet.title, sheet.headers)
            (others if held is None else tables).append(sheet)
    return tables, others


def _records(sheet: Sheet) -> list[Sequence[str]]:
    """Give the sheet's rows as they stand in the file, blank ones too."""
    records: list[Sequence[str]] = [()] * max((sheet.header_row, *sheet.numbers[-1:]))
    records[sheet.header_row - 1] = sheet.headers
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        records[number - 1] = row
    return records
