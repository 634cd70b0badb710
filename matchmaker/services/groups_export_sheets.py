"""Sheets of a seating: one for each round with the groups as blocks, and everybody by name."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from matchmaker.kernel.errors import Message
from matchmaker.sources.cells.screening import guard

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.groups_request import GroupSeats, RoundSeats, Split

A4 = 9
"""The paper's number in a workbook (ECMA-376, part 1, 18.3.1.63)."""
_MARGIN = 0.5
"""Inches on every side."""
_ACROSS = 3
_WIDTH = 42.0
"""Characters: three blocks and their gaps go across a lying A4 page."""
_LINES = 33
"""Lines of 15 points on a lying A4 page."""
_THIN = Side(style="thin", color="999999")
_SHADE = PatternFill("solid", start_color="E7EEF4")


def new_sheet(
    book: Workbook, title: str, split: Split, words: Catalogue, *, lying: bool = False
) -> Worksheet:
    """Begin a sheet for A4; the foot says when people are invented."""
    page: Worksheet = book.create_sheet(title)
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "landscape" if lying else "portrait"
    page.sheet_view.showGridLines = False
    for side in ("left", "right", "top", "bottom"):
        setattr(page.page_margins, side, _MARGIN)
    page.page_margins.footer = 0.25
    foot = page.oddFooter
    foot.left.text = words.term("groups_export.invented") if split.synthetic else None
    foot.right.text = "&P / &N"
    return page


def round_sheet(book: Workbook, split: Split, one: RoundSeats, words: Catalogue) -> None:
    """Write one round: the groups as blocks, three across, none of them over two pages."""
    title = words.say(Message("groups_export.round", {"number": one.number}))
    page = new_sheet(book, title, split, words, lying=True)
    for place in range(_ACROSS):
        page.column_dimensions["ACE"[place]].width = _WIDTH
        page.column_dimensions["BDF"[place]].width = 2
    page.cell(1, 1, f"{title} – {words.say(split.heading)}").font = Font(bold=True, size=14)
    row, used = 3, 2
    for first in range(0, len(one.groups), _ACROSS):
        blocks = [_block(group) for group in one.groups[first : first + _ACROSS]]
        height = max(map(len, blocks)) + 1
        if used > 2 and used + height > _LINES:
            page.row_breaks.append(Break(row - 1))
            used = 0
        for line, texts in enumerate(zip_longest(*blocks)):
            for place, text in enumerate(texts):
                if text is not None:
                    _write_block(page, row + line, 1 + 2 * place, text, line)
        row, used = row + height, used + height
    page.print_area = f"A1:E{max(row - 1, 1)}"


def _block(group: GroupSeats) -> list[str]:
    """The lines of one group: what it is called, where it is and on what it works, and who is in it."""
    where = " · ".join(filter(None, (group.room, group.challenge)))
    return [group.name, where, *(person.name for person in group.people)]


def _write_block(page: Worksheet, row: int, column: int, text: str, line: int) -> None:
    cell = page.cell(row, column, guard(text) or None)
    cell.alignment = Alignment(shrink_to_fit=True)
    cell.border = Border(left=_THIN, right=_THIN, top=_THIN if line == 0 else None, bottom=_THIN)
    if line < 2:
        cell.fill = _SHADE
        cell.font = Font(bold=True, size=12) if line == 0 else Font(italic=True)


def people(book: Workbook, split: Split, words: Catalogue) -> None:
    """Write everybody by the alphabet, with the group of each round; the headings stand on every page."""
    page = new_sheet(book, words.term("groups_export.people"), split, words)
    rounds = [one.number for one in split.rounds]
    said = [words.say(Message("groups_export.round", {"number": number})) for number in rounds]
    for column, text in enumerate((words.term("groups_export.name"), *said), 1):
        cell = page.cell(1, column, text)
        cell.font, cell.fill = Font(bold=True), _SHADE
        page.column_dimensions[cell.column_letter].width = 36 if column == 1 else 24
    seated = seats_by_person(split)
    for row, (name, _, held) in enumerate(seated, 2):
        page.cell(row, 1, guard(name))
        for column, number in enumerate(rounds, 2):
            if number in held:
                page.cell(row, column, guard(placed(held[number])))
    page.freeze_panes = "B2"
    page.print_title_rows = "1:1"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    if len(rounds) > 2:
        page.page_setup.orientation = "landscape"


def placed(group: GroupSeats) -> str:
    """A group and its room on one line."""
    return f"{group.name} · {group.room}" if group.room else group.name


def seats_by_person(split: Split) -> tuple[tuple[str, str, dict[int, GroupSeats]], ...]:
    """Everybody once: name, id, and the group of each round in which they are there.

    By name in the Norwegian order, capital letters or not, and then by id.
    """
    names: dict[str, str] = {}
    held: dict[str, dict[int, GroupSeats]] = {}
    for one in split.rounds:
        for group in one.groups:
            for person in group.people:
                names[person.id] = person.name
                held.setdefault(person.id, {})[one.number] = group
    order = sorted(names, key=lambda actor: (alphabetical(names[actor]), actor))
    return tuple((names[actor], actor, held[actor]) for actor in order)


_LAST = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
"""The last three letters of the Norwegian alphabet, as signs that stand after z."""


def alphabetical(name: str) -> str:
    """A name as it is sorted.

    >>> sorted(("Åse", "Anne", "ærlig", "Øyvind", "Zara"), key=alphabetical)
    ['Anne', 'Zara', 'ærlig', 'Øyvind', 'Åse']
    """
    return name.casefold().translate(_LAST)
