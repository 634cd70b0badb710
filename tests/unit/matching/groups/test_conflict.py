"""Rules that cannot all be kept: the cases that facilitators run into, at the size of Sandnes."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.repair import event, quarrels
from matchmaker.kernel.errors import Infeasible
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.matching.groups.conflict import find_conflict, refuse_impossible
from matchmaker.matching.groups.conflict_rounds import across_rounds, least_pairs
from matchmaker.matching.groups.conflict_rules import clique_cover, rules_of
from matchmaker.matching.groups.problem import GroupsProblem
from matchmaker.matching.groups.wishes import GroupWish

CASES = {title: (problem, wishes, expected) for title, problem, wishes, expected in quarrels(110, 14)}


@pytest.mark.parametrize("title", CASES)
def test_the_smallest_set_is_named_and_proven(title: str) -> None:
    problem, wishes, expected = CASES[title]
    found = find_conflict(problem, wishes)
    assert len(found.rules) == expected
    assert found.searched
    assert found.smallest == bool(expected)


def test_large_events_are_answered_or_given_up() -> None:
    for title, problem, wishes, expected in quarrels(2_000, 250):
        if title in ("one set apart, larger than the number of groups", "too few seats"):
            assert len(find_conflict(problem, wishes).rules) == expected, title


@pytest.mark.parametrize("title", [title for title in CASES if title != "none"])
def test_rules_and_changes_are_told_by_name(title: str) -> None:
    problem, wishes, expected = CASES[title]
    names = tuple(f"Navn {at}" for at in range(len(problem.people)))
    groups = tuple(f"Bord {at}" for at in range(len(problem.groups)))
    with pytest.raises(Infeasible) as raised:
        refuse_impossible(problem, wishes, names=names, groups=groups)
    error = raised.value
    for language in LANGUAGES:
        words = catalogue(language)
        assert words.say(error.message)
        assert all(words.say(change.message) for way in error.relaxations for change in way.changes)
    said = [catalogue("nn").say(message) for message in error.conflict]
    assert len(said) == expected
    assert not any("p000" in text for text in said)
    if "pinned" in title:
        assert any("Bord 0" in text for text in said)
        assert any("Navn" in text for text in said)
    assert error.relaxations
    assert all(way.changes for way in error.relaxations)
    again = pickle.loads(pickle.dumps(error))
    assert again.conflict == error.conflict


def test_who_needs_step_free_access_is_counted_and_not_named() -> None:
    problem, wishes, _ = CASES["step-free groups with too few seats"]
    with pytest.raises(Infeasible) as raised:
        refuse_impossible(problem, wishes)
    told = str([*raised.value.conflict, *raised.value.relaxations])
    assert "p000" not in told
    assert "17" in catalogue("nb").say(raised.value.conflict[0])


def test_seats_that_do_not_add_up_are_mended_by_a_number() -> None:
    for title, field in (("too few seats", "most"), ("too many seats", "least")):
        problem, wishes, _ = CASES[title]
        with pytest.raises(Infeasible) as raised:
            refuse_impossible(problem, wishes)
        fields = [way.changes[0].field for way in raised.value.relaxations]
        assert field in fields


def small(rounds: int, people: int, groups: int, size: tuple[int, int], **others: object) -> GroupsProblem:
    shape = (rounds, groups)
    problem = GroupsProblem(
        people=tuple(f"p{at}" for at in range(people)), groups=tuple(f"g{at}" for at in range(groups)),
        least=np.full(shape, size[0]), most=np.full(shape, size[1]),
        present=np.ones((rounds, people), dtype=bool), allowed=np.ones((rounds, people, groups), dtype=bool),
    )  # fmt: skip
    return replace(problem, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("problem", "named"),
    [
        (small(3, 4, 2, (2, 2), visit_once=True), ["besok_en_gang"]),
        (small(2, 4, 2, (2, 2), visit_once=True), []),
        (small(3, 4, 2, (2, 2), meet_once=True), []),
        (small(4, 4, 2, (2, 2), meet_once=True), ["motes_en_gang"]),
        (small(3, 4, 2, (2, 2), meet_once=True, past=np.array([[0, 0, 1, 1]])), ["motes_en_gang"]),
        (small(2, 9, 2, (4, 5), meet_once=True), ["motes_en_gang"]),  # five of one group meet again in two
        (small(2, 9, 3, (3, 3), meet_once=True), []),
        (small(2, 9, 3, (3, 3), meet_once=True, together=((0, 1),)), []),  # they are to meet
        (small(2, 6, 4, (0, 6), meet_once=True), []),
    ],
)
def test_rounds_that_cannot_go_together(problem: GroupsProblem, named: list[str]) -> None:
    found = find_conflict(problem)
    assert [rule.kind for rule in found.rules] == named
    assert found.at == -1


def test_two_with_one_fixed_place_meet_again() -> None:
    problem = small(2, 9, 3, (3, 3), meet_once=True)
    problem.allowed[:, :2] = False
    problem.allowed[:, :2, 0] = True
    wishes = (GroupWish("fast_plass", (0,), (0,)), GroupWish("vert", (1,), (0,)))
    assert [rule.kind for rule in find_conflict(problem, wishes).rules] == [
        "fast_plass",
        "vert",
        "motes_en_gang",
    ]
    assert across_rounds(replace(problem, together=((0, 1),)), rules_of(problem, wishes)) == ()


def test_somebody_who_is_kept_out_of_too_many_groups_for_the_rounds() -> None:
    problem = small(3, 6, 3, (2, 2), visit_once=True)
    problem.allowed[:, 0, 2] = False
    found = find_conflict(problem, (GroupWish("ikke_gruppe", (0,), (2,)),))
    assert [rule.kind for rule in found.rules] == ["ikke_gruppe", "besok_en_gang"]


def test_the_fewest_pairs_of_sizes() -> None:
    assert least_pairs(np.array([0, 0]), np.array([9, 9]), 5) == 3 + 1
    assert least_pairs(np.array([0, 4]), np.array([9, 9]), 5) == 6
    assert least_pairs(np.array([0, 0]), np.array([1, 9]), 5) == 6
    assert least_pairs(np.array([2]), np.array([2]), 2) == 1


def test_pairs_are_gathered_into_sets_that_hold_nothing_else() -> None:
    pairs = {(0, 1), (0, 2), (1, 2), (2, 3), (4, 5)}
    sets = list(clique_cover(pairs))
    assert sets == [(0, 1, 2), (2, 3), (4, 5)]


def test_a_round_without_people_or_groups_is_no_conflict_or_names_sizes() -> None:
    empty = small(1, 3, 2, (0, 2))
    empty.present[:] = False
    assert not find_conflict(empty).rules
    none = replace(small(1, 3, 2, (0, 0)))
    assert [rule.kind for rule in find_conflict(none).rules] == ["storrelse"]
    assert event(110, 14, 2, 3).rounds == 2
