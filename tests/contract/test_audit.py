"""The log finds whatever is changed past it, over every storage and column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from matchmaker.store import audit, records
from matchmaker.store.gate import Action
from matchmaker.store.layout import COLUMNS, KEYS
from tests.store_data import NAME, change, dataset, findings, found, note, rows

if TYPE_CHECKING:
    from matchmaker.store.storage import Storage, Writing
    from matchmaker.store.store import Store


@pytest.fixture
def worked(store: Store) -> Storage:
    """A workspace in which something of everything has been done; what a test changes is not in others."""
    found(store)
    change(store, 1, dataset(rows(a="Ny")))
    note(store, "en")
    with store.step(NAME, "ola") as work:
        work.edit("notat-1", 1, records.Note(about="lite", text="to"))
    store.undo("ola")
    with store.writing(Action.RESTORE) as writing:
        writing.put("contact", {
            "dataset": "lite", "actor": "akt-a", "channel": "epost", "value": "a@example.org",
            "source": "skjema", "at": "2026-11-22",
        })  # fmt: skip
        target = {"contact/lite/akt-a/epost": audit.digest("a@example.org")}
        audit.append(writing, store.now(), "kontakt", {audit.CONTENTS: target})
    return store.storage


LAST = 6


def test_a_whole_log_is_whole(worked: Storage):
    with worked.reading() as reading:
        result = audit.verify(reading)
        assert result == audit.AuditResult(LAST, f"{LAST} {reading.rows('audit')[-1]['hash']}", 0, ())
        assert [row["number"] for row in reading.rows("audit")] == list(range(1, LAST + 1))


def test_an_empty_log_is_whole(store: Store):
    with store.reading() as reading:
        assert audit.verify(reading) == audit.AuditResult(0, f"0 {audit.START}", 0, ())


def tampered(table: str, entry: int, changed: dict[str, Any]):
    """Something that changes fields of one row past the log, whatever becomes of its key."""

    def act(writing: Writing) -> None:
        row = writing.get(table, entry)
        assert row is not None
        writing.drop(table, number=entry)
        writing.put(table, {**row, **changed})

    return act


OTHER: dict[str, tuple[Any, ...]] = {
    "number": (99, 0),
    "at": ("2026-11-22T09:00:09+00:00", "", None),
    "action": ("sletting", "steg ", "angring\nx", None),
    "commitment": (audit.digest("x"), "", None),
    "previous": (audit.digest("x"), audit.START, None, ""),
    "hash": (audit.digest("x"), "", None),
    "salt": ("0" * 32, "", None),
    "detail": ('{"author":"ola"}', "{}", "", "ikke json", None),
}
CELLS = [
    (table, column, number, value)
    for table in ("audit", "audit_detail")
    for column in COLUMNS[table]
    for number in (1, 3, LAST)
    for value in OTHER[column]
]


def attempt(storage: Storage, act: Any) -> list[str]:
    """What is found after *act*, which is not kept."""
    found: list[str] = []

    def check(writing: Writing) -> None:
        act(writing)
        found.extend(finding.code for finding in audit.verify(writing).findings)
        raise Undone

    with pytest.raises(Undone), storage.writing() as writing:
        check(writing)
    return found


class Undone(Exception):
    pass


def test_every_changed_field_of_every_entry_is_found(worked: Storage):
    unseen = []
    for table, column, number, value in CELLS:
        with worked.reading() as reading:
            if (reading.get(table, number) or {})[column] == value:
                continue
        if not attempt(worked, tampered(table, number, {column: value})):
            unseen.append((table, column, number, value))
    assert unseen == []
    assert {(table, column) for table, column, _, _ in CELLS} == {
        (table, column) for table in ("audit", "audit_detail") for column in COLUMNS[table]
    }
    assert findings(worked) == []


@pytest.mark.parametrize("value", ["", None, "5", f"5 {audit.START}", f"7 {audit.START}", "rot og tull her"])
def test_a_changed_anchor_is_found(worked: Storage, value: str | None):
    def act(writing: Writing) -> None:
        writing.put("meta", {"name": audit.ANCHOR, "value": value})

    assert attempt(worked, act) == ["audit.end_missing"]
    assert attempt(worked, lambda writing: writing.drop("meta", name=audit.ANCHOR)) == ["audit.end_missing"]


@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_a_removed_entry_is_found(worked: Storage, number: int):
    def both(writing: Writing) -> None:
        writing.drop("audit", number=number)
        writing.drop("audit_detail", number=number)

    assert attempt(worked, lambda writing: writing.drop("audit", number=number))
    assert "audit.detail_missing" in attempt(worked, lambda w: w.drop("audit_detail", number=number))
    found = attempt(worked, both)
    assert ("audit.end_missing" if number == LAST else "audit.entry_missing") in found
    assert ("audit.out_of_order" in found) == (number < LAST)


def test_entries_that_changed_places_are_found(worked: Storage):
    for table in ("audit", "audit_detail"):
        for first in range(1, LAST):

            def swap(writing: Writing, table: str = table, first: int = first) -> None:
                one, two = writing.get(table, first), writing.get(table, first + 1)
                writing.put(table, {**(one or {}), "number": first + 1})
                writing.put(table, {**(two or {}), "number": first})

            assert attempt(worked, swap), (table, first)


def test_an_entry_put_in_between_is_found(worked: Storage):
    def at_the_end(writing: Writing) -> None:
        row = writing.get("audit", 3) or {}
        writing.put("audit", {**row, "number": LAST + 1})

    def in_the_middle(writing: Writing) -> None:
        for number in range(LAST, 2, -1):
            for table in ("audit", "audit_detail"):
                writing.put(table, {**(writing.get(table, number) or {}), "number": number + 1})

    assert "audit.end_missing" in attempt(worked, at_the_end)
    assert "audit.entry_changed" in attempt(worked, in_the_middle)


def test_a_chain_that_was_made_anew_is_found_by_an_anchor_kept_elsewhere(worked: Storage):
    with worked.reading() as reading:
        kept = audit.verify(reading).anchor
        early = f"3 {reading.rows('audit')[2]['hash']}"
    assert (
        findings(worked, kept)
        == findings(worked, early)
        == findings(worked, f"  {kept.replace(' ', '  ')}\n")
        == []
    )
    assert findings(worked, f"3 {audit.START}") == ["audit.anchor_unknown"]

    def anew(writing: Writing) -> None:
        details = [orjson.loads(str(row["detail"])) for row in writing.rows("audit_detail")]
        actions = [(str(row["at"]), str(row["action"])) for row in writing.rows("audit")]
        for table, what in (("audit", {}), ("audit_detail", {}), ("meta", {"name": audit.ANCHOR})):
            writing.drop(table, **what)
        details[2]["author"] = "en annen"
        for (at, action), detail in zip(actions, details, strict=True):
            audit.append(writing, at, action, detail)

    with worked.writing() as writing:
        anew(writing)
    assert findings(worked) == []  # who can write everything can write a whole new log
    assert findings(worked, kept) == findings(worked, early) == ["audit.anchor_unknown"]


CONTENT = [
    ("content", {"dataset": "lite", "version": 1, "part": "actors"}, "text"),
    ("content", {"dataset": "lite", "version": 2, "part": "actors.added"}, "text"),
    ("revision", {"record": "notat-1", "number": 1}, "body"),
    ("revision", {"record": "notat-1", "number": 2}, "body"),
    ("contact", {"dataset": "lite", "actor": "akt-a", "channel": "epost"}, "value"),
]


@pytest.mark.parametrize(("table", "key", "column"), CONTENT)
def test_content_that_was_changed_past_the_log_is_found(worked: Storage, table: str, key: Any, column: str):
    def replaced(writing: Writing) -> None:
        row = writing.get(table, *[key[name] for name in KEYS[table]])
        assert row is not None
        writing.put(table, {**row, column: f"{row[column]} "})

    assert attempt(worked, replaced) == ["audit.content_changed"]
    assert attempt(worked, lambda writing: writing.drop(table, **key)) == ["audit.content_changed"]


def test_content_that_came_past_the_log_is_found(worked: Storage):
    for table, key, _ in CONTENT[::2]:
        name = {"content": "part", "revision": "number", "contact": "channel"}[table]

        def add(writing: Writing, table: str = table, key: Any = key, name: str = name) -> None:
            row = writing.get(table, *[key[one] for one in KEYS[table]]) or {}
            writing.put(table, {**row, name: 9 if name == "number" else "annet"})

        assert attempt(worked, add) in (["audit.content_changed"], ["audit.not_logged"])


def test_work_goes_on_after_the_log_and_stays_whole(worked: Storage, store: Store):
    for text in "abc":
        note(store, text)
    assert findings(worked) == []
    with worked.reading() as reading:
        assert audit.verify(reading).entries == LAST + 3


def test_the_chain_holds_when_an_erasure_has_taken_details_away(worked: Storage):
    with worked.writing() as writing:
        row = writing.get("audit_detail", 2) or {}
        writing.put("audit_detail", {**row, "salt": None, "detail": None})
        digests = audit.contents(writing)
        audit.append(writing, "2026-11-23", audit.ERASURE, {audit.ENTRIES: [2], audit.CONTENTS: digests})
    assert findings(worked) == []
    with worked.reading() as reading:
        assert audit.verify(reading).erased == 1
    # an excuse that was written past the log excuses nothing
    excuse = orjson.dumps({audit.ENTRIES: [2, 3]}).decode()
    found = attempt(worked, tampered("audit_detail", LAST + 1, {"detail": excuse}))
    assert "audit.detail_changed" in found
    assert "audit.detail_missing" in found
