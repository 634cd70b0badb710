"""Participants compared with a population."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.kernel.errors import MatchmakerError
from matchmaker.kernel.rng import generator
from matchmaker.representation.comparison import GroupRow, compare
from matchmaker.representation.verdicts import Verdict

# Verdal and Snåsa, 1 January 2026, both sexes (SSB table 07459; see tests/oracles/representation)
VERDAL = {
    "0-5": 897, "6-12": 1138, "13-19": 1389, "20-34": 2723, "35-49": 2741, "50-66": 3406,
    "67-79": 2226, "80+": 915,
}  # fmt: skip
SNAASA = {
    "0-5": 148, "6-12": 144, "13-19": 163, "20-34": 380, "35-49": 330, "50-66": 491,
    "67-79": 309, "80+": 176,
}  # fmt: skip
PROVEN = {Verdict.UNDER, Verdict.OVER}


def numbers(row: GroupRow) -> tuple[object, ...]:
    return (row.n, row.expected, row.share, row.interval, row.p, row.p_corrected, row.verdict)


def test_three_of_twenty_with_a_quarter_expected() -> None:
    # the reference note, section d: p 0.4393741, Wilson 0.0523687–0.3604188
    result = compare("x", {"a": 3, "b": 17}, {"a": 2500, "b": 7500}, unknown=0)
    row = result.row("a")
    assert (row.n, row.expected, row.share, row.population_share) == (3, 5.0, 0.15, 0.25)
    assert row.ratio == pytest.approx(0.6)
    assert row.p == pytest.approx(0.4393741, abs=5e-8)
    assert row.p_corrected == row.p
    assert row.interval == pytest.approx((0.0523687, 0.3604188), abs=1e-7)
    assert row.ratio_interval == pytest.approx((4 * 0.0523687, 4 * 0.3604188), abs=4e-7)
    assert row.verdict is Verdict.TOO_FEW
    assert (result.n, result.population_total, result.finite) == (20, 10_000, False)


def test_rows_follow_the_population() -> None:
    result = compare("x", {"z": 1, "b": 5, "y": 2}, {"c": 10, "b": 90}, unknown=0)
    assert [row.group for row in result.rows] == ["c", "b", "y", "z"]
    assert (result.row("c").n, result.n, result.outside) == (0, 5, 3)
    with pytest.raises(KeyError):
        result.row("nobody")


def test_a_missing_group_of_many_is_under() -> None:
    # 0.95^100 = 0.0059, three groups: at most 0.018 corrected
    result = compare("x", {"a": 0, "b": 48, "c": 52}, {"a": 1000, "b": 9500, "c": 9500}, unknown=0)
    verdicts = [row.verdict for row in result.rows]
    assert verdicts == [Verdict.UNDER, Verdict.IN_LINE, Verdict.IN_LINE]


def test_a_small_population_is_drawn_without_replacement() -> None:
    # nine of ten in the group and one of ten others: 2 * C(10,9) * C(10,1) + 2 of C(20,10) draws
    result = compare("x", {"a": 9, "b": 1}, {"a": 10, "b": 10}, unknown=0)
    assert result.finite
    assert result.row("a").p == pytest.approx((2 * 100 + 2) / math.comb(20, 10))
    assert result.row("a").verdict is Verdict.OVER


def test_everybody_came() -> None:
    result = compare("x", {"a": 3, "b": 7}, {"a": 3, "b": 7}, unknown=0)
    row = result.row("a")
    assert (row.p, row.interval, row.verdict) == (1.0, (0.3, 0.3), Verdict.IN_LINE)


def test_nobody_came() -> None:
    result = compare("x", {}, {"a": 10, "b": 90}, unknown=0)
    row = result.row("a")
    assert (row.expected, row.share, row.ratio, row.interval, row.p) == (0, None, None, None, None)
    assert (row.share_bounds, row.ratio_interval) == (None, None)
    assert {row.verdict for row in result.rows} == {Verdict.TOO_FEW}


def test_only_unknown_came() -> None:
    row = compare("x", {}, {"a": 10, "b": 90}, unknown=4).row("a")
    assert (row.share, row.share_bounds, row.verdict) == (None, (0.0, 1.0), Verdict.TOO_FEW)


@pytest.mark.parametrize(
    ("observed", "population"),
    [
        ({"a": 30}, {"a": 10_000}),
        ({"a": 0, "b": 300}, {"a": 0, "b": 10_000}),
        ({"a": 12, "b": 200}, {"a": 10, "b": 10_000}),
        ({"a": 3}, {"a": 0}),
    ],
    ids=["one group", "a group with nobody in it", "more than live there", "an empty population"],
)
def test_nothing_to_compare_is_too_few_to_say(observed: dict[str, int], population: dict[str, int]) -> None:
    row = compare("x", observed, population, unknown=0).row("a")
    assert (row.p, row.p_corrected, row.verdict) == (None, None, Verdict.TOO_FEW)
    assert row.detectable_share is None or len(population) > 1


def test_no_population_at_all() -> None:
    result = compare("x", {"a": 3}, {}, unknown=1)
    assert (result.n, result.outside, result.population_total) == (0, 3, 0)
    assert result.row("a").verdict is Verdict.TOO_FEW


def test_negative_counts_are_refused() -> None:
    for observed, population, unknown in [({"a": -1}, {}, 0), ({}, {"a": -1}, 0), ({}, {}, -1)]:
        with pytest.raises(MatchmakerError) as caught:
            compare("x", observed, population, unknown=unknown)
        assert caught.value.code == "counts_not_valid"


def test_a_category_without_a_figure_is_shown_and_bounds_the_others() -> None:
    population = {"kvinne": 7661, "mann": 7774}
    result = compare("kjonn", {"kvinne": 12, "mann": 40, "annet": 3}, population, unknown=0)
    other = result.row("annet")
    assert (other.n, other.population, other.share, other.verdict) == (3, None, None, "too_few")
    row = result.row("kvinne")
    assert row.share == 12 / 52
    assert row.share_bounds == (12 / 55, 15 / 55)
    assert row.verdict is Verdict.UNDER


def test_unknown_answers_can_take_a_verdict_away() -> None:
    population = {"kvinne": 5000, "mann": 5000}
    stated = {"kvinne": 12, "mann": 40}
    assert compare("kjonn", stated, population, unknown=0).row("kvinne").verdict is Verdict.UNDER
    row = compare("kjonn", stated, population, unknown=30).row("kvinne")
    assert (row.if_none, row.if_all) == (Verdict.UNDER, Verdict.IN_LINE)
    assert row.verdict is Verdict.TOO_FEW
    # what is known is still told as it is
    assert (row.n, row.share, row.share_bounds) == (12, 12 / 52, (12 / 82, 42 / 82))


def test_a_proportional_thousand_raises_no_alarm() -> None:
    population = {"a": 4000, "b": 3000, "c": 1500, "d": 1000, "e": 500}
    observed = {group: count // 10 for group, count in population.items()}
    for scale in (1, 100):  # a tenth of the population, and a thousandth
        people = {group: count * scale for group, count in population.items()}
        result = compare("x", observed, people, unknown=0)
        assert result.n == 1000
        assert {row.verdict for row in result.rows} == {Verdict.IN_LINE}


def false_alarms(samples: np.ndarray, population: dict[str, int]) -> float:
    alarms = [
        any(
            row.verdict in PROVEN
            for row in compare(
                "x", dict(zip(population, map(int, sample), strict=True)), population, unknown=0
            ).rows
        )
        for sample in samples
    ]
    return sum(alarms) / len(alarms)


def test_fair_draws_of_110_from_eight_bands_seldom_raise_an_alarm() -> None:
    shares = np.array(list(VERDAL.values())) / sum(VERDAL.values())
    samples = generator(2026, "false alarms").multinomial(110, shares, size=2000)
    # the level is 5 %; three standard errors of a share from 2,000 draws
    assert false_alarms(samples, VERDAL) <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 2000)


def test_fair_draws_from_a_small_place_seldom_raise_an_alarm() -> None:
    # 150 of 2,141 is 7 %, hence without replacement
    draws = generator(2026, "false alarms, small").multivariate_hypergeometric(
        list(SNAASA.values()), 150, size=500
    )
    assert false_alarms(draws, SNAASA) <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 500)


def test_a_planted_gap_is_found_as_often_as_detectable_says() -> None:
    rng = generator(2026, "planted gap")
    share = compare("x", {"20-34": 110}, VERDAL, unknown=0).row("20-34").detectable_share
    assert share is not None
    others = np.array([count for band, count in VERDAL.items() if band != "20-34"], dtype=float)
    chances = np.insert(others / others.sum() * (1 - share), 3, share)
    found = [
        compare(
            "x", dict(zip(VERDAL, map(int, sample), strict=True)), VERDAL, unknown=0
        ).row("20-34").verdict
        is Verdict.UNDER
        for sample in rng.multinomial(110, chances, size=500)
    ]  # fmt: skip
    # 80 % power is promised; three standard errors of a share from 500 draws
    assert sum(found) / 500 >= 0.8 - 3 * math.sqrt(0.8 * 0.2 / 500)


groups = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.integers(0, 60), st.integers(60, 4000)),
    min_size=1,
)


@settings(max_examples=80, deadline=None)
@given(groups, st.integers(0, 20), st.permutations("uvwxyz"))
def test_names_and_order_do_not_matter(
    table: dict[str, tuple[int, int]], unknown: int, names: list[str]
) -> None:
    renamed = dict(zip("abcdef", names, strict=True))
    observed = {group: n for group, (n, _) in table.items()}
    population = {group: size for group, (_, size) in table.items()}
    one = compare("x", observed, population, unknown=unknown)
    two = compare(
        "x",
        {renamed[group]: observed[group] for group in reversed(table)},
        {renamed[group]: population[group] for group in reversed(table)},
        unknown=unknown,
    )
    for row in one.rows:
        assert numbers(row) == numbers(two.row(renamed[row.group]))


@settings(max_examples=80, deadline=None)
@given(groups, st.integers(1, 40), st.integers(0, 5))
def test_unknown_answers_prove_nothing(table: dict[str, tuple[int, int]], unknown: int, others: int) -> None:
    observed = {group: n for group, (n, _) in table.items()}
    population = {group: size for group, (_, size) in table.items()}
    without = compare("x", observed, population, unknown=0)
    more = compare("x", {**observed, "outside": others}, population, unknown=unknown)
    for row in without.rows:
        now = more.row(row.group)
        assert now.verdict in {row.verdict, Verdict.TOO_FEW}
        assert numbers(now)[:-1] == numbers(row)[:-1]


@settings(max_examples=80, deadline=None)
@given(groups, st.data())
def test_a_verdict_holds_however_the_unknown_are_divided(
    table: dict[str, tuple[int, int]], data: st.DataObject
) -> None:
    observed = {group: n for group, (n, _) in table.items()}
    population = {group: size for group, (_, size) in table.items()}
    answers = data.draw(st.lists(st.sampled_from(sorted(table)), min_size=1, max_size=12))
    stated = compare("x", observed, population, unknown=len(answers))
    for answer in answers:
        observed[answer] += 1
    truth = compare("x", observed, population, unknown=0)
    possible = all(observed[group] <= population[group] for group in population)
    for row in stated.rows:
        if possible and row.verdict is not Verdict.TOO_FEW:
            assert truth.row(row.group).verdict is row.verdict
