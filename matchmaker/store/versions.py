"""Datasets in immutable versions: a full copy now and then, and differences in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.store.audit import digest, digest_of_parts
from matchmaker.store.difference import Difference, applied, between, combined
from matchmaker.store.frames import NAMES, decode, encode, no_frames

if TYPE_CHECKING:
    import pandas as pd

    from matchmaker.store.frames import Frames
    from matchmaker.store.layout import Row
    from matchmaker.store.storage import Reading, Writing

_ROWS_BEFORE_COPY = 1_000
_SHARE_BEFORE_COPY = 0.25
"""A full copy is made when the differences since the last one hold more rows than both say: so reading
a version never costs more than a copy and a quarter, and all versions together at most five copies'
worth more than their differences."""
_VERSIONS_BEFORE_COPY = 50
"""And when so many differences follow each other, each of which takes some milliseconds to read, however
few rows it holds. A copy for every fifty versions is two per cent of a copy for each."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a dataset; it never changes, save that somebody is erased from it."""

    dataset: str
    number: int
    """1, 2, 3 …; never used again."""
    content_of: int
    """The version with the same content: itself, or the earlier one that an undo brought back."""
    parent: int | None
    """The version that was present when it was made; ``None`` when there was none."""
    step: int
    """The step that made it."""
    author: str
    at: str
    """Date and time, ISO 8601."""


def head(reading: Reading, dataset: str) -> int:
    """Number of the present version; 0 when there is no such dataset, or no more."""
    row = reading.get("dataset", dataset)
    return 0 if row is None else int(str(row["head"]))


def present(reading: Reading, dataset: str) -> int:
    """Number of the present version. Raises ``InputError`` (unknown_dataset)."""
    number = head(reading, dataset)
    if not number:
        known = tuple(str(row["name"]) for row in reading.rows("dataset") if row["head"])
        raise InputError("unknown_dataset", {"name": dataset, "known": known})
    return number


def version(reading: Reading, dataset: str, number: int) -> Version:
    """One version. Raises ``InputError`` (unknown_version)."""
    row = reading.get("version", dataset, number)
    if row is None:
        raise InputError(
            "unknown_version", {"dataset": dataset, "version": number}, Message("hint.unknown_version")
        )
    return _version(row)


def versions(reading: Reading, dataset: str) -> tuple[Version, ...]:
    """Every version of a dataset, oldest first; none for one that was never kept."""
    return tuple(map(_version, reading.rows("version", dataset=dataset)))


def _version(row: Row) -> Version:
    return Version(
        str(row["dataset"]), _whole(row["number"]), _whole(row["content_of"]),
        None if row["parent"] is None else _whole(row["parent"]), _whole(row["step"]), str(row["author"]),
        str(row["at"]),
    )  # fmt: skip


def _whole(value: object) -> int:
    return int(str(value))


def frames(reading: Reading, dataset: str, number: int) -> dict[str, pd.DataFrame]:
    """The tables of a version."""
    own = version(reading, dataset, number).content_of
    chain = []
    while True:
        row = reading.get("version", dataset, own)
        if row is None:
            raise InputError("store_damaged", {"place": dataset, "where": str(own)})
        parts = _parts(reading, dataset, own)
        if row["base"] == own:
            copy = no_frames() | {name: decode(name, parts[name]) for name in NAMES if name in parts}
            break
        chain.append(Difference.of_parts(parts))
        own = _whole(row["parent"])
    return applied(copy, combined(chain[::-1])) if chain else copy


def digest_of_chain(reading: Reading, dataset: str, own: int) -> str:
    """Digest of all that a version's content is put together from."""
    rows = {_whole(row["number"]): row for row in reading.rows("version", dataset=dataset)}
    digests = [str(rows[own]["digest"])]
    while own != _whole(rows[own]["base"]):
        own = _whole(rows[own]["parent"])
        digests.append(str(rows[own]["digest"]))
    return digest("\n".join(digests))


