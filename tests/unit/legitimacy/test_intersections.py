"""Residents and population crossed, and the combinations that stand out.

Population figures are those bundled for Verdal and Levanger (SSB table 07459), added up here with the csv
module, or small ones written by hand.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.kernel.progress import Silent
from matchmaker.legitimacy.composition import of_register
from matchmaker.legitimacy.crossing import UNKNOWN, Crossing, cross
from matchmaker.legitimacy.group_words import described, percent, tenths
from matchmaker.legitimacy.intersections import MOST_EMPTY, Intersections, search
from matchmaker.legitimacy.population import residents
from matchmaker.model import vocabulary as v
from matchmaker.model.population import Population
from matchmaker.model.register import Register
from tests.unit.small import LEVANGER, VERDAL, actor, official, register

ON, AGES = date(2026, 11, 22), (13, 105)
FIGURES = Path(__file__).parents[3] / "data" / "population" / "folkemengde_07459.csv"
BANDS = ("13-19", "20-34", "35-49", "50-66", "67-79", "80+")
Person = tuple[str | None, str | None, str]


def people(*some: tuple[Person, int]) -> Register:
    """Residents by sex, age and municipality; ``None`` has not been stated."""
    rows = [person for person, many in some for _ in range(many)]
    names = [f"p{number:04d}" for number in range(len(rows))]
    stated = [
        (name, feature, value)
        for name, (sex, age, _) in zip(names, rows, strict=True)
        for feature, value in (("kjonn", sex), ("aldersgruppe", age))
        if value is not None
    ]
    return register(
        stated,
        actors=[
            actor(name, "innbygger", municipality=home)
            for name, (_, _, home) in zip(names, rows, strict=True)
        ],
    )


@cache
def everybody() -> Register:
    """Eight in each cell of Verdal and Levanger."""
    cells = product(("kvinne", "mann"), BANDS, (VERDAL, LEVANGER))
    return people(*((cell, 8) for cell in cells))


def crossed(found: Register, *by: str, figures: Population | None = None, **more: Any) -> Crossing:
    composition = of_register(found)
    chosen = by or ("kjonn", "aldersgruppe", "kommune")
    when = {"on": ON, "ages": AGES, **more}
    return cross(composition, residents(composition), figures or official(), chosen, **when)


def even(**groups: dict[str, int]) -> Population:
    """Figures by hand for Verdal, one attribute at a time; joined names with * for several together."""
    rows = [
        {"area": VERDAL, "date": "2026-01-01", "attribute": name.replace("__", "*"), "group": group,
         "count": count, "source": "telling"}
        for name, counts in groups.items()
        for group, count in counts.items()
    ]  # fmt: skip
    return Population.empty().with_groups(pd.DataFrame(rows))


def searched(crossing: Crossing, found: Register, draws: int = 199, seed: int = 1) -> Intersections:
    answer = search(found, crossing, seed=seed, draws=draws, follow=Silent())
    assert answer is not None
    return answer


# -- the cross table ----------------------------------------------------------------------------------


def test_the_official_figures_are_crossed_as_they_were_counted() -> None:
    crossing = crossed(everybody())
    assert [axis.attribute for axis in crossing.axes] == ["kjonn", "aldersgruppe", "kommune"]
    assert crossing.axes[1].groups == BANDS
    assert crossing.axes[2].groups == (LEVANGER, VERDAL)  # by municipality number
    wanted = 0
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            here = row["kommunenummer"] == VERDAL and row["aar"] == "2026" and row["kjonn"] == "mann"
            wanted += int(row["antall"]) if here and 20 <= int(row["alder"]) <= 34 else 0
    assert crossing.population[1, 1, 1] == wanted
    assert crossing.observed[1, 1, 1] == 8
    assert (crossing.independent, crossing.left_out) == ((), ())
    assert [on for _, on in crossing.sources] == ["2026-01-01"]


def test_the_order_and_choice_of_attributes_are_the_askers() -> None:
    whole, two = crossed(everybody()), crossed(everybody(), "kommune", "kjonn")
    assert two.population == pytest.approx(whole.population.sum(axis=1).T)
    assert two.observed.tolist() == whole.observed.sum(axis=1).T.tolist()


def test_the_ages_invited_cut_the_bands() -> None:
    crossing = crossed(everybody(), "kjonn", "aldersgruppe", ages=(20, 66))
    assert crossing.axes[1].groups == ("20-34", "35-49", "50-66")
    # who has stated another age is not in the table; who is of other ages is not asked for by the service
    assert crossing.observed.sum() == 2 * 3 * 2 * 8


def test_figures_known_one_by_one_are_put_together_and_that_is_told() -> None:
    figures = even(sted={"a": 300, "b": 100}, sprak={"norsk": 3, "annet": 1})
    crossing = crossed(everybody(), "sted", "sprak", "utdanning", figures=figures)
    assert crossing.axes[1].groups == ("annet", "norsk")
    assert crossing.population.tolist() == [[75, 225], [25, 75]]
    assert crossing.independent == ("sprak",)
    assert crossing.left_out == ("utdanning",)
    assert crossing.every_age == ("sprak", "sted")


def test_official_figures_are_kept_together_when_others_are_spread_over_them() -> None:
    figures = official().with_groups(even(sprak={"norsk": 3, "annet": 1}).groups)
    crossing = crossed(everybody(), "sprak", "kjonn", "aldersgruppe", figures=figures)
    joint = crossed(everybody(), "kjonn", "aldersgruppe").population
    assert crossing.population == pytest.approx(np.multiply.outer([0.25, 0.75], joint))
    assert crossing.independent == ("sprak",)


def test_a_combination_that_the_dataset_states_is_used_as_it_is() -> None:
    cells = {f"{sex}*{place}": 10 + 90 * (sex == "mann") for sex, place in product(("kvinne", "mann"), "ab")}
    whole = crossed(everybody(), "kjonn", "sted", figures=even(kjonn__sted=cells))
    assert whole.population.tolist() == [[10, 10], [100, 100]]
    assert whole.independent == ()
    cells.pop("mann*a")  # a combination left out is unknown, not zero: it is not used
    assert crossed(everybody(), "kjonn", "sted", figures=even(kjonn__sted=cells)).axes == ()


def test_unknown_and_withheld_and_without_figures_are_not_in_the_table_and_could_belong() -> None:
    found = people(
        (("mann", "20-34", VERDAL), 3),
        (("mann", None, VERDAL), 2),
        ((None, "20-34", VERDAL), 1),
        ((v.WITHHELD, "20-34", VERDAL), 1),
        (("mann", "35-49", VERDAL), 1),
        (("mann", "0-5", VERDAL), 1),
    )
    crossing = crossed(found, "kjonn", "aldersgruppe")
    assert crossing.observed.sum() == 4
    assert sorted((crossing.codes == UNKNOWN).sum(axis=1).tolist()) == [0] * 4 + [1] * 5
    men_20_34 = [[1], [1]]
    assert crossing.possible(men_20_34) == 2 + 1 + 1 + 1
    assert crossing.possible([[0], [1]]) == 2  # a man is not a woman
    assert crossing.possible([[1], list(range(6))]) == 5


def test_attributes_that_cannot_be_crossed() -> None:
    for by in (("kjonn", "kjonn"), ("kommune", "sted")):
        with pytest.raises(InputError, match="intersections_by"):
            crossed(everybody(), *by)


# -- what is found ------------------------------------------------------------------------------------


YOUNG_MEN: tuple[tuple[Person, int], ...] = ((("mann", "20-34", VERDAL), 1),)


@cache
def shares_of(each: int, gap: tuple[tuple[Person, int], ...] = (), blank: int = 0) -> Register:
    """As the population of the two municipalities is, about *each* hundred, but for the gap."""
    whole = crossed(everybody())
    share = whole.population / whole.population.sum()
    cells = [
        ((sex, band, home), round(each * 100 * share[place]))
        for place, (sex, band, home) in zip(
            np.ndindex(share.shape), product(*(axis.groups for axis in whole.axes)), strict=True
        )
    ]
    some = [(cell, dict(gap).get(cell, many)) for cell, many in cells]
    return people(*some, ((None, "20-34", VERDAL), blank))


def test_the_gap_is_found_and_said_plainly() -> None:
    found = shares_of(5, YOUNG_MEN)
    crossing = crossed(found)
    answer = searched(crossing, found)
    assert len(answer.found) == 1
    best = answer.found[0]
    assert best.groups == (("kjonn", ("mann",)), ("aldersgruppe", ("20-34",)), ("kommune", (VERDAL,)))
    assert (best.n, best.of, best.verdict) == (1, answer.n, "under")
    share = crossing.population[1, 1, 1] / crossing.population.sum()
    assert best.expected == pytest.approx(answer.n * share)
    assert best.p == best.p_if_all == 1 / 200
    assert [remedy.code for remedy in best.remedy] == ["remedy.reach_group", "remedy.practical"]
    text = catalogue("nb").say(best.message)
    number = catalogue("nb").number(best.expected, 1)
    assert text == f"færre enn forventet: menn 20–34 år i Verdal: 1, forventet {number}"


def test_as_the_population_is_proves_nothing() -> None:
    found = shares_of(5)
    answer = searched(crossed(found), found)
    assert [one.verdict for one in answer.found] in ([], ["too_few"])
    assert answer.combinations == 3 * 21 * 3  # ages are runs of neighbours
    assert answer.exact


def test_a_finding_stands_only_if_it_holds_when_all_unknown_belong_to_it() -> None:
    """Convention 1: those of whom something is not known bound the verdict."""
    few, many = (shares_of(5, YOUNG_MEN, blank=blank) for blank in (2, 25))
    stands, falls = (searched(crossed(found), found).found[0] for found in (few, many))
    assert stands.groups == falls.groups
    assert (stands.possible, falls.possible) == (2, 25)
    assert (stands.verdict, falls.verdict) == ("under", "too_few")
    assert falls.p < 0.05 <= falls.p_if_all
    assert falls.remedy[0].code == "remedy.more_answers"


def test_the_same_seed_gives_the_same_answer() -> None:
    found = shares_of(3, YOUNG_MEN, blank=2)
    crossing = crossed(found)
    assert searched(crossing, found) == searched(crossing, found)
    other = searched(crossing, found, seed=2)
    assert other.found[0].groups == searched(crossing, found).found[0].groups


def test_empty_cells_are_listed_with_their_chance() -> None:
    gap = ((("mann", "20-34", VERDAL), 0), (("kvinne", "80+", LEVANGER), 0))
    found = shares_of(5, gap, blank=3)
    answer = searched(crossed(found), found)
    first, second = answer.empty
    assert answer.empty_in_all == 2
    assert answer.cells == 2 * 6 * 2
    assert first.expected > second.expected > 1
    assert first.groups == (("kjonn", ("mann",)), ("aldersgruppe", ("20-34",)), ("kommune", (VERDAL,)))
    assert first.chance == pytest.approx((1 - first.expected / answer.n) ** answer.n)
    assert (first.possible, second.possible) == (3, 0)
    assert 0 < answer.empty_by_accident < 1
    assert "under 1 %" in catalogue("nb").say(first.message)


def test_a_long_list_of_empty_cells_is_cut_and_counted() -> None:
    found = people((("mann", "20-34", VERDAL), 120), (("kvinne", "20-34", LEVANGER), 1))
    answer = searched(crossed(found), found)
    assert len(answer.empty) == MOST_EMPTY < answer.empty_in_all


def test_nobody_and_nothing_to_compare() -> None:
    for found in (people(((None, None, VERDAL), 3)), people()):
        assert search(found, crossed(found), seed=1, draws=9, follow=Silent()) is None
    found = everybody()
    assert search(found, crossed(found, figures=Population.empty()), seed=1, draws=9, follow=Silent()) is None


# -- words --------------------------------------------------------------------------------------------


def test_what_a_combination_is_called() -> None:
    here = register(actors=[actor("a")], places=[{"id": "vinne", "name": "Vinne", "municipality": VERDAL}])
    named = {
        "menn": {"kjonn": ("mann",)},
        "personer 13–34 år": {"aldersgruppe": ("13-19", "20-34")},
        "kvinner 67 år og eldre i Verdal": {
            "kjonn": ("kvinne",), "aldersgruppe": ("67-79", "80+"), "kommune": (VERDAL,)
        },
        "personer i Levanger og Verdal": {"kommune": (LEVANGER, VERDAL)},
        "menn med språk annet i Vinne": {"sted": ("vinne",), "sprak": ("annet",), "kjonn": ("mann",)},
        "personer i aldersgruppene 13-19 og 80+": {"aldersgruppe": ("13-19", "80+")},
        "personer i aldersgruppene unge": {"aldersgruppe": ("unge",)},
        "personer": {},
    }  # fmt: skip
    for text, groups in named.items():
        assert catalogue("nb").show(described(here, groups)) == text


@pytest.mark.parametrize(("value", "text"), [(9.44, "9,4"), (0.96, "1,0"), (12.0, "12,0")])
def test_one_decimal(value: float, text: str) -> None:
    assert catalogue("nb").say(tenths(value)) == text


def test_chances_in_per_cent() -> None:
    said = [catalogue("nb").say(percent(chance)) for chance in (0.004, 0.01, 0.123)]
    assert said == ["under 1 %", "1 %", "12 %"]


def test_every_language_can_say_it() -> None:
    found = shares_of(5, ((("mann", "20-34", VERDAL), 0),))
    answer = searched(crossed(found), found)
    for language in LANGUAGES:
        for message in (*(one.message for one in answer.found), *(one.message for one in answer.empty)):
            assert isinstance(message, Message)
            assert catalogue(language).say(message)


def test_nothing_found_says_little_when_most_are_left_out() -> None:
    found = everybody()
    answer = searched(crossed(found), found, draws=19)
    assert answer.unknown == 0
    assert replace(answer, found=()).nothing == Message("intersections.none")
    half = replace(answer, found=(), n=30, unknown=30)
    assert half.nothing == Message("intersections.none")
    most = replace(half, unknown=31)
    assert most.nothing == Message("intersections.too_few", {"unknown": 31, "people": 61})
