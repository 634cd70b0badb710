"""What is kept is changed behind the log's back: the one way to do so, which the log allows and tells of.

Entries that promised the old content, or tell of the person, lose their detail and their salt; the chain
itself is never touched. One new entry promises the new content and names the entries. What did *not* agree
with the log before is not promised anew, so that tampering is found afterwards as it was before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from matchmaker.store.audit import CONTENTS, ENTRIES, ERASURE, append, is_kept
from matchmaker.store.layout import KEYS, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matchmaker.store.layout import Row
    from matchmaker.store.storage import Reading, Writing


@dataclass
class Plan:
    """Rows to be written and dropped, and what the log has to know about them."""

    puts: list[tuple[str, Row]] = field(default_factory=list)
    drops: list[tuple[str, Row]] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    """Target → digest of what is kept now."""
    after: dict[str, str | None] = field(default_factory=dict)
    """Target → digest of what will be kept; ``None`` when it is taken away."""

    def replaces(self, target: str, before: str, after: str | None) -> None:
        """Tell the log of new content."""
        self.before[target], self.after[target] = before, after

    def carry_out(self, writing: Writing) -> None:
        """Write and drop the rows."""
        for table, row in self.drops:
            writing.drop(table, **dict(zip(KEYS[table], key_of(table, row), strict=True)))
        for table, row in self.puts:
            writing.put(table, row)


@dataclass(frozen=True)
class Log:
    """What the log says now, and what will be left of it."""

    promised: Mapping[str, str | None]
    """Target → digest, as promised last."""
    emptied: tuple[int, ...]
    """Entries that lose their detail."""
    excused: tuple[int, ...]
    """Entries whose detail is gone, that the new entry must answer for."""
    carried: tuple[str, ...]
    """Targets that the emptied entries promised."""


def read_log(reading: Reading, plan: Plan, tells: Callable[[Any], bool]) -> Log:
    """Find the entries that lose their detail: those that *tell* of somebody or promise what is changed."""
    entries = {row["number"]: row for row in reading.rows("audit")}
    promised: dict[str, str | None] = {}
    emptied, excused, carried = [], set(), set()
    for row in reading.rows("audit_detail"):
        if row["detail"] is None:
            continue
        number, detail = int(str(row["number"])), orjson.loads(str(row["detail"]))
        contents = detail.get(CONTENTS, {})
        promised.update(contents)
        if not (set(contents) & set(plan.after)) and not tells(detail):
            continue
        emptied.append(number)
        carried |= set(contents)
        if number in entries and is_kept(entries[number], row):
            # one that was tampered with is emptied too, but not excused: it is found afterwards as well
            excused |= {number, *detail.get(ENTRIES, ())}
    return Log(promised, tuple(emptied), tuple(sorted(excused)), tuple(sorted(carried)))


def forget(writing: Writing, at: str, plan: Plan, log: Log, detail: Mapping[str, Any]) -> int:
    """Carry out a plan, empty the entries, add the one that says so; returns its number.

    Parameters
    ----------
    writing
        Everything happens in it or nothing.
    at
        Date and time, ISO 8601.
    plan
        What is changed.
    log
        From :func:`read_log` on the same plan.
    detail
        What the new entry tells besides: who, why. It must not tell of whom it erases.
    """
    plan.carry_out(writing)
    for number in log.emptied:
        writing.put("audit_detail", {"number": number, "salt": None, "detail": None})
    contents = {
        target: new
        for target, new in plan.after.items()
        if new is not None and log.promised.get(target) == plan.before[target]
    }
    for target in log.carried:
        if target not in plan.after and log.promised[target] is not None:
            contents[target] = str(log.promised[target])
    return append(writing, at, ERASURE, {**detail, CONTENTS: contents, ENTRIES: list(log.excused)})
