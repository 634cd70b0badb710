"""The page *Lær av hverandre* as an address: what is asked is written and read back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from dashboard import learn_state as s
from dashboard import state
from matchmaker.kernel.errors import InputError
from matchmaker.services.change import ChangeRequest
from matchmaker.services.disclosure import Edition
from matchmaker.services.learning import LearnRequest
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.side_by_side import CompareRequest, NullModel
from matchmaker.services.stress import StressRequest
from matchmaker.services.workspace import DatasetInfo

KNOWN = [DatasetInfo(name, name, "", ()) for name in ("a", "b", "c")]
TODAY = date(2026, 11, 22)
LEARN = LearnRequest(("a", "c"), 2.5, date(2025, 1, 1), Edition.PUBLIC)
COMPARE = CompareRequest(
    ("a", "c"), ("5037", "5038"), ("kjenner",), date(2025, 1, 1), NullModel.SIZE, 50, 7, Edition.PUBLIC
)
NETWORK = NetworkRequest("b", "5037", relations=("kjenner", "del_av"))
CHANGE = ChangeRequest(NETWORK, None, (date(2024, 1, 1), date(2025, 1, 1)), "ute", 7, Edition.PUBLIC)
STRESS = StressRequest(NETWORK, ("politiker", "ks"), 0.35, 3, 2, 50, 7, Edition.PUBLIC)


def test_every_part_of_a_question_has_its_place_in_the_address() -> None:
    for full, plain, left in (
        (LEARN, LearnRequest(), []), (COMPARE, CompareRequest(), []), (STRESS, s.PLAIN_STRESS, []),
        (CHANGE, ChangeRequest(NETWORK), ["network", "before"]),
    ):  # fmt: skip
        same = [f.name for f in fields(full) if getattr(full, f.name) == getattr(plain, f.name)]
        assert same == left
    assert s.learn_request(s.placed("", s.learn_pairs(LEARN, KNOWN)), KNOWN) == LEARN
    assert s.compare_request(s.placed("", s.compare_pairs(COMPARE, "", "b")), "b") == COMPARE
    assert s.change_request(s.placed("", s.change_pairs(CHANGE, TODAY)), "x", TODAY) == CHANGE
    assert s.stress_request(s.placed("", s.stress_pairs(STRESS)), "x") == STRESS
    earlier = ChangeRequest(NETWORK, before="a@2")
    assert s.change_request(s.placed("", s.change_pairs(earlier, TODAY)), "x", TODAY) == earlier


def test_a_plain_question_leaves_nothing_in_the_address() -> None:
    plain = s.compare_request("?datasett=a", "b")
    assert plain == CompareRequest(("a",))
    assert s.placed("?datasett=a", s.compare_pairs(plain, "?datasett=a", "b")) == "?datasett=a"
    every = s.learn_request("", KNOWN)
    assert every.datasets == ("a", "b", "c")
    assert s.placed("", s.learn_pairs(every, KNOWN)) == ""
    yearly = s.change_request("?datasett=a", "b", TODAY)
    assert yearly.dates == (date(2025, 11, 22), TODAY)
    assert s.placed("?datasett=a", s.change_pairs(yearly, TODAY)) == "?datasett=a"
    assert s.placed("?datasett=a", s.stress_pairs(s.stress_request("?datasett=a", "b"))) == "?datasett=a"


def test_no_kind_of_tie_picked_out_is_written_where_it_is_not_the_usual() -> None:
    every = CompareRequest(("a",), relations=())
    written = s.placed("?datasett=a", s.compare_pairs(every, "?datasett=a", "a"))
    assert written == "?datasett=a&relasjoner=alle"
    assert s.compare_request(written, "a") == every
    assert s.stress_request(written, "a").network.relations == ()


def test_a_part_leaves_what_another_part_has_written() -> None:
    search = s.placed("?utfordring=ute&del=slutter", s.stress_pairs(STRESS))
    again = s.placed(search, s.change_pairs(CHANGE, TODAY))
    assert s.stress_request(again, "x").leaving == STRESS.leaving
    assert state.one(again, state.CHALLENGE) == "ute"
    assert state.one(again, state.PART) == "slutter"


@pytest.mark.parametrize(
    ("search", "read"),
    [
        ("?ganger=x", lambda text: s.learn_request(text, KNOWN)),
        ("?ganger=0.5", lambda text: s.learn_request(text, KNOWN)),
        ("?ganger=nan", lambda text: s.learn_request(text, KNOWN)),
        ("?nullmodell=ukjent", lambda text: s.compare_request(text, "a")),
        ("?trekk=-1", lambda text: s.compare_request(text, "a")),
        ("?trekk=100000", lambda text: s.compare_request(text, "a")),
        ("?omganger=0", lambda text: s.stress_request(text, "a")),
        ("?andel=101", lambda text: s.stress_request(text, "a")),
        ("?travleste=0", lambda text: s.stress_request(text, "a")),
        ("?fro=-3", lambda text: s.change_request(text, "a", TODAY)),
    ],
)
def test_what_cannot_be_read_is_told(search: str, read: Any) -> None:
    with pytest.raises(InputError) as told:
        read(search)
    assert told.value.code == "bad_address_wish"


def test_an_unknown_edition_and_a_day_that_is_none_are_told() -> None:
    with pytest.raises(InputError) as told:
        s.stress_request("?utgave=hemmelig", "a")
    assert told.value.code == "bad_edition"
    with pytest.raises(InputError) as told:
        s.change_request("?datoer=2025-01-01,i+fjor", "a", TODAY)
    assert told.value.code == "bad_date"


def test_a_year_before_a_leap_day_is_a_day() -> None:
    assert s.last_year(date(2028, 2, 29)) == (date(2027, 2, 28), date(2028, 2, 29))


@pytest.mark.parametrize(("search", "dataset"), [
    ("", "d"), ("?datasett=b", "b"), ("?i=a", "a"), ("?i=a,c", "d"), ("?datasett=b&i=a", "b"), ("?i=", "d"),
])  # fmt: skip
def test_the_one_dataset_is_carried_over_the_parts(search: str, dataset: str) -> None:
    assert s.chosen(search, "d") == dataset
