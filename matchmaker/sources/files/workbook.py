"""Excel workbooks: bytes to grids, one per sheet."""

from __future__ import annotations

import io
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from python_calamine import CalamineWorkbook, SheetTypeEnum

from matchmaker.sources.files.csv_files import read_bytes
from matchmaker.sources.files.grid import CHUNK, Grid, build_grid
from matchmaker.sources.files.workbook_guard import broken, inspect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta

ENDINGS = (".xlsx", ".xlsm")
MOST_BYTES = 200_000_000
_PANIC = "PanicException"


def read_workbook(path: Path) -> tuple[Grid, ...]:
    """Read every sheet of a workbook, hidden ones too.

    Raises
    ------
    InputError
        ``unreadable_file``, ``too_large``, ``encrypted_workbook``, ``old_workbook``,
        ``broken_workbook``, ``too_many_rows``, ``too_many_columns`` or ``too_many_sheets``.
    """
    return parse_workbook(read_bytes(path, MOST_BYTES), path.name)


def parse_workbook(data: bytes, file: str) -> tuple[Grid, ...]:
    """Read the bytes of a workbook known as *file*; see :func:`read_workbook`."""
    return tuple(
        build_grid(name, label_of(file, name), _chunks(rows)) for name, rows in parse_records(data, file)
    )


def workbook_records(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield every sheet as plain rows, blank ones too, by its «file › sheet».

    Raises as :func:`read_workbook`.
    """
    data = read_bytes(path, MOST_BYTES)
    for name, rows in parse_records(data, path.name):
        yield label_of(path.name, name), list(rows)


def label_of(file: str, sheet: str) -> str:
    """Write what a planner knows a sheet as."""
    return f"{file} › {sheet}"


def parse_records(data: bytes, file: str) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """Yield each sheet's name and its rows as text, blank ones too; see :func:`read_workbook`."""
    parts = inspect(data, file)
    with _contained(file):
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet  # a chart sheet holds no cells
        ]
    for name in names:
        if name not in parts:
            raise broken(file)
        with _contained(file):
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        yield name, _texts(rows, parts[name].faults)


@contextmanager
def _contained(file: str) -> Iterator[None]:
    """Turn whatever the reading library raises, a panic of its compiled code too, into one error."""
    try:
        yield
    except Exception as error:
        raise broken(file) from error
    except BaseException as error:
        # a panic is neither an Exception nor a class that can be imported
        if type(error).__name__ != _PANIC:
            raise
        raise broken(file) from error


def _chunks(records: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while chunk := list(islice(records, CHUNK)):
        yield chunk


def _texts(rows: list[list[Cell]], faults: Mapping[tuple[int, int], str]) -> Iterator[list[str]]:
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (at, column), text in faults.items():
        by_row.setdefault(at, []).append((column, text))
    for number, row in enumerate(rows, 1):
        record = [cell if type(cell) is str else cell_text(cell) for cell in row]
        for column, text in by_row.pop(number, []):
            record += [""] * (column - len(record))
            record[column - 1] = text
        yield record
    last = len(rows)
    for number in sorted(by_row):  # an error below the last row that holds a value
        for _ in range(last + 1, number):
            yield []
        last = number
        cells = dict(by_row[number])
        yield [cells.get(column, "") for column in range(1, max(cells) + 1)]


def cell_text(cell: Cell) -> str:
    """Write a cell's value as a planner would have typed it into a CSV file.

    Whole numbers lose their ``.0``; other numbers get a decimal point and never exactly three
    decimals, which could be read as thousands; dates are ISO dates, *sann* is ``ja``.

    >>> cell_text(5038.0), cell_text(1.234), cell_text(True), cell_text(date(2026, 1, 1))
    ('5038', '1.2340', 'ja', '2026-01-01')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "ja" if cell else "nei"
    if isinstance(cell, float | int):
        return _number_text(float(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell) if isinstance(cell, timedelta) else cell.isoformat()


def _number_text(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return "#NUM!"
    text = f"{Decimal(repr(value)):f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if not decimals:
        return whole
    return f"{whole}.{decimals}0" if len(decimals) == 3 else f"{whole}.{decimals}"
