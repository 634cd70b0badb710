"""Who is compared with the population, and what is said when nothing can be.

Expected numbers are from SSB table 07459 for Verdal (5038), 1 January 2026, as bundled: they are added up
here from the file itself, with the csv module.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.composition import of_challenge, of_register, of_team
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.population import ALWAYS, population_findings, remedy_for, residents
from matchmaker.model import vocabulary as v
from matchmaker.model.population import Population
from matchmaker.model.register import Register
from tests.unit.small import VERDAL, actor, challenge, official, register

ON, AGES = date(2026, 11, 22), (13, 105)
FIGURES = Path(__file__).parents[3] / "data" / "population" / "folkemengde_07459.csv"


def published(number: str = VERDAL, year: str = "2026", ages: tuple[int, int] = AGES) -> dict[str, int]:
    """Women and men of these ages, read without the library."""
    count = {"kvinne": 0, "mann": 0}
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            here = row["kommunenummer"] == number and row["aar"] == year
            if here and ages[0] <= int(row["alder"]) <= ages[1]:
                count[row["kjonn"]] += int(row["antall"])
    return count


def crowd(women: int, men: int, unknown: int = 0, withheld: int = 0) -> Register:
    """Residents of Verdal who have stated their sex, or not."""
    sexes = ["kvinne"] * women + ["mann"] * men + [v.WITHHELD] * withheld
    names = [f"p{i:03d}" for i in range(len(sexes) + unknown)]
    return register(
        [(name, "kjonn", sex) for name, sex in zip(names, sexes, strict=False)],
        actors=[actor(name, "innbygger", municipality=VERDAL) for name in names],
        challenges=[challenge()],
    )


def said(found: Register, attribute: str = "kjonn", figures: Population | None = None) -> dict[str, Finding]:
    chosen = official() if figures is None else figures
    every = population_findings(of_register(found), chosen, ON, AGES)
    return {f.group: f for f in every if f.group.split(":")[0] == attribute}


def test_the_numbers_behind_a_comparison() -> None:
    people = published()
    expected = 40 * people["kvinne"] / (people["kvinne"] + people["mann"])
    women = said(crowd(5, 35, unknown=2, withheld=1))["kjonn:kvinne"]
    assert (women.n, women.of, women.unknown) == (5, 40, 3)
    assert women.expected == pytest.approx(expected)
    assert women.share == 5 / 40
    assert women.population_share == pytest.approx(expected / 40)
    assert women.persons
    # Wilson 1927: 5 of 40 → 0.0546 … 0.2611, e.g. statsmodels proportion_confint(5, 40, method="wilson")
    assert women.interval == pytest.approx((0.0546, 0.2611), abs=5e-5)
    assert women.verdict == "under"
    assert women.severity is Urgency.IMPORTANT


def test_what_to_do_about_each_verdict() -> None:
    params = {"group": "x"}
    assert [m.code for m in remedy_for("under", params)] == ["remedy.reach_group", "remedy.practical"]
    assert [m.code for m in remedy_for("too_few", params)] == ["remedy.more_answers"]
    assert remedy_for("over", params) == ()  # never leads to removing anybody (words and manners, 2)
    assert remedy_for("in_line", params) == ()


def test_more_than_expected_is_only_told() -> None:
    men = said(crowd(5, 35))["kjonn:mann"]
    assert (men.verdict, men.severity, men.remedy) == ("over", Urgency.INFO, ())


def test_the_ages_invited_choose_the_population() -> None:
    young = published(ages=(16, 25))
    found = population_findings(of_register(crowd(20, 20)), official(), ON, (16, 25))
    women = next(f for f in found if f.group == "kjonn:kvinne")
    assert women.population_share == pytest.approx(young["kvinne"] / sum(young.values()))


def test_the_date_of_the_process_chooses_the_figures() -> None:
    then = published(year="2021")
    found = population_findings(of_register(crowd(20, 20)), official(), date(2021, 6, 1), AGES)
    women = next(f for f in found if f.group == "kjonn:kvinne")
    assert women.population_share == pytest.approx(then["kvinne"] / sum(then.values()))
    assert women.message.params["date"] == "2021-01-01"
    assert "07459" in str(women.message.params["source"])


# -- who is compared ----------------------------------------------------------------------------------


def mixed(**more: Any) -> Register:
    return register(
        actors=[
            actor("resident", "innbygger"),
            actor("keen", "ildsjel"),
            actor("elected", "politiker"),
            actor("expert", "fagperson"),
            actor("seniors", "innbygger", form="gruppe"),
            actor("club", "frivillig"),
            actor("delegate", "innbygger", sector="frivillig"),
        ],
        challenges=[challenge()],
        **more,
    )


def test_only_those_who_are_there_as_residents_are_compared() -> None:
    found = mixed()
    compared = [str(found.ids[code]) for code in residents(of_register(found))]
    assert compared == ["keen", "resident"]  # the delegate is there for the voluntary sector


def test_the_role_in_the_process_decides_over_the_kind() -> None:
    found = mixed(
        involvements=[
            {"challenge": "sak", "actor": who, "phase": "drive", "role": role}
            for who, role in (
                ("resident", "frivillig"),
                ("expert", "innbygger"),
                ("keen", None),
                ("club", None),
            )
        ]
    )
    took_part = of_challenge(found, found.challenge("sak"))
    assert [str(found.ids[code]) for code in residents(took_part)] == ["expert", "keen"]
    named = of_team(found, found.challenge("sak"), ["resident", "expert"])
    assert [str(found.ids[code]) for code in residents(named)] == ["expert"]


def test_employees_and_elected_members_do_not_count_whatever_they_have_stated() -> None:
    people = [actor(f"e{i}", "fagperson") for i in range(30)] + [actor("r", "innbygger", municipality=VERDAL)]
    features = [(f"e{i}", "kjonn", "mann") for i in range(30)] + [("r", "kjonn", "kvinne")]
    women = said(register(features, actors=people))["kjonn:kvinne"]
    assert (women.n, women.of) == (1, 1)


def test_party_is_never_compared() -> None:
    found = register([("x", "parti", "A")], actors=[actor("x", "politiker", municipality=VERDAL)])
    groups = [f.group for f in population_findings(of_register(found), official(), ON, AGES)]
    assert not [group for group in groups if "parti" in group]


# -- unknown, and missing figures ---------------------------------------------------------------------


def test_nobody_is_there_as_a_resident() -> None:
    found = register(actors=[actor("club", municipality=VERDAL)])
    finding = said(found)["kjonn"]
    assert (finding.code, finding.verdict, finding.unknown) == ("no_residents", "too_few", 0)
    assert finding.share is None
    assert finding.interval is None


def test_residents_who_have_stated_nothing_are_unknown_and_not_zero() -> None:
    finding = said(crowd(0, 0, unknown=4, withheld=2))["kjonn"]
    assert (finding.code, finding.unknown, finding.verdict) == ("nobody_stated", 6, "too_few")


def test_the_unknown_can_take_a_verdict_away() -> None:
    assert said(crowd(5, 35))["kjonn:kvinne"].verdict == "under"
    assert said(crowd(5, 35, unknown=40))["kjonn:kvinne"].verdict == "too_few"


def test_missing_population_figures_are_said_to_be_missing() -> None:
    finding = said(crowd(6, 7), figures=Population.empty())["kjonn"]
    assert finding.code == "no_population_figures"
    assert finding.severity is Urgency.INFO
    assert (finding.n, finding.of, finding.share, finding.expected) == (13, 13, None, None)
    assert [step.code for step in finding.remedy] == ["remedy.fetch_population", "remedy.population_sheet"]
    assert finding.remedy[0].params == {"areas": VERDAL}


def test_where_no_municipality_is_stated_that_is_said_to_be_the_cause() -> None:
    nowhere = register([("p", "kjonn", "kvinne")], actors=[actor("p", "innbygger")])
    finding = said(nowhere)["kjonn"]
    assert (finding.code, finding.message.code) == ("no_population_figures", "finding.no_municipality")
    assert [step.code for step in finding.remedy] == ["remedy.state_municipality"]


def aged(*bands: str) -> Register:
    """Residents of Verdal who have stated an age band."""
    names = [f"p{i:03d}" for i in range(len(bands))]
    return register(
        [(name, "aldersgruppe", band) for name, band in zip(names, bands, strict=True)],
        actors=[actor(name, "innbygger", municipality=VERDAL) for name in names],
    )


def test_a_stated_band_is_counted_in_the_one_it_lies_in() -> None:
    found = said(aged("20-29", "20-34", "50-59"), "aldersgruppe")
    assert {group: f.n for group, f in found.items() if f.n} == {
        "aldersgruppe:20-34": 2, "aldersgruppe:50-66": 1,
    }  # fmt: skip


def test_a_band_that_lies_across_two_is_told_with_the_cure() -> None:
    found = said(aged("20-29", "30-39", "60-69"), "aldersgruppe")
    across = found["aldersgruppe:30-39"]
    assert (across.n, across.expected, across.share) == (1, None, None)
    assert found["aldersgruppe:20-34"].n == 1
    assert across.remedy == (Message("remedy.age_bands", {"bands": ("30-39", "60-69")}),)
    assert found["aldersgruppe:20-34"].remedy == ()  # more people would not help, and the cure is told once


def test_bands_of_a_datasets_own_figures_take_in_stated_bands_and_ages() -> None:
    rows = [
        {"area": "9999", "date": date(2026, 1, 1), "attribute": "aldersgruppe", "group": group, "count": n,
         "source": "egen telling"}
        for group, n in (("13-29", 400), ("30+", 600))
    ]  # fmt: skip
    here = register(
        [("p", "aldersgruppe", "30-39"), ("q", "alder", "19")],
        actors=[actor(name, "innbygger") for name in "pq"],
        challenges=[challenge(municipalities="9999")],
    )
    composition = of_challenge(here, here.challenge("sak"))
    figures = Population.empty().with_groups(pd.DataFrame(rows))
    found = {f.group: f.n for f in population_findings(composition, figures, ON, AGES)}
    assert (found["aldersgruppe:13-29"], found["aldersgruppe:30+"]) == (1, 1)


def test_the_standing_attributes_are_always_looked_at() -> None:
    """Place only where the dataset knows places."""
    groups = {f.group for f in population_findings(of_register(crowd(0, 1)), official(), ON, AGES)}
    assert {group.split(":")[0] for group in groups} == set(ALWAYS) - {"sted"}
    placed = register(
        actors=[actor("p", "innbygger", place="vik", municipality=VERDAL)],
        places=[{"id": "vik", "name": "Vik", "municipality": VERDAL}],
    )
    found = said(placed, "sted")["sted"]
    assert (found.code, found.n) == ("no_population_figures", 1)


def test_a_datasets_own_figures_are_compared_with() -> None:
    figures = [
        {
            "municipality": VERDAL, "date": date(2026, 1, 1), "attribute": "sprak", "group": group,
            "count": float(count), "source": "oppdiktet",
        }
        for group, count in (("norsk", 9000), ("annet", 1000))
    ]  # fmt: skip
    names = [f"p{i}" for i in range(40)]
    found = register(
        [(name, "sprak", "norsk") for name in names],
        actors=[actor(name, "innbygger", municipality=VERDAL) for name in names],
        population=figures,
    )
    with_own = official().with_groups(found.frame("population"))
    told = said(found, "sprak", with_own)
    assert told["sprak:annet"].expected == pytest.approx(4.0)  # a tenth of 40
    assert told["sprak:annet"].n == 0
    assert told["sprak:annet"].message.params["attribute"] == Message("attribute.sprak")
    assert told["sprak:norsk"].message.params["source"] == "oppdiktet"


def test_a_category_without_a_figure_is_shown_and_not_judged() -> None:
    people = [actor(f"p{i}", "innbygger", municipality=VERDAL) for i in range(41)]
    features = [(f"p{i}", "kjonn", "kvinne" if i < 20 else "mann") for i in range(40)] + [
        ("p40", "kjonn", "annet")
    ]
    other = said(register(features, actors=people))["kjonn:annet"]
    assert (other.n, other.of, other.share, other.verdict) == (1, 40, None, "too_few")
