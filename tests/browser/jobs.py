"""How a job is run: by mouse and by keyboard, in bokmål and nynorsk, each on a server of its own.

All four in the long trials (``JOBS=all``); otherwise each job in one way, the three in different ones.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from docx import Document
from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.texts import Words
    from tests.browser.hands import Hands

EVERY = [(by, language) for by in ("mus", "tastatur") for language in ("nb", "nn")]


def job(by: str, language: str) -> pytest.MarkDecorator:
    """Mark a test that tells a job, and the way it is done in when there is little time.

    The test asks for ``hands``, ``text`` and ``workspace``.
    """
    ways = EVERY if os.environ.get("JOBS") == "all" else [(by, language)]
    return pytest.mark.parametrize("way", ways, ids=["-".join(way) for way in ways])


def taken(hands: Hands, text: Words, folder: Path) -> tuple[str, str, str]:
    """Take the report out as HTML, Word and Excel; what is written in each."""
    html = hands.take(text.t("report.as_html"), folder).read_text(encoding="utf-8")
    document = Document(str(hands.take(text.t("report.as_docx"), folder)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    in_word = "\n".join([*(one.text for one in document.paragraphs), *cells])
    book = load_workbook(hands.take(text.t("report.as_xlsx"), folder))
    in_excel = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    return html, in_word, in_excel
