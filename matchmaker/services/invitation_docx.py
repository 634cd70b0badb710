"""A letter as a Word file: real headings, its language set, and the same bytes for the same letter."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from matchmaker.services.invitation_text import Style

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from docx.document import Document

    from matchmaker.kernel.messages import Language
    from matchmaker.services.invitation_text import Line

LOCALES: dict[Language, str] = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
"""Language of a letter → the tag by which a screen reader and a spelling checker know it."""
_LEVELS = {Style.TITLE: 1, Style.HEADING: 2}


def word_file(lines: Sequence[Line], language: Language, day: date) -> bytes:
    """Write a letter as ``.docx``.

    Parameters
    ----------
    lines
        The letter, see :func:`matchmaker.services.invitation_text.lines_of`.
    language
        Its language.
    day
        The date that the file says it was made on, so that the same letter gives the same bytes.
    """
    import docx  # slow to import, and few commands need it

    document = docx.Document()
    _speak(document, LOCALES[language])
    for line in lines:
        if line.style in _LEVELS:
            document.add_heading(line.text, _LEVELS[line.style])
        else:
            document.add_paragraph(line.text)
    about = document.core_properties
    about.title = next(line.text for line in lines if line.style is Style.TITLE)
    about.language, about.author, about.comments, about.keywords = LOCALES[language], "", "", ""
    about.created = about.modified = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    about.last_modified_by, about.revision = "", 1
    written = BytesIO()
    document.save(written)
    return _without_clock(written.getvalue())


def _speak(document: Document, locale: str) -> None:
    """Set the language for all text that says no other."""
    from docx.oxml.ns import qn

    for properties in document.styles.element.iter(qn("w:rPrDefault")):
        for found in properties.iter(qn("w:lang")):
            found.set(qn("w:val"), locale)


def _without_clock(made: bytes) -> bytes:
    """The same archive with one date for every part: the library writes the clock's."""
    again = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(again, "w") as new:
        for part in old.infolist():
            plain = ZipInfo(part.filename)  # dated 1980-01-01
            plain.compress_type, plain.external_attr = ZIP_DEFLATED, 0
            new.writestr(plain, old.read(part))
    return again.getvalue()
