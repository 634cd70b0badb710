"""The right seat in the town hall: by fit, then by room, and nobody from elsewhere."""

from __future__ import annotations

from typing import Any

import numpy as np

from matchmaker.matching.reverse.load import loads
from matchmaker.matching.reverse.town_hall import of_theme, reply_from
from matchmaker.model import vocabulary as v
from matchmaker.model.register import Register
from tests.unit.small import LEVANGER, VERDAL, actor, challenge, register

HERE = {"municipality": VERDAL}


def house(*names: str, grade: dict[str, str] | None = None, **more: Any) -> Register:
    """Units of one municipality that all have «fag_plan», as good as *grade* says."""
    hours: dict[str, float] = more.pop("hours", {})
    grades = grade or {}
    return register(
        actors=[actor(name, "administrasjon", hours=hours.get(name), **HERE) for name in names],
        contributions=[
            {
                "actor": name,
                "contribution": "fag_plan",
                "grade": grades.get(name, "god"),
                "evidence": "oppgitt",
            }
            for name in names
        ],
        challenges=[challenge("x"), challenge("y")],
        **more,
    )


def part(who: str, where: str, hours: float | None = None) -> dict[str, Any]:
    return {"challenge": where, "actor": who, "phase": "definere", "hours": hours}


def first(made: Register, what: str = "fag_plan", most: int = 9) -> list[str]:
    (reply,) = reply_from(made, VERDAL, [what], most=most)
    return [item.actor for item in reply.suited]


def test_by_fit_then_known_room_then_unknown_then_full() -> None:
    made = house(
        "a-full", "b-ukjent", "c-halv", "d-ledig", "e-best",
        grade={"e-best": "saerlig"},
        hours={"a-full": 10.0, "c-halv": 10.0, "d-ledig": 10.0, "e-best": 10.0},
        involvements=[part("a-full", "x", 12.0), part("c-halv", "x", 5.0), part("e-best", "x", 50.0)],
    )  # fmt: skip
    assert first(made) == ["e-best", "d-ledig", "c-halv", "b-ukjent", "a-full"]
    (reply,) = reply_from(made, VERDAL, ["fag_plan"], most=2)
    assert (len(reply.suited), reply.others) == (2, 3)
    assert [item.load for item in reply.suited] == [5.0, 0.0]


def test_of_unknown_load_the_one_in_fewer_challenges_first_then_by_id() -> None:
    made = house("a", "b", "c", involvements=[part("a", "x"), part("a", "y"), part("b", "x")])
    assert first(made) == ["c", "b", "a"]
    assert first(house("b", "a", "c")) == ["a", "b", "c"]


def test_hours_that_are_not_stated_make_the_load_unknown_unless_the_rest_fill_it() -> None:
    made = house(
        "a", "b", hours={"a": 10.0, "b": 10.0},
        involvements=[part("a", "x", 4.0), part("a", "y"), part("b", "x", 10.0), part("b", "y")],
    )  # fmt: skip
    share = loads(made).share
    assert np.isnan(share[0])
    assert share[1] == 1.0
    assert loads(made).left.tolist() == [6.0, 0.0]
    assert loads(made, besides=["x"]).left.tolist() == [10.0, 10.0]
    assert loads(made).challenges.tolist() == [2, 2]


def test_nobody_knows_the_load_of_an_empty_register() -> None:
    assert loads(register(actors=[])).share.tolist() == []


def test_only_the_municipalitys_own_sides_and_nobody_reserved() -> None:
    made = register(
        actors=[
            actor("her", "administrasjon", **HERE),
            actor("reservert", "administrasjon", reserved=True, **HERE),
            actor("nabo", "administrasjon", municipality=LEVANGER), actor("fylket", "offentlig_partner"),
            actor("lag", "frivillig", **HERE),
        ],
        contributions=[
            {"actor": name, "contribution": "fag_plan"}
            for name in ("her", "reservert", "nabo", "fylket", "lag")
        ],
    )  # fmt: skip
    assert first(made) == ["her"]
    assert first(made, "okonomi") == []


def test_who_answers_more_of_what_is_asked_comes_first_among_equals() -> None:
    made = register(
        actors=[actor("a", "fagperson", **HERE), actor("b", "fagperson", **HERE)],
        contributions=[
            {"actor": who, "contribution": what}
            for who, what in (("a", "okonomi"), ("b", "okonomi"), ("b", "lokaler"))
        ],
    )  # fmt: skip
    one, other = reply_from(made, VERDAL, ["okonomi", "lokaler"])
    assert [item.actor for item in one.suited] == ["b", "a"]
    assert one.suited[0].also == ("lokaler",)
    assert [item.actor for item in other.suited] == ["b"]


def test_what_a_theme_usually_needs() -> None:
    found = of_theme("Kulturarv")
    assert "fag_kulturarv" in found
    assert set(found) <= set(v.CONTRIBUTIONS)
    assert of_theme("kulturarv") == found
    assert of_theme("qwerty") == ()
