"""An append-only log: each entry is chained to the one before, and promises its content without holding it.

An entry holds a *commitment*, SHA-256 over a salt and the detail (who, what, digests of the content that
was written). Detail and salt lie apart: when somebody is erased they are taken away, nothing in the entry
tells who it was, and the chain still verifies (Crosby and Wallach, «Efficient data structures for
tamper-evident logging», USENIX Security 2009, for the chain; the salt is what makes forgetting possible).

The chain shows that an entry was changed, removed, moved or put in between. Who can write to the database
can write a whole new chain: so the last hash (*anker*) should be kept somewhere else, and can be given to
:func:`verify`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from matchmaker.kernel.errors import Message, Param
from matchmaker.kernel.rng import secret

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.store.layout import Row
    from matchmaker.store.storage import Reading, Writing

ANCHOR = "anker"
START = "0" * 64
"""What stands for the entry before the first."""
ERASURE = "sletting"
"""The action that may take details away."""
CONTENTS, ENTRIES = "contents", "entries"
"""In a detail: what was written (target → digest, ``None`` when taken away), and entries whose detail was
taken away."""


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def append(writing: Writing, at: str, action: str, detail: Mapping[str, Any]) -> int:
    """Add an entry and return its number, from 1.

    Parameters
    ----------
    writing
        The change that the entry tells of; both are kept or neither.
    at
        Date and time, ISO 8601.
    action
        What kind of change; never about anybody.
    detail
        What the entry promises, as JSON values; may be about people.
    """
    number, previous = anchor(writing)
    number += 1
    salt, text = secret(), orjson.dumps(detail, option=orjson.OPT_SORT_KEYS).decode()
    row: Row = {
        "number": number, "at": at, "action": action, "commitment": _promise(salt, text),
        "previous": previous,
    }  # fmt: skip
    row["hash"] = _hash(row)
    writing.put("audit", row)
    writing.put("audit_detail", {"number": number, "salt": salt, "detail": text})
    writing.put("meta", {"name": ANCHOR, "value": f"{number} {row['hash']}"})
    return number


def _promise(salt: object, text: object) -> str:
    return digest(f"{salt}\n{text}")


def is_kept(row: Row, detail: Row) -> bool:
    """Whether a detail is the one that the entry has promised."""
    return _promise(detail["salt"], detail["detail"]) == row["commitment"]


def _hash(row: Row) -> str:
    said = [str(row[name]) for name in ("number", "at", "action", "commitment", "previous")]
    return digest("\n".join(said))


def anchor(reading: Reading) -> tuple[int, str]:
    """Number and hash of the last entry; 0 and zeros for an empty log."""
    row = reading.get("meta", ANCHOR)
    if row is None:
        return 0, START
    number, found = str(row["value"]).split()
    return int(number), found


@dataclass(frozen=True, slots=True)
class AuditResult:
    """Whether the log is whole."""

    entries: int
    anchor: str
    """Number and hash of the last entry: keep it somewhere else."""
    erased: int
    """Entries whose detail was taken away when somebody was erased; the chain holds all the same."""
    findings: tuple[Message, ...]
    """What is wrong, in order; empty when the log is whole."""


def verify(reading: Reading, expected: str | None = None) -> AuditResult:
    """Go through the whole log and everything it tells of.

    Parameters
    ----------
    reading
        What is kept.
    expected
        An anchor that was noted earlier, ``<number> <hash>``; it must be in the chain.
    """
    rows = reading.rows("audit")
    details = {row["number"]: row for row in reading.rows("audit_detail")}
    findings = [*_chain(rows), *_end(reading, rows), *_expected(rows, expected)]
    promised: dict[str, str | None] = {}
    excused = _excused(rows, details)
    erased = 0
    for row in rows:
        detail = details.pop(row["number"], None)
        if detail is None or detail["detail"] is None:
            erased += 1
            if row["number"] not in excused:
                findings.append(_finding("detail_missing", row))
            continue
        if not is_kept(row, detail):
            findings.append(_finding("detail_changed", row))
            continue
        promised.update(orjson.loads(str(detail["detail"])).get(CONTENTS, {}))
    findings += [
        Message("audit.detail_without_entry", {"number": number}) for number in sorted(map(_int, details))
    ]
    findings += _contents(reading, promised)
    end = f"{rows[-1]['number']} {rows[-1]['hash']}" if rows else f"0 {START}"
    return AuditResult(len(rows), end, erased, tuple(findings))


def _int(value: object) -> int:
    return int(str(value))


def _finding(code: str, row: Row) -> Message:
    return Message(f"audit.{code}", {"number": row["number"]})


def _chain(rows: list[Row]) -> list[Message]:
    findings, previous = [], START
    for place, row in enumerate(rows, 1):
        if row["number"] != place and (place == 1 or row["number"] != _int(rows[place - 2]["number"]) + 1):
            findings.append(Message("audit.entry_missing", {"number": row["number"]}))
        if row["previous"] != previous:
            findings.append(_finding("out_of_order", row))
        if _hash(row) != row["hash"]:
            findings.append(_finding("entry_changed", row))
        previous = str(row["hash"])
    return findings


def _end(reading: Reading, rows: list[Row]) -> list[Message]:
    last: Row = rows[-1] if rows else {"number": 0, "hash": START}
    try:
        number, found = anchor(reading)
    except ValueError:  # somebody has written something else there
        number, found = 0, ""
    if (number, found) == (last["number"], last["hash"]):
        return []
    return [Message("audit.end_missing", {"expected": number, "number": last["number"]})]


def _expected(rows: list[Row], expected: str | None) -> list[Message]:
    if not expected:
        return []
    known = {f"{row['number']} {row['hash']}" for row in rows}
    return (
        [] if " ".join(expected.split()) in known else [Message("audit.anchor_unknown", {"anchor": expected})]
    )


def _excused(rows: list[Row], details: Mapping[Any, Row]) -> set[Any]:
    """Entries of which an erasure says that it took their details away."""
    excused: set[Any] = set()
    for row in rows:
        detail = details.get(row["number"])
        if row["action"] == ERASURE and detail is not None and is_kept(row, detail):
            excused.update(orjson.loads(str(detail["detail"])).get(ENTRIES, ()))
    return excused


def _contents(reading: Reading, promised: Mapping[str, str | None]) -> list[Message]:
    """Compare what is kept with what the log says was written last."""
    held = contents(reading)
    params: dict[str, Param]
    findings = []
    for target in sorted({*held, *promised}):
        params = {"target": target}
        if target not in promised:
            # an erasure writes anew what it touches and says so; anything else came past the log
            findings.append(Message("audit.not_logged", params))
        elif held.get(target) != promised[target]:
            findings.append(Message("audit.content_changed", params))
    return findings


def contents(reading: Reading) -> dict[str, str]:
    """Digest of everything that the log answers for: versions, revisions of records, contact details."""
    found: dict[str, str] = {}
    for row in reading.rows("version"):
        if row["content_of"] == row["number"]:
            held = reading.rows("content", dataset=row["dataset"], version=row["number"])
            parts = {str(one["part"]): str(one["text"]) for one in held}
            found[f"version/{row['dataset']}/{row['number']}"] = digest_of_parts(parts)
    for row in reading.rows("revision"):
        if row["body"] is not None:
            found[f"record/{row['record']}/{row['number']}"] = digest(str(row["body"]))
    for row in reading.rows("contact"):
        found[f"contact/{row['dataset']}/{row['actor']}/{row['channel']}"] = digest(str(row["value"]))
    return found


def digest_of_parts(parts: Mapping[str, str]) -> str:
    """Digest of the texts of a version."""
    return digest("\n".join(f"{part} {digest(text)}" for part, text in sorted(parts.items())))
