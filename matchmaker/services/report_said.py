"""A report in the words of one language: the same blocks with sentences in them, for every kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.services.invitation_letter import day_of
from matchmaker.services.report_command import written_as
from matchmaker.services.report_content import (
    NUMERIC,
    CellKind,
    Heading,
    Items,
    Report,
    Table,
    Text,
    say_cell,
    sentence,
)

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Message
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.report_content import Block, Cell

TEXT, HEADING, ITEMS, TABLE = "text", "heading", "items", "table"


@dataclass(frozen=True, slots=True)
class SaidBlock:
    """A block in words."""

    kind: str
    """``text``, ``heading``, ``items`` or ``table``."""
    text: str = ""
    """The paragraph, the heading, or the table's title."""
    lead: bool = False
    lines: tuple[str, ...] = ()
    """The list's items, or the table's notes."""
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """Cells as lines."""
    numeric: tuple[bool, ...] = ()
    """Which columns hold numbers."""


@dataclass(frozen=True, slots=True)
class SaidSection:
    """A section in words."""

    code: str
    title: str
    blocks: tuple[SaidBlock, ...]


@dataclass(frozen=True, slots=True)
class SaidReport:
    """A report in words."""

    language: str
    title: str
    edition: str
    dated: str
    summary: tuple[str, ...]
    sections: tuple[SaidSection, ...]
    contents: str
    """What the list of sections is called."""
    repeat: str
    """Heading of the command."""
    repeat_lead: str
    command: str


def say(report: Report, words: Catalogue, to: str) -> SaidReport:
    """Say a report; *to* is the kind of file that its command writes again."""

    def line(message: Message) -> str:
        return sentence(message, words)

    sections = tuple(
        SaidSection(
            part.code, line(part.title), tuple(said for one in part.blocks for said in _block(one, words))
        )
        for part in report.sections
    )
    return SaidReport(
        language=words.language,
        title=sentence(report.title, words),
        edition=line(report.edition),
        dated=line(day_of(report.dated)),
        summary=tuple(map(line, report.summary)),
        sections=sections,
        contents=words.term("report.contents"),
        repeat=words.term("report.repeat"),
        repeat_lead=words.term("report.repeat_lead" if report.request.team == () or not _public(report)
                               else "report.repeat_persons"),
        command=written_as(report.command, to),
    )  # fmt: skip


def _public(report: Report) -> bool:
    return report.request.edition.value == "offentlig"


def _block(block: Block, words: Catalogue) -> tuple[SaidBlock, ...]:
    if isinstance(block, Text):
        return (SaidBlock(TEXT, sentence(block.message, words), block.lead),)
    if isinstance(block, Heading):
        return (SaidBlock(HEADING, sentence(block.message, words)),)
    if isinstance(block, Items):
        return (SaidBlock(ITEMS, lines=tuple(sentence(one, words) for one in block.items)),)
    return _table(block, words)


def _table(table: Table, words: Catalogue) -> tuple[SaidBlock, ...]:
    """A table; one that cannot be shown is its title and why."""
    title, notes = sentence(table.title, words), tuple(sentence(one, words) for one in table.notes)
    if not table.rows:
        return (SaidBlock(HEADING, title), SaidBlock(ITEMS, lines=notes))
    return (
        SaidBlock(
            TABLE,
            title,
            lines=notes,
            headers=tuple(sentence(one, words) for one in table.headers),
            rows=tuple(tuple(say_cell(cell, words) for cell in row) for row in table.rows),
            numeric=tuple(_numeric(column) for column in zip(*table.rows, strict=True)),
        ),
    )


def _numeric(column: tuple[Cell, ...]) -> bool:
    return any(cell.kind in NUMERIC for cell in column) and all(
        cell.kind is not CellKind.LINES for cell in column
    )
