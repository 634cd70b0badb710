"""Known values: printed in the literature, other software's own tests, or worked out by hand here.

The reference note's values are those of section (d). *By hand* means that the arithmetic stands beside the
number. The microdata behind the RISQ manual's printed values are not available, so R-indicators and partials
are checked in closed form, from tables small enough to work out.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import factorial, log, prod, sqrt

import numpy as np
import pytest
from scipy import stats

from matchmaker.kernel.rng import generator
from matchmaker.kernel.several_tests import benjamini_hochberg
from matchmaker.representation import indices as index
from matchmaker.representation.exact import binomial_p, wilson
from matchmaker.representation.multinomial import multinomial_test
from matchmaker.representation.response import conditional_partial, r_of_propensities, response

P, Q = (20, 30, 50), (10, 40, 50)
"""The reference note's vectors: population (.2, .3, .5), participants (.1, .4, .5)."""
MANY = 10**6
"""So many that the sample is drawn with replacement."""


def p_of(counts: tuple[int, ...], shares: tuple[int, ...]) -> float:
    found = multinomial_test(counts, [share * MANY for share in shares], generator(1, "unused"))
    assert found is not None
    assert found.draws is None
    return found.p


# -- the exact multinomial test ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "shares", "p"),
    [
        ((81, 50, 27), (50, 33, 17), 0.9418780),
        ((81, 50, 27), (1, 1, 1), 7.1072e-7),
        ((5, 15, 23), (1, 1, 1), 0.0021865),
    ],
)
def test_multinomial_as_in_the_reference_note(
    counts: tuple[int, ...], shares: tuple[int, ...], p: float
) -> None:
    assert p_of(counts, shares) == pytest.approx(p, rel=2e-5)


def test_the_case_that_chi_square_misses() -> None:
    """(0, 10, 6, 4, 5, 5) against six equal groups: χ² says 0.065, the exact test 0.031.

    The reference note quotes 0.030745 from a gist (inaz2/fca5570). Counting in whole numbers gives 0.0309151
    with the compositions that are exactly as likely as the one seen and 0.0304367 without them; the gist lies
    between, so its floating point sums lost some of the ties.
    """
    counts = (0, 10, 6, 4, 5, 5)
    assert stats.chisquare(counts).statistic == pytest.approx(10.4)
    assert stats.chisquare(counts).pvalue == pytest.approx(0.0646630, abs=5e-8)
    assert p_of(counts, (1,) * 6) == pytest.approx(0.03091505727, rel=1e-9)
    assert 0.03043669623 < 0.030745 < 0.03091505727


def test_chi_square_of_the_reference_note_is_the_large_sample_neighbour() -> None:
    found = stats.chisquare((81, 50, 27), f_exp=[158 * share for share in (0.5, 0.33, 0.17)])
    assert found.statistic == pytest.approx(0.1391954, abs=5e-8)
    assert found.pvalue == pytest.approx(0.9327690, abs=5e-8)
    assert p_of((81, 50, 27), (50, 33, 17)) == pytest.approx(found.pvalue, abs=0.01)


@pytest.mark.parametrize("shares", [(1, 1, 1), (1, 2, 5), (3, 1, 1)])
@pytest.mark.parametrize("n", [1, 4, 7])
def test_multinomial_by_counting_in_whole_numbers(n: int, shares: tuple[int, ...]) -> None:
    total = sum(shares)
    chances = {
        x: Fraction(factorial(n), prod(map(factorial, x))) * prod(
            Fraction(share, total) ** k for share, k in zip(shares, x, strict=True)
        )
        for x in product(range(n + 1), repeat=3)
        if sum(x) == n
    }  # fmt: skip
    assert sum(chances.values()) == 1
    for x, chance in chances.items():
        assert p_of(x, shares) == pytest.approx(float(sum(c for c in chances.values() if c <= chance)))


def test_two_groups_are_the_binomial_test() -> None:
    for k in range(21):
        expected = stats.binomtest(k, 20, 0.25).pvalue
        assert p_of((k, 20 - k), (1, 3)) == pytest.approx(expected)
        assert binomial_p(k, 20, 0.25) == pytest.approx(expected)


@pytest.mark.parametrize("n", [1, 2, 7, 40, 333, 5_000, 200_000])
@pytest.mark.parametrize("share", [1e-6, 0.02, 0.25, 0.5, 0.77, 1 - 1e-6])
def test_one_group_is_scipys_own_test_and_interval(n: int, share: float) -> None:
    likeliest = round(n * share)
    for k in sorted({0, n, *(k for k in range(likeliest - 60, likeliest + 60, 7) if 0 <= k <= n)}):
        found = stats.binomtest(k, n, share)
        assert binomial_p(k, n, share) == pytest.approx(found.pvalue, rel=1e-6, abs=1e-300)
        whole = found.proportion_ci(method="wilson")
        assert wilson(k, n) == pytest.approx((max(whole.low, 0.0), min(whole.high, 1.0)), abs=1e-12)


