"""The population table and the list of municipalities, against SSB's published figures."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INNHERRED_AND_FROSTA = ("5006", "5036", "5037", "5038", "5041", "5053")

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


MUNICIPALITIES = {row["number"]: row for row in read(ROOT / "matchmaker/model/klass131.csv")}


@pytest.mark.parametrize(
    ("number", "name", "alias"),
    [  # KLASS 131 at 2026-01-01
        ("5037", "Levanger - Levangke", "Levanger"), ("5006", "Steinkjer - Stïentje", "Steinkjer"),
        ("5041", "Snåase - Snåsa", "Snåsa"), ("0301", "Oslo - Oslove", "Oslo"),
        ("5001", "Trondheim - Tråante", "Trondheim"),
    ],
)  # fmt: skip
def test_municipalities_carry_the_klass_name_and_first_what_people_say(
    number: str, name: str, alias: str
) -> None:
    assert MUNICIPALITIES[number]["name"] == name
    assert MUNICIPALITIES[number]["aliases"].split("|")[0] == alias


@pytest.mark.parametrize(
    ("former", "present"),
    [  # KLASS 131 changes; Svelvik has been part of Drammen since 2020
        ("0711", "3301"), ("1719", "5037"), ("1702", "5006"), ("5004", "5006"), ("5039", "5006"),
        ("1441", "4649"), ("3020", "3207"), ("1014", "4223"), ("1507", "1508"), ("1534", "1580"),
    ],
)  # fmt: skip
def test_former_numbers_lead_to_the_present_one(former: str, present: str) -> None:
    heirs = [n for n, row in MUNICIPALITIES.items() if former in row["former_numbers"].split("|")]
    assert heirs == [present]


def test_the_list_of_municipalities_is_whole_and_unambiguous() -> None:
    assert len(MUNICIPALITIES) == 357  # KLASS 131 at 2026-01-01, less 9999
    former = [n for row in MUNICIPALITIES.values() for n in row["former_numbers"].split("|") if n]
    assert len(former) == len(set(former))
    assert MUNICIPALITIES.keys().isdisjoint({*former, "9999"})
    assert len({row["county_number"] for row in MUNICIPALITIES.values()}) == 15  # since 2024
    # Tysfjord 1850 was split between Narvik and Hamarøy: a guess would move people
    assert "1850" not in former
    assert {n for n, r in MUNICIPALITIES.items() if "1850" in r["split_numbers"]} == {
        "1806",
        "1875",
    }


POPULATION = read(ROOT / "data/population/folkemengde_07459.csv")


def count(number: str, year: int, sex: str = "", low: int = 0, high: int = 105) -> int:
    return sum(
        int(row["antall"])
        for row in POPULATION
        if row["kommunenummer"] == number
        and row["aar"] == str(year)
        and sex in ("", row["kjonn"])
        and low <= int(row["alder"]) <= high
    )


@pytest.mark.parametrize(
    ("number", "totals"),
    [  # SSB table 07459, 1 January 2020, 2022, 2024, 2025 and 2026
        ("5037", (20164, 20171, 20574, 20732, 20807)),
        ("5038", (14948, 14955, 15193, 15412, 15435)),
        ("5053", (6816, 6794, 6938, 7031, 7066)), ("5006", (24357, 24004, 24032, 24064, 24007)),
        ("5041", (2063, 2033, 2114, 2138, 2141)), ("5036", (2627, 2608, 2645, 2661, 2667)),
        ("4223", (14774, 15123, 15452, 15622, 15772)), ("4649", (9457, 9527, 9610, 9655, 9616)),
        ("3207", (59288, 61032, 63560, 64668, 65381)),
        ("1108", (79537, 81305, 83702, 84908, 85785)),
        ("1103", (143574, 144699, 149048, 150123, 151669)),
    ],
)  # fmt: skip
def test_population_totals(number: str, totals: tuple[int, ...]) -> None:
    assert tuple(count(number, year) for year in (2020, 2022, 2024, 2025, 2026)) == totals


def test_population_cells() -> None:
    """SSB table 07459, 2026: women in Levanger 50.4 %, 18+ in Verdal, 13–18 in Snåsa."""
    assert count("5038", 2026, low=18) == 12438
    assert count("5041", 2026, low=13, high=18) == 136
    assert round(100 * count("5037", 2026, "kvinne") / count("5037", 2026), 1) == 50.4
    assert sum(count(n, 2026) for n in INNHERRED_AND_FROSTA) == 72123
    assert {row["kommunenummer"] for row in POPULATION} <= MUNICIPALITIES.keys()
    cells = Counter((row["kommunenummer"], row["aar"]) for row in POPULATION)
    assert set(cells.values()) == {2 * 106}
    years = Counter(number for number, _ in cells)
    assert years.pop("1101") == 1  # Eigersund: 2026 only
    assert set(years.values()) == {7}
    assert len(years) == 25
