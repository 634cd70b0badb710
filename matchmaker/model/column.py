"""What a table and a column are, and the columns that many tables share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class CellType(StrEnum):
    """What a cell holds; ``sources.cells`` reads each of them."""

    ID = "id"
    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    TAGS = "tags"
    NUMBER = "number"
    WHOLE = "whole"
    WHOLES = "wholes"
    RANKED = "ranked"
    """Ids in an order that means something, first is first; other lists are sorted."""
    DATE = "date"
    YES_NO = "yes_no"
    MUNICIPALITY = "municipality"
    MUNICIPALITIES = "municipalities"
    ORGNR = "orgnr"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    """Name in the library and in a Register's frames."""
    header: str
    """Header that is written."""
    type: CellType
    required: bool = False
    """Whether an empty cell is a problem."""
    aliases: tuple[str, ...] = ()
    """Other headers that are accepted; case, accents, spaces and underscores never matter."""
    codes: tuple[str, ...] = ()
    """Valid codes, for CODE and CODES."""
    target: str = ""
    """The table whose ids are meant, for REFERENCE; for CODE with an open vocabulary, the table that
    a dataset may extend it with."""
    low: float | None = None
    high: float | None = None
    spellings: tuple[tuple[str, str], ...] = ()
    """Further words for the codes, each with its code; they are matched as the codes are."""
    default: str | float | bool | None = None
    """What an empty cell means, where the field has a natural default; otherwise unknown."""
    help: str = ""
    """Which sentence explains the column, where the one for its name is about something else."""

    @property
    def help_code(self) -> str:
        """Message code of the sentence that explains the column (``column.<name>``, or as *help* says)."""
        return f"column.{self.help or self.name}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a dataset."""

    name: str
    """Name in the library."""
    title: str
    """Name of the sheet or file that is written."""
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """Columns that together may not repeat."""
    aliases: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    """Columns of which one must be there for a sheet to be known by its headers alone; none when the required
    ones tell enough."""
    features: bool = False
    """Whether columns headed ``egenskap: …`` are read as features."""

    def bearing(self, target: str) -> tuple[str, ...]:
        """Columns of ids in table *target* that a row hangs on: it goes when what one of them names goes.

        The others only mention something, and are emptied.
        """
        return tuple(
            column.name
            for column in self.columns
            if column.target == target and (column.required or column.name in self.key)
        )

    def column(self, name: str) -> Column:
        """The column called *name* in the library; ``KeyError`` when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def fold(text: str) -> str:
    """Reduce a header or a code to what must match: «Fra aktør» → ``fraaktor``.

    >>> fold(" Næringsliv "), fold("Fra_aktør"), fold("GJENNOMFØRE")
    ('naeringsliv', 'fraaktor', 'gjennomfore')
    """
    text = text.strip().casefold()
    for letter, plain in (("æ", "ae"), ("ø", "o"), ("å", "a"), ("ä", "a"), ("ö", "o"), ("é", "e")):
        text = text.replace(letter, plain)
    return re.sub(r"[^a-z0-9]", "", text)


def codes_in(kinds: Iterable[StrEnum]) -> tuple[str, ...]:
    """The codes of an enumeration, in its own order."""
    return tuple(code.value for code in kinds)


SOURCE = Column("source", "kilde", CellType.TEXT, aliases=("source", "kjelde"))
ID = Column("id", "id", CellType.ID, required=True, aliases=("kode", "code", "nøkkel"))


def actor_column(header: str = "aktor", aliases: tuple[str, ...] = ("actor", "aktør")) -> Column:
    """The column that says whom a row is about."""
    return Column("actor", header, CellType.REFERENCE, required=True, aliases=aliases, target="actors")


CHALLENGE = Column(
    "challenge", "utfordring", CellType.REFERENCE, required=True, aliases=("challenge",), target="challenges"
)
