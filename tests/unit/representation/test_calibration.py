"""A small edition of ``benchmarks/calibration.py``: the same draws and bars, fewer events.

Each bar is the benchmark's, moved by what chance allows: a binomial count of so many events passes it with a
chance of one in ten thousand at most when the promise holds.
"""

from __future__ import annotations

import pytest
from scipy.stats import binom

from benchmarks.calibration import (
    FALSE_FLAGS,
    FOUND,
    POWER,
    Fair,
    Gap,
    breaches,
    exact_bound,
    fair,
    halved,
    lines_of,
    stated,
)
from matchmaker.representation.verdicts import Verdict

EVENTS = 200
RARE = 1e-4


def most(chance: float) -> int:
    """What a count of events passes with the chance :data:`RARE` at most."""
    return int(binom.isf(RARE, EVENTS, chance))


def least(chance: float) -> int:
    """What a count of events stays below with the chance :data:`RARE` at most."""
    return int(binom.ppf(RARE, EVENTS, chance))


@pytest.mark.parametrize("n", [20, 110])
@pytest.mark.parametrize("cells", [5, 25])
def test_fair_events_seldom_raise_a_flag(n: int, cells: int) -> None:
    found = fair(n, cells, EVENTS)
    assert found.flagged <= most(FALSE_FLAGS)
    assert sum(found.verdicts.values()) == pytest.approx(1)
    assert 0 < exact_bound(n, cells) <= FALSE_FLAGS


def test_a_fair_event_of_110_and_the_lowest_over_highest() -> None:
    """The issue's own figures for equal groups lie near: a perfect event scores far from 1."""
    found = fair(110, 5, EVENTS)
    assert found.score[1] < found.score[0] < 0.75
    assert found.verdicts[Verdict.IN_LINE] > 0.5  # silence does not win


@pytest.mark.parametrize(("n", "cells", "expected"), [(110, 5, 40), (300, 25, 60)])
def test_halved_groups_are_found(n: int, cells: int, expected: int) -> None:
    assert halved(n, cells, expected, EVENTS).found >= least(FOUND)


def test_the_stated_gap_is_found_four_times_of_five() -> None:
    gaps = [*stated(110, 5, EVENTS), *stated(50, 10, EVENTS)]
    assert len(gaps) == 6
    for gap in gaps:
        assert least(POWER) <= gap.found <= most(POWER)


def test_a_broken_bar_is_told() -> None:
    verdicts = dict.fromkeys(Verdict, 0.25)
    fine = Fair(20, 3, 51, 1000, verdicts, (0.5, 0.1)), Fair(20, 5, 80, 1000, verdicts, (0.5, 0.1))
    gaps = (
        Gap(110, 5, 40.0, 0.5, 950, 1000, "halved"),
        Gap(300, 5, 40.0, 0.5, 850, 1000, "halved"),
        Gap(110, 3, 55.0, 0.7, 835, 1000, "detectable"),
        Gap(110, 3, 18.3, 0.4, 820, 1000, "detectable"),
    )
    assert breaches(fine, gaps) == [
        "false flags n=20 cells=5",
        "halved n=300 cells=5 expected=40.0: 0.850",
        "detectable n=110 cells=3 expected=55.0: 0.835",
    ]


def test_every_row_is_written() -> None:
    fairs = [fair(20, 3, 20)]
    gaps = [halved(110, 5, 40, 20), halved(110, 25, 60, 20), *stated(110, 3, 20)]
    lines = lines_of(fairs, gaps, 1.0)
    assert sum(line.startswith("| ") and line[2].isdigit() for line in lines) == 1 + 2 + 3
    assert "nan" not in "\n".join(lines).casefold()
