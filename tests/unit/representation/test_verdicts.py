"""Verdicts, the rule behind them, and what a number of participants could have shown."""

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.kernel.errors import MatchmakerError
from matchmaker.representation.draws import WithoutReplacement, WithReplacement, draw_of
from matchmaker.representation.verdicts import (
    Rule,
    Verdict,
    comparable,
    detectable,
    family_of,
    verdict_alone,
    verdict_bounds,
    verdict_whatever,
)

SIDE = {Verdict.UNDER: -1, Verdict.TOO_FEW: 0, Verdict.IN_LINE: 0, Verdict.OVER: 1}


@pytest.mark.parametrize(
    ("interval", "p", "verdict"),
    [
        ((0.10, 0.19), 0.04, Verdict.UNDER),
        ((0.21, 0.30), 0.04, Verdict.OVER),
        ((0.10, 0.19), 0.05, Verdict.IN_LINE),  # p must be below alpha; 0.10 is half of 0.20
        ((0.09, 0.19), 0.05, Verdict.TOO_FEW),  # reaches below half
        ((0.15, 0.41), 0.90, Verdict.TOO_FEW),  # reaches above double
        ((0.15, 0.40), 0.04, Verdict.IN_LINE),  # the interval holds the population share
        ((0.02, 0.09), 0.20, Verdict.TOO_FEW),
    ],
)
def test_judgement_by_the_rule(interval: tuple[float, float], p: float, verdict: Verdict) -> None:
    assert Rule().judge(0.20, interval, p) is verdict


@pytest.mark.parametrize("tolerance", [(1.1, 2.0), (0.5, 0.9), (-0.1, 2.0)])
def test_a_tolerance_must_hold_the_expected_share(tolerance: tuple[float, float]) -> None:
    with pytest.raises(MatchmakerError) as caught:
        Rule(tolerance=tolerance)
    assert caught.value.code == "comparison_rule_not_valid"


@pytest.mark.parametrize("alpha", [0.0, 1.0])
def test_alpha_must_be_a_chance(alpha: float) -> None:
    with pytest.raises(MatchmakerError):
        Rule(alpha=alpha)


def test_two_groups_are_one_test() -> None:
    assert family_of({"kvinne": 50, "mann": 50}) == 1
    assert family_of({"kvinne": 50, "mann": 50, "ingen": 0}) == 1
    assert family_of({"a": 1, "b": 1, "c": 1}) == 3
    assert family_of({}) == 1


def test_a_draw_is_finite_above_five_per_cent() -> None:
    assert draw_of(50, 1000) == WithReplacement(50, 1000)
    assert draw_of(51, 1000) == WithoutReplacement(51, 1000)
    assert draw_of(1000, 1000) == WithoutReplacement(1000, 1000)
    assert draw_of(1001, 1000) == WithReplacement(1001, 1000)


@pytest.mark.parametrize(
    ("k", "n", "group", "total"),
    [(0, 0, 5, 10), (3, 5, 10, 10), (0, 5, 0, 10), (6, 8, 5, 10), (0, 8, 5, 10)],
    ids=["nobody", "everybody is in it", "nobody is in it", "more than there are", "others too"],
)
def test_what_cannot_be_compared_is_too_few_to_say(k: int, n: int, group: int, total: int) -> None:
    assert not comparable(k, n, group, total)
    assert verdict_alone(k, n, group, total, Rule()) is Verdict.TOO_FEW


@st.composite
def tables(draw) -> tuple[int, int, int, Rule]:
    total = draw(st.integers(20, 3000))
    group = draw(st.integers(1, total - 1))
    n = draw(st.integers(1, min(total, 150)))
    return n, group, total, Rule(family=draw(st.integers(1, 9)))


@settings(max_examples=60, deadline=None)
@given(tables())
def test_more_of_a_group_is_never_fewer(table: tuple[int, int, int, Rule]) -> None:
    n, group, total, rule = table
    sides = [
        SIDE[verdict_alone(k, n, group, total, rule)] for k in range(n + 1) if comparable(k, n, group, total)
    ]
    assert sides == sorted(sides)


