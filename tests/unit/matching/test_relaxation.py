"""The smallest changes to impossible wishes, by hand; brute force is in ``properties/test_team.py``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Change, Message
from matchmaker.matching.team.relaxation import relaxations
from matchmaker.rules.constraints import AtLeast, Constraint, Exclude, Include, Size

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem


def changes(problem: TeamProblem, *wishes: Constraint) -> list[set[tuple[str, str, str | int]]]:
    found = relaxations(replace(problem, constraints=wishes))
    return [{(c.field, c.action, c.value) for c in relaxation.changes} for relaxation in found]


def test_a_possible_wish_needs_no_change(problem: TeamProblem) -> None:
    assert changes(problem, Size(2, 3), Include("a-ildsjel")) == []


def test_more_names_than_seats(problem: TeamProblem) -> None:
    # one seat more costs 2, giving up a name 3
    found = changes(problem, Size(1, 1), Include("a-ildsjel"), Include("b-lag"))
    assert found[0] == {("max_size", "set", 2)}
    assert sorted(map(sorted, found[1:])) == [
        [("include", "remove", "a-ildsjel")], [("include", "remove", "b-lag")],
    ]  # fmt: skip


def test_more_seats_than_candidates(problem: TeamProblem) -> None:
    assert changes(problem, Size(6, 8)) == [{("min_size", "set", 4)}]


def test_a_side_that_is_not_there_enough(problem: TeamProblem) -> None:
    # one resident among the candidates
    assert changes(problem, Size(2, 3), AtLeast("innbygger", 3)) == [{("at_least", "set", "innbygger:1")}]


def test_somebody_both_wanted_and_not_wanted(problem: TeamProblem) -> None:
    found = changes(problem, Size(1, 2), Include("b-lag"), Exclude("b-lag"))
    assert sorted(map(sorted, found)) == [
        [("exclude", "remove", "b-lag")], [("include", "remove", "b-lag")],
    ]  # fmt: skip


def test_somebody_who_is_no_candidate_can_only_be_given_up(problem: TeamProblem) -> None:
    assert changes(problem, Size(1, 2), Include("f-reservert")) == [{("include", "remove", "f-reservert")}]


def test_changes_are_put_as_messages_with_before_and_after(problem: TeamProblem) -> None:
    (relaxation,) = relaxations(replace(problem, constraints=(Size(2, 3), AtLeast("innbygger", 3))))
    assert relaxation.changes == (
        Change(
            "at_least",
            "set",
            "innbygger:1",
            Message("change.at_least", {"before": 3, "after": 1, "sector": Message("sector.innbygger")}),
        ),
    )
    (other,) = relaxations(replace(problem, constraints=(Size(1, 2), Include("f-reservert"))))
    assert other.changes[0].message == Message(
        "change.include", {"actor": Message("param.actor", {"id": "f-reservert"})}
    )