def test_multinomial_beside_scipys_own_density() -> None:
    density = stats.multinomial(12, [0.5, 0.3, 0.2])
    every = [(a, b, 12 - a - b) for a in range(13) for b in range(13 - a)]
    seen = density.pmf((2, 5, 5))
    expected = sum(density.pmf(x) for x in every if density.pmf(x) <= seen * (1 + 1e-9))
    assert p_of((2, 5, 5), (5, 3, 2)) == pytest.approx(expected)


def test_without_replacement_beside_scipys_own_density() -> None:
    density = stats.multivariate_hypergeom([20, 15, 5], 12)
    every = [(a, b, 12 - a - b) for a in range(13) for b in range(13 - a)]
    seen = density.pmf((3, 4, 5))
    expected = sum(density.pmf(x) for x in every if density.pmf(x) <= seen * (1 + 1e-9))
    found = multinomial_test((3, 4, 5), (20, 15, 5), generator(1, "unused"))
    assert found is not None
    assert found.p == pytest.approx(expected)


# -- intervals and corrections -------------------------------------------------------------------------


def test_three_of_twenty() -> None:
    """The reference note: p = 0.4393741, Wilson (0.0523687, 0.3604188)."""
    assert binomial_p(3, 20, 0.25) == pytest.approx(0.4393741, abs=5e-8)
    assert wilson(3, 20) == pytest.approx((0.0523687, 0.3604188), abs=1e-7)


def test_benjamini_hochberg_beside_scipy() -> None:
    rng = generator(2026, "benjamini hochberg")
    for size in (1, 2, 5, 30):
        p_values = tuple(map(float, rng.random(size) ** 3))
        expected = stats.false_discovery_control(p_values, method="bh")
        assert benjamini_hochberg(p_values) == pytest.approx(list(expected))


# -- distances -----------------------------------------------------------------------------------------


def test_distances_of_the_reference_note() -> None:
    assert index.loosemore_hanby(Q, P) == pytest.approx(0.1)
    assert index.proportional_similarity(Q, P) == pytest.approx(0.9)
    assert index.gallagher(Q, P) == pytest.approx(0.1)
    assert index.kl_divergence(Q, P) == pytest.approx(0.0457581, abs=5e-8)
    assert index.hellinger(Q, P) == pytest.approx(0.1103108, abs=5e-8)


def test_diversity_of_the_reference_note() -> None:
    assert index.blau(Q) == pytest.approx(0.58)
    assert index.shannon(Q) == pytest.approx(0.9433484, abs=5e-8)
    assert index.evenness(Q) == pytest.approx(0.8586727, abs=5e-8)


def test_queensland_2012() -> None:
    """R package SciencesPo, documentation of ``gallagher``: shares of votes and seats in per cent.

    The printed shares add up to 99.97 and 100.01; here each is divided by its own sum, hence the tolerance.
    Reference note: Gallagher 31.1573, Loosemore–Hanby 37.97 (per cent).
    """
    votes = (4965, 2666, 1150, 753, 316, 147)
    seats = (8764, 787, 225, 0, 225, 0)
    found = index.gallagher(seats, votes)
    assert found is not None
    assert 100 * found == pytest.approx(31.1573, abs=0.02)
    distance = index.loosemore_hanby(seats, votes)
    assert distance is not None
    assert 100 * distance == pytest.approx(37.97, abs=0.03)


def test_party_shares_of_sciencespo() -> None:
    """R package SciencesPo, ``tests/testthat/test-Proportionality.R``: 0.147, 0.853, 0.107."""
    votes = (267, 226, 161, 149, 63, 14, 10, 110)
    seats = (360, 253, 160, 160, 27, 27, 13, 0)
    assert index.loosemore_hanby(seats, votes) == pytest.approx(0.147, abs=5e-4)
    assert index.proportional_similarity(seats, votes) == pytest.approx(0.853, abs=5e-4)
    assert index.gallagher(seats, votes) == pytest.approx(0.107, abs=5e-4)


def test_theils_t_of_the_rates_is_the_divergence() -> None:
    """Theil's T by its own formula, Σ s ln(s / w) over incomes' shares: rates weighted by people."""
    rates = [k / size for k, size in zip(Q, P, strict=True)]
    mean = sum(Q) / sum(P)
    theil = sum(size / sum(P) * rate / mean * log(rate / mean) for size, rate in zip(P, rates, strict=True))
    assert index.kl_divergence(Q, P) == pytest.approx(theil)


def test_the_divergence_divides_into_between_and_within() -> None:
    """Nested groups (kommune → bydel): T = T between + Σ share of participants × T within (Theil 1967)."""
    counts, people = {"north": (8, 2), "south": (15, 25)}, {"north": (300, 200), "south": (100, 400)}
    whole = index.kl_divergence(sum(counts.values(), ()), sum(people.values(), ()))
    between = index.kl_divergence([sum(counts[a]) for a in counts], [sum(people[a]) for a in counts])
    within = [index.kl_divergence(counts[area], people[area]) for area in counts]
    shares = [sum(counts[area]) / 50 for area in counts]
    assert between is not None
    assert whole == pytest.approx(
        between + sum(s * w for s, w in zip(shares, within, strict=True) if w is not None)
    )


