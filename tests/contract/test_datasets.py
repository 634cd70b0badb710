"""Datasets in immutable versions, over every storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from matchmaker.kernel.errors import InputError, Message, TableErrors
from matchmaker.store import versions
from matchmaker.store.difference import Difference, between, marks
from matchmaker.store.frames import NAMES, frames_of, stacked
from matchmaker.store.layout import KEYS
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store
from tests.store_data import (
    NAME,
    Clock,
    change,
    dataset,
    difference,
    findings,
    found,
    names_in,
    rows,
    state,
)  # fmt: skip

if TYPE_CHECKING:
    from matchmaker.store.steps import Work
    from matchmaker.store.storage import Storage
    from tests.store_data import Place


def everything(storage: Storage) -> dict[str, object]:
    with storage.reading() as reading:
        return {table: reading.rows(table) for table in KEYS}


def test_a_new_dataset_is_version_one(store: Store):
    assert found(store) == 1
    register, number = store.register("lite")
    assert number == 1
    assert register.fingerprint == dataset().fingerprint
    with store.reading() as reading:
        assert versions.versions(reading, "lite") == (
            versions.Version("lite", 1, 1, None, 1, "kari", "2026-11-22T09:00:01+00:00"),
        )
        assert versions.frames(reading, "lite", 1).keys() == set(NAMES)


def test_an_empty_dataset_is_a_dataset(store: Store):
    empty = dataset({}, contributions=[], ties=[], challenges=[], needs=[])
    found(store, "tomt", empty)
    assert store.register("tomt")[0].fingerprint == empty.fingerprint
    assert change(store, 1, dataset(), name="tomt") == 2
    assert store.register("tomt")[0].fingerprint == dataset().fingerprint
    assert change(store, 2, empty, name="tomt") == 3
    assert store.register("tomt")[0].fingerprint == empty.fingerprint


def test_a_name_that_is_taken_is_refused(store: Store):
    found(store)
    before = everything(store.storage)
    with pytest.raises(InputError) as wrong:
        found(store)
    assert (wrong.value.code, wrong.value.params) == ("dataset_exists", {"name": "lite"})
    assert everything(store.storage) == before


def test_a_change_is_a_new_version_and_the_old_one_stays(store: Store):
    found(store)
    after = dataset(rows(a="Nytt navn"))
    assert change(store, 1, after) == 2
    assert store.register("lite")[0].fingerprint == after.fingerprint
    assert store.register("lite", 1)[0].fingerprint == dataset().fingerprint
    with store.reading() as reading:
        told = list(versions.difference(reading, "lite", 2).changes())
    assert [(row.table, row.key, row.fields) for row in told] == [("actors", ("akt-a",), ("name",))]


def test_every_table_can_change(store: Store):
    found(store)
    more = dataset(
        {name: f"{text} 2" for name, text in rows().items() if name != "akt-b"},
        roles=[{"actor": "akt-c", "kind": "politiker"}],
        contributions=[{"actor": "akt-a", "contribution": "lokaler", "valid_from": "2026-01-01"}],
        ties=[{"tail": "akt-d", "head": "akt-a", "relation": "samarbeid", "strength": 0.5}],
        affected=[{"challenge": "sak", "group": "unge", "name": "Unge", "age_from": 20, "age_to": 25}],
        involvements=[{"challenge": "sak", "actor": "akt-a", "phase": "utforming"}],
        places=[{"id": "sentrum", "name": "Sentrum", "municipality": "5038"}],
        kinds=[{"id": "korps", "name": "Korps", "sector": "frivillig"}],
    )
    change(store, 1, more)
    again = Store(store.storage, Clock())
    assert again.register("lite")[0].fingerprint == more.fingerprint
    change(again, 2, dataset())
    assert Store(store.storage, Clock()).register("lite")[0].fingerprint == dataset().fingerprint


def test_a_version_is_equal_after_reopening(lasting: Place):
    store = Store(lasting.open(), Clock())
    found(store)
    for turn in range(4):
        change(store, turn + 1, dataset(rows(a=f"Navn {turn}", h=f"Ære {turn}")))
    kept = {number: store.register("lite", number)[0] for number in range(1, 6)}
    store.storage.close()
    for other in (store.storage, lasting.open()):
        again = Store(other, Clock())
        for number, register in kept.items():
            found_again = frames_of(again.register("lite", number)[0])
            for name, frame in frames_of(register).items():
                pd.testing.assert_frame_equal(found_again[name], frame)
        assert findings(other) == []


def test_the_order_in_which_rows_are_entered_does_not_matter(store: Store):
    backwards = dict(reversed(rows().items()))
    found(store, "fram", dataset(rows()))
    found(store, "bak", dataset(backwards))
    with store.reading() as reading:
        texts = {
            name: [(row["part"], row["text"]) for row in reading.rows("content", dataset=name)]
            for name in ("fram", "bak")
        }
    assert texts["fram"] == texts["bak"]


def test_edits_of_different_rows_go_together(store: Store):
    found(store)
    change(store, 1, dataset(rows(a="Karis")), "kari")
    assert change(store, 1, dataset(rows(b="Olas")), "ola") == 3
    assert names_in(store.register("lite")[0]) == rows(a="Karis", b="Olas")


def test_edits_in_any_order_of_different_rows_lead_to_the_same(store: Store):
    edits = [dataset(rows(a="1")), dataset(rows(b="2")), dataset({**rows(), "ny": "Ny"})]
    for name, order in (("fram", edits), ("bak", edits[::-1])):
        found(store, name)
        for edit in order:
            change(store, 1, edit, name=name)
    assert store.register("fram")[0].fingerprint == store.register("bak")[0].fingerprint


@pytest.mark.parametrize(
    ("first", "what", "fields"),
    [
        (rows(a="Karis"), "changed", ("navn",)),
        ({name: text for name, text in rows().items() if name != "akt-a"}, "removed", None),
    ],
)
def test_whoever_comes_second_to_a_row_is_told_who_changed_it(store: Store, first, what, fields):
    found(store)
    change(store, 1, dataset(first), "kari")
    before = everything(store.storage)
    with pytest.raises(InputError) as wrong:
        change(store, 1, dataset(rows(a="Olas", b="Ola også")), "ola")
    assert everything(store.storage) == before
    assert wrong.value.code == "changed_meanwhile"
    assert wrong.value.hint == Message("hint.changed_meanwhile")
    assert (wrong.value.params["dataset"], wrong.value.params["count"]) == ("lite", 1)
    (told,) = wrong.value.params["changes"]
    assert told.code == f"conflict.row_{what}"
    assert told.params["table"] == "aktører"
    assert told.params["key"] == "akt-a"
    assert told.params["who"] == "kari"
    assert told.params["when"] == "2026-11-22T09:00:02+00:00"
    assert fields is None or told.params["fields"] == fields


def test_two_who_add_the_same_id_are_told(store: Store):
    found(store)
    change(store, 1, dataset({**rows(), "ny": "Karis nye"}), "kari")
    with pytest.raises(InputError) as wrong:
        change(store, 1, dataset({**rows(), "ny": "Olas nye"}), "ola")
    told = wrong.value.params["changes"]
    assert {(one.code, one.params["table"], one.params["who"]) for one in told} == {
        ("conflict.row_added", "aktører", "kari"), ("conflict.row_added", "bidrag", "kari"),
    }  # fmt: skip


def test_the_same_change_twice_is_a_conflict_and_not_a_second_row(store: Store):
    found(store)
    change(store, 1, dataset(rows(a="Felles")), "kari")
    with pytest.raises(InputError, match="changed_meanwhile"):
        change(store, 1, dataset(rows(a="Felles")), "ola")
    assert names_in(store.register("lite")[0]) == rows(a="Felles")


def test_a_row_that_was_never_there_is_named(store: Store):
    found(store)
    with store.step(NAME, "ola") as work, pytest.raises(InputError) as wrong:
        work.change("lite", 1, difference(dataset(rows(a="Aldri")), dataset(rows(a="Nytt"))))
    told = wrong.value.params["changes"]
    assert told == (Message("conflict.row_unknown", {"table": "aktører", "key": "akt-a"}),)


def test_an_undone_change_stands_in_nobodys_way(store: Store):
    found(store)
    change(store, 1, dataset(rows(a="Karis")), "kari")
    store.undo("kari")
    assert change(store, 1, dataset(rows(a="Olas")), "ola") == 4
    assert names_in(store.register("lite")[0]) == rows(a="Olas")
    with pytest.raises(InputError) as wrong:
        change(store, 2, dataset(rows(a="Pers")), "per")
    assert [one.params["who"] for one in wrong.value.params["changes"]] == ["kari", "ola"]


def test_nothing_changed_is_said(store: Store):
    found(store)
    before = everything(store.storage)
    with pytest.raises(InputError) as wrong:
        change(store, 1, dataset())
    assert (wrong.value.code, wrong.value.params) == ("nothing_changed", {"dataset": "lite"})
    assert everything(store.storage) == before


def test_what_is_not_there_is_said(store: Store):
    found(store)
    with pytest.raises(InputError) as wrong:
        store.register("stort")
    assert (wrong.value.code, wrong.value.params) == (
        "unknown_dataset",
        {"name": "stort", "known": ("lite",)},
    )
    with pytest.raises(InputError) as wrong:
        store.register("lite", 2)
    assert (wrong.value.code, wrong.value.params) == ("unknown_version", {"dataset": "lite", "version": 2})
    assert wrong.value.hint == Message("hint.unknown_version")
    with store.step(NAME, "ola") as work, pytest.raises(InputError, match="unknown_dataset"):
        work.change("stort", 1, difference(dataset(), dataset(rows(a="x"))))
    with store.reading() as reading:
        assert versions.versions(reading, "stort") == ()
        assert versions.head(reading, "stort") == 0


def lonely_tie() -> Difference:
    old = frames_of(dataset())
    return between(old, {**old, "ties": frames_of(
        dataset({**rows(), "borte": "x"}, ties=[{"tail": "akt-a", "head": "borte", "relation": "samarbeid"}])
    )["ties"]})  # fmt: skip


def test_a_change_that_is_not_valid_leaves_nothing(store: Store):
    found(store)
    before = everything(store.storage)

    def faulty() -> None:
        with store.step(NAME, "ola") as work:
            work.change("lite", 1, difference(dataset(), dataset(rows(b="Halvgjort"))))
            work.change("lite", 2, lonely_tie())

    with pytest.raises(TableErrors) as wrong:
        faulty()
    assert [problem.code for problem in wrong.value.problems] == ["unknown_reference"]
    assert everything(store.storage) == before
    assert store.register("lite")[0].fingerprint == dataset().fingerprint
    change(store, 1, dataset(rows(b="Helgjort")))
    assert names_in(store.register("lite")[0]) == rows(b="Helgjort")


def test_a_row_entered_twice_is_a_problem_to_mend(store: Store):
    found(store)
    old = frames_of(dataset())
    new = frames_of(dataset({**rows(), "ny": "Ny"}))["actors"]
    doubled = {**old, "actors": new.loc[[*range(len(new)), len(new) - 1]].reset_index(drop=True)}
    with store.step(NAME, "ola") as work, pytest.raises(TableErrors) as wrong:
        work.change("lite", 1, between(old, doubled))
    assert "duplicate_key" in [problem.code for problem in wrong.value.problems]


def test_one_who_takes_an_actor_away_and_one_who_ties_it_are_not_both_heard(store: Store):
    found(store)
    change(store, 1, dataset({name: text for name, text in rows().items() if name != "akt-h"}), "kari")
    tied = dataset(ties=[*[{"tail": f"akt-{a}", "head": f"akt-{b}", "relation": "samarbeid"}
                           for a, b in ("ab", "bc", "cd", "gh")]])  # fmt: skip
    with pytest.raises(TableErrors):
        change(store, 1, tied, "ola")
    assert "akt-h" not in store.register("lite")[0]


def test_one_who_takes_an_actor_away_and_one_who_states_something_of_it_are_not_both_heard(store: Store):
    found(store)
    stated = frames_of(dataset())
    more = stacked("features", [stated["features"], stated["features"].iloc[:1].assign(
        actor=pd.Categorical(["akt-h"])
    )])  # fmt: skip
    with store.step(NAME, "kari") as work:
        work.change("lite", 1, between(stated, {**stated, "features": more}))
    with pytest.raises(InputError) as wrong:
        change(store, 1, dataset({name: text for name, text in rows().items() if name != "akt-h"}), "ola")
    assert wrong.value.code == "changed_meanwhile"
    (told,) = wrong.value.params["changes"]
    assert (told.code, told.params["key"], told.params["who"]) == (
        "conflict.row_added",
        "akt-h kjonn",
        "kari",
    )
    assert store.register("lite")[0].actor("akt-h").features == {"kjonn": "kvinne"}


def test_full_copies_are_made_now_and_then_and_every_version_opens(store: Store):
    many = {f"a{number:04}": f"Navn {number}" for number in range(600)}
    bare = {"contributions": [], "ties": [], "challenges": [], "needs": []}
    made = [dataset(many, **bare)]
    found(store, register=made[0])
    for turn in range(4):
        many = {name: f"{text} {turn}" if int(name[1:]) % 2 else text for name, text in many.items()}
        made.append(dataset(many, **bare))
        change(store, turn + 1, made[-1])
    with store.reading() as reading:
        bases = [row["base"] for row in reading.rows("version", dataset="lite")]
        parts = [(row["version"], str(row["part"])) for row in reading.rows("content", dataset="lite")]
    # 600 changed rows each time: 600 taken away and 600 added is more than 1,000 at the second change
    assert bases == [1, 1, 3, 3, 5]
    assert {number for number, part in parts if "." not in part} == {1, 3, 5}
    assert [part for number, part in parts if number == 2] == ["actors.added", "actors.removed"]
    again = Store(store.storage, Clock())
    for number, register in enumerate(made, 1):
        assert again.register("lite", number)[0].fingerprint == register.fingerprint
    assert findings(store.storage) == []


def test_many_small_changes_do_not_make_a_long_way_to_a_version():
    store = Store(MemoryStorage(), Clock())
    found(store)
    for turn in range(60):
        with store.step(NAME, "kari") as work:
            before = store_frames(work, turn + 1)
            renamed = before["actors"].assign(name=before["actors"]["name"].cat.rename_categories(
                {names: f"{names[:10]}{turn}" for names in before["actors"]["name"].cat.categories[:1]}
            ))  # fmt: skip
            work.change("lite", turn + 1, between(before, {**before, "actors": renamed}))
    with store.reading() as reading:
        bases = [int(str(row["base"])) for row in reading.rows("version", dataset="lite")]
    assert max(number - base for number, base in enumerate(bases, 1)) == 50
    again = Store(store.storage, Clock())
    assert again.register("lite")[0].fingerprint == store.register("lite")[0].fingerprint
    assert names_in(again.register("lite", 51)[0])["akt-a"] == "Forening A49"


def store_frames(work: Work, number: int) -> dict[str, pd.DataFrame]:
    return frames_of(work.opened.register(work.writing, "lite", number))


def test_a_dataset_that_is_taken_away_can_come_back(store: Store):
    found(store)
    change(store, 1, dataset(rows(a="Ny")))
    kept = state(store)
    with store.step(Message("step.taken_away", {"dataset": "lite"}), "kari") as work:
        work.take_away("lite")
    assert state(store) == {}
    with pytest.raises(InputError, match="unknown_dataset"):
        store.register("lite")
    assert store.register("lite", 2)[0].fingerprint == dataset(rows(a="Ny")).fingerprint
    store.undo("kari")
    assert state(store) == kept
    store.redo("kari")
    assert state(store) == {}
    found(store, register=dataset(rows(a="Helt ny")))
    register, number = store.register("lite")
    assert names_in(register) == rows(a="Helt ny")
    assert number > 2  # a number is never used again
    assert findings(store.storage) == []


def test_datasets_do_not_touch_each_other(store: Store):
    found(store, "en")
    found(store, "to", dataset(rows(a="To")))
    change(store, 1, dataset(rows(b="En")), name="en")
    assert names_in(store.register("to")[0]) == rows(a="To")
    assert names_in(store.register("en")[0]) == rows(b="En")


def test_two_handles_see_each_others_versions(place: Place):
    one, two = Store(place.open(), Clock()), Store(place.open(), Clock())
    found(one)
    change(two, 1, dataset(rows(a="To")))
    assert names_in(one.register("lite")[0]) == rows(a="To")
    change(one, 2, dataset(rows(a="To", b="En")))
    assert names_in(two.register("lite")[0]) == rows(a="To", b="En")


def test_rows_have_their_own_marks():
    frame = frames_of(dataset())["actors"]
    assert len(marks(frame)) == len({tuple(mark) for mark in marks(frame)}) == 8
