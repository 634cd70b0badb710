"""What a workbook holds that its values do not show: error cells, and formulas never calculated.

The reading library gives both as empty cells. An empty cell means unknown, so they would vanish in
silence; the sheet's own XML is looked through instead (ECMA-376, part 1, 18.3.1.4: ``t="e"`` is an
error; a formula ``f`` without ``v`` was never calculated).
"""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Mapping

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.+?)</(?:\w+:)?v>", re.DOTALL)
_ERROR_TYPE = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]*)([0-9]{1,20})[\"']")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """What a sheet's own XML shows."""

    rows: int
    """Greatest row number that stands in it."""
    columns: int
    """Greatest column number that stands in it."""
    faults: Mapping[tuple[int, int], str]
    """(row, column), both from 1 → the error (``#REF!``) or the formula with its ``=``."""


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, SheetPart]:
    """Look through every sheet's XML; a sheet whose part cannot be found is absent."""
    names = set(archive.namelist())
    found = {}
    for sheet, part in _sheet_parts(archive).items():
        if part in names:
            xml = archive.read(part)
            rows, columns = _extent(xml)
            found[sheet] = SheetPart(rows, columns, _faults(xml))
    return found


def _extent(xml: bytes) -> tuple[int, int]:
    """Find the last row and column named in a sheet: one far cell would make a giant of it."""
    letters: set[bytes] = set()
    last = 0
    for match in _PLACE.finditer(xml):
        letters.add(match.group(1))
        last = max(last, int(match.group(2)))
    return last, max((column_number(text.decode()) for text in letters), default=0)


def _attributes(tag: bytes) -> Mapping[str, str]:
    return {
        name.decode(): html.unescape((double or single).decode(errors="replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → name of its part in the archive."""
    try:
        workbook = archive.read("xl/workbook.xml")
        relations = archive.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    targets = {}
    for tag in _RELATION.findall(relations):
        attributes = _attributes(tag)
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        targets[attributes.get("Id", "")] = posixpath.normpath(path)
    parts = {}
    for tag in _SHEET.findall(workbook):
        attributes = _attributes(tag)
        key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        parts[attributes.get("name", "")] = targets.get(key, "")
    return parts


def _faults(xml: bytes) -> dict[tuple[int, int], str]:
    if not _ERROR_TYPE.search(xml) and not _ANY_FORMULA.search(xml):
        return {}
    found = {}
    for tag, inside in _CELL.findall(xml):
        formula, value = _FORMULA.search(inside), _VALUE.search(inside)
        if _ERROR_TYPE.search(tag):
            text = (value.group(1) if value else b"#REF!").decode(errors="replace")
        elif formula and not value and b"<is>" not in inside:
            text = "=" + html.unescape((formula.group(1) or b"").decode(errors="replace"))
        else:
            continue
        place = _REFERENCE.fullmatch(_attributes(tag).get("r", ""))
        if place:
            found[int(place.group(2)), column_number(place.group(1))] = text
    return found


def column_number(letters: str) -> int:
    """Turn a column's letters into its number.

    >>> column_number("A"), column_number("Z"), column_number("AA")
    (1, 26, 27)
    """
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Turn a column's number, from 1, into its letters.

    >>> column_letters(1), column_letters(26), column_letters(27)
    ('A', 'Z', 'AA')
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
