"""The scan: what it finds, what it never reports, its p-value, and cells that nobody came from."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.stats import binom, hypergeom, kstest

from benchmarks.combinations import KINDS, alarms, most_alarms, recovered
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.kernel.rng import generator
from matchmaker.representation.likelihood import shortfall
from matchmaker.representation.missing import missing_cells
from matchmaker.representation.scan import combinations, null_scores, p_value, scan, score_of
from matchmaker.representation.subsets import Search, subsets

if TYPE_CHECKING:
    from matchmaker.representation.scan import Scan

SHAPE = (2, 4, 3)
EVEN = np.full(SHAPE, 100)


def counts(gap: tuple[object, ...] = (), left: int = 0) -> np.ndarray:
    """Ten in every cell, but fewer in some."""
    made = np.full(SHAPE, 10)
    if gap:
        made[gap] = left
    return made


def search(observed: np.ndarray, population: np.ndarray = EVEN, seed: int = 1, **more: object) -> Scan:
    return scan(observed, population, generator(seed, "test"), **{"draws": 199, **more})  # type: ignore[arg-type]


class Follower:
    """Cancels after some drawn tables."""

    def __init__(self, after: int) -> None:
        self.after, self.done, self.what = after, 0, ""

    def start(self, total: int, what: str) -> None:
        self.what = what

    def advance(self, done: int) -> None:
        self.done = done

    def cancelled(self) -> bool:
        return self.done >= self.after


# -- the statistic ------------------------------------------------------------------------------------


def test_the_statistic_by_hand() -> None:
    """2 of 20 where 10 were expected: 2 ln(2/10) + 18 ln(18/10)."""
    found = shortfall(np.array([2, 10, 11]), np.array([0.5, 0.5, 0.5]), 20)
    assert found[0] == pytest.approx(2 * log(0.2) + 18 * log(1.8))
    assert np.isneginf(found[1:]).all()  # as expected, and more than expected, are no shortfall


def test_subsets_are_all_or_the_runs() -> None:
    assert len(subsets(4, ordered=False)) == 15
    runs = subsets(4, ordered=True)
    assert len(runs) == 10
    assert all(np.abs(np.diff(np.concatenate([[0], run, [0]]))).sum() == 2 for run in runs)


# -- what is found ------------------------------------------------------------------------------------


def test_the_missing_cell_is_found_with_its_numbers() -> None:
    answer = search(counts((1, 2, 0)))
    best = answer.found[0]
    assert best.levels == ((1,), (2,), (0,))
    assert (best.observed, answer.n) == (0, 230)
    assert best.expected == pytest.approx(230 / 24)
    assert best.share == pytest.approx(1 / 24)
    assert best.ratio == 0
    assert best.p == 1 / 200  # nothing as odd among 199 drawn tables
    assert answer.exact
    assert answer.combinations == 3 * 15 * 7 == combinations(SHAPE)
    assert answer.draws == 199


def test_an_attribute_that_does_not_matter_is_not_used() -> None:
    best = search(counts((slice(None), 2, slice(None)), 2)).found[0]
    assert best.levels == ((0, 1), (2,), (0, 1, 2))


def test_the_next_shares_no_cell_with_those_before() -> None:
    observed = counts((1, 2, 0))
    observed[0, 0, :] = 2
    first, second = search(observed, most=2).found
    assert first.score >= second.score
    assert {first.levels, second.levels} == {((0,), (0,), (0, 1, 2)), ((1,), (2,), (0,))}
    assert len(search(observed, most=0).found) == 0


def test_the_rest_of_a_group_with_many_is_not_called_missing() -> None:
    """More than expected in one level makes all the others fewer: six tenths and more are not reported."""
    observed = np.array([40, 10, 10, 10])
    assert max(one.share for one in search(observed, np.full(4, 25)).found) <= 0.6
    assert search(observed, np.full(4, 25), search=Search(most_share=1.0)).found[0].levels == ((1, 2, 3),)


def test_what_is_too_small_to_tell_is_not_looked_at() -> None:
    few = np.array([[0, 4], [4, 4]])
    assert search(few, np.full((2, 2), 25)).found[0].levels in (((0,), (0, 1)), ((0, 1), (0,)))
    assert search(few // 4, np.full((2, 2), 25)).found == ()


def test_equals_are_settled_by_simplicity_and_order() -> None:
    observed = np.full((2, 3), 10)
    observed[0, 0] = observed[1, 2] = 0
    assert search(observed, np.full((2, 3), 50)).found[0].levels == ((0,), (0,))


def test_only_neighbours_of_an_ordered_attribute_are_taken_together() -> None:
    observed = np.array([1, 6, 1, 12, 12, 12])
    free = search(observed, np.full(6, 20), search=Search(level_cost=0.0)).found[0]
    runs = search(observed, np.full(6, 20), search=Search(level_cost=0.0, ordered=(True,))).found[0]
    assert free.levels == ((0, 2),)
    assert runs.levels == ((0, 1, 2),)


# -- nothing to find ----------------------------------------------------------------------------------


@pytest.mark.parametrize("observed", [counts(), np.zeros(SHAPE, dtype=int)])
def test_as_expected_and_nobody_give_no_finding(observed: np.ndarray) -> None:
    assert search(observed).found == ()


def test_no_attribute_and_wrong_tables_are_refused() -> None:
    bad = [
        (np.array(3), np.array(3)),
        (counts(), EVEN[0]),
        (counts((0, 0, 0), -1), EVEN),
        (counts() + 0.5, EVEN),
        (counts(), EVEN * 0),
        (counts(), EVEN * np.nan),
    ]
    for observed, population in bad:
        with pytest.raises(MatchmakerError, match="scan_not_valid"):
            search(observed, population)
    for wrong in ({"least_expected": -1.0}, {"most_share": 0.0}, {"level_cost": -1.0}):
        with pytest.raises(MatchmakerError, match="search_not_valid"):
            Search(**wrong)


# -- the p-value --------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_answer_and_another_nearly() -> None:
    observed = counts((1, 2, slice(0, 2)), 4)
    one, again, other = search(observed), search(observed), search(observed, seed=2)
    assert one.found == again.found
    assert (one.null == again.null).all()
    assert one.found[0].levels == other.found[0].levels
    assert (one.null != other.null).any()


def test_p_is_uniform_when_nothing_is_missing() -> None:
    """Kolmogorov–Smirnov on 400 chance tables of one design that share 999 drawn ones."""
    uneven = generator(2, "uneven").integers(50, 300, SHAPE)
    null = null_scores(300, uneven, generator(3, "null"))
    fresh = null_scores(300, uneven, generator(4, "fresh"), draws=400)
    assert kstest([p_value(score, null) for score in fresh], "uniform").pvalue > 0.01


def test_drawn_tables_can_be_shared() -> None:
    observed = counts((1, 2, 0))
    null = null_scores(int(observed.sum()), EVEN, generator(1, "test"), draws=199)
    assert (search(observed).null == null).all()
    assert search(observed, null=null).found == search(observed).found


def test_p_is_never_nought_and_one_without_draws() -> None:
    assert p_value(1e9, np.zeros(999)) == 0.001
    assert search(counts((1, 2, 0)), draws=0).found[0].p == 1.0


def test_a_cancelled_drawing_counts_what_it_has() -> None:
    follow = Follower(after=1)
    answer = search(counts((1, 2, 0)), draws=5000, follow=follow)
    assert follow.what == "progress.drawing"
    assert 0 < answer.draws == follow.done < 5000
    assert answer.found[0].p == 1 / (1 + answer.draws)
    assert search(counts((1, 2, 0)), follow=Follower(after=0)).draws == 0


def test_score_of_one_sub_group_is_the_one_it_competes_by() -> None:
    observed = counts((1, 2, 0))
    best = search(observed).found[0]
    assert score_of(best.levels, 0, 230, EVEN) == pytest.approx(best.score)
    assert np.isneginf(score_of(best.levels, 10, 240, EVEN))
    assert np.isneginf(score_of(((0, 1), (0, 1, 2, 3), (0, 1, 2)), 0, 240, EVEN))


# -- planted and not planted: small edition of benchmarks/combinations.py -------------------------------


@pytest.mark.parametrize("kind", KINDS[:2], ids=lambda kind: kind.words)
def test_a_planted_gap_is_found(kind: object) -> None:
    """Of 60 events fewer than the bar below would be found once in a thousand runs were the rate 90 %."""
    hits, _, _, _ = recovered(kind, 60, draws=99)  # type: ignore[arg-type]
    assert hits >= binom.ppf(0.001, 60, 0.9)


def test_chance_events_seldom_alarm() -> None:
    assert alarms(60, draws=99) <= most_alarms(60)


# -- many levels ----------------------------------------------------------------------------------------


def test_many_levels_are_searched_by_the_heuristic_with_the_same_rules() -> None:
    population = generator(5, "large").integers(50, 150, (2, 9, 14))
    observed = generator(6, "large").multinomial(3000, (population / population.sum()).ravel())
    observed = observed.reshape(population.shape)
    observed[1, 3:5, 7] = 0
    answer = search(observed, population, draws=99)
    assert not answer.exact
    assert [one.levels for one in answer.found] == [((1,), (3, 4), (7,))]
    assert answer.found[0].p == 0.01
    assert answer.found == search(observed, population, draws=99).found
    assert search(np.zeros_like(observed), population, draws=9).found == ()


# -- empty cells ------------------------------------------------------------------------------------------


def test_empty_cells_with_the_chance_of_it() -> None:
    population = np.array([[500, 300], [150, 50]]) * 100
    answer = missing_cells(np.array([[20, 20], [0, 0]]), population)
    assert [cell.levels for cell in answer.cells] == [(1, 0), (1, 1)]
    assert [cell.expected for cell in answer.cells] == pytest.approx([6.0, 2.0])
    assert [cell.chance for cell in answer.cells] == pytest.approx([0.85**40, 0.95**40])
    assert answer.looked_at == 4
    assert answer.by_accident == pytest.approx(0.5**40 + 0.7**40 + 0.85**40 + 0.95**40)


def test_less_than_one_expected_is_not_missing() -> None:
    answer = missing_cells(np.array([9, 0]), np.array([10_000, 1_000]))
    assert (answer.cells, answer.looked_at) == ((), 1)


def test_a_large_part_of_the_population_is_drawn_without_replacement() -> None:
    answer = missing_cells(np.array([20, 0]), np.array([80, 20]))
    assert answer.cells[0].chance == pytest.approx(hypergeom.pmf(0, 100, 20, 20))
    with pytest.raises(MatchmakerError, match="scan_not_valid"):
        missing_cells(np.array([1]), np.array([0]))
