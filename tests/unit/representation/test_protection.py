"""Suppression: what is hidden, and that whoever knows all sums is left with every small number."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.representation.protection import Shown, protect

BY_NAME = ("a", "b", "c", "d")


def test_nothing_small_is_nothing_hidden() -> None:
    assert protect([{"a": 5, "b": 9}], ("a", "b")) == {"a": Shown.SHOWN, "b": Shown.SHOWN}
    assert protect([], ()) == {}


def test_a_small_group_takes_the_next_in_order_with_it() -> None:
    table = {"a": 3, "b": 40, "c": 12}
    assert protect([table], ("c", "b", "a")) == {"c": Shown.HIDDEN, "b": Shown.SHOWN, "a": Shown.FEW}
    assert protect([table], ("a", "b", "c")) == {"a": Shown.FEW, "b": Shown.HIDDEN, "c": Shown.SHOWN}


@pytest.mark.parametrize(("other", "hidden"), [(8, True), (9, False)])
def test_the_one_beside_must_leave_room_for_every_small_number(other: int, hidden: bool) -> None:
    """Five of the other's own, and four that may be the small group's: nine."""
    assert (protect([{"a": 2, "b": other}], BY_NAME[:2]) is None) is hidden


def test_two_small_groups_need_more_room() -> None:
    table = {"a": 0, "b": 4, "c": 12, "d": 30}
    found = protect([table], BY_NAME)
    assert found == {"a": Shown.FEW, "b": Shown.FEW, "c": Shown.HIDDEN, "d": Shown.HIDDEN}


def test_a_group_that_is_small_at_one_step_is_hidden_at_all() -> None:
    """Five and then fewer than five, with one person lost in all, is four."""
    steps = [{"a": 5, "b": 20, "c": 30}, {"a": 4, "b": 20, "c": 30}]
    found = protect(steps, BY_NAME[:3])
    assert found == {"a": Shown.FEW_SOMEWHERE, "b": Shown.HIDDEN, "c": Shown.SHOWN}


def test_a_group_that_is_left_out_of_a_table_is_taken_to_be_small() -> None:
    found = protect([{"a": 50, "b": 20, "c": 30}, {"b": 20, "c": 30}], BY_NAME[:3])
    assert found is not None
    assert found["a"] is Shown.FEW_SOMEWHERE


def test_another_limit() -> None:
    assert protect([{"a": 4, "b": 40}], ("a", "b"), smallest=3) == dict.fromkeys("ab", Shown.SHOWN)
    assert protect([{"a": 9, "b": 40}], ("a", "b"), smallest=10) == {"a": Shown.FEW, "b": Shown.HIDDEN}


counts = st.one_of(st.integers(0, 6), st.integers(0, 30))
tables = st.lists(st.fixed_dictionaries(dict.fromkeys(BY_NAME, counts)), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(tables, st.permutations(BY_NAME), st.integers(3, 6))
def test_every_small_count_stays_possible(
    steps: list[dict[str, int]], order: list[str], smallest: int
) -> None:
    """Whatever the small groups have, the rest of each known sum can be had by groups that are not small."""
    found = protect(steps, order, smallest)
    if found is None:
        return
    few = [group for group in order if found[group] in (Shown.FEW, Shown.FEW_SOMEWHERE)]
    beside = [group for group in order if found[group] is Shown.HIDDEN]
    assert set(few) == {g for g in order if any(table[g] < smallest for table in steps)}
    assert bool(few) == bool(beside)
    for values in product(range(smallest), repeat=len(few)):
        for table in steps:
            rest = sum(table[group] for group in (*few, *beside)) - sum(values)
            assert not few or rest >= smallest * len(beside)


@settings(max_examples=150, deadline=None)
@given(tables, st.permutations(BY_NAME), st.data())
def test_the_decision_does_not_depend_on_how_small_a_small_group_is(
    steps: list[dict[str, int]], order: list[str], data: st.DataObject
) -> None:
    other = [
        {group: data.draw(st.integers(0, 4)) if count < 5 else count for group, count in table.items()}
        for table in steps
    ]
    assert protect(steps, order) == protect(other, order)
