"""What a wish for a team asks of the matching: each field, the rules, the needs and the comparisons."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.matching.team.facts import COVERS
from matchmaker.matching.team.weights import Weights
from matchmaker.model.register import Register
from matchmaker.rules.constraints import (
    SECTOR,
    Apart,
    AtLeast,
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
from matchmaker.rules.rule import Body
from matchmaker.services.environment import Environment
from matchmaker.services.team import posed, suggest_team
from matchmaker.services.team_wish import Asking, TeamRequest, asking, weighted
from tests.conftest import TODAY
from tests.unit.small import LEVANGER, VERDAL, Shelf, actor, challenge, official, register

PLAIN = TeamRequest("lite", "sak", 2, 3, rules=())
WHEN = Environment(lambda: TODAY)


def people(**more: Any) -> Register:
    """Four residents who have stated sex and age, a club, a leader and an employee of theirs."""
    rows: dict[str, Any] = {
        "actors": [
            *(actor(name, "innbygger", municipality=VERDAL) for name in "abcd"),
            actor("club", municipality=VERDAL),
            actor("boss", "administrasjon", form="person", municipality=VERDAL),
            actor("worker", "administrasjon", form="person", municipality=VERDAL),
        ],
        "challenges": [challenge()],
        "ties": [{"tail": "boss", "head": "worker", "relation": "leder"}],
        "places": [{"id": "bygda", "name": "Bygda", "municipality": VERDAL}],
    }
    stated = [
        ("a", "kjonn", "kvinne"), ("b", "kjonn", "kvinne"), ("c", "kjonn", "mann"), ("d", "kjonn", "ukjent"),
        ("a", "alder", "14"), ("b", "alder", "31"),
    ]  # fmt: skip
    return register(more.pop("features", stated), **{**rows, **more})


def asked(wish: TeamRequest, found: Register | None = None) -> Asking:
    return asking(found or people(), official(), wish, TODAY)


# -- each field becomes its demand --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "demands"),
    [
        ({}, ()),
        ({"include": ("b", "a", "b")}, (Include("a"), Include("b"))),
        ({"exclude": ("b", "a")}, (Exclude("a"), Exclude("b"))),
        ({"at_least": (("innbygger", 2),)}, (AtLeast("innbygger", 2),)),
        ({"at_least": (("innbygger", 2), ("innbygger", 1))}, (AtLeast("innbygger", 2),)),
        ({"at_least_with": (("kjonn", "mann", 1),)}, (AtLeastWith("kjonn", ("mann",), 1),)),
        ({"at_most_with": (("kjonn", "mann", 0),)}, (AtMostWith("kjonn", ("mann",), 0),)),
        (
            {"most_each": (("enhet", 1), ("husholdning", 2))},
            (AtMostEach("enhet", 1), AtMostEach("husholdning", 2)),
        ),
        ({"company": (("kjonn", "mann", 2),)}, (Company("kjonn", 2, "mann"),)),
        ({"no_majority": (SECTOR,)}, (NoMajority(SECTOR),)),
        ({"together": (("b", "a"), ("a", "b"))}, (Together("a", "b"),)),
        ({"apart": (("c", "a"),)}, (Apart("a", "c"),)),
        ({"cover": (("lokaler", 2),)}, (AtLeastWith(COVERS + "lokaler", ("ja",), 2),)),
    ],
    ids=lambda value: next(iter(value), "size") if isinstance(value, dict) else "",
)
def test_each_field_becomes_its_demand(wish: dict[str, Any], demands: tuple[Demand, ...]) -> None:
    found = asked(replace(PLAIN, **wish))
    assert found.wish.constraints == (Size(2, 3), *demands)
    assert found.origins == ("",) * len(found.wish.constraints)


def test_the_demands_do_not_depend_on_the_order_of_saying() -> None:
    one = replace(
        PLAIN, include=("a", "b"), no_majority=(SECTOR, "kjonn"), cover=(("lokaler", 1), ("ressurs", 2))
    )
    turned = {
        f.name: tuple(reversed(getattr(one, f.name)))
        for f in fields(one)
        if f.name in ("include", "cover", "no_majority")
    }
    assert asked(one).wish.constraints == asked(replace(one, **turned)).wish.constraints


def test_a_demand_is_met_by_who_sits_there() -> None:
    """From the field through the solver: the answers are told from the register, not from the model."""
    found = people(contributions=[{"actor": "club", "contribution": "lokaler"}])
    wish = replace(
        PLAIN, at_least_with=(("kjonn", "mann", 1),), at_most_with=(("kjonn", "kvinne", 1),),
        cover=(("lokaler", 1),), exclude=("boss",),
    )  # fmt: skip
    members = suggest_team(Shelf(found), wish, WHEN).members
    assert {"c", "club"} <= set(members)
    assert len({"a", "b"} & set(members)) <= 1
    together = suggest_team(Shelf(found), replace(PLAIN, together=(("a", "club"),), include=("a",)), WHEN)
    assert {"a", "club"} <= set(together.members)


# -- rules --------------------------------------------------------------------------------------------


def test_the_usual_rule_holds_unless_it_is_taken_out_and_says_where_it_comes_from() -> None:
    found = asked(TeamRequest("lite", "sak", 2, 3))
    assert found.wish.constraints == (Size(2, 3), Apart("boss", "worker"))
    assert found.origins == ("", "leder_og_ansatt")
    assert asked(PLAIN).origins == ("",)


def test_rules_are_posed_after_the_askers_own_demands_each_with_its_origin() -> None:
    found = asked(replace(PLAIN, include=("a",), rules=("mindreaarig_ikke_alene", "leder_og_ansatt")))
    posed_by = dict(zip(found.origins[2:], found.wish.constraints[2:], strict=True))
    assert found.origins[:2] == ("", "")
    assert posed_by["leder_og_ansatt"] == Apart("boss", "worker")
    assert posed_by["mindreaarig_ikke_alene"] == NotAlone("under_18", 2)


def test_what_the_rules_know_reaches_the_matching() -> None:
    found = asked(replace(PLAIN, rules=("mindreaarig_ikke_alene",)))
    assert {i: found.wish.facts[i].get("under_18") for i in "abc"} == {"a": "ja", "b": "nei", "c": None}


def test_a_rule_for_another_body_demands_nothing() -> None:
    rule = ("kjonnsbalanse_oppnevnt",)
    assert len(asked(replace(PLAIN, rules=rule)).wish.constraints) == 1
    appointed = asked(replace(PLAIN, rules=rule, body=Body.APPOINTED))
    assert set(appointed.origins[1:]) == {"kjonnsbalanse_oppnevnt"}


# -- needs --------------------------------------------------------------------------------------------


def test_the_askers_own_needs_go_before_the_stated_ones() -> None:
    found = people(needs=[{"challenge": "sak", "contribution": "ressurs"}])
    own = asked(replace(PLAIN, needs=(("lokaler", 2, 1), ("mobilisering", 1, 3))), found)
    assert [(n.contribution, n.count, n.importance) for n in own.challenge.needs] == [
        ("mobilisering", 1, 3), ("lokaler", 2, 1),
    ]  # fmt: skip
    assert not own.drafted
    stated = asked(PLAIN, found)
    assert [n.contribution for n in stated.challenge.needs] == ["ressurs"]
    assert not stated.drafted


def test_needs_are_drafted_with_a_source_when_nobody_has_stated_any() -> None:
    found = asked(PLAIN)
    assert found.drafted
    assert found.challenge.needs
    assert all(need.source for need in found.challenge.needs)
    codes = {note.code for note in suggest_team(Shelf(people()), PLAIN, WHEN).notes}
    assert "note.drafted_needs" in codes


# -- what residents are compared with -----------------------------------------------------------------


def test_residents_are_compared_with_those_who_live_there() -> None:
    sex, age = asked(PLAIN).wish.profiles
    assert (sex.attribute, age.attribute) == ("kjonn", "aldersgruppe")
    assert set(age.held) == {"a", "b"}  # from what they have said of their age
    assert set(age.held.values()) <= set(age.shares)
    assert dict(sex.held) == {"a": "kvinne", "b": "kvinne", "c": "mann"}  # what is unknown is not held
    assert sum(sex.shares.values()) == pytest.approx(1)
    assert set(sex.shares) == {"kvinne", "mann"}
    counts = official().counts([VERDAL], TODAY, "kjonn", (13, 105))
    assert counts is not None
    assert sex.shares["kvinne"] == pytest.approx(dict(counts)["kvinne"] / counts.total)


def test_the_ages_compared_with_are_those_of_the_affected_groups() -> None:
    old = people(affected=[{"challenge": "sak", "group": "eldre", "name": "Eldre", "age_from": 67}])
    sex = asked(replace(PLAIN, compare=("kjonn",)), old).wish.profiles[0]
    counts = official().counts([VERDAL], TODAY, "kjonn", (67, 105))
    assert counts is not None
    assert sex.shares["kvinne"] == pytest.approx(dict(counts)["kvinne"] / counts.total)
    everybody = asked(PLAIN).wish.profiles[0]
    assert sex.shares["kvinne"] > everybody.shares["kvinne"]  # women live longer


def test_nothing_is_compared_when_nobody_has_stated_it_or_nobody_asks() -> None:
    assert asked(replace(PLAIN, compare=())).wish.profiles == ()
    assert asked(PLAIN, people(features=None)).wish.profiles == ()


# -- where, when, how much ----------------------------------------------------------------------------


@pytest.mark.parametrize("where", [VERDAL, "Verdal", "verdal"])
def test_the_meeting_place_is_a_number_or_a_name(where: str) -> None:
    assert asked(replace(PLAIN, meeting=where)).wish.meeting == VERDAL


def test_a_journey_is_charged_only_when_the_place_is_known() -> None:
    far = people(
        actors=[actor("near", municipality=VERDAL), actor("far", municipality=LEVANGER)],
        ties=[],
        features=None,
    )
    wish = replace(PLAIN, include=("far", "near"), meeting=VERDAL)
    charged = {charge.term: charge.points for charge in posed(Shelf(far), wish, WHEN).problem.charges}
    problem = posed(Shelf(far), wish, WHEN).problem
    assert charged["travel"][problem.ids.index("far")] > 0
    assert charged["travel"][problem.ids.index("near")] == 0
    free = posed(Shelf(far), replace(wish, meeting=None), WHEN).problem
    assert not any(charge.points.any() for charge in free.charges)


def test_hours_times_and_languages_reach_the_matching() -> None:
    practical = asked(replace(PLAIN, hours=7.5, times=("kveld",), languages=("norsk",))).wish.practical
    assert practical is not None
    assert (practical.hours, practical.times, practical.languages) == (7.5, ("kveld",), ("norsk",))
    assert practical.challenge == "sak"


def test_the_day_is_the_askers_else_todays() -> None:
    told = replace(PLAIN, on=date(2026, 1, 2))
    assert posed(Shelf(people()), told, WHEN).asked.wish.on == date(2026, 1, 2)
    assert posed(Shelf(people()), PLAIN, WHEN).asked.wish.on == TODAY


def test_seed_weights_and_seats_go_on_as_they_are() -> None:
    weights = weighted([("tie", 3.0), ("tie", 2.5), ("load", 0.0)])
    found = asked(replace(PLAIN, seed=7, weights=weights, resident_seats=2)).wish
    assert (found.seed, found.resident_seats) == (7, 2)
    assert found.weights == replace(Weights(), tie=2.5, load=0.0)


def test_a_weight_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(InputError) as wrong:
        weighted([("ties", 1.0)])
    assert wrong.value.code == "unknown_weight"
    assert wrong.value.params["field"] == "weights"
    assert wrong.value.params["known"] == tuple(field.name for field in fields(Weights))