def _parts(reading: Reading, dataset: str, number: int) -> dict[str, str]:
    rows = reading.rows("content", dataset=dataset, version=number)
    return {str(row["part"]): str(row["text"]) for row in rows}


def difference(reading: Reading, dataset: str, number: int) -> Difference:
    """What a version changed in the one it was made from. Raises ``InputError`` (unknown_version)."""
    one = version(reading, dataset, number)
    row = reading.get("version", dataset, number) or {}
    if one.content_of == number and row["base"] != number:
        return Difference.of_parts(_parts(reading, dataset, number))
    before = no_frames() if one.parent is None else frames(reading, dataset, one.parent)
    return between(before, frames(reading, dataset, number))


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something, when, and in which step."""

    author: str
    at: str
    step: int


def add(
    writing: Writing, dataset: str, stamp: Stamp, after: Frames, change: Difference | None
) -> tuple[int, str]:
    """Keep a new version and make it the present one.

    Parameters
    ----------
    writing
        Where it is kept.
    dataset
        Its name.
    stamp
        Who and when.
    after
        All its tables.
    change
        How it differs from the present version; ``None`` for the first.

    Returns
    -------
    tuple
        Its number, and the digest of what was written.
    """
    number = _next(writing, dataset)
    now = head(writing, dataset)
    parent = version(writing, dataset, now).content_of if now else None
    base, change = _base(writing, dataset, parent, change)
    if base is None or change is None:
        base, parts = number, {name: encode(after[name]) for name in NAMES if len(after[name])}
        rows = sum(len(frame) for frame in after.values())
    else:
        parts, rows = change.parts(), change.rows
    for part, text in parts.items():
        writing.put("content", {"dataset": dataset, "version": number, "part": part, "text": text})
    written = digest_of_parts(parts)
    writing.put("version", {
        "dataset": dataset, "number": number, "content_of": number, "base": base, "parent": parent,
        "step": stamp.step, "rows": rows, "digest": written, "author": stamp.author, "at": stamp.at,
    })  # fmt: skip
    set_head(writing, dataset, number)
    return number, written


def _next(reading: Reading, dataset: str) -> int:
    rows = reading.rows("version", dataset=dataset)
    return _whole(rows[-1]["number"]) + 1 if rows else 1


def _base(
    reading: Reading, dataset: str, parent: int | None, change: Difference | None
) -> tuple[int | None, Difference | None]:
    """The full copy that a change is reached from; ``None`` when it is time for a new one."""
    if parent is None or change is None:
        return None, None
    rows = {_whole(row["number"]): row for row in reading.rows("version", dataset=dataset)}
    since, length, own, base = change.rows, 1, parent, _whole(rows[parent]["base"])
    while own != base:
        since += _whole(rows[own]["rows"])
        length += 1
        own = _whole(rows[own]["parent"])
    if length > _VERSIONS_BEFORE_COPY or since > max(
        _ROWS_BEFORE_COPY, _SHARE_BEFORE_COPY * _whole(rows[base]["rows"])
    ):
        return None, None
    return base, change


def again(writing: Writing, dataset: str, stamp: Stamp, earlier: int) -> int:
    """Keep a new version with the content of an earlier one, make it the present one, give its number."""
    number = _next(writing, dataset)
    row = writing.get("version", dataset, earlier) or {}
    now = head(writing, dataset)
    writing.put("version", {
        **row, "number": number, "step": stamp.step, "author": stamp.author, "at": stamp.at,
        "parent": version(writing, dataset, now).content_of if now else None,
    })  # fmt: skip
    set_head(writing, dataset, number)
    return number


def set_head(writing: Writing, dataset: str, number: int) -> None:
    """Say which version is the present one; 0 takes the dataset away (its versions stay)."""
    row = writing.get("dataset", dataset) or {"name": dataset, "about": None}
    writing.put("dataset", {**row, "head": number})
