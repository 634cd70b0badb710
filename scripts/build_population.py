"""Build ``data/population/folkemengde_07459.csv`` from SSB table 07459 as csdata gives it.

The source files are not kept here; say where they lie::

    python scripts/build_population.py SOURCE_FOLDER data/population
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMED = (
    "0301", "1101", "1103", "1108", "1124", "1520", "1804", "1835", "3203", "3207", "3301", "3314",
    "4203", "4223", "4618", "4631", "4647", "4649", "4650", "5001", "5006", "5036", "5037", "5038",
    "5041", "5053",
)  # fmt: skip
"""The 25 municipalities that the documents name (Svelvik as Drammen, 3301), and Frosta."""
SEVERAL_YEARS = "folkemengde_07459_utvalgte_2020_2026_kjonn_ettaarig_alder.csv"
LAST_YEAR = "folkemengde_07459_2026_alle_kommuner_kjonn_ettaarig_alder.csv"
HEADER = ("kommunenummer", "aar", "kjonn", "alder", "antall")

Cell = tuple[str, int, str, int, int]


def read(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a source file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def cells(folder: Path) -> Iterator[Cell]:
    """Yield every cell of the municipalities named, 2020–2026, or 2026 alone where that is all."""
    seen = set()
    for row in read(folder / SEVERAL_YEARS):
        seen.add(row["kommunenummer"])
        if row["kommunenummer"] in NAMED:
            key = (row["kommunenummer"], int(row["aar"]))
            yield (*key, row["kjonn"], int(row["alder"]), int(row["antall"]))
    for row in read(folder / LAST_YEAR):
        if row["kommunenummer"] in NAMED and row["kommunenummer"] not in seen:
            key = (row["kommunenummer"], int(row["aar"]))
            yield (*key, "mann", int(row["alder"]), int(row["menn"]))
            yield (*key, "kvinne", int(row["alder"]), int(row["kvinner"]))


def build(folder: Path, target: Path) -> int:
    """Write the table into the folder *target* and return how many cells it has."""
    found = sorted(cells(folder))
    with (target / "folkemengde_07459.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(found)
    return len(found)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build the population table.")
    parser.add_argument("source", type=Path, help="folder with the csdata tables")
    parser.add_argument("target", type=Path, help="the folder to write into")
    given = parser.parse_args()
    print(build(given.source, given.target), "cells")
