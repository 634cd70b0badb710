"""CSV files: bytes to a grid, whatever the dialect."""

from __future__ import annotations

import csv
import io
from itertools import chain, islice
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.sources.files.dialect import decode
from matchmaker.sources.files.grid import CHUNK, Grid, build_grid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDINGS = (".csv", ".tsv", ".txt")
MOST_BYTES = 1_000_000_000
"""Largest CSV file that is read."""
_END = "\x1c\x00end of file\x00\x1c"


def read_csv(path: Path) -> Grid:
    """Read one CSV file.

    Row numbers count records as a spreadsheet shows them: a cell with line breaks is one row.

    Raises
    ------
    InputError
        ``unreadable_file``, ``too_large``, ``not_text``, ``unclosed_quote``, ``too_many_rows`` or
        ``too_many_columns``.
    """
    return parse_csv(read_bytes(path, MOST_BYTES), path.stem, path.name)


def csv_records(path: Path) -> list[list[str]]:
    """Read one CSV file as plain rows, blank ones too; raises as :func:`read_csv`."""
    return list(parse_records(read_bytes(path, MOST_BYTES)))


def parse_records(data: bytes) -> Iterator[list[str]]:
    """Read the bytes of a CSV file as plain rows, blank ones too; see :func:`read_csv`."""
    decoded = decode(data)
    return (row for chunk in _chunks(decoded.text, decoded.delimiter) for row in chunk)


def read_bytes(path: Path, most: int) -> bytes:
    """Read a file of at most *most* bytes.

    Raises
    ------
    InputError
        ``too_large`` or ``unreadable_file``.
    """
    try:
        if path.stat().st_size > most:
            raise InputError("too_large", {"file": path.name}, Message("hint.too_large"))
        return path.read_bytes()
    except OSError as error:
        hint = Message("hint.unreadable_file")
        raise InputError("unreadable_file", {"file": path.name}, hint) from error


def parse_csv(data: bytes, name: str, label: str) -> Grid:
    """Read the bytes of a CSV file; see :func:`read_csv`."""
    decoded = decode(data)
    del data
    return build_grid(name, label, _chunks(decoded.text, decoded.delimiter))


def _chunks(text: str, delimiter: str) -> Iterator[list[list[str]]]:
    """Yield records in chunks; a quotation mark that is never closed is an error.

    A last line of our own is added. Inside an open quotation it ends up in a cell with others.
    """
    lines = chain(io.StringIO(text, newline=""), [_END])
    reader = csv.reader(lines, delimiter=delimiter)
    row = 0
    try:
        while chunk := list(islice(reader, CHUNK)):
            row += len(chunk)
            if chunk[-1] and chunk[-1][-1].endswith(_END) and chunk.pop() != [_END]:
                raise _unclosed(row)
            yield chunk
    except csv.Error as error:  # a cell beyond csv's own limit of 131,072 characters
        raise _unclosed(row + 1) from error


def _unclosed(row: int) -> InputError:
    return InputError("unclosed_quote", {"row": row}, Message("hint.unclosed_quote"))
