"""Sheets in memory are read as files are: same tables, same problems, each at its cell."""

import io
import json
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from matchmaker.kernel.errors import InputError, Problem, Severity
from matchmaker.model.tables import Tables, frame_from
from matchmaker.sources.files import csv_files, grid, workbook
from matchmaker.sources.reading import read_dataset
from matchmaker.sources.sheets import Sheet, Sheets, Spot, read_sheets, sheets_of, sheets_of_file
from matchmaker.sources.writing import file_name, sheets, workbook_bytes, write_folder, write_workbook
from tests.sources_faults import workbook as forty

ACTORS = "id;navn;type;kommune\na1;Verdal lag;frivillig;301\n\na2;Blåbærlaget;tull;\n"


def dropped(text: str, name: str = "aktører.csv") -> Sheets:
    return sheets_of_file(name, text.encode("cp1252"))


def book(**pages: list[list[object]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for title, rows in pages.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(row)
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


def at(sheets: Sheets) -> list[tuple[str, Spot | None]]:
    return [(problem.code, sheets.spot(problem)) for problem in read_sheets(sheets)[1]]


# -- from a file ------------------------------------------------------------------------------------


def test_a_csv_file_is_one_sheet_of_texts_with_the_numbers_of_its_rows():
    assert dropped(ACTORS) == Sheets(
        "aktører.csv",
        (
            Sheet(
                "aktører",
                ("id", "navn", "type", "kommune"),
                (("a1", "Verdal lag", "frivillig", "301"), ("a2", "Blåbærlaget", "tull", "")),
                (2, 4),
            ),
        ),
    )


def test_blank_rows_above_the_headers_are_counted_and_cells_beyond_them_are_kept():
    (sheet,) = dropped(" \n;;\nid;navn\na1;A;;x;\na2\n", "tull.csv").sheets
    assert (sheet.headers, sheet.header_row) == (("id", "navn"), 3)
    assert (sheet.rows, sheet.numbers) == ((("a1", "A", "", "x"), ("a2", "")), (4, 5))
    assert sheet.width == 4


def test_an_empty_file_is_a_sheet_of_nothing():
    assert dropped("\n\n").sheets == (Sheet("aktører", (), (), ()),)
    assert at(dropped("")) == [("empty_table", Spot("aktører", None, None))]


def test_every_sheet_of_a_workbook_is_there():
    found = sheets_of_file("bok.xlsx", book(aktører=[["id", "navn", "type"], ["a1", "A", 3]], LESMEG=[["x"]]))
    assert [sheet.title for sheet in found.sheets] == ["aktører", "LESMEG"]
    assert found.sheet("aktører").rows == (("a1", "A", "3"),)
    assert at(found) == [("unknown_code", Spot("aktører", 2, 2))]


@pytest.mark.parametrize(
    ("name", "headers", "title"),
    [
        ("liste (3).csv", "fra_aktor;til_aktor;type", "relasjoner"),
        ("liste (3).csv", "From;To;Relation;strength", "relasjoner"),
        ("liste.csv", "aktor;bidrag;kilde", "bidrag"),
        ("liste.csv", "id;navn;kommune", "steder"),
        ("liste.csv", "id;navn;sektor", "typer"),
        ("liste.csv", "id;navn;type;Telefon;hund", "aktører"),
        ("liste.csv", "id;navn;type;kjønn;egenskap: morsmål", "aktører"),
        ("liste.csv", "kommune;dato;egenskap;gruppe;antall;kilde", "befolkning"),
        ("liste.csv", "aktor;bidrag;hund", "liste"),
        ("liste.csv", "navn;type;kommune", "liste"),
        ("liste.csv", "navn;organisasjon", "liste"),
        ("roller.csv", "navn;rolle", "roller"),
        ("deltakelse.csv", "id;navn;type", "aktører"),
        ("aktorar.csv", "id;namn", "aktorar"),
    ],
)
def test_a_name_that_says_nothing_gives_way_to_what_the_headers_say(name, headers, title):
    (sheet,) = sheets_of_file(name, f"{headers}\nx;y;z\n".encode()).sheets
    assert sheet.title == title


def test_the_only_sheet_of_a_workbook_is_recognised_too_but_never_two():
    rows = [["aktor", "bidrag"], ["a1", "lokaler"]]
    assert [s.title for s in sheets_of_file("b.xlsx", book(Ark1=rows, koder=[["x"]])).sheets] == [
        "bidrag", "koder",
    ]  # fmt: skip
    assert [s.title for s in sheets_of_file("b.xlsx", book(Ark1=rows, Ark2=rows)).sheets] == ["Ark1", "Ark2"]


def far_cell() -> bytes:
    made = Workbook()
    made.active["XFD1048576"] = 1
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


def bomb() -> bytes:
    sink = io.BytesIO(book(aktører=[["id"]]))
    with zipfile.ZipFile(sink, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 30_000_000)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bilde.png", b"x", "not_a_dataset"),
        ("uten_ending", b"x", "not_a_dataset"),
        ("liste.csv", b"\x00" * 100, "not_text"),
        ("liste.csv", b'id;"navn\na;b\n', "unclosed_quote"),
        ("liste.csv", b"a;" * 1_001 + b"a", "too_many_columns"),
        ("bok.xlsx", b"id;navn", "broken_workbook"),
        ("gammel.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "old_workbook"),
        ("bok.xlsx", far_cell(), "too_large"),
        ("bok.xlsx", bomb(), "too_large"),
    ],
)
def test_what_cannot_be_read_from_disk_cannot_be_dropped_either(name, content, code):
    with pytest.raises(InputError) as caught:
        sheets_of_file(name, content)
    assert caught.value.code == code


@pytest.mark.parametrize(("module", "name"), [(csv_files, "a.csv"), (workbook, "a.xlsx")])
def test_a_dropped_file_has_the_largest_size_of_a_file_on_disk(monkeypatch, module, name):
    monkeypatch.setattr(module, "MOST_BYTES", 3)
    with pytest.raises(InputError) as caught:
        sheets_of_file(name, b"abcd")
    assert (caught.value.code, caught.value.params) == ("too_large", {"file": name})


def test_a_dropped_file_has_the_most_rows_of_a_file_on_disk(monkeypatch):
    monkeypatch.setattr(grid, "MOST_ROWS", 2)
    assert len(dropped("id\na1\n").sheets[0].rows) == 1
    with pytest.raises(InputError) as caught:
        dropped("id\na1\na2\n")
    assert caught.value.code == "too_many_rows"


# -- the same way as files on disk ------------------------------------------------------------------


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return forty.write(tmp_path_factory.mktemp("feil"))


def bare(problems: tuple[Problem, ...]) -> Counter[tuple[object, ...]]:
    """Problems without the name of the file, which a sheet in memory does not carry."""
    cut = forty.FILE + " › "
    return Counter(
        (p.code, p.table, p.file.removeprefix(cut), p.row, p.column, p.value, p.expected and p.expected.code,
         p.hint and p.hint.code, p.severity)
        for p in problems
    )  # fmt: skip


def test_forty_faults_are_found_in_memory_as_on_disk(faulty):
    tables, problems = read_dataset(faulty)
    in_memory, found = read_sheets(sheets_of_file(forty.FILE, faulty.read_bytes()))
    assert bare(found) == bare(problems)
    assert list(found) == sorted(found, key=Problem.sort_key)
    for name, frame in tables.frames.items():
        pd.testing.assert_frame_equal(frame, in_memory.frames[name])
    pd.testing.assert_frame_equal(tables.features, in_memory.features)


def test_every_fault_is_found_at_its_cell(faulty):
    sheets = sheets_of_file(forty.FILE, faulty.read_bytes())
    for problem in read_sheets(sheets)[1]:
        spot = sheets.spot(problem)
        assert spot is not None, problem
        sheet = sheets.sheet(spot.title)
        if spot.row is None or spot.position is None:
            assert problem.row is None, problem
            continue
        cell = sheet.rows[sheet.index(spot.row)][spot.position]
        hidden = problem.value is None  # an empty cell, or one whose content is not repeated
        # what was read as a number or date may have been given back with its .0 or midnight
        assert hidden or str(problem.value).startswith(cell.strip()), problem
        assert problem.column is None or sheet.headers[spot.position] == problem.column


def test_spots_of_headers_and_of_cells_without_one():
    sheets = dropped("id;navn;type;;navn;helse\na1;A;frivillig;x;B;y;z\na2;C;frivillig\n")
    assert at(sheets) == [
        ("nameless_column", Spot("aktører", None, 3)),
        ("feature_not_allowed", Spot("aktører", None, 5)),
        ("duplicate_column", Spot("aktører", None, 4)),
        ("extra_cells", Spot("aktører", 2, 6)),
    ]
    assert sheets.spot(Problem("x", "actors", "et annet ark")) is None
    assert at(dropped("id;navn\na1;A\n")) == [("missing_column", Spot("aktører", None, None))]


def test_party_is_pointed_at_under_the_planners_own_header():
    sheets = dropped("id;navn;type;egenskap: Parti\na1;A;innbygger;Ap\n")
    assert at(sheets) == [("party_not_elected", Spot("aktører", 2, 3))]


def test_the_whole_is_the_source():
    assert [(p.code, p.file) for p in read_sheets(dropped("id;navn\n", "steder.csv"))[1]] == [
        ("missing_table", "steder.csv"),
        ("missing_column", "steder"),
    ]
    assert [p.code for p in read_sheets(Sheets("", ()))[1]] == ["missing_table"]


def test_a_sheet_whose_headers_were_emptied_is_empty():
    sheets = dropped("id\na1\n").with_header("aktører", "id", "")
    assert at(sheets) == [("empty_table", Spot("aktører", None, None))]


# -- mending ----------------------------------------------------------------------------------------


def test_a_faulty_file_is_mended_cell_by_cell():
    sheets = dropped(ACTORS)
    assert at(sheets) == [("unknown_code", Spot("aktører", 4, 2))]
    mended = sheets.with_cell("aktører", 4, "type", "frivillig")
    tables, problems = read_sheets(mended)
    assert problems == ()
    assert list(tables.frames["actors"].index) == [2, 4]
    assert list(tables.frames["actors"]["municipality"].astype(object).fillna("")) == ["0301", ""]
    assert sheets == dropped(ACTORS)  # nothing was changed in place


def test_rows_are_added_at_the_end_and_taken_away_without_renumbering():
    sheets = dropped(ACTORS).with_row("aktører")
    assert sheets.sheet("aktører").numbers == (2, 4, 5)
    assert sheets.sheet("aktører").rows[-1] == ("", "", "", "")
    assert len(read_sheets(sheets)[0].frames["actors"]) == 2  # a blank row is no row
    filled = sheets.with_cell("aktører", 5, "id", "a3")
    assert [problem.row for problem in read_sheets(filled)[1]] == [4, 5, 5]
    fewer = filled.without_rows("aktører", [2, 5])
    assert (fewer.sheet("aktører").numbers, fewer.sheet("aktører").rows[0][0]) == ((4,), "a2")
    empty = fewer.without_rows("aktører", [4])
    assert empty.with_row("aktører").sheet("aktører").numbers == (2,)


def test_columns_without_a_header_are_reached_by_their_letters():
    sheets = dropped("id;navn;type;;navn\na1;A;frivillig;x;B;z\n")
    assert sheets.with_cell("aktører", 2, "D", "").sheet("aktører").rows[0][3] == ""
    assert sheets.with_cell("aktører", 2, "F", "").sheet("aktører").rows[0][5] == ""
    assert sheets.with_cell("aktører", 2, "navn", "ny").sheet("aktører").rows[0][1::3] == ("ny", "B")
    assert sheets.with_cell("aktører", 2, "E", "ny").sheet("aktører").rows[0][1::3] == ("A", "ny")
    clean = sheets.with_cell("aktører", 2, "F", "").with_header("aktører", "D", "sektor")
    clean = clean.with_cell("aktører", 2, "sektor", "frivillig").with_header("aktører", "E", "enhet")
    assert read_sheets(clean)[1] == ()


def test_a_missing_column_is_added_and_a_misspelt_one_renamed():
    sheets = dropped("id;navnn;type\na1;A;frivillig\n")
    assert [code for code, _ in at(sheets)] == ["missing_column", "unknown_column"]
    assert at(sheets.with_header("aktører", "navnn", "navn")) == []
    wider = sheets.with_header("aktører", "D", "navn").with_cell("aktører", 2, "navn", "B")
    assert wider.sheet("aktører").rows == (("a1", "A", "frivillig", "B"),)
    assert [code for code, _ in at(wider)] == ["unknown_column"]


def test_a_column_is_taken_away_with_its_cells():
    sheets = dropped("id;navn;fødselsnummer;type\na1;A;0;frivillig\n")
    assert [code for code, _ in at(sheets)] == ["feature_not_allowed"]
    clean = sheets.without_column("aktører", "fødselsnummer")
    assert clean.sheet("aktører").rows == (("a1", "A", "frivillig"),)
    assert at(clean) == []
    wide = dropped("id;navn;type\na1;A;frivillig;for mye\n").without_column("aktører", "D")
    assert at(wide) == []


def test_a_sheet_is_renamed_to_the_table_that_it_is():
    sheets = sheets_of_file("b.xlsx", book(Ark1=[["id", "navn"], ["a1", "A"]], Ark2=[["x"]]))
    assert sheets.with_title("Ark1", "aktører").sheet("aktører").headers == ("id", "navn")
    assert sheets.with_title("Ark1", "Ark1") == sheets
    with pytest.raises(InputError) as caught:
        sheets.with_title("Ark1", "Ark2")
    assert caught.value.code == "sheet_exists"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda s: s.with_cell("tull", 2, "id", "x"), "unknown_sheet"),
        (lambda s: s.with_cell("aktører", 3, "id", "x"), "unknown_row"),
        (lambda s: s.with_cell("aktører", 1, "id", "x"), "unknown_row"),
        (lambda s: s.with_cell("aktører", 9, "id", "x"), "unknown_row"),
        (lambda s: s.with_cell("aktører", 2, "E", "x"), "unknown_header"),
        (lambda s: s.with_cell("aktører", 2, "", "x"), "unknown_header"),
        (lambda s: s.with_row("tull"), "unknown_sheet"),
        (lambda s: s.without_rows("tull", []), "unknown_sheet"),
        (lambda s: s.without_rows("aktører", [2, 3]), "unknown_row"),
        (lambda s: s.with_header("aktører", "F", "x"), "unknown_header"),
        (lambda s: s.without_column("aktører", "F"), "unknown_header"),
        (lambda s: s.with_title("tull", "x"), "unknown_sheet"),
    ],
)
def test_what_is_not_there_cannot_be_mended(change, code):
    with pytest.raises(InputError) as caught:
        change(dropped(ACTORS))
    assert caught.value.code == code


