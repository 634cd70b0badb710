"""A new version of a large dataset costs little space; ``benchmarks/store_size.py`` measures the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.store_size import CHANGED, commit, edit, found, invented, open_store, space
from tests.store_data import findings

if TYPE_CHECKING:
    from pathlib import Path


def test_a_version_with_a_hundred_changed_rows_takes_a_twentieth_of_the_first(tmp_path: Path):
    path = tmp_path / "stort.db"
    register = invented(10_000, 15_000, 20_000)
    found(path, register)
    store = open_store(path)
    store.storage.close()
    before = path.stat().st_size
    commit(store, edit(register, CHANGED), 1)
    store.storage.close()
    used = space(store)
    assert used[2] <= 0.05 * used[1]
    assert path.stat().st_size - before <= 0.05 * before
    changed = store.register("stort")[0].actors["name"].astype(object) != register.actors["name"].astype(
        object
    )
    assert changed.sum() == CHANGED
    assert findings(store.storage) == []
    store.storage.close()
