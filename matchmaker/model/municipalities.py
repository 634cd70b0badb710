"""Norway's municipalities: numbers, names and former numbers (KLASS 131 at 1 January 2026, SSB).

Former numbers lead to the present municipality. Where a municipality was split, its old number leads
nowhere: which part is meant cannot be known from the number.
"""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Municipality:
    """One present municipality."""

    number: str
    """Four digits as text."""
    name: str
    """Official name, with the Sámi or Kven form where there is one."""
    aliases: tuple[str, ...]
    """Other names people write."""
    county: str
    """Name of the county."""
    former: tuple[str, ...]
    """Numbers that lead here."""

    @property
    def short_name(self) -> str:
        """The name people say in Norwegian: the first alias where there is one."""
        return self.aliases[0] if self.aliases else self.name


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@lru_cache(maxsize=1)
def municipalities() -> dict[str, Municipality]:
    """Every present municipality by number, in number order."""
    text = (files("matchmaker.model") / "klass131.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = {
        row["number"]: Municipality(
            row["number"], row["name"], _split(row["aliases"]), row["county"], _split(row["former_numbers"])
        )
        for row in rows
    }
    return dict(sorted(found.items()))


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@lru_cache(maxsize=1)
def _index() -> dict[str, str]:
    """Name, alias or number → number; a name that two municipalities share leads nowhere."""
    found: dict[str, str | None] = {}
    for item in municipalities().values():
        for key in (item.number, *item.former):
            found[key] = item.number
        for name in (item.name, *item.aliases):
            key = _fold(name)
            found[key] = item.number if found.get(key, item.number) == item.number else None
    return {key: number for key, number in found.items() if number is not None}


def lookup(text: str) -> str | None:
    """The present number of what somebody wrote: a name, a present or a former number.

    >>> lookup("verdal"), lookup("301"), lookup("0711"), lookup("Atlantis")
    ('5038', '0301', '3301', None)
    """
    key = _fold(text)
    if key.isdigit() and len(key) == 3:
        key = "0" + key
    return _index().get(key)


def name(number: str) -> str:
    """The short name of a municipality, or the number itself when it is not known."""
    found = municipalities().get(number)
    return found.short_name if found else number


@lru_cache(maxsize=1)
def known_names() -> tuple[str, ...]:
    """Every name and alias, sorted, for «mente du …?»."""
    names = {name for item in municipalities().values() for name in (item.name, *item.aliases)}
    return tuple(sorted(names))
