"""The empty, documented workbook that a municipality fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from matchmaker.kernel.errors import Message
from matchmaker.kernel.messages import Catalogue, Language, catalogue
from matchmaker.model import schema
from matchmaker.model.schema import CellType, Column, Table
from matchmaker.sources.cells.cells import expectation
from matchmaker.sources.examples import EXAMPLES
from matchmaker.sources.files.workbook_parts import column_letters

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

FILE = "mal.xlsx"
GUIDE, CODES = "veiledning", "koder"
_LAST_ROW = 5_000
_YES_NO = ("ja", "nei")
_REQUIRED = PatternFill("solid", start_color="FFF2CC")
_FAMILIES = {
    "kind": "kind", "role": "kind", "form": "form", "sector": "sector", "phase": "phase",
    "contribution": "contribution", "parent": "contribution", "grade": "grade", "mode": "mode",
    "evidence": "evidence", "relation": "relation", "legal_basis": "legal_basis",
    "origin": "origin", "maate": "group_mode", "regel": "group_rule",
}  # fmt: skip
"""Column, or its header where one name means two things → family of the catalogue for its codes."""


def write_template(folder: Path, language: Language) -> Path:
    """Write the template workbook ``mal.xlsx`` into *folder* and return its path.

    Every table has a sheet with all its columns; a comment on each header says what belongs there,
    required columns are coloured, columns of codes have a drop-down list. One invented row shows how
    it is meant (none for ties and population). The sheets *veiledning* and *koder* explain and are
    not read.

    Parameters
    ----------
    folder
        Made when it is not there. A template that lies there is replaced.
    language
        Of the explanations. Sheet names, headers and codes are the same in every language.
    """
    words = catalogue(language)
    book = Workbook()
    guide = book.active
    guide.title = GUIDE
    _guide(guide, words)
    codes = _Codes(words)
    for table in schema.TABLES.values():
        _sheet(book.create_sheet(table.title), table, words, codes)
    codes.write(book.create_sheet(CODES))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    book.save(path)
    return path


def _guide(page: Worksheet, words: Catalogue) -> None:
    """Write how to begin, and one line per sheet and column."""
    page.column_dimensions["A"].width = 28
    page.column_dimensions["B"].width = 100
    page.append([words.term("template.title")])
    page["A1"].font = Font(bold=True, size=14)
    for step in range(1, 6):
        page.append([str(step), words.term(f"template.step_{step}")])
    for table in schema.TABLES.values():
        page.append([])
        page.append([table.title, words.term(f"table.{table.name}")])
        page.cell(page.max_row, 1).font = Font(bold=True)
        for column in table.columns:
            page.append([column.header, _explained(column, words)])
    for row in page.iter_rows(min_col=2, max_col=2):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")


def _explained(column: Column, words: Catalogue) -> str:
    """What belongs in a column, whether it must be filled in, and what a valid cell holds."""
    needed = words.term("template.required" if column.required else "template.optional")
    expected = words.say(Message("template.expected", {"expected": expectation(column)}))
    return " ".join((words.term(column.help_code), needed, expected))


def _sheet(page: Worksheet, table: Table, words: Catalogue, codes: _Codes) -> None:
    page.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        head = page.cell(1, number, column.header)
        head.font = Font(bold=True)
        if column.required:
            head.fill = _REQUIRED
        head.comment = Comment(_explained(column, words), "matchmaker", height=160, width=320)
        letters = column_letters(number)
        page.column_dimensions[letters].width = max(14, len(column.header) + 4)
        choices = codes.choices(column)
        if choices:
            validation = DataValidation("list", formula1=choices, allow_blank=True)
            validation.add(f"{letters}2:{letters}{_LAST_ROW}")
            page.add_data_validation(validation)
        if column.type in (CellType.MUNICIPALITY, CellType.ORGNR, CellType.ID, CellType.REFERENCE):
            for row in range(2, 4):  # text format, so that 0301 stays 0301
                page.cell(row, number).number_format = "@"
        example = EXAMPLES[table.name].get(column.name)
        if example is not None:
            text = words.say(example) if isinstance(example, Message) else example
            page.cell(2, number, text).font = Font(italic=True, color="7F7F7F")


class _Codes:
    """The sheet of codes: one pair of columns per list, shared by every column with that list."""

    def __init__(self, words: Catalogue) -> None:
        self._words = words
        self._lists: dict[tuple[str, ...], Column] = {}

    def choices(self, column: Column) -> str | None:
        """The cells that hold a column's codes; ``None`` for columns without a closed list."""
        if column.type is CellType.YES_NO:
            found: tuple[str, ...] = _YES_NO
        elif column.type is CellType.CODE:
            found = column.codes
        else:
            return None
        self._lists.setdefault(found, column)
        letters = column_letters(2 * list(self._lists).index(found) + 1)
        return f"={CODES}!${letters}$2:${letters}${len(found) + 1}"

    def write(self, page: Worksheet) -> None:
        """Write every list that was asked for, with what each code means."""
        page.freeze_panes = "A2"
        for number, (codes, column) in enumerate(self._lists.items()):
            first = 2 * number + 1
            title = column.header if column.type is CellType.CODE else " / ".join(_YES_NO)
            page.cell(1, first, title).font = Font(bold=True)
            page.column_dimensions[column_letters(first)].width = 22
            page.column_dimensions[column_letters(first + 1)].width = 34
            for row, code in enumerate(codes, 2):
                page.cell(row, first, code)
                page.cell(row, first + 1, self._meaning(column, code))

    def _meaning(self, column: Column, code: str) -> str:
        """What a code means in words; empty where the catalogue has none."""
        family = _FAMILIES.get(column.header) or _FAMILIES.get(column.name, column.name)
        key = f"{family}.{code}"
        key += ".out" if column.name == "relation" else ""
        return self._words.term(key) if self._words.knows(key) else ""
