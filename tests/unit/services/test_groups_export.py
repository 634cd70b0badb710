"""A seating on paper: everybody's seat is there, nothing else about anybody, and it fits the page."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services.groups_export import (
    BADGES,
    CARDS,
    SHEETS,
    seating_csv,
    seating_workbook,
    write_files,
)
from tests.unit.splits import SEX, group, split

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from matchmaker.services.groups_request import Split

ANNA, BO, CY, AASE = ("a", "Anna"), ("b", "Bo"), ("c", "Cy"), ("aa", "Åse")
TWO = split(
    (group("gruppe-1", ANNA, BO), group("gruppe-2", CY, AASE, challenge="")),
    (group("gruppe-1", ANNA, CY), group("gruppe-2", BO)),
)


def book(answer: Split, language: Language = "nb", sheets: tuple[str, ...] = SHEETS) -> Workbook:
    return load_workbook(io.BytesIO(seating_workbook(answer, catalogue(language), sheets)))


def texts(page: Worksheet) -> Iterator[str]:
    for row in page.iter_rows():
        yield from (str(cell.value) for cell in row if cell.value is not None)


def large(people: int, each: int, rounds: int = 1) -> Split:
    """So many people in groups of a size."""
    seats = [(f"p{number:04}", f"Deltaker {number:04}") for number in range(people)]
    groups = tuple(group(f"gruppe-{at // each:03}", *seats[at : at + each]) for at in range(0, people, each))
    return split(*(groups for _ in range(rounds)))


def test_one_sheet_a_round_then_badges_cards_and_everybody() -> None:
    assert book(TWO).sheetnames == ["Runde 1", "Runde 2", "Navneskilt", "Bordkort", "Alle etter navn"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_sheets(language: Language) -> None:
    assert len(set(book(TWO, language).sheetnames)) == 5


def test_a_round_has_the_groups_as_blocks() -> None:
    page = book(TWO)["Runde 1"]
    assert [page.cell(row, 1).value for row in range(3, 7)] == ["Gruppe 1", "Rom 1 · Byrom", "Anna", "Bo"]
    assert [page.cell(row, 3).value for row in range(3, 7)] == ["Gruppe 2", "Rom 1", "Cy", "Åse"]


def test_badges_say_the_group_of_each_round_a_person_is_there() -> None:
    page = book(TWO)["Navneskilt"]
    assert (page["A1"].value, page["A2"].value) == (
        "Anna", "Runde 1: Gruppe 1 · Rom 1\nRunde 2: Gruppe 1 · Rom 1",
    )  # fmt: skip
    assert (page["B3"].value, page["B4"].value) == ("Åse", "Runde 1: Gruppe 2 · Rom 1")
    assert book(split((group("gruppe-1", ANNA),)))["Navneskilt"]["A2"].value == "Gruppe 1 · Rom 1"


def test_there_is_a_table_card_for_each_group_and_round() -> None:
    page = book(TWO)["Bordkort"]
    assert [page.cell(row, 1).value for row in range(1, 13, 3)] == ["Gruppe 1", "Gruppe 2"] * 2
    assert [page.cell(row, 1).value for row in (2, 3)] == ["Runde 1 · Rom 1 · Byrom", "Anna\nBo"]


def test_everybody_stands_in_the_norwegian_order() -> None:
    page = book(TWO)["Alle etter navn"]
    assert next(iter(page.values)) == ("Navn", "Runde 1", "Runde 2")
    assert [row[0] for row in page.values][1:] == ["Anna", "Bo", "Cy", "Åse"]
    assert list(page.values)[-1] == ("Åse", "Gruppe 2 · Rom 1", None)
    assert page.print_title_rows == "$1:$1"


def test_no_attribute_and_no_point_is_on_any_paper() -> None:
    whole = book(TWO)
    assert not [text for page in whole for text in texts(page) if SEX in text or "kjonn" in text]
    assert SEX.encode() not in seating_csv(TWO)
    assert not [text for page in whole for text in texts(page) if text in ("3", "4.5")]


def test_text_that_a_spreadsheet_would_run_is_guarded() -> None:
    sly = split((group("gruppe-1", ("a", "=1+1"), ("b", "@SUM(A1)"), ("c", "-2"), challenge="=cmd()"),))
    cells = [cell for page in book(sly) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert not [cell.value for cell in cells if str(cell.value)[0] in "=@-+"]
    assert "'=1+1" in set(texts(book(sly)["Alle etter navn"]))
    assert b";'=1+1\r\n" in seating_csv(sly)


def test_invented_people_are_called_so_on_every_sheet() -> None:
    assert {page.oddFooter.left.text for page in book(TWO)} == {"Oppdiktede personer"}
    real = split((group("gruppe-1", ANNA),), synthetic=False)
    assert {page.oddFooter.left.text for page in book(real)} == {None}


def test_the_list_is_read_again_as_it_was_written() -> None:
    read = list(csv.reader(io.StringIO(seating_csv(TWO).decode("utf-8-sig")), delimiter=";"))
    assert read[0] == ["runde", "gruppe", "id", "navn"]
    assert read[1:3] == [["1", "gruppe-1", "a", "Anna"], ["1", "gruppe-1", "b", "Bo"]]
    assert len(read) == 1 + 7


def heights(page: Worksheet) -> list[float]:
    """Points between two breaks of a sheet, to the end of what is printed."""
    last = page.max_row
    ends = [*sorted(one.id for one in page.row_breaks.brk), last]
    usual = 15.0
    found, first = [], 1
    for end in ends:
        found.append(sum(page.row_dimensions[row].height or usual for row in range(first, end + 1)))
        first = end + 1
    return found


def printable(page: Worksheet) -> tuple[float, float]:
    """Points across and down that a sheet of A4 has within the margins."""
    sides = (841.9, 595.3) if page.page_setup.orientation == "landscape" else (595.3, 841.9)
    margins = page.page_margins
    return sides[0] - 72 * (margins.left + margins.right), sides[1] - 72 * (margins.top + margins.bottom)


def across(page: Worksheet, columns: str) -> float:
    """Points that columns take: a character is 7 pixels of 96 to an inch, and a column has 5 for its edge."""
    return sum((page.column_dimensions[column].width * 7 + 5) * 0.75 for column in columns)


@pytest.mark.parametrize(("people", "each", "rounds"), [(110, 8, 2), (23, 23, 1), (400, 5, 1), (1, 1, 1)])
def test_blocks_badges_and_cards_fit_their_pages(people: int, each: int, rounds: int) -> None:
    whole = book(large(people, each, rounds))
    for name, columns in (("Runde 1", "ABCDE"), ("Navneskilt", "AB"), ("Bordkort", "A")):
        page = whole[name]
        wide, high = printable(page)
        assert page.page_setup.paperSize == 9
        assert across(page, columns) <= wide, name
        assert max(heights(page)) <= high, name
        assert page.print_area, name
    assert len(heights(whole["Navneskilt"])) == -(-people // 10)
    assert len(heights(whole["Bordkort"])) == -(-(-(-people // each) * rounds) // 2)


def test_no_block_of_a_round_is_over_two_pages() -> None:
    page = book(large(110, 8))["Runde 1"]
    begins = [row for row in range(3, page.max_row) if str(page.cell(row, 1).value).startswith("Gruppe")]
    breaks = {one.id + 1 for one in page.row_breaks.brk}
    assert breaks
    assert breaks <= set(begins)


def test_badges_alone_may_be_asked_for(tmp_path: Path) -> None:
    assert book(TWO, sheets=(BADGES, CARDS)).sheetnames == ["Navneskilt", "Bordkort"]
    files = [
        ("xlsx", tmp_path / "ny" / "alt.xlsx"),
        ("csv", tmp_path / "l.csv"),
        ("badges", tmp_path / "b.xlsx"),
    ]
    done = write_files(TWO, catalogue("nb"), files)
    assert [one.files for one in done] == [("alt.xlsx",), ("l.csv",), ("b.xlsx",)]
    assert len(load_workbook(files[0][1]).sheetnames) == 5
    assert load_workbook(files[2][1]).sheetnames == ["Navneskilt", "Bordkort"]
    assert files[1][1].read_bytes() == seating_csv(TWO)


def test_nobody_in_no_round_is_a_workbook_that_opens() -> None:
    assert book(split()).sheetnames == ["Navneskilt", "Bordkort", "Alle etter navn"]
    assert book(split(), sheets=()).sheetnames == ["Alle etter navn"]
