"""What is known of actors by an attribute."""

from __future__ import annotations

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.model import vocabulary as v
from matchmaker.model.attributes import is_untold, values_of
from tests.unit.small import VERDAL, actor, register

PLACES = [{"id": "vik", "name": "Vik", "municipality": VERDAL}]
MADE = register(
    [
        ("a", "sprak", "norsk|arabisk"), ("b", "sprak", v.WITHHELD), ("c", "sprak", "norsk; norsk ;"),
        ("a", "alder", "17"), ("b", "aldersgruppe", "20-29"), ("c", "aldersgruppe", v.WITHHELD),
        ("d", "sprak", "ukjent|samisk"),
    ],
    actors=[
        actor("a", "innbygger", place="vik", municipality=VERDAL, unit="Plan", groups="eldre|ungdom"),
        actor("b", "frivillig", unit="Ønsker ikke å oppgi", groups="vil ikke oppgi"),
        actor("c", "skole", unit="ukjent"),
        actor("d", "politiker"),
    ],
    places=PLACES,
)  # fmt: skip


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        ("type", (("innbygger",), ("frivillig",), ("skole",), ("politiker",))),
        ("kind", (("innbygger",), ("frivillig",), ("skole",), ("politiker",))),
        ("sektor", (("innbygger",), ("frivillig",), ("tjeneste",), ("politiker",))),
        ("sector", (("innbygger",), ("frivillig",), ("tjeneste",), ("politiker",))),
        ("sted", (("vik",), None, None, None)),
        ("place", (("vik",), None, None, None)),
        ("kommune", ((VERDAL,), None, None, None)),
        ("municipality", ((VERDAL,), None, None, None)),
        ("enhet", (("Plan",), None, None, None)),
        ("unit", (("Plan",), None, None, None)),
        ("grupper", (("eldre", "ungdom"), None, None, None)),
        ("sprak", (("arabisk", "norsk"), None, ("norsk",), ("samisk",))),
        ("Språk", (("arabisk", "norsk"), None, ("norsk",), ("samisk",))),
        ("aldersgruppe", (("13-19",), ("20-34",), None, None)),
        ("alder", (("17",), None, None, None)),
        ("hårfarge", (None, None, None, None)),
    ],
)  # fmt: skip
def test_values_of_features_and_of_the_actors_own_row(attribute: str, expected: tuple[object, ...]) -> None:
    assert values_of(MADE, attribute) == expected


def test_the_order_is_that_of_the_ids_asked_for() -> None:
    assert values_of(MADE, "type", ["d", "a", "d"]) == (("politiker",), ("innbygger",), ("politiker",))
    assert values_of(MADE, "type", []) == ()
    with pytest.raises(InputError) as wrong:
        values_of(MADE, "type", ["a", "x", "y"])
    assert (wrong.value.message.code, wrong.value.message.params["actor"]) == ("error.unknown_actor", "x")


@pytest.mark.parametrize("text", ["", *v.UNKNOWN_WORDS, *v.WITHHELD_WORDS, "ØNSKER  IKKE Å OPPGI"])
def test_every_way_of_not_saying_is_unknown(text: str) -> None:
    assert is_untold(text)
    assert not is_untold(f"{text} norsk")
