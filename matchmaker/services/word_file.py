"""What every Word file and workbook that leaves the house has in common: its language, and no clock in it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document

    from matchmaker.kernel.messages import Language

LOCALES: dict[Language, str] = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
"""Language of a text → the tag by which a screen reader and a spelling checker know it."""


def speak(document: Document, locale: str) -> None:
    """Set the language for all text that says no other."""
    from docx.oxml.ns import qn

    for properties in document.styles.element.iter(qn("w:rPrDefault")):
        for found in properties.iter(qn("w:lang")):
            found.set(qn("w:val"), locale)


def without_clock(made: bytes, instead: Mapping[str, bytes] | None = None) -> bytes:
    """The same archive with one date for every part: the libraries write the clock's.

    Parameters
    ----------
    made
        A Word file or a workbook.
    instead
        Name of a part → what stands there in place of what the library wrote.
    """
    again = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(again, "w") as new:
        for part in old.infolist():
            plain = ZipInfo(part.filename)  # dated 1980-01-01
            plain.compress_type, plain.external_attr = ZIP_DEFLATED, 0
            new.writestr(plain, (instead or {}).get(part.filename, old.read(part)))
    return again.getvalue()
