"""Exact tests and intervals, against printed values and against counting every outcome."""

import csv
from fractions import Fraction
from itertools import product
from math import comb
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from matchmaker.kernel.several_tests import holm
from matchmaker.representation.exact import (
    binomial_p,
    hypergeometric_interval,
    hypergeometric_p,
    wilson,
)

ORACLES = Path(__file__).parents[2] / "oracles" / "representation"


def published(quantity: str) -> list[dict[str, str]]:
    with (ORACLES / "published.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["quantity"] == quantity]


def chances_with(n: int, share: Fraction) -> list[Fraction]:
    return [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]


def chances_without(n: int, group: int, total: int) -> list[Fraction]:
    ways = comb(total, n)
    return [Fraction(comb(group, k) * comb(total - group, n - k), ways) for k in range(n + 1)]


def two_sided(chances: list[Fraction], k: int) -> float:
    return float(sum(chance for chance in chances if chance <= chances[k]))


@pytest.mark.parametrize("row", published("wilson"), ids=lambda row: f"{row['k']} of {row['n']}")
def test_wilson_as_printed(row: dict[str, str]) -> None:
    # to one unit of the last digit: the reference note cuts where others round
    unit = 10.0 ** -int(row["digits"])
    printed = (float(row["low"]), float(row["high"]))
    assert wilson(int(row["k"]), int(row["n"])) == pytest.approx(printed, abs=unit)


def test_wilson_of_nobody_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_mirrors_and_widens(drawn: tuple[int, int]) -> None:
    k, n = drawn
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    mirrored = wilson(n - k, n)
    assert (low, high) == pytest.approx((1 - mirrored[1], 1 - mirrored[0]), abs=1e-12)
    wider = wilson(k, n, 0.99)
    assert wider[0] <= low
    assert high <= wider[1]


@pytest.mark.parametrize("row", published("binomial"), ids=lambda row: f"{row['k']} of {row['n']}")
def test_binomial_as_printed(row: dict[str, str]) -> None:
    p = binomial_p(int(row["k"]), int(row["n"]), int(row["group"]) / int(row["total"]))
    assert round(p, int(row["digits"])) == float(row["p"])


@pytest.mark.parametrize("n", range(1, 13))
def test_binomial_by_counting_every_outcome(n: int) -> None:
    for k, eighths in product(range(n + 1), range(1, 8)):
        counted = two_sided(chances_with(n, Fraction(eighths, 8)), k)
        assert binomial_p(k, n, eighths / 8) == pytest.approx(counted, rel=1e-9)


def test_binomial_of_nobody_is_no_surprise() -> None:
    assert binomial_p(0, 0, 0.3) == 1.0


@pytest.mark.parametrize("row", published("hypergeometric"), ids=lambda row: f"{row['k']}")
def test_hypergeometric_as_printed(row: dict[str, str]) -> None:
    p = hypergeometric_p(int(row["k"]), int(row["n"]), int(row["group"]), int(row["total"]))
    assert round(p, int(row["digits"])) == float(row["p"])


@pytest.mark.parametrize("total", range(2, 13))
def test_hypergeometric_by_counting_every_draw(total: int) -> None:
    for n, group in product(range(1, total + 1), range(total + 1)):
        chances = chances_without(n, group, total)
        for k in range(n + 1):
            counted = two_sided(chances, k)
            assert hypergeometric_p(k, n, group, total) == pytest.approx(counted, rel=1e-9)


def test_hypergeometric_is_fishers_exact_test() -> None:
    # 12 of 150 against 212 of 2141; scipy's own two-sided test on the same two by two table
    table = [[12, 200], [138, 2141 - 212 - 138]]
    assert hypergeometric_p(12, 150, 212, 2141) == pytest.approx(fisher_exact(table)[1], rel=1e-9)


@pytest.mark.parametrize("total", range(2, 16))
def test_finite_interval_by_trying_every_group_size(total: int) -> None:
    tail = Fraction(1, 40)
    for n in range(1, total + 1):
        by_size = {size: chances_without(n, size, total) for size in range(total + 1)}
        for k in range(n + 1):
            possible = [
                size
                for size, chances in by_size.items()
                if sum(chances[k:]) > tail and sum(chances[: k + 1]) > tail
            ]
            expected = (min(possible) / total, max(possible) / total)
            assert hypergeometric_interval(k, n, total) == expected


def test_finite_interval_of_everybody_is_a_point() -> None:
    assert hypergeometric_interval(7, 20, 20) == (0.35, 0.35)


def test_holm_by_hand() -> None:
    # Holm 1979: 4 x 0.01, 3 x 0.02, then 2 x 0.03 and 1 x 0.04 lifted to the largest before them
    assert holm((0.03, 0.01, 0.04, 0.02)) == pytest.approx((0.06, 0.04, 0.06, 0.06))
    assert holm((0.4, 0.6)) == pytest.approx((0.8, 0.8))
    assert holm(()) == ()


@given(st.lists(st.floats(0, 1), max_size=9), st.randoms(use_true_random=False))
def test_holm_does_not_depend_on_order(p_values: list[float], random) -> None:
    order = list(range(len(p_values)))
    random.shuffle(order)
    corrected = holm(p_values)
    assert holm([p_values[place] for place in order]) == tuple(corrected[place] for place in order)
    assert all(p <= q <= 1 for p, q in zip(p_values, corrected, strict=True))
    # by its definition: the largest of (m - rank) x p among those no larger
    for p, q in zip(p_values, corrected, strict=True):
        ranked = sorted(p_values)
        steps = [(len(ranked) - rank) * r for rank, r in enumerate(ranked) if r <= p]
        assert q == min(1.0, max(steps))
