"""Draw the 110 invented participants of ``data/sandnes_bootcamp``.

The organisers, challenges, needs and places stand in the tables themselves and are kept as they
are; every row about a participant is drawn anew, and the event's own tables are made. The same seed
gives the same bytes. With the project installed::

    python scripts/build_sandnes.py data/sandnes_bootcamp data/population/folkemengde_07459.csv
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np

from matchmaker.kernel.rng import generator

SEED = 110
YEAR = "2026"
PREFIX = "deltaker-"
CHALLENGES = ("byromsutvikling", "flomsikring")
SOURCE = "Oppdiktet deltaker; slagene etter KS, «Hva er samskaping?», linje 7"
GIVES = "Oppdiktet deltaker; bidrag etter slaget i KS, «Hva er samskaping?», linje 17 (antatt)"
EVENT = "Oppdiktet påmelding; to utfordringer etter KS, «Hva er samskaping?», linje 9"
TABLES = (
    "14 grupper på to utfordringer etter KS, «Hva er samskaping?», linje 21; størrelse og rom er oppdiktet"
)
CHOSEN = "Valgt for datasettet"
GROUPS, LEAST, MOST = 14, 7, 8
ADULT = 18
GROUPING = (
    ("type", "spre", "3"), ("kjonn", "balanser", ""), ("kjonn", "ikke_alene", ""),
    ("aldersgruppe", "spre", ""), ("sted", "spre", ""),
)  # fmt: skip
"""(attribute, mode, weight): first of all different kinds of participants in each group."""
BANDS = ((0, 5), (6, 12), (13, 19), (20, 34), (35, 49), (50, 66), (67, 79), (80, 105))

Row = dict[str, str]


class Kind(NamedTuple):
    """One of the document's eight kinds of participant."""

    code: str
    number: int
    youngest: int
    oldest: int
    gives: tuple[str, ...]
    """What everybody of the kind brings."""
    field: tuple[str, ...] = ()
    """Of these each brings one, drawn."""


KINDS = (
    Kind("innbygger", 28, 18, 85, ("ideutvikling", "lokalkunnskap")),
    Kind("fagperson", 22, 23, 66, ("ideutvikling",), ("fag_plan", "fag_teknologi", "fag_klima")),
    Kind("naeringsliv", 16, 23, 66, ("gjennomforing",), ("fag_naering", "fag_teknologi")),
    Kind("politiker", 10, 20, 75, ("ideutvikling", "forankring")),
    Kind("sosial_entreprenor", 10, 22, 66, ("initiativ", "gjennomforing")),
    Kind("elev", 9, 16, 18, ("ideutvikling",)),
    Kind("student", 8, 19, 28, ("ideutvikling",), ("fag_plan", "fag_teknologi", "fag_klima")),
    Kind("ildsjel", 7, 20, 80, ("initiativ", "mobilisering", "lokalkunnskap")),
)
"""The kinds are the document's; counts and ages are chosen: it says only «i overkant av 110»."""


