"""A letter as a Word file: real headings, its language set, and the same bytes for the same letter."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from matchmaker.services.invitation_text import Style
from matchmaker.services.word_file import LOCALES, speak, without_clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matchmaker.kernel.messages import Language
    from matchmaker.services.invitation_text import Line

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
    speak(document, LOCALES[language])
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
    return without_clock(written.getvalue())
