"""Repairs against brute force: every seating of small events is looked at."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, count, islice, product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from matchmaker.kernel.rng import generator
from matchmaker.matching.groups.referee import referee
from matchmaker.matching.groups.repair import repair
from tests.groups_conflict_cases import conflict_case

if TYPE_CHECKING:
    from matchmaker.matching.groups.problem import GroupsProblem
    from tests.groups_conflict_cases import Case

PARTS, EACH = 4, 30


def told_case(seed: int) -> Case:
    """A small event of which somebody has been told where to sit, and somebody not."""
    case = conflict_case(seed)
    rng = generator(seed, "told case")
    shape = case.problem.present.shape
    told = np.where(rng.random(shape) < 0.85, rng.integers(0, len(case.problem.groups), shape), -1)
    return replace(case, problem=replace(case.problem, told=told))


def seatings(case: Case) -> list[tuple[int, ...]]:
    """All seatings of those who are there that keep every rule."""
    there = int(case.problem.present[0].sum())
    every = product(range(len(case.problem.groups)), repeat=there)
    return [one for one in every if all(keeps(one) for keeps in case.checks.values())]


def moves(problem: GroupsProblem, at: int, seats: tuple[int, ...]) -> int:
    assert problem.told is not None
    told = problem.told[at, np.flatnonzero(problem.present[at])]
    return sum(before not in (-1, now) for before, now in zip(told.tolist(), seats, strict=True))


@pytest.mark.parametrize("part", range(PARTS))
def test_one_round_is_repaired_with_the_fewest_moves(part: int) -> None:
    drawn = ((seed, told_case(seed)) for seed in count(part, PARTS))
    possible = ((seed, case, good) for seed, case in drawn for good in [seatings(case)] if good)
    for seed, case, good in islice(possible, EACH):
        mended = repair(case.problem, seed=seed, effort=500)
        account = referee(case.problem, mended.found.seating, mended.found.totals)
        assert account.broken == 0, seed
        assert account.told_elsewhere == mended.fewest
        assert mended.fewest == min(moves(case.problem, 0, one) for one in good), seed
        assert mended.proven, seed


def test_rules_that_cannot_be_kept_are_broken_and_nothing_is_proven() -> None:
    drawn = ((seed, told_case(seed)) for seed in count())
    for seed, case in islice(((seed, case) for seed, case in drawn if not seatings(case)), 5):
        mended = repair(case.problem, seed=seed, effort=500)
        assert referee(case.problem, mended.found.seating, mended.found.totals).broken, seed
        assert not mended.proven


def twice(case: Case) -> GroupsProblem:
    """The same in two rounds."""
    problem = case.problem
    rng = generator(0, "twice", problem.people[-1], str(problem.least.tolist()))
    told = np.repeat(problem.told, 2, 0)  # type: ignore[arg-type]
    told[1] = np.where(told[1] >= 0, rng.integers(0, len(problem.groups), len(problem.people)), -1)
    return replace(
        problem, least=np.repeat(problem.least, 2, 0), most=np.repeat(problem.most, 2, 0),
        present=np.repeat(problem.present, 2, 0), allowed=np.repeat(problem.allowed, 2, 0), told=told,
        limits=tuple(
            replace(o, low=np.repeat(o.low, 2, 0), high=np.repeat(o.high, 2, 0)) for o in problem.limits
        ),
    )  # fmt: skip


def together(seats: tuple[int, ...]) -> set[tuple[int, int]]:
    return {(a, b) for a, b in combinations(range(len(seats)), 2) if seats[a] == seats[b]}


def fewest_of_two(problem: GroupsProblem, good: list[tuple[int, ...]]) -> int | None:
    """Fewest moves of two rounds that keep the rules across them; ``None`` when none does."""
    free = ~problem.stays[problem.present[0]]
    return min(
        (
            moves(problem, 0, one) + moves(problem, 1, other)
            for one, other in product(good, good)
            if not (problem.meet_once and together(one) & together(other))
            and not (
                problem.visit_once and any(a == b for a, b, f in zip(one, other, free, strict=True) if f)
            )
        ),
        default=None,
    )


def test_rules_across_rounds_never_prove_too_much() -> None:
    proven, tried, hopeless = 0, 0, 0
    for seed in range(300):
        case = told_case(seed)
        good = seatings(case) if len(case.problem.people) <= 5 else []
        if not good:
            continue
        problem = replace(twice(case), meet_once=bool(seed % 2), visit_once=not seed % 2)
        fewest = fewest_of_two(problem, good)
        hopeless += fewest is None
        if fewest is None and hopeless > 3:
            continue
        mended = repair(problem, seed=seed, effort=2_000)
        account = referee(problem, mended.found.seating, mended.found.totals)
        if fewest is None:
            assert account.broken
            assert not mended.proven
            continue
        tried += 1
        if account.broken == 0:
            assert mended.fewest >= fewest, seed
        if mended.proven:
            assert mended.fewest == fewest, seed
            proven += 1
    assert tried > 20
    assert proven > tried // 2


def test_the_same_seed_repairs_the_same() -> None:
    cases = (told_case(seed) for seed in count())
    for problem in islice((case.problem for case in cases if seatings(case)), 10):
        one, other = (repair(problem, seed=4, effort=1_000) for _ in range(2))
        assert one.found.seating.tobytes() == other.found.seating.tobytes()
        assert (one.fewest, one.proven) == (other.fewest, other.proven)


def test_who_was_told_where_no_rule_is_broken_stays() -> None:
    for seed in range(60):
        case = told_case(seed)
        good = seatings(case)
        if good:
            told = np.full(case.problem.present.shape, -1)
            told[0, case.problem.present[0]] = good[seed % len(good)]
            mended = repair(replace(case.problem, told=told), seed=1, effort=2_000)
            assert mended.fewest == 0
            assert mended.proven
            assert (mended.found.seating[case.problem.present] == told[case.problem.present]).all()
