"""A sheet before its meaning is known: headers, and columns where each distinct text stands once.

Half a million rows hold few distinct dates and codes; each distinct text is read once and the
result spread over the rows by its code.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.sources.cells.screening import trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_ROWS = 2_000_000
MOST_COLUMNS = 1_000
CHUNK = 500
"""Rows taken at a time: few enough to stay in cache and to leave the garbage collector asleep."""


@dataclass(frozen=True)
class Coded:
    """One column: ``texts[codes[i]]`` is the text of row *i*."""

    texts: list[str]
    """Each distinct text once, in order of appearance."""
    codes: np.ndarray
    """One position per row (int32)."""


@dataclass(frozen=True)
class Extra:
    """A row with a cell to the right of the last header."""

    row: int
    value: str
    position: int
    """Of the first such cell, from 0."""


@dataclass(frozen=True)
class Grid:
    """A sheet or CSV file as text. Rows with nothing in them are left out; numbers stay true."""

    name: str
    """Name of the sheet, or of the file without its ending."""
    label: str
    """What the planner knows it as, ``aktører.csv`` or ``sti.xlsx › aktører``."""
    headers: tuple[str, ...]
    """The first row that is not blank, trimmed; blank headers at the end are cut."""
    columns: tuple[Coded, ...]
    """One per header."""
    rows: np.ndarray
    """Each row's number in the spreadsheet, the first row of the file being 1 (int64)."""
    extras: tuple[Extra, ...] = ()
    """Rows that hold more cells than there are headers."""


class _Index(dict[str, int]):
    """Text → position, in order of appearance."""

    def __missing__(self, text: str) -> int:
        position = len(self)
        self[text] = position
        return position


class _Collector:
    """Codes chunk after chunk."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.indexes = [_Index() for _ in range(width)]
        self.parts: list[list[np.ndarray]] = [[] for _ in range(width)]
        self.extras: list[Extra] = []
        self.count = 0

    def add(self, records: Sequence[Sequence[str]], first: int) -> None:
        """Take the records whose first has row number *first*."""
        if set(map(len, records)) != {self.width}:
            records = [
                self._fitted(record, row) if len(record) != self.width else record
                for row, record in enumerate(records, first)
            ]
        for index, parts, column in zip(self.indexes, self.parts, zip(*records, strict=True), strict=True):
            codes = map(index.__getitem__, column)
            parts.append(np.fromiter(codes, dtype=np.int32, count=len(records)))
        self.count += len(records)

    def _fitted(self, record: Sequence[str], row: int) -> Sequence[str]:
        """Cut or fill a record to the width of the headers, and remember what was cut."""
        for position, cell in enumerate(record[self.width :], self.width):
            if trim(cell):
                self.extras.append(Extra(row, trim(cell), position))
                break
        return [*record[: self.width], *repeat("", self.width - len(record))]

    def columns(self) -> tuple[list[Coded], np.ndarray]:
        """Give all columns, and which rows hold anything."""
        held = np.zeros(self.count, dtype=bool)
        columns = []
        for index, parts in zip(self.indexes, self.parts, strict=True):
            texts = list(index)
            codes = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
            filled = np.fromiter((bool(trim(text)) for text in texts), bool, len(texts))
            if texts:
                held |= filled[codes]
            columns.append(Coded(texts, codes))
        return columns, held


def build_grid(name: str, label: str, chunks: Iterable[Sequence[Sequence[str]]]) -> Grid:
    """Collect the rows of a sheet, the first being row 1.

    A sheet without a row that holds anything gives a grid without headers.

    Parameters
    ----------
    name, label
        As in :class:`Grid`.
    chunks
        The rows, some at a time (:data:`CHUNK` is a good size).

    Raises
    ------
    InputError
        ``too_many_rows`` or ``too_many_columns``.
    """
    row = 0
    header_row = 0
    headers: list[str] = []
    collector = _Collector(0)
    for chunk in chunks:
        records = chunk
        if not headers:
            skipped, headers = header_among(chunk)
            records = chunk[skipped:]
            header_row = row + skipped
            check_columns(len(headers), label)
            collector = _Collector(len(headers))
        if headers and records:
            collector.add(records, row + len(chunk) - len(records) + 1)
        row += len(chunk)
        check_rows(row)
    columns, held = collector.columns()
    kept = [Coded(column.texts, column.codes[held]) for column in columns]
    rows = np.flatnonzero(held) + header_row + 1
    return Grid(name, label, tuple(headers), tuple(kept), rows, tuple(collector.extras))


def check_rows(count: int) -> None:
    """Raise ``InputError`` (``too_many_rows``) when a sheet has more than :data:`MOST_ROWS`."""
    if count > MOST_ROWS:
        raise InputError("too_many_rows", {"limit": MOST_ROWS}, Message("hint.too_many_rows"))


def header_among(records: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """Find the first row that is not blank: how many rows lie up to and with it, and its cells."""
    for count, record in enumerate(records, 1):
        headers = [trim(cell) for cell in record]
        if any(headers):
            while not headers[-1]:
                headers.pop()
            return count, headers
    return len(records), []


def check_columns(count: int, label: str) -> None:
    """Raise ``InputError`` (``too_many_columns``) when a sheet has more than :data:`MOST_COLUMNS`."""
    if count > MOST_COLUMNS:
        params: dict[str, Param] = {"file": label, "limit": MOST_COLUMNS}
        raise InputError("too_many_columns", params, Message("hint.delimiter"))
