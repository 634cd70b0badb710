"""Files that are dropped in the browser: a workbook with known mistakes."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

ACTORS = [
    ("id", "navn", "type", "kommune"),
    ("fjord-il", "Fjord idrettslag", "frivillig", "5038"),
    ("fjord-il-2", "Fjord Idrettslag", "frivillig", "5038"),
    ("bygd-kor", "Bygdekoret", "frivilig", "5037"),
    ("bygd-kor", "Bygdas velforening", "frivillig", "5037"),
]
"""Row 4 has a misspelt code, row 5 an id that row 4 has already; rows 2 and 3 are the same club."""
TIES = [("bidrag", "aktør"), ("lokaler", "fjord-il")]
ERRORS = 2
"""What is wrong in :func:`faulty_book`."""


def faulty_book() -> bytes:
    """A workbook with :data:`ERRORS` mistakes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "aktører"
    for row in ACTORS:
        sheet.append(row)
    second = book.create_sheet("bidrag")
    for pair in TIES:
        second.append(pair)
    sink = BytesIO()
    book.save(sink)
    return sink.getvalue()


def dropped(name: str = "fjord.xlsx", content: bytes | None = None) -> dict[str, object]:
    """A file as a browser is given it."""
    return {
        "name": name,
        "mimeType": "application/octet-stream",
        "buffer": faulty_book() if content is None else content,
    }


def misspelt_book() -> bytes:
    """A workbook whose second header is misspelt and whose last may not be kept."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "aktører"
    sheet.append(("id", "navnn", "type", "kommune", "fødselsnummer"))
    sheet.append(("fjord-il", "Fjord idrettslag", "frivillig", "5038", "0"))
    sink = BytesIO()
    book.save(sink)
    return sink.getvalue()
