"""What challenges usually need: a table taken from the documents, read and never computed.

It lies beside this file as ``usual_needs.csv``, one row per condition and contribution, with where it is
said; what is nobody's words but the tool's reads «Verktøyets egen antakelse». A row says what is *usual*;
what a challenge states about itself stands before it (:mod:`matchmaker.needs.drafting`).

Rows of a theme or an affected group list spellings, bokmål and nynorsk. Case, accents and hyphens never
matter; a spelling that ends in ``*`` is met by every word that begins with it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from matchmaker.model.schema import fold

ANY = "*"
"""A spelling that every word meets."""


class When(StrEnum):
    """What in a challenge a row looks at, in the order in which reasons are given."""

    THEME = "theme"
    LEVEL = "level"
    PHASE = "phase"
    AFFECTED = "affected"
    AREA = "area"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class UsualNeed:
    """One contribution that is usually needed under one condition."""

    when: When
    """What is looked at."""
    words: tuple[str, ...]
    """What it must be: a level, a phase, spellings; none for *always*."""
    contribution: str
    """Contribution type that is needed."""
    count: int
    """How many should bring it; for *affected*, how many for each group."""
    importance: int
    """1 useful, 2 important, 3 necessary."""
    source: str
    """Document, chapter and line, or that it is the tool's own assumption."""

    def means(self, text: str) -> bool:
        """Whether a word, or any word in a phrase, is one of the row's spellings. Empty text is none.

        >>> row = UsualNeed(When.THEME, ("eldre*", "næring"), "initiativ", 1, 2, "")
        >>> row.means("Eldreomsorg"), row.means("Handel og NÆRING"), row.means("gjeldre"), row.means("")
        (True, True, False, False)
        """
        if not text.strip():
            return False
        found = {fold(text), *map(fold, re.findall(r"[^\W_]+", text))}
        return any(_meets(word, spelling) for word in found for spelling in self.words)


def _meets(word: str, spelling: str) -> bool:
    if spelling.endswith(ANY):
        return word.startswith(fold(spelling))
    return word == fold(spelling)


@lru_cache(maxsize=1)
def usual_needs() -> tuple[UsualNeed, ...]:
    """Every row, in the order of the table."""
    text = (files("matchmaker.rules") / "usual_needs.csv").read_text(encoding="utf-8")
    return tuple(
        UsualNeed(
            When(row["when"]),
            tuple(filter(None, row["value"].split("|"))),
            row["contribution"],
            int(row["count"]),
            int(row["importance"]),
            row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )
