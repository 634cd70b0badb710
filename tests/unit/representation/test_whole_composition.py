"""Whole compositions: what the tests and indices are at their ends, and what never changes them."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.kernel.errors import MatchmakerError
from matchmaker.kernel.rng import generator
from matchmaker.kernel.several_tests import benjamini_hochberg, holm
from matchmaker.representation import indices as index
from matchmaker.representation.multinomial import MultinomialTest, multinomial_test
from matchmaker.representation.response import conditional_partial, r_of_propensities, response

DISTANCES = (index.loosemore_hanby, index.gallagher, index.hellinger, index.kl_divergence)
BETWEEN = (*DISTANCES, index.proportional_similarity, index.lowest_over_highest, index.lowest_over_mean)
WITHIN = (index.blau, index.shannon, index.evenness)

tables = st.lists(st.tuples(st.integers(0, 12), st.integers(12, 90)), min_size=2, max_size=5)


def surprise(counts: list[int], population: list[int], **more: int) -> MultinomialTest:
    found = multinomial_test(counts, population, generator(7, "whole composition"), **more)
    assert found is not None
    return found


# -- the exact multinomial test ------------------------------------------------------------------------


def test_nothing_to_test() -> None:
    rng = generator(1, "unused")
    assert multinomial_test((), (), rng) is None
    assert multinomial_test((0, 0), (10, 10), rng) is None
    assert multinomial_test((1, 0), (0, 10), rng) is None  # somebody is from where nobody lives
    assert multinomial_test((11, 0), (10, 10), rng) is None  # more than live there


def test_one_group_is_no_surprise() -> None:
    assert surprise([5], [1000]) == MultinomialTest(1.0, 1, None)
    assert surprise([5, 0], [1000, 0]) == MultinomialTest(1.0, 1, None)


def test_negative_counts_are_refused() -> None:
    for counts, population in [((-1, 2), (5, 5)), ((1, 2), (5, -5))]:
        with pytest.raises(MatchmakerError) as caught:
            multinomial_test(counts, population, generator(1, "unused"))
        assert caught.value.code == "counts_not_valid"


def test_many_compositions_are_drawn_and_the_number_is_told() -> None:
    counts, people = [10, 20, 5, 25], [10_000, 30_000, 20_000, 40_000]
    exact = surprise(counts, people)
    assert (exact.compositions, exact.draws) == (39711, None)  # C(63, 3)
    drawn = surprise(counts, people, enumerated=100, draws=20_000)
    assert drawn.draws == 20_000
    # four standard errors of a share from 20,000 draws
    assert abs(drawn.p - exact.p) <= 4 * sqrt(exact.p * (1 - exact.p) / 20_000)
    assert drawn == surprise(counts, people, enumerated=100, draws=20_000)


def test_a_drawn_p_value_is_never_nothing() -> None:
    found = surprise([60, 0, 0], [10_000, 10_000, 10_000], enumerated=10, draws=999)
    assert found.p == 1 / 1000


@settings(max_examples=60)
@given(tables, st.permutations(range(5)))
def test_a_p_value_is_a_chance_whatever_the_order(table: list[tuple[int, int]], order: list[int]) -> None:
    counts, population = [k for k, _ in table], [size for _, size in table]
    found = multinomial_test(counts, population, generator(1, "unused"))
    if not sum(counts):
        assert found is None
        return
    assert found is not None
    assert 0 < found.p <= 1
    places = [place for place in order if place < len(table)]
    turned = surprise([counts[place] for place in places], [population[place] for place in places])
    assert turned.p == pytest.approx(found.p)


@settings(max_examples=25)
@given(tables)
def test_drawing_agrees_with_going_through_all(table: list[tuple[int, int]]) -> None:
    counts, population = [k for k, _ in table], [size for _, size in table]
    if not sum(counts):
        return
    for scale in (1, 1000):  # without, and with replacement
        people = [size * scale for size in population]
        exact, drawn = surprise(counts, people), surprise(counts, people, enumerated=0, draws=4_000)
        # five standard errors and the one that is added: a chance of 1 in a million per table
        assert abs(drawn.p - exact.p) <= 5 * sqrt(exact.p * (1 - exact.p) / 4_000) + 1 / 4_000


# -- distances and diversity ---------------------------------------------------------------------------


@pytest.mark.parametrize("measure", BETWEEN, ids=lambda measure: measure.__name__)
def test_nothing_to_measure_is_unknown(measure) -> None:
    for counts, population in [((), ()), ((0, 0), (5, 5)), ((0, 0), (0, 0))]:
        assert measure(counts, population) is None


@pytest.mark.parametrize("measure", WITHIN, ids=lambda measure: measure.__name__)
def test_nobody_has_no_diversity(measure) -> None:
    assert measure(()) is None
    assert measure((0, 0)) is None


def test_one_group_is_all_alike() -> None:
    assert (index.blau((5,)), index.shannon((5,)), index.evenness((5,))) == (0, 0, None)
    assert index.shannon((4, 4)) == pytest.approx(log(2))
    assert index.evenness((4, 4)) == pytest.approx(1)


@pytest.mark.parametrize("measure", [*BETWEEN, *WITHIN], ids=lambda measure: measure.__name__)
def test_negative_counts_are_refused_everywhere(measure) -> None:
    with pytest.raises(MatchmakerError) as caught:
        measure((-1, 2), (5, 5)) if measure in BETWEEN else measure((-1, 2))
    assert caught.value.code == "counts_not_valid"


def test_a_group_that_nobody_lives_in() -> None:
    # half of them are from nowhere: nothing fits them, and the divergence has no limit
    assert index.loosemore_hanby((5, 5), (10, 0)) == 0.5
    assert index.hellinger((5, 5), (10, 0)) == pytest.approx(sqrt(1 - sqrt(0.5)))
    assert index.kl_divergence((5, 5), (10, 0)) is None
    assert index.lowest_over_highest((5, 5), (10, 0)) == 1  # Go Vocal drops such groups


def test_nothing_in_common() -> None:
    counts, population = (0, 9), (30, 0)
    assert index.loosemore_hanby(counts, population) == 1
    assert index.gallagher(counts, population) == 1
    assert index.hellinger(counts, population) == 1
    assert index.proportional_similarity(counts, population) == 0


@given(tables, st.permutations(range(5)))
def test_indices_do_not_depend_on_order_and_stay_in_range(
    table: list[tuple[int, int]], order: list[int]
) -> None:
    counts, population = [k for k, _ in table], [size for _, size in table]
    places = [place for place in order if place < len(table)]
    turned = [counts[place] for place in places], [population[place] for place in places]
    for measure in BETWEEN:
        value = measure(counts, population)
        if value is not None:
            assert value >= 0
            assert value <= 1 + 1e-12 or measure is index.kl_divergence
            assert measure(*turned) == pytest.approx(value, abs=1e-12)
    for measure in WITHIN:
        value = measure(counts)
        if value is not None:
            assert measure(turned[0]) == pytest.approx(value, abs=1e-12)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(1, 4))
def test_proportional_participants_are_at_no_distance(population: list[int], times: int) -> None:
    counts = [size * times for size in population]
    for measure in DISTANCES:
        assert measure(counts, population) == pytest.approx(0, abs=1e-7)
    assert index.lowest_over_highest(counts, population) == pytest.approx(1)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), min_size=1, max_size=3), st.integers(0, 5))
def test_bounds_are_reached_by_trying_every_division(table: list[tuple[int, int]], unknown: int) -> None:
    counts, population = [k for k, _ in table], [size for _, size in table]
    bounds = index.loosemore_hanby_bounds(counts, population, unknown)
    if not sum(population) or not sum(counts) + unknown:
        assert bounds is None
        return
    found = [
        index.loosemore_hanby([k + more for k, more in zip(counts, added, strict=True)], population)
        for added in np.ndindex(*(unknown + 1 for _ in counts))
        if sum(added) == unknown
    ]
    values = [value for value in found if value is not None]
    assert bounds == pytest.approx((min(values), max(values)), abs=1e-12)


def test_what_a_fair_draw_gives_by_chance() -> None:
    """Against the mean of 20,000 fair draws; a standard error is about 0.0003."""
    population = [10, 20, 30, 40]
    drawn = generator(3, "by chance").multinomial(50, [0.1, 0.2, 0.3, 0.4], size=20_000)
    mean = np.abs(drawn / 50 - np.array(population) / 100).sum(axis=1).mean() / 2
    assert index.loosemore_hanby_by_chance(50, population) == pytest.approx(mean, abs=0.0015)
    assert index.loosemore_hanby_by_chance(0, population) is None
    assert index.loosemore_hanby_by_chance(5, [0, 0]) is None
    assert index.loosemore_hanby_by_chance(5, [7, 0]) == 0


# -- R-indicators --------------------------------------------------------------------------------------


def test_a_response_that_cannot_be_measured() -> None:
    assert response((0,), (1,)) is None
    assert response((), ()) is None
    assert response((3, 0), (2, 9)) is None  # more than live there
    assert r_of_propensities((0.5,)) is None
    assert conditional_partial({}, 0) is None
    assert conditional_partial({("a", "b"): (3, 2)}, 0) is None
    with pytest.raises(MatchmakerError):
        response((-1, 3), (5, 5))


def test_nobody_and_everybody_respond_alike() -> None:
    nobody, everybody = response((0, 0), (5, 9)), response((5, 9), (5, 9))
    assert nobody is not None
    assert everybody is not None
    assert (nobody.r, nobody.cv) == (1, None)
    assert (everybody.r, everybody.cv) == (1, 0)


def test_a_group_that_nobody_lives_in_has_no_partial() -> None:
    found = response((1, 0, 3), (10, 0, 10))
    assert found is not None
    assert found.partials[1] is None


@given(tables)
def test_partials_make_up_the_spread(table: list[tuple[int, int]]) -> None:
    counts, population = [k for k, _ in table], [size for _, size in table]
    found = response(counts, population)
    assert found is not None
    total = sum(population)
    assert found.variable**2 == pytest.approx(found.spread**2 * (total - 1) / total, abs=1e-12)
    assert sum(part is not None and part < 0 for part in found.partials) == sum(
        k / size < found.mean for k, size in table
    )


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(5, 20)), min_size=4, max_size=4))
def test_a_conditional_partial_is_never_more_than_the_whole_spread(cells: list[tuple[int, int]]) -> None:
    crossed = {(a, b): cells[2 * i + j] for i, a in enumerate("xy") for j, b in enumerate("uv")}
    whole = response([k for k, _ in cells], [size for _, size in cells])
    assert whole is not None
    for axis in (0, 1):
        part = conditional_partial(crossed, axis)
        assert part is not None
        assert part <= whole.variable + 1e-12


# -- Benjamini and Hochberg ----------------------------------------------------------------------------


@given(st.lists(st.floats(0, 1), max_size=9), st.randoms(use_true_random=False))
def test_benjamini_hochberg_lies_between_the_p_value_and_holm(p_values: list[float], random) -> None:
    corrected = benjamini_hochberg(p_values)
    for p, q, most in zip(p_values, corrected, holm(p_values), strict=True):
        assert p <= q * (1 + 1e-12)
        assert q <= most * (1 + 1e-12)
    order = list(range(len(p_values)))
    random.shuffle(order)
    turned = benjamini_hochberg([p_values[place] for place in order])
    assert turned == pytest.approx([corrected[place] for place in order])
