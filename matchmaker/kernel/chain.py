"""Rows that hang together: the hash of each covers the one before, so that no row can be changed alone.

A chain is text, one row a line: ``{"hash": …, "row": …}`` in canonical JSON
(:mod:`matchmaker.kernel.canonical`). The hash is SHA-256 over the hash before, a line break and the row. Who
can write the whole chain can write another: so the hash of a row that matters is given away beforehand, and
compared (Crosby and Wallach, «Efficient data structures for tamper-evident logging», USENIX Security 2009).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.canonical import Canonical, canonical, read_canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

START = "0" * 64
"""What stands for the hash before the first row."""


def promise(purpose: str, salt: str, said: str) -> str:
    """Commit to a text without telling it: SHA-256 over what it is, a salt and the text.

    Without the salt nobody can find the text by trying; once the salt is gone the commitment tells nothing.
    """
    return hashlib.sha256(f"{purpose}\n{salt}\n{said}".encode()).hexdigest()


def linked(previous: str, row: bytes) -> str:
    """The hash of a row that stands after another."""
    return hashlib.sha256(previous.encode() + b"\n" + row).hexdigest()


def chain(rows: Iterable[Canonical], previous: str = START) -> tuple[bytes, str]:
    """Write rows one after another; gives the text, and the hash of the last row."""
    lines = []
    for row in rows:
        previous = linked(previous, canonical(row))
        lines.append(canonical({"hash": previous, "row": row}) + b"\n")
    return b"".join(lines), previous


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold."""

    row: int
    """From 1: the first that does not hang together with those before."""
    why: str
    """``form``: no canonical JSON line of a chain; ``hash``: changed, or something before it is gone."""


@dataclass(frozen=True, slots=True)
class Links:
    """A chain that was read."""

    lines: tuple[bytes, ...]
    """Lines of the rows that hold, without line breaks."""
    hashes: tuple[str, ...]
    """Their hashes."""
    broken: Break | None
    """Where it breaks; ``None`` when it is whole."""

    def row(self, number: int) -> Canonical:
        """Row *number*, from 1, of those that hold."""
        value = read_canonical(self.lines[number - 1])
        return value["row"] if isinstance(value, dict) else None


def read_chain(content: bytes) -> Links:
    """Go through a chain row by row, holding one of them open at a time; an empty text has no row."""
    lines: list[bytes] = []
    hashes: list[str] = []
    start = 0
    while start < len(content):
        end = content.find(b"\n", start)
        line = content[start : end if end >= 0 else len(content)]
        # the last line ends like all others
        why = _fault(line, hashes[-1] if hashes else START) if end >= 0 else "form"
        if why:
            return Links(tuple(lines), tuple(hashes), Break(len(lines) + 1, why))
        lines.append(line)
        hashes.append(line[_HASH].decode())
        start = end + 1
    return Links(tuple(lines), tuple(hashes), None)


_BEFORE, _BETWEEN = len(b'{"hash":"'), len(b'","row":')
_HASH = slice(_BEFORE, _BEFORE + 64)
_ROW = slice(_BEFORE + 64 + _BETWEEN, -1)


def _fault(line: bytes, previous: str) -> str:
    """What is wrong with a line; empty when nothing is."""
    try:
        value = read_canonical(line)
    except ValueError:
        return "form"
    if not isinstance(value, dict) or set(value) != {"hash", "row"}:
        return "form"
    return "" if linked(previous, line[_ROW]) == value["hash"] else "hash"
