"""Participants compared with the population, asked through the front door."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.cli.paper import Paper
from matchmaker.cli.representation_text import show
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.model import vocabulary as v
from matchmaker.model.population import Population
from matchmaker.representation.verdicts import Verdict
from matchmaker.services.disclosure import Edition
from matchmaker.services.jsonable import jsonable
from matchmaker.services.representation import (
    Against,
    Correction,
    RepresentationRequest,
    RepresentationResult,
    RepresentationTable,
    compare_groups,
)
from tests.unit.small import VERDAL, Shelf, actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment

FIGURES = Path(__file__).parents[3] / "data" / "population" / "folkemengde_07459.csv"
Rows = list[dict[str, Any]]


def published(ages: tuple[int, int] = (13, 105), year: str = "2026") -> dict[tuple[str, int], int]:
    """Persons in Verdal by sex and age, read without the library."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return {
            (row["kjonn"], int(row["alder"])): int(row["antall"])
            for row in csv.DictReader(file)
            if row["kommunenummer"] == VERDAL and row["aar"] == year
            and ages[0] <= int(row["alder"]) <= ages[1]
        }  # fmt: skip


def shelf(people: list[tuple[str, str | None, str | None]], **more: Any) -> Shelf:
    """Residents of Verdal (sex, age in years; ``None`` = not stated), and whatever else."""
    names = [f"p{place:03d}" for place in range(len(people))]
    features = [
        (name, feature, value)
        for name, (_, sex, age) in zip(names, people, strict=True)
        for feature, value in (("kjonn", sex), ("alder", age))
        if value is not None
    ]
    actors = [
        actor(name, kind, municipality=VERDAL) for name, (kind, _, _) in zip(names, people, strict=True)
    ]
    more.setdefault("challenges", [challenge()])
    return Shelf(register(features, actors=[*actors, *more.pop("others", [])], **more))


def crowd() -> Shelf:
    """Five women and 35 men, half of them 30 and half 60 years old; three more have stated nothing."""
    stated = [("innbygger", "kvinne", "30")] * 5 + [("innbygger", "mann", "30")] * 15
    return shelf([*stated, *[("innbygger", "mann", "60")] * 20, *[("innbygger", None, None)] * 3])


def ask(shelf: Shelf, environment: Environment, **more: Any) -> RepresentationResult:
    return compare_groups(shelf, RepresentationRequest("lite", **more), environment)


def table(result: RepresentationResult, attribute: str) -> RepresentationTable:
    return next(one for one in result.tables if one.attribute == attribute)


# -- the figures ---------------------------------------------------------------------------------------


def test_the_numbers_of_a_group(environment: Environment) -> None:
    people = published()
    women = sum(count for (sex, _), count in people.items() if sex == "kvinne")
    found = table(ask(crowd(), environment, by=("kjonn",)), "kjonn")
    assert (found.n, found.unknown, found.outside, found.population) == (40, 3, 0, sum(people.values()))
    row = found.rows[0]
    assert row.label == Message("sex.kvinne")
    assert row.compared.population == women
    assert row.compared.expected == pytest.approx(40 * women / sum(people.values()))
    assert row.compared.verdict is Verdict.UNDER
    assert row.compared.share_bounds == (5 / 43, 8 / 43)
    # Wilson 1927: 5 of 40 (statsmodels proportion_confint(5, 40, method="wilson")), ÷ the population share
    share = women / sum(people.values())
    assert row.compared.ratio_interval == pytest.approx((0.0546 / share, 0.2611 / share), abs=2e-4)
    assert row.smallest_gap is not None
    assert row.compared.detectable_share == pytest.approx(share - row.smallest_gap)
    assert row.partial is not None
    assert row.partial < 0
    assert found.exact is not None
    assert row.compared.p == pytest.approx(found.exact.p)  # two groups are one test


