"""People's rights over four storages: memory, a folder, SQLite and a real PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaker.store.store import Store
from tests import postgres as harness
from tests.store_data import Clock, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

postgres = harness.postgres
postgres_url = harness.postgres_url

KINDS = ("memory", "folder", "sqlite", "postgresql")


def address_of(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    if kind == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return {"memory": ":memory:", "folder": str(folder / "mappe"), "sqlite": str(folder / "base.db")}[kind]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Somewhere empty, of each kind in turn."""
    place = Place(request.param, address_of(request.param, request, tmp_path))
    yield place
    place.close()


@pytest.fixture
def store(place: Place) -> Store:
    return Store(place.open(), Clock())


@pytest.fixture
def memory() -> Store:
    """Where the storage does not matter."""
    return Store(Place("memory", ":memory:").open(), Clock())