# -- as plain values --------------------------------------------------------------------------------


def test_sheets_go_through_json_and_come_back():
    sheets = dropped("\n" + ACTORS)
    assert Sheets.from_dict(json.loads(json.dumps(sheets.as_dict()))) == sheets


@pytest.mark.parametrize(
    "change",
    [
        {"title": 3},
        {"title": "to"},
        {"headers": "id"},
        {"headers": ["a", "b", "c", "d", "e"]},
        {"rows": [["x"] * 4]},
        {"rows": [["x"] * 4, [1, 2, 3, 4]]},
        {"rows": None},
        {"numbers": [2, 2]},
        {"numbers": [4, 2]},
        {"numbers": [1, 2]},
        {"numbers": [2, True]},
        {"numbers": [2, 10**15]},
        {"numbers": ["2", "4"]},
        {"header_row": 0},
        {"header_row": 2},
    ],
)
def test_plain_values_that_are_no_sheets_are_refused(change):
    content = dropped(ACTORS).as_dict()
    content["sheets"].append({**content["sheets"][0], "title": "to"})
    Sheets.from_dict(content)
    content["sheets"][0] |= change
    with pytest.raises(InputError) as caught:
        Sheets.from_dict(content)
    assert caught.value.code == "broken_sheets"


@pytest.mark.parametrize(
    "content", [{}, {"source": 1, "sheets": []}, {"source": "", "sheets": [1]}, [], None]
)
def test_anything_else_is_refused(content):
    with pytest.raises(InputError) as caught:
        Sheets.from_dict(content)
    assert caught.value.code == "broken_sheets"