def test_sex_and_age_crossed_are_counted_cell_by_cell(environment: Environment) -> None:
    people = published()
    bands = [(13, 19), (20, 34), (35, 49), (50, 66), (67, 79), (80, 105)]
    result = ask(crowd(), environment, by=("kjonn*aldersgruppe", "aldersgruppe*kjonn"))
    found = table(result, "kjonn*aldersgruppe")
    expected = [
        sum(people[sex, age] for age in range(low, high + 1))
        for sex in ("kvinne", "mann")
        for low, high in bands
    ]
    assert [row.compared.population for row in found.rows] == expected
    counts = {row.compared.group: row.compared.n for row in found.rows}
    assert {group: n for group, n in counts.items() if n} == {
        "kvinne*20-34": 5, "mann*20-34": 15, "mann*50-66": 20,
    }  # fmt: skip
    assert found.unknown == 3
    words = catalogue("nb")
    assert words.show(found.rows[1].label) == "kvinner, 20-34"
    turned = table(result, "aldersgruppe*kjonn")
    assert [row.compared.group for row in turned.rows][:2] == ["13-19*kvinne", "13-19*mann"]
    assert turned.population == found.population == sum(people.values())
    # what each of the two adds to the other is told, and is the same whichever stands first
    assert added(found).keys() == {"attribute.kjonn", "attribute.aldersgruppe"}
    assert added(turned) == pytest.approx(added(found))


def added(found: RepresentationTable) -> dict[str, float | None]:
    """Conditional partial by the code of what its attribute is called."""
    return {
        str(getattr(one.label.params["attribute"], "code", "")): one.value
        for one in found.indices
        if one.code == "r_conditional"
    }


def test_the_ages_cut_bands_and_leave_out_those_of_other_ages(environment: Environment) -> None:
    result = ask(crowd(), environment, by=("aldersgruppe",), ages=(60, 105))
    found = table(result, "aldersgruppe")
    people = published((60, 105))
    assert [row.compared.group for row in found.rows] == ["60-66", "67-79", "80+"]
    assert (found.n, found.unknown, found.population) == (20, 3, sum(people.values()))
    assert found.rows[0].compared.n == 20
    assert Message("representation.outside_ages", {"count": 20}) in result.notes


def test_the_population_of_the_affected_groups(environment: Environment) -> None:
    affected = [
        {"challenge": "sak", "group": "eldre", "name": "Eldre", "age_from": 67},
        {"challenge": "sak", "group": "snart", "name": "Snart eldre", "age_from": 60, "age_to": 70},
        {"challenge": "sak", "group": "alene", "name": "Aleneboende"},
    ]
    those = shelf([("innbygger", "mann", "70")] * 9, affected=affected)
    result = ask(those, environment, challenge="sak", against=Against.AFFECTED, by=("kjonn",))
    assert result.ages == (60, 105)
    assert table(result, "kjonn").population == sum(published((60, 105)).values())
    plain = shelf([("innbygger", "mann", "70")] * 9, affected=affected[2:])
    fallen = ask(plain, environment, challenge="sak", against=Against.AFFECTED, by=("kjonn",))
    assert fallen.ages == (13, 105)
    assert "representation.affected_no_ages" in {note.code for note in fallen.notes}


def test_the_population_is_that_of_the_date_of_the_process(environment: Environment) -> None:
    result = ask(crowd(), environment, by=("kjonn",), on=date(2021, 6, 1))
    assert table(result, "kjonn").population == sum(published(year="2021").values())
    assert "2021-01-01" in {note.params.get("date") for note in result.tables[0].notes}


def test_the_usual_attributes_when_none_is_named(environment: Environment) -> None:
    assert [one.attribute for one in ask(crowd(), environment).tables] == ["kjonn", "aldersgruppe"]


def test_an_attribute_without_figures_is_told(environment: Environment) -> None:
    found = table(ask(speaking(), environment, by=("sprak",)), "sprak")
    assert (found.rows, found.population, found.indices, found.exact) == ((), None, (), None)
    assert [note.code for note in found.notes] == [
        "finding.no_population_figures", "remedy.population_sheet",
    ]  # fmt: skip


