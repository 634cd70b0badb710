"""What people do, one named step at a time: kept together, told in the log, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.model.register import Register
from matchmaker.store import records, versions
from matchmaker.store.audit import CONTENTS, append, digest
from matchmaker.store.conflict import changed_meanwhile, record_changed
from matchmaker.store.difference import Difference, applied, between, homeless, misfits
from matchmaker.store.frames import frames_of, tables_of

if TYPE_CHECKING:
    from matchmaker.store.layout import Row
    from matchmaker.store.opened import Opened
    from matchmaker.store.records import Body
    from matchmaker.store.storage import Reading, Writing

DONE, UNDONE, PAST = "gjort", "angret", "forbi"
"""States of a step: it can be undone; it can be done again; neither, since other work came after."""
WAYS = ("undo", "redo")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a step changed."""

    target: str
    """``dataset/<name>`` or ``record/<id>``."""
    before: int
    """Version or revision before; 0 when it was not there."""
    after: int
    """Version or revision after; 0 when it was taken away."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that somebody did."""

    number: int
    name: Message
    author: str
    at: str
    """Date and time, ISO 8601."""
    state: str
    """:data:`DONE`, :data:`UNDONE` or :data:`PAST`."""
    changes: tuple[Change, ...]


def message_of(text: str) -> Message:
    """Read a message that was kept as JSON."""
    held = orjson.loads(text)
    return Message(held["code"], {name: _param(value) for name, value in held["params"].items()})


def _param(value: Any) -> Param:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return Message(value["code"], {name: _param(item) for name, item in value["params"].items()})
    return tuple(map(_param, value)) if isinstance(value, list) else value


def plain(message: Message) -> dict[str, Any]:
    """Write a message as JSON values."""
    return {"code": message.code, "params": {name: _plain(value) for name, value in message.params.items()}}


