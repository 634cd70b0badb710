"""What an address writes in a form's fields, and what it leaves to whoever is writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import no_update

from dashboard.pages import team_actors
from dashboard.pages.filling import filled
from matchmaker.services.actors import ActorName

if TYPE_CHECKING:
    import pytest

    from dashboard.pages.answers import Answers


def test_only_fields_in_which_the_address_says_something_else_are_written() -> None:
    assert filled([1, ["a"]], [1, ["a"]]) == [no_update, no_update, no_update]
    assert filled([1, ["a"]], [1, ["a", "b"]]) == [no_update, ["a"], [1, ["a"]]]


def test_where_nothing_is_remembered_everything_is_written() -> None:
    assert filled([1, ""], None) == [1, "", [1, ""]]
    assert filled([1, ""], [1]) == [1, "", [1, ""]]
    assert filled([], []) == [no_update]


def test_of_many_actors_those_chosen_and_those_looked_for_are_offered(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = team_actors.able(answers, "innherred")
    assert team_actors.offered(answers, "innherred", ()) == everybody
    monkeypatch.setattr(team_actors, "MOST_LISTED", 10)
    monkeypatch.setattr(team_actors, "MOST_FOUND", 3)
    assert team_actors.offered(answers, "innherred", ()) == everybody[:3]
    last = everybody[-1]
    found = team_actors.offered(answers, "innherred", [last["value"]], "FRIVILL")
    assert found[0] == last
    assert found[1:]
    assert all("frivill" in one["label"].casefold() for one in found[1:])
    assert isinstance(answers.actors("innherred")[0], ActorName)
