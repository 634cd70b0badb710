"""Verdicts that may be told although counts are hidden."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.representation.comparison import compare
from matchmaker.representation.disclosure import robust_verdict
from matchmaker.representation.verdicts import Verdict

POPULATION = {"a": 3000, "b": 4000, "c": 3000}


def test_a_clear_gap_may_be_told() -> None:
    # at most 4 of 64 where 19 are expected
    assert robust_verdict({"a": 2, "b": 30, "c": 30}, "a", POPULATION) is Verdict.UNDER


def test_a_gap_that_rests_on_the_hidden_count_may_not() -> None:
    observed = {"a": 0, "b": 9, "c": 9}
    assert compare("x", observed, POPULATION, unknown=0).row("a").verdict is Verdict.UNDER
    assert robust_verdict(observed, "a", POPULATION) is Verdict.TOO_FEW


def test_nothing_hidden_is_the_comparison_itself() -> None:
    observed = {"a": 5, "b": 40, "c": 35}
    for group in POPULATION:
        verdict = compare("x", observed, POPULATION, unknown=7).row(group).verdict
        assert robust_verdict(observed, group, POPULATION, unknown=7) is verdict
    told = robust_verdict({"a": 0, "b": 9, "c": 9}, "a", POPULATION, (), unknown=0)
    assert told is Verdict.UNDER


def test_participants_without_a_figure_may_belong_to_any_group() -> None:
    observed = {"a": 2, "b": 30, "c": 30, "d": 30}
    assert robust_verdict(observed, "a", POPULATION) is Verdict.TOO_FEW


def test_a_group_without_a_figure() -> None:
    assert robust_verdict({"a": 9, "d": 7}, "d", POPULATION) is Verdict.TOO_FEW
    with pytest.raises(KeyError):
        robust_verdict({"a": 9}, "d", POPULATION)


counts = st.one_of(st.integers(0, 6), st.integers(0, 60))
tables = st.fixed_dictionaries({"a": counts, "b": counts, "c": counts})


@settings(max_examples=60, deadline=None)
@given(tables, counts)
def test_a_told_verdict_holds_for_every_hidden_count(observed: dict[str, int], unknown: int) -> None:
    def possible(count: int) -> range:
        return range(5) if count < 5 else range(count, count + 1)

    told = {group: robust_verdict(observed, group, POPULATION, unknown=unknown) for group in POPULATION}
    for *hidden, blank in product(*map(possible, (*observed.values(), unknown))):
        table = dict(zip(observed, hidden, strict=True))
        truth = compare("x", table, POPULATION, unknown=blank)
        for group, verdict in told.items():
            assert verdict in {truth.row(group).verdict, Verdict.TOO_FEW}


@settings(max_examples=60, deadline=None)
@given(tables, tables, counts, counts)
def test_what_is_told_does_not_depend_on_what_is_hidden(
    one: dict[str, int], other: dict[str, int], unknown: int, blank: int
) -> None:
    # the second table differs from the first in hidden counts only
    same = {g: other[g] % 5 if n < 5 else n for g, n in one.items()}
    unstated = blank % 5 if unknown < 5 else unknown
    for group in POPULATION:
        assert robust_verdict(one, group, POPULATION, unknown=unknown) is robust_verdict(
            same, group, POPULATION, unknown=unstated
        )
