from __future__ import annotations

from math import isnan, nan

import pytest
from scipy.stats import binomtest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.several_tests import holm
from matchmaker.measures.drawn import Spread, checked_draws, monte_carlo_p, share_interval


def test_what_was_seen_is_a_draw_of_its_own() -> None:
    assert monte_carlo_p(0, 99) == 0.01
    assert monte_carlo_p(99, 99) == 1.0
    assert monte_carlo_p(0, 0) == 1.0


@pytest.mark.parametrize(("k", "n"), [(0, 10), (3, 10), (10, 10), (7, 199)])
def test_the_interval_is_scipys(k: int, n: int) -> None:
    wanted = binomtest(k, n).proportion_ci(method="exact")
    assert share_interval(k, n) == pytest.approx((wanted.low, wanted.high))


def test_no_draw_no_knowledge() -> None:
    assert share_interval(0, 0) == (0.0, 1.0)
    none = Spread.of([])
    assert none.n == 0
    assert isnan(none.mean)


def test_a_draw_of_which_nothing_can_be_said_is_left_out() -> None:
    found = Spread.of([1.0, nan, 3.0])
    assert (found.mean, found.least, found.most, found.n) == (2.0, 1.0, 3.0, 2)
    assert (found.low, found.high) == pytest.approx((1.05, 2.95))


def test_holm_by_hand() -> None:
    """0.01 × 3, then 0.02 × 2, then 0.5; what is no test does not count."""
    assert holm([0.5, 0.01, nan, 0.02])[:2] == pytest.approx((0.5, 0.03))
    assert holm([0.5, 0.01, nan, 0.02])[3] == pytest.approx(0.04)
    assert isnan(holm([0.5, nan])[1])
    assert holm([0.03, 0.03]) == pytest.approx((0.06, 0.06))
    assert holm([]) == ()


@pytest.mark.parametrize("draws", [0, -1, 100_001])
def test_draws_that_cannot_be_made(draws: int) -> None:
    with pytest.raises(InputError, match="draws_out_of_range"):
        checked_draws(draws)
