"""Records of every kind, over every storage: round trip, revisions, two who edit, taking away."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.store import records
from matchmaker.store.gate import Action
from matchmaker.store.records import KINDS, Body
from matchmaker.store.store import Store
from tests.store_data import NAME, Clock, findings, note

if TYPE_CHECKING:
    from tests.store_data import Place

VALUES: dict[str, Any] = {
    "str": "Blåbær «og» 100 %", "int": 17, "bool": True, "tuple[str, ...]": ("akt-a", "akt-b"),
    "Mapping[str, Any]": {"service": "team", "size": {"low": 3, "none": None}, "list": [1, 2.5, "æ"]},
    "tuple[Mapping[str, Any], ...]": ({"actor": "akt-a", "locked": True}, {"open": "unge"}),
    "tuple[Mapping[str, str], ...]": ({"actor": "akt-b", "reason": "Ønsker ikke"},),
}  # fmt: skip


def filled(kind: str) -> Body:
    """A record of a kind with something in every field."""
    made = KINDS[kind]
    return made(**{one.name: VALUES[str(one.type)] for one in fields(made)})


def other(body: Body) -> Body:
    """The same record with one text changed."""
    name = next(one.name for one in fields(body) if str(one.type) == "str")
    return replace(body, **{name: "Noe annet"})


def add(store: Store, *bodies: Body, author: str = "kari") -> list[str]:
    with store.step(NAME, author) as work:
        return [work.add(body) for body in bodies]


def edit(store: Store, record: str, expected: int, body: Body, author: str = "kari") -> int:
    with store.step(NAME, author) as work:
        return work.edit(record, expected, body)


def remove(store: Store, record: str, expected: int, author: str = "kari") -> None:
    with store.step(NAME, author) as work:
        work.remove(record, expected)


def get(store: Store, record: str) -> records.Record:
    with store.reading() as reading:
        return records.get(reading, record)


def thawed(value: Any) -> Any:
    """Lists and tuples alike: JSON knows one kind."""
    if isinstance(value, dict):
        return {name: thawed(item) for name, item in value.items()}
    return [thawed(item) for item in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_comes_back_as_it_was(store: Store, kind: str):
    body = filled(kind)
    (record,) = add(store, body)
    assert record == f"{kind}-1"
    kept = get(store, record)
    assert (kept.id, kept.revision, kept.author, kept.at) == (record, 1, "kari", "2026-11-22T09:00:01+00:00")
    assert type(kept.body) is type(body)
    for one in fields(body):
        assert thawed(getattr(kept.body, one.name)) == thawed(getattr(body, one.name)), one.name
    with store.reading() as reading:
        assert records.of_kind(reading, kind) == (kept,)
        assert all(records.of_kind(reading, name) == () for name in KINDS if name != kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_revision_stays(store: Store, kind: str):
    body = filled(kind)
    (record,) = add(store, body)
    assert edit(store, record, 1, other(body), "ola") == 2
    with store.reading() as reading:
        first, second = records.history(reading, record)
    name = next(one.name for one in fields(body) if str(one.type) == "str")
    assert (first.revision, first.author, first.changed) == (1, "kari", ())
    assert (second.revision, second.author, second.changed) == (2, "ola", (name,))
    assert getattr(first.body, name) == VALUES["str"]
    assert getattr(second.body, name) == getattr(get(store, record).body, name) == "Noe annet"
    assert findings(store.storage) == []


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_comes_second_is_told_and_nothing_is_overwritten(store: Store, kind: str):
    body = filled(kind)
    (record,) = add(store, body)
    edit(store, record, 1, other(body), "ola")
    name = next(one.name for one in fields(body) if str(one.type) == "str")
    mine = replace(body, **{name: "Mitt"})
    told = Message("conflict.record", {"fields": (name,), "who": "ola", "when": "2026-11-22T09:00:02+00:00"})
    for attempt in (lambda: edit(store, record, 1, mine, "per"), lambda: remove(store, record, 1, "per")):
        with pytest.raises(InputError) as wrong:
            attempt()
        assert wrong.value.code == "changed_meanwhile"
        assert wrong.value.params == {"dataset": record, "count": 1, "changes": (told,)}
        assert wrong.value.hint == Message("hint.changed_meanwhile")
    kept = get(store, record)
    assert (kept.revision, kept.author, getattr(kept.body, name)) == (2, "ola", "Noe annet")


def test_everyone_who_came_between_is_named(store: Store):
    (record,) = add(store, records.Note(about="a", text="0"))
    for number, author in enumerate(("ola", "per", "siri"), 1):
        edit(store, record, number, records.Note(about="a", text=author), author)
    with pytest.raises(InputError) as wrong:
        edit(store, record, 2, records.Note(about="a", text="x"))
    assert [one.params["who"] for one in wrong.value.params["changes"]] == ["per", "siri"]


def test_a_record_is_taken_away_and_its_number_is_not_used_again(store: Store):
    first, second = add(store, records.Note(about="", text="1"), records.Note(about="", text="2"))
    remove(store, second, 1)
    for attempt in (lambda: get(store, second), lambda: edit(store, second, 2, filled("notat"))):
        with pytest.raises(InputError) as wrong:
            attempt()
        assert (wrong.value.code, wrong.value.params) == ("unknown_record", {"record": second})
    with store.reading() as reading:
        assert [one.id for one in records.of_kind(reading, "notat")] == [first]
        assert [one.body is None for one in records.history(reading, second)] == [False, True]
    assert note(store, "3") == "notat-3"
    store.undo("kari")
    store.undo("kari")
    assert get(store, second).body == records.Note(about="", text="2")
    assert findings(store.storage) == []


def test_records_come_oldest_first(store: Store):
    made = add(store, *[records.Note(about="", text=str(number)) for number in range(12)])
    with store.reading() as reading:
        assert [one.id for one in records.of_kind(reading, "notat")] == made
    assert made[9:] == ["notat-10", "notat-11", "notat-12"]


def test_what_is_not_there_is_said(store: Store):
    with store.reading() as reading:
        for ask in (records.get, records.history):
            with pytest.raises(InputError) as wrong:
                ask(reading, "notat-9")
            assert (wrong.value.code, wrong.value.params) == ("unknown_record", {"record": "notat-9"})


def test_records_are_there_after_reopening(lasting: Place):
    store = Store(lasting.open(), Clock())
    made = add(store, *map(filled, KINDS))
    kept = [get(store, record) for record in made]
    store.storage.close()
    again = Store(lasting.open(), Clock())
    assert [get(again, record) for record in made] == kept


def test_a_field_of_a_later_tool_is_passed_over(store: Store):
    (record,) = add(store, records.Note(about="a", text="b"))
    with store.writing(Action.RESTORE) as writing:
        row = writing.get("revision", record, 1) or {}
        writing.put("revision", {**row, "body": str(row["body"]).replace("{", '{"later":[1],', 1)})
    assert get(store, record).body == records.Note(about="a", text="b")
