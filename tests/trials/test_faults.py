"""Disk full, database gone, file damaged: it is said, nothing is lost, and work goes on afterwards."""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, text

from matchmaker.kernel.errors import InputError, Message
from matchmaker.store import records
from matchmaker.store.store import Store
from tests.store_data import Clock, Place, change, dataset, findings, found, names_in, note, rows, state
from tests.trials.processes import warmed
from tests.trials.small_disk import SmallDisk

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.postgres import PostgresServer

NAMES = {"sqlite": "base.db", "folder": "mappe"}
FILES = pytest.mark.parametrize("kind", NAMES)
LARGE = "Bredt og langt. " * 12_000


def refused(act: Callable[[], object]) -> InputError:
    with pytest.raises(InputError) as wrong:
        act()
    return wrong.value


def large(store: Store, number: int) -> None:
    """Keep a note of some 200 kB under a token of its own."""
    with store.step(Message("step.note"), "kari", f"merke-{number}") as work:
        work.add(records.Note(about="lite", text=f"{number} {LARGE}"))


def fill(store: Store) -> tuple[int, str]:
    """Keep notes until there is no more room: how many were kept, and what was said."""
    for number in range(1_000):
        try:
            large(store, number)
        except InputError as wrong:
            return number, wrong.code
    raise AssertionError("the disk was never full")


def holds(store: Store, notes: int) -> None:
    """Exactly those notes, a dataset that opens, and a log that is whole."""
    held = state(store)
    kept = [body.text for name, body in held.items() if name.startswith("notat/")]
    assert kept == [f"{number} {LARGE}" for number in range(notes)]
    assert held["lite"] == dataset().fingerprint
    assert findings(store.storage) == []


def filled_up(store: Store, place: Place, room: Callable[[], None]) -> None:
    """Fill, look, make room, go on."""
    found(store, register=dataset())
    kept, said = fill(store)
    assert said == "store_full"
    assert kept > 3
    holds(store, kept)
    assert refused(lambda: large(store, kept)).code == "store_full"
    holds(store, kept)
    room()
    large(store, kept)
    assert refused(lambda: large(store, kept)).code == "done_already"
    holds(store, kept + 1)
    holds(Store(place.open(), Clock()), kept + 1)


@FILES
def test_a_full_disk_is_told_and_the_same_change_goes_through_when_there_is_room(tmp_path: Path, kind: str):
    with SmallDisk(tmp_path / "disk", 6) as disk:
        place = Place(kind, str(disk.path / NAMES[kind]))
        filled_up(Store(place.open(), Clock()), place, lambda: disk.grow(40))
        place.close()


def test_a_full_disk_under_postgresql_is_told_too(postgres: PostgresServer, postgres_url: str):
    # the disk under the tables alone: where the server's own log has no room, the server stops itself
    with SmallDisk(postgres.directory / "disk", 14) as disk:
        os.chown(disk.path, postgres.data_directory.stat().st_uid, -1)
        admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE TABLESPACE liten LOCATION '{disk.path}'"))
            connection.execute(text("CREATE DATABASE trang TABLESPACE liten"))
        place = Place("postgresql", postgres.url("trang"))
        try:
            filled_up(Store(place.open(), Clock()), place, lambda: disk.grow(60))
        finally:
            place.close()
            postgres.drop_database(place.address)
            with admin.connect() as connection:
                connection.execute(text("DROP TABLESPACE liten"))
            admin.dispose()


