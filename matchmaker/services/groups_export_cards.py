"""What is cut out: name badges and table cards. Names, groups and rooms, and nothing else about anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.pagebreak import Break

from matchmaker.kernel.errors import Message
from matchmaker.services.groups_export_sheets import new_sheet, placed, seats_by_person
from matchmaker.sources.cells.screening import guard

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.groups_request import GroupSeats, Split

_CUT = Side(style="dashed", color="999999")
_BADGE_WIDTH, _NAME_HEIGHT, _GROUPS_HEIGHT = 45.0, 58.0, 94.0
"""A badge of 85 × 53 mm: characters across, points down."""
_BADGES_DOWN = 5
_CARD_WIDTH, _CARD_HEIGHTS = 92.0, (76.0, 34.0, 252.0)
"""A card of half an A4 page: its group, where it is, and who sits there."""
_CARDS_DOWN = 2
_LINE = 1.35
"""Height of a line of text, in letter sizes."""


def badges(book: Workbook, split: Split, words: Catalogue) -> None:
    """Write name badges, two across and five down: the name, and the group of each round."""
    page = new_sheet(book, words.term("groups_export.badges"), split, words)
    page.column_dimensions["A"].width = page.column_dimensions["B"].width = _BADGE_WIDTH
    seated = seats_by_person(split)
    for place, (name, _, held) in enumerate(seated):
        row, column = 1 + 2 * (place // 2), 1 + place % 2
        lines = [_seat(number, group, split, words) for number, group in sorted(held.items())]
        _write(page, row, column, name, 20, bold=True, top=True)
        _write(page, row + 1, column, "\n".join(lines), _size(len(lines), _GROUPS_HEIGHT, 13), bottom=True)
        page.row_dimensions[row].height = _NAME_HEIGHT
        page.row_dimensions[row + 1].height = _GROUPS_HEIGHT
        if place % (2 * _BADGES_DOWN) == 0 and place:
            page.row_breaks.append(Break(row - 1))
    page.print_area = f"A1:B{max(2 * -(-len(seated) // 2), 1)}"


def _seat(number: int, group: GroupSeats, split: Split, words: Catalogue) -> str:
    """One line of a badge; a single round needs no number."""
    if len(split.rounds) == 1:
        return placed(group)
    return words.say(Message("groups_export.in_round", {"number": number, "group": placed(group)}))


def cards(book: Workbook, split: Split, words: Catalogue) -> None:
    """Write table cards, two a page: the group, the room and what it works on, and who sits there."""
    page = new_sheet(book, words.term("groups_export.cards"), split, words)
    page.column_dimensions["A"].width = _CARD_WIDTH
    row = 1
    for one in split.rounds:
        for group in one.groups:
            if row > 1 and (row - 1) % (_CARDS_DOWN * len(_CARD_HEIGHTS)) == 0:
                page.row_breaks.append(Break(row - 1))
            number = words.say(Message("groups_export.round", {"number": one.number}))
            where = " · ".join(filter(None, (number, group.room, group.challenge)))
            names = "\n".join(person.name for person in group.people)
            _write(page, row, 1, group.name, 36, bold=True, top=True)
            _write(page, row + 1, 1, where, 14)
            _write(page, row + 2, 1, names, _size(len(group.people), _CARD_HEIGHTS[2], 18), bottom=True)
            for height in _CARD_HEIGHTS:
                page.row_dimensions[row].height = height
                row += 1
    page.print_area = f"A1:A{max(row - 1, 1)}"


def _size(lines: int, height: float, most: int) -> int:
    """The largest letters in which so many lines fit, at least 5 points."""
    return max(5, min(most, int(height / (_LINE * max(lines, 1)))))


def _write(
    page: Worksheet, row: int, column: int, text: str, size: int, *, bold: bool = False, top: bool = False,
    bottom: bool = False,
) -> None:  # fmt: skip
    cell = page.cell(row, column, guard(text) or None)
    cell.font = Font(bold=bold, size=size)
    several = "\n" in text
    cell.alignment = Alignment(
        horizontal="center",
        vertical="center" if bold else "top",
        wrap_text=several,
        shrink_to_fit=not several,
    )
    cell.border = Border(left=_CUT, right=_CUT, top=_CUT if top else None, bottom=_CUT if bottom else None)