# -- from tables ------------------------------------------------------------------------------------

TABLES = Tables(
    {
        "actors": frame_from(
            "actors",
            [
                {"id": "a1", "name": "=1+1", "kind": "frivillig", "hours": 1.25, "reserved": True},
                {"id": "a2", "name": "Lag", "kind": "frivillig", "municipality": "0301"},
            ],
        ),
        "places": frame_from("places", []),
    }
)


def test_tables_are_laid_out_as_csv_files_are_written(tmp_path):
    found = sheets_of(TABLES, source="base")
    assert found.source == "base"
    assert found.sheets == (
        Sheet(
            "aktører",
            ("id", "navn", "type", "kommune", "kapasitet_timer", "reservert"),
            (("a1", "'=1+1", "frivillig", "", "1,25", "ja"), ("a2", "Lag", "frivillig", "0301", "", "")),
            (2, 3),
        ),
        Sheet("steder", ("id", "navn", "kommune"), (), ()),
    )
    write_folder(TABLES, tmp_path)
    for laid, sheet in zip(sheets(TABLES), found.sheets, strict=True):
        (on_disk,) = sheets_of_file(
            file_name(laid.table), (tmp_path / file_name(laid.table)).read_bytes()
        ).sheets
        assert (on_disk.headers, on_disk.rows, on_disk.numbers) == (sheet.headers, sheet.rows, sheet.numbers)


