"""An error box about wishes that cannot all be met names them, in words."""

from __future__ import annotations

import pytest
from dash import html

from dashboard.components.errors import error_box
from dashboard.texts import words
from matchmaker.kernel.errors import Change, Infeasible, Message, Relaxation
from matchmaker.kernel.messages import LANGUAGES, Language

WISHES = (Message("wish.max_size", {"count": 3}), Message("wish.at_least", {"count": 4, "sector": "x"}))
WAY_OUT = Relaxation((Change("max_size", "set", 4, Message("change.max_size", {"before": 3, "after": 4})),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wishes_that_clash_stand_before_the_ways_out(language: Language) -> None:
    text = words(language)
    error = Infeasible("no_team_possible", [WAY_OUT], {"challenge": "Sak"}, WISHES)
    box = error_box(text, error, lambda _: "?")
    lists = [part for part in box._traverse() if isinstance(part, html.Ul)]
    assert [item.children for item in lists[0].children] == [text.say(wish) for wish in WISHES]
    assert getattr(lists[1], "className", "") == "ways-out"


def test_nothing_is_said_of_a_clash_that_nobody_looked_for() -> None:
    box = error_box(
        words("nb"), Infeasible("no_team_possible", [WAY_OUT], {"challenge": "Sak"}), lambda _: "?"
    )
    assert len([part for part in box._traverse() if isinstance(part, html.Ul)]) == 1
