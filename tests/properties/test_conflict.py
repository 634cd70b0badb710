"""Wishes that cannot all be met, against brute force: every team of 300 random problems is looked at."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, count, islice
from typing import TYPE_CHECKING

import numpy as np
import pytest

from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.matching.team.conflict import BLAMED, conflict
from matchmaker.matching.team.relaxation import relaxations
from matchmaker.matching.team.wishes import FIELDS, wishes_of
from tests.wish_cases import Case, applied, changes_for, keys_of, spent, wish_case, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.kernel.messages import Language

PARTS, EACH = 10, 30


def impossible(part: int) -> Iterator[Case]:
    """Problems that no team meets; all parts' are different."""
    drawn = (wish_case(seed) for seed in count(part, PARTS))
    return islice((case for case in drawn if not case.possible(case.problem.constraints)), EACH)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_conflict_is_irreducible(part: int) -> None:
    for case in impossible(part):
        everything = {key for keys in keys_of(case) for key in keys}
        named = {(wish.field, wish.name) for wish in conflict(case.problem, case.origins)}
        assert named
        assert named <= everything
        assert not case.possible(without(case, everything - named)), named
        for one in named:
            assert case.possible(without(case, (everything - named) | {one})), (one, named)


@pytest.mark.parametrize("part", range(PARTS))
def test_changes_work_and_no_part_of_them_does(part: int) -> None:
    for case in impossible(part):
        found = relaxations(case.problem, case.origins)
        left = [changes_for(case, team) for team in case.teams]
        for relaxation in found:
            changes = relaxation.changes
            assert case.possible(applied(case, changes)), changes
            for some in combinations(changes, len(changes) - 1):
                assert not case.possible(applied(case, some)), (some, changes)
            # the cheapest of all teams that do not need all that an earlier answer changed
            assert sum(map(spent, changes)) == min(sum(cost.values()) for cost in left)
            used = {(c.field, _name(c.value)) for c in changes}
            left = [cost for cost in left if not used <= set(cost)]
        assert found
        assert len(found) == 3 or not left


def _name(value: str | int) -> str:
    """The name in a change: what comes before its number."""
    name, _, number = str(value).rpartition(":")
    return "" if isinstance(value, int) else name if number.isdigit() else value


@pytest.mark.parametrize("part", range(PARTS))
def test_a_possible_wish_has_no_conflict_and_needs_no_change(part: int) -> None:
    drawn = (wish_case(seed) for seed in count(part, PARTS))
    for case in islice((case for case in drawn if case.possible(case.problem.constraints)), 5):
        assert conflict(case.problem, case.origins) == ()
        assert relaxations(case.problem, case.origins) == ()


def test_who_comes_first_among_the_candidates_does_not_matter() -> None:
    for case in islice(impossible(0), 10):
        n = len(case.problem)
        turned = replace(case.problem.only(np.arange(n)), ids=case.problem.ids[::-1])
        said = [
            [(wish.field, wish.name) for wish in conflict(problem, case.origins)]
            for problem in (case.problem, turned)
        ]
        assert said[0] == said[1]
        one, other = (relaxations(problem, case.origins)[0] for problem in (case.problem, turned))
        assert one.changes == other.changes


def test_every_kind_of_wish_is_drawn_named_and_changed() -> None:
    fields = {*FIELDS.values(), "min_size", "max_size", "cover", "rules"}
    assert fields == set(BLAMED)
    drawn, blamed, changed = set(), set(), set()
    for part in range(PARTS):
        for case in islice(impossible(part), 20):
            drawn |= {wish.field for wish in wishes_of(case.problem, case.origins)}
            blamed |= {wish.field for wish in conflict(case.problem, case.origins)}
            changed |= {c.field for r in relaxations(case.problem, case.origins) for c in r.changes}
    assert drawn == fields
    assert blamed == fields
    assert changed == fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wish_and_every_change_can_be_said(language: Language) -> None:
    words = catalogue(language)
    for case in islice(impossible(0), 30):
        for wish in wishes_of(case.problem, case.origins):
            assert words.say(wish.message)
            assert words.say(wish.changed(1).message)
