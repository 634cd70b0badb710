"""Build ``matchmaker/model/klass131.csv``: the present municipalities and the numbers they had.

Sources: SSB KLASS 131 (codesAt 2026-01-01, changes 2024, correspondences 104 → 131 since 2016) and
the recoding table of csdata (Folkehelseinstituttet) since 2017. They are not kept here; say where
they lie::

    python scripts/build_klass.py SOURCE_FOLDER matchmaker/model/klass131.csv
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

HEADER = ("number", "name", "aliases", "county_number", "county", "former_numbers", "split_numbers")
UNSTATED = "9999"
SAMI_NAME_FIRST = frozenset(
    {"1826", "1875", "5041", "5043", "5512", "5518", "5540", "5610", "5612", "5628", "5636"}
)
"""Municipalities whose official name gives the Sámi form before the Norwegian."""


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Read one of the source's CSV files."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document(folder: Path, name: str) -> Any:  # noqa: ANN401 - what JSON holds
    """Read one of the source's stored KLASS answers."""
    return json.loads((folder / "fixtures" / name).read_text(encoding="utf-8"))


def names_of_former_numbers(folder: Path) -> dict[str, set[str]]:
    """Each number since 2016 and the names it went under."""
    names: dict[str, set[str]] = defaultdict(set)
    for call in document(folder, "klass_correspond.json"):
        for item in call["body"].get("correspondenceItems", []):
            names[item["targetCode"]].add(item["targetName"])
    changes = document(folder, "klass131_changes_2023-2024_codehistory.json")["endringer"]
    for change in changes.values():
        for old in change["oldCodes"]:
            names[old["code"]].add(change["name"])
    return names


def former_numbers(
    folder: Path, present: dict[str, str], names: dict[str, set[str]]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Numbers that lead to each municipality, and those of which it got only a part.

    A number whose municipality was split leads to the part that kept its name (1507 Ålesund → 1508
    Ålesund, not 1580 Haram) and, where none did, to no municipality: a guess would move people.
    """
    targets: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder, "kommune_omkoding_2017_2026_til_2024grenser.csv"):
        if row["opprinnelig"] != row["naa"]:
            targets[row["opprinnelig"]].add(row["naa"])
    whole: dict[str, set[str]] = defaultdict(set)
    split: dict[str, set[str]] = defaultdict(set)
    for old, parts in targets.items():
        heirs = parts
        if len(parts) > 1:
            for part in parts:
                split[part].add(old)
            heirs = {part for part in parts if present[part] in names[old]}
        for heir in heirs:
            whole[heir].add(old)
    return whole, split


def aliases(number: str, name: str, earlier: set[str]) -> list[str]:
    """Return other names than the official one, what people say in Norwegian first.

    They are its parts in several languages and its earlier spellings. What two municipalities are
    called alike (Herøy, Våler) is never what is said first.
    """
    parts = name.split(" - ")
    said = parts[1 if number in SAMI_NAME_FIRST else 0]
    found = {*parts, name.split(" (", maxsplit=1)[0], name.replace(" - ", "-")}
    # «Sande (Møre og Romsdal)» is an earlier spelling; Røyken, which went into Asker, is not
    found |= {old for old in earlier if any(part in old for part in parts)}
    return [said, *sorted(found - {name, said})] if found != {name} else []


def build(folder: Path, target: Path) -> int:
    """Write the list and return how many municipalities it has."""
    codes = document(folder, "klass131_codesAt_2026-01-01.json")["codes"]
    present = {item["code"]: item["name"] for item in codes if item["code"] != UNSTATED}
    counties = {row["kommunenummer"]: row for row in rows(folder, "kommuner_2024_borders.csv")}
    names = names_of_former_numbers(folder)
    whole, split = former_numbers(folder, present, names)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for number, name in sorted(present.items()):
            county = counties[number]
            earlier = {old for code in (number, *whole[number]) for old in names[code]}
            writer.writerow((
                number, name, "|".join(aliases(number, name, earlier)), county["fylkesnummer"],
                county["fylkesnavn"].split("-", maxsplit=1)[0],
                "|".join(sorted(whole[number])), "|".join(sorted(split[number])),
            ))  # fmt: skip
    return len(present)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Build the list of municipalities.")
    parser.add_argument("source", type=Path, help="folder with the KLASS answers and csdata tables")
    parser.add_argument("target", type=Path, help="the file to write")
    given = parser.parse_args()
    print(build(given.source, given.target), "municipalities")
