"""The smallest changes to impossible wishes, by hand; brute force is in ``properties/test_conflict.py``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.team_cases import team_case
from matchmaker.kernel.errors import Change, Message
from matchmaker.matching.team.relaxation import (
    BALANCE_COST,
    LAW_COST,
    NAME_COST,
    PRACTICE_COST,
    STEP_COST,
    price,
    relaxations,
)
from matchmaker.matching.team.wishes import Wish
from matchmaker.rules.constraints import (
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Company,
    Demand,
    Exclude,
    Include,
    NoMajority,
    NotAlone,
    Size,
    Together,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.matching.team.problem import TeamProblem

FACTS = {
    "a000000": {"sektor": "innbygger", "kjonn": "kvinne", "under_18": "ja", "enhet": "skole"},
    "a000001": {"sektor": "frivillig", "kjonn": "mann", "under_18": "nei", "enhet": "skole"},
    "a000002": {"sektor": "frivillig", "kjonn": "mann", "dekker:lokaler": "ja", "enhet": "skole"},
    "a000003": {"sektor": "frivillig", "kjonn": "mann", "under_18": "nei", "enhet": "helse"},
}
A, B, C, D = FACTS
Changes = list[set[tuple[str, str, str | int]]]


@pytest.fixture
def problem() -> TeamProblem:
    return replace(team_case(4, 1), facts=FACTS)


def changes(problem: TeamProblem, *demands: Demand, origins: Sequence[str] = ()) -> Changes:
    found = relaxations(replace(problem, constraints=demands), origins)
    return [{(c.field, c.action, c.value) for c in relaxation.changes} for relaxation in found]


def test_a_possible_wish_needs_no_change(problem: TeamProblem) -> None:
    assert changes(problem, Size(2, 3), Include(A)) == []


def test_more_names_than_seats(problem: TeamProblem) -> None:
    # one seat more costs 2, giving up a name 3; equally cheap ones come in the order in which they were posed
    assert changes(problem, Size(1, 1), Include(A), Include(B)) == [
        {("max_size", "set", 2)}, {("include", "remove", A)}, {("include", "remove", B)},
    ]  # fmt: skip


def test_more_seats_than_candidates(problem: TeamProblem) -> None:
    assert changes(problem, Size(6, 8)) == [{("min_size", "set", 4)}]


def test_a_size_never_falls_below_one(problem: TeamProblem) -> None:
    demands: list[Demand] = [Size(2, 3), *(Exclude(actor) for actor in FACTS)]
    assert all(("min_size", "set", 0) not in some for some in changes(problem, *demands))
    assert len(changes(problem, *demands)[0]) == 2  # a seat at least, and somebody to sit there


def test_a_side_that_is_not_there_enough(problem: TeamProblem) -> None:
    assert changes(problem, Size(2, 3), AtLeast("innbygger", 3)) == [{("at_least", "set", "innbygger:1")}]


def test_somebody_both_wanted_and_not_wanted(problem: TeamProblem) -> None:
    assert changes(problem, Size(1, 2), Include(B), Exclude(B)) == [
        {("include", "remove", B)}, {("exclude", "remove", B)},
    ]  # fmt: skip


def test_somebody_who_is_no_candidate_can_only_be_given_up(problem: TeamProblem) -> None:
    assert changes(problem, Size(1, 2), Include("f-reservert")) == [{("include", "remove", "f-reservert")}]


@pytest.mark.parametrize(
    ("demand", "change"),
    [
        (AtLeastWith("kjonn", ("kvinne",), 2), ("at_least_with", "set", "kjonn=kvinne:1")),
        (AtLeastWith("dekker:lokaler", ("ja",), 3), ("cover", "set", "lokaler:1")),
        (AtMostWith("kjonn", ("kvinne", "mann"), 2), ("at_most_with", "set", "kjonn=kvinne|mann:4")),
        (AtMostEach("enhet", 1), ("most_each", "set", "enhet:3")),
        (NoMajority("kjonn"), ("no_majority", "remove", "kjonn")),
        (Together(A, "ute"), ("together", "remove", f"{A}:ute")),
        (Apart(A, D), ("apart", "remove", f"{A}:{D}")),
        (Company("under_18", 2), ("company", "set", "under_18=ja:1")),
        (NotAlone("under_18", 3), ("not_alone", "set", "under_18:1")),
        (AtLeastBySize("kjonn", ("kvinne",), (0, 0, 1)), ("by_size", "remove", "kjonn=kvinne")),
    ],
)
def test_every_other_wish_where_all_four_must_have_a_seat(
    problem: TeamProblem, demand: Demand, change: tuple[str, str, str]
) -> None:
    everybody: list[Demand] = [*(Include(actor) for actor in FACTS), Size(4, 4)]
    assert {change} in changes(problem, *everybody, demand)


def test_a_rule_is_given_up_as_a_whole_and_never_first_where_it_is_law(problem: TeamProblem) -> None:
    floors = (0, 0, 1, 1, 2)
    demands = (
        Size(4, 4), AtLeastBySize("kjonn", ("kvinne",), floors), AtLeastBySize("kjonn", ("mann",), floors),
    )  # fmt: skip
    law = ("", *["kjonnsbalanse_oppnevnt"] * 2)
    assert changes(problem, *demands, origins=law) == [
        {("min_size", "set", 3)}, {("rules", "remove", "kjonnsbalanse_oppnevnt")},
    ]  # fmt: skip
    practice = ("", *["kjonnsbalanse_god_skikk"] * 2)
    relaxation = relaxations(replace(problem, constraints=demands), practice)[1]
    title = Message("rule.title.kjonnsbalanse_god_skikk")
    assert relaxation.changes[0].message == Message("change.rules_practice", {"rule": title})


def test_two_demands_for_the_same_are_one_wish_at_the_stricter_number(problem: TeamProblem) -> None:
    demands = (AtLeast("innbygger", 2), AtLeast("innbygger", 3))
    assert changes(problem, *demands) == [{("at_least", "set", "innbygger:1")}]
    limits = (Include(B), Include(C), AtMostEach("sektor", 1), AtMostEach("sektor", 0))
    assert changes(problem, *limits)[0] == {("most_each", "set", "sektor:2")}


def test_there_are_at_most_as_many_as_asked_for(problem: TeamProblem) -> None:
    asked = replace(problem, constraints=(Size(1, 1), Include(A), Include(B)))
    assert relaxations(asked, most=1) == relaxations(asked)[:1]


def test_nobody_to_choose_from_cannot_be_helped(problem: TeamProblem) -> None:
    nobody = replace(team_case(4, 1), ids=(), constraints=(Size(1, 2),))
    assert relaxations(nobody) == ()
    assert problem.ids


def test_an_origin_for_each_demand(problem: TeamProblem) -> None:
    with pytest.raises(ValueError, match="zip"):
        relaxations(replace(problem, constraints=(Include(A), Include(B))), ("leder_og_ansatt",))


@pytest.mark.parametrize(
    ("field", "name", "cost"),
    [
        ("max_size", "", STEP_COST), ("cover", "lokaler", STEP_COST), ("include", A, NAME_COST),
        ("apart", f"{A}:{B}", NAME_COST), ("no_majority", "sektor", BALANCE_COST),
        ("rules", "leder_og_ansatt", PRACTICE_COST), ("rules", "kjonnsbalanse_oppnevnt", LAW_COST),
        ("rules", "a rule that is not in the table", LAW_COST),
    ],
)  # fmt: skip
def test_what_a_wish_costs(field: str, name: str, cost: int) -> None:
    assert price(Wish(field, name, None, (), (), {})) == cost
    assert STEP_COST < NAME_COST < BALANCE_COST < PRACTICE_COST < LAW_COST


def test_changes_are_put_as_messages_with_before_and_after(problem: TeamProblem) -> None:
    (relaxation,) = relaxations(replace(problem, constraints=(Size(2, 3), AtLeast("innbygger", 3))))
    said: dict[str, Param] = {"before": 3, "after": 1, "sector": Message("sector.innbygger")}
    assert relaxation.changes == (Change("at_least", "set", "innbygger:1", Message("change.at_least", said)),)
    (other,) = relaxations(replace(problem, constraints=(Size(1, 2), Include("f-reservert"))))
    assert other.changes[0].message == Message(
        "change.include", {"actor": Message("param.actor", {"id": "f-reservert"})}
    )
