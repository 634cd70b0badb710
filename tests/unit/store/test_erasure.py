"""After an erasure nobody finds the person: not in the rows, not in the files, not by undoing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.register import Register
from matchmaker.store import audit, erasure, people, records, steps, versions
from matchmaker.store.difference import applied, between, found_at, marks
from matchmaker.store.frames import FEATURES, frames_of, no_frames
from matchmaker.store.gate import Action
from matchmaker.store.layout import KEYS
from matchmaker.store.store import Store
from tests.rights_data import ID, NAME, OLD_NAME, OTHER, TRACES, change, fill
from tests.store_data import Clock, Place
from tests.strategies import registers
from tests.unit.small import actor, register

if TYPE_CHECKING:
    from matchmaker.store.erasure import Receipt
    from tests.postgres import PostgresServer


def erase(store: Store, person: str = ID, **more: Any) -> Receipt:
    wish = {"dataset": None, "reason": f"{NAME} har bedt om det", "author": "kari", **more}
    return erasure.erase(store, person, **wish)


def forms(trace: str) -> list[bytes]:
    """A trace as it may stand in a file: UTF-8, and JSON with letters as escapes."""
    escaped = orjson.dumps(trace).decode()[1:-1]
    ascii_only = "".join(one if ord(one) < 128 else f"\\u{ord(one):04x}" for one in trace)
    return [trace.encode(), escaped.encode(), ascii_only.encode()]


def found_in(content: bytes) -> set[str]:
    return {trace for trace in TRACES if any(form in content for form in forms(trace))}


def raw(place: Place, request: pytest.FixtureRequest) -> bytes:
    """All bytes of all files that the storage has written; of memory, its rows."""
    if place.kind == "memory":
        with place.open().reading() as reading:
            return b"\n".join(orjson.dumps(reading.rows(table)) for table in KEYS)
    if place.kind == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        address = place.address.replace("postgresql+psycopg://", "postgresql://")
        with psycopg.connect(address, autocommit=True) as connection:
            for word in ("CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"):
                connection.execute(word)
        return content_of(server.data_directory)
    if place.kind == "sqlite":
        return b"\n".join(one.read_bytes() for one in sorted(Path(place.address).parent.glob("base.db*")))
    return content_of(Path(place.address))


def content_of(folder: Path) -> bytes:
    return b"\n".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file())


def all_rows(store: Store) -> bytes:
    with store.reading() as reading:
        return b"\n".join(orjson.dumps(reading.rows(table)) for table in KEYS)


# -- everything, on every storage -----------------------------------------------------------------------


def test_no_file_holds_the_person_afterwards(
    place: Place, store: Store, request: pytest.FixtureRequest
) -> None:
    fill(store)
    assert found_in(raw(place, request)) == set(TRACES)
    receipt = erase(store)
    assert found_in(raw(place, request)) == set()
    assert receipt.id.encode() in raw(place, request)


def test_the_chain_verifies_every_version_opens_and_nobody_comes_back(store: Store) -> None:
    fill(store)
    with store.reading() as reading:
        chain = reading.rows("audit")
        anchor = audit.verify(reading).anchor
    receipt = erase(store)
    with store.reading() as reading:
        assert reading.rows("audit")[: len(chain)] == chain
        checked = audit.verify(reading, anchor)
        assert checked.findings == ()
        assert checked.erased == len(receipt.entries) > 0
        for one in versions.versions(reading, "lite"):
            now, _ = store.register("lite", one.number)
            assert Register.from_tables(now.tables()).fingerprint == now.fingerprint
            change = versions.difference(reading, "lite", one.number)
            before = no_frames() if one.parent is None else versions.frames(reading, "lite", one.parent)
            after = versions.frames(reading, "lite", one.number)
            assert not between(applied(before, change), after).tables
    undone = 0
    with store.reading() as reading:
        count = len([step for step in steps.steps(reading) if step.state == steps.DONE])
    for way in (store.undo, store.redo):
        for _ in range(count):
            way("kari")
            undone += 1
            assert found_in(all_rows(store)) == set()
    assert undone == 2 * count >= 12
    with store.reading() as reading:
        assert audit.verify(reading, anchor).findings == ()
    assert receipt.id in store.register("lite")[0]


def test_work_goes_on_after_an_erasure(store: Store) -> None:
    """What is kept and what is opened agree: a change to a tie that was turned fits."""
    fill(store)
    new = erase(store).id
    now, number = store.register("lite")
    gone = now.without_actors([new])
    change(store, number, now, gone, "kari")
    assert store.register("lite")[0].fingerprint == gone.fingerprint
    store.undo("kari")
    assert store.register("lite")[0].fingerprint == now.fingerprint


# -- what becomes of it ---------------------------------------------------------------------------------


def test_what_stays_of_a_person(memory: Store) -> None:
    fill(memory)
    receipt = erase(memory)
    found, _ = memory.register("lite")
    one = found.actor(receipt.id)
    assert (one.name, one.kind, one.sector, one.form, one.municipality) == (
        receipt.name, "innbygger", "innbygger", "person", "5038",
    )  # fmt: skip
    assert one.features == {"kjonn": "kvinne", "aldersgruppe": "67-79"}
    assert (one.source, one.unit, one.groups, one.hours, one.legal_basis, one.basis_source) == (
        None, None, (), None, None, None,
    )  # fmt: skip
    assert one.reserved  # nobody is there to be invited
    assert one.synthetic
    assert [tie.source for tie in found.ties_of(receipt.id)] == [None, None, None]
    assert found.actor("zz-annen").source == f"naboen til {receipt.name} søster"
    assert found.challenge("sak").description == f"Meldt av {receipt.name}."


def test_records_are_pseudonymised_and_what_is_archived_is_restricted(memory: Store) -> None:
    made = fill(memory)
    receipt = erase(memory)
    with memory.reading() as reading:
        held: dict[str, Any] = {what: records.get(reading, one).body for what, one in made.items()}
        promise = orjson.loads(str(reading.rows("audit_detail")[-1]["detail"]))
    assert held["team"].seats[0] == {"actor": receipt.id, "role": "innbygger", "locked": True}
    assert held["team"].excluded[0]["reason"] == f"er i slekt med {receipt.name}"
    assert held["seating"].rounds[0]["bord 1"] == [receipt.id, "akt-a"]
    assert held["different"].actors == (receipt.id, "zz-annen")
    assert held["draw"].drawn == (receipt.id, "akt-a")
    assert held["invitation"].actor == receipt.id
    assert held["run"].request["include"] == [receipt.id]
    assert {seat["filled_by"] for seat in held["run"].result["seats"]} >= {receipt.id}
    assert held["note"] == records.Note(about=receipt.id, text=f"Ring {receipt.name}.")
    assert held["decision"].reason == f"{receipt.name} kjenner saken."
    assert (held["decision"].restricted, held["decision"].archived) == (True, "26/123-5")
    assert (held["run"].restricted, held["run"].archived) == (True, "26/123-4")
    assert receipt.archives == ("26/123-4", "26/123-5")
    assert promise["archives"] == ["26/123-4", "26/123-5"]
    assert promise["reason"] == f"{receipt.name} har bedt om det"


def test_contact_details_are_taken_away_and_other_peoples_stay(memory: Store) -> None:
    fill(memory)
    receipt = erase(memory)
    with memory.reading() as reading:
        held = people.contacts(reading)
        draft = orjson.loads(str(reading.rows("draft")[0]["body"]))
    assert [(one.actor, one.value, one.source) for one in held] == [
        ("akt-a", "lag@oppdiktet.example", f"fra {receipt.name}")
    ]
    assert draft["contacts"] == [["akt-a", "telefon", "90054321"]]
    assert draft["sheets"]["sheets"][0]["rows"] == [
        [receipt.id, receipt.name, "innbygger", "5038", ""], ["akt-a", "Akt-a", "frivillig", "", "x"],
    ]  # fmt: skip


def test_the_author_of_steps_versions_and_drafts_is_replaced(memory: Store) -> None:
    fill(memory)
    receipt = erase(memory)
    with memory.reading() as reading:
        assert versions.version(reading, "lite", 2).author == receipt.name
        assert {step.author for step in steps.steps(reading)} == {"kari", receipt.name}
        assert reading.rows("draft")[0]["author"] == receipt.name
        assert [one.author for one in records.history(reading, "notat-1")] == ["kari", receipt.name]


def test_a_preview_tells_the_same_and_changes_nothing(memory: Store) -> None:
    fill(memory)
    before = all_rows(memory)
    with memory.reading() as reading:
        told = erasure.preview(reading, people.find(reading, ID))
    assert all_rows(memory) == before
    done = erase(memory)
    assert (told.replaced, told.look_at, told.entries, told.archives) == (
        done.replaced, done.look_at, done.entries, done.archives,
    )  # fmt: skip
    assert told.entry is None
    assert done.entry is not None


@pytest.mark.parametrize("asked", [ID, NAME, NAME.upper(), OLD_NAME])
def test_a_person_is_found_by_id_and_by_every_name(memory: Store, asked: str) -> None:
    fill(memory)
    erase(memory, asked)
    assert found_in(all_rows(memory)) == set()


# -- somebody else with the same name ---------------------------------------------------------------------


def two_of_a_name(store: Store) -> None:
    rows = [
        {**actor("p-1", "innbygger"), "name": NAME}, {**actor("p-2", "innbygger"), "name": NAME.lower()},
        {**actor("lag", "frivillig"), "name": f"{NAME}s Minnefond"},
    ]  # fmt: skip
    with store.step(Message("step.founded", {"dataset": "lite"}), "kari") as work:
        work.found("lite", register(actors=rows), "{}")
        work.add(records.Note(about="lite", text=f"{NAME} ringte."))
        work.add(records.Note(about="lite", text=f"p-1 og {NAME}s minnefond"))
        run = {"seats": [{"filled_by": "p-1", "name": NAME}, {"filled_by": "p-2", "name": NAME}]}
        work.add(records.Run(service="team", request={"dataset": "lite@1"}, result=run, data_version="",
                             code_version="", rules_version="", today="2026-11-22"))  # fmt: skip


def test_free_text_that_may_be_about_another_is_left_and_told(memory: Store) -> None:
    two_of_a_name(memory)
    receipt = erase(memory, "p-1")
    with memory.reading() as reading:
        notes = [one.body for one in records.of_kind(reading, "notat")]
        run: Any = records.get(reading, "kjoring-1").body
        assert audit.verify(reading).findings == ()
    assert notes[0] == records.Note(about="lite", text=f"{NAME} ringte.")
    assert notes[1] == records.Note(about="lite", text=f"{receipt.id} og {NAME}s minnefond")
    # beside the id it is known whose the name is
    assert run.result["seats"] == [
        {"filled_by": receipt.id, "name": receipt.name}, {"filled_by": "p-2", "name": NAME},
    ]  # fmt: skip
    assert {(one.what, one.target) for one in receipt.look_at} == {
        ("post", "notat-1/1"), ("post", "notat-2/1"), ("post", "kjoring-1/1"),
        ("versjon", "lite/1 actors.name"),
    }  # fmt: skip
    found, _ = memory.register("lite")
    assert found.actor("p-2").name == NAME.lower()
    assert found.actor("lag").name == f"{NAME}s Minnefond"


def test_the_same_id_elsewhere_is_somebody_else(memory: Store) -> None:
    with memory.step(Message("step.founded", {"dataset": "a"}), "kari") as work:
        work.found("a", register(actors=[{**actor("p-1", "innbygger"), "name": NAME}]), "{}")
        work.found("b", register(actors=[{**actor("p-1", "innbygger"), "name": OTHER}]), "{}")
        work.add(records.Draw(dataset="a", version=1, purpose="x", seed=1, drawn=("p-1",)))
        work.add(records.Draw(dataset="b", version=1, purpose="x", seed=1, drawn=("p-1",)))
    with pytest.raises(InputError) as caught:
        erase(memory, "p-1")
    assert caught.value.code == "several_persons"
    receipt = erase(memory, "p-1", dataset="a")
    with memory.reading() as reading:
        drawn = [one.body.drawn for one in records.of_kind(reading, "trekning")]  # type: ignore[union-attr]
    assert drawn == [(receipt.id,), ("p-1",)]
    assert "p-1" in memory.register("b")[0]


def test_an_id_that_is_a_word_of_the_tools_is_replaced_only_where_an_id_stands(memory: Store) -> None:
    with memory.step(Message("step.founded", {"dataset": "a"}), "kari") as work:
        work.found(
            "a", register(actors=[{**actor("innbygger", "innbygger"), "name": NAME}, actor("x")]), "{}"
        )
        seat = {"actor": "innbygger", "role": "innbygger"}
        work.add(records.Team(dataset="a", version=1, challenge="sak", name="x", seats=(seat,)))
    receipt = erase(memory, NAME)
    found, _ = memory.register("a")
    assert found.actor(receipt.id).kind == "innbygger"
    with memory.reading() as reading:
        team: Any = records.get(reading, "team-1").body
    assert team.seats == ({"actor": receipt.id, "role": "innbygger"},)
    assert [one.target for one in receipt.look_at] == ["team-1/1"]


# -- who is not erased ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "code"), [
    ("akt-a", "not_a_person"), ("ingen", "unknown_person"), ("Oppdiktet", "unknown_person"),
])  # fmt: skip
def test_organisations_and_nobody_are_not_erased(memory: Store, asked: str, code: str) -> None:
    fill(memory)
    before = all_rows(memory)
    with pytest.raises(InputError) as caught:
        erase(memory, asked)
    assert caught.value.code == code
    assert all_rows(memory) == before


def test_a_group_is_no_person(memory: Store) -> None:
    with memory.step(Message("step.founded", {"dataset": "a"}), "kari") as work:
        work.found("a", register(actors=[actor("ungdom", "ungdom")]), "{}")
    with pytest.raises(InputError) as caught:
        erase(memory, "ungdom")
    assert caught.value.code == "not_a_person"


def test_nobody_is_erased_twice(memory: Store) -> None:
    fill(memory)
    receipt = erase(memory)
    with pytest.raises(InputError) as caught:
        erase(memory, receipt.id)
    assert caught.value.code == "already_erased"


# -- the log ------------------------------------------------------------------------------------------------


def test_two_erasures_after_each_other_verify(memory: Store) -> None:
    fill(memory)
    erase(memory)
    erase(memory, OTHER, reason="gikk ut")
    with memory.reading() as reading:
        assert audit.verify(reading).findings == ()
        last = orjson.loads(str(reading.rows("audit_detail")[-1]["detail"]))
    assert last["reason"] == "gikk ut"


def test_tampering_before_an_erasure_is_found_after_it(memory: Store) -> None:
    made = fill(memory)
    with memory.writing(Action.RESTORE) as writing:
        row = writing.get("revision", made["note"], 1) or {}
        writing.put("revision", {**row, "body": str(row["body"]).replace("telefon", "adresse")})
    erase(memory)
    with memory.reading() as reading:
        assert [one.code for one in audit.verify(reading).findings] == ["audit.not_logged"]


def test_a_changed_entry_is_found_after_an_erasure(memory: Store) -> None:
    fill(memory)
    with memory.writing(Action.RESTORE) as writing:
        row = writing.get("audit_detail", 1) or {}
        writing.put("audit_detail", {**row, "detail": str(row["detail"]).replace("kari", "ola")})
    erase(memory)
    with memory.reading() as reading:
        assert [(one.code, one.params["number"]) for one in audit.verify(reading).findings] == [
            ("audit.detail_missing", 1)
        ]


def test_an_erasure_that_fails_changes_nothing(memory: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(memory)
    before = all_rows(memory)

    def full(*_: object) -> int:
        raise InputError("store_full", {"place": "x", "reason": ""})

    monkeypatch.setattr(erasure, "forget", full)
    with pytest.raises(InputError):
        erase(memory)
    assert all_rows(memory) == before


# -- everybody else --------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(registers(), registers(), st.data())
def test_everybody_elses_rows_are_as_they_were(
    first: Register, second: Register, data: st.DataObject
) -> None:
    """Over two versions of a random dataset: rows that are not about the person are equal."""
    persons = sorted({
        actor for found in (first, second)
        for actor, form in zip(found.ids, found.actors["form"], strict=True) if form == "person"
    })  # fmt: skip
    if not persons:
        return
    person = data.draw(st.sampled_from(persons))
    store = Store(Place("memory", ":memory:").open(), Clock())
    with store.step(Message("step.founded", {"dataset": "a"}), "kari") as work:
        work.found("a", first, "{}")
    if between(frames_of(first), frames_of(second)).rows:
        with store.step(Message("step.edited", {"dataset": "a"}), "kari") as work:
            work.change("a", 1, between(frames_of(first), frames_of(second)))
    with store.reading() as reading:
        numbers = [one.number for one in versions.versions(reading, "a")]
        before = {number: versions.frames(reading, "a", number) for number in numbers}
    new = erase(store, person).id
    with store.reading() as reading:
        assert audit.verify(reading).findings == ()
        for number in numbers:
            after = versions.frames(reading, "a", number)
            for table, frame in before[number].items():
                others = frame[~_about(frame, table, person)]
                now = after[table][~_about(after[table], table, new)]
                assert len(others) == len(now)
                assert (found_at(marks(others), marks(now)) >= 0).all()
                assert not _about(after[table], table, person).any()
                if table != FEATURES:
                    assert len(frame) == len(after[table])


def _about(frame: Any, table: str, actor: str) -> Any:
    from matchmaker.store.rewriting import rows_of

    return rows_of(frame, table, actor)
