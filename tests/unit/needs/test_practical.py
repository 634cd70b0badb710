"""The practical side of fit: each factor by hand, unknown holds nobody back, and what the matrix becomes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.records import Need
from matchmaker.needs.fit import fits
from matchmaker.needs.practical import (
    INTERPRETER,
    OTHER_TIME,
    Practicalities,
    hours_given,
    practical_factors,
)
from tests.unit.small import actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register


def one(languages: tuple[str, ...] = (), **stated: Any) -> Register:
    """A register of one actor, ``lag``, with what it states."""
    spoken = [("lag", "sprak", language) for language in languages]
    return register(spoken or None, actors=[actor("lag", **stated)])


def gave(who: str, what: str, hours: float | None, phase: str = "definere") -> dict[str, Any]:
    return {"actor": who, "challenge": what, "phase": phase, "hours": hours}


@pytest.fixture
def busy() -> Register:
    """``a`` gave 40 hours of 100, ``b`` more than it has, ``c`` unknown ones of 20, ``d`` of unknown."""
    return register(
        actors=[actor("a", hours=100.0), actor("b", hours=10.0), actor("c", hours=20.0), actor("d")],
        challenges=[challenge("sak"), challenge("annen")],
        involvements=[
            gave("a", "sak", 30.0), gave("a", "annen", 10.0), gave("b", "annen", 25.0),
            gave("c", "annen", None), gave("d", "annen", 40.0),
        ],
    )  # fmt: skip


# -- capacity -------------------------------------------------------------------------------------------


def test_hours_given_by_hand(busy: Register) -> None:
    assert hours_given(busy).tolist() == [40.0, 25.0, 0.0, 40.0]
    assert hours_given(busy, "sak").tolist() == [10.0, 25.0, 0.0, 40.0]
    assert hours_given(busy, "annen").tolist() == [30.0, 0.0, 0.0, 0.0]


def test_capacity_is_hours_left_of_hours_asked(busy: Register) -> None:
    found = practical_factors(busy, Practicalities(hours=40.0))
    # a: 60 left of 100; b: nothing left; c: 20 left, 40 asked; d: capacity not stated
    assert found.capacity.tolist() == [1.0, 0.0, 0.5, 1.0]
    assert found.left[:3].tolist() == [60.0, 0.0, 20.0]
    assert math.isnan(found.left[3])
    assert found.reasons(2) == (Message("practical.capacity", {"left": 20, "hours": 40}),)
    assert found.reasons(0) == found.reasons(3) == ()


def test_hours_given_to_the_challenge_itself_are_not_given_elsewhere(busy: Register) -> None:
    assert practical_factors(busy, Practicalities(hours=90.0)).capacity[0] == pytest.approx(60 / 90)
    assert practical_factors(busy, Practicalities(hours=90.0, challenge="sak")).capacity[0] == 1.0


@pytest.mark.parametrize("hours", [0.0, -1.0, math.nan, math.inf])
def test_hours_that_cannot_be_asked_for(hours: float) -> None:
    with pytest.raises(InputError) as caught:
        Practicalities(hours=hours)
    assert caught.value.code == "bad_hours_asked"


# -- availability ---------------------------------------------------------------------------------------

TIMES = [
    ("kveld", ("kveld",), 1.0),
    ("dag|kveld", ("Kveld",), 1.0),
    ("dag", ("kveld", "dag"), 1.0),
    ("dag", ("kveld",), OTHER_TIME),
    ("dag|helg", ("kveld",), OTHER_TIME),
    (None, ("kveld",), 1.0),  # nobody has said
    ("ukjent", ("kveld",), 1.0),
    ("dag", (), 1.0),  # nothing is asked
    ("dag", ("",), 1.0),
]


@pytest.mark.parametrize(("stated", "wished", "factor"), TIMES)
def test_availability_by_hand(stated: str | None, wished: tuple[str, ...], factor: float) -> None:
    found = practical_factors(one(available=stated), Practicalities(times=wished))
    assert found.availability.tolist() == [factor]
    assert found.factor.tolist() == [factor]


def test_another_time_is_told_with_what_is_stated() -> None:
    found = practical_factors(one(available="dag|helg"), Practicalities(times=("kveld",)))
    assert found.reasons(0) == (
        Message("practical.availability", {"stated": ("dag", "helg"), "times": ("kveld",)}),
    )


# -- language -------------------------------------------------------------------------------------------

LANGUAGES = [
    (("norsk",), ("norsk",), 1.0),
    (("Norsk",), ("NORSK", "engelsk"), 1.0),
    (("samisk og norsk",), ("norsk",), 1.0),
    (("polsk; engelsk",), ("norsk", "engelsk"), 1.0),
    (("polsk",), ("norsk",), INTERPRETER),
    (("polsk, tigrinja",), ("norsk", "engelsk"), INTERPRETER),
    ((), ("norsk",), 1.0),  # nobody has said
    (("ukjent",), ("norsk",), 1.0),
    (("vil_ikke_oppgi",), ("norsk",), 1.0),  # declined to say
    (("polsk",), (), 1.0),  # nothing is asked
]


@pytest.mark.parametrize(("spoken", "wished", "factor"), LANGUAGES)
def test_language_by_hand(spoken: tuple[str, ...], wished: tuple[str, ...], factor: float) -> None:
    found = practical_factors(one(spoken), Practicalities(languages=wished))
    assert found.language.tolist() == [factor]
    told = (Message("practical.language", {"languages": wished}),) if factor < 1 else ()
    assert found.reasons(0) == told


# -- together -------------------------------------------------------------------------------------------


def test_the_factor_is_the_product_and_each_part_is_told() -> None:
    held = one(("polsk",), hours=10.0, available="dag")
    found = practical_factors(held, Practicalities(20.0, ("kveld",), ("norsk",)))
    assert found.factor[0] == pytest.approx(0.5 * OTHER_TIME * INTERPRETER)
    assert [reason.code for reason in found.reasons(0)] == [
        "practical.capacity", "practical.availability", "practical.language",
    ]  # fmt: skip


def test_nothing_known_and_nothing_asked_hold_nobody_back() -> None:
    asked = Practicalities(20.0, ("kveld",), ("norsk",))
    assert practical_factors(one(), asked).factor.tolist() == [1.0]
    stated = one(("polsk",), hours=1.0, available="dag")
    assert practical_factors(stated, Practicalities()).factor.tolist() == [1.0]


def test_nobody_gives_empty_factors() -> None:
    found = practical_factors(register(actors=[]), Practicalities(20.0, ("kveld",), ("norsk",)))
    assert found.factor.shape == (0,)


def test_each_actor_has_its_own_factor_whatever_the_order() -> None:
    actors = [actor("c", available="dag"), actor("a", available="kveld"), actor("b")]
    spoken = [("b", "sprak", "polsk"), ("a", "kjonn", "kvinne"), ("c", "sprak", "norsk")]
    held = register(spoken, actors=actors)
    found = practical_factors(held, Practicalities(times=("kveld",), languages=("norsk",)))
    assert list(held.ids) == ["a", "b", "c"]
    assert found.factor.tolist() == [1.0, INTERPRETER, OTHER_TIME]


# -- in the fit -----------------------------------------------------------------------------------------


def test_the_fit_is_multiplied_and_the_offer_stays() -> None:
    held = register(
        actors=[actor("lag", "regionraad", available="dag", hours=5.0), actor("vel", "regionraad")],
        contributions=[{"actor": who, "contribution": "lokaler", "grade": "god"} for who in ("lag", "vel")],
    )
    needs = [Need("lokaler", 1, 2, None, None), Need("okonomi", 1, 2, None, None)]
    plain = fits(held, needs)
    asked = fits(held, needs, Practicalities(hours=10.0, times=("kveld",)))
    assert plain.practical is None
    assert plain.matrix[:, 0] == pytest.approx([0.72, 0.72])
    assert asked.matrix == pytest.approx(plain.matrix * np.array([[0.25], [1.0]]))
    assert asked.offers == plain.offers
    assert asked.practical is not None
    assert asked.practical.factor.tolist() == [0.25, 1.0]
