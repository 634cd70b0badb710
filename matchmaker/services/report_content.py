"""What a report says, before it is a file: sections of paragraphs, lists and tables, in no language.

HTML, Word, workbook and the page of the dashboard are written from this and know nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from matchmaker.kernel.errors import Message, Param
from matchmaker.services.disclosure import Edition

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.report_request import ReportRequest


class CellKind(StrEnum):
    """What stands in a cell."""

    TEXT = "tekst"
    NUMBER = "tall"
    """A count, or a number with one decimal."""
    SHARE = "andel"
    """A share, 0–1, written as per cent."""
    INTERVAL = "intervall"
    """A share with its 95 % interval."""
    LINES = "linjer"
    """Several texts, each on a line of its own."""


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that no XML may hold (XML 1.0, 2.2); a note may have been pasted from anywhere."""
NUMERIC = frozenset({CellKind.NUMBER, CellKind.SHARE, CellKind.INTERVAL})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    kind: CellKind
    values: tuple[Param, ...]
    """One value; a share, the lower and the upper end of its interval; or the lines. An empty cell has none,
    and a value that does not apply is ``None``."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    message: Message
    lead: bool = False
    """Whether it is set apart: a suggestion's heading, a warning."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Param, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Its first column holds the rows' headers."""

    title: Message
    headers: tuple[Param, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the section's own."""

    message: Message


Block: TypeAlias = Text | Items | Table | Heading


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report."""

    code: str
    """A part's code, or ``method`` or ``privacy``."""
    title: Message
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report: everything that its files say."""

    request: ReportRequest
    """The wish with what was left open settled: the day, the kept team. In the public edition without
    persons."""
    title: Param
    """The challenge's, or the dataset's."""
    edition: Message
    """Which edition, in words, with who it is for."""
    dated: date
    summary: tuple[Message, ...]
    """The report in a few sentences."""
    sections: tuple[Section, ...]
    seeds: tuple[tuple[Message, int], ...]
    """What was drawn or chosen by lot, with its seed."""
    data_version: str | None
    """Fingerprint of the data, told in the working edition only."""
    dataset_version: int | None
    """Number of the kept version; ``None`` for files."""
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any of those looked at is invented."""
    command: str
    """The command that gives the same report, but for the kind of file."""

    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(block for part in self.sections for block in part.blocks if isinstance(block, Table))


SAID_ONCE = frozenset(
    {"note.synthetic", "note.suggestion", "note.not_representative"}
    | {f"note.edition_{edition.value}" for edition in Edition}
)
"""Codes of notes that each part's answer brings, and that a report says once."""


def without_repeats(notes: tuple[Message, ...]) -> tuple[Message, ...]:
    """The notes of a part without those that the report says elsewhere, such as the edition."""
    return tuple(one for one in notes if one.code not in SAID_ONCE)


def text(value: Param) -> Cell:
    """A cell with a text or a number that is shown as it is."""
    return Cell(CellKind.TEXT, (value,))


def number(value: float | None) -> Cell:
    """A cell with a count, or a number."""
    return Cell(CellKind.NUMBER, (value,))


def share(value: float | None, interval: tuple[float, float] | None = None) -> Cell:
    """A cell with a share, and its interval where there is one."""
    if value is not None and interval is not None:
        return Cell(CellKind.INTERVAL, (value, *interval))
    return Cell(CellKind.SHARE, (value,))


def lines(values: tuple[Param, ...]) -> Cell:
    """A cell with several texts."""
    return Cell(CellKind.LINES, values)


def say_cell(cell: Cell, words: Catalogue) -> tuple[str, ...]:
    """The lines of a cell as a reader of the language expects them; an empty cell has none."""
    values = cell.values
    if cell.kind is CellKind.INTERVAL:
        of, low, high = (words.percent(float(str(value))) for value in values)
        return (f"{of} ({low}–{high})",)
    if cell.kind is CellKind.SHARE and values and values[0] is not None:
        return (words.percent(float(str(values[0]))),)
    if cell.kind is CellKind.NUMBER and values and isinstance(values[0], float):
        return (words.number(values[0], 1),)
    return tuple(sentence(value, words) for value in values)


def sentence(value: Param, words: Catalogue) -> str:
    """A value in words, beginning with a capital letter where it is a message."""
    said = _UNWRITABLE.sub(" ", words.show(value))
    return said[:1].upper() + said[1:] if isinstance(value, Message) else said
