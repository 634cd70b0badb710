"""Sentences in three languages, and the numbers in them.

Norwegian numbers: decimal comma, no separator in four-digit numbers, a space in longer ones and before
the per cent sign (Språkrådet, «Tall, tid, dato» and «Prosenttegn»). The minus is U+2212.
"""

from __future__ import annotations

import math

import pytest

from matchmaker.kernel.errors import Message
from matchmaker.kernel.messages import DEFAULT_LANGUAGE, LANGUAGES, Language, catalogue

NARROW, HARD = "\u202f", "\u00a0"


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (1234, 0, "1234"),
        (-1234.5, 1, "\u22121234,5"),
        (12345, 0, f"12{NARROW}345"),
        (1234567.891, 2, f"1{NARROW}234{NARROW}567,89"),
        (0.125, 2, "0,12"),
        (float("nan"), 1, "–"),
    ],
)
def test_norwegian_numbers(language: Language, value: float, decimals: int, text: str) -> None:
    assert catalogue(language).number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234, 0, "1,234"), (1234.5, 1, "1,234.5"), (-2.5, 1, "-2.5"), (math.nan, 1, "–")],
)
def test_english_numbers(value: float, decimals: int, text: str) -> None:
    assert catalogue("en").number(value, decimals) == text


def test_a_number_that_rounds_up_to_five_digits_is_split() -> None:
    assert catalogue("nb").number(9999.96, 1) == f"10{NARROW}000,0"


def test_a_number_that_rounds_to_nothing_has_no_sign() -> None:
    assert catalogue("nb").number(-0.001, 2) == "0,00"
    assert catalogue("en").number(-0.001, 2) == "0.00"


def test_per_cent() -> None:
    assert catalogue("nb").percent(0.125) == f"12{HARD}%"
    assert catalogue("nn").percent(0.125, 1) == f"12,5{HARD}%"
    assert catalogue("en").percent(0.5) == "50%"


@pytest.mark.parametrize(("language", "word"), [("nb", "og"), ("nn", "og"), ("en", "and")])
def test_a_list_is_joined_in_the_readers_language(language: Language, word: str) -> None:
    words = catalogue(language)
    assert words.join([]) == "–"
    assert words.join(["a"]) == "a"
    assert words.join(["a", "b"]) == f"a {word} b"
    assert words.join(["a", "b", "c"]) == f"a, b {word} c"


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_are_shown_by_their_type(language: Language) -> None:
    words = catalogue(language)
    assert words.show(None) == "–"
    assert words.show("as it is") == "as it is"
    assert words.show(True) == words.term("word.yes")
    assert words.show(False) == words.term("word.no")
    assert words.show(12) == "12"
    assert words.show(()) == "–"


def test_few_of_many_never_reads_as_nobody() -> None:
    nb = catalogue("nb")
    said = [
        nb.percent(share).replace("\u00a0", " ") for share in (3 / 2700, 0.00038, 0.0099, 0.01, 0.0, 1e-9)
    ]
    assert said == ["0,11 %", "0,038 %", "0,99 %", "1 %", "0 %", "0 %"]
    assert catalogue("en").percent(3 / 2700, 1) == "0.11%"


def test_messages_inside_messages_are_translated_first() -> None:
    inner = Message("contribution.lokalkunnskap")
    said = {
        language: catalogue(language).say(
            Message("reason.only_on_needs", {"needs": (inner, Message("contribution.ideutvikling"))})
        )
        for language in LANGUAGES
    }
    assert said["nb"].endswith("lokalkunnskap og nye ideer")
    assert said["nn"].endswith("lokalkunnskap og nye idear")
    assert said["en"].endswith("local knowledge and new ideas")


def test_a_code_without_a_sentence_is_never_shown() -> None:
    for language in LANGUAGES:
        with pytest.raises(KeyError, match=r"no\.such\.code"):
            catalogue(language).say(Message("no.such.code"))
        assert not catalogue(language).knows("no.such.code")


def test_a_sentence_without_its_values_is_never_shown() -> None:
    with pytest.raises(KeyError, match="actor"):
        catalogue("nb").say(Message("error.unknown_actor", {"other": "x"}))


def test_values_are_not_read_as_templates() -> None:
    said = catalogue("nb").say(Message("error.unknown_actor", {"actor": "{0} %s {x}"}))
    assert "{0} %s {x}" in said


def test_bokmal_is_the_default_and_every_language_has_its_own_words() -> None:
    assert DEFAULT_LANGUAGE == "nb"
    assert catalogue().language == "nb"
    assert catalogue("nb") is catalogue("nb")
    said = {catalogue(language).term("sector.innbygger") for language in LANGUAGES}
    assert said == {"Innbyggere", "Innbyggjarar", "Residents"}  # words-and-manners, «Kinds»
