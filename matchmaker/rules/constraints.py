"""The neutral words in which a wish about a team is put.

A constraint can be *checked* on a composition (here) and *posed* to a solver (in ``matching``); the two
are written apart so that one can judge the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class Size:
    """Between *low* and *high* seats."""

    low: int
    high: int

    def holds(self, team: Collection[str], _sectors: Mapping[str, str]) -> bool:
        """Whether the team has an allowed size."""
        return self.low <= len(team) <= self.high


@dataclass(frozen=True, slots=True)
class Include:
    """This actor must have a seat."""

    actor: str

    def holds(self, team: Collection[str], _sectors: Mapping[str, str]) -> bool:
        """Whether the actor is in the team."""
        return self.actor in team


@dataclass(frozen=True, slots=True)
class Exclude:
    """This actor must not have a seat."""

    actor: str

    def holds(self, team: Collection[str], _sectors: Mapping[str, str]) -> bool:
        """Whether the actor is left out."""
        return self.actor not in team


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least *count* seats for one sector."""

    sector: str
    count: int

    def holds(self, team: Collection[str], sectors: Mapping[str, str]) -> bool:
        """Whether enough members belong to the sector; *sectors* gives each candidate's."""
        return sum(sectors.get(member) == self.sector for member in team) >= self.count


Constraint: TypeAlias = Size | Include | Exclude | AtLeast
