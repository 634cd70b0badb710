"""Reasons by hand; every marginal is checked against brute force in ``properties/test_team.py``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.matching.team.explanation import Alternative, SeatReasons, explain
from matchmaker.matching.team.problem import TERMS
from matchmaker.matching.team.referee import Score
from matchmaker.rules.constraints import SECTOR, AtLeast, Exclude, Include, Size

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem


def test_reasons_by_hand(problem: TeamProblem) -> None:
    first, second = explain(problem, (0, 1))
    # without a: coverage 36 x 300 + 80 x 100 = 18 800, side 12 000, inroad 2 000, kind 500, three phases
    # and three classes, reach 600, load -2 000 = 37 900, of 69 200. In its place c brings the voice of
    # eldre, 8 000, and its kind: 46 400. e would leave eldre without a voice and is not named.
    assert first == SeatReasons(
        actor="a-ildsjel",
        adds=31_300,
        adds_by_term=Score(
            dict.fromkeys(TERMS, 0)
            | {"coverage": 3_600, "sides": 18_000, "groups": 8_000, "voices": 4_000, "kinds": 500}
            | {"phases": 1_000, "bridges": -100, "ties": 300, "load": -4_000}
        ),
        alone_on=(),
        best_on=(),
        also_on=("lokalkunnskap",),
        alone_for_sides=("innbygger",),
        alone_for_groups=("eldre",),
        voice_of=("eldre",),
        worked_with=("b-lag",),
        alternatives=(Alternative("c-raad", -22_800),),
    )
    # without b: coverage 10 800, side 18 000, group 8 000 and in person 4 000, kind 500, three phases, two
    # classes, reach to b 200, load -4 000 = 42 500
    assert (second.actor, second.adds) == ("b-lag", 26_700)
    assert (second.alone_on, second.best_on, second.also_on) == (("lokaler",), (), ("lokalkunnskap",))
    assert (second.alone_for_sides, second.voice_of, second.worked_with) == (
        ("frivillig",), (), ("a-ildsjel",),
    )  # fmt: skip


def test_the_best_among_several_is_said_to_be_the_best(problem: TeamProblem) -> None:
    fit = problem.fit.copy()
    fit[0, 0] = 40
    first, second = explain(replace(problem, fit=fit), (0, 1))
    assert (first.best_on, first.also_on) == (("lokalkunnskap",), ())
    assert (second.best_on, second.also_on) == ((), ("lokalkunnskap",))


def test_an_alternative_keeps_every_wish_but_the_one_for_the_seat_itself(problem: TeamProblem) -> None:
    sides = ("innbygger", "frivillig", "politiker", "administrasjon")
    facts = {actor: {SECTOR: side} for actor, side in zip(problem.ids, sides, strict=True)}

    def names(*wishes: Include | Exclude | AtLeast | Size) -> list[tuple[str, ...]]:
        reasons = explain(replace(problem, constraints=(Size(2, 2), *wishes), facts=facts), (0, 1))
        return [tuple(other.actor for other in seat.alternatives) for seat in reasons]

    assert names() == [("c-raad",), ("c-raad", "e-fylke")]
    assert names(Include("a-ildsjel")) == names()
    assert names(Exclude("c-raad")) == [(), ("e-fylke",)]  # nobody but a and c is a voice of eldre
    # c is of the sector politiker and e of administrasjon: nobody else can hold the resident's seat
    assert names(AtLeast("innbygger", 1)) == [(), ("c-raad", "e-fylke")]
    assert [len(seat.alternatives) for seat in explain(problem, (0, 1), most=1)] == [1, 1]
