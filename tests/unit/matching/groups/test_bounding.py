"""Bounds are never above what a seating that keeps the rules has; chance is what draws come to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matchmaker.kernel.rng import generator
from matchmaker.matching.groups.bounding import bounds
from matchmaker.matching.groups.by_chance import random_levels, random_seating
from matchmaker.matching.groups.problem import Aspect, GroupsProblem, Level
from matchmaker.matching.groups.referee import judge
from matchmaker.model.vocabulary import GroupMode
from tests.groups_small_events import every_seating, small_event

PARTS, EACH = 3, 12


@pytest.mark.parametrize("part", range(PARTS))
def test_no_seating_that_keeps_the_rules_is_below_a_bound(part: int) -> None:
    met = 0
    for seed in range(part * EACH, (part + 1) * EACH):
        problem = small_event(seed)
        bound = bounds(problem)
        counted = [judge(problem, seating) for seating in every_seating(problem)]
        kept = [account.levels for account in counted if account.broken == 0]
        if not kept:
            continue
        for level, least in bound.items():
            best = min(levels[level] for levels in kept)
            assert least is None or least <= best, (seed, level)
            met += least == best
    assert met > EACH  # most bounds are reached, so they say something


def plain(values: list[int], groups: int, size: tuple[int, int], mode: GroupMode) -> GroupsProblem:
    count = len(values)
    words = tuple(str(value) for value in range(max(values) + 1))
    members = np.array(values)[:, None] == np.arange(len(words))
    shape = (1, groups)
    return GroupsProblem(
        people=tuple(f"p{at}" for at in range(count)), groups=tuple(f"g{at}" for at in range(groups)),
        least=np.full(shape, size[0]), most=np.full(shape, size[1]), present=np.ones((1, count), dtype=bool),
        allowed=np.ones((1, count, groups), dtype=bool), aspects=(Aspect("a", mode, 2, words, members),),
    )  # fmt: skip


def test_points_by_hand() -> None:
    # five of one value in two groups of three: at least 3 and 2 together, 3 + 1 pairs; 3 people with two
    # values are excused for one pair each
    spread = plain([0, 0, 0, 0, 0, 1], 2, (3, 3), GroupMode.SPRE)
    assert bounds(spread)[Level.DIVERSITY] == 2 * (3 + 1 - 1 - 1)
    assert bounds(spread)[Level.WEAKEST] == 2
    # seven of eight in two groups of at most four: nothing lies outside 3 … 4 and 0 … 1
    assert bounds(plain([0] * 7 + [1], 2, (4, 4), GroupMode.BALANSER))[Level.DIVERSITY] == 0
    assert bounds(plain([0, 1, 0, 1], 2, (2, 2), GroupMode.SAMLE))[Level.DIVERSITY] == 0


def test_a_group_that_holds_few_must_leave_more_to_others() -> None:
    uneven = replace(plain([0] * 6, 2, (0, 6), GroupMode.SPRE), most=np.array([[1, 6]]))
    assert bounds(uneven)[Level.DIVERSITY] == 0  # one value only: every group is excused for all its pairs
    two = plain([0] * 6 + [1] * 6, 2, (6, 6), GroupMode.SPRE)
    assert bounds(two)[Level.DIVERSITY] == 0


def test_meetings_again_by_hand() -> None:
    # four people in two groups of two: 3 rounds of different pairs, and a fourth must repeat two pairs
    def rounds(number: int) -> GroupsProblem:
        one = plain([0, 0, 0, 1], 2, (2, 2), GroupMode.SPRE)
        return replace(
            one, least=one.least.repeat(number, 0), most=one.most.repeat(number, 0),
            present=one.present.repeat(number, 0), allowed=one.allowed.repeat(number, 0),
        )  # fmt: skip

    assert [bounds(rounds(number))[Level.MEETINGS] for number in (1, 3, 4, 7)] == [0, 0, 2, 10]
    met = replace(rounds(3), past=np.array([[0, 0, 1, 1]]))
    assert bounds(met)[Level.MEETINGS] == 2
    assert bounds(replace(rounds(8), together=((0, 1),)))[Level.MEETINGS] == 3
    assert bounds(replace(rounds(4), apart=((0, 1),)))[Level.MEETINGS] == 3


def test_nobody_and_no_groups() -> None:
    nothing = GroupsProblem(
        people=(), groups=(), least=np.zeros((1, 0), dtype=int), most=np.zeros((1, 0), dtype=int),
        present=np.zeros((1, 0), dtype=bool), allowed=np.ones((1, 0, 0), dtype=bool),
    )  # fmt: skip
    assert set(bounds(nothing).values()) == {0}
    assert random_levels(nothing, 1) == {}


def test_chance_is_the_mean_of_draws_counted_by_the_referee() -> None:
    for seed in (3, 8, 21):
        problem = small_event(seed)
        found = random_levels(problem, 1, draws=400)
        chance = generator(5, "draws")
        drawn = [judge(problem, random_seating(problem, chance)).levels for _ in range(400)]
        for level in Level:
            values = np.array([levels[level] for levels in drawn], dtype=float)
            spread = max(float(values.std()), 0.05) / np.sqrt(len(drawn))
            assert abs(found[level] - float(values.mean())) < 6 * spread, (seed, level)


def test_draws_keep_sizes_and_presence() -> None:
    for seed in range(40):
        problem = small_event(seed)
        seating = random_seating(problem, generator(seed, "draws"))
        assert ((seating >= 0) == problem.present).all()
        for at in range(problem.rounds):
            sizes = np.bincount(seating[at][problem.present[at]], minlength=len(problem.groups))
            if problem.least[at].sum() <= sizes.sum() <= problem.most[at].sum():
                assert (problem.least[at] <= sizes).all()
                assert (sizes <= problem.most[at]).all()
