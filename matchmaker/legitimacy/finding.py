"""A finding: something that is missing or unproven, with its numbers and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Message


class Urgency(StrEnum):
    """How much a finding asks of the reader, most first."""

    IMPORTANT = "viktig"
    NOTE = "merk"
    INFO = "opplysning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. Groups, seats and contributions are missing; persons never are.

    Numbers that do not apply are ``None``, never zero.
    """

    code: str
    """Kind of finding; its sentence is ``finding.<code>``."""
    severity: Urgency
    group: str
    """What it is about: a need, a sector, a council, a group, ``attribute:category``, an actor."""
    message: Message
    """The finding in words."""
    n: int | None = None
    """How many there are."""
    of: int | None = None
    """How many were counted in all; every number comes with its n."""
    expected: float | None = None
    """How many were expected."""
    unknown: int | None = None
    """How many have not said; they are not among *of*."""
    share: float | None = None
    """n / of, 0–1."""
    population_share: float | None = None
    """Share of the population, 0–1."""
    interval: tuple[float, float] | None = None
    """95 % interval of the share."""
    verdict: str | None = None
    """``under``, ``over``, ``in_line`` or ``too_few``, where a population is compared with."""
    remedy: tuple[Message, ...] = ()
    """What can be done, and whom to ask."""
    public_verdict: str | None = None
    """The verdict that stands whatever the small counts are, for publication."""
    public_message: Message | None = None
    """The sentence for publication, where the ordinary one tells a count of persons."""
    persons: bool = False
    """Whether n counts persons, so that small numbers must be protected on the way out."""
    hidden: bool = False
    """Whether n is hidden because it is small: it reads «færre enn 5»."""


def by_urgency(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings, most urgent first; within an urgency in the order given."""
    rank = {urgency: place for place, urgency in enumerate(Urgency)}
    return tuple(sorted(findings, key=lambda finding: rank[finding.severity]))
