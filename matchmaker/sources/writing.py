"""Tables are written, as CSV files or one workbook. Reading gives the same tables again.

CSV is written as Norwegian Excel expects it when a file is double-clicked: ``;`` between cells,
UTF-8 with byte order mark, decimal comma. Text that a spreadsheet would run as a formula gets an
apostrophe in front, which reading takes off again.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from matchmaker.model import schema
from matchmaker.model.schema import CellType, Column, Table
from matchmaker.model.tables import Tables, dtype_of
from matchmaker.sources.cells.screening import guard
from matchmaker.sources.cells.words import slug
from matchmaker.sources.datapackage import Package, write_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

Cell: TypeAlias = str | float | int | date | None

DATE_FORMAT = "dd.mm.yyyy"
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""``_x0041_`` in a workbook is read as the letter A (ECMA-376, part 1, 22.9.2.19)."""
_FIRST_EXCEL_DATE = date(1900, 3, 1)
_WRITTEN = "%.16g"
"""How openpyxl writes a number (``openpyxl.compat.safe_string``): one digit less than some need."""


@dataclass(frozen=True)
class Laid:
    """What is written of one table: columns that are required or hold anything, then features."""

    table: Table
    headers: tuple[str, ...]
    columns: tuple[Sequence[Cell], ...]
    """One sequence of cells per header; ``None`` is an empty cell."""
    numbers: tuple[int, ...]
    """Each row's number in the spreadsheet that it came from."""

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Give every row as text, as :func:`cell_text` writes it."""
        texts = [list(map(cell_text, column)) for column in self.columns]
        return zip(*texts, strict=True)


def file_name(table: Table) -> str:
    """Name of a table's CSV file, in ASCII.

    >>> file_name(schema.ACTORS)
    'aktorer.csv'
    """
    return slug(table.title.replace("å", "a"), "_") + ".csv"


def feature_header(feature: str) -> str:
    """Header of a feature's column.

    >>> feature_header("kjonn"), feature_header("morsmal")
    ('kjønn', 'egenskap: morsmal')
    """
    plain = schema.FEATURE_HEADERS.get(feature)
    return plain[0] if plain else f"egenskap: {feature}"


def sheets(tables: Tables) -> Iterator[Laid]:
    """Lay out every table that is given, in the order of the schema."""
    for name, table in schema.TABLES.items():
        if name in tables.frames:
            yield _sheet(table, tables.frames[name], tables.features)


def _sheet(table: Table, frame: pd.DataFrame, features: pd.DataFrame) -> Laid:
    headers, columns = [], []
    for column in table.columns:
        if column.required or frame[column.name].notna().any():
            headers.append(column.header)
            columns.append(_cells(column, frame[column.name]))
    if table.features:
        for feature, values in _wide(frame, features).items():
            headers.append(feature_header(feature))
            columns.append(values)
    return Laid(table, tuple(headers), tuple(columns), tuple(map(int, frame.index)))


def _wide(frame: pd.DataFrame, features: pd.DataFrame) -> Mapping[str, list[Cell]]:
    """Features as columns beside the actors. One value each: a second is ``duplicate_feature``."""
    ids = frame["id"].astype(object)
    wide: dict[str, list[Cell]] = {}
    for feature in sorted(features["feature"].astype(str).unique()):
        part = features[features["feature"] == feature].drop_duplicates("actor")
        stated = dict(zip(part["actor"].astype(str), part["value"].astype(str), strict=True))
        wide[feature] = [
            guard(stated[actor]) if isinstance(actor, str) and actor in stated else None for actor in ids
        ]
    return wide


def _cells(column: Column, values: pd.Series) -> Sequence[Cell]:
    """Turn a typed column into cells: text, numbers, dates; missing is ``None``."""
    dtype = dtype_of(column.type)
    if dtype == "category":
        texts: list[Cell] = [guard(str(text)) for text in values.cat.categories]
        return [texts[code] if code >= 0 else None for code in values.cat.codes]
    if dtype == "boolean":
        return [None if pd.isna(value) else "ja" if value else "nei" for value in values]
    if dtype == "float64":
        whole = column.type is CellType.WHOLE
        return [None if value != value else int(value) if whole else value for value in values]
    return [None if stamp is pd.NaT else stamp.date() for stamp in values]


def write_folder(tables: Tables, folder: Path, package: Package | None = None) -> tuple[Path, ...]:
    """Write one CSV file per table, and ``datapackage.json`` when there is a *package*.

    The folder is made when it is not there; files of the same name are replaced, others left alone.

    Returns
    -------
    tuple of Path
        The files written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sheet in sheets(tables):
        path = folder / file_name(sheet.table)
        with path.open("w", encoding="utf-8-sig", newline="") as sink:
            writer = csv.writer(sink, delimiter=";", lineterminator="\r\n")
            writer.writerow(sheet.headers)
            writer.writerows(sheet.rows())
        written.append(path)
    if package is not None:
        written.append(write_package(folder, package, [path.name for path in written]))
    return tuple(written)


def cell_text(cell: Cell) -> str:
    """Write a cell as text for CSV: decimal comma, ISO date, empty for ``None``.

    >>> cell_text(1.25), cell_text(3), cell_text(date(2026, 1, 1)), cell_text(None)
    ('1,25', '3', '2026-01-01', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)):f}".removesuffix(".0").replace(".", ",")
    return str(cell)


def write_workbook(tables: Tables, path: Path) -> Path:
    """Write one workbook with a sheet per table, and return its path.

    Reading gives the same tables. Dates before March 1900, which spreadsheets do not have, and numbers
    of more digits than a number cell is written with are written as text.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _book(tables).save(path)
    return path


def workbook_bytes(tables: Tables) -> bytes:
    """Write the workbook of :func:`write_workbook` in memory, e.g. for a download.

    Two calls may differ in the time of writing that stands in the file, never in a cell.
    """
    sink = io.BytesIO()
    _book(tables).save(sink)
    return sink.getvalue()


def _book(tables: Tables) -> Workbook:
    book = Workbook(write_only=True)
    for sheet in sheets(tables):
        page = book.create_sheet(sheet.table.title)
        page.freeze_panes = "A2"
        head = [WriteOnlyCell(page, header) for header in sheet.headers]
        for cell in head:
            cell.font = Font(bold=True)
        page.append(head)
        for row in zip(*sheet.columns, strict=True):
            page.append([excel_cell(page, cell) for cell in row])
    if not book.worksheets:  # a workbook without any sheet cannot be opened
        book.create_sheet(schema.ACTORS.title)
    return book


def excel_cell(page: object, cell: Cell) -> object:
    """A cell as it is written in a workbook, so that reading gives it back; see :func:`write_workbook`."""
    if isinstance(cell, str):
        return _LOOKS_ESCAPED.sub("_x005F_", cell)
    if isinstance(cell, date):
        if cell < _FIRST_EXCEL_DATE:
            return cell.isoformat()
        dated = WriteOnlyCell(page, cell)
        dated.number_format = DATE_FORMAT
        return dated
    if isinstance(cell, float) and float(_WRITTEN % cell) != cell:
        return cell_text(cell)
    return cell
