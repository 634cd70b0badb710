"""A rule as data: where it stands, whom it is for, and what a check of it can say.

The rules lie in ``rules.csv`` beside this file, so that they can be read, questioned and changed without
reading code. An empty date in force means that the date is still to be confirmed, never that there is none.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Message


class Body(StrEnum):
    """What a composition is, in the eyes of the law. The asker says it; it is never guessed."""

    ELECTED = "folkevalgt_organ"
    """Elected by the municipal council or another elected body."""
    APPOINTED = "oppnevnt_utvalg"
    """A committee, board or council that a public body has appointed."""
    COUNCIL = "raad"
    """One of the three councils of kommuneloven § 5-12."""
    VOLUNTARY = "frivillig_gruppe"
    """A group that works together because it wants to: samskaping itself."""
    PLAN = "planprosess"
    """Participation in a plan under plan- og bygningsloven."""


class Outcome(StrEnum):
    """What came of a check."""

    PASS = "oppfylt"  # noqa: S105 - a word, not a secret
    FAIL = "ikke_oppfylt"
    NOT_APPLICABLE = "gjelder_ikke"
    NEEDS_HUMAN = "maa_vurderes"


class RuleSeverity(StrEnum):
    """What a rule rests on."""

    STATUTORY = "lovfestet"
    PRACTICE = "god_skikk"


class Mark(StrEnum):
    """How sure the text of a rule is."""

    READ = "V"
    """Read at the source named."""
    CHECK = "K"
    """General knowledge: to be checked at the source before it is stated as law."""


class Act(StrEnum):
    """Which public administration act is used for habilitet."""

    OF_1967 = "1967"
    OF_2025 = "2025"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    id: str
    family: str
    """Which check it is put to; several rules may share one, with other parameters."""
    paragraph: str
    """Act and paragraph, or the document and line."""
    source: str
    """Where the content was read."""
    in_force: date | None
    """First day in force; ``None`` is not confirmed."""
    bodies: tuple[Body, ...]
    """What it is for; empty is everything."""
    severity: RuleSeverity
    mark: Mark
    persons: bool
    """Whether its outcome tells something about single persons in the composition."""
    parameters: Mapping[str, str]

    def number(self, name: str) -> int:
        """A parameter as a whole number; ``KeyError`` when the rule has none of that name."""
        return int(self.parameters[name])

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter as a list of codes; ``KeyError`` when the rule has none of that name."""
        return tuple(self.parameters[name].split("|"))

    def is_for(self, body: Body) -> bool:
        """Whether the rule is for such a body."""
        return not self.bodies or body in self.bodies


@dataclass(frozen=True, slots=True)
class Check:
    """What one check of one rule came to."""

    outcome: Outcome
    message: Message
    about: str = ""
    """What it is about where a rule gives several answers: a municipality, a tie; else empty."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The figures behind it, by name."""
    remedy: tuple[Message, ...] = ()
    """What can be done; never to send somebody away."""


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the table."""
    text = (files("matchmaker.rules") / "rules.csv").read_text(encoding="utf-8")
    return tuple(_rule(row) for row in csv.DictReader(text.splitlines()))


def chosen(ids: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules of these ids, in the order of the table; no id means all.

    Raises
    ------
    InputError
        unknown_rule: an id that no rule has.
    """
    known = {rule.id for rule in rules()}
    for one in ids:
        if one not in known:
            raise InputError("unknown_rule", {"rule": one, "known": tuple(rule.id for rule in rules())})
    return tuple(rule for rule in rules() if not ids or rule.id in ids)


def _rule(row: dict[str, str]) -> Rule:
    return Rule(
        id=row["id"],
        family=row["family"],
        paragraph=row["paragraph"],
        source=row["source"],
        in_force=date.fromisoformat(row["in_force"]) if row["in_force"] else None,
        bodies=() if row["bodies"] == "alle" else tuple(Body(code) for code in row["bodies"].split("|")),
        severity=RuleSeverity(row["severity"]),
        mark=Mark(row["mark"]),
        persons=row["persons"] == "ja",
        parameters=dict(part.split("=", 1) for part in row["parameters"].split(";") if part),
    )
