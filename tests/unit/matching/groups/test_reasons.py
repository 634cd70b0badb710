"""Reasons for a seat: nothing is said of another place that making the exchange would not show."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from matchmaker.matching.groups.problem import ABSENT, GroupsProblem, Level
from matchmaker.matching.groups.reasons import Reasons, explain, kind_of
from matchmaker.matching.groups.referee import judge
from matchmaker.matching.groups.search import search
from matchmaker.matching.groups.wishes import GroupWish
from tests.groups_small_events import small_event


def exchanged(
    seating: np.ndarray, at: int, goes: tuple[int, ...], comes: tuple[int, ...], group: int
) -> np.ndarray:
    after = seating.copy()
    after[at, list(comes)] = seating[at, goes[0]]
    after[at, list(goes)] = group
    return after


def block(problem: GroupsProblem, at: int, person: int) -> tuple[int, ...]:
    mine = next((one for one in problem.together if person in one), (person,))
    return tuple(one for one in mine if problem.present[at, one])


def test_each_other_place_is_the_best_of_all_exchanges() -> None:
    places = 0
    for seed in range(25):
        problem = replace(small_event(seed), meet_once=not seed % 5, visit_once=not seed % 4)
        seating = search(problem, seed=1, effort=2_000).seating
        now = judge(problem, seating)
        for person in range(min(3, len(problem.people))):
            found = explain(problem, seating, person)
            for one in found.elsewhere:
                others = {
                    block(problem, one.at, int(p)) for p in np.flatnonzero(seating[one.at] == one.group)
                }
                keys = {
                    comes: judge(problem, exchanged(seating, one.at, one.goes, comes, one.group)).key(
                        problem.order
                    )
                    for comes in {(), *others}
                }
                if (
                    now.broken and problem.meet_once
                ):  # which of several broken rules goes first is the search's
                    continue
                assert keys[one.comes] == min(keys.values()), (seed, person)
                before = now.key(problem.order)
                assert one.verdict == (keys[one.comes] > before) - (keys[one.comes] < before)
                after = judge(problem, exchanged(seating, one.at, one.goes, one.comes, one.group))
                for level in Level:
                    told = one.changes.get(level, (now.levels[level], now.levels[level]))
                    assert told[1] - told[0] == after.levels[level] - now.levels[level], (seed, level)
                gained = {(b.rule, b.at) for b in after.breaches} - {(b.rule, b.at) for b in now.breaches}
                if after.broken > now.broken and now.broken == 0:
                    assert bool(one.broken) == bool(gained), (seed, gained)
                places += 1
            there = int((problem.present[:, person] * ((problem.most > 0).sum(axis=1) - 1)).sum())
            assert len(found.elsewhere) == there
    assert places > 80


def simple(**rules: object) -> tuple[GroupsProblem, np.ndarray]:
    problem = GroupsProblem(
        people=("a", "b", "c", "d"), groups=("x", "y"), least=np.array([[1, 1]]), most=np.array([[3, 3]]),
        present=np.ones((1, 4), dtype=bool), allowed=np.ones((1, 4, 2), dtype=bool),
    )  # fmt: skip
    return replace(problem, **rules), np.array([[0, 0, 1, 1]])  # type: ignore[arg-type]


def kinds(found: Reasons) -> list[list[str]]:
    return [[kind_of(rule) for rule in one.broken] for one in found.elsewhere]


def test_rules_that_bind_are_told_and_not_what_people_are() -> None:
    allowed = np.ones((1, 4, 2), dtype=bool)
    allowed[0, 0, 1] = allowed[0, 1, 1] = False
    problem, seating = simple(allowed=allowed, apart=((0, 2),), together=((0, 1),))
    wishes = (
        GroupWish("trinnfri", (0,), (1,)), GroupWish("fast_plass", (1,), (0,)), GroupWish("sammen", (0, 1)),
        GroupWish("leder", (0, 2)),
    )  # fmt: skip
    found = explain(problem, seating, 0, wishes)
    assert [kind_of(rule) for rule in found.bound_by] == ["sted", "sammen", "fra_hverandre"]
    assert found.elsewhere[0].goes == (0, 1)
    assert found.elsewhere[0].verdict == 1
    assert set(kinds(found)[0]) >= {"sted", "fast_plass"}


def test_an_empty_seat_is_no_reason_and_gives_no_other_places() -> None:
    problem, seating = simple()
    seating[0, 3] = ABSENT
    found = explain(problem, seating, 3)
    assert found.seats == (ABSENT,)
    assert found.elsewhere == ()


def test_a_better_place_is_found_where_there_is_one() -> None:
    problem, seating = simple(ties=((0, 1, 5),))
    found = explain(problem, seating, 0)
    assert [one.verdict for one in found.elsewhere] == [-1]
    assert found.elsewhere[0].changes == {Level.TIES: (5, 0)}
    assert not found.bound_by


def test_the_seating_is_not_touched() -> None:
    for seed, person in product(range(4), range(2)):
        problem = small_event(seed)
        seating = search(problem, seed=1, effort=1_000).seating
        before = seating.copy()
        explain(problem, seating, person)
        assert (seating == before).all()
