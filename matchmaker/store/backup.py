"""Everything that is kept, as one file: a zip of rows, one JSON line each, and a list of what is in it.

Rows are the same in every storage, so a backup made of one goes back into any other.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from matchmaker.kernel.errors import InputError
from matchmaker.store.layout import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

    from matchmaker.store.layout import Row
    from matchmaker.store.storage import Reading, Storage

FORMAT = "samskaping-backup-1"
_CONTENTS = "innhold.json"
_FIRST = (1980, 1, 1, 0, 0, 0)
"""The date every part of the zip gets: the same rows give the same file."""


@dataclass(frozen=True, slots=True)
class BackupResult:
    """What was written or restored."""

    file: str
    rows: tuple[tuple[str, int], ...]
    """(table, rows); tables without rows are left out."""
    anchor: str
    """Last entry of the log, number and hash; empty for an empty log."""


def back_up(storage: Storage, file: Path) -> BackupResult:
    """Write everything to one file, as it is at one moment. An existing file is replaced when all is well."""
    beside = file.with_name(file.name + ".ny")
    with storage.reading() as reading:
        try:
            result = _write(reading, beside, file)
        except OSError as wrong:
            beside.unlink(missing_ok=True)
            reason = wrong.strerror or ""
            raise InputError("backup_not_written", {"file": str(file), "reason": reason}) from wrong
    beside.replace(file)
    return result


def _write(reading: Reading, beside: Path, file: Path) -> BackupResult:
    counts, digests = {}, {}
    with beside.open("wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as sink:
            for table in COLUMNS:
                rows = reading.rows(table)
                text = b"".join(orjson.dumps(row) + b"\n" for row in rows)
                sink.writestr(_entry(f"{table}.jsonl"), text)
                counts[table], digests[table] = len(rows), hashlib.sha256(text).hexdigest()
            told = {"format": FORMAT, "rows": counts, "sha256": digests}
            sink.writestr(_entry(_CONTENTS), orjson.dumps(told, option=orjson.OPT_INDENT_2))
        raw.flush()
        os.fsync(raw.fileno())
    return _result(reading, file, counts)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _result(reading: Reading, file: Path, counts: dict[str, int]) -> BackupResult:
    anchor = reading.get("meta", "anker")
    filled = tuple((table, count) for table, count in counts.items() if count)
    return BackupResult(str(file), filled, "" if anchor is None else str(anchor["value"]))


def restore(storage: Storage, file: Path) -> BackupResult:
    """Fill an empty storage from a backup; all of it or nothing.

    Raises
    ------
    InputError
        ``not_a_backup`` for a file of another kind or one that is damaged, ``backup_newer`` for one of a
        later tool, ``store_not_empty`` when anything is kept already: nothing is ever overwritten.
    """
    tables = _read(file)
    with storage.writing() as writing:
        if any(writing.rows(table) for table in COLUMNS):
            raise InputError("store_not_empty", {"place": storage.place})
        for table, rows in tables.items():
            for row in rows:
                writing.put(table, row)
        return _result(writing, file, {table: len(rows) for table, rows in tables.items()})


def _read(file: Path) -> dict[str, list[Row]]:
    try:
        with zipfile.ZipFile(file) as source:
            told = orjson.loads(source.read(_CONTENTS))
            if told["format"] != FORMAT:
                raise InputError("backup_newer", {"file": str(file), "format": str(told["format"])})
            return {table: _rows(source, table, told["sha256"][table]) for table in COLUMNS}
    except FileNotFoundError as wrong:
        raise InputError("not_found", {"path": str(file)}) from wrong
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, OSError) as wrong:
        raise InputError("not_a_backup", {"file": str(file)}) from wrong


def _rows(source: zipfile.ZipFile, table: str, digest: str) -> list[Row]:
    text = source.read(f"{table}.jsonl")
    if hashlib.sha256(text).hexdigest() != digest:
        raise ValueError(table)
    rows = [orjson.loads(line) for line in text.splitlines()]
    if any(set(row) != set(COLUMNS[table]) for row in rows):
        raise ValueError(table)
    return rows
