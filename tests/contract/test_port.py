"""What every storage promises: rows in one moment, changes together or not at all."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.store.layout import COLUMNS, KEYS

if TYPE_CHECKING:
    from matchmaker.store.storage import Storage
    from tests.store_data import Place


def meta(name: str, value: str | None = None) -> dict[str, Any]:
    return {"name": name, "value": value}


def put(storage: Storage, *rows: dict[str, Any], table: str = "meta") -> None:
    with storage.writing() as writing:
        for row in rows:
            writing.put(table, row)


def values(storage: Storage) -> dict[str, Any]:
    with storage.reading() as reading:
        return {str(row["name"]): row["value"] for row in reading.rows("meta")}


def test_a_new_place_holds_nothing(storage: Storage):
    with storage.reading() as reading:
        assert all(reading.rows(table) == [] for table in KEYS)
        assert reading.get("meta", "a") is None


def test_every_table_keeps_every_column(storage: Storage):
    whole = {
        "number",
        "content_of",
        "base",
        "parent",
        "step",
        "rows",
        "version",
        "revision",
        "deleted",
        "head",
    }
    made = {
        table: {name: 7 if name in whole and (table, name) != ("x", "y") else f"«{name}»" for name in columns}
        for table, columns in COLUMNS.items()
    }
    with storage.writing() as writing:
        for table, row in made.items():
            writing.put(table, row)
    with storage.reading() as reading:
        for table, row in made.items():
            assert reading.rows(table) == [row]
            assert reading.get(table, *[row[name] for name in KEYS[table]]) == row


TEXTS = (
    "",
    "æøå ÆØÅ",
    "to\nlinjer\r\nog\ttab",
    "'; DROP TABLE meta; --",
    '{"a": "\\u0000"}',
    "🌲",
    "x" * 300_000,
)


@pytest.mark.parametrize("text", [*TEXTS, None], ids=range(len(TEXTS) + 1))
def test_texts_come_back_as_they_were(storage: Storage, text: str | None):
    put(storage, meta("a", text))
    assert values(storage) == {"a": text}


def test_numbers_come_back_as_they_were(storage: Storage):
    put(storage, {"name": "a", "about": None, "head": 2_000_000_000}, table="dataset")
    with storage.reading() as reading:
        assert reading.rows("dataset") == [{"name": "a", "about": None, "head": 2_000_000_000}]


def test_rows_come_in_order_of_their_key_by_code_point(storage: Storage):
    names = ["b", "å", "B", "a b", "a", "aa", "a-", "Å", "é", "1", "10", "2", ""]
    put(storage, *map(meta, names))
    assert list(values(storage)) == sorted(names)


def test_numbers_in_a_key_are_ordered_as_numbers(storage: Storage):
    keys = [("b", 2), ("a", 10), ("a", 9), ("b", 1)]
    rows = [{"record": record, "number": number, "body": "x"} for record, number in keys]
    put(storage, *rows, table="revision")
    with storage.reading() as reading:
        found = [(row["record"], row["number"]) for row in reading.rows("revision")]
        assert [row["number"] for row in reading.rows("revision", record="a")] == [9, 10]
    assert found == sorted(keys)


def test_rows_are_chosen_by_any_columns(storage: Storage):
    rows = [{"id": f"r{i}", "kind": "ab"[i % 2], "revision": i, "deleted": int(i > 2)} for i in range(5)]
    put(storage, *rows, table="record")
    with storage.reading() as reading:
        assert [row["id"] for row in reading.rows("record", kind="a", deleted=0)] == ["r0", "r2"]
        assert reading.rows("record", kind="c") == []
        assert reading.get("record", "r3") == rows[3]


def test_a_row_is_replaced_whole(storage: Storage):
    put(
        storage,
        {"name": "a", "about": "om", "head": 1},
        {"name": "b", "about": "x", "head": 2},
        table="dataset",
    )
    put(storage, {"name": "a", "head": 3}, table="dataset")
    with storage.reading() as reading:
        assert reading.get("dataset", "a") == {"name": "a", "about": None, "head": 3}
        assert reading.get("dataset", "b") == {"name": "b", "about": "x", "head": 2}


def test_rows_are_dropped_by_what_they_hold_or_all(storage: Storage):
    put(storage, *[{"dataset": d, "version": 1, "part": p} for d in "ab" for p in "xy"], table="content")
    with storage.writing() as writing:
        writing.drop("content", dataset="a", part="x")
        writing.drop("content", dataset="nobody")
    with storage.reading() as reading:
        assert [(row["dataset"], row["part"]) for row in reading.rows("content")] == [
            ("a", "y"), ("b", "x"), ("b", "y"),
        ]  # fmt: skip
    with storage.writing() as writing:
        writing.drop("content")
    with storage.reading() as reading:
        assert reading.rows("content") == []


def test_what_is_read_can_be_changed_without_harm(storage: Storage):
    put(storage, meta("a", "1"))
    with storage.reading() as reading:
        reading.rows("meta")[0]["value"] = "2"
        assert reading.get("meta", "a") == meta("a", "1")
    row = meta("b", "1")
    with storage.writing() as writing:
        writing.put("meta", row)
        row["value"] = "2"
        (writing.get("meta", "b") or {})["value"] = "3"
    assert values(storage) == {"a": "1", "b": "1"}


def test_a_writer_sees_its_own_changes(storage: Storage):
    put(storage, meta("a", "1"))
    with storage.writing() as writing:
        writing.put("meta", meta("a", "2"))
        writing.put("meta", meta("b", "1"))
        assert [row["value"] for row in writing.rows("meta")] == ["2", "1"]
        writing.drop("meta", name="a")
        assert writing.get("meta", "a") is None


class Stopped(Exception):
    pass


def half_done(storage: Storage) -> None:
    with storage.writing() as writing:
        writing.put("meta", meta("a", "2"))
        writing.drop("meta", name="b")
        writing.put("meta", meta("c", "1"))
        raise Stopped


def test_a_change_that_fails_leaves_nothing(storage: Storage, place: Place):
    put(storage, meta("a", "1"), meta("b", "1"))
    with pytest.raises(Stopped):
        half_done(storage)
    assert values(storage) == values(place.open()) == {"a": "1", "b": "1"}
    put(storage, meta("c", "3"))
    assert values(storage) == {"a": "1", "b": "1", "c": "3"}


def test_a_reader_sees_the_moment_it_began_in(storage: Storage, place: Place):
    put(storage, meta("a", "1"))
    with storage.reading() as early, place.open().reading() as elsewhere:
        put(storage, meta("a", "2"), meta("b", "1"))
        for reading in (early, elsewhere):
            assert reading.rows("meta") == [meta("a", "1")]
            assert reading.get("meta", "b") is None
    assert values(storage) == {"a": "2", "b": "1"}


def test_readers_do_not_wait_for_a_writer_and_see_nothing_of_it(storage: Storage, place: Place):
    put(storage, meta("a", "1"))
    other = place.open()
    with storage.writing() as writing:
        writing.put("meta", meta("a", "2"))
        assert values(storage) == values(other) == {"a": "1"}
    assert values(storage) == values(other) == {"a": "2"}


def test_two_handles_see_each_others_changes(storage: Storage, place: Place):
    other = place.open()
    for turn in range(6):
        put((storage, other)[turn % 2], meta(f"k{turn}", "1"))
        assert list(values(storage)) == list(values(other)) == [f"k{n}" for n in range(turn + 1)]
    with other.writing() as writing:
        writing.drop("meta", name="k3")
    assert "k3" not in values(storage)


def test_a_storage_can_be_used_after_it_was_closed(storage: Storage):
    put(storage, meta("a", "1"))
    storage.close()
    storage.close()
    assert values(storage) == {"a": "1"}


def test_what_was_kept_is_there_after_closing(lasting: Place):
    kept = lasting.open()
    put(kept, meta("a", "1"))
    kept.close()
    assert values(lasting.open()) == {"a": "1"}


def test_scrubbing_keeps_everything_that_is_there(storage: Storage, place: Place):
    storage.scrub()
    assert values(storage) == {}
    put(storage, *[meta(f"k{n}", "x" * n) for n in range(50)])
    with storage.writing() as writing:
        writing.drop("meta", name="k7")
    other = place.open()
    before = values(other)
    for _ in range(3):  # a handle that looks on is not led astray by files that are put in each other's place
        storage.scrub()
        put(storage, meta("k1", "x"))
        assert values(other) == values(storage) == before
    put(other, meta("til", "slutt"))
    assert values(storage) == {**before, "til": "slutt"}


def test_two_scrubs_and_a_longer_journal_do_not_mislead_a_handle_that_was_away(
    storage: Storage, place: Place
):
    other = place.open()
    put(storage, meta("a", "1"))
    assert values(other) == {"a": "1"}
    storage.scrub()
    storage.scrub()  # the system may give the second file the number of the first
    put(storage, *[meta(f"b{n}", "2") for n in range(20)])
    put(storage, meta("a", "3"))
    assert values(other) == values(storage)
    assert len(values(other)) == 21


@pytest.mark.parametrize("lasting", ["folder", "sqlite"], indirect=True)
def test_a_scrub_leaves_no_trace_of_what_was_dropped(lasting: Place):
    storage = lasting.open()
    put(storage, meta("a", "hemmelig-" * 500), meta("b", "blir"))
    with storage.writing() as writing:
        writing.drop("meta", name="a")
        writing.put("meta", meta("b", "ble"))
    storage.scrub()
    files = [path for path in Path(lasting.address).parent.rglob("*") if path.is_file()]
    held = b"".join(path.read_bytes() for path in files)
    assert b"hemmelig" not in held
    assert b"blir" not in held
    assert b"ble" in held


def count_up(storage: Storage, times: int) -> None:
    for _ in range(times):
        with storage.writing() as writing:
            row = writing.get("meta", "n")
            writing.put("meta", meta("n", str(int(str(row["value"])) + 1 if row else 1)))


def test_writers_take_turns(storage: Storage, place: Place):
    threads = [threading.Thread(target=count_up, args=(handle, 15)) for handle in (storage, place.open()) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert values(storage) == {"n": "60"}


def test_a_writer_that_waits_too_long_is_told(lasting: Place):
    storage, hasty = lasting.open(), lasting.open(wait=0.2)
    put(hasty, meta("a", "1"))
    with storage.writing() as writing:
        writing.put("meta", meta("a", "2"))
        with pytest.raises(InputError) as wrong:
            put(hasty, meta("a", "3"))
        assert wrong.value.code == "store_busy"
        assert wrong.value.params["place"] == hasty.place
        assert values(hasty) == {"a": "1"}
    put(hasty, meta("b", "1"))
    assert values(storage) == {"a": "2", "b": "1"}


def test_the_place_is_said_without_a_password(storage: Storage, place: Place):
    assert storage.place
    assert "passord" not in place.open().place
