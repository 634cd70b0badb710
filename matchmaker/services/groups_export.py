"""A seating on paper: a workbook with rounds, badges and table cards, and a plain list as CSV.

Names, groups, rooms and what the groups work on; never an attribute of anybody.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from matchmaker.services.written import WriteResult
from matchmaker.sources.cells.screening import guard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.groups_request import Split

CSV_HEADERS = ("runde", "gruppe", "id", "navn")
"""Headers of the list; they are the same in every language, so that it can be read again."""
ROUNDS, BADGES, CARDS, PEOPLE = "runder", "navneskilt", "bordkort", "personer"
SHEETS = (ROUNDS, BADGES, CARDS, PEOPLE)
"""What a workbook may hold, in order; *runder* is one sheet for each round."""


def seating_csv(split: Split) -> bytes:
    """Write who sits where, a line for each seat: round, id of the group, id and name of the person.

    ``;`` between cells and UTF-8 with byte order mark, as spreadsheets with Norwegian settings expect; text
    that one would run as a formula has an apostrophe in front.
    """
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=";", lineterminator="\r\n")
    writer.writerow(CSV_HEADERS)
    for one in split.rounds:
        for group in one.groups:
            for person in group.people:
                writer.writerow((one.number, guard(group.id), guard(person.id), guard(person.name)))
    return sink.getvalue().encode("utf-8-sig")


def seating_workbook(split: Split, words: Catalogue, sheets: Sequence[str] = SHEETS) -> bytes:
    """Write a seating as a workbook that prints on A4.

    Parameters
    ----------
    split
        The seating.
    words
        The language of headings.
    sheets
        Which of :data:`SHEETS`.

    Returns
    -------
    bytes
        An ``.xlsx`` file: for each round a sheet with the groups as blocks; name badges, ten a page; table
        cards, two a page, one for each group and round; people by the alphabet. The same cells for the same
        seating; the time of writing stands in the file.
    """
    from openpyxl import Workbook  # slow to import

    from matchmaker.services.groups_export_cards import badges, cards
    from matchmaker.services.groups_export_sheets import people, round_sheet

    book = Workbook()
    book.remove(book.active)
    if ROUNDS in sheets:
        for one in split.rounds:
            round_sheet(book, split, one, words)
    for name, fill in ((BADGES, badges), (CARDS, cards), (PEOPLE, people)):
        if name in sheets:
            fill(book, split, words)
    if not book.worksheets:  # a workbook without any sheet cannot be opened
        book.create_sheet(words.term("groups_export.people"))
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def write_files(split: Split, words: Catalogue, files: Sequence[tuple[str, Path]]) -> tuple[WriteResult, ...]:
    """Write files, each of a kind: ``xlsx``, ``csv`` or ``badges``; what lies there is replaced.

    All are made before the first is written.
    """
    made = [(path, _content(split, words, kind)) for kind, path in files]
    for path, content in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tuple(WriteResult(str(path.parent), (path.name,), ()) for path, _ in made)


def _content(split: Split, words: Catalogue, kind: str) -> bytes:
    if kind == "csv":
        return seating_csv(split)
    return seating_workbook(split, words, (BADGES, CARDS) if kind == "badges" else SHEETS)
