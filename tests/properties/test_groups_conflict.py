"""Rules of events that cannot all be kept, against brute force over every seating and every set of rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from matchmaker.kernel.errors import Infeasible
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.matching.groups.conflict import find_conflict, refuse_impossible
from tests.groups_conflict_cases import conflict_case

if TYPE_CHECKING:
    from tests.groups_conflict_cases import Case

PARTS, EACH = 6, 50


def named(case: Case) -> set[int]:
    keys = list(case.checks)
    found = find_conflict(case.problem, case.wishes)
    assert found.searched
    return {keys.index((wish.kind, wish.people, wish.groups)) for wish in found.wishes}


@pytest.mark.parametrize("part", range(PARTS))
def test_the_conflict_is_impossible_and_none_is_smaller(part: int) -> None:
    impossible = 0
    for seed in range(part * EACH, (part + 1) * EACH):
        case = conflict_case(seed)
        clash = named(case)
        assert len(clash) == case.smallest(), seed
        assert bool(clash) == all(case.unkept), seed
        assert all(clash & unkept for unkept in case.unkept if clash), seed
        impossible += bool(clash)
    assert EACH // 4 < impossible < EACH  # both kinds are drawn


def test_every_kind_of_rule_is_named_at_some_time() -> None:
    kinds = {
        wish.kind
        for seed in range(150)
        for case in [conflict_case(seed)]
        for wish in find_conflict(case.problem, case.wishes).wishes
    }
    assert kinds == {
        "sammen", "fra_hverandre", "fast_plass", "ikke_gruppe", "alene", "fasilitator", "tolk", "enhet",
        "storrelse",
    }  # fmt: skip


def test_rules_that_nobody_named_are_found_too() -> None:
    for seed in range(90):
        case = conflict_case(seed)
        bare = find_conflict(case.problem)
        assert bool(bare.rules) == bool(case.smallest()), seed
        half = find_conflict(case.problem, case.wishes[::2])
        assert bool(half.rules) == bool(case.smallest()), seed


def refused(case: Case) -> Infeasible | None:
    try:
        refuse_impossible(case.problem, case.wishes)
    except Infeasible as error:
        return error
    return None


def test_a_change_that_is_proposed_works() -> None:
    """Rules given up: the rest of them is kept by some seating."""
    tried = 0
    for seed in range(60):
        case = conflict_case(seed)
        error = refused(case)
        if error is not None:
            assert error.conflict
            for way in error.relaxations:
                gone = {change.value for change in way.changes if change.action == "remove"}
                if len(gone) == len(way.changes):
                    left = [at for at, key in enumerate(case.checks) if _value(case, key) not in gone]
                    assert any(not set(left) & unkept for unkept in case.unkept), (seed, way)
                    tried += 1
    assert tried > 20


def _value(case: Case, key: tuple[str, tuple[int, ...], tuple[int, ...]]) -> str:
    kind, people, groups = key
    if kind == "alene":
        limit = next(
            o for o in case.problem.limits if o.code == "alone" and tuple(np.flatnonzero(o.members)) == people
        )
        return "=".join(str(value) for value in limit.params.values())
    if kind == "tolk":
        return "x"
    who = ":".join(case.problem.people[person] for person in people)
    where = "|".join(case.problem.groups[group] for group in groups)
    return where if kind == "storrelse" else f"{who}={where}" if where else who


def test_who_comes_first_does_not_change_how_many_rules_are_named() -> None:
    for seed in range(60):
        case = conflict_case(seed)
        turned = find_conflict(case.problem, case.wishes[::-1])
        assert len(turned.rules) == len(find_conflict(case.problem, case.wishes).rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_every_change_can_be_said(language: str) -> None:
    words = catalogue(language)  # type: ignore[arg-type]
    for seed in range(25):
        case = conflict_case(seed)
        error = refused(case)
        if error is not None:
            assert words.say(error.message)
            for message in error.conflict:
                assert words.say(message)
            for way in error.relaxations:
                assert all(words.say(change.message) for change in way.changes)


def test_rounds_that_differ_are_each_looked_at() -> None:
    case = next(case for seed in range(99) for case in [conflict_case(seed)] if not case.smallest())
    problem = case.problem
    two = replace(
        problem, least=np.repeat(problem.least, 2, 0), most=np.repeat(problem.most, 2, 0),
        present=np.repeat(problem.present, 2, 0), allowed=np.repeat(problem.allowed, 2, 0),
        limits=tuple(
            replace(o, low=np.repeat(o.low, 2, 0), high=np.repeat(o.high, 2, 0)) for o in problem.limits
        ),
    )  # fmt: skip
    assert not find_conflict(two, case.wishes).rules
    two.most[1] = two.least[1]
    two.most[1, 0] += problem.present.sum() + 1
    two.least[1, 0] = two.most[1, 0]
    found = find_conflict(two, case.wishes)
    assert found.rules
    assert found.at == 1