# -- Go Vocal's own specification table ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "people", "score"),
    [((1, 2), (10, 10), 0.5), ((2, 5), (20, 10), 0.2), ((1, 0), (10, 10), 0.0), ((1, 4), (10, 40), 1.0)],
)
def test_go_vocals_score(counts: tuple[int, ...], people: tuple[int, ...], score: float) -> None:
    """CitizenLabDotCo/citizenlab, ``r_score_spec.rb`` (reference note)."""
    assert index.lowest_over_highest(counts, people) == pytest.approx(score)


@pytest.mark.parametrize(
    ("counts", "people", "score"),
    [((3, 5), (10, 10), 0.75), ((1, 80, 600), (10, 100, 1000), 0.2)],
)
def test_go_vocals_lowest_over_mean(counts: tuple[int, ...], people: tuple[int, ...], score: float) -> None:
    assert index.lowest_over_mean(counts, people) == pytest.approx(score)


@pytest.mark.parametrize(("counts", "people", "score"), [((2, 8), (40, 60), 0.8), ((1, 0), (10, 10), 0.5)])
def test_go_vocals_similarity(counts: tuple[int, ...], people: tuple[int, ...], score: float) -> None:
    assert index.proportional_similarity(counts, people) == pytest.approx(score)


# -- R-indicators --------------------------------------------------------------------------------------


def test_pooled_propensities_as_in_balance() -> None:
    """facebookresearch/balance: ``r_indicator([.2, .4], [.3, .5])`` pools the two lists."""
    assert r_of_propensities((0.2, 0.4, 0.3, 0.5)) == pytest.approx(0.7418011102528389, rel=1e-12)


def test_r_indicator_by_hand() -> None:
    """10 of 50 and 20 of 50: mean 0.3, deviations −0.1 and +0.1 for 50 persons each.

    S² = (50 × 0.01 + 50 × 0.01) / 99 = 1/99, R = 1 − 2/√99. Partials ∓√(0.5 × 0.01) = ∓0.0707107,
    variable √0.01 = 0.1.
    """
    found = response((10, 20), (50, 50))
    assert found is not None
    assert found.mean == pytest.approx(0.3)
    assert found.r == pytest.approx(1 - 2 / sqrt(99))
    assert found.cv == pytest.approx(1 / sqrt(99) / 0.3)
    assert found.partials == pytest.approx((-0.0707106781, 0.0707106781))
    assert found.variable == pytest.approx(0.1)


def test_r_indicator_of_groups_is_that_of_their_persons() -> None:
    """With a cell's rate as everybody's propensity, aggregated counts lose nothing."""
    counts, people = (3, 12, 5, 0), (40, 30, 25, 5)
    found = response(counts, people)
    assert found is not None
    every = np.repeat([k / size for k, size in zip(counts, people, strict=True)], people)
    assert found.r == pytest.approx(r_of_propensities(tuple(map(float, every))))
    assert found.spread == pytest.approx(np.std(every, ddof=1))
    # R = 1 − 2 · CV · mean, as in the RISQ manual
    assert found.cv is not None
    assert found.r == pytest.approx(1 - 2 * found.cv * found.mean)


def test_conditional_partials_by_hand() -> None:
    """Sex × age, 100 persons a cell; women 10 and 20, men 10 and 40 of the young and the old.

    Sex given age: the young are alike (0.1); the old are 0.2 and 0.4 around 0.3, so
    P_c = √((100 × 0.01 + 100 × 0.01) / 400) = √0.005. Age given sex: women 0.1 and 0.2 around 0.15, men 0.1
    and 0.4 around 0.25, so P_c = √((200 × 0.0025 + 200 × 0.0225) / 400) = √0.0125.
    """
    cells = {
        ("k", "ung"): (10, 100), ("k", "gml"): (20, 100), ("m", "ung"): (10, 100), ("m", "gml"): (40, 100),
    }  # fmt: skip
    assert conditional_partial(cells, 0) == pytest.approx(sqrt(0.005))
    assert conditional_partial(cells, 1) == pytest.approx(sqrt(0.0125))
    # unconditional: sex 30 and 50 of 200 around 0.2, age 20 and 60 of 200
    sex, age = response((30, 50), (200, 200)), response((20, 60), (200, 200))
    assert sex is not None
    assert age is not None
    assert (sex.variable, age.variable) == pytest.approx((0.05, 0.1))


def test_of_two_variables_that_are_one_the_second_adds_nothing() -> None:
    """A variable that follows from the other explains nothing more."""
    cells = {("a", "x"): (10, 100), ("b", "y"): (30, 100)}
    assert conditional_partial(cells, 0) == 0
    assert conditional_partial({("a",): (10, 100), ("b",): (30, 100)}, 0) == pytest.approx(0.1)
