"""The plain grouping problem against every grouping of every small problem, counted by other code."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.groups.mdgp import solve_mdgp
from matchmaker.matching.groups.mdgp_referee import judge

SOLVES = settings(max_examples=150, deadline=None, derandomize=True, database=None)
Bounds = list[tuple[int, int]]


@st.composite
def problems(draw: st.DrawFn, *, most: int = 8) -> tuple[np.ndarray, Bounds]:
    """Two to *most* people; small whole distances (many ties), large ones, or fractions."""
    people = draw(st.integers(2, most))
    groups = draw(st.integers(1, min(4, people)))
    exact = draw(st.booleans())
    cuts = sorted(draw(st.lists(st.integers(0, people), min_size=groups - 1, max_size=groups - 1)))
    sizes = np.diff([0, *cuts, people]).tolist()
    slack = st.just(0) if exact else st.integers(0, 3)
    bounds = [(max(0, size - draw(slack)), size + draw(slack)) for size in sizes]
    value = draw(st.sampled_from([
        st.integers(0, 3).map(float), st.integers(0, 100_000).map(float),
        st.floats(0, 1, allow_subnormal=False, width=32),
    ]))  # fmt: skip
    far = np.zeros((people, people))
    for i in range(people):
        for j in range(i):
            far[i, j] = far[j, i] = draw(value)
    return far, bounds


def best_of_all(far: np.ndarray, bounds: Bounds) -> float:
    """The largest value of all groupings that keep the bounds."""
    people, best = len(far), -1.0
    for groups in product(range(len(bounds)), repeat=people):
        if all(low <= groups.count(g) <= high for g, (low, high) in enumerate(bounds)):
            worth = sum(far[i, j] for i in range(people) for j in range(i) if groups[i] == groups[j])
            best = max(best, worth)
    return best


@SOLVES
@given(problems(most=7), st.integers(0, 3))
def test_nothing_is_better_than_the_answer(problem: tuple[np.ndarray, Bounds], seed: int) -> None:
    far, bounds = problem
    found = solve_mdgp(far, bounds, seed=seed, iterations=400)
    assert found.value == pytest.approx(best_of_all(far, bounds), rel=1e-7, abs=1e-7)


@pytest.mark.parametrize(
    "sizes", [[(4, 4), (4, 4)], [(2, 2), (3, 3), (3, 3)], [(1, 7), (1, 7)], [(2, 4)] * 3]
)
@pytest.mark.parametrize("seed", range(3))
def test_eight_people(sizes: Bounds, seed: int) -> None:
    upper = np.triu(np.random.default_rng(seed).integers(0, 50, (8, 8)).astype(float), 1)
    found = solve_mdgp(upper + upper.T, sizes, seed=seed, iterations=400)
    assert found.value == best_of_all(upper + upper.T, sizes)


@SOLVES
@given(problems(most=20), st.integers(0, 2**40), st.integers(0, 60))
def test_every_answer_passes_the_referee_and_comes_again(
    problem: tuple[np.ndarray, Bounds], seed: int, iterations: int
) -> None:
    far, bounds = problem
    found = solve_mdgp(far, bounds, seed=seed, iterations=iterations)
    least, most = np.array(bounds).T
    judge(far, least, most, found.groups, found.value)
    again = solve_mdgp(far, bounds, seed=seed, iterations=found.iterations, workers=2)
    assert again.groups.tobytes() == found.groups.tobytes()


@SOLVES
@given(problems(most=7))
def test_wider_bounds_are_never_worse(problem: tuple[np.ndarray, Bounds]) -> None:
    far, bounds = problem
    wider = [(max(0, low - 1), high + 1) for low, high in bounds]
    narrow = solve_mdgp(far, bounds, seed=1, iterations=400).value
    assert solve_mdgp(far, wider, seed=1, iterations=400).value >= narrow - 1e-6 * max(1.0, narrow)


@SOLVES
@given(problems(most=7), st.randoms(use_true_random=False))
def test_the_order_of_people_and_groups_does_not_change_the_best(
    problem: tuple[np.ndarray, Bounds], chance: object
) -> None:
    far, bounds = problem
    people, groups = list(range(len(far))), list(bounds)
    chance.shuffle(people)  # type: ignore[attr-defined]
    chance.shuffle(groups)  # type: ignore[attr-defined]
    first = solve_mdgp(far, bounds, seed=1, iterations=400).value
    other = solve_mdgp(far[np.ix_(people, people)], groups, seed=1, iterations=400).value
    assert other == pytest.approx(first, rel=1e-7, abs=1e-7)
