"""Workbooks: what cells become, and which files are refused before they are unpacked."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from matchmaker.kernel.errors import InputError
from matchmaker.sources.cells.numbers import read_number
from matchmaker.sources.files import workbook_guard
from matchmaker.sources.files.workbook import cell_text, parse_workbook
from matchmaker.sources.reading import read_dataset

# a spreadsheet's clock has no time zone
MIDNIGHT = datetime(2026, 1, 2)  # noqa: DTZ001
NIGHT = datetime(2026, 1, 2, 3, 4)  # noqa: DTZ001


def workbook_bytes(rows: list[list[object]], title: str = "aktører") -> bytes:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same archive with one part edited, checksums and all."""
    sink = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (5038.0, "5038"), (0.5, "0.5"), (1.234, "1.2340"), (1e21, "1000000000000000000000"), (1e-7,
        "0.0000001"),
        (True, "ja"), (False, "nei"), (date(2026, 1, 2), "2026-01-02"), (MIDNIGHT, "2026-01-02"),
        (NIGHT, "2026-01-02T03:04:00"), (time(3, 4), "03:04:00"),
        (timedelta(hours=30), "1 day, 6:00:00"), (float("nan"), "#NUM!"), ("tekst", "tekst"),
    ],
)  # fmt: skip
def test_cells_become_text(cell, text):
    assert cell_text(cell) == text


@pytest.mark.parametrize("value", [1.234, 12.5, 123.456, 1000.125, 0.001, -1.5, 1e-9, 123456789.123])
def test_a_number_cell_is_never_ambiguous(value):
    assert read_number(cell_text(value)) == value


def test_errors_and_formulas_never_calculated_are_seen():
    grid = parse_workbook(
        workbook_bytes([["id", "navn"], ["a", "#REF!"], ["=1+1", "b"], [], [None, "=A1"]]), "f.xlsx"
    )[0]
    cells = {
        (int(row), header): column.texts[column.codes[i]]
        for header, column in zip(grid.headers, grid.columns, strict=True)
        for i, row in enumerate(grid.rows)
    }
    assert cells == {
        (2, "id"): "a", (2, "navn"): "#REF!", (3, "id"): "=1+1", (3, "navn"): "b", (5, "id"): "", (5,
        "navn"): "=A1",
    }  # fmt: skip


def test_a_workbook_with_a_formula_that_was_calculated_is_fine():
    part, plain = "xl/worksheets/sheet1.xml", workbook_bytes([["id"], ["=1+1"]])
    with zipfile.ZipFile(io.BytesIO(plain)) as source:  # how an empty value is written depends on the writer
        empty = next(form for form in (b"<v />", b"<v></v>") if form in source.read(part))
    grid = parse_workbook(changed(plain, part, empty, b"<v>2</v>"), "f.xlsx")[0]
    assert grid.columns[0].texts == ["2"]


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        parse_workbook(data, "f.xlsx")
    assert caught.value.hint is not None
    return caught.value.code


def test_files_that_are_no_workbook():
    whole = workbook_bytes([["id"], ["a"]])
    assert refused(b"") == "broken_workbook"
    assert refused(b"id;navn\n") == "broken_workbook"
    assert refused(whole[: len(whole) // 2]) == "broken_workbook"
    assert refused(changed(whole, "xl/workbook.xml", b"<", b"")) == "broken_workbook"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert refused(ole) == "old_workbook"
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted_workbook"


def test_an_archive_that_unpacks_to_a_giant_is_refused_unread():
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(30_000_000))
    assert len(sink.getvalue()) < 100_000
    assert refused(sink.getvalue()) == "too_large"


def test_one_far_cell_does_not_make_a_giant_of_a_sheet():
    book = Workbook()
    book.active["A1"] = "id"
    book.active["XFD1048576"] = "x"
    sink = io.BytesIO()
    book.save(sink)
    assert refused(sink.getvalue()) == "too_large"


def test_sheets_are_counted(monkeypatch):
    monkeypatch.setattr(workbook_guard, "MOST_SHEETS", 0)
    assert refused(workbook_bytes([["id"]])) == "too_many_sheets"


def test_a_folder_with_one_workbook_is_that_workbook(tmp_path):
    rows = [["id", "navn", "type", "kommune"], [1, "Lag", "frivillig", 301]]
    (tmp_path / "mal.xlsx").write_bytes(workbook_bytes(rows))
    tables, problems = read_dataset(tmp_path)
    assert problems == ()
    row = tables.frames["actors"].iloc[0]
    assert (row["id"], row["municipality"]) == ("1", "0301")
    assert tables.files["actors"] == "mal.xlsx › aktører"
