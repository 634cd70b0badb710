"""A wish for a report for the case file: about what, in which edition, with which parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.ages import INVITED_FROM, OLDEST
from matchmaker.services.disclosure import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from matchmaker.kernel.messages import Language


class Part(StrEnum):
    """Parts that may be chosen. Method, sources and data protection are always there."""

    CHALLENGE = "challenge"
    """What it is about, who set the frame, who decides."""
    TEAM = "team"
    """Who should be in the room."""
    CHAIRS = "chairs"
    """Open chairs."""
    GAPS = "gaps"
    """Who is missing."""
    AFFECTED = "affected"
    """Who is affected, and how they were asked."""
    PROCESS = "process"
    """What the process most resembles, and the rules."""
    ACTIONS = "actions"
    """What can be done, and through whom the groups can be invited."""
    RECORDS = "records"
    """Decisions and notes that are kept."""


PARTS = tuple(Part)
"""Every part, in the order of the report."""


NO_TEAM = "ingen"
"""In place of a record: none of the kept teams, but a new suggestion."""


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A wish for a report."""

    dataset: str
    challenge: str | None = None
    """``None``: about the whole register."""
    edition: Edition = Edition.WORKING
    include: tuple[Part, ...] = PARTS
    """In any order; the report has its own."""
    team: tuple[str, ...] = ()
    """Actor ids of a team. In an answer's public edition only those who are not persons."""
    kept: str | None = None
    """Id of a kept team's record, or :data:`NO_TEAM`. With neither a team nor this, the latest kept team of
    the challenge, or else, in the working edition, one that is suggested."""
    size: int = 8
    """Seats of a team that is suggested."""
    seed: int = 0
    """Chooses among equally good teams, and draws where compositions are drawn."""
    ages: tuple[int, int] = (INVITED_FROM, OLDEST)
    """Ages invited, inclusive."""
    on: date | None = None
    """Date of the report and of the process; today when not given."""
    language: Language = "nb"
    """The language that its command asks for."""


def parts_named(names: Iterable[str]) -> tuple[Part, ...]:
    """The parts that are named, in the order of the report; every part where none is.

    Raises ``InputError`` (report_unknown_part) for a name that no part has.
    """
    known = tuple(part.value for part in PARTS)
    wanted = {name.strip() for name in names if name.strip()}
    for name in sorted(wanted - set(known)):
        raise InputError("report_unknown_part", {"name": name, "known": known})
    return tuple(part for part in PARTS if not wanted or part.value in wanted)


def part_title(part: Part) -> Message:
    """What a part is called."""
    return Message(f"report.part_{part.value}")
