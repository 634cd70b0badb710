"""How several challenges become one problem, and what is said when they cannot be met."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.matching.reverse.assignment import AssignmentProblem, Wish, pose
from matchmaker.matching.reverse.assignment_relaxation import possible, relaxations
from matchmaker.matching.reverse.assignment_solution import solve_assignment
from matchmaker.needs.diminishing import covered
from tests.unit.small import LEVANGER, VERDAL, actor, challenge, register

HERE = {"municipality": VERDAL}


def posed(*wishes: Wish, unknown_seats: int = 1, **more: Any) -> AssignmentProblem:
    rows: dict[str, Any] = {
        "actors": [
            actor("a", hours=50.0, **HERE), actor("b", **HERE), actor("c", hours=30.0, **HERE),
            actor("borte", municipality=LEVANGER), actor("res", reserved=True, **HERE),
        ],
        "contributions": [
            {"actor": who, "contribution": "lokaler", "grade": grade, "evidence": "dokumentert"}
            for who, grade in (("a", "saerlig"), ("b", "god"), ("c", "noe"), ("res", "saerlig"))
        ],
        "challenges": [challenge("x", themes="t"), challenge("y"), challenge("z")],
        "needs": [{"challenge": where, "contribution": "lokaler", "count": 1} for where in ("x", "y")],
        **more,
    }  # fmt: skip
    return pose(register(**rows), wishes, unknown_seats=unknown_seats)


def part(who: str, where: str, hours: float | None) -> dict[str, Any]:
    return {"challenge": where, "actor": who, "phase": "definere", "hours": hours}


def test_who_may_sit_where_and_what_they_have_left() -> None:
    problem = posed(
        Wish("y", 1, 1, 20.0), Wish("x", 1, 1, 20.0),
        involvements=[part("a", "z", 15.0), part("c", "z", None), part("a", "x", 30.0)],
    )  # fmt: skip
    assert problem.ids == ("a", "b", "c")  # nobody from Levanger, nobody reserved
    assert [item.wish.challenge for item in problem.parts] == ["x", "y"]  # by id, whatever the order asked
    assert problem.left.tolist()[:1] == [35.0]  # what is given to x itself is not load
    assert np.isnan(problem.left[1])
    assert problem.most_seats.tolist() == [2, 1, 1]  # unknown capacity; known capacity with uncounted hours
    assert problem.parts[0].fit.tolist() == [[100], [80], [60]]
    assert not problem.parts[0].drafted


def test_nobody_is_asked_for_more_than_they_have() -> None:
    """*a* has hours for both seats and fits best; *b* may have one seat; *c* has none that fit in 20 h."""
    both = posed(Wish("x", 1, 1, 20.0), Wish("y", 1, 1, 20.0))
    found = solve_assignment(both)
    assert found is not None
    assert found.teams == ((0,), (0,))
    tight = posed(Wish("x", 1, 1, 30.0), Wish("y", 1, 1, 30.0))
    shared = solve_assignment(tight)
    assert shared is not None
    assert sorted(i for team in shared.teams for i in team) == [0, 1]


def test_a_challenge_without_stated_needs_uses_its_draft_and_says_so() -> None:
    problem = posed(Wish("z", 1, 1, 1.0))
    assert problem.parts[0].drafted
    assert problem.parts[0].needs


def test_full_is_what_full_coverage_and_every_side_are_worth() -> None:
    (item,) = posed(Wish("x", 1, 1, 1.0)).parts
    assert item.full == 20_000 + sum(item.side_points.tolist())
    assert covered(20_000, 1, (100,)) == 20_000
    assert covered(20_000, 1, (100, 100, 100, 100)) == 20_000 + 6_700 + 1_700  # 67 and 17 a hundredth
    assert covered(20_000, 2, ()) == 0


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (("x", 0, 1, 1.0), "bad_size"), (("x", 2, 1, 1.0), "bad_size"), (("x", 1, 1, -1.0), "bad_hours"),
        (("x", 1, 1, float("nan")), "bad_hours"), (("x", 1, 1, 9e9), "bad_hours"),
    ],
)  # fmt: skip
def test_a_wish_that_says_nothing_possible_is_refused(wish: tuple[str, int, int, float], code: str) -> None:
    with pytest.raises(InputError, match=code):
        Wish(*wish)


def test_wishes_for_no_challenge_one_twice_or_an_unknown_one_are_refused() -> None:
    wish = Wish("x", 1, 1, 1.0)
    for wishes in ((), (wish, wish)):
        with pytest.raises(InputError, match="bad_challenges"):
            posed(*wishes)
    with pytest.raises(InputError, match="unknown_challenge"):
        posed(replace(wish, challenge="q"))
    with pytest.raises(InputError, match="bad_seats"):
        posed(wish, unknown_seats=0)


def test_what_would_make_too_much_possible() -> None:
    """Three seats of 30 hours: *a* has 50, *c* 30, *b* one seat. Four seats are one too many."""
    problem = posed(Wish("x", 2, 2, 30.0), Wish("y", 2, 2, 30.0))
    assert not possible(problem)
    assert solve_assignment(problem) is None
    found = {(change.field, change.value) for item in relaxations(problem) for change in item.changes}
    # one seat fewer in either; b in both; or 25 hours, of which a has two and c one
    assert found == {("min_size", "x:1"), ("min_size", "y:1"), ("unknown_seats", 2), ("hours", 25)}


def test_nothing_helps_where_nobody_may_be_asked() -> None:
    problem = posed(Wish("x", 1, 1, 1.0), challenges=[challenge("x", municipalities="0301"), challenge("y")])
    assert problem.ids == ()
    assert relaxations(problem) == ()
    assert solve_assignment(problem) is None
