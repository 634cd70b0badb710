"""An invented register: as large as asked, valid, marked as invented, the same every time."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.model.ages import AgeBand
from matchmaker.model.population import Population
from matchmaker.model.register import Register
from matchmaker.model.schema import TABLES
from matchmaker.model.tables import dtype_of
from matchmaker.sources.reading import load_tables
from matchmaker.sources.writing import write_folder
from matchmaker.synthesis.generate import Synthetic, generate
from matchmaker.synthesis.plan import Plan, Plants

ROOT = Path(__file__).parents[3]
NOTHING = Plants(0, 0, 0, 0.25, 0, 0, 0, 0, 0, 0)


def test_every_table_has_the_number_of_rows_that_was_asked_for(synthetic: Synthetic) -> None:
    plan = synthetic.truth.plan
    asked = {
        name: getattr(plan, name)
        for name in ("actors", "contributions", "ties", "involvements", "challenges")
    }
    assert {name: len(synthetic.tables.frames[name]) for name in asked} == asked


def test_frames_have_the_types_that_readers_give(synthetic: Synthetic) -> None:
    for name, frame in synthetic.tables.frames.items():
        spec = TABLES[name]
        assert list(frame.columns) == [column.name for column in spec.columns]
        assert {c.name: str(frame[c.name].dtype) for c in spec.columns} == {
            c.name: dtype_of(c.type) for c in spec.columns
        }
        assert list(frame.index) == list(range(2, len(frame) + 2))


def test_everybody_is_marked_as_invented(register: Register) -> None:
    actors = register.actors
    assert actors["synthetic"].all()
    assert (actors["origin"] == "oppdiktet").all()
    assert actors["name"].astype(str).str.endswith("(oppdiktet)").all()
    numbers = actors["orgnr"].dropna().astype(str)
    assert numbers.str.startswith("31").all()  # any that begins with 8 or 9 could be somebody's
    places = register.frame("places")
    assert places["id"].astype(str).str.startswith("oppdiktet-").all()
    assert register.frame("challenges")["title"].astype(str).str.endswith("(oppdiktet)").all()


def test_all_six_sides_and_phases_are_there(register: Register) -> None:
    assert set(register.actors["sector"]) == {
        "innbygger", "naeringsliv", "frivillig", "politiker", "administrasjon", "tjeneste",
    }  # fmt: skip
    assert set(register.frame("involvements")["phase"]) == {"definere", "designe", "gjennomfore", "drive"}


def test_nothing_is_dated_after_the_figures(register: Register, synthetic: Synthetic) -> None:
    day = pd.Timestamp(synthetic.truth.day)
    assert synthetic.truth.day == "2026-01-01"  # the latest figures in data/population
    for table in ("ties", "involvements"):
        for column in ("valid_from", "valid_to"):
            assert register.frame(table)[column].max() <= day
    assert register.frame("involvements")["valid_to"].notna().any()


def test_some_of_what_persons_could_state_is_unknown_or_withheld(register: Register) -> None:
    persons = register.actors[register.actors["form"] == "person"]["id"]
    features = register.features
    assert set(features["actor"]) <= set(persons)
    for feature in ("kjonn", "aldersgruppe"):
        stated = features[features["feature"] == feature]
        assert 0.85 < len(stated) / len(persons) < 0.98  # 7 % unknown was asked for
        assert 0 < (stated["value"] == "vil_ikke_oppgi").mean() < 0.06  # and 1.5 % withheld


def test_ties_gather_in_circles_and_at_town_halls(register: Register) -> None:
    ties = register.frame("ties")
    ends = pd.concat([ties["tail"], ties["head"]]).astype(str)
    degree = ends.value_counts()
    hall = degree[degree.index.str.startswith(("kommunestyre-", "administrasjon-"))]
    assert hall.median() > 3 * degree.median()


def test_a_written_register_is_read_as_the_same(
    synthetic: Synthetic, register: Register, tmp_path: Path
) -> None:
    write_folder(synthetic.tables, tmp_path)
    tables, warnings = load_tables(tmp_path)
    assert warnings == ()
    assert Register.from_tables(tables).fingerprint == register.fingerprint


def digest(made: Synthetic) -> str:
    """A hash of every byte that would be written."""
    content = hashlib.sha256(json.dumps(made.truth.as_dict()).encode())
    for name, frame in sorted(made.tables.frames.items()):
        content.update(name.encode() + frame.to_csv().encode())
    content.update(made.tables.features.to_csv().encode())
    return content.hexdigest()


SCRIPT = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("shared", sys.argv[1])
shared = importlib.util.module_from_spec(spec)
spec.loader.exec_module(shared)
print(shared.made_anew())
"""


def made_anew() -> str:
    frame = pd.read_csv(
        ROOT / "data" / "population" / "folkemengde_07459.csv", dtype={"kommunenummer": str, "kjonn": str}
    )
    return digest(
        generate(Plan(("5038", "5041"), 600, 900, 1_500, 300), Population.from_ssb(frame, ""), seed=3)
    )


def test_the_same_seed_gives_the_same_bytes_under_any_hash_seed() -> None:
    found = set()
    for hash_seed in ("0", "4242"):
        call = [sys.executable, "-c", SCRIPT, __file__]
        surroundings = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(call, check=True, capture_output=True, text=True, env=surroundings)
        found.add(done.stdout.strip())
    assert len(found) == 1
    assert found == {made_anew()}


def test_another_seed_gives_another_register(population: Population) -> None:
    plan = Plan(("5038",))
    assert digest(generate(plan, population, seed=1)) != digest(generate(plan, population, seed=2))


