"""Repairs at the size of Sandnes, and what a repair does with late-comers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.repair import WANTED_MOVES, event
from matchmaker.matching.groups.problem import ABSENT
from matchmaker.matching.groups.referee import referee
from matchmaker.matching.groups.repair import as_told, repair
from matchmaker.matching.groups.repair_cost import move_costs
from matchmaker.matching.groups.search import search


def test_one_no_show_of_110_moves_two_at_most() -> None:
    problem = event(110, 14, 4, 1)
    told = search(problem, seed=1, effort=300_000).seating
    for gone in (5, 60):
        present = problem.present.copy()
        present[:, gone] = False
        now = replace(problem, present=present, told=np.where(present, told, ABSENT))
        mended = repair(now, seed=1, effort=20_000)
        assert mended.fewest <= WANTED_MOVES
        assert mended.proven
        assert referee(now, mended.found.seating, mended.found.totals).broken == 0


def test_a_late_comer_moves_nobody_where_there_is_room() -> None:
    problem = event(110, 14, 2, 3)
    told = search(problem, seed=1, effort=200_000).seating
    told[:, 5] = ABSENT
    late = replace(problem, told=told)
    mended = repair(late, seed=1, effort=20_000)
    account = referee(late, mended.found.seating, mended.found.totals)
    assert (mended.fewest, mended.proven, account.broken) == (0, True, 0)
    assert (mended.found.seating[:, 5] >= 0).all()


def test_a_repair_needs_to_know_what_was_told() -> None:
    with pytest.raises(ValueError, match="told"):
        repair(event(20, 4, 1, 1), seed=1, effort=10)


def test_those_who_sit_together_begin_together() -> None:
    problem = event(110, 14, 1, 3)
    one, other = problem.together[0]
    told = search(problem, seed=1, effort=50_000).seating
    told[0, other] = (told[0, one] + 1) % 14
    start = as_told(replace(problem, told=told))
    assert start[0, one] == start[0, other]


def test_costs_of_moves_are_none_for_the_best() -> None:
    problem = event(110, 14, 2, 3)
    seating = search(problem, seed=1, effort=200_000).seating
    costs = move_costs(problem, 0, seating)
    assert costs.shape == (110, 14)
    assert costs.min() == 0
    assert (costs >= 0).all()
    stay = costs[np.arange(110), seating[0]]
    assert len(set(stay.tolist())) == 1  # staying costs everybody the same
