"""The port to the solver: known optima, how a search ends, and that an answer is repeatable."""

from __future__ import annotations

import itertools
import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import generator
from matchmaker.solving.port import MOST_NODES, Programme, Rows, Status, relaxed, solve


def knapsack(gain: list[int], weight: list[float], most: float) -> Programme:
    rows = Rows()
    rows.add(list(range(len(gain))), weight, high=most)
    n = len(gain)
    return rows.programme(gain, [0.0] * n, [1.0] * n, [True] * n)


def hard(n: int = 20, m: int = 5, seed: int = 0) -> Programme:
    """A knapsack with *m* correlated limits: hundreds of nodes, no luck at the root."""
    rng = generator(seed, "test-port")
    weights = rng.integers(10, 1000, (m, n)).astype(float)
    rows = Rows()
    for row in weights:
        rows.add(list(range(n)), row.tolist(), high=float(row.sum() // 2))
    gain = np.round(weights.mean(axis=0) + rng.integers(0, 200, n)).astype(int).tolist()
    return rows.programme(gain, [0.0] * n, [1.0] * n, [True] * n)


class Watcher:
    """Follows a search and stops it after a number of reports."""

    def __init__(self, most: float = math.inf) -> None:
        self.most = most
        self.begun: list[tuple[int, str]] = []
        self.reports: list[int] = []

    def start(self, total: int, what: str) -> None:
        self.begun.append((total, what))

    def advance(self, done: int) -> None:
        self.reports.append(done)

    def cancelled(self) -> bool:
        return len(self.reports) > self.most


def test_a_knapsack_with_a_known_optimum() -> None:
    # Values 60, 100, 120 and weights 10, 20, 30 with room for 50 (Cormen et al., Introduction to
    # Algorithms, 16.2): 100 + 120 = 220, while the greedy choice by value per weight gives 160.
    answer = solve(knapsack([60, 100, 120], [10.0, 20.0, 30.0], 50.0))
    assert (answer.status, answer.objective, answer.bound) == (Status.OPTIMAL, 220, 220)
    assert answer.x is not None
    assert answer.x.tolist() == [0.0, 1.0, 1.0]


def test_enumeration_agrees_on_a_knapsack_of_twelve() -> None:
    rng = generator(1, "test-port")
    gain, weight = rng.integers(1, 50, 12).tolist(), rng.integers(1, 20, 12).astype(float).tolist()
    best = max(
        sum(g for g, taken in zip(gain, some, strict=True) if taken)
        for some in itertools.product((0, 1), repeat=12)
        if sum(w for w, taken in zip(weight, some, strict=True) if taken) <= 60
    )
    assert solve(knapsack(gain, weight, 60.0)).objective == best


def test_lower_row_limits_and_continuous_variables() -> None:
    # max 3x + 2y, x whole, x + y >= 1, 2x + 2y <= 3: x = 1, y = ½ gives 4.
    rows = Rows()
    rows.add([0, 1], [1.0, 1.0], low=1.0)
    rows.add([0, 1], [2.0, 2.0], high=3.0)
    answer = solve(rows.programme([3, 2], [0.0, 0.0], [1.0, 1.0], [True, False]))
    assert (answer.status, answer.objective) == (Status.OPTIMAL, 4)
    assert answer.x == pytest.approx([1.0, 0.5])


def test_what_cannot_be_met_is_infeasible() -> None:
    rows = Rows()
    rows.add([0, 1], [1.0, 1.0], low=3.0)
    answer = solve(rows.programme([1, 1], [0.0, 0.0], [1.0, 1.0], [True, True]))
    assert (answer.status, answer.x, answer.objective) == (Status.INFEASIBLE, None, None)


@pytest.mark.parametrize(
    ("low", "high", "status"),
    [(-math.inf, 1.0, Status.OPTIMAL), (1.0, 2.0, Status.INFEASIBLE), (-2.0, -1.0, Status.INFEASIBLE)],
)
def test_a_programme_without_variables_is_judged_by_its_rows(low: float, high: float, status: Status) -> None:
    rows = Rows()
    rows.add([], [], low, high)
    answer = solve(rows.programme([], [], [], []))
    assert answer.status is status
    assert answer.objective == (0 if status is Status.OPTIMAL else None)


@pytest.mark.parametrize("budget", [0, 1, 5])
def test_a_small_budget_ends_with_a_bound_that_holds(budget: int) -> None:
    whole = solve(hard())
    assert whole.status is Status.OPTIMAL
    short = solve(hard(), budget=budget)
    assert short.status is Status.BUDGET
    assert short.bound is None or short.bound >= whole.objective
    if short.objective is not None:
        assert short.objective <= whole.objective
        assert short.bound is None or short.bound >= short.objective


def test_a_budget_of_one_node_finds_something_and_bounds_it() -> None:
    short = solve(hard(), budget=1)
    assert short.objective is not None
    assert short.bound is not None
    assert short.bound > short.objective


def test_a_budget_below_zero_is_refused_and_a_huge_one_is_not() -> None:
    with pytest.raises(InputError, match="bad_budget"):
        solve(knapsack([1], [1.0], 1.0), budget=-1)
    assert solve(knapsack([1], [1.0], 1.0), budget=MOST_NODES + 1).objective == 1


def test_the_same_question_gives_the_same_answer_with_and_without_a_follower() -> None:
    watcher = Watcher()
    answers = [solve(hard()), solve(hard()), solve(hard(), progress=watcher)]
    assert len({(a.objective, a.bound, a.x.tobytes()) for a in answers if a.x is not None}) == 1
    assert watcher.begun == [(200_000, "progress.solving")]
    assert watcher.reports == sorted(watcher.reports)
    assert watcher.reports[-1] > 0


def test_cancelling_returns_the_best_so_far() -> None:
    watcher = Watcher(most=3)
    answer = solve(hard(n=30, m=8, seed=1), progress=watcher)
    assert answer.status is Status.CANCELLED
    assert len(watcher.reports) < 50
    if answer.objective is not None and answer.bound is not None:
        assert answer.bound >= answer.objective


def test_a_known_solution_to_start_from_changes_no_value() -> None:
    problem = hard()
    first = solve(problem)
    again = solve(problem, start=first.x)
    assert (again.status, again.objective, again.bound) == (first.status, first.objective, first.bound)
    # with no search at all the known solution is what is returned
    kept = solve(problem, start=first.x, budget=0)
    assert kept.objective == first.objective


def test_two_threads_at_once_get_the_answers_of_one() -> None:
    problems = [hard(20, 5, seed) for seed in range(4)]
    alone = [solve(problem).objective for problem in problems]
    with ThreadPoolExecutor(2) as pool:
        assert [answer.objective for answer in pool.map(solve, problems)] == alone


@pytest.mark.parametrize("seed", range(4))
def test_a_search_that_may_end_near_the_optimum_is_as_near_as_it_says(seed: int) -> None:
    best = solve(hard(seed=seed))
    near = solve(hard(seed=seed), within=0.05)
    assert best.objective is not None
    assert near.objective is not None
    assert near.bound is not None
    assert near.objective <= best.objective <= near.bound
    assert near.bound - near.objective <= 0.05 * near.objective + 1


@pytest.mark.parametrize("seed", range(4))
def test_without_whole_numbers_there_is_a_bound_and_what_each_column_costs_it(seed: int) -> None:
    programme = hard(n=10, seed=seed)
    found = relaxed(programme)
    assert found is not None
    bound, loss = found.bound, found.loss
    best = solve(programme)
    assert best.objective is not None
    assert best.objective <= bound + 1e-6
    assert (loss >= 0).all()
    for column in range(10):  # with the column taken, nothing is worth more than the bound less its loss
        lower = programme.lower.copy()
        lower[column] = 1.0
        taken = solve(replace(programme, lower=lower))
        if taken.objective is not None:
            assert taken.objective <= bound - loss[column] + 1e-6


def test_a_relaxation_of_what_cannot_be_met_is_none() -> None:
    rows = Rows()
    rows.add([0], [1.0], low=2.0)
    assert relaxed(rows.programme([1], [0.0], [1.0], [True])) is None
    assert relaxed(Rows().programme([], [], [], [])) is not None
