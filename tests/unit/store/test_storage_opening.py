"""From an address to a storage, and how what a database says is understood."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.store.folder import FolderStorage, changes_in, line_of
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.opening import open_storage
from matchmaker.store.sqlite_file import SqliteFile


@pytest.mark.parametrize("name", ["a.db", "a.SQLITE", "a b.sqlite3", "hva?slags.db", "100%.db", "æ#ø.db"])
def test_a_file_is_a_database_of_exactly_that_name(tmp_path: Path, name: str):
    storage = open_storage(str(tmp_path / name))
    assert isinstance(storage, SqliteFile)
    assert storage.place == str(tmp_path / name)
    with storage.writing() as writing:
        writing.put("meta", {"name": "a", "value": "1"})
    storage.close()
    assert (tmp_path / name).exists()


def test_any_other_path_is_a_folder(tmp_path: Path):
    storage = open_storage(str(tmp_path / "arbeid"))
    assert isinstance(storage, FolderStorage)
    with storage.reading() as reading:
        assert reading.rows("meta") == []
    assert not (tmp_path / "arbeid").exists()  # looking makes nothing


def test_memory_is_asked_for_by_name():
    assert isinstance(open_storage(":memory:"), MemoryStorage)
    assert open_storage(":memory:") is not open_storage(":memory:")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_password_is_never_shown(scheme: str):
    storage = open_storage(f"{scheme}://kari:hemmelig@localhost/arbeid")
    assert "hemmelig" not in storage.place
    assert storage.place.endswith("@localhost/arbeid")
    storage.close()


@pytest.mark.parametrize("address", ["mysql://a/b", "http://a", "postgresql://a:b:c:d@x:y/z"])
def test_an_address_of_something_else_is_refused(address: str):
    with pytest.raises(InputError) as wrong:
        open_storage(address)
    assert wrong.value.code == "store_address"
    assert wrong.value.params["address"] in ("mysql", "http", "postgresql")


def test_a_missing_driver_is_said(monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name == "psycopg":
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)

    monkeypatch.delitem(sys.modules, "psycopg", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError) as wrong:
        open_storage("postgresql://localhost/arbeid")
    assert wrong.value.code == "store_no_driver"


def test_a_line_of_the_journal_is_read_whole_or_not_at_all():
    done = [("meta", ("a",), {"name": "a", "value": "æ\n"}), ("meta", ("b",), None)]
    line = line_of(done)
    assert line.count(b"\n") == 1
    assert changes_in(line) == done
    assert all(changes_in(line[:length]) is None for length in range(len(line)))
    assert all(
        changes_in(line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :]) is None for at in range(len(line))
    )
