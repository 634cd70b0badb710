"""What the other three datasets hold, against the documents they come from."""

from __future__ import annotations

import csv
import importlib.util
import json
import shutil
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def table(dataset: str, name: str) -> list[Row]:
    return read(DATA / dataset / f"{name}.csv")


def test_samskapende_kommunen_has_its_eleven_municipalities() -> None:
    """Telemarksforsking, 5 June 2020, lines 7 and 17."""
    roles = {"pilotkommune": set(), "sparringskommune": set(), "folgekommune": set()}
    for row in table("samskapende_kommunen", "aktorer"):
        if row["type"] in roles:
            roles[row["type"]].add(row["kommune"])
    assert roles == {
        "pilotkommune": {"4649", "3207"},
        "sparringskommune": {"1835", "3314", "4203", "1124"},
        "folgekommune": {"4631", "4650", "4618", "4647", "1520"},
    }


def test_vennesla_has_three_parties_and_three_challenges() -> None:
    """Samskapingsplattformen, lines 15–17, 25, 29 and 31: the two centres are one party."""
    assert {r["id"] for r in table("vennesla", "utfordringer")} == {
        "klima",
        "utenforskap",
        "demografi",
    }
    ties = table("vennesla", "relasjoner")
    hosts = {
        r[end] for r in ties if r["type"] == "arrangerer_med" for end in ("fra_aktor", "til_aktor")
    }
    kinds = {row["id"]: row["type"] for row in table("vennesla", "aktorer")}
    assert Counter(kinds[host] for host in hosts) == {
        "administrasjon": 1, "naeringsforening": 1, "frivilligsentral": 2,
    }  # fmt: skip
    package = json.loads((DATA / "vennesla/datapackage.json").read_text(encoding="utf-8"))
    assert [arena["timesPerYear"] for arena in package["arenas"]] == [4, 12]


def participants() -> list[Row]:
    return [row for row in table("sandnes_bootcamp", "aktorer") if row["opphav"] == "oppdiktet"]


def test_sandnes_has_110_participants_of_eight_kinds_and_seven_organisers() -> None:
    """Kinds: KS, line 7; counts: the issue (28/22/16/10/10/9/8/7)."""
    assert Counter(row["type"] for row in participants()) == {
        "innbygger": 28, "fagperson": 22, "naeringsliv": 16, "politiker": 10,
        "sosial_entreprenor": 10, "elev": 9, "student": 8, "ildsjel": 7,
    }  # fmt: skip
    assert len(table("sandnes_bootcamp", "aktorer")) == 110 + 7
    assert {row["id"] for row in participants()} == {f"deltaker-{n:03d}" for n in range(1, 111)}
    assert all(row["navn"].endswith("(oppdiktet)") for row in participants())


def test_sandnes_participants_have_sensible_features() -> None:
    bands = {"elev": {"13-19"}, "student": {"13-19", "20-34"}}
    adults = {"13-19", "20-34", "35-49", "50-66", "67-79", "80+"}
    for row in participants():
        assert row["kjonn"] in ("mann", "kvinne")
        assert row["aldersgruppe"] in bands.get(row["type"], adults)
        assert row["sted"].startswith("oppdiktet-")
    assert len(table("sandnes_bootcamp", "steder")) == 5


def test_sandnes_has_an_event_with_14_groups() -> None:
    """14 groups on two challenges (KS, line 21), with room for all 110."""
    challenges = {row["id"] for row in table("sandnes_bootcamp", "utfordringer")}
    registered = table("sandnes_bootcamp", "pameldte")
    people = {row["id"]: row for row in participants()}
    assert {row["aktor"] for row in registered} == set(people)
    wishes = [row["onsker"].split("|") for row in registered]
    assert all(set(some) <= challenges and len(set(some)) == len(some) for some in wishes)
    assert {len(some) for some in wishes} == {1, 2}
    minors = {row["aktor"] for row in registered if row["mindreaarig"] == "ja"}
    assert minors
    assert {people[one]["type"] for one in minors} == {"elev"}
    groups = table("sandnes_bootcamp", "grupper")
    assert Counter(row["utfordring"] for row in groups) == dict.fromkeys(challenges, 7)
    assert sum(int(row["minst"]) for row in groups) <= 110 <= sum(int(row["mest"]) for row in groups)
    assert len({row["rom"] for row in groups}) == 14
    modes = {(row["egenskap"], row["maate"]) for row in table("sandnes_bootcamp", "gruppeegenskaper")}
    assert modes == {
        ("type", "spre"), ("kjonn", "balanser"), ("kjonn", "ikke_alene"), ("aldersgruppe", "spre"),
        ("sted", "spre"),
    }  # fmt: skip


def test_sandnes_is_drawn_byte_for_byte_again(tmp_path: Path) -> None:
    place = importlib.util.spec_from_file_location(
        "build_sandnes", ROOT / "scripts/build_sandnes.py"
    )
    assert place is not None
    assert place.loader is not None
    script = importlib.util.module_from_spec(place)
    place.loader.exec_module(script)
    copy = shutil.copytree(DATA / "sandnes_bootcamp", tmp_path / "copy")
    population = DATA / "population/folkemengde_07459.csv"
    assert script.build(copy, population) == 110
    for path in sorted((DATA / "sandnes_bootcamp").glob("*.csv")):
        assert (copy / path.name).read_bytes() == path.read_bytes()
    script.build(copy, population, seed=script.SEED + 1)
    assert (copy / "aktorer.csv").read_bytes() != (
        DATA / "sandnes_bootcamp/aktorer.csv"
    ).read_bytes()
