"""Open chairs: held for those whom nobody in the register can speak for as one of them."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services.chairs import OpenChair
from matchmaker.services.environment import Environment
from matchmaker.services.settled_team import as_settled
from matchmaker.services.team import TeamRequest, suggest_team
from tests.conftest import TODAY
from tests.unit.small import LEVANGER, VERDAL, Shelf, actor, challenge, register

YOUTH = [{"challenge": "sak", "group": "ungdom", "name": "Ungdom i Snåsa"}]


def chairs(
    *actors: dict[str, Any], affected: list[dict[str, Any]] | None = None, features: Any = None, **wish: Any
) -> tuple[OpenChair, ...]:
    rows = [actor("club", municipality=VERDAL), actor("choir", municipality=VERDAL), *actors]
    found = register(
        features, actors=rows, challenges=[challenge()], affected=YOUTH if affected is None else affected
    )
    size = wish.pop("size", 2)
    return suggest_team(
        Shelf(found), TeamRequest("lite", "sak", size, size, **wish), Environment(lambda: TODAY)
    ).open_chairs


def test_a_chair_is_held_in_addition_when_nobody_belongs_to_the_group() -> None:
    (chair,) = chairs()
    assert (chair.group, chair.name, chair.message.code) == ("ungdom", "Ungdom i Snåsa", "chair.open")


@pytest.mark.parametrize(
    ("who", "held"),
    [
        ({"kind": "innbygger"}, False),
        ({"kind": "elev"}, False),
        ({"kind": "frivillig"}, True),  # works for them: represents people who do not take part
        ({"kind": "ungdomsraad"}, True),
        ({"kind": "innbygger", "reserved": True}, True),  # cannot be asked
        ({"kind": "innbygger", "municipality": LEVANGER}, True),  # belongs elsewhere
    ],
)
def test_who_fills_the_chair_of_a_group(who: dict[str, Any], held: bool) -> None:
    found = chairs(actor("one", **{"groups": "ungdom", "municipality": VERDAL, **who}))
    assert [chair.group for chair in found if chair.message.code == "chair.open"] == ["ungdom"] * held


def test_somebody_from_elsewhere_who_is_asked_for_fills_it() -> None:
    one = actor("one", "innbygger", groups="ungdom", municipality=LEVANGER)
    assert chairs(one, include=("one",)) == ()


def test_chairs_stand_group_by_group_and_none_where_nobody_is_affected() -> None:
    several = [{"challenge": "sak", "group": g, "name": g} for g in ("ungdom", "eldre")]
    assert [
        c.group
        for c in chairs(actor("one", "innbygger", groups="eldre", municipality=VERDAL), affected=several)
    ] == ["ungdom"]
    assert len(chairs(affected=several)) == 2
    assert chairs(affected=[]) == ()


def test_the_asker_may_hold_chairs_in_own_words() -> None:
    found = chairs(affected=[], hold=("en nabo", "en lærling"))
    assert [(c.group, c.name, c.message.code) for c in found] == [
        ("", "en nabo", "chair.held"), ("", "en lærling", "chair.held"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ages", "size", "company"),
    [
        ({"young": "15"}, 3, True),
        ({"young": "15", "other": "16"}, 4, False),  # two of them are company
        ({"young": "18"}, 3, False),
        ({}, 3, False),  # an age nobody has stated is not guessed
    ],
)
def test_no_minor_sits_alone_among_adults(ages: dict[str, str], size: int, company: bool) -> None:
    people = [actor(name, "innbygger", municipality=VERDAL) for name in ({"young": 1} | ages)]
    features = [(name, "alder", age) for name, age in ages.items()]
    found = chairs(*people, affected=[], features=features, size=size)
    assert [c.message.code for c in found] == ["chair.company"] * company
    assert all(c.name == "Young" for c in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chair_is_told_in_every_language(language: Language) -> None:
    for chair in chairs(hold=("en nabo",)):
        assert chair.name in catalogue(language).say(chair.message)


def test_a_chair_in_the_planners_own_words_is_kept_with_the_team() -> None:
    found = register(
        actors=[actor("a", municipality=VERDAL), actor("b", municipality=VERDAL)],
        challenges=[challenge()],
        affected=[{"challenge": "sak", "group": "ungdom", "name": "ungdom"}],
    )
    request = TeamRequest("lite", "sak", 1, 1, hold=("en ungdom fra Snåsa",))
    settled = as_settled(suggest_team(Shelf(found), request, Environment(lambda: TODAY)))
    assert settled.open == ("ungdom",)
    assert settled.held == ("en ungdom fra Snåsa",)


def test_a_pupil_whose_age_nobody_has_stated_gets_company_too() -> None:
    pupil = actor("pupil", "elev", municipality=VERDAL, form="person")
    assert [c.message.code for c in chairs(pupil, affected=[], size=3)] == ["chair.company"]
