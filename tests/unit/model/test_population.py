"""How many people there are: figures, dates, areas, ages, and what is unknown."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.kernel.errors import InputError, MatchmakerError
from matchmaker.model.population import (
    DEFAULT_BANDS,
    AgeBand,
    Population,
    band_of,
    clip_bands,
    rebin,
)

ORACLES = Path(__file__).parents[2] / "oracles" / "representation"
SOURCE = "Kilde: Statistisk sentralbyrå, tabell 07459"
VERDAL, SNAASA = "5038", "5041"
LAST_YEAR, THIS_YEAR = date(2025, 1, 1), date(2026, 1, 1)


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    """Verdal and Snåsa, 1 January 2025 and 2026 (SSB table 07459)."""
    return pd.read_csv(ORACLES / "folkemengde_07459_utdrag.csv", dtype={"kommunenummer": str})


@pytest.fixture(scope="module")
def ssb(published: pd.DataFrame) -> Population:
    return Population.from_ssb(published, SOURCE)


def sheet(*rows: tuple[str, str, str, str, object, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["area", "date", "attribute", "group", "count", "source"])


LANGUAGE = sheet(
    (VERDAL, "2024-06-01", "sprak", "norsk", 14000, "Kommunen 2024"),
    (VERDAL, "2024-06-01", "sprak", "andre", 1400, "Kommunen 2024"),
    (VERDAL, "2025-06-01", "sprak", "norsk", 13900, "Kommunen 2025"),
    (VERDAL, "2025-06-01", "sprak", "andre", 1500, "Kommunen 2025"),
    (SNAASA, "2023-01-01", "sprak", "norsk", 2000, "Telling"),
    (SNAASA, "2023-01-01", "sprak", "andre", 100, "Telling"),
    ("vinne", "2026-01-01", "aldersgruppe", "0-17", 300, "Grunnkrets"),
    ("vinne", "2026-01-01", "aldersgruppe", "18-66", 700, "Grunnkrets"),
    ("vinne", "2026-01-01", "aldersgruppe", "67+", 200, "Grunnkrets"),
    ("vinne", "2026-01-01", "kjonn", "mann", 610, "Grunnkrets"),
    ("vinne", "2026-01-01", "kjonn", "kvinne", 590, "Grunnkrets"),
)


# ages


@pytest.mark.parametrize(
    ("text", "low", "high", "label"),
    [
        ("0-5", 0, 5, "0-5"),
        (" 13 – 19 ", 13, 19, "13-19"),
        ("80+", 80, 105, "80+"),
        ("60–", 60, 105, "60+"),
        ("67-79 år", 67, 79, "67-79"),
        ("90-120", 90, 105, "90+"),
    ],
)
def test_a_band_is_read_and_written(text: str, low: int, high: int, label: str) -> None:
    band = AgeBand.parse(text)
    assert (band.low, band.high, str(band)) == (low, high, label)


@pytest.mark.parametrize("text", ["", "eldre", "9-5", "110+", "-5", "1-2-3", "5"])
def test_what_is_no_band_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        AgeBand.parse(text)
    assert caught.value.code == "age_band_not_valid"


@given(st.integers(-5, 130))
def test_every_age_has_one_band(age: int) -> None:
    holding = [band for band in DEFAULT_BANDS if band.low <= min(age, 105) <= band.high]
    assert holding == ([] if age < 0 else [band_of(age)])
    assert (band_of(age) is None) is (age < 0)


def test_clipping_cuts_the_first_band() -> None:
    assert [str(band) for band in clip_bands(DEFAULT_BANDS, AgeBand(60))] == [
        "60-66", "67-79", "80+",
    ]  # fmt: skip
    assert [str(band) for band in clip_bands(DEFAULT_BANDS, AgeBand(16, 25))] == ["16-19", "20-25"]
    assert AgeBand(0, 5).clip(AgeBand(60)) is None


def bands(*labels: str) -> list[AgeBand]:
    return [AgeBand.parse(label) for label in labels]


def test_bands_add_up_where_edges_agree() -> None:
    counts = {"67-79": 3, "0-5": 1, "80+": 4, "6-66": 2}
    rebinned = rebin(counts, bands("67-79", "0-5", "80+", "6-66"), bands("67+", "0-66"))
    assert list(rebinned.items()) == [("0-66", 3), ("67+", 7)]


@pytest.mark.parametrize(
    ("have", "want"),
    [
        (["0-5", "6-12"], ["0-4", "5-12"]),
        (["0-5", "7-12"], ["0-12"]),
        (["0-5", "6-12"], ["0-12", "13-19"]),
        (["0-5", "6-12"], ["0-5"]),
        (["0-5", "6-12"], ["0-12", "6-12"]),
        (["0-5", "3-12"], ["0-12"]),
    ],
    ids=["edges differ", "a hole", "a band without figures", "one left over", "overlap", "twice"],
)
def test_bands_that_do_not_fit_are_refused(have: list[str], want: list[str]) -> None:
    with pytest.raises(MatchmakerError) as caught:
        rebin(dict.fromkeys(have, 1), bands(*have), bands(*want))
    assert caught.value.code == "bands_do_not_fit"
    assert caught.value.params == {"have": tuple(have), "want": tuple(want)}


def test_a_band_without_a_count_is_not_zero() -> None:
    with pytest.raises(MatchmakerError):
        rebin({"0-5": 1}, bands("0-5", "6-12"), bands("0-12"))


@given(st.sets(st.integers(1, 104), max_size=8), st.data())
def test_adding_bands_up_keeps_everybody(cuts: set[int], data: st.DataObject) -> None:
    edges = [0, *sorted(cuts), 106]
    narrow = [AgeBand(low, high - 1) for low, high in pairwise(edges)]
    kept = data.draw(st.sets(st.sampled_from(sorted(cuts)))) if cuts else set()
    edges = [0, *sorted(kept), 106]
    wide = [AgeBand(low, high - 1) for low, high in pairwise(edges)]
    counts = {str(band): data.draw(st.integers(0, 99)) for band in narrow}
    rebinned = rebin(counts, narrow, wide)
    assert sum(rebinned.values()) == sum(counts.values())
    assert list(rebinned) == [str(band) for band in wide]


# official figures


def test_sexes_in_two_municipalities(ssb: Population) -> None:
    # SSB 07459, 1 January 2026: Verdal 7,661 + 7,774, Snåsa 1,056 + 1,085
    counts = ssb.counts([SNAASA, VERDAL, VERDAL], date(2026, 9, 1), "kjonn")
    assert counts is not None
    assert dict(counts) == {"kvinne": 7661 + 1056, "mann": 7774 + 1085}
    assert list(counts) == ["kvinne", "mann"]
    assert counts.total == 15435 + 2141
    assert (counts.dates, counts.source, counts.missing) == ((THIS_YEAR,), SOURCE, ())
    assert (counts.ages, counts.later) == (None, False)


def test_age_bands_as_added_outside_this_project(ssb: Population) -> None:
    with (ORACLES / "aldersgrupper_2026.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kommunenummer"] == VERDAL]
    expected = {
        str(band): sum(int(row["antall"]) for row in rows if row["aldersgruppe"] == str(band))
        for band in DEFAULT_BANDS
    }
    counts = ssb.counts([VERDAL], THIS_YEAR, "aldersgruppe")
    assert counts is not None
    assert list(counts.items()) == list(expected.items())


def test_invited_ages_are_counted_exactly(ssb: Population, published: pd.DataFrame) -> None:
    counts = ssb.counts([VERDAL], THIS_YEAR, "aldersgruppe", (60, 105))
    rows = published.query("kommunenummer == '5038' and aar == 2026")
    assert counts is not None
    assert dict(counts) == {
        "60-66": rows[rows["alder"].between(60, 66)]["antall"].sum(),
        "67-79": 2226,
        "80+": 915,
    }
    assert counts.ages == AgeBand(60)
    sexes = ssb.counts([VERDAL], THIS_YEAR, "kjonn", (60, 105))
    assert sexes is not None
    assert sexes.total == counts.total
    assert sexes.ages == AgeBand(60)


def test_own_bands(ssb: Population) -> None:
    counts = ssb.counts([VERDAL], THIS_YEAR, "aldersgruppe", bands=bands("67+", "0-66"))
    assert counts is not None
    assert list(counts.items()) == [("0-66", 15435 - 2226 - 915), ("67+", 2226 + 915)]


@pytest.mark.parametrize(
    ("on", "used", "later", "total"),
    [
        (date(2025, 12, 31), LAST_YEAR, False, 15412),
        (date(2026, 1, 1), THIS_YEAR, False, 15435),
        (date(2031, 5, 1), THIS_YEAR, False, 15435),
        (date(2024, 12, 31), LAST_YEAR, True, 15412),
    ],
)
def test_the_date_of_the_process_decides(
    ssb: Population, on: date, used: date, later: bool, total: int
) -> None:
    # SSB 07459: Verdal 15,412 on 1 January 2025 and 15,435 in 2026
    counts = ssb.counts([VERDAL], on, "kjonn")
    assert counts is not None
    assert (counts.dates, counts.later, counts.total) == ((used,), later, total)
    assert counts.asked == on


def test_an_unknown_area_is_missing_not_zero(ssb: Population) -> None:
    counts = ssb.counts(["9999", VERDAL], THIS_YEAR, "kjonn")
    assert counts is not None
    assert (counts.missing, counts.total) == (("9999",), 15435)


def test_what_nobody_has_counted_is_unknown(ssb: Population) -> None:
    assert ssb.counts(["9999"], THIS_YEAR, "kjonn") is None
    assert ssb.counts([], THIS_YEAR, "kjonn") is None
    assert ssb.counts([VERDAL], THIS_YEAR, "sprak") is None
    assert Population.empty().counts([VERDAL], THIS_YEAR, "kjonn") is None
    assert Population.empty().counts([VERDAL], THIS_YEAR, "aldersgruppe", (60, 105)) is None


def test_ages_out_of_order_are_refused(ssb: Population) -> None:
    with pytest.raises(InputError):
        ssb.counts([VERDAL], THIS_YEAR, "kjonn", (60, 50))


def test_the_order_of_rows_does_not_matter(ssb: Population, published: pd.DataFrame) -> None:
    backwards = Population.from_ssb(published.iloc[::-1], SOURCE)
    for attribute in ("kjonn", "aldersgruppe"):
        asked = ([VERDAL, SNAASA], THIS_YEAR, attribute, (16, 90))
        assert backwards.counts(*asked) == ssb.counts(*asked)


def test_a_lost_leading_zero_comes_back(published: pd.DataFrame) -> None:
    oslo = published.query("kommunenummer == '5041'").assign(kommunenummer=301)
    counts = Population.from_ssb(oslo, SOURCE).counts(["0301"], THIS_YEAR, "kjonn")
    assert counts is not None
    assert counts.total == 2141


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("kjonn", "K", "population_cell_not_valid"),
        ("alder", 106, "population_cell_not_valid"),
        ("alder", 1.5, "population_cell_not_valid"),
        ("antall", -1, "population_cell_not_valid"),
        ("antall", None, "population_cell_not_valid"),
        ("aar", "i fjor", "population_cell_not_valid"),
        ("kommunenummer", "Verdal", "population_cell_not_valid"),
        ("alder", 1, "population_cells_twice"),
    ],
)
def test_figures_that_cannot_be_are_refused(
    published: pd.DataFrame, column: str, value: object, code: str
) -> None:
    wrong = published.astype({column: "object"})
    wrong.loc[0, column] = value
    with pytest.raises(InputError) as caught:
        Population.from_ssb(wrong, SOURCE)
    assert caught.value.code == code
    if code == "population_cell_not_valid":
        assert caught.value.params["column"] == column


def test_a_cell_left_out_is_not_zero(published: pd.DataFrame) -> None:
    with pytest.raises(InputError) as caught:
        Population.from_ssb(published.drop(index=0), SOURCE)
    assert caught.value.code == "population_cells_missing"
    with pytest.raises(InputError) as caught:
        Population.from_ssb(published.drop(columns="alder"), SOURCE)
    assert caught.value.params == {"columns": ("alder",)}


# a dataset's own figures


def test_other_attributes_come_from_the_sheet(ssb: Population) -> None:
    counts = ssb.with_groups(LANGUAGE).counts([VERDAL], date(2025, 1, 1), "sprak")
    assert counts is not None
    assert list(counts.items()) == [("andre", 1400), ("norsk", 14000)]
    assert (counts.dates, counts.source) == ((date(2024, 6, 1),), "Kommunen 2024")


def test_each_area_has_its_own_date() -> None:
    population = Population.empty().with_groups(LANGUAGE)
    counts = population.counts([VERDAL, SNAASA], date(2026, 1, 1), "sprak")
    assert counts is not None
    assert dict(counts) == {"andre": 1600, "norsk": 15900}
    assert counts.dates == (date(2023, 1, 1), date(2025, 6, 1))
    assert counts.source == "Kommunen 2025; Telling"


def test_figures_that_cannot_be_divided_by_age_say_so(ssb: Population) -> None:
    counts = ssb.with_groups(LANGUAGE).counts([VERDAL], THIS_YEAR, "sprak", (60, 105))
    assert counts is not None
    assert (counts.total, counts.ages) == (15400, None)


def test_a_place_has_its_own_bands(ssb: Population) -> None:
    population = ssb.with_groups(LANGUAGE)
    counts = population.counts(["vinne"], THIS_YEAR, "aldersgruppe", (18, 105))
    assert counts is not None
    assert list(counts.items()) == [("18-66", 700), ("67+", 200)]
    assert counts.ages == AgeBand(18)
    sexes = population.counts(["vinne"], THIS_YEAR, "kjonn")
    assert sexes is not None
    assert list(sexes.items()) == [("kvinne", 590), ("mann", 610)]


def test_bands_that_the_invited_ages_cut_are_unknown(ssb: Population) -> None:
    population = ssb.with_groups(LANGUAGE)
    assert population.counts(["vinne"], THIS_YEAR, "aldersgruppe", (60, 105)) is None


def test_areas_with_other_categories_are_not_added() -> None:
    figures = pd.concat(
        [
            LANGUAGE,
            sheet(
                ("5037", "2025-01-01", "sprak", "norsk", 19000, "Telling"),
                ("5037", "2025-01-01", "sprak", "polsk", 200, "Telling"),
                ("5037", "2025-01-01", "sprak", "andre", 900, "Telling"),
            ),
        ]
    )
    counts = Population.empty().with_groups(figures).counts(["5037", VERDAL, SNAASA], THIS_YEAR, "sprak")
    assert counts is not None
    assert (dict(counts), counts.missing) == ({"andre": 1600, "norsk": 15900}, ("5037",))


def test_a_sheet_may_name_place_and_municipality() -> None:
    figures = LANGUAGE.rename(columns={"area": "municipality"})
    figures["place"] = [None] * 6 + ["vinne"] * 5
    figures["municipality"] = [*figures["municipality"][:6], *[VERDAL] * 5]
    population = Population.empty().with_groups(figures)
    place = population.counts(["vinne"], THIS_YEAR, "kjonn")
    assert place is not None
    assert place.total == 1200
    assert population.counts([VERDAL], THIS_YEAR, "kjonn") is None
    assert population.counts([VERDAL], THIS_YEAR, "sprak") is not None


def test_group_figures_are_checked() -> None:
    unknown = sheet((VERDAL, "2025-01-01", "sprak", "norsk", None, "Telling"))
    twice = pd.concat([LANGUAGE, LANGUAGE])
    for figures, code in [
        (unknown, "population_cell_not_valid"),
        (twice, "population_cells_twice"),
        (LANGUAGE.drop(columns="source"), "population_columns"),
        (LANGUAGE.drop(columns="area"), "population_columns"),
    ]:
        with pytest.raises(InputError) as caught:
            Population.empty().with_groups(figures)
        assert caught.value.code == code


def test_new_groups_take_the_place_of_old(ssb: Population) -> None:
    first = ssb.with_groups(LANGUAGE)
    second = first.with_groups(LANGUAGE.iloc[:2])
    assert second.counts([SNAASA], THIS_YEAR, "sprak") is None
    assert first.counts([SNAASA], THIS_YEAR, "sprak") is not None
    assert second.counts([SNAASA], THIS_YEAR, "kjonn") is not None


def test_counts_are_a_mapping(ssb: Population) -> None:
    counts = ssb.counts([VERDAL], THIS_YEAR, "kjonn")
    assert counts is not None
    assert counts["mann"] == 7774
    assert len(counts) == 2
    with pytest.raises(KeyError):
        counts["annet"]
