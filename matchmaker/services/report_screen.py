"""The last look at a public report: no text in it may name a private person of the register.

Free text (a title, a source, a reason) may name somebody although nothing else does. A text that holds a
private person's whole name or id is left out as a whole, and that is said. It looks at nothing but names and
ids, so it tells nothing of anybody's answers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.services.report_content import Heading, Items, Report, Section, Table, Text

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.services.report_content import Block

LEFT_OUT = Message("report.text_left_out")
_WORDS = re.compile(r"[\w-]+")


class Names:
    """The names and ids of the private persons of a register.

    Parameters
    ----------
    register
        Whose persons may not be named.
    """

    def __init__(self, register: Register) -> None:
        persons = register.actors[register.persons]
        found = (*persons["name"].astype(str), *persons["id"].astype(str))
        self._held = {words for words in map(_split, found) if words}
        self._sizes = tuple(sorted({len(words) for words in self._held}))

    def stand_in(self, text: str) -> bool:
        """Whether somebody's whole name or id stands in a text, whatever its case."""
        words = _split(text)
        return any(
            words[start : start + size] in self._held
            for size in self._sizes
            for start in range(len(words) - size + 1)
        )

    def without(self, value: Param) -> Param:
        """A value in which every text that names somebody is left out."""
        if isinstance(value, str):
            return LEFT_OUT if self.stand_in(value) else value
        if isinstance(value, Message):
            return self.message(value)
        return tuple(map(self.without, value)) if isinstance(value, tuple) else value

    def message(self, message: Message) -> Message:
        """A message in whose values every text that names somebody is left out."""
        return Message(message.code, {name: self.without(value) for name, value in message.params.items()})


def _split(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.casefold()))


def screened(report: Report, register: Register) -> Report:
    """The report without any text that names a private person of the register."""
    names = Names(register)
    return replace(
        report,
        title=names.without(report.title),
        summary=tuple(map(names.message, report.summary)),
        sections=tuple(_section(one, names) for one in report.sections),
    )


def _section(one: Section, names: Names) -> Section:
    return replace(one, blocks=tuple(_block(block, names) for block in one.blocks))


def _block(block: Block, names: Names) -> Block:
    if isinstance(block, Text):
        return replace(block, message=names.message(block.message))
    if isinstance(block, Heading):
        return Heading(names.message(block.message))
    if isinstance(block, Items):
        return Items(tuple(map(names.without, block.items)))
    return _table(block, names)


def _table(table: Table, names: Names) -> Table:
    return Table(
        title=names.message(table.title),
        headers=tuple(map(names.without, table.headers)),
        rows=tuple(
            tuple(replace(cell, values=tuple(map(names.without, cell.values))) for cell in row)
            for row in table.rows
        ),
        notes=tuple(map(names.message, table.notes)),
    )
