"""60 random sequences of steps, undo and redo; ``make soak`` does 1,000."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from tests.store_data import Place
from tests.trials.walks import Walks, walk_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import PostgresServer


def was_a_trial(tally: Walks, sequences: int) -> None:
    assert tally.sequences == sequences
    assert tally.steps > 2 * sequences
    assert tally.undone > sequences
    assert tally.redone > sequences // 3
    assert tally.at_the_end > 0


def test_undo_and_redo_lead_back_to_equal_states_in_memory():
    was_a_trial(walk_trial(lambda: Place("memory", ":memory:"), 20, seed=8), 20)


def test_undo_and_redo_lead_back_to_equal_states_on_sqlite(tmp_path: Path):
    numbers = count()
    places = walk_trial(lambda: Place("sqlite", str(tmp_path / f"{next(numbers)}.db")), 20, seed=9)
    was_a_trial(places, 20)


def test_undo_and_redo_lead_back_to_equal_states_in_a_folder_and_on_postgresql(
    tmp_path: Path, postgres: PostgresServer
):
    was_a_trial(walk_trial(lambda: Place("folder", str(tmp_path / "mappe")), 10, seed=10), 10)
    was_a_trial(walk_trial(lambda: Place("postgresql", postgres.new_database()), 10, seed=11), 10)
