"""Periods as GEXF writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from matchmaker.sources.interchange.exchanged import END, START
from matchmaker.sources.interchange.values import date_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.sources.interchange.gathering import Gathering

SPELLS = "spells"
"""Attribute of a node with several periods: ISO dates, ``first/last``, joined by ``|``."""
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?(?:[eE][+-]?[0-9]{1,2})?")
_OPEN = frozenset({"", "-infinity", "infinity", "+infinity", "-inf", "inf"})


@dataclass(frozen=True, slots=True)
class Spell:
    """One period: first and last day, both inclusive; ``None`` is open. Numbers where time is numbers."""

    start: date | float | None = None
    end: date | float | None = None

    def __str__(self) -> str:
        ends = ("" if one is None else str(one) for one in (self.start, self.end))
        return "/".join(ends)

    def keep(self, gathering: Gathering, about: str, position: int) -> None:
        """Keep the period as the attributes ``start`` and ``end``."""
        for name, value in ((START, self.start), (END, self.end)):
            if value is not None:
                gathering.value(about, position, name, value)


def spell_of(stated: Mapping[str, str]) -> Spell | None:
    """Read a period from the attributes of an element; ``None`` when it is none.

    ``startopen`` and ``endopen`` leave the day itself out. A moment (``2026-01-02T10:00``) is its day.
    """
    ends = []
    for name, away in (("start", 1), ("end", -1)):
        text, is_open = stated.get(name, "").strip(), False
        if not text and stated.get(f"{name}open"):
            text, is_open = stated[f"{name}open"].strip(), True
        moment = _moment(text)
        if isinstance(moment, str):
            return None
        if is_open and isinstance(moment, date):
            try:
                moment += timedelta(days=away)
            except OverflowError:
                return None
        ends.append(moment)
    first, last = ends
    if type(first) is type(last) and first is not None and last is not None and last < first:  # type: ignore[operator]
        return None
    return Spell(first, last)


def spells_in(text: str) -> tuple[Spell, ...]:
    """Read what stands in the attribute ``spells``; nothing when it is something else.

    >>> [str(spell) for spell in spells_in("2026-01-01/2026-02-01|2026-05-01/")]
    ['2026-01-01/2026-02-01', '2026-05-01/']
    """
    found = []
    for part in text.split("|"):
        start, slash, end = part.partition("/")
        spell = spell_of({"start": start, "end": end})
        if not slash or spell is None or str(spell) != part:
            return ()
        found.append(spell)
    return tuple(found)


def _moment(text: str) -> date | float | str | None:
    """A day, a number, ``None`` for an open end; the text itself when it is none of them."""
    if text.casefold() in _OPEN:
        return None
    day = date_of(text.partition("T")[0])
    if day is not None:
        return day
    return float(text) if _NUMBER.fullmatch(text) else text
