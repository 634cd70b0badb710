"""Finding a person, everything that is kept about them, and how they are reached."""

from __future__ import annotations

import orjson
import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.store import audit, contacts, people
from matchmaker.store.everything import Everything, everything
from matchmaker.store.layout import KEYS
from matchmaker.store.pseudonym import Pseudonym, Tally
from matchmaker.store.store import Store
from tests.rights_data import EMAIL, ID, NAME, OLD_NAME, OTHER, PHONE, fill
from tests.unit.small import actor, register


def gather(store: Store, asked: str = ID) -> Everything:
    with store.reading() as reading:
        return everything(reading, people.find(reading, asked))


def person(store: Store, **more: object) -> people.Person:
    with store.reading() as reading:
        return people.find(reading, ID)


# -- finding ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [ID, NAME, f"  {NAME.lower()} ", OLD_NAME.upper()])
def test_found_by_id_and_every_name_whatever_its_case(memory: Store, asked: str) -> None:
    fill(memory)
    with memory.reading() as reading:
        found = people.find(reading, asked)
    assert (found.id, found.datasets, found.forms) == (ID, ("lite",), ("person",))
    assert found.names == tuple(sorted((NAME, OLD_NAME)))


def test_a_part_of_a_name_finds_nobody(memory: Store) -> None:
    fill(memory)
    with memory.reading() as reading, pytest.raises(InputError) as caught:
        people.find(reading, "Prøvesen")
    assert caught.value.code == "unknown_person"


def test_several_of_one_name_are_asked_for_by_id(memory: Store) -> None:
    rows = [{**actor(one, "innbygger"), "name": NAME} for one in ("p-1", "p-2")]
    with memory.step(Message("step.founded", {"dataset": "a"}), "kari") as work:
        work.found("a", register(actors=rows), "{}")
    with memory.reading() as reading:
        with pytest.raises(InputError) as caught:
            people.find(reading, NAME)
        assert people.find(reading, "p-2").id == "p-2"
    assert caught.value.code == "several_persons"
    assert [one.params["id"] for one in caught.value.params["found"]] == ["p-1", "p-2"]  # type: ignore[union-attr]


def test_one_id_in_two_datasets_is_one_person_when_a_name_is_the_same(memory: Store) -> None:
    with memory.step(Message("step.founded", {"dataset": "a"}), "kari") as work:
        for name, called in (("a", NAME), ("b", NAME.upper()), ("c", OTHER)):
            work.found(name, register(actors=[{**actor("p-1", "innbygger"), "name": called}]), "{}")
    with memory.reading() as reading:
        assert people.find(reading, NAME).datasets == ("a", "b")
        assert people.find(reading, "p-1", "c").names == (OTHER,)
        assert people.at(reading, ("b", "p-1")).datasets == ("a", "b")
        assert [[place[0] for place in one] for one in people.everyone(reading)] == [["a", "b"], ["c"]]


def test_who_stands_only_in_an_old_version_is_found(memory: Store) -> None:
    fill(memory)
    now, number = memory.register("lite")
    from tests.rights_data import change

    change(memory, number, now, now.without_actors([ID]), "kari")
    assert gather(memory, OLD_NAME).person.id == ID


# -- everything ---------------------------------------------------------------------------------------------


def test_everything_is_gathered(store: Store) -> None:
    made = fill(store)
    found = gather(store)
    tables = {one.table for one in found.rows}
    assert tables == {
        "actors",
        "roles",
        "contributions",
        "ties",
        "challenges",
        "needs",
        "involvements",
        "features",
        "registrations",
        "event_groups",
        "group_rules",
        "seatings",
        "learning",
    }
    registered = [one for one in found.rows if one.table == "registrations" and one.now]
    assert {dict(one.row)["actor"] for one in registered} == {ID, "zz-annen"}  # as somebody's leader, too
    own = [one for one in found.rows if one.table == "actors" and dict(one.row)["id"] == ID]
    assert [(one.versions, one.now, dict(one.row)["name"]) for one in own] == [
        ((1,), False, OLD_NAME), ((2,), False, NAME), ((3,), True, NAME),
    ]  # fmt: skip
    ties = [one for one in found.rows if one.table == "ties"]
    assert [(one.versions, one.now) for one in ties] == [((1, 2, 3), True)] * 3
    # a word about them in somebody else's row, too
    assert {dict(one.row)["id"] for one in found.rows if one.table == "actors"} == {ID, "zz-annen"}
    assert {one.id.partition("/")[0] for one in found.records} == set(made.values())
    assert [(one.id, one.now) for one in found.records if one.kind == "notat"] == [
        (f"{made['note']}/1", False), (f"{made['note']}/2", True),
    ]  # fmt: skip
    assert {one.author for one in found.steps} == {NAME, "kari"}
    assert [one.id for one in found.drafts] == ["utkast-1"]
    assert [one.id for one in found.datasets] == ["lite"]
    assert {(one.channel, one.value) for one in found.contacts} == {
        ("telefon", PHONE), ("epost", EMAIL), ("telefon", "90012345"),
    }  # fmt: skip
    assert {one.purpose for one in found.retention} == {"utkast", "kontakt", "invitasjon", "notat", "person"}
    assert found.entries


def test_nothing_is_told_that_is_not_there(memory: Store) -> None:
    fill(memory)
    found = gather(memory, "akt-d")
    assert [(one.table, one.versions) for one in found.rows] == [("actors", (1, 2, 3))]
    (run,) = found.records  # where they are the next to be called for a seat
    assert any("akt-d" in seat["alternates"] for seat in run.content["result"]["seats"])
    assert (found.steps, found.drafts, found.contacts) == ((), (), ())


