"""Which names of organisations can be one and the same. Judged by hand; organisations only."""

from __future__ import annotations

import pytest

from matchmaker.linkage.names import fold, likeness, parse
from matchmaker.linkage.suggest import suggest_duplicates
from tests.unit.small import LEVANGER, VERDAL, actor, register

STEINKJER, INDEROY = "5006", "5053"

SAME = [
    ("Verdal kommune", "VERDAL KOMMUNE", VERDAL, "administrasjon"),
    ("Verdal IL", "Verdal Idrettslag", VERDAL, "frivillig"),
    ("Verdal IL", "VerdalIL", VERDAL, "frivillig"),
    ("Verdal I.L.", "Idrettslaget Verdal", VERDAL, "frivillig"),
    ("Levanger Røde Kors", "Roede Kors, Levanger", LEVANGER, "frivillig"),
    ("Levanger Røde Kors", "Røde Kors", LEVANGER, "frivillig"),
    ("Levanger Bygg & Anlegg AS", "Levanger Bygg og Anlegg", LEVANGER, "naeringsliv"),
    ("Levanger Bygg og Anlegg A/S", "Levanger bygg- og anlegg as", LEVANGER, "naeringsliv"),
    ("Inderøy Bondelag", "Inderøy bonelag", INDEROY, "frivillig"),
    ("Inderøy Bondelag", "Inderoey Bondelag", INDEROY, "frivillig"),
    ("Biblioteket i Steinkjer", "Steinkjer bibliotek", STEINKJER, "tjeneste"),
    ("Frivilligsentralen i Steinkjer", "Frivilligsentral, Steinkjer kommune", STEINKJER, "frivilligsentral"),
    ("Steinkjer frivilligsentral", "Frivilligs. Steinkjer", STEINKJER, "frivilligsentral"),
    ("Stiklestad vel", "Stiklestad Velforening", VERDAL, "velforening"),
    ("Stiklestad skole", "Stikelstad skole", VERDAL, "skole"),
    ("Leksdal Bygdelag, avd. 02", "Leksdal bygdelag avdeling 2", VERDAL, "frivillig"),
    ("Sanitetsforeningen i Vinne", "Vinne sanitetsforening", VERDAL, "frivillig"),
    ("Ørmelen ungdomslag", "Ørmelen UL", VERDAL, "frivillig"),
    ("Åsen museum og historielag", "ÅSEN MUSEUM & HISTORIELAG", LEVANGER, "frivillig"),
]  # fmt: skip
DIFFERENT = [
    ("Verdal IL fotball", "Verdal IL ski", VERDAL, "frivillig"),
    ("Verdal IL", "Verdal IL fotball", VERDAL, "frivillig"),
    ("Levanger kommune", "Levanger kommunestyre", LEVANGER, "administrasjon"),
    ("Stiklestad skole", "Stiklestad SFO", VERDAL, "skole"),
    ("Inderøy Bondelag", "Inderøy Bondekvinnelag", INDEROY, "frivillig"),
    ("Vinne bygdelag", "Vinne ungdomslag", VERDAL, "frivillig"),
    ("Velforening 1", "Velforening 2", VERDAL, "velforening"),
    ("Lag 12", "Lag 13", VERDAL, "frivillig"),
    ("9. klasse A, Verdalsøra", "9. klasse B, Verdalsøra", VERDAL, "elev"),
    ("Steinkjer barneskole", "Steinkjer ungdomsskole", STEINKJER, "skole"),
    ("Utvalg for oppvekst, Levanger kommune", "Utvalg for plan, Levanger kommune", LEVANGER, "utvalg"),
    ("Levanger mannskor", "Levanger damekor", LEVANGER, "frivillig"),
    ("Røde Kors", "Røde Kors hjelpekorps", VERDAL, "frivillig"),
    ("Eldrerådet i Verdal", "Ungdomsrådet i Verdal", VERDAL, "eldreraad"),
    ("Mosvik Bygg AS", "Mosvik Bygg SA", INDEROY, "naeringsliv"),
    ("Indre Åsen vel", "Ytre Åsen vel", LEVANGER, "velforening"),
    ("Ungdomsrådet", "Ungdomslaget", VERDAL, "frivillig"),
    ("Verdal helselag", "Verdal historielag", VERDAL, "frivillig"),
]  # fmt: skip


def suggested(one: str, other: str, municipality: str, kind: str) -> bool:
    rows = [
        actor("a", kind, municipality=municipality) | {"name": one},
        actor("b", kind, municipality=municipality) | {"name": other},
    ]
    return len(suggest_duplicates(register(actors=rows))) == 1


@pytest.mark.parametrize(("one", "other", "municipality", "kind"), SAME)
def test_one_organisation_under_two_names(one: str, other: str, municipality: str, kind: str) -> None:
    assert suggested(one, other, municipality, kind)
    assert suggested(other, one, municipality, kind)


@pytest.mark.parametrize(("one", "other", "municipality", "kind"), DIFFERENT)
def test_two_organisations(one: str, other: str, municipality: str, kind: str) -> None:
    assert not suggested(one, other, municipality, kind)
    assert not suggested(other, one, municipality, kind)


NOWHERE = (frozenset[str](), frozenset[str]())


def alike(one: str, other: str, common: frozenset[str] = frozenset()) -> str:
    found = likeness(parse(one), parse(other), NOWHERE, common)
    return "two" if found is None else "same" if found.same else "like"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Blåbekken turlag", "TURLAG BLAABEKKEN", "same"),
        ("Blåbekken turlag", "Blåbekkenturlag", "same"),
        ("Blåbekken turlag", "Blåbekken turlag AS", "like"),
        ("Blåbekken turlag", "Blåbekken turlaget", "like"),
        ("Blåbekken turlag", "Blåbekekn turlag", "like"),
        ("Blåbekken turlag", "Blåbekken turl.", "like"),
        ("Blåbekken turlag", "Blåbekken turl", "two"),
        ("Blåbekken turlag", "Blåbekken turlag 1923", "two"),
        ("Klubben", "Laget", "two"),
        ("Kåre", "Kari", "two"),  # too short for a mistake
        ("Vela", "Vlea", "like"),  # but two letters may change places
        ("(oppdiktet)", "(oppdiktet)", "two"),  # no word at all
        ("2", "2", "two"),
    ],
)
def test_two_names(one: str, other: str, expected: str) -> None:
    assert alike(one, other) == alike(other, one) == expected


def test_a_word_that_stands_in_several_names_is_no_mistake() -> None:
    words = frozenset({"blabergh", "brabergh"})
    assert alike("Blåbergh turlag", "Bråbergh turlag") == "like"
    assert alike("Blåbergh turlag", "Bråbergh turlag", words) == "two"
    assert alike("Blåbergh turlag", "Bråbergh turlag", words - {"brabergh"}) == "like"


def test_likeness_in_per_cent() -> None:
    same = likeness(parse("Åsen turlag"), parse("turlag AASEN"), NOWHERE)
    typo = likeness(parse("Åsheim turlag"), parse("Åshiem turlag"), NOWHERE)
    assert same is not None
    assert typo is not None
    assert same.percent == 100
    assert 85 <= typo.percent < 100


def test_folding_knows_both_ways_of_writing_the_last_letters() -> None:
    assert fold("Ærøy Ålesund") == fold("AEROEY AALESUND") == fold("arøy alesund")
    assert fold("Øvre") != fold("Nedre")
