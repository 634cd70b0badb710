"""Datasets that are kept, and files beside them; versions, differences, Excel, backups."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.errors import InputError, TableErrors
from matchmaker.services.committing import (
    CommitRequest,
    commit,
    commit_path,
    export_workbook,
    keep,
    list_versions,
    preview,
)
from matchmaker.services.comparing import MOST_ROWS_SHOWN, compare_versions
from matchmaker.services.history import history, redo, undo, verify_log
from matchmaker.services.keeping import back_up_to, note, restore_from
from matchmaker.services.kept import KeptWorkspace
from matchmaker.sources.reading import load_tables
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.opening import open_storage
from matchmaker.store.store import Store
from tests.unit.services.conftest import NOW
from tests.unit.small import actor, tables

if TYPE_CHECKING:
    from pathlib import Path

    from matchmaker.model.tables import Tables


def some(*names: str, **more: str) -> Tables:
    """Actors by id; the first may say more."""
    return tables(actors=[actor(id_) | (more if place == 0 else {}) for place, id_ in enumerate(names)])


def test_a_kept_dataset_hides_files_of_the_same_name(kept: KeptWorkspace) -> None:
    files = {info.name: info.version for info in kept.datasets()}
    assert files["innherred"] is None
    assert keep(kept, "innherred", "Kari") == 1
    assert keep(kept, "innherred", "Kari") == 1, "what is kept already stays as it is"
    after = {info.name: info for info in kept.datasets()}
    assert after["innherred"].version == 1
    assert (
        after["innherred"].synthetic
        == next(i for i in kept.files.datasets() if i.name == "innherred").synthetic
    )
    assert after["vennesla"].version is None
    assert set(after) == set(files)
    with pytest.raises(InputError, match="dataset_is_kept"):
        kept.path("innherred")
    assert kept.path("vennesla").is_dir()


def test_a_version_is_asked_for_by_number(kept: KeptWorkspace) -> None:
    commit(kept, CommitRequest("lite", "Kari"), some("a", "b"))
    commit(kept, CommitRequest("lite", "Kari", 1), some("a"))
    assert list(kept.dataset("lite").register.ids) == ["a"]
    assert list(kept.dataset("lite@1").register.ids) == ["a", "b"]
    assert kept.dataset("lite@1").info.version == 1
    for name, code in (
        ("lite@9", "unknown_version"),
        ("ukjent", "unknown_dataset"),
        ("ukjent@1", "unknown_version"),
    ):
        with pytest.raises(InputError, match=code):
            kept.dataset(name)


def test_a_preview_says_what_would_change_and_changes_nothing(kept: KeptWorkspace) -> None:
    commit(kept, CommitRequest("lite", "Kari"), some("a", "b"))
    found = preview(kept, "lite", 1, some("a", "c", name="Annet"))
    assert [(one.key, one.action) for one in found.rows] == [
        ("a", "changed"),
        ("b", "removed"),
        ("c", "added"),
    ]
    changed = found.rows[0].fields
    assert [(one.header, one.before, one.after) for one in changed] == [("navn", "A", "Annet")]
    (counts,) = found.counts
    assert (counts.sheet, counts.added, counts.changed, counts.removed) == ("aktører", 1, 1, 1)
    assert kept.version("lite") == 1


def test_what_an_actor_has_stated_stands_in_the_actors_own_row(kept: KeptWorkspace) -> None:
    stated = [("a", "kjonn", "kvinne"), ("b", "kjonn", "mann")]
    commit(kept, CommitRequest("lite", "Kari"), tables(stated, actors=[actor("a"), actor("b")]))
    after = [("a", "kjonn", "vil_ikke_oppgi"), ("b", "kjonn", "mann"), ("c", "sprak", "norsk")]
    changed = [actor("a"), actor("b") | {"name": "Ny B"}, actor("c")]
    found = preview(kept, "lite", 1, tables(after, actors=changed))
    rows = {one.key: (one.action, [(f.header, f.before, f.after) for f in one.fields]) for one in found.rows}
    assert rows["a"] == ("changed", [("kjonn", "kvinne", "vil_ikke_oppgi")])
    assert rows["b"] == ("changed", [("navn", "B", "Ny B")])
    assert rows["c"][0] == "added"
    assert ("sprak", None, "norsk") in rows["c"][1]
    (counts,) = found.counts
    assert (counts.added, counts.changed, counts.removed, found.total) == (1, 2, 0, 3)


def test_a_long_difference_is_counted_and_its_first_rows_are_shown(kept: KeptWorkspace) -> None:
    many = [actor(f"a{number:04d}") for number in range(600)]
    found = preview(kept, "lite", 0, tables(actors=many))
    assert (len(found.rows), found.total) == (MOST_ROWS_SHOWN, 600)
    assert [one.key for one in found.rows[:2]] == ["a0000", "a0001"]


def test_faulty_tables_are_not_kept(kept: KeptWorkspace) -> None:
    faulty = tables(actors=[actor("a")], contributions=[{"actor": "borte", "contribution": "utstyr"}])
    with pytest.raises(TableErrors):
        commit(kept, CommitRequest("lite", "Kari"), faulty)
    assert kept.version("lite") is None
    assert verify_log(kept).entries == 0


def test_disjoint_changes_from_one_version_are_both_kept(kept: KeptWorkspace) -> None:
    commit(kept, CommitRequest("lite", "Kari"), some("a", "b"))
    commit(kept, CommitRequest("lite", "Kari", 1), some("a", "b", name="Ny A"))
    other = tables(actors=[actor("a"), actor("b") | {"name": "Ny B"}])
    assert commit(kept, CommitRequest("lite", "Ola", 1), other).version == 3
    assert dict(kept.dataset("lite").register.actors[["id", "name"]].itertuples(index=False)) == {
        "a": "Ny A", "b": "Ny B",
    }  # fmt: skip


def test_who_changed_the_same_row_is_told_and_nothing_is_overwritten(kept: KeptWorkspace) -> None:
    commit(kept, CommitRequest("lite", "Kari"), some("a", "b"))
    commit(kept, CommitRequest("lite", "Kari", 1), some("a", "b", name="Karis A"))
    with pytest.raises(InputError, match="changed_meanwhile") as told:
        commit(kept, CommitRequest("lite", "Ola", 1), some("a", "b", name="Olas A"))
    (change,) = told.value.params["changes"]
    assert change.code == "conflict.row_changed"
    assert (change.params["who"], change.params["key"]) == ("Kari", "a")
    assert change.params["fields"] == ("navn",)
    assert kept.dataset("lite").register.actor("a").name == "Karis A"


def test_the_same_wish_is_done_once(kept: KeptWorkspace) -> None:
    commit(kept, CommitRequest("lite", "Kari"), some("a"))
    wish = CommitRequest("lite", "Kari", 1, token="en")
    commit(kept, wish, some("a", "b"))
    with pytest.raises(InputError, match="done_already"):
        commit(kept, wish, some("a", "b"))
    with pytest.raises(InputError, match="nothing_changed"):
        commit(kept, CommitRequest("lite", "Kari", 2), some("a", "b"))
    assert kept.version("lite") == 2


def test_undo_and_redo_by_name(kept: KeptWorkspace) -> None:
    commit(kept, CommitRequest("lite", "Kari"), some("a"))
    commit(kept, CommitRequest("lite", "Ola", 1), some("a", "b"))
    found = history(kept)
    assert found.undo is not None
    assert (found.undo.name.code, found.undo.author, found.redo) == ("step.changed", "Ola", None)
    with pytest.raises(InputError, match="step_changed"):
        undo(kept, "Kari", expected=1)
    undo(kept, "Kari", expected=2)
    assert list(kept.dataset("lite").register.ids) == ["a"]
    undo(kept, "Kari")
    assert kept.version("lite") is None
    with pytest.raises(InputError, match="nothing_to_undo"):
        undo(kept, "Kari")
    redo(kept, "Kari")
    redo(kept, "Kari")
    assert list(kept.dataset("lite").register.ids) == ["a", "b"]
    same = [one.same_as for one in list_versions(kept, "lite")]
    assert same == [None, None, 1, 1, 2]
    assert compare_versions(kept, "lite", 2, 5).total == 0
    assert not verify_log(kept).findings


def test_excel_out_again_is_the_same_dataset(kept: KeptWorkspace, tmp_path: Path) -> None:
    for info in kept.files.datasets():
        keep(kept, info.name, "Kari")
        file = tmp_path / f"{info.name}.xlsx"
        file.write_bytes(export_workbook(kept, info.name))
        again, _ = load_tables(file)
        assert preview(kept, info.name, 1, again).total == 0
        with pytest.raises(InputError, match="nothing_changed"):
            commit_path(kept, CommitRequest(info.name, "Kari", 1), file)


@pytest.mark.parametrize("target", [":memory:", "mappe", "ny.db"])
def test_a_backup_goes_into_any_other_storage(kept: KeptWorkspace, tmp_path: Path, target: str) -> None:
    keep(kept, "innherred", "Kari")
    note(kept, "innherred", "Husk tolk", "Kari")
    written = back_up_to(kept, tmp_path / "kopi.zip")
    storage = MemoryStorage() if target == ":memory:" else open_storage(str(tmp_path / target))
    other = KeptWorkspace(Store(storage, lambda: NOW), kept.files)
    assert restore_from(other, tmp_path / "kopi.zip").rows == written.rows
    assert other.dataset("innherred").register.fingerprint == kept.dataset("innherred").register.fingerprint
    assert verify_log(other).anchor == verify_log(kept).anchor == written.anchor
    assert not verify_log(other).findings
    undo(other, "Kari")
    with pytest.raises(InputError, match="store_not_empty"):
        restore_from(other, tmp_path / "kopi.zip")
    storage.close()


def test_a_broken_backup_restores_nothing(kept: KeptWorkspace, tmp_path: Path) -> None:
    keep(kept, "innherred", "Kari")
    back_up_to(kept, tmp_path / "kopi.zip")
    whole = (tmp_path / "kopi.zip").read_bytes()
    (tmp_path / "halv.zip").write_bytes(whole[: len(whole) // 2])
    with (
        zipfile.ZipFile(tmp_path / "kopi.zip") as source,
        zipfile.ZipFile(tmp_path / "endret.zip", "w") as sink,
    ):
        for name in source.namelist():
            text = source.read(name)
            sink.writestr(name, text.replace(b"Kari", b"Kira") if name == "step.jsonl" else text)
    empty = KeptWorkspace(Store(MemoryStorage(), lambda: NOW), kept.files)
    for file, code in (
        ("halv.zip", "not_a_backup"),
        ("endret.zip", "not_a_backup"),
        ("borte.zip", "not_found"),
    ):
        with pytest.raises(InputError, match=code):
            restore_from(empty, tmp_path / file)
    assert verify_log(empty).entries == 0
    with pytest.raises(InputError, match="backup_not_written"):
        back_up_to(kept, tmp_path / "finnes-ikke" / "kopi.zip")
