"""The address of a wish for groups, what was changed by hand, and the form: pure functions."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from dashboard.figures.groups import marks
from dashboard.groups_state import KEPT, SUGGESTED, groups_query, groups_request, shown
from dashboard.pages.groups_relaxed import relaxed
from dashboard.pages.groups_rules import RuleSets
from dashboard.pages.groups_steps import (
    Kind,
    Step,
    Steps,
    read,
    seats_after,
    wish_after,
    written,
)
from matchmaker.kernel.errors import Change, InputError, Message, Relaxation
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.groups_request import AttributeWish, GroupsRequest

FULL = GroupsRequest(
    "arrangement", groups=14, rounds=3, least=7, most=9,
    attributes=(AttributeWish("type", GroupMode.SPRE, 3), AttributeWish("kjonn", GroupMode.IKKE_ALENE)),
    order=("gjentatte_moter", "svakeste"), together=(("a", "b"), ("c", "d", "e")), apart=(("a", "c"),),
    pins=(("a", "g1"),), separations=("enhet",), meet_once=False, visit_once=True, ties="fremmede",
    absent=("x", "y"), seed=4, tries=1000, done=600,
)  # fmt: skip
SEATS = ((1, "g1", "a"), (1, "g1", "b"), (1, "g2", "c"), (2, "g1", "c"), (2, "g2", "a"))


def test_every_part_of_a_wish_has_its_place_in_the_address() -> None:
    plain = GroupsRequest("arrangement")
    same = [f.name for f in fields(FULL) if getattr(FULL, f.name) == getattr(plain, f.name)]
    assert same == ["dataset", "seconds"]  # how long a server works is not for an address to say
    assert groups_request(groups_query(FULL), "annet") == FULL
    assert groups_request(groups_query(plain, SUGGESTED), "annet") == plain
    assert groups_query(plain, SUGGESTED) == "?datasett=arrangement&vis=forslag"


def test_what_is_shown_is_read_and_nothing_else() -> None:
    assert [shown(f"?vis={one}") for one in (SUGGESTED, KEPT, "tull", "")] == [SUGGESTED, KEPT, None, None]


def test_a_time_in_an_address_is_passed_over() -> None:
    assert groups_request("?sekunder=3600", "a").seconds is None


@pytest.mark.parametrize(
    "search",
    ["?grupper=mange", "?grupper=-1", "?grupper=999999", "?egenskap=type", "?egenskap=type=tull", "?fast=a",
     "?sammen=a", "?forsok=99999999999", "?fro=-2", "?motes_en_gang=kanskje"],
)  # fmt: skip
def test_what_cannot_be_read_is_told(search: str) -> None:
    with pytest.raises(InputError) as told:
        groups_request(search, "a")
    assert told.value.code == "bad_address_wish"


def test_steps_are_read_as_they_were_written() -> None:
    back = Steps("?s", (Step(Kind.MOVE, "a", "g2", 1),), (Step(Kind.LOCK, "b", "g1"),), back=True)
    assert read(written(back), "?s") == back


@pytest.mark.parametrize(
    "data",
    [None, 3, [], {"search": "?other", "done": [["flytt", "a", "g", 1]]}, {"search": "?s", "done": "flytt"},
     {"search": "?s", "done": [["stjel", "a", "g", 1], ["flytt", "a"], ["flytt", 1, "g", 1], [], "x",
                               ["flytt", "a", "g" * 300, 1]]}],
)  # fmt: skip
def test_what_is_no_step_is_none(data: Any) -> None:
    assert read(data, "?s") == Steps("?s")


def test_a_move_and_a_swap_touch_one_round() -> None:
    moved = seats_after(SEATS, Step(Kind.MOVE, "a", "g2", 1))
    assert set(moved) ^ set(SEATS) == {(1, "g1", "a"), (1, "g2", "a")}
    swapped = seats_after(SEATS, Step(Kind.SWAP, "a", "c", 1))
    assert set(swapped) ^ set(SEATS) == {(1, "g1", "a"), (1, "g2", "a"), (1, "g2", "c"), (1, "g1", "c")}
    assert seats_after(SEATS, Step(Kind.SWAP, "a", "nobody", 1)) == SEATS
    assert seats_after(SEATS, Step(Kind.SWAP, "b", "a", 2)) == SEATS  # b is not there
    assert (2, "g1", "b") in seats_after(SEATS, Step(Kind.MOVE, "b", "g1", 2))


def test_who_does_not_come_has_no_seat_and_no_rule() -> None:
    gone = Step(Kind.ABSENT, "a")
    assert [who for _, _, who in seats_after(SEATS, gone)] == ["b", "c", "c"]
    wish = wish_after(FULL, gone)
    assert (wish.absent, wish.pins) == (("x", "y", "a"), ())
    assert (wish.together, wish.apart) == ((("c", "d", "e"),), ())
    assert wish_after(wish, Step(Kind.PRESENT, "x")).absent == ("y", "a")


def test_a_lock_is_a_fixed_seat_until_it_is_taken_away() -> None:
    locked = wish_after(FULL, Step(Kind.LOCK, "a", "g9"))
    assert locked.pins == (("a", "g9"),)
    assert wish_after(locked, Step(Kind.UNLOCK, "a")).pins == ()


def test_rules_in_the_form() -> None:
    sets = RuleSets().with_set("together", ("a", "b")).with_set("apart", ("c", "d")).with_pin("a", "g1")
    assert RuleSets.read(sets.written()) == sets == RuleSets((("a", "b"),), (("c", "d"),), (("a", "g1"),))
    assert sets.with_set("together", ("a",)) == sets
    assert sets.with_pin("", "g1") == sets
    assert sets.without("apart", 0).apart == ()
    assert sets.without("apart", 7) == sets
    assert RuleSets.read({"together": "x", "pins": [["a"]]}) == RuleSets()


def test_a_way_out_is_carried_out() -> None:
    def after(field: str, action: str, value: str | int) -> GroupsRequest:
        return relaxed(FULL, Relaxation((Change(field, action, value, Message("x")),)))

    kept = replace(FULL, tries=None, done=None)
    assert after("groups", "set", 15) == replace(kept, groups=15)
    assert after("most", "set", 10) == replace(kept, most=10)
    assert after("together", "remove", "d:c:e") == replace(kept, together=(("a", "b"),))
    assert after("apart", "remove", "a:c") == replace(kept, apart=())
    assert after("apart", "set", "c:a") == replace(kept, apart=(("c", "a"),))
    assert after("apart", "set", "x:y") == kept
    assert after("pins", "remove", "a=g1") == replace(kept, pins=())
    assert after("enhet", "remove", "a:b") == replace(kept, separations=())
    assert after("besok_en_gang", "remove", "") == replace(kept, visit_once=False)
    assert after("vert", "remove", "a=g1") == kept  # stands in the dataset's own sheet


def test_short_words_tell_values_apart_without_colour() -> None:
    names = ("Fagperson", "Folkevalgt", "Elever", "20-34", "200+")
    found = marks({**{name: name for name in names}, "": "Ukjent"})
    assert [mark.short for mark in found.values()] == ["Fa", "Fo", "E", "20-", "200", "?"]
    many = marks({str(n): f"{chr(65 + n)}verdi" for n in range(12)})
    assert len({(mark.short, mark.colour) for mark in many.values()}) == 13  # and the unknown
    assert len({(mark.colour, mark.underlined) for mark in many.values()}) == 13
