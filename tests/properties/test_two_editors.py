"""Two or three at the same team and the same seating: nothing is lost, and everybody is told.

40 interleavings of each here; ``python -m benchmarks.two_browsers`` does 200 of each, and as many with
browsers.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.store_data import Place
from tests.two_editors import Tally
from tests.two_editors_seating import seating_trial
from tests.two_editors_team import team_trial

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEAMS, SEATINGS = 20, 20


def places(kind: str, folder: Path) -> Callable[[], Place]:
    """A new, empty place at each call."""
    numbers = count()
    if kind == "memory":
        return lambda: Place("memory", ":memory:")
    return lambda: Place("sqlite", str(folder / f"{next(numbers)}.db"))


def was_a_trial(tally: Tally, interleavings: int) -> None:
    """Everything that matters has happened, and often."""
    assert tally.interleavings == interleavings
    assert tally.kept > tally.interleavings
    assert tally.beside > tally.interleavings // 2
    assert tally.refused > tally.interleavings // 10
    assert tally.mine
    assert tally.told > tally.kept // 2


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_a_team(kind: str, tmp_path: Path) -> None:
    tally = team_trial(places(kind, tmp_path), TEAMS, seed=31)
    was_a_trial(tally, TEAMS)
    assert tally.undone


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_a_seating(kind: str, tmp_path: Path) -> None:
    was_a_trial(seating_trial(places(kind, tmp_path), SEATINGS, seed=32), SEATINGS)
