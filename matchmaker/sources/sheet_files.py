"""A dropped file, workbook or CSV, becomes sheets of text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.sources.cells.screening import trim
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.files import csv_files, workbook
from matchmaker.sources.files.grid import check_columns, check_rows, header_among
from matchmaker.sources.files.layout import IGNORED
from matchmaker.sources.files.recognition import table_by_headers, table_held
from matchmaker.sources.text_sheet import Sheet
from matchmaker.sources.text_sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_OLD_ENDINGS = (".xls",)
"""Read as a workbook, so that the error can say what kind it is."""


def sheets_of_file(name: str, content: bytes) -> Sheets:
    """Read the sheets of a dropped file.

    The only sheet of a file is given the title of the table that its headers tell, when its own title
    tells none (``liste (3).csv``, *Ark1*). Formulas have their last result, as a person sees it.

    Parameters
    ----------
    name
        Of the file; its ending says what it is: ``.xlsx``, ``.xlsm``, ``.csv``, ``.tsv`` or ``.txt``.
    content
        Of the file.

    Raises
    ------
    InputError
        ``not_a_dataset`` for other endings; ``too_large`` and whatever else
        :func:`~matchmaker.sources.files.workbook.read_workbook` and
        :func:`~matchmaker.sources.files.csv_files.read_csv` raise.
    """
    file = PurePath(name)
    ending = file.suffix.casefold()
    if ending in csv_files.ENDINGS:
        _check_size(name, content, csv_files.MOST_BYTES)
        found = [_sheet(file.stem, csv_files.parse_records(content), name)]
    elif ending in (*workbook.ENDINGS, *_OLD_ENDINGS):
        _check_size(name, content, workbook.MOST_BYTES)
        found = [
            _sheet(title, rows, workbook.label_of(name, title))
            for title, rows in workbook.parse_records(content, name)
        ]
    else:
        raise InputError("not_a_dataset", {"path": name}, Message("hint.not_a_dataset"))
    return Sheets(name, _titled(found))


def _check_size(name: str, content: bytes, most: int) -> None:
    if len(content) > most:
        raise InputError("too_large", {"file": name}, Message("hint.too_large"))


def _sheet(title: str, records: Iterable[Sequence[str]], label: str) -> Sheet:
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    headers: list[str] = []
    header_row = 1
    for number, record in enumerate(records, 1):
        check_rows(number)
        if not headers:
            headers, header_row = header_among([record])[1], number
            check_columns(len(headers), label)
        elif cells := _cells(record, len(headers)):
            rows.append(cells)
            numbers.append(number)
    return Sheet(title, tuple(headers), tuple(rows), tuple(numbers), header_row if headers else 1)


def _cells(record: Sequence[str], width: int) -> tuple[str, ...]:
    """Fill or cut a row to the headers' width, or to its last cell beyond; nothing for a blank row."""
    last = next((at for at in range(len(record), 0, -1) if trim(record[at - 1])), 0)
    if not last:
        return ()
    return (*record[: max(last, width)], *[""] * (width - len(record)))


def _titled(found: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Give the only sheet that is to be read the title that its headers tell."""
    read = [sheet for sheet in found if sheet.headers and match_key(sheet.title) not in IGNORED]
    if len(read) == 1 and table_held(read[0].title, read[0].headers) is None:
        table = table_by_headers(read[0].headers)
        titles = {sheet.title for sheet in found}
        if table is not None and table.title not in titles:
            return tuple(replace(sheet, title=table.title) if sheet is read[0] else sheet for sheet in found)
    return tuple(found)
