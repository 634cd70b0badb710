"""The rule tables: who is expected at which level, the statutory councils, what each kind usually brings.

They lie beside this file as CSV with a source per row, so that they can be read, questioned and changed
without reading code. A dataset's own sheet *forventede_bidrag* adds to the priors.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES_VERSION = "2026-11.3"
"""Version of the rule tables; results carry it."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A side of samskaping that is expected in the room for challenges at one level."""

    level: str
    sector: str
    importance: int
    """1 often useful, 2 expected, 3 the level is defined by it."""
    source: str


@dataclass(frozen=True, slots=True)
class Council:
    """A council every municipality must have."""

    kind: str
    groups: tuple[str, ...]
    """Tags of affected groups whose matters concern the council."""
    age_from: int | None
    """A group that is wholly this old or older is the council's too; ``None`` where age says nothing."""
    age_to: int | None
    """A group that is wholly this old or younger is the council's too; ``None`` where age says nothing."""
    law: str
    checked: str
    """``V`` read at the source, ``K`` general knowledge that must be checked before it is stated as law."""


@dataclass(frozen=True, slots=True)
class Prior:
    """What a kind of actor usually brings, when nothing is stated about the actor itself."""

    kind: str
    contribution: str
    source: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("matchmaker.rules") / f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@lru_cache(maxsize=1)
def expectations() -> tuple[Expectation, ...]:
    """Who is expected, in the order of the table."""
    return tuple(
        Expectation(r["level"], r["sector"], int(r["importance"]), r["source"]) for r in _rows("expectations")
    )


def expected_sectors(levels: tuple[str, ...]) -> tuple[Expectation, ...]:
    """The expectations of several levels together: per side the most important one, by side.

    No level gives no expectation.
    """
    best: dict[str, Expectation] = {}
    for item in expectations():
        if item.level in levels:
            held = best.get(item.sector)
            if held is None or item.importance > held.importance:
                best[item.sector] = item
    return tuple(best[sector] for sector in sorted(best))


@lru_cache(maxsize=1)
def councils() -> tuple[Council, ...]:
    """The three councils of kommuneloven § 5-12."""
    return tuple(
        Council(
            r["kind"], tuple(r["groups"].split("|")), _age(r["age_from"]), _age(r["age_to"]),
            r["law"], r["checked"],
        )
        for r in _rows("councils")
    )  # fmt: skip


def _age(cell: str) -> int | None:
    return int(cell) if cell else None


@lru_cache(maxsize=1)
def priors() -> tuple[Prior, ...]:
    """What kinds of actors usually bring."""
    return tuple(Prior(r["kind"], r["contribution"], r["source"]) for r in _rows("priors"))
