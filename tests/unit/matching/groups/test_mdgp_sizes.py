"""Which sizes groups may best have: against every choice of sizes."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from matchmaker.matching.groups.mdgp_sizes import plans


def pairs(sizes: np.ndarray) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def test_exact_sizes_are_the_only_plan() -> None:
    exact = np.array([3, 4, 3])
    assert [plan.tolist() for plan in plans(exact, exact, 10, 8)] == [[3, 4, 3]]


@pytest.mark.parametrize("seed", range(60))
def test_the_first_plan_has_the_most_pairs_and_all_are_allowed(seed: int) -> None:
    chance = np.random.default_rng(seed)
    groups = int(chance.integers(1, 6))
    least = chance.integers(0, 4, groups)
    most = least + chance.integers(0, 5, groups)
    people = int(chance.integers(least.sum(), most.sum() + 1))
    every = product(*(range(low, high + 1) for low, high in zip(least, most, strict=True)))
    best = max(pairs(np.array(sizes)) for sizes in every if sum(sizes) == people)
    found = plans(least, most, people, 5)
    assert 1 <= len(found) <= 5
    assert pairs(found[0]) == best
    for plan in found:
        assert plan.sum() == people
        assert ((least <= plan) & (plan <= most)).all()
        assert pairs(plan) >= best * 0.995


def test_sizes_that_are_far_apart_are_all_tried() -> None:
    """Two groups filled, or another two: no single move leads from one to the other."""
    found = plans(np.array([2, 2, 2, 2]), np.array([8, 8, 10, 4]), 22, 8)
    assert found[0].tolist() in ([8, 2, 10, 2], [2, 8, 10, 2])
    even = plans(np.array([10, 11, 10, 11]), np.array([20, 20, 20, 20]), 62, 8)
    assert len(even) > 1


def test_more_groups_than_people() -> None:
    assert pairs(plans(np.zeros(5, dtype=np.int64), np.full(5, 3), 2, 8)[0]) == 1