@settings(max_examples=150, deadline=None)
@given(tables(), st.data())
def test_a_verdict_on_both_bounds_holds_between_them(
    table: tuple[int, int, int, Rule], data: st.DataObject
) -> None:
    n, group, total, rule = table
    k = data.draw(st.integers(max(0, n - (total - group)), min(n, group)))
    blank = data.draw(st.integers(1, 30))
    low, high = verdict_bounds(k, n, blank, group, total, rule)
    if low is not high or low is Verdict.TOO_FEW:
        assert verdict_whatever(k, n, blank, group, total, rule) is Verdict.TOO_FEW
        return
    for belong in range(blank + 1):
        if comparable(k + belong, n + blank, group, total):
            assert verdict_alone(k + belong, n + blank, group, total, rule) is low


def test_a_verdict_that_hangs_on_the_other_groups_is_not_given_alone() -> None:
    # 172 of 1,000 where 200 are expected: p = 0.026, nine times that is 0.23, and 17 % is not half
    # of 20 %, so the verdict is under or in line according to what the eight other groups show
    assert verdict_alone(172, 1000, 200_000, 1_000_000, Rule(family=1)) is Verdict.UNDER
    assert verdict_alone(172, 1000, 200_000, 1_000_000, Rule(family=9)) is Verdict.TOO_FEW
    assert verdict_alone(190, 1000, 200_000, 1_000_000, Rule(family=9)) is Verdict.IN_LINE


def test_the_population_limits_who_the_unknown_can_be() -> None:
    # 15 of 20 people came and only 5 live outside the group, so at least 10 of the 15 are in it
    bounds = verdict_bounds(6, 10, 5, 15, 20, Rule())
    assert bounds == (Verdict.IN_LINE, verdict_alone(11, 15, 15, 20, Rule()))
    assert bounds[0] is verdict_alone(10, 15, 15, 20, Rule())
    # only one more person lives in the group, so six unknown cannot all belong to it
    assert verdict_bounds(4, 5, 6, 5, 200, Rule()) == (Verdict.OVER, Verdict.OVER)


def chance_of_at_most(k: int, n: int, share: float) -> float:
    return sum(comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(k + 1))


@pytest.mark.parametrize(("n", "group"), [(20, 500), (60, 125), (110, 71), (200, 20)])
@pytest.mark.parametrize("family", [1, 8])
def test_detectable_has_the_power_it_says(n: int, group: int, family: int) -> None:
    rule = Rule(family=family)
    share = detectable(n, group * 10, 10_000, rule)
    counts = [k for k in range(n + 1) if verdict_alone(k, n, group * 10, 10_000, rule) == "under"]
    if share is None:
        assert counts == []
        return
    assert share < group / 1000
    assert chance_of_at_most(max(counts), n, share) == pytest.approx(0.8, abs=1e-9)


def test_detectable_in_a_small_place_has_the_power_it_says() -> None:
    n, group, total = 40, 60, 200
    share = detectable(n, group, total, Rule(family=5))
    assert share is not None
    most = max(k for k in range(n + 1) if verdict_alone(k, n, group, total, Rule(family=5)) == "under")

    def chance(size: int) -> float:
        ways = sum(comb(size, k) * comb(total - size, n - k) for k in range(most + 1))
        return ways / comb(total, n)

    size = round(share * total)
    assert chance(size) >= 0.8 > chance(size + 1)


def test_eighteen_seats_cannot_tell_five_per_cent_from_nobody() -> None:
    # 0.95^18 = 0.397, above any level (the example of the reference note, section e 5)
    assert detectable(18, 500, 10_000, Rule()) is None
    assert detectable(0, 500, 10_000, Rule()) is None
    assert detectable(18, 0, 10_000, Rule()) is None