def read(path: Path) -> list[Row]:
    """Read one table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, kept: list[Row], drawn: list[Row]) -> None:
    """Write the rows that were kept, then those that were drawn, under the headers of the first."""
    header = list((kept or drawn)[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
        writer.writerows(drawn)


def band(age: int) -> str:
    """Return the age band that holds an age in whole years, as it is written."""
    low, high = next((low, high) for low, high in BANDS if low <= age <= high)
    return "80+" if low == 80 else f"{low}-{high}"


class Person(NamedTuple):
    """What is drawn of a participant; the age itself is not kept."""

    kind: str
    municipality: str
    sex: str
    age: int


def draw_people(kind: Kind, cells: list[Row], rng: np.random.Generator) -> list[Person]:
    """Draw municipality, sex and age for each of a kind, by the population within its ages."""
    fitting = [cell for cell in cells if kind.youngest <= int(cell["alder"]) <= kind.oldest]
    weights = np.array([int(cell["antall"]) for cell in fitting], dtype=float)
    picks = rng.choice(len(fitting), size=kind.number, p=weights / weights.sum())
    drawn = [fitting[i] for i in picks]
    return [Person(kind.code, cell["kommunenummer"], cell["kjonn"], int(cell["alder"])) for cell in drawn]


def participants(
    cells: list[Row], places: list[Row], rng: np.random.Generator
) -> tuple[list[Row], list[Row]]:
    """Draw the participants as rows of *aktører* and *påmeldte*, numbered in an order that tells nothing.

    The first wish is drawn; six in ten have a second one.
    """
    people = [person for kind in KINDS for person in draw_people(kind, cells, rng)]
    drawn, registered = [], []
    second = generator(SEED, "sandnes-second-wish").random(len(people)) < 0.6
    for number, index in enumerate(rng.permutation(len(people)), start=1):
        kind, municipality, sex, age = people[index]
        near = [place["id"] for place in places if place["kommune"] == municipality]
        drawn.append({
            "id": f"{PREFIX}{number:03d}", "navn": f"Deltaker {number:03d} (oppdiktet)",
            "type": kind, "form": "person", "kommune": municipality,
            "sted": near[rng.integers(len(near))],
            "grupper": "innbyggere" if kind in ("innbygger", "ildsjel") else "",
            "kjonn": sex, "aldersgruppe": band(age),
            "syntetisk": "ja", "opphav": "oppdiktet", "kilde": SOURCE,
        })  # fmt: skip
        first = int(rng.integers(len(CHALLENGES)))
        wishes = [CHALLENGES[first], CHALLENGES[1 - first]] if second[number - 1] else [CHALLENGES[first]]
        registered.append({
            "aktor": f"{PREFIX}{number:03d}", "onsker": "|".join(wishes),
            "mindreaarig": "ja" if age < ADULT else "nei", "kilde": EVENT,
        })  # fmt: skip
    return drawn, registered


def contributions(people: list[Row], rng: np.random.Generator) -> list[Row]:
    """Return what each participant brings, by kind."""
    kinds = {kind.code: kind for kind in KINDS}
    found = []
    for person in people:
        kind = kinds[person["type"]]
        field = (kind.field[rng.integers(len(kind.field))],) if kind.field else ()
        given = {"aktor": person["id"], "nivaa": "god", "belegg": "antatt", "kilde": GIVES}
        found += [{**given, "bidrag": code} for code in (*kind.gives, *field)]
    return found


def involvements(registered: list[Row]) -> list[Row]:
    """Each takes part in designing answers to the challenge wished for first."""
    return [
        {"utfordring": row["onsker"].partition("|")[0], "aktor": row["aktor"], "fase": "designe",
         "modus": "bidra", "kilde": SOURCE}
        for row in registered
    ]  # fmt: skip


def groups() -> list[Row]:
    """The groups: as many for each challenge, one table each in two rooms."""
    half = GROUPS // len(CHALLENGES)
    return [
        {"id": f"gruppe-{number + 1:02d}", "navn": f"Gruppe {number + 1}",
         "minst": str(LEAST), "mest": str(MOST), "utfordring": CHALLENGES[number // half],
         "rom": f"Rom {number // half + 1}, bord {number % half + 1}", "kilde": TABLES}
        for number in range(GROUPS)
    ]  # fmt: skip


def grouping() -> list[Row]:
    """By what the groups are put together."""
    return [
        {"egenskap": attribute, "maate": mode, "vekt": weight, "kilde": CHOSEN}
        for attribute, mode, weight in GROUPING
    ]


def build(folder: Path, population: Path, seed: int = SEED) -> int:
    """Draw the participants into the tables in *folder* and return how many they are."""
    rng = generator(seed, "sandnes")
    places = read(folder / "steder.csv")
    towns = {place["kommune"] for place in places}
    cells = [cell for cell in read(population) if cell["aar"] == YEAR and cell["kommunenummer"] in towns]
    people, registered = participants(cells, places, rng)
    tables = {
        "aktorer": ("id", people),
        "bidrag": ("aktor", contributions(people, rng)),
        "deltakelse": ("aktor", involvements(registered)),
    }
    for table, (column, drawn) in tables.items():
        path = folder / f"{table}.csv"
        write(path, [row for row in read(path) if not row[column].startswith(PREFIX)], drawn)
    for table, rows in (("pameldte", registered), ("grupper", groups()), ("gruppeegenskaper", grouping())):
        write(folder / f"{table}.csv", [], rows)
    return len(people)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Draw the invented participants in Sandnes.")
    parser.add_argument("folder", type=Path, help="the dataset's folder")
    parser.add_argument("population", type=Path, help="the population table")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    print(build(given.folder, given.population, given.seed), "participants")
