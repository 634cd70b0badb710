"""Actors called by name where a wish asks for ids."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.kernel.errors import InputError, MatchmakerError, SeveralErrors
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.services.environment import Environment
from matchmaker.services.team import suggest_team
from matchmaker.services.team_called import called
from matchmaker.services.team_wish import TeamRequest
from tests.conftest import TODAY
from tests.unit.small import VERDAL, Shelf, actor, challenge, register

TOWN = Shelf(
    register(
        actors=[
            {**actor(which, municipality=VERDAL), "name": name}
            for which, name in (
                ("kor-1", "Koret"), ("kor-2", "Koret"), ("lag-1", "Laget"), ("lag-2", "Laget"),
                ("band", "Bandet: blås"), ("klubb", "Klubben"), ("Klubben", "Klubben på hjørnet"),
            )
        ],
        challenges=[challenge()],
    )
)  # fmt: skip
WISH: dict[str, Any] = {"dataset": "lite", "challenge": "sak", "min_size": 2, "max_size": 2}


def asked(*others: str, **more: Any) -> tuple[TeamRequest, tuple[str, ...]]:
    return called(TOWN, TeamRequest(**{**WISH, **more}), *others)


def test_a_name_that_one_actor_has_stands_for_the_id() -> None:
    pairs = (("Bandet: blås", "kor-1"), ("lag-2", " Bandet: blås "))
    request, others = asked(
        "Klubben på hjørnet", "lag-1",
        include=("Bandet: blås", "kor-2"), exclude=("Klubben på hjørnet",), together=pairs, apart=pairs,
    )  # fmt: skip
    assert request == TeamRequest(
        **WISH, include=("band", "kor-2"), exclude=("Klubben",),
        together=(("band", "kor-1"), ("lag-2", "band")), apart=(("band", "kor-1"), ("lag-2", "band")),
    )  # fmt: skip
    assert others == ("Klubben", "lag-1")


def test_an_id_is_itself_though_somebody_else_is_called_so() -> None:
    assert asked("Klubben", include=("Klubben",))[0].include == ("Klubben",)


@pytest.mark.parametrize("field", ["include", "exclude", "together", "apart", "others"])
def test_a_name_that_several_have_is_told_with_their_ids(field: str) -> None:
    more: dict[str, Any] = {field: (("Koret", "band"),) if field in ("together", "apart") else ("Koret",)}
    with pytest.raises(InputError) as wrong:
        asked("Koret") if field == "others" else asked(**more)
    assert (wrong.value.code, wrong.value.params["ids"]) == ("several_called", ("kor-1", "kor-2"))
    told(wrong.value)


def test_several_such_names_are_told_at_once() -> None:
    with pytest.raises(SeveralErrors) as wrong:
        asked(include=("Koret", "Laget"), exclude=("Koret",))
    assert [one.params["name"] for one in wrong.value.errors] == ["Koret", "Laget"]


def test_a_name_that_nobody_has_is_left_to_the_check_of_the_wish() -> None:
    request, others = asked("koret", include=("Korpset",))  # the case matters
    assert (request.include, others) == (("Korpset",), ("koret",))
    with pytest.raises(InputError, match="unknown_actor"):
        suggest_team(TOWN, request, Environment(lambda: TODAY))


def told(wrong: MatchmakerError) -> None:
    assert wrong.hint is not None
    for language in LANGUAGES:
        words = catalogue(language)
        assert "kor-1" in words.say(wrong.message)
        assert words.say(wrong.hint)