def _plain(value: Param) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Message):
        return plain(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def steps(reading: Reading) -> tuple[Step, ...]:
    """Everything that was done, oldest first."""
    return tuple(map(_step, reading.rows("step")))


def _step(row: Row) -> Step:
    changes = tuple(Change(*change) for change in orjson.loads(str(row["changes"])))
    return Step(int(str(row["number"])), message_of(str(row["name"])), str(row["author"]), str(row["at"]),
                str(row["state"]), changes)  # fmt: skip


def to_undo(reading: Reading) -> Step | None:
    """The step that would be undone; ``None`` when there is none."""
    rows = reading.rows("step", state=DONE)
    return _step(rows[-1]) if rows else None


def to_redo(reading: Reading) -> Step | None:
    """The step that would be done again; ``None`` when there is none."""
    rows = reading.rows("step", state=UNDONE)
    return _step(rows[0]) if rows else None


def with_token(reading: Reading, token: str) -> Step | None:
    """The step that was done under a token, so that asking twice does it once."""
    rows = reading.rows("step", token=token)
    return _step(rows[0]) if rows else None


@dataclass
class Work:
    """A step that is being done: everything in it is kept together."""

    writing: Writing
    opened: Opened
    author: str
    at: str
    number: int
    changes: list[Change] = field(default_factory=list)
    contents: dict[str, str | None] = field(default_factory=dict)
    """Target → digest of what was written, for the log."""

    @property
    def stamp(self) -> versions.Stamp:
        """Who and when."""
        return versions.Stamp(self.author, self.at, self.number)

    def found(self, dataset: str, register: Register, about: str) -> int:
        """Keep a new dataset, *about* being what it says of itself; returns the version's number.

        Raises ``InputError`` (dataset_exists) when there is one of that name.
        """
        if versions.head(self.writing, dataset):
            raise InputError("dataset_exists", {"name": dataset})
        self.writing.put("dataset", {"name": dataset, "about": about, "head": 0})
        return self._keep(dataset, register, None, 0)

    def change(self, dataset: str, base: int, difference: Difference) -> int:
        """Change a dataset; returns the new version's number.

        Parameters
        ----------
        dataset
            Its name.
        base
            The version that the difference was made against. Others may have made newer ones since.
        difference
            What differs. It goes onto the present version when nobody has touched the same rows.

        Raises
        ------
        InputError
            ``changed_meanwhile`` with who changed what; ``nothing_changed``; ``unknown_dataset``.
        TableErrors
            The result would not be valid.
        """
        now = versions.present(self.writing, dataset)
        before = frames_of(self.opened.register(self.writing, dataset, now))
        wrong = misfits(before, difference)
        wrong = wrong or homeless(result := applied(before, difference))
        if wrong:
            raise changed_meanwhile(self.writing, dataset, base, wrong)
        register = Register.from_tables(tables_of(result))
        after = frames_of(register)
        # the difference as the canonical tables show it: what was written may have been filled in
        real = between(before, {name: after[name] for name in difference.tables})
        if not real.rows:
            raise InputError("nothing_changed", {"dataset": dataset})
        return self._keep(dataset, register, real, now)

    def _keep(self, dataset: str, after: Register, difference: Difference | None, before: int) -> int:
        number, written = versions.add(self.writing, dataset, self.stamp, frames_of(after), difference)
        self.opened.hold(self.writing, dataset, number, after)
        self.contents[f"version/{dataset}/{number}"] = written
        self.changes.append(Change(f"dataset/{dataset}", before, number))
        return number

    def take_away(self, dataset: str) -> None:
        """Take a dataset out of the workspace; its versions stay, and undo brings it back."""
        now = versions.present(self.writing, dataset)
        versions.set_head(self.writing, dataset, 0)
        self.changes.append(Change(f"dataset/{dataset}", now, 0))

    def add(self, body: Body) -> str:
        """Keep a new record; returns its id."""
        count = len(self.writing.rows("record", kind=body.kind))
        record = f"{body.kind}-{count + 1}"
        self._write(record, body, 0)
        return record

    def edit(self, record: str, expected: int, body: Body) -> int:
        """Keep a new revision of a record; returns its number.

        Raises ``InputError``: ``changed_meanwhile`` when *expected* is not the present revision, with who
        changed which fields; ``unknown_record``.
        """
        now = records.get(self.writing, record)
        if now.revision != expected:
            raise record_changed(self.writing, record, expected)
        return self._write(record, body, now.revision)

    def remove(self, record: str, expected: int) -> None:
        """Take a record away; its revisions stay, and undo brings it back. Raises as :meth:`edit`."""
        now = records.get(self.writing, record)
        if now.revision != expected:
            raise record_changed(self.writing, record, expected)
        self._write(record, None, now.revision)

    def _write(self, record: str, body: Body | None, before: int) -> int:
        text = None if body is None else records.text_of(body)
        return self.write_text(record, text, before)

    def write_text(self, record: str, text: str | None, before: int) -> int:
        """Write the next revision of a record."""
        held = self.writing.get("record", record)
        number = int(str(held["revision"])) + 1 if held else 1
        kind = record.rpartition("-")[0]
        self.writing.put("record", {
            "id": record, "kind": kind, "revision": number, "deleted": int(text is None),
        })  # fmt: skip
        self.writing.put("revision", {
            "record": record, "number": number, "body": text, "author": self.author, "at": self.at,
        })  # fmt: skip
        if text is not None:
            self.contents[f"record/{record}/{number}"] = digest(text)
        self.changes.append(Change(f"record/{record}", before, number))
        return number


def begin(writing: Writing, opened: Opened, author: str, at: str) -> Work:
    """Begin a step."""
    rows = writing.rows("step")
    number = int(str(rows[-1]["number"])) + 1 if rows else 1
    return Work(writing, opened, author, at, number)


def end(work: Work, name: Message, token: str | None) -> Step | None:
    """Keep the step and tell it in the log; ``None`` when nothing was changed in it."""
    if not work.changes:
        return None
    for row in work.writing.rows("step", state=UNDONE):
        work.writing.put("step", {**row, "state": PAST})
    return _kept(work, name, token, DONE, "steg")


def _kept(work: Work, name: Message, token: str | None, state: str, action: str) -> Step:
    changes = [[change.target, change.before, change.after] for change in work.changes]
    row: Row = {
        "number": work.number, "token": token, "name": orjson.dumps(plain(name)).decode(),
        "author": work.author, "at": work.at, "changes": orjson.dumps(changes).decode(), "state": state,
    }  # fmt: skip
    work.writing.put("step", row)
    detail = {"step": work.number, "name": plain(name), "author": work.author, "changes": changes,
              CONTENTS: work.contents}  # fmt: skip
    append(work.writing, work.at, action, detail)
    return _step(row)


def undo(work: Work, expected: int | None) -> Step:
    """Undo the last step; see :func:`_go`."""
    return _go(work, to_undo(work.writing), expected, "undo")


def redo(work: Work, expected: int | None) -> Step:
    """Do again what was undone last; see :func:`_go`."""
    return _go(work, to_redo(work.writing), expected, "redo")


def _go(work: Work, target: Step | None, expected: int | None, way: str) -> Step:
    """Go one step back or forth. The way itself is told in the log, and is not a step to be undone.

    Raises ``InputError``: ``nothing_to_undo``, ``nothing_to_redo``; ``step_changed`` when the step that
    the asker saw (*expected*) is not the one that would be undone, since somebody has worked meanwhile.
    """
    if target is None:
        raise InputError(f"nothing_to_{way}")
    if expected is not None and expected != target.number:
        raise InputError("step_changed", {"step": target.name, "who": target.author, "when": target.at})
    back = way == "undo"
    for change in reversed(target.changes) if back else target.changes:
        _bring_back(work, change, change.before if back else change.after)
    row = work.writing.get("step", target.number) or {}
    work.writing.put("step", {**row, "state": UNDONE if back else DONE})
    name = Message(f"step.{way}", {"step": target.name})
    return _kept(work, name, None, PAST, "angring" if back else "gjentakelse")


def _bring_back(work: Work, change: Change, wanted: int) -> None:
    what, _, name = change.target.partition("/")
    if what == "dataset":
        if wanted:
            versions.again(work.writing, name, work.stamp, wanted)
        else:
            versions.set_head(work.writing, name, 0)
        work.changes.append(Change(change.target, 0, wanted))
        return
    row = work.writing.get("revision", name, wanted) if wanted else None
    work.write_text(name, None if row is None or row["body"] is None else str(row["body"]), wanted)
