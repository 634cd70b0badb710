"""Wishes that cannot all be met, as text: what clashes comes before what would help."""

from __future__ import annotations

import io

import pytest

from matchmaker.cli import text
from matchmaker.cli.paper import Paper
from matchmaker.kernel.errors import Change, Infeasible, Message, Relaxation
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services.jsonable import jsonable

SIZES = {"before": 8, "after": 9}
WRONG = Infeasible(
    "no_team_possible",
    [Relaxation((Change("max_size", "set", 9, Message("change.max_size", SIZES)),))],
    {"challenge": "Sak"},
    [Message("wish.max_size", {"count": 8}), Message("wish.at_least", {"count": 9, "sector": "innbygger"})],
)


def said(wrong: Infeasible, language: Language) -> str:
    written = io.StringIO()
    text.error(wrong, Paper(written), catalogue(language))
    return written.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_clashes_then_what_would_help(language: Language) -> None:
    words = catalogue(language)
    shown = said(WRONG, language)
    parts = [
        words.say(WRONG.message),
        words.say(Message("infeasible.conflict", {"count": 2})),
        *(f"- {words.say(wish)}" for wish in WRONG.conflict),
        words.term("infeasible.heading"),
        f"1. {words.say(WRONG.relaxations[0].changes[0].message)}",
    ]
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)


def test_no_heading_stands_over_nothing() -> None:
    words = catalogue("nb")
    shown = said(Infeasible("no_team_possible", (), {"challenge": "Sak"}), "nb")
    assert shown.strip() == words.say(WRONG.message)


def test_a_clash_is_data_too() -> None:
    told = jsonable(WRONG.conflict, catalogue("nb"))
    assert isinstance(told, list)
    assert told[0] == {"code": "wish.max_size", "params": {"count": 8}, "text": "ikke flere plasser enn 8"}
