"""One file holds everything: it goes into any storage, and a person who was erased is not in it."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.store.audit import verify
from matchmaker.store.backup import back_up, restore
from matchmaker.store.erasure import erase
from matchmaker.store.layout import COLUMNS
from matchmaker.store.store import Store
from tests.rights_data import ID, TRACES, fill
from tests.store_data import KINDS, Clock, Place
from tests.store_places import address_of

if TYPE_CHECKING:
    from pathlib import Path

    from matchmaker.store.layout import Row
    from matchmaker.store.storage import Storage


def everything(storage: Storage) -> dict[str, list[Row]]:
    with storage.reading() as reading:
        return {table: reading.rows(table) for table in COLUMNS}


def traces_in(backup: Path) -> set[str]:
    with zipfile.ZipFile(backup) as held:
        texts = [held.read(name).decode() for name in held.namelist()]
    return {trace for trace in TRACES if any(trace in text for text in texts)}


@pytest.mark.parametrize("target", KINDS)
def test_every_row_moves_to_every_other_storage(
    store: Store, target: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fill(store)
    written = back_up(store.storage, tmp_path / "kopi.zip")
    (tmp_path / "ny").mkdir()
    other = Place(target, address_of(target, request, tmp_path / "ny"))
    if target == "postgresql":  # the store under test may be in the test's own database
        server = request.getfixturevalue("postgres")
        other = Place(target, server.new_database())
        request.addfinalizer(
            lambda: server.drop_database(other.address)
        )  # what is kept in it is searched for
    storage = other.open()
    assert restore(storage, tmp_path / "kopi.zip").rows == written.rows
    assert everything(storage) == everything(store.storage)
    with storage.reading() as reading:
        assert verify(reading, written.anchor).findings == ()
    again = back_up(storage, tmp_path / "igjen.zip")
    assert again.rows == written.rows
    assert (tmp_path / "igjen.zip").read_bytes() == (tmp_path / "kopi.zip").read_bytes()
    other.close()


def test_nobody_who_was_erased_is_in_a_backup_made_afterwards(store: Store, tmp_path: Path) -> None:
    fill(store)
    back_up(store.storage, tmp_path / "for.zip")
    assert traces_in(tmp_path / "for.zip") == set(TRACES)
    erase(store, ID, dataset=None, reason="krav", author="Kari")
    back_up(store.storage, tmp_path / "etter.zip")
    assert traces_in(tmp_path / "etter.zip") == set()
    other = Store(Place("memory", ":memory:").open(), Clock())
    restore(other.storage, tmp_path / "etter.zip")
    with other.reading() as reading:
        assert verify(reading).findings == ()


def test_nothing_is_restored_over_what_is_there(store: Store, tmp_path: Path) -> None:
    fill(store)
    before = everything(store.storage)
    back_up(store.storage, tmp_path / "kopi.zip")
    with pytest.raises(InputError, match="store_not_empty"):
        restore(store.storage, tmp_path / "kopi.zip")
    assert everything(store.storage) == before