def test_an_undo_is_seen_in_the_versions(memory: Store) -> None:
    fill(memory)
    for _ in range(4):
        memory.undo("kari")
    own = [one for one in gather(memory).rows if one.table == "actors" and dict(one.row)["id"] == ID]
    assert [(one.versions, one.now) for one in own] == [((1,), False), ((2, 4), True), ((3,), False)]


# -- in text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), [
    (f"Hei {NAME}!", "Hei Slettet person abcdef!"),
    (f"hei {NAME.upper()}, hei", "hei Slettet person abcdef, hei"),
    (f"{NAME}s hage", "Slettet person abcdef hage"),
    (f"{NAME}'s hage", "Slettet person abcdef hage"),
    ("Oppdiktet\n  Prøvesen kom", "Slettet person abcdef kom"),
    (f"x{NAME}", f"x{NAME}"),
    ("Prøvesen", "Prøvesen"),
    (f"se {ID}.", "se slettet-abcdef."),
    (f"se {ID}-2, {ID}x, x{ID}, {ID}.no", f"se {ID}-2, {ID}x, x{ID}, {ID}.no"),
    (f"skriv til {EMAIL.upper()}", "skriv til [slettet]"),
    ("ring 90 01 23 45", "ring [slettet]"), ("ring +4790012345", "ring [slettet]"),
    ("ring 0047 900 12 345", "ring [slettet]"), ("sak 900123456", "sak 900123456"),
])  # fmt: skip
def test_what_is_found_in_a_text(memory: Store, text: str, expected: str) -> None:
    fill(memory)
    assert Pseudonym(person(memory), "abcdef").text(text, Tally()) == expected


def test_accents_written_in_two_ways_are_the_same_name(memory: Store) -> None:
    with memory.step(Message("step.founded", {"dataset": "a"}), "kari") as work:
        work.found("a", register(actors=[{**actor(ID, "innbygger"), "name": "Oppdiktet Ånesen"}]), "{}")
    assert (
        Pseudonym(person(memory), "abcdef").text("Oppdiktet A\u030anesen", Tally()) == "Slettet person abcdef"
    )


def test_codes_and_field_names_are_left_alone(memory: Store) -> None:
    with memory.step(Message("step.founded", {"dataset": "a"}), "kari") as work:
        work.found("a", register(actors=[{**actor(ID, "innbygger"), "name": "Innbygger"}]), "{}")
    value = {"code": "kind.innbygger", "kind": "innbygger", "actor": ID, "innbygger": 2}
    tally = Tally()
    new = Pseudonym(person(memory), "abcdef").json(value, tally, own=True)
    assert new == {**value, "actor": "slettet-abcdef"}
    assert (tally.replaced, tally.doubtful) == (1, 1)


# -- contact details ----------------------------------------------------------------------------------------


def test_contact_details_are_told_in_the_log_without_the_value(store: Store) -> None:
    with store.step(Message("step.founded", {"dataset": "a"}), "kari") as work:
        work.found("a", register(actors=[actor("p-1", "innbygger")]), "{}")
    contacts.set_contact(store, "a", "p-1", "epost", f" {EMAIL} ", "listen", "kari")
    with store.reading() as reading:
        assert [one.value for one in people.contacts(reading, "a", "p-1")] == [EMAIL]
        last = orjson.loads(str(reading.rows("audit_detail")[-1]["detail"]))
        assert last["contents"] == {"contact/a/p-1/epost": audit.digest(EMAIL)}
        assert EMAIL not in str(reading.rows("audit_detail"))
        assert audit.verify(reading).findings == ()
    contacts.set_contact(store, "a", "p-1", "epost", "ny@oppdiktet.example", "", "kari")
    with store.reading() as reading:
        assert [one.value for one in people.contacts(reading)] == ["ny@oppdiktet.example"]
        assert audit.verify(reading).findings == ()
        assert audit.digest(EMAIL) not in str(reading.rows("audit_detail"))
    contacts.remove_contact(store, "a", "p-1", "epost", "kari")
    with store.reading() as reading:
        assert people.contacts(reading) == ()
        checked = audit.verify(reading)
        assert (checked.findings, checked.erased) == ((), 2)
        rows = b"".join(orjson.dumps(reading.rows(table)) for table in KEYS)
    assert b"oppdiktet.example" not in rows


@pytest.mark.parametrize(("where", "channel", "value", "code"), [
    (("a", "p-1"), "fax", "1", "unknown_channel"), (("a", "p-1"), "epost", "  ", "contact_empty"),
    (("a", "x"), "epost", "x@y", "unknown_actor"), (("b", "p-1"), "epost", "x@y", "unknown_dataset"),
])  # fmt: skip
def test_contact_details_that_cannot_be_kept(
    memory: Store, where: tuple[str, str], channel: str, value: str, code: str
) -> None:
    with memory.step(Message("step.founded", {"dataset": "a"}), "kari") as work:
        work.found("a", register(actors=[actor("p-1", "innbygger")]), "{}")
    with pytest.raises(InputError) as caught:
        contacts.set_contact(memory, *where, channel, value, "", "kari")
    assert caught.value.code == code
    with pytest.raises(InputError) as caught:
        contacts.remove_contact(memory, "a", "p-1", "epost", "kari")
    assert caught.value.code == "unknown_contact"
