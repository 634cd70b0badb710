"""The same tests over four storages: memory, a folder, SQLite and a real PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaker.store.store import Store
from tests import postgres as harness
from tests.store_data import Clock, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from matchmaker.store.storage import Storage

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


@pytest.fixture(params=KINDS[1:])
def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Somewhere empty where rows outlive the process."""
    place = Place(request.param, address_of(request.param, request, tmp_path))
    yield place
    place.close()


@pytest.fixture
def storage(place: Place) -> Storage:
    return place.open()


@pytest.fixture
def store(storage: Storage) -> Store:
    return Store(storage, Clock())
