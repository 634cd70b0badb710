"""25 kills on each storage that outlives a process; ``make soak`` does 500."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.store_data import Place
from tests.trials.kills import CRASH_EVERY, Kills, kill_trial

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import PostgresServer

KILLS = 25


def was_a_trial(tally: Kills) -> None:
    """Something was going on when the blows fell."""
    assert tally.kills == KILLS
    assert tally.steps > KILLS
    assert tally.drafts > 0
    # a step makes a version or another record about equally often
    assert tally.versions > tally.steps // 4, "each version was opened in the end"


@pytest.mark.parametrize("kind", ["folder", "sqlite"])
def test_nothing_that_was_kept_is_lost_when_a_process_is_killed(tmp_path: Path, kind: str):
    numbers = count()
    name = {"folder": "mappe", "sqlite": "base.db"}[kind]

    def places() -> Place:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        return Place(kind, str(folder / name))

    was_a_trial(kill_trial(places, KILLS, seed=3))


def test_nothing_that_was_kept_is_lost_when_a_client_or_the_server_is_killed(postgres: PostgresServer):
    tally = kill_trial(lambda: Place("postgresql", postgres.new_database()), KILLS, seed=4, server=postgres)
    was_a_trial(tally)
    assert tally.crashes == KILLS // CRASH_EVERY
    assert tally.told == {"store_unreachable"}