def speaking() -> Shelf:
    """A crowd of one, who has stated a language and an age band."""
    said = [("p", "sprak", "norsk"), ("p", "aldersgruppe", "20-29"), ("p", "kjonn", "kvinne")]
    return Shelf(register(said, actors=[actor("p", "innbygger", municipality=VERDAL)]))


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("kjønn", "kjonn"), ("Age band", "aldersgruppe"), ("språk", "sprak"), ("kjonn*kjønn", "kjonn"),
        ("gender*age group", "kjonn*aldersgruppe"),
    ],
)  # fmt: skip
def test_an_attribute_is_known_by_any_of_its_words(environment: Environment, asked: str, meant: str) -> None:
    assert [one.attribute for one in ask(speaking(), environment, by=(asked, meant)).tables] == [meant]


@pytest.mark.parametrize("asked", ["skostørrelse", "kjonn*skostørrelse"])
def test_an_attribute_that_nothing_knows_is_an_error(environment: Environment, asked: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(speaking(), environment, by=(asked,))
    assert caught.value.code == "unknown_attribute"
    known = ("aldersgruppe", "kjonn", "kommune", "sprak", "sted")
    assert caught.value.params == {"name": "skostørrelse", "known": known}


def test_municipality_is_an_attribute_without_figures_of_its_own(environment: Environment) -> None:
    found = table(ask(speaking(), environment, by=("kommune",)), "kommune")
    assert (found.unknown, found.outside, found.population) == (0, 1, None)


def aged(*bands: str) -> Shelf:
    """Residents of Verdal who have stated an age band."""
    said = [(f"p{place}", "aldersgruppe", band) for place, band in enumerate(bands)]
    return Shelf(
        register(said, actors=[actor(name, "innbygger", municipality=VERDAL) for name, _, _ in said])
    )


def test_bands_of_ten_years_are_compared_as_they_are_stated(environment: Environment) -> None:
    """The bands that nobody has stated stay: their people are compared too."""
    found = table(
        ask(aged("20-29", "30-39", "30-39", "60-69"), environment, by=("aldersgruppe",)), "aldersgruppe"
    )
    assert {row.compared.group: row.compared.n for row in found.rows} == {
        "13-19": 0, "20-29": 1, "30-39": 2, "40-49": 0, "50-59": 0, "60-69": 1, "70-79": 0, "80+": 0,
    }  # fmt: skip
    people = published()
    assert (found.outside, found.population) == (0, sum(people.values()))
    thirties = sum(count for (_, age), count in people.items() if 30 <= age <= 39)
    assert found.rows[2].compared.population == thirties


def test_bands_that_overlap_are_told_and_left_out(environment: Environment) -> None:
    result = ask(aged("20-29", "25-39", "50-59"), environment, by=("aldersgruppe", "kjonn*aldersgruppe"))
    found = table(result, "aldersgruppe")
    assert (found.n, found.outside) == (2, 1)
    (note,) = [note for note in found.notes if note.code == "representation.bands_cut"]
    assert note.params["bands"] == ("25-39",)
    sheet = io.StringIO()
    show(result, Paper(sheet), catalogue("nb"))
    (row,) = [line for line in sheet.getvalue().splitlines() if line.startswith("25-39 ") and "/" in line]
    assert row.split()[-1] == "–"  # not «not even if nobody came»: nothing is known of the group


def test_a_step_alone_is_compared_by_what_is_counted(environment: Environment) -> None:
    rows = [
        {"challenge": "sak", "step": "moett", "attribute": attribute, "group": group, "count": 10}
        for attribute, group in (("aldersgruppe", "13-19"), ("kjonn", "mann"), ("alle", "alle"))
    ]
    result = ask(shelf([], turnout=rows), environment, challenge="sak", step="moett")
    assert [one.attribute for one in result.tables] == ["kjonn", "aldersgruppe"]


def test_a_municipality_without_figures_can_be_fetched(environment: Environment) -> None:
    nowhere = replace(speaking(), figures=Population.empty())
    found = table(ask(nowhere, environment, by=("kjonn*aldersgruppe",)), "kjonn*aldersgruppe")
    assert Message("remedy.fetch_population", {"areas": VERDAL}) in found.notes


def test_too_many_compositions_are_drawn_with_the_seed(environment: Environment) -> None:
    first, again, other = (
        table(ask(crowd(), environment, by=("kjonn*aldersgruppe",), seed=seed), "kjonn*aldersgruppe").exact
        for seed in (1, 1, 2)
    )
    assert first is not None
    assert first.draws is not None
    assert first == again
    # nobody of 100,000 draws is as unlikely as this crowd: both say so
    assert other is not None
    assert other.p == first.p == 1 / (1 + first.draws)


def test_the_correction_can_be_chosen(environment: Environment) -> None:
    strict, loose = (
        table(ask(crowd(), environment, by=("aldersgruppe",), correction=one), "aldersgruppe").rows
        for one in Correction
    )
    pairs = [(a.compared, b.compared) for a, b in zip(strict, loose, strict=True)]
    assert all(a.p == b.p for a, b in pairs)
    assert any((b.p_corrected or 0) < (a.p_corrected or 0) for a, b in pairs)


# -- who is compared -----------------------------------------------------------------------------------


def test_only_residents_are_compared_and_the_others_have_a_table(environment: Environment) -> None:
    mixed = shelf(
        [("innbygger", "kvinne", None), ("politiker", "mann", None), ("ildsjel", "mann", None)],
        others=[
            actor("club", "frivillig"), actor("firm", "naeringsliv"),
            actor("seniors", "innbygger", form="gruppe"),
            actor("nurse", "fagperson", sector="tjeneste"),
        ],
    )  # fmt: skip
    result = ask(mixed, environment, by=("kjonn",))
    persons = {row.sector: (row.persons, row.others) for row in result.not_compared}
    compared = table(result, "kjonn")
    assert persons["politiker"] == (1, 0)
    assert persons["tjeneste"] == (1, 0)
    assert persons["naeringsliv"] == (0, 1)
    assert persons["innbygger"] == (0, 1)
    assert list(persons) == [sector.value for sector in v.Sector if sector.value in persons]
    told = compared.n + compared.unknown + sum(sum(row) for row in persons.values())
    assert told == len(mixed.register)


def test_those_who_took_part_and_a_team(environment: Environment) -> None:
    took = [{"actor": f"p{place:03d}", "challenge": "sak", "phase": "definere"} for place in range(4)]
    those = shelf([("innbygger", "mann", "30")] * 9, involvements=took)
    result = ask(those, environment, challenge="sak", by=("kjonn",))
    assert (result.scope, table(result, "kjonn").n) == ("deltok", 4)
    team = ask(those, environment, challenge="sak", team=("p001", "p008"), by=("kjonn",))
    assert (team.scope, table(team, "kjonn").n) == ("team", 2)


def test_nobody_to_compare(environment: Environment) -> None:
    result = ask(Shelf(register(actors=[actor("club", municipality=VERDAL)])), environment, by=("kjonn",))
    assert [note.code for note in table(result, "kjonn").notes] == ["representation.no_residents"]
    silent = ask(shelf([("innbygger", None, None)]), environment, by=("kjonn",))
    assert [note.code for note in table(silent, "kjonn").notes] == ["finding.nobody_stated"]


# -- aggregated counts of a step -----------------------------------------------------------------------


def turnout(attribute: str, step: str, **counts: int) -> Rows:
    return [
        {"challenge": "sak", "step": step, "attribute": attribute, "group": group.replace("til", "-"),
         "count": count, "date": date(2025, 3, 4), "source": "Oppdiktet"}
        for group, count in counts.items()
    ]  # fmt: skip


def test_counts_of_a_step(environment: Environment) -> None:
    rows = [
        *turnout("kjonn", "moett", kvinne=50, mann=10, ukjent=4),
        *turnout("alle", "moett", alle=70),
        *turnout("kjonn", "bidro", kvinne=9),
    ]
    those = shelf([], turnout=rows)
    result = ask(those, environment, challenge="sak", step="moett", by=("kjonn",))
    found = table(result, "kjonn")
    assert (result.scope, result.on, result.synthetic) == ("deltakertall", date(2025, 3, 4), True)
    # six more came than stand in any group
    assert (found.n, found.unknown) == (60, 10)
    assert found.population == sum(published(year="2025").values())
    assert [row.compared.verdict for row in found.rows] == ["over", "under"]
    assert result.not_compared == ()
    # of the men nothing is stated at the next step: that is not nobody
    later = table(ask(those, environment, challenge="sak", step="bidro", by=("kjonn",)), "kjonn")
    assert later.notes[0] == Message("representation.not_stated", {"groups": (Message("sex.mann"),)})
    assert [row.compared.group for row in later.rows] == ["kvinne"]
    none = table(ask(those, environment, challenge="sak", step="brukt", by=("kjonn",)), "kjonn")
    assert [note.code for note in none.notes] == ["representation.no_turnout"]


def test_counts_by_the_organisers_own_age_bands(environment: Environment) -> None:
    rows = turnout("aldersgruppe", "invitert", **{"13til24": 20, "25til66": 30, "67til105": 10})
    found = ask(shelf([], turnout=rows), environment, challenge="sak", step="invitert", by=("aldersgruppe",))
    people = published(year="2025")  # the year of the count
    young = sum(count for (_, age), count in people.items() if age <= 24)
    assert found.tables[0].rows[0].compared.group == "13-24"
    assert found.tables[0].rows[0].compared.population == young


# -- questions that cannot be answered -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"ages": (40, 30)}, "bad_ages"),
        ({"step": "moett"}, "needs_challenge"),
        ({"against": Against.AFFECTED}, "needs_challenge"),
        ({"challenge": "sak", "step": "kaffe"}, "unknown_step"),
        ({"challenge": "ukjent"}, "unknown_challenge"),
        ({"challenge": "sak", "team": ("ingen",)}, "unknown_actor"),
    ],
)
def test_what_is_refused(environment: Environment, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(crowd(), environment, **wrong)
    assert caught.value.code == code


# -- editions and words --------------------------------------------------------------------------------


def test_the_public_edition_has_no_figures_and_does_not_hang_on_the_persons(
    environment: Environment,
) -> None:
    words = catalogue("nb")
    request = RepresentationRequest("lite", challenge="sak", team=("p000",), edition=Edition.PUBLIC)
    one = compare_groups(crowd(), request, environment)
    other = compare_groups(shelf([("innbygger", "mann", "30")]), request, environment)
    assert (one.tables, one.not_compared, one.request.team) == ((), (), ())
    assert "representation.working_only" in {note.code for note in one.notes}
    hidden = {"data_version": ""}
    assert jsonable(replace(one, **hidden), words) == jsonable(replace(other, **hidden), words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", list(Edition))
def test_everything_can_be_said(environment: Environment, language: Language, edition: Edition) -> None:
    words = catalogue(language)
    by = ("kjonn", "aldersgruppe", "kjonn*aldersgruppe", "alder")
    result = ask(crowd(), environment, by=by, edition=edition)
    assert jsonable(result, words)
    sheet = io.StringIO()
    show(result, Paper(sheet), words)
    text = " ".join(sheet.getvalue().split())
    assert words.say(Message("representation.heading", {"title": "lite"})) in text
    told = words.term("verdict.under") in text
    assert told is (edition is Edition.WORKING)
    assert "nan" not in text.casefold()


def test_the_text_shows_the_figures(environment: Environment) -> None:
    sheet = io.StringIO()
    show(ask(crowd(), environment, by=("kjonn",)), Paper(sheet), catalogue("en"))
    text = sheet.getvalue()
    assert "5 / 20.0" in text  # 40 × the share of women, 49.9 %
    assert "12% (5%–26%)" in text
    assert "p: < 0.001" in text
    assert "12%–19%" in text  # 5 and 8 of 43
