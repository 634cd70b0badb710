"""Municipality numbers and names: KLASS 131 (SSB), 357 municipalities at 1 January 2026."""

from __future__ import annotations

import pytest

from matchmaker.model import municipalities
from matchmaker.model.municipalities import known_names, lookup, name


def test_every_municipality_is_there() -> None:
    found = municipalities.municipalities()
    assert len(found) == 357  # KLASS 131, codes valid at 2026-01-01
    assert list(found) == sorted(found)
    assert all(len(number) == 4 and number.isdigit() for number in found)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("5038", "5038"),
        ("301", "0301"),  # a spreadsheet has eaten the nought
        ("0301", "0301"),
        ("Verdal", "5038"),
        ("  VERDAL ", "5038"),
        ("Snåsa", "5041"),
        ("Sna\u030asa", "5041"),  # å as a and a ring
        ("1703", "5007"),  # Namsos before 2018, «Namsos - Nåavmesjenjaelmie» since
        ("0711", "3301"),  # Svelvik is part of Drammen since 2020
        ("Svelvik", None),  # a name that no present municipality has
        ("Atlantis", None),
        ("", None),
        ("9999", None),
        ("50380", None),
    ],
)
def test_what_people_write(written: str, number: str | None) -> None:
    assert lookup(written) == number


@pytest.mark.parametrize("written", ["Våler", "Herøy"])
def test_a_name_that_two_municipalities_share_leads_nowhere(written: str) -> None:
    """Våler lies in Østfold and in Innlandet, Herøy in Møre og Romsdal and in Nordland."""
    assert lookup(written) is None
    holders = [m for m in municipalities.municipalities().values() if m.short_name.startswith(written)]
    assert len(holders) == 2


@pytest.mark.parametrize("number", ["5012", "1505"])
def test_a_number_that_was_split_leads_nowhere_or_to_itself(number: str) -> None:
    """Snillfjord (5012) was divided between three in 2020; Kristiansund (1505) never was."""
    assert lookup(number) == {"5012": None, "1505": "1505"}[number]


def test_former_numbers_lead_to_present_ones_and_never_to_two() -> None:
    seen: dict[str, str] = {}
    for item in municipalities.municipalities().values():
        for former in item.former:
            assert former not in seen, f"{former} leads to {seen.get(former)} and {item.number}"
            assert former not in municipalities.municipalities()
            seen[former] = item.number
            assert lookup(former) == item.number


def test_the_five_of_innherred() -> None:
    """Innherred regionråd: the municipalities of the course document and Steinkjer, all in Trøndelag."""
    numbers = ("5006", "5037", "5038", "5041", "5053")
    assert [name(number) for number in numbers] == ["Steinkjer", "Levanger", "Verdal", "Snåsa", "Inderøy"]
    assert {municipalities.municipalities()[n].county.split(" ")[0] for n in numbers} == {"Trøndelag"}


def test_an_unknown_number_is_called_by_itself() -> None:
    assert name("9999") == "9999"


def test_names_for_suggestions_are_sorted_and_once_each() -> None:
    names = known_names()
    assert list(names) == sorted(set(names))
    assert "Verdal" in names