def with_small_files(kind: str, address: str, report: Connection) -> None:
    """Work where no file may grow beyond two megabytes, until it is refused; then where they may."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
    place = Place(kind, address)
    try:
        filled_up(Store(place.open(), Clock()), place, lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (hard, hard)
        ))  # fmt: skip
        report.send("done")
    except BaseException as wrong:  # whatever it is, the test shows it
        report.send(repr(wrong))
    place.close()


@FILES
def test_a_limit_on_files_is_told_as_a_full_disk(tmp_path: Path, kind: str):
    context = warmed()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=with_small_files, args=(kind, str(tmp_path / NAMES[kind]), theirs)
    )  # fmt: skip
    process.start()
    theirs.close()
    assert ours.recv() == "done"
    process.join(30)
    ours.close()


# -- gone, and back ---------------------------------------------------------------------------------------


def test_work_goes_on_when_the_server_comes_back(postgres: PostgresServer, postgres_url: str):
    place = Place("postgresql", postgres_url)
    store = Store(place.open(), Clock())
    found(store)
    for turn in range(3):
        before = state(store)
        postgres.stop("immediate")
        for act in (lambda: state(store), lambda: note(store, "x"), lambda: store.undo("kari")):
            wrong = refused(act)
            assert wrong.code == "store_unreachable"
            assert wrong.params["place"] == store.storage.place
        postgres.start()
        assert state(store) == before
        assert change(store, turn + 1, dataset(rows(a=f"Navn {turn}"))) == turn + 2
    assert findings(store.storage) == []
    place.close()


def test_a_step_during_which_the_server_stops_leaves_nothing_and_is_done_once(
    postgres: PostgresServer, postgres_url: str
):
    place = Place("postgresql", postgres_url)
    store = Store(place.open(), Clock())
    found(store)

    def step(stop: bool) -> None:
        with store.step(Message("step.note"), "kari", "merke") as work:
            work.add(records.Note(about="lite", text="en"))
            if stop:
                postgres.stop("immediate")
            work.add(records.Note(about="lite", text="to"))

    assert refused(lambda: step(stop=True)).code == "store_unreachable"
    postgres.start()
    assert list(state(store)) == ["lite"]
    step(stop=False)
    assert refused(lambda: step(stop=False)).code == "done_already"
    assert list(state(store)) == ["lite", "notat/notat-1", "notat/notat-2"]
    assert findings(store.storage) == []
    place.close()


def test_a_server_that_was_never_there_is_unreachable(tmp_path: Path):
    place = Place("postgresql", f"postgresql+psycopg://kari:passord@/ingen?host={tmp_path}")
    wrong = refused(lambda: note(Store(place.open(), Clock()), "x"))
    assert wrong.code == "store_unreachable"
    assert "passord" not in str(wrong.params)
    place.close()


@FILES
def test_a_folder_that_is_gone_is_said_and_nothing_is_made_in_its_place(tmp_path: Path, kind: str):
    home, away = tmp_path / "her", tmp_path / "der"
    home.mkdir()
    place = Place(kind, str(home / NAMES[kind]))
    store = Store(place.open(), Clock())
    found(store)
    home.rename(away)
    for act in (lambda: state(store), lambda: note(store, "x")):
        assert refused(act).code == "store_unreachable"
    assert not home.exists()
    away.rename(home)
    note(store, "tilbake")
    assert list(state(store)) == ["lite", "notat/notat-1"]
    assert list(state(Store(place.open(), Clock()))) == ["lite", "notat/notat-1"]
    place.close()


def test_a_file_that_was_put_in_the_place_of_another_is_read_anew(tmp_path: Path):
    one, two = Place("sqlite", str(tmp_path / "en.db")), Place("sqlite", str(tmp_path / "to.db"))
    for place, name in ((one, "En"), (two, "To")):
        found(Store(place.open(), Clock()), register=dataset(rows(a=name)))
    store = Store(one.open(), Clock())
    assert names_in(store.register("lite")[0])["akt-a"] == "En"
    one.close()
    two.close()
    note(store, "holder filen åpen")
    for path in tmp_path.glob("en.db*"):
        path.unlink()
    (tmp_path / "to.db").rename(tmp_path / "en.db")
    assert names_in(store.register("lite")[0])["akt-a"] == "To"
    store.storage.close()


# -- not to be written, not to be read --------------------------------------------------------------------


@FILES
def test_a_place_that_may_not_be_written_to_is_said(tmp_path: Path, kind: str):
    with SmallDisk(tmp_path / "disk", 20) as disk:
        place = Place(kind, str(disk.path / NAMES[kind]))
        store = Store(place.open(), Clock())
        found(store)
        store.storage.close()
        disk.protect("ro")
        assert refused(lambda: note(store, "x")).code == "store_read_only"
        disk.protect("rw")
        note(store, "x")
        assert list(state(store)) == ["lite", "notat/notat-1"]
        place.close()


def overwrite(path: Path, where: int, what: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(where)
        file.write(what)


@pytest.mark.parametrize("where", [0, 4096 + 8])
def test_a_damaged_file_is_said_and_left_as_it_is(tmp_path: Path, where: int):
    place = Place("sqlite", str(tmp_path / "base.db"))
    found(Store(place.open(), Clock()))
    place.close()
    overwrite(tmp_path / "base.db", where, b"\xff" * 8_000)
    held = (tmp_path / "base.db").read_bytes()
    store = Store(place.open(), Clock())
    wrong = refused(lambda: (note(store, "x"), findings(store.storage)))
    assert wrong.code == "store_damaged"
    assert wrong.params["place"] == str(tmp_path / "base.db")
    assert wrong.params["where"]
    place.close()
    assert (tmp_path / "base.db").read_bytes() == held


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_damaged_journal_is_said_and_left_as_it_is(tmp_path: Path, line: int):
    place = Place("folder", str(tmp_path / "mappe"))
    store = Store(place.open(), Clock())
    for text_ in "abc":
        note(store, text_)
    path = tmp_path / "mappe" / "journal.jsonl"
    begins = [0, *(sum(map(len, path.read_bytes().splitlines(keepends=True)[:n])) for n in (1, 2))]
    overwrite(path, begins[line] + 40, b"#")
    held = path.read_bytes()
    for act in (lambda: state(Store(place.open(), Clock())), lambda: note(Store(place.open(), Clock()), "x")):
        wrong = refused(act)
        assert (wrong.code, wrong.params["where"]) == ("store_damaged", str(begins[line]))
    assert path.read_bytes() == held
    place.close()


def test_a_line_that_was_cut_off_is_no_change_and_the_next_takes_its_place(tmp_path: Path):
    place = Place("folder", str(tmp_path / "mappe"))
    store = Store(place.open(), Clock())
    note(store, "a")
    path = tmp_path / "mappe" / "journal.jsonl"
    whole = path.read_bytes()
    note(store, "b")
    line = path.read_bytes()[len(whole) :]
    for kept in (1, 16, 17, len(line) // 2, len(line) - 1):
        path.write_bytes(whole + line[:kept])
        again = Store(place.open(), Clock())
        assert list(state(again)) == ["notat/notat-1"], kept
        note(again, "c")
        assert list(state(Store(place.open(), Clock()))) == ["notat/notat-1", "notat/notat-2"]
        assert findings(again.storage) == []
    place.close()


def test_other_things_than_workspaces_are_refused(tmp_path: Path):
    (tmp_path / "mappe").write_text("en fil")
    (tmp_path / "base.db").write_text("ikke en database, men en tekst som er lang nok til å ligne på en " * 9)
    cases: dict[str, Any] = {"folder": "store_unreachable", "sqlite": "store_damaged"}
    for kind, code in cases.items():
        place = Place(kind, str(tmp_path / NAMES[kind]))
        assert refused(lambda place=place: note(Store(place.open(), Clock()), "x")).code == code
        place.close()
