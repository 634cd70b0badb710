"""How ``groups`` is spelt: a request becomes a command, and the command the same request."""

from __future__ import annotations

import shlex
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.cli import parser
from matchmaker.cli.groups import groups_request
from matchmaker.kernel.messages import LANGUAGES, Language
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.groups_request import SEPARATIONS, TIES, AttributeWish, GroupsRequest
from matchmaker.services.groups_spelling import (
    SPELLINGS,
    Spelling,
    answer_of,
    attribute_of,
    count_of,
    differing,
    pin_of,
    repeating,
    seconds_of,
    separations_of,
    set_of,
    some_of,
    spell,
    ties_of,
)

PARSER = parser.build("nb")
NAMES = st.from_regex(r"[a-zæøå0-9-][a-zæøå0-9._ '\"$:-]{0,9}", fullmatch=True).filter(
    lambda t: t == t.strip()
)
TEXTS = st.from_regex(r"[a-zæøå0-9=-][a-zæøå=,:«»$-]{0,9}", fullmatch=True)
COUNTS = st.integers(0, 10**6)
SETS = st.lists(NAMES, min_size=2, max_size=4, unique=True).map(tuple)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "groups": COUNTS,
    "rounds": COUNTS,
    "least": COUNTS,
    "most": COUNTS,
    "attributes": st.builds(AttributeWish, TEXTS, st.sampled_from(GroupMode), st.integers(1, 100)),
    "order": st.lists(NAMES, min_size=1, max_size=4, unique=True).map(tuple),
    "together": SETS,
    "apart": SETS,
    "pins": st.tuples(TEXTS, NAMES),
    "separations": st.lists(st.sampled_from(SEPARATIONS), max_size=3, unique=True).map(tuple),
    "meet_once": st.booleans(),
    "visit_once": st.booleans(),
    "ties": st.sampled_from(TIES),
    "absent": st.lists(NAMES, min_size=1, max_size=4, unique=True).map(tuple),
    "seed": st.integers(),
    "tries": COUNTS,
    "done": COUNTS,
    "seconds": st.floats(0.001, 10**6),
}
OF = {one.field: one for one in SPELLINGS}


@st.composite
def requests(draw: st.DrawFn) -> GroupsRequest:
    """Any wish that can be said."""
    said = {field: values for field, values in VALUES.items() if draw(st.booleans())}
    found: dict[str, Any] = {}
    for field, values in said.items():
        several = OF[field].several
        found[field] = tuple(draw(st.lists(values, min_size=1, max_size=3))) if several else draw(values)
    return GroupsRequest(draw(TEXTS), **found)


@given(requests(), st.sampled_from(LANGUAGES))
def test_the_command_beside_an_answer_asks_the_same(request: GroupsRequest, language: Language) -> None:
    words = shlex.split(spell(request, language))
    assert words[:2] == ["matchmaker", "groups"]
    options = PARSER.parse_args(words[1:])
    assert groups_request(options) == request
    assert options.lang == language


@given(requests())
def test_what_is_written_in_an_address_is_read_again(request: GroupsRequest) -> None:
    again: dict[str, Any] = {}
    for one, value in differing(request):
        read = one.read(one.write(value))
        again[one.field] = (*again.get(one.field, ()), read) if one.several else read
    assert GroupsRequest(request.dataset, **again) == request


def test_every_field_is_spelt_once() -> None:
    assert [one.field for one in SPELLINGS] == [f.name for f in fields(GroupsRequest) if f.name != "dataset"]
    assert set(VALUES) == set(OF)
    for names in ([one.option for one in SPELLINGS], [one.key for one in SPELLINGS]):
        assert len(set(names)) == len(SPELLINGS)


def test_a_plain_wish_is_a_short_command() -> None:
    assert spell(GroupsRequest("liste.xlsx")) == "matchmaker groups liste.xlsx"
    assert spell(GroupsRequest("a", meet_once=False, visit_once=True), "nn", "--keep") == (
        "matchmaker groups a --may-meet-again --visit-once --keep --lang nn"
    )


def test_a_time_becomes_the_tries_it_was_enough_for() -> None:
    timed = GroupsRequest("a", seconds=3.0, seed=7)
    assert repeating(timed, 900, 700) == GroupsRequest("a", tries=900, done=700, seed=7)
    assert repeating(GroupsRequest("a", tries=900), 900, 700) == GroupsRequest("a", tries=900, done=700)
    assert repeating(GroupsRequest("a"), 900, 900) == GroupsRequest("a")


def test_what_is_not_said_is_as_in_the_question_before_but_for_the_search() -> None:
    before = GroupsRequest(
        "b", groups=5, seed=9, tries=4, meet_once=True, attributes=(attribute_of("type=spre"),)
    )
    found = groups_request(PARSER.parse_args(["groups", "a", "--groups", "6", "--absent", "x"]), before)
    assert found == GroupsRequest("a", groups=6, meet_once=True, attributes=before.attributes, absent=("x",))


@pytest.mark.parametrize("one", [one for one in SPELLINGS if not one.flags], ids=lambda one: one.field)
def test_help_tells_of_every_option(one: Spelling) -> None:
    said = PARSER.parse_args(["groups", "a"])
    assert getattr(said, one.field) is None


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (attribute_of, ""), (attribute_of, "kjonn"), (attribute_of, "=spre"), (attribute_of, "kjonn=spred"),
        (attribute_of, "kjonn=spre:0"), (attribute_of, "kjonn=spre:101"), (attribute_of, "kjonn=spre:x"),
        (attribute_of, "kjonn=spre:"), (set_of, ""), (set_of, "a"), (set_of, "a,a"), (set_of, ","),
        (some_of, ""), (some_of, " , "), (pin_of, "a"), (pin_of, "a="), (pin_of, "=b"), (separations_of, ""),
        (separations_of, "enhet,alder"), (ties_of, "alle"), (count_of, "-1"), (count_of, "x"),
        (seconds_of, "0"), (seconds_of, "-1"), (seconds_of, "inf"), (seconds_of, "nan"), (seconds_of, "x"),
        (answer_of, "kanskje"), (answer_of, ""),
    ],
)  # fmt: skip
def test_anything_else_is_refused(read: Any, text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the parser tells in its own words
        read(text)
