"""Corrections for many groups: never beyond Holm's, and never more false alarms than they say."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.kernel.several_tests import Correction, holm
from matchmaker.representation.comparison import compare
from matchmaker.representation.correction import LEVELS_UP_TO, correct, single_step
from matchmaker.representation.draws import draw_of
from matchmaker.representation.verdicts import Rule, Verdict, detectable

sizes = st.lists(st.integers(1, 400), min_size=3, max_size=6)


@settings(max_examples=60)
@given(sizes, st.sampled_from([1, 50]), st.data())
def test_between_the_p_value_and_holms(groups: list[int], scale: int, data: st.DataObject) -> None:
    people = [size * scale for size in groups]  # without, and mostly with replacement
    n = data.draw(st.integers(1, min(60, sum(people))))
    draw = draw_of(n, sum(people))
    p_values = [
        draw.p_value(data.draw(st.integers(max(0, n - sum(people) + size), min(n, size))), size)
        for size in people
    ]
    corrected = correct(p_values, draw, people, Correction.HOLM)
    for p, q, most in zip(p_values, corrected, holm(p_values), strict=True):
        assert p <= q <= most * (1 + 1e-9)
    # the first step is the single step
    smallest = min(range(len(people)), key=lambda place: p_values[place])
    others = tuple(size for place, size in enumerate(people) if place != smallest)
    assert corrected[smallest] == pytest.approx(
        single_step(p_values[smallest], people[smallest], draw, others)
    )


@pytest.mark.parametrize("shares", [(5, 3, 2), (8, 1, 1), (4, 3, 2, 1)])
@pytest.mark.parametrize("n", [6, 12])
def test_any_false_alarm_is_at_most_five_per_cent_by_counting_every_event(
    n: int, shares: tuple[int, ...]
) -> None:
    """The chance of every possible event, added up over those with a flag."""
    people = {f"g{place}": share * 100_000 for place, share in enumerate(shares)}
    alarms = total = 0.0
    for counts in product(range(n + 1), repeat=len(shares)):
        if sum(counts) != n:
            continue
        chance = math.factorial(n) * math.prod(
            (share / sum(shares)) ** k / math.factorial(k) for share, k in zip(shares, counts, strict=True)
        )
        total += chance
        rows = compare("x", dict(zip(people, counts, strict=True)), people, unknown=0).rows
        if any(row.verdict in (Verdict.UNDER, Verdict.OVER) for row in rows):
            alarms += chance
    assert total == pytest.approx(1)
    assert 0 < alarms <= 0.05


def test_a_group_too_small_to_show_takes_nothing_from_the_others() -> None:
    # of three tiny groups nobody is expected among 40: no count of 0 … can be small news, so the large
    # group's p-value is corrected for itself and its neighbour, not for five
    people = {"a": 50_000, "b": 49_970, "c": 10, "d": 10, "e": 10}
    rows = compare("x", {"a": 9, "b": 31}, people, unknown=0)
    row = rows.row("a")
    assert row.p is not None
    assert row.p_corrected is not None
    assert row.p_corrected < 2.1 * row.p


def test_many_participants_are_corrected_by_holms_own_factor() -> None:
    n = LEVELS_UP_TO + 1
    people = [300_000, 400_000, 300_000]
    draw = draw_of(n, 1_000_000)
    p_values = [draw.p_value(k, size) for k, size in zip((540, 850, 611), people, strict=True)]
    assert correct(p_values, draw, people, Correction.HOLM) == pytest.approx(list(holm(p_values)))


def test_benjamini_hochberg_flags_what_holm_does_not() -> None:
    observed = {"a": 15, "b": 15, "c": 35, "d": 35}
    people = dict.fromkeys("abcd", 250_000)
    strict = compare("x", observed, people, unknown=0)
    loose = compare("x", observed, people, unknown=0, correction=Correction.BENJAMINI_HOCHBERG)
    assert (strict.correction, loose.correction) == ("holm", "benjamini_hochberg")
    for one, other in zip(strict.rows, loose.rows, strict=True):
        assert one.p == other.p
        assert other.p_corrected is not None
        assert one.p_corrected is not None
        assert other.p_corrected <= one.p_corrected
    assert {row.verdict for row in strict.rows} == {Verdict.TOO_FEW, Verdict.IN_LINE}
    assert [row.verdict for row in loose.rows] == ["under", "under", "over", "over"]


def test_a_gap_in_a_table_is_stated_no_stricter_than_whatever_the_others() -> None:
    people = (60_000, 50_000, 40_000, 30_000, 20_000)
    total = sum(people)
    for n in (20, 110, 300):
        for place, size in enumerate(people):
            others = tuple(np.delete(np.array(people), place).tolist())
            free = detectable(n, size, total, Rule(family=5))
            among = detectable(n, size, total, Rule(family=5), others=others)
            assert (among or 0) >= (free or 0)
