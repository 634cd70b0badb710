"""What is written is what is read, and nothing written runs as a formula. The round trip is a property."""

import csv
import json

import pytest
from openpyxl import load_workbook

from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.model import schema
from matchmaker.model.tables import Tables, frame_from
from matchmaker.sources.datapackage import Origin, Package, read_package, write_package
from matchmaker.sources.reading import read_dataset
from matchmaker.sources.template import write_template
from matchmaker.sources.writing import write_folder, write_workbook

ACTORS = frame_from(
    "actors",
    [
        {"id": "a1", "name": "=HYPERLINK(0)", "kind": "frivillig", "hours": 1.25, "municipality": "0301"},
        {"id": "a2", "name": "@lag", "kind": "frivillig", "reserved": True, "groups": "-a|b"},
    ],
)


def test_a_folder_is_written_for_norwegian_excel(tmp_path):
    package = Package(
        "lag",
        "Lag",
        "Om lag",
        (Origin("Kilde", "https://example.no"),),
        (Origin("CC", "", "CC-BY-4.0"),),
        "alt",
    )
    written = write_folder(Tables({"actors": ACTORS}), tmp_path / "ny", package)
    assert [path.name for path in written] == ["aktorer.csv", "datapackage.json"]
    assert (
        written[0]
        .read_bytes()
        .startswith(b"\xef\xbb\xbfid;navn;type;kommune;grupper;kapasitet_timer;reservert\r\n")
    )
    assert b";0301;;1,25;\r\n" in written[0].read_bytes()
    assert read_package(tmp_path / "ny") == (package, ())
    resources = json.loads(written[1].read_text(encoding="utf-8"))["resources"]
    assert [(item["path"], item["dialect"]["delimiter"]) for item in resources] == [("aktorer.csv", ";")]


def test_no_cell_runs_as_a_formula(tmp_path):
    tables = Tables({"actors": ACTORS})
    write_folder(tables, tmp_path)
    with (tmp_path / "aktorer.csv").open(encoding="utf-8-sig", newline="") as source:
        cells = [cell for row in csv.reader(source, delimiter=";") for cell in row]
    assert "'=HYPERLINK(0)" in cells
    assert "'@lag" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]
    book = load_workbook(write_workbook(tables, tmp_path / "ut.xlsx"))
    assert not [cell for row in book["aktører"] for cell in row if cell.data_type == "f"]


def test_a_workbook_of_nothing_can_be_opened(tmp_path):
    assert load_workbook(write_workbook(Tables({}), tmp_path / "tom.xlsx")).sheetnames == ["aktører"]


def test_an_absent_descriptor_says_nothing(tmp_path):
    assert read_package(tmp_path) == (Package(), ())


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_broken_descriptor_is_a_problem(tmp_path, content):
    (tmp_path / "datapackage.json").write_bytes(content)
    package, problems = read_package(tmp_path)
    assert package == Package()
    assert [p.code for p in problems] == ["broken_datapackage"]


def test_properties_of_the_wrong_type_count_as_absent(tmp_path):
    content = {"title": ["x"], "sources": {"title": "x"}, "licenses": [3, {"name": "CC0-1.0"}, {}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
    assert read_package(tmp_path)[0] == Package(licences=(Origin("", "", "CC0-1.0"),))


def test_what_nobody_said_is_not_written(tmp_path):
    write_package(tmp_path, Package(title="Tittel"), [])
    assert json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8")) == {"title": "Tittel"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_valid_and_says_what_belongs_where(tmp_path, language):
    path = write_template(tmp_path, language)
    tables, problems = read_dataset(tmp_path)
    assert problems == ()
    assert set(tables.frames) == set(schema.TABLES)
    assert tables.frames["actors"]["synthetic"].all()
    assert tables.frames["ties"].empty
    assert tables.frames["population"].empty
    book = load_workbook(path)
    words = catalogue(language)
    for table in schema.TABLES.values():
        heads = list(next(book[table.title].iter_rows(max_row=1)))
        assert [head.value for head in heads] == [column.header for column in table.columns]
        for head, column in zip(heads, table.columns, strict=True):
            assert words.term(column.help_code) in head.comment.text


def test_every_list_of_codes_has_a_drop_down(tmp_path):
    book = load_workbook(write_template(tmp_path, "nb"))
    codes = book["koder"]
    for table in schema.TABLES.values():
        lists = {}
        for validation in book[table.title].data_validations.dataValidation:
            for area in validation.sqref.ranges:
                cells = codes[validation.formula1.removeprefix("=koder!").replace("$", "")]
                lists[area.min_col] = tuple(row[0].value for row in cells)
        for number, column in enumerate(table.columns, 1):
            if column.type.value == "code":
                assert lists[number] == column.codes, column.name
