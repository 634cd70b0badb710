"""What the Innherred register holds, against the course document (SINTEF 2023) and the brief."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from matchmaker.model import vocabulary

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
INNHERRED = {"5006", "5037", "5038", "5041", "5053"}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def table(dataset: str, name: str) -> list[Row]:
    return read(DATA / dataset / f"{name}.csv")


def test_innherred_has_its_five_municipalities_and_their_bodies() -> None:
    """Regional council of five; councils by kommuneloven § 5-12 (course document, line 135)."""
    actors = table("innherred", "aktorer")
    assert {row["kommune"] for row in actors} == INNHERRED | {""}
    for number in INNHERRED:
        kinds = Counter(row["type"] for row in actors if row["kommune"] == number)
        assert all(
            kinds[k] == 1 for k in ("kommunestyre", "eldreraad", "funksjonsraad", "ungdomsraad")
        )
        assert 25 <= kinds.total() <= 40
    councils = {k for k, spec in vocabulary.KINDS.items() if spec.council}
    assert {row["opphav"] for row in actors if row["type"] in councils} == {"lov"}


@pytest.mark.parametrize(
    "name",
    [  # course document: lines 123, 330, 255, 271, 282, 334 and 292
        "Verdal Lions", "Verdal historielag", "Fortidsminneforeningen", "Trøndelag fylkeskommune",
        "Skogn Forum", "Åsen bygdeforum", "Ytterøyutvalget", "Levanger vel", "KS", "SINTEF",
        "Innherred regionråd", "Viosen Velforening", "Maurtuva Vekstgård",
    ],
)  # fmt: skip
def test_innherred_has_what_the_document_names(name: str) -> None:
    (row,) = [row for row in table("innherred", "aktorer") if row["navn"] == name]
    assert row["opphav"] == "dokument"


def test_documented_contributions_name_a_line_of_the_document() -> None:
    for row in table("innherred", "bidrag"):
        assert row["belegg"] in ("antatt", "dokumentert")
        assert re.search(r"(linje|§) ?\d", row["kilde"])


def test_the_four_exercises_have_needs_and_affected_groups() -> None:
    """Exercises 1–4 stand on lines 342–396, the municipalities are the brief's."""
    found = {row["id"]: row for row in table("innherred", "utfordringer")}
    places = {
        "ensomhet": {"5038"},
        "skole": {"5053"},
        "tronderlaan": INNHERRED,
        "region": INNHERRED,
    }
    for exercise, where in places.items():
        assert set(found[exercise]["kommuner"].split("|")) == where
        needs = [row for row in table("innherred", "behov") if row["utfordring"] == exercise]
        assert 5 <= len(needs) <= 9
        assert all("linje" in row["begrunnelse"] for row in needs)
        assert any(row["utfordring"] == exercise for row in table("innherred", "berorte"))


PARENTS = {
    **vocabulary.CONTRIBUTIONS,
    **{row["id"]: row["del_av"] for row in table("innherred", "bidragstyper")},
}


def gives(code: str) -> set[str]:
    """A contribution type and everything that it is a part of."""
    chain = set()
    step: str | None = code
    while step is not None:
        chain.add(step)
        step = PARENTS[step]
    return chain


def meets(requirement: Row, actor: Row, brought: dict[str, set[str]]) -> bool:
    code = requirement["code"]
    return {
        "kind": actor["type"] == code,
        "sector": vocabulary.KINDS[actor["type"]].sector.value == code,
        "need": code in brought.get(actor["id"], set()),
        "group": code in actor["grupper"].split("|"),
    }[requirement["requirement"]]


CHECKLIST = read(ROOT / "tests/exercises/checklist.csv")


@pytest.mark.parametrize("exercise", ["ensomhet", "tronderlaan", "skole", "region"])
def test_eight_seats_can_meet_the_checklist(exercise: str) -> None:
    """Smallest team that meets all requirements, as a covering problem (scipy's milp)."""
    (challenge,) = [r for r in table("innherred", "utfordringer") if r["id"] == exercise]
    where = {*challenge["kommuner"].split("|"), ""}
    actors = [row for row in table("innherred", "aktorer") if row["kommune"] in where]
    brought: dict[str, set[str]] = {}
    for row in table("innherred", "bidrag"):
        brought.setdefault(row["aktor"], set()).update(gives(row["bidrag"]))
    wanted = [row for row in CHECKLIST if row["exercise"] == exercise]
    cover = np.array([[meets(row, actor, brought) for actor in actors] for row in wanted], float)
    size = len(actors)
    found = milp(
        np.ones(size), constraints=LinearConstraint(cover, 1, np.inf), bounds=Bounds(0, 1),
        integrality=np.ones(size),
    )  # fmt: skip
    assert found.success
    assert round(found.fun) <= 8


def test_the_checklist_is_well_formed() -> None:
    needs = {(row["utfordring"], row["bidrag"]) for row in table("innherred", "behov")}
    groups = {(row["utfordring"], row["gruppe"]) for row in table("innherred", "berorte")}
    for row in CHECKLIST:
        assert 1 <= len(row["quote"].split()) <= 12
        assert 1 <= int(row["line"]) <= 396  # the course document has 396 lines
        assert row["why"]
        valid = {
            "kind": row["code"] in vocabulary.KINDS,
            "sector": row["code"] in set(vocabulary.Sector),
            "need": (row["exercise"], row["code"]) in needs,
            "group": (row["exercise"], row["code"]) in groups,
        }
        assert valid[row["requirement"]], row
    assert len({(r["exercise"], r["requirement"], r["code"]) for r in CHECKLIST}) == len(CHECKLIST)
    assert all(6 <= n <= 10 for n in Counter(row["exercise"] for row in CHECKLIST).values())
