"""What is collected of the candidates: what the demands ask for, as stated, and what the rules know."""

from __future__ import annotations

from matchmaker.matching.team.facts import IMPLEMENTS, facts_of
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
    Facts,
    Include,
    NoMajority,
    NotAlone,
    Size,
    Together,
)
from tests.unit.matching.rich import rich_register

IDS = ("a1", "b1", "b2", "b4", "c", "u")


def collected(*demands: Demand, more: Facts | None = None) -> dict[str, dict[str, str]]:
    register = rich_register()
    codes = register.actors.index[register.actors["id"].isin(IDS)].to_numpy()
    return {
        actor: dict(known) for actor, known in facts_of(register, IDS, codes, demands, more or {}).items()
    }


def test_names_and_sizes_ask_for_nothing() -> None:
    wanted = (Size(1, 2), Include("a1"), Exclude("b1"), Apart("a1", "b1"), Together("a1", "c"))
    assert collected(*wanted) == {actor: {} for actor in IDS}


def test_sides() -> None:
    sides = ("innbygger", "politiker", "politiker", "politiker", "tjeneste", "administrasjon")
    assert collected(AtLeast("innbygger", 1)) == {
        actor: {"sektor": side} for actor, side in zip(IDS, sides, strict=True)
    }


def test_a_feature_that_is_unknown_or_withheld_stays_out() -> None:
    # b4 has answered that it is not known; the others without an answer have none
    known = {**{actor: {} for actor in IDS}, "b1": {"parti": "ap"}, "b2": {"parti": "ap"}}
    for rule in (NoMajority("parti"), AtMostEach("parti", 1), AtMostWith("parti", ("ap",), 1)):
        assert collected(rule) == known


def test_columns_of_the_register() -> None:
    assert collected(AtMostEach("enhet", 1))["c"] == {"enhet": "helse"}
    assert collected(AtMostEach("enhet", 1))["a1"] == {}
    homes = collected(AtMostEach("kommune", 2))
    assert (homes["a1"], homes["b2"], homes["u"]) == ({"kommune": "5038"}, {"kommune": "5037"}, {})
    assert collected(AtLeastWith("type", ("tjeneste",), 1))["c"] == {"type": "tjeneste"}


def test_what_covers_a_contribution() -> None:
    able = collected(AtLeastWith(IMPLEMENTS, ("ja",), 1))
    assert able == {**{actor: {} for actor in IDS}, "c": {IMPLEMENTS: "ja"}}


def test_what_nobody_can_know() -> None:
    assert collected(Company("taushet", 2)) == {actor: {} for actor in IDS}


def test_the_rules_go_before_the_register() -> None:
    more = {"a1": {"under_18": "ja", "kjonn": "annet"}, "fremmed": {"under_18": "nei"}}
    found = collected(NotAlone("under_18", 2), AtLeastBySize("kjonn", ("kvinne",), (0, 1)), more=more)
    assert found["a1"] == {"under_18": "ja", "kjonn": "annet"}
    assert found["b1"] == {"kjonn": "kvinne"}
    assert found["b2"] == {}
    assert set(found) == set(IDS)
