"""What goes when, what the job takes away, and what it never touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.store import audit, contacts, people, records, retention
from matchmaker.store.gate import Action
from matchmaker.store.layout import KEYS
from tests.rights_data import ID, NAME, PHONE, change, dataset, fill
from tests.unit.small import actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.store.retention import Done, Kept
    from matchmaker.store.store import Store

DAY = date(2026, 11, 22)


def apply(store: Store, today: date = DAY) -> Done:
    with store.writing(Action.RESTORE) as writing:
        done = retention.apply(writing, today, "kari", store.now())
    store.storage.scrub()
    with store.reading() as reading:
        assert audit.verify(reading).findings == ()
    return done


def kept(store: Store) -> dict[str, Kept]:
    with store.reading() as reading:
        return {one.target: one for one in retention.kept(reading)}


def add(store: Store, *bodies: records.Body) -> list[str]:
    with store.step(Message("step.note"), "kari") as work:
        return [work.add(body) for body in bodies]


def run(**more: Any) -> records.Run:
    made = records.Run(service="team", request={"dataset": "lite@1"}, result={}, data_version="",
                       code_version="", rules_version="", today="2020-01-01")  # fmt: skip
    return replace(made, **more)


def persons(store: Store, *rows: dict[str, Any], involved: tuple[dict[str, Any], ...] = ()) -> None:
    with store.step(Message("step.founded", {"dataset": "lite"}), "kari") as work:
        found = register(actors=list(rows), challenges=[challenge()], involvements=list(involved))
        work.found("lite", found, "{}")


def involved(who: str, begun: date | None, ended: date | None) -> dict[str, Any]:
    return {"challenge": "sak", "actor": who, "phase": "definere", "valid_from": begun, "valid_to": ended}


def test_each_purpose_has_its_date_and_its_days(memory: Store) -> None:
    persons(memory, {**actor("p-1", "innbygger"), "informed": date(2024, 5, 1)})
    contacts.set_contact(memory, "lite", "p-1", "epost", "x@oppdiktet.example", "", "kari")
    note, sent, unsent, asked = add(
        memory, records.Note(about="", text="x"),
        records.Invitation(dataset="lite", team="team-1", actor="p-1", sent="2026-01-01"),
        records.Invitation(dataset="lite", team="team-1", actor="p-1"), run(),
    )  # fmt: skip
    found = kept(memory)
    days = {one: (DAY + timedelta(days=count)).isoformat() for one, count in retention.DAYS.items()}
    assert {target: one.goes for target, one in found.items()} == {
        "lite/p-1/epost": days["kontakt"], note: days["notat"], sent: "2028-01-01", unsent: "",
        asked: "2024-12-30", "p-1": "2029-04-30",
    }  # fmt: skip
    assert [one.purpose for one in found.values()] == [
        "kontakt", "invitasjon", "invitasjon", "notat", "kjoring", "person",
    ]  # fmt: skip


@pytest.mark.parametrize(("informed", "times", "goes"), [
    (None, (), ""),
    (date(2020, 1, 1), (), "2024-12-30"),
    (date(2020, 1, 1), ((date(2019, 1, 1), date(2021, 1, 1)),), "2025-12-31"),
    (date(2020, 1, 1), ((None, date(2018, 1, 1)),), "2024-12-30"),
    (None, ((None, date(2021, 1, 1)),), "2025-12-31"),
    (date(2020, 1, 1), ((date(2019, 1, 1), None),), ""),  # takes part still
    (date(2020, 1, 1), ((None, None),), ""),
])  # fmt: skip
def test_the_date_that_counts_for_a_person(
    memory: Store, informed: date | None, times: tuple[tuple[date | None, date | None], ...], goes: str
) -> None:
    row = {**actor("p-1", "innbygger"), "informed": informed}
    persons(memory, row, actor("lag"), involved=tuple(involved("p-1", *one) for one in times))
    found = kept(memory)
    assert set(found) == {"p-1"}  # an organisation is no person
    assert found["p-1"].goes == goes


def test_what_is_due_goes_from_every_storage(store: Store) -> None:
    fill(store)
    first = kept(store)
    last = max(date.fromisoformat(one.goes) for one in first.values() if one.goes)
    assert not any(one.due(DAY) for one in first.values())
    before = apply(store, DAY)
    assert (before.gone, before.entry) == ((), None)
    done = apply(store, last)
    assert {one.purpose for one in done.gone} == {"utkast", "kontakt", "invitasjon", "notat"}
    with store.reading() as reading:
        assert reading.rows("draft") == []
        assert people.contacts(reading) == ()
        assert records.of_kind(reading, "notat") == records.of_kind(reading, "invitasjon") == ()
        assert len(records.of_kind(reading, "beslutning")) == len(records.of_kind(reading, "kjoring")) == 1
        text = b"".join(orjson.dumps(reading.rows(table)) for table in KEYS)
        told = orjson.loads(str(reading.rows("audit_detail")[-1]["detail"]))
    assert told["retention"] == {"utkast": 1, "kontakt": 3, "invitasjon": 1, "notat": 1}
    assert PHONE.encode() not in text
    assert f"Ring {NAME}".encode() not in text
    assert b"s telefon er" not in text
    for way in (store.undo, store.redo):
        for _ in range(6):
            way("kari")
    with store.reading() as reading:
        assert audit.verify(reading).findings == ()
        assert b"s telefon er" not in orjson.dumps(reading.rows("revision"))


def test_a_person_who_is_due_is_erased(memory: Store) -> None:
    old, new = (date(2010, 1, 1), date(2026, 1, 1))
    persons(memory, {**actor("p-old", "innbygger"), "name": NAME, "informed": old},
            {**actor("p-new", "innbygger"), "informed": new}, actor("p-unknown", "innbygger"))  # fmt: skip
    done = apply(memory)
    assert [one.target for one in done.gone] == ["p-old"]
    assert set(memory.register("lite")[0].ids) == {done.receipts[0].id, "p-new", "p-unknown"}
    assert apply(memory).gone == ()  # once is enough
    assert set(kept(memory)) == {"p-new", "p-unknown"}


def test_who_only_stands_in_an_old_version_is_erased_too(memory: Store) -> None:
    first = dataset(informed=date(2010, 1, 1))
    with memory.step(Message("step.founded", {"dataset": "lite"}), "kari") as work:
        work.found("lite", first, "{}")
    assert kept(memory)[ID].goes == ""  # takes part with an open end
    change(memory, 1, first, first.without_actors([ID]), "kari")
    assert kept(memory)[ID].goes == "2014-12-31"
    assert [one.target for one in apply(memory).gone] == [ID]
    assert ID not in memory.register("lite", 1)[0]


def test_decisions_what_is_archived_and_what_led_to_a_decision_never_go(memory: Store) -> None:
    persons(memory, actor("lag"))
    alone, decided, led, archived = add(memory, run(), run(), run(), run(archived="26/1"))
    team = records.Team(dataset="lite", version=1, challenge="sak", name="x", run=led)
    (about,) = add(memory, team)
    for one in (decided, about):
        add(
            memory,
            records.Decision(about=one, decided="ja", reason="x", decided_by="rådmannen", on="2000-01-01"),
        )
    assert set(kept(memory)) == {alone}
    assert [one.target for one in apply(memory).gone] == [alone]
    with memory.reading() as reading:
        assert [one.id for one in records.of_kind(reading, "kjoring")] == [decided, led, archived]
        assert len(records.of_kind(reading, "beslutning")) == 2
        assert str(reading.rows("revision", record=alone)[0]["body"]) == "None"


def test_a_note_that_was_taken_away_goes_with_its_text(memory: Store) -> None:
    persons(memory, actor("lag"))
    (note,) = add(memory, records.Note(about="", text="hemmelig"))
    with memory.step(Message("step.note"), "kari") as work:
        work.remove(note, 1)
    assert set(kept(memory)) == {note}
    apply(memory, DAY + timedelta(days=2000))
    with memory.reading() as reading:
        assert b"hemmelig" not in orjson.dumps(reading.rows("revision"))
    memory.undo("kari")
    with memory.reading() as reading:
        assert records.of_kind(reading, "notat") == ()
        assert audit.verify(reading).findings == ()


def test_days_are_set_and_set_again_and_undone(memory: Store) -> None:
    persons(memory, actor("lag"))
    (note,) = add(memory, records.Note(about="", text="x"))
    for count in (10, 0):
        with memory.step(Message("step.retention"), "kari") as work:
            retention.set_days(work, "notat", count)
    with memory.reading() as reading:
        assert retention.days(reading) == {**retention.DAYS, "notat": 0}
        assert len(records.of_kind(reading, "frist")) == 1
    assert kept(memory)[note].goes == DAY.isoformat()
    assert kept(memory)[note].due(DAY)
    assert not kept(memory)[note].due(DAY - timedelta(days=1))
    memory.undo("kari")
    assert kept(memory)[note].goes == (DAY + timedelta(days=10)).isoformat()


@pytest.mark.parametrize(("purpose", "count", "code"), [
    ("vedtak", 1, "unknown_purpose"), ("notat", -1, "bad_days"), ("notat", 40_000, "bad_days"),
])  # fmt: skip
def test_days_that_cannot_be_set(memory: Store, purpose: str, count: int, code: str) -> None:
    with memory.step(Message("step.retention"), "kari") as work, pytest.raises(InputError) as caught:
        retention.set_days(work, purpose, count)
    assert caught.value.code == code
