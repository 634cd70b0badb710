"""Wishes that cannot all be met, by hand; brute force is in ``properties/test_conflict.py``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.conflicts import faults, impossible
from benchmarks.team_cases import team_case
from matchmaker.kernel.errors import Message
from matchmaker.matching.team.conflict import conflict
from matchmaker.matching.team.relaxation import relaxations
from matchmaker.matching.team.wishes import wishes_of
from matchmaker.rules.constraints import (
    Apart,
    AtLeast,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Demand,
    Exclude,
    Include,
    NoMajority,
    Size,
    Together,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.matching.team.problem import TeamProblem

FACTS = {
    "a000000": {"sektor": "innbygger", "enhet": "skole"},
    "a000001": {"sektor": "frivillig", "enhet": "skole"},
    "a000002": {"sektor": "frivillig", "enhet": "skole"},
    "a000003": {"sektor": "frivillig", "enhet": "helse"},
}
A, B, C, D = FACTS


@pytest.fixture
def problem() -> TeamProblem:
    return replace(team_case(4, 1), facts=FACTS)


def named(problem: TeamProblem, *demands: Demand, origins: Sequence[str] = ()) -> list[tuple[str, str]]:
    found = conflict(replace(problem, constraints=demands), origins)
    return [(wish.field, wish.name) for wish in found]


def test_possible_wishes_do_not_clash(problem: TeamProblem) -> None:
    assert named(problem, Size(2, 3), Include(A), Apart(A, B)) == []
    assert named(problem) == []


def test_only_those_that_clash_are_named(problem: TeamProblem) -> None:
    demands = (Size(2, 3), Include(A), Include(B), Include(C), Apart(A, C), Together(B, C))
    assert named(problem, *demands) == [("include", A), ("include", C), ("apart", f"{A}:{C}")]


def test_a_size_is_two_wishes(problem: TeamProblem) -> None:
    assert named(problem, Size(1, 1), Include(A), Include(B)) == [
        ("max_size", ""), ("include", A), ("include", B),
    ]  # fmt: skip
    assert named(problem, Size(6, 8)) == [("min_size", "")]
    assert named(problem, Size(3, 8), Size(1, 2)) == [("min_size", ""), ("max_size", "")]


def test_that_somebody_has_a_seat_is_no_wish(problem: TeamProblem) -> None:
    assert named(problem, Size(1, 8), *(Exclude(a) for a in FACTS)) == [("exclude", a) for a in FACTS]
    assert named(problem, *(Exclude(a) for a in FACTS)) == []  # nobody asked for anybody


def test_somebody_who_is_no_candidate_is_a_conflict_alone(problem: TeamProblem) -> None:
    assert named(problem, Size(2, 8), Include("ute"), AtMostEach("enhet", 2)) == [("include", "ute")]
    # of two that quarrel apart from each other, those that were posed first
    assert named(problem, Include("ute"), Include(A), Exclude(A)) == [("include", "ute")]
    assert named(problem, Include(A), Exclude(A), Include("ute")) == [("include", A), ("exclude", A)]


def test_names_are_blamed_before_numbers_and_numbers_before_size(problem: TeamProblem) -> None:
    # each of the three would do alone
    clashes: tuple[Demand, ...] = (Size(9, 9), AtLeast("innbygger", 2), Include("ute"))
    assert named(problem, *clashes) == [("include", "ute")]
    assert named(problem, *clashes[:2]) == [("at_least", "innbygger")]
    assert named(problem, *clashes[:1]) == [("min_size", "")]


def test_the_law_is_blamed_last_and_a_rule_is_one_wish(problem: TeamProblem) -> None:
    both = (AtLeast("innbygger", 1), AtMostWith("sektor", ("innbygger",), 0), Include(A), Exclude(A))
    law = ("kjonnsbalanse_oppnevnt", "kjonnsbalanse_oppnevnt", "", "")
    assert named(problem, *both, origins=law) == [("include", A), ("exclude", A)]
    assert named(problem, *both[:2], origins=law[:2]) == [("rules", "kjonnsbalanse_oppnevnt")]
    # good practice before law, where each would do
    (one,) = named(problem, Include("x"), Include("y"), origins=("kjonnsbalanse_oppnevnt", "leder_og_ansatt"))
    assert one == ("rules", "leder_og_ansatt")


def test_nobody_to_choose_from_is_not_about_the_wishes() -> None:
    nobody = replace(team_case(4, 1), ids=(), constraints=(Size(1, 2), Include("x")))
    assert conflict(nobody) == ()


def test_wishes_say_where_they_come_from_and_what_they_are(problem: TeamProblem) -> None:
    demands = (
        Size(2, 3), AtLeast("innbygger", 1), AtLeast("innbygger", 2), NoMajority("enhet"), Include(A),
        AtLeastWith("kjonn", ("kvinne", "hen"), 1), AtLeastWith("dekker:lokaler", ("ja",), 1),
        AtLeastWith("eget", ("x",), 1), AtMostWith("kommune", ("5038",), 1),
    )  # fmt: skip
    origins = ("", "", "", "", "leder_og_ansatt", "", "", "", "")
    found = wishes_of(replace(problem, constraints=demands), origins)
    assert [wish.positions for wish in found] == [(0,), (0,), (1, 2), (3,), (4,), (5,), (6,), (7,), (8,)]
    assert [wish.message for wish in found] == [
        Message("wish.min_size", {"count": 2}),
        Message("wish.max_size", {"count": 3}),
        Message("wish.at_least", {"sector": Message("sector.innbygger"), "count": 2}),
        Message("wish.no_majority", {"trait": Message("wish_trait.enhet")}),
        Message("wish.rules", {"rule": Message("rule.title.leder_og_ansatt")}),
        Message(
            "wish.at_least_with",
            {"trait": Message("attribute.kjonn"), "values": (Message("sex.kvinne"), "hen"), "count": 1},
        ),
        Message("wish.cover", {"contribution": Message("contribution.lokaler"), "count": 1}),
        Message("wish.at_least_with", {"trait": "eget", "values": ("x",), "count": 1}),
        Message(
            "wish.at_most_with", {"trait": Message("attribute.kommune"), "values": ("Verdal",), "count": 1}
        ),
    ]
    assert not any(wish.law for wish in found)


def test_three_hundred_candidates() -> None:
    for case in impossible(300, 1):
        clash = conflict(case.problem, case.origins)
        found = relaxations(case.problem, case.origins)
        assert clash
        assert found
        assert faults(case, {(wish.field, wish.name) for wish in clash}, found) == 0


def test_the_judge_of_the_long_run_sees_what_is_wrong() -> None:
    case = next(iter(impossible(60, 1)))
    clash = {(wish.field, wish.name) for wish in conflict(case.problem, case.origins)}
    wishes = {(wish.field, wish.name) for wish in wishes_of(case.problem, case.origins)}
    assert faults(case, clash, ()) == 0
    assert faults(case, clash - {min(clash)}, ()) > 0
    assert faults(case, clash | {min(wishes - clash)}, ()) > 0
