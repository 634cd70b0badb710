"""The tables that everything is kept in, and the one place that says what their keys are.

SQL databases get these tables by migration; the folder and the memory twin keep the same rows under the
same keys. Rows hold text and whole numbers only, so that a row can be written as one line of JSON: a
backup is the rows themselves, and moves between all four kinds of storage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = str | int | None
Row: TypeAlias = dict[str, Value]
Key: TypeAlias = tuple[str | int, ...]

TEXT, WHOLE = "text", "whole"

TABLES: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    # what is said once about the whole workspace
    "meta": (("name",), {"name": TEXT, "value": TEXT}),
    # a dataset; `head` is the number of its present version, 0 when it has been taken away
    "dataset": (("name",), {"name": TEXT, "about": TEXT, "head": WHOLE}),
    # an immutable version. `content_of`: the version that holds the same content (itself, or an earlier
    # one after an undo); `base`: the version with a full copy from which this content is reached;
    # `parent`: the version that was present before
    "version": (
        ("dataset", "number"),
        {
            "dataset": TEXT, "number": WHOLE, "content_of": WHOLE, "base": WHOLE, "parent": WHOLE,
            "step": WHOLE, "rows": WHOLE, "digest": TEXT, "author": TEXT, "at": TEXT,
        },
    ),
    # what a version holds, apart from what is said about it, so that lists of versions are quick
    "content": (
        ("dataset", "version", "part"), {"dataset": TEXT, "version": WHOLE, "part": TEXT, "text": TEXT},
    ),
    # a record of anything else that is decided or said; its text lies in the revisions
    "record": (("id",), {"id": TEXT, "kind": TEXT, "revision": WHOLE, "deleted": WHOLE}),
    "revision": (
        ("record", "number"), {"record": TEXT, "number": WHOLE, "body": TEXT, "author": TEXT, "at": TEXT},
    ),
    # what can be undone
    "step": (
        ("number",),
        {
            "number": WHOLE, "token": TEXT, "name": TEXT, "author": TEXT, "at": TEXT, "changes": TEXT,
            "state": TEXT,
        },
    ),
    # the chain, and apart from it what the chain has promised not to change
    "audit": (
        ("number",),
        {
            "number": WHOLE, "at": TEXT, "action": TEXT, "commitment": TEXT, "previous": TEXT, "hash": TEXT,
        },
    ),
    "audit_detail": (("number",), {"number": WHOLE, "salt": TEXT, "detail": TEXT}),
    # how to reach somebody: apart from everything that is analysed, and never in a version
    "contact": (
        ("dataset", "actor", "channel"),
        {"dataset": TEXT, "actor": TEXT, "channel": TEXT, "value": TEXT, "source": TEXT, "at": TEXT},
    ),
    # work that is not yet committed
    "draft": (
        ("id",),
        {
            "id": TEXT, "dataset": TEXT, "base": WHOLE, "revision": WHOLE, "body": TEXT, "author": TEXT,
            "at": TEXT,
        },
    ),
}  # fmt: skip
"""Table → the columns that together name a row; every column and whether it holds text or a whole number."""

KEYS: Mapping[str, tuple[str, ...]] = {name: key for name, (key, _) in TABLES.items()}
"""Table → the columns that together name a row."""
COLUMNS: Mapping[str, tuple[str, ...]] = {name: tuple(columns) for name, (_, columns) in TABLES.items()}
"""Table → all its columns."""


def whole(table: str, row: Row) -> Row:
    """Give a row every column of its table; what it does not say is ``None``."""
    return {**dict.fromkeys(COLUMNS[table]), **row}


def key_of(table: str, row: Row) -> Key:
    """Give the key of a row. Raises ``KeyError`` for a row without one."""
    found = tuple(row[name] for name in KEYS[table])
    return tuple(value for value in found if value is not None)
