"""An event in groups as text: what is broken first, then who sits where, then what it is worth."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from matchmaker.cli import groups_text
from matchmaker.cli.paper import Paper
from matchmaker.kernel.errors import Message
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.groups_request import (
    AttributeInGroup,
    GroupsRequest,
    PersonSeat,
    Question,
    Split,
    ValueCount,
)
from tests.unit.splits import group, split

BROKEN = Message("rule.size", {"group": "Gruppe 1", "round": 1, "amount": 2})


def said(answer: Split, language: Language = "nb") -> str:
    sink = io.StringIO()
    groups_text.show(answer, Paper(sink), catalogue(language))
    return " ".join(sink.getvalue().split())


PLAIN = split((group("gruppe-1", ("a", "Anna"), ("b", "Bo")), group("gruppe-2", ("c", "Cy"))))


def test_each_group_is_told_with_place_people_and_counts() -> None:
    text = said(PLAIN)
    assert "Runde 1 Gruppe 1 · Rom 1 · Byrom · 2 deltakere Anna · Bo kjønn: " in text
    assert text.startswith("Forslag – avgjøres av")
    assert "Alle regler er holdt." in text


def test_rules_that_are_broken_are_told_first_and_at_the_group() -> None:
    broken = split((group("gruppe-1", ("a", "Anna"), breaches=(BROKEN,)),), breaches=(BROKEN,))
    text = said(broken)
    assert "Alle regler er holdt." not in text
    assert text.index("REGLER SOM IKKE ER HOLDT: 1 ! Gruppe 1, runde 1: 2") < text.index("Anna")
    assert "! Gruppe 1 · Rom 1 · Byrom · 1 deltakere Gruppe 1, runde 1: 2" in text


def test_values_stand_beside_the_lowest_possible_and_chance() -> None:
    text = said(PLAIN)
    assert "gruppen med minst blanding 3 1 4,5" in text
    assert "møtes igjen 0 – –" in text


def test_the_same_answer_can_be_asked_for_again() -> None:
    timed = replace(PLAIN, request=GroupsRequest("lite", seconds=3.0, seed=2), tries=90, done=70)
    assert "matchmaker groups lite --seed 2 --tries 90 --done 70" in said(timed)
    assert "--lang en" in said(PLAIN, "en")


def test_meetings_are_told_where_there_are_several_rounds() -> None:
    two = split((group("gruppe-1", ("a", "Anna")),), (group("gruppe-1", ("a", "Anna")),))
    assert "Par som møtes igjen: 0. Par som ikke møtes: 2." in said(two)
    assert "Par som" not in said(PLAIN)


def test_a_stopped_search_a_move_a_question_and_a_note_are_told() -> None:
    note = Message("groups.list_twice", {"count": 3})
    asked = Question("kjonn", "kvinne", 3, 2, Message("groups.list_skipped", {"count": 7}))
    moved = group("gruppe-1")
    moved = replace(moved, people=(PersonSeat("a", "Anna", stays=False, told="gruppe-9"),))
    answer = replace(split((moved,)), cancelled=True, notes=(note,), questions=(asked,), moved=1)
    text = said(answer)
    assert "Søket ble stoppet." in text
    assert "Anna (var fortalt gruppe-9)" in text
    assert "Plasser som er endret fra det folk har fått vite: 1." in text
    assert "Si hva som er ment ? Rader uten navn" in text
    assert text.index("får én plass: 3") > text.index("Hva plasseringen er vurdert etter")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_words(language: Language) -> None:
    levels = [replace(PLAIN.levels[0], level=code)
              for code in ("svakeste", "mangfold", "gjentatte_moter", "relasjoner", "onsker")]  # fmt: skip
    assert len(said(replace(PLAIN, levels=tuple(levels)), language)) > 200


@pytest.mark.parametrize(
    ("attribute", "value", "expected"),
    [
        ("kjonn", "kvinne", "kjønn: kvinner 2"), ("kommune", "5038", "kommune: Verdal 2"),
        ("type", "naeringsliv", "Næringsliv 2"), ("sektor", "frivillig", "Frivillig sektor 2"),
        ("fag", "norsk", "fag: norsk 2"), ("kjonn", "x", "kjønn: x 2"), ("fag", "", "fag: ikke oppgitt 2"),
    ],
)  # fmt: skip
def test_values_have_their_words(attribute: str, value: str, expected: str) -> None:
    one = AttributeInGroup(
        attribute, GroupMode.SPRE, 0, (ValueCount(value, 2, 0, 1), ValueCount("y", 0, 0, 1))
    )
    assert groups_text.counts(one, catalogue("nb")).endswith(expected)


def test_an_attribute_that_nobody_in_a_group_has_stated_takes_no_room() -> None:
    nobody = AttributeInGroup("kjonn", GroupMode.SPRE, 0, (ValueCount("kvinne", 0, 0, 1),))
    assert groups_text.counts(nobody, catalogue("nb")) == ""