def test_the_order_in_which_municipalities_are_named_does_not_matter(population: Population) -> None:
    one, other = (
        generate(Plan(numbers), population, seed=1) for numbers in (("5038", "5037"), ("5037", "5038"))
    )
    assert digest(replace(one, truth=replace(one.truth, plan=other.truth.plan))) == digest(other)


def test_nobody_takes_part_when_no_involvement_is_asked_for(population: Population) -> None:
    plants = replace(Plants(), thin_groups=0, conflicts=0)
    made = generate(Plan(("5038",), involvements=0, plants=plants), population, seed=1)
    register = Register.from_tables(made.tables)
    assert register.frame("involvements").empty
    assert made.truth.thin_groups == made.truth.conflicts == ()
    assert len(made.truth.brokers) == 2


def test_a_bare_register_of_town_halls_is_valid(population: Population) -> None:
    made = generate(Plan(("5038", "5041"), 18, 0, 0, 0, 0, plants=NOTHING), population, seed=1)
    register = Register.from_tables(made.tables)
    assert len(register) == 18  # nine bodies in each
    assert register.actors["form"].eq("organisasjon").all()
    assert made.tables.features.empty


def test_ages_can_begin_where_no_band_begins(population: Population) -> None:
    made = generate(Plan(("5038",), ages=AgeBand(18), plants=NOTHING), population, seed=1)
    features = made.tables.features
    bands = set(features[features["feature"] == "aldersgruppe"]["value"].astype(str))
    assert bands - {"vil_ikke_oppgi"} == {"18-19", "20-34", "35-49", "50-66", "67-79", "80+"}


FULL = Plan(("5038",))


@pytest.mark.parametrize(
    ("plan", "what"),
    [
        (replace(FULL, actors=7), "plan.actors"),  # nine bodies less a missing council
        (replace(FULL, actors=8), "plan.residents"),
        (replace(FULL, challenges=1), "plan.challenges"),
        (replace(FULL, challenges=0, plants=replace(NOTHING, silent_groups=1)), "plan.challenges"),
        (replace(FULL, challenges=0, plants=NOTHING), "plan.challenges"),
        (replace(FULL, challenges=2, plants=replace(NOTHING, uncovered_needs=5)), "plan.challenges"),
        (replace(FULL, involvements=125), "plan.involvements"),  # 2 × 60 residents + 3 × 2
        (replace(FULL, ties=17), "plan.broker_ties"),  # 2 × 9
        (replace(FULL, ties=20), "plan.ties"),  # 2 × 9 + 3 conflicts
        (replace(FULL, actors=120), "plan.thin_participants"),
        (replace(FULL, plants=replace(NOTHING, missing_councils=4)), "plan.councils"),
        (replace(FULL, plants=replace(NOTHING, brokers=130)), "plan.residents"),  # 5 each
        (replace(FULL, plants=replace(NOTHING, duplicates=400)), "plan.duplicates"),
        (replace(FULL, plants=replace(NOTHING, conflicts=90)), "plan.conflicts"),
    ],
)
def test_a_plan_too_small_for_its_plants_is_refused(population: Population, plan: Plan, what: str) -> None:
    with pytest.raises(InputError) as refused:
        generate(plan, population, seed=1)
    assert refused.value.code == "plan_too_small"
    params = refused.value.params
    assert params["what"].code == what
    assert params["have"] < params["needed"]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"actors": 60, "ties": 1_000}, "plan.ties"),  # 60 actors have 1,770 pairs
        ({"actors": 60, "contributions": 1_200}, "plan.contributions"),
        ({"actors": 60, "challenges": 1, "involvements": 130}, "plan.involvements"),
    ],
)
def test_a_plan_with_more_rows_than_can_differ_is_refused(
    population: Population, changes: dict[str, int], what: str
) -> None:
    sizes = {"contributions": 0, "ties": 0, "involvements": 0, **changes}
    with pytest.raises(InputError) as refused:
        generate(Plan(("5038",), **sizes, plants=NOTHING), population, seed=1)
    assert refused.value.code == "plan_too_dense"
    assert refused.value.params["what"].code == what


def test_as_many_rows_as_are_allowed_can_be_drawn(population: Population) -> None:
    plan = Plan(("5038",), 60, 700, 880, 119, 1, plants=NOTHING)
    register = Register.from_tables(generate(plan, population, seed=1).tables)
    assert len(register.frame("ties")) == 880
    assert len(register.frame("involvements")) == 119


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"municipalities": ()}, "plan_not_valid"),
        ({"municipalities": ("5038", "5038")}, "plan_not_valid"),
        ({"municipalities": ("9999",)}, "unknown_municipality"),
        ({"ties": -1}, "plan_not_valid"),
        ({"plants": Plants(brokers=-1)}, "plan_not_valid"),
        ({"plants": Plants(thin_factor=1.0)}, "plan_not_valid"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as refused:
        replace(FULL, **changes)
    assert refused.value.code == code


def test_a_municipality_without_figures_is_refused(population: Population) -> None:
    with pytest.raises(InputError) as refused:
        generate(Plan(("5038", "4225")), population, seed=1)
    assert refused.value.code == "no_population"
    assert refused.value.params == {"municipality": "4225"}


def test_the_global_generators_are_left_alone(population: Population) -> None:
    np.random.seed(1)  # noqa: NPY002
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    generate(Plan(("5041",), 300, 300, 300, 200), population, seed=1)
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002


def test_the_day_of_the_truth_is_a_date(synthetic: Synthetic) -> None:
    assert date.fromisoformat(json.loads(json.dumps(synthetic.truth.as_dict()))["day"]) == date(2026, 1, 1)
