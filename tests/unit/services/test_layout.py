"""Where actors are drawn: everybody has a place, parts stand apart, the same network looks the same."""

from __future__ import annotations

from matchmaker.network.network import Network
from matchmaker.services.layout import layout
from tests.unit.small import VERDAL, actor, register

STAR = [{"tail": "s0", "head": f"s{i}", "relation": "samarbeider"} for i in range(1, 7)]
PAIR = [{"tail": "p0", "head": "p1", "relation": "kjenner"}]


def network(*, reverse: bool = False) -> Network:
    names = [f"s{i}" for i in range(7)] + ["p0", "p1", "alone", "silent"]
    people = [actor(name, municipality=VERDAL) for name in names]
    ties = STAR + PAIR
    if reverse:
        people, ties = people[::-1], ties[::-1]
    return Network.from_register(register(actors=people, ties=ties))


def test_everybody_has_a_place_of_their_own() -> None:
    places = layout(network())
    assert set(places) == set(network().ids)
    assert len(set(places.values())) == len(places)
    assert all(-1 <= x <= 1 for x, _ in places.values())


def test_parts_stand_apart_and_those_without_ties_below() -> None:
    places = layout(network())
    star = [places[f"s{i}"] for i in range(7)]
    pair = [places["p0"], places["p1"]]
    right, below = max(x for x, _ in star), max(y for _, y in star)
    assert min(x for x, _ in pair) > right or min(y for _, y in pair) > below
    lowest = max(y for _, y in star + pair)
    assert places["alone"][1] > lowest
    assert places["silent"][1] > lowest


def test_the_picture_does_not_depend_on_the_order_of_rows() -> None:
    assert layout(network()) == layout(network(reverse=True))


def test_nobody_is_an_empty_picture() -> None:
    assert layout(Network.from_register(register())) == {}
