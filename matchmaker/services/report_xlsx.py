"""A report as a workbook: a sheet with its sentences, and one for each table, every cell a text."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from matchmaker.services.report_said import HEADING, TABLE, say
from matchmaker.services.word_file import LOCALES, without_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl import Workbook

    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.report_content import Report
    from matchmaker.services.report_said import SaidReport

LONGEST_TITLE = 31
"""Signs that a sheet's name may have (the limit is Excel's)."""
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_WIDEST, _NARROWEST = 60, 12


def xlsx_file(report: Report, words: Catalogue) -> bytes:
    """Write a report as ``.xlsx``: the same bytes for the same report.

    A text that a spreadsheet would run as a formula has an apostrophe in front.
    """
    from openpyxl import Workbook  # slow to import

    said = say(report, words, "xlsx")
    book = Workbook()
    book.remove(book.active)
    _sheet(book, words.term("report.sheet"), (words.term("report.section"), words.term("report.sentence")),
           list(_sentences(said)))  # fmt: skip
    tables = [block for part in said.sections for block in part.blocks if block.kind == TABLE]
    for place, block in enumerate(tables, start=1):
        rows = [["\n".join(cell) for cell in row] for row in block.rows]
        _sheet(book, f"{place} {block.text}", block.headers, rows)
    about = book.properties
    about.title, about.language, about.creator = said.title, LOCALES[words.language], ""
    about.created = datetime.combine(report.dated, time(), UTC).replace(tzinfo=None)
    written = BytesIO()
    book.save(written)
    made = written.getvalue()
    with ZipFile(BytesIO(made)) as parts:
        core = _MODIFIED.sub(
            rb"\g<1>" + about.created.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), parts.read(_CORE)
        )
    return without_clock(made, {_CORE: core})


def _sentences(said: SaidReport) -> Iterator[tuple[str, str]]:
    """(section, sentence) of everything that is no table, in order; a table's notes are with its title."""
    for line in (said.title, said.edition, said.dated, *said.summary):
        yield "", line
    for part in said.sections:
        under = part.title
        for block in part.blocks:
            if block.kind == HEADING:
                under = f"{part.title} – {block.text}"
            elif block.kind == TABLE:
                yield from ((f"{part.title} – {block.text}", line) for line in block.lines)
            else:
                yield from ((under, line) for line in (block.lines or (block.text,)))
    yield said.repeat, said.repeat_lead
    yield said.repeat, said.command


def _sheet(book: Workbook, title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    from matchmaker.sources.cells.screening import guard
    from matchmaker.sources.writing import excel_cell

    page = book.create_sheet(_NOT_IN_TITLES.sub(" ", title)[:LONGEST_TITLE].strip())
    for number, row in enumerate((headers, *rows), start=1):
        for column, text in enumerate(row, start=1):
            cell = page.cell(number, column)
            cell.value = excel_cell(page, guard(text)) or None
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    for column in range(1, len(headers) + 1):
        longest = max(len(line) for row in (headers, *rows) for line in row[column - 1].split("\n"))
        width = min(_WIDEST, max(_NARROWEST, longest + 2))
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.paperSize, page.page_setup.orientation = 9, "landscape"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
