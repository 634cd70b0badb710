"""The datasets that ship with the project, read with nothing but csv and json."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from matchmaker.model import schema, vocabulary

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
DATASETS = ("innherred", "samskapende_kommunen", "sandnes_bootcamp", "vennesla", "prosesser")
TABLES = {schema.fold(table.title): table for table in schema.TABLES.values()}
ASCII_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def table(dataset: str, name: str) -> list[Row]:
    path = DATA / dataset / f"{name}.csv"
    return read(path) if path.exists() else []


def files(dataset: str) -> list[Path]:
    return sorted((DATA / dataset).glob("*.csv"))


def known(dataset: str) -> dict[str, set[str]]:
    """Ids that a reference or an open vocabulary may use in a dataset, by table."""
    return {
        "actors": {row["id"] for row in table(dataset, "aktorer")},
        "challenges": {row["id"] for row in table(dataset, "utfordringer")},
        "places": {row["id"] for row in table(dataset, "steder")},
        "kinds": {*vocabulary.KINDS, *(row["id"] for row in table(dataset, "typer"))},
        "contribution_types": {
            *vocabulary.CONTRIBUTIONS,
            *(row["id"] for row in table(dataset, "bidragstyper")),
        },
    }


MUNICIPALITIES = {row["number"]: row for row in read(ROOT / "matchmaker/model/klass131.csv")}
CASES = [
    pytest.param(dataset, path, id=f"{dataset}-{path.stem}")
    for dataset in DATASETS
    for path in files(dataset)
]


@pytest.mark.parametrize("folder", [*DATASETS, "population"])
def test_package_describes_exactly_the_files_in_its_folder(folder: str) -> None:
    package = json.loads((DATA / folder / "datapackage.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])  # Frictionless Data Package 1.0
    assert all(package[key] for key in ("title", "description", "sources", "licenses"))
    assert all(licence["name"] for licence in package["licenses"])
    assert isinstance(package["synthetic"], str)
    assert package["synthetic"].endswith(".")
    assert {item["path"] for item in package["resources"]} == {p.name for p in files(folder)}
    for item in package["resources"]:
        header = list(read(DATA / folder / item["path"])[0])
        assert [field["name"] for field in item["schema"]["fields"]] == header


@pytest.mark.parametrize(("dataset", "path"), CASES)
def test_headers_are_the_schemas_and_no_column_is_empty(dataset: str, path: Path) -> None:
    spec = TABLES[schema.fold(path.stem)]
    rows = read(path)
    allowed = {column.header for column in spec.columns}
    if spec.features:
        allowed |= set(schema.FEATURE_HEADERS)
    assert rows
    assert set(rows[0]) <= allowed
    assert {column.header for column in spec.columns if column.required} <= set(rows[0])
    for header in rows[0]:
        assert any(row[header] for row in rows), f"{header} is never used"


@pytest.mark.parametrize(("dataset", "path"), CASES)
def test_every_row_names_its_source(dataset: str, path: Path) -> None:
    assert all(len(row["kilde"]) > 10 for row in read(path))


@pytest.mark.parametrize(("dataset", "path"), CASES)
def test_cells_are_what_the_schema_says_and_references_resolve(dataset: str, path: Path) -> None:
    spec = TABLES[schema.fold(path.stem)]
    ids = known(dataset)
    for row in read(path):
        for column in spec.columns:
            for value in filter(None, row.get(column.header, "").split("|")):
                check_cell(column, value, ids)
            assert row.get(column.header) or not column.required, (row, column.header)


def check_cell(column: schema.Column, value: str, ids: dict[str, set[str]]) -> None:
    kind = schema.CellType
    if column.type is kind.REFERENCE or (column.type is kind.CODE and column.target):
        assert value in ids[column.target], value
    elif column.type in (kind.CODE, kind.CODES):
        assert value in column.codes, value
    elif column.type is kind.ID:
        assert ASCII_ID.fullmatch(value), value
    elif column.type in (kind.MUNICIPALITY, kind.MUNICIPALITIES):
        assert value in MUNICIPALITIES, value
    elif column.type in (kind.WHOLE, kind.WHOLES):
        assert column.low is not None
        assert column.high is not None
        assert column.low <= int(value) <= column.high
    elif column.type is kind.DATE:
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)


@pytest.mark.parametrize(("dataset", "path"), CASES)
def test_keys_are_unique(dataset: str, path: Path) -> None:
    spec = TABLES[schema.fold(path.stem)]
    headers = [spec.column(name).header for name in spec.key]
    keys = Counter(tuple(row.get(header, "") for header in headers) for row in read(path))
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_symmetric_tie_stands_once_and_none_is_to_oneself(dataset: str) -> None:
    pairs = []
    for row in table(dataset, "relasjoner"):
        assert row["fra_aktor"] != row["til_aktor"]
        ends = (row["fra_aktor"], row["til_aktor"])
        symmetric = vocabulary.RELATIONS[vocabulary.Relation(row["type"])].symmetric
        assert symmetric == (row["gjensidig"] == "ja")
        pairs.append((row["type"], *(sorted(ends) if symmetric else ends)))
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("dataset", DATASETS)
def test_groups_of_actors_are_affected_groups(dataset: str) -> None:
    affected = {row["gruppe"] for row in table(dataset, "berorte")}
    tags = {tag for row in table(dataset, "aktorer") for tag in row.get("grupper", "").split("|") if tag}
    assert tags <= affected


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_place_lies_in_its_actors_municipality(dataset: str) -> None:
    at = {row["id"]: row["kommune"] for row in table(dataset, "steder")}
    for row in table(dataset, "aktorer"):
        assert not row.get("sted") or at[row["sted"]] == row["kommune"]


@pytest.mark.parametrize("dataset", DATASETS)
def test_only_invented_actors_are_persons(dataset: str) -> None:
    for row in table(dataset, "aktorer"):
        invented = row["opphav"] == "oppdiktet"
        assert row["form"] in ("person", "gruppe", "organisasjon")
        assert (row["form"] == "person") == invented == (row.get("syntetisk", "") == "ja")


@pytest.mark.parametrize("dataset", DATASETS)
def test_no_feature_that_may_not_be_kept(dataset: str) -> None:
    header = {schema.fold(h.removeprefix("egenskap:")) for h in table(dataset, "aktorer")[0]}
    assert header.isdisjoint(schema.fold(name) for name in vocabulary.FEATURES_NEVER_KEPT)


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.*")), ids=lambda path: path.name)
def test_no_machine_path_stands_in_the_data(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/work/|/tmp/|\.\./|shared/", text)