def test_rows_keep_their_numbers_when_these_can_be_kept():
    actors = TABLES.frames["actors"]
    for given, numbers in (([4, 9], (4, 9)), ([9, 4], (2, 3)), ([0, 1], (2, 3)), ([5, 5], (2, 3))):
        frames = {"actors": actors.set_axis(given, axis=0)}
        assert sheets_of(replace(TABLES, frames=frames)).sheet("aktører").numbers == numbers


def test_a_workbook_is_written_in_memory_as_on_disk(tmp_path):
    path = write_workbook(TABLES, tmp_path / "ny" / "ut.xlsx")
    assert sheets_of_file("ut.xlsx", workbook_bytes(TABLES)) == sheets_of_file("ut.xlsx", path.read_bytes())
    assert not any(p.severity is Severity.ERROR for p in read_dataset(path)[1])


def test_ids_of_a_dataset_that_differ_in_case_or_hyphens_alone_stay_apart():
    types = "id;navn;del_av\nfag-1;A;ressurs\nfag1;B;ressurs\nLOKALER;C;fag1\n"
    given = "aktor;bidrag\na1;fag1\na1;fag-1\na1;LOKALER\na1;lokaler\na1;Lokaler\n"
    parts = [dropped(types, "bidragstyper.csv"), dropped(given, "bidrag.csv"),
             dropped("id;navn;type\na1;A;frivillig\n")]  # fmt: skip
    tables, problems = read_sheets(Sheets("", tuple(part.sheets[0] for part in parts)))
    found = list(tables.frames["contributions"]["contribution"])
    assert found == ["fag1", "fag-1", "LOKALER", "lokaler", "lokaler"]
    assert [problem.code for problem in problems] == ["duplicate_key"]
