"""A workbook is looked at before it is unpacked: sealed, broken or far too large ones are refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.sources.files.grid import MOST_ROWS
from matchmaker.sources.files.workbook_parts import SheetPart, sheet_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_UNPACKED = 1_500_000_000
"""Bytes that a workbook may unpack to."""
MOST_RATIO = 300
"""An archive that unpacks to more than this many times its size is taken for a trap."""
MOST_CELLS = 25_000_000
"""Rows times columns of one sheet, counted to its last cell."""
MOST_SHEETS = 100
_ALWAYS_FINE = 20_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def broken(file: str) -> InputError:
    """Make the error that says that a workbook cannot be read."""
    return InputError("broken_workbook", {"file": file}, Message("hint.broken_workbook"))


def inspect(data: bytes, file: str) -> Mapping[str, SheetPart]:
    """Look at a workbook's archive: its size, its seals, its checksums, and what values do not show.

    Returns
    -------
    Mapping
        Sheet name → what its XML shows.

    Raises
    ------
    InputError
        ``encrypted_workbook``, ``old_workbook`` (before Excel 2007), ``broken_workbook``,
        ``too_large``, ``too_many_rows`` or ``too_many_sheets``.
    """
    if data.startswith(_OLE):
        sealed = "EncryptedPackage".encode("utf-16-le") in data
        code = "encrypted_workbook" if sealed else "old_workbook"
        raise InputError(code, {"file": file}, Message(f"hint.{code}"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive, len(data), file)
            parts = sheet_parts(archive)
    except InputError:
        raise
    except Exception as error:  # zipfile, zlib, struct and codecs each raise their own kinds
        raise broken(file) from error
    _check_parts(parts, file)
    return parts


def _check_archive(archive: zipfile.ZipFile, size: int, file: str) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > max(_ALWAYS_FINE, MOST_RATIO * size):
        raise InputError("too_large", {"file": file}, Message("hint.too_large"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError("encrypted_workbook", {"file": file}, Message("hint.encrypted_workbook"))
    if archive.testzip() is not None:  # also finds entries that hold more than they declare
        raise broken(file)


def _check_parts(parts: Mapping[str, SheetPart], file: str) -> None:
    if len(parts) > MOST_SHEETS:
        raise InputError("too_many_sheets", {"limit": MOST_SHEETS}, Message("hint.too_large"))
    for part in parts.values():
        if part.rows > MOST_ROWS:
            raise InputError("too_many_rows", {"limit": MOST_ROWS}, Message("hint.too_many_rows"))
        if part.rows * part.columns > MOST_CELLS:
            raise InputError("too_large", {"file": file}, Message("hint.too_large"))
