"""Fixtures: somewhere empty to keep rows in, of each kind of storage in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaker.store.store import Store
from tests.store_data import KINDS, Clock, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from matchmaker.store.storage import Storage


def address_of(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """An address nobody has used; PostgreSQL's is a database of the test's own."""
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
    """One storage on it."""
    return place.open()


@pytest.fixture
def store(storage: Storage) -> Store:
    """A store with a clock that ticks."""
    return Store(storage, Clock())


@pytest.fixture
def memory() -> Store:
    """Where the storage does not matter."""
    return Store(Place("memory", ":memory:").open(), Clock())
