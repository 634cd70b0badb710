"""Two editors in 60 interleavings in all, and truly at the same time; ``make soak`` does 1,000."""

from __future__ import annotations

import threading
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.store_data import Place, findings
from tests.trials.editors import Edits, Model, count_up, counts, interleaving_trial, to_count
from tests.trials.processes import warmed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import PostgresServer

TIMES = 8
LASTING = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


def place_of(kind: str, request: pytest.FixtureRequest, folder: Path) -> Place:
    if kind == "postgresql":
        return Place(kind, str(request.getfixturevalue("postgres_url")))
    names = {"memory": ":memory:", "folder": str(folder / "mappe"), "sqlite": str(folder / "base.db")}
    return Place(kind, names[kind])


def was_a_trial(tally: Edits, interleavings: int) -> None:
    assert tally.interleavings == interleavings
    assert tally.accepted > tally.interleavings
    assert tally.refused > tally.interleavings // 4
    assert tally.told >= tally.refused


@pytest.mark.parametrize("kind", ["memory", "folder"])
def test_no_update_is_lost(tmp_path: Path, kind: str, request: pytest.FixtureRequest):
    was_a_trial(interleaving_trial(lambda: place_of(kind, request, tmp_path), 10, seed=5), 10)


def test_no_update_is_lost_on_sqlite(tmp_path: Path):
    numbers = count()
    was_a_trial(interleaving_trial(
        lambda: Place("sqlite", str(tmp_path / f"{next(numbers)}.db")), 30, seed=6
    ), 30)  # fmt: skip


def test_no_update_is_lost_on_postgresql(postgres: PostgresServer):
    tally = interleaving_trial(lambda: Place("postgresql", postgres.new_database()), 10, seed=7)
    was_a_trial(tally, 10)


def test_the_model_refuses_what_would_overwrite():
    model = Model({"a": "1", "b": "1"})
    assert model.commit("kari", {"a": "1", "b": "1"}, {"a": "2", "b": "1"}, 1) == set()
    assert model.commit("ola", {"a": "1", "b": "1"}, {"a": "3"}, 1) == {("a", "kari")}
    assert model.rows == {"a": "2", "b": "1"}
    assert model.commit("ola", {"a": "1", "b": "1"}, {"a": "1"}, 1) == set()
    assert model.rows == {"a": "2"}


@LASTING
def test_two_processes_at_the_same_time_lose_nothing(kind: str, tmp_path: Path, request):
    place = place_of(kind, request, tmp_path)
    to_count(place)
    context = warmed()
    made = [context.Process(target=count_up, args=(kind, place.address, who, TIMES, 1)) for who in ("k", "o")]
    for one in made:
        one.start()
    for one in made:
        one.join(120)
    assert [one.exitcode for one in made] == [0, 0]
    assert counts(place) == 2 * TIMES
    assert findings(place.open()) == []
    place.close()


@LASTING
def test_two_threads_at_the_same_time_lose_nothing(kind: str, tmp_path: Path, request):
    place = place_of(kind, request, tmp_path)
    to_count(place)
    made = [
        threading.Thread(target=count_up, args=(kind, place.address, who, TIMES, 2)) for who in ("k", "o")
    ]
    for one in made:
        one.start()
    for one in made:
        one.join(120)
    assert counts(place) == 2 * TIMES
    assert findings(place.open()) == []
    place.close()
