"""Two people change the same thing: who changed what, so that nothing is overwritten in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.store import records, versions
from matchmaker.store.difference import Difference, RowChange, TableDifference
from matchmaker.store.frames import header, title

if TYPE_CHECKING:
    from matchmaker.store.difference import Misfit
    from matchmaker.store.storage import Reading

_MOST_TOLD = 50
"""Rows that are told one by one; the rest are counted."""


def changed_meanwhile(reading: Reading, dataset: str, base: int, wrong: tuple[Misfit, ...]) -> InputError:
    """Say who has changed the rows that a change was about since version *base*, in the sheets' words."""
    rows = {(row.table, row.key) for misfit in wrong for row in _rows(misfit)}
    known = set()
    told: list[Message] = []
    for version in versions.versions(reading, dataset):
        if version.number > base:
            change = versions.difference(reading, dataset, version.number)
            changes = [row for row in change.changes() if (row.table, row.key) in rows]
            known |= {(row.table, row.key) for row in changes}
            told += [_row(row, version) for row in changes]
    told += [
        Message("conflict.row_unknown", {"table": title(table), "key": _words(key)})
        for table, key in sorted(rows - known)
    ]
    params: dict[str, Param] = {
        "dataset": dataset, "count": len(rows), "changes": tuple(told[:_MOST_TOLD]),
    }  # fmt: skip
    return InputError("changed_meanwhile", params, Message("hint.changed_meanwhile"))


def _rows(misfit: Misfit) -> list[RowChange]:
    difference = Difference({misfit.table: TableDifference(misfit.lost, misfit.taken)})
    return list(difference.changes())


def _words(key: tuple[str, ...]) -> str:
    return " ".join(filter(None, key))


def _row(row: RowChange, version: versions.Version) -> Message:
    what = "removed" if row.after is None else "added" if row.before is None else "changed"
    return Message(f"conflict.row_{what}", {
        "table": title(row.table), "key": _words(row.key),
        "fields": tuple(header(row.table, name) for name in row.fields),
        "who": version.author, "when": version.at,
    })  # fmt: skip


def record_changed(reading: Reading, record: str, expected: int) -> InputError:
    """Say who has changed which fields of a record since revision *expected*."""
    later = [one for one in records.history(reading, record) if one.revision > expected]
    told = tuple(
        Message("conflict.record", {"fields": one.changed, "who": one.author, "when": one.at})
        for one in later
    )
    params: dict[str, Param] = {"dataset": record, "count": len(told), "changes": told}
    return InputError("changed_meanwhile", params, Message("hint.changed_meanwhile"))
