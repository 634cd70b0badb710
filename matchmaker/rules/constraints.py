"""The neutral words in which a wish about a team is put.

A constraint can be *checked* on a composition (here) and *posed* to a solver (in ``matching``); the two
are written apart so that one can judge the other.

What an asker wishes is a :data:`Constraint`, which ``matching`` poses. What a rule demands is a
:data:`Demand`: some of them ask for traits of the members and not for their side alone, and each is linear
in the seats (one more 0/1 variable per size for :class:`AtLeastBySize`). :func:`holds` checks either.
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


Facts: TypeAlias = "Mapping[str, Mapping[str, str]]"
"""Candidate → trait → value. A trait that nobody has stated is absent, and counts for no value."""
SECTOR = "sektor"
"""The trait that says which side a candidate belongs to."""


@dataclass(frozen=True, slots=True)
class AtLeastWith:
    """At least *count* members whose *trait* is known to be one of *values*."""

    trait: str
    values: tuple[str, ...]
    count: int

    def meets(self, team: Collection[str], facts: Facts) -> bool:
        """Whether enough members are known to have one of the values."""
        return _known(team, facts, self.trait, self.values) >= self.count


@dataclass(frozen=True, slots=True)
class AtLeastBySize:
    """At least ``floors[n]`` members whose *trait* is known to be one of *values*, in a team of n.

    A team larger than the table cannot meet it.
    """

    trait: str
    values: tuple[str, ...]
    floors: tuple[int, ...]

    def meets(self, team: Collection[str], facts: Facts) -> bool:
        """Whether enough members for the size of the team are known to have one of the values."""
        n = len(team)
        return n < len(self.floors) and _known(team, facts, self.trait, self.values) >= self.floors[n]


@dataclass(frozen=True, slots=True)
class NotAlone:
    """Whoever is not known to lack the *trait* sits with at least *count* who are known to have it.

    Known to have it is the value ``ja``, known to lack it ``nei``. A team of those known to lack it meets
    it; so one in doubt is treated with the same care as one who has it.
    """

    trait: str
    count: int

    def meets(self, team: Collection[str], facts: Facts) -> bool:
        """Whether nobody who has the trait, or may have it, is left without company."""
        surely_not = _known(team, facts, self.trait, ("nei",))
        return surely_not == len(team) or _known(team, facts, self.trait, ("ja",)) >= self.count


@dataclass(frozen=True, slots=True)
class Apart:
    """Not both of two actors in the same team."""

    first: str
    second: str

    def meets(self, team: Collection[str], _facts: Facts) -> bool:
        """Whether at least one of the two has no seat."""
        return not (self.first in team and self.second in team)


Demand: TypeAlias = Constraint | AtLeastWith | AtLeastBySize | NotAlone | Apart
"""What a rule may ask of a team."""


def holds(demand: Demand, team: Collection[str], facts: Facts) -> bool:
    """Whether a team meets a demand.

    Parameters
    ----------
    demand
        Any demand or constraint.
    team
        Actor ids.
    facts
        What is known of the candidates; a member without facts is one of whom nothing is known.
    """
    if isinstance(demand, Size | Include | Exclude | AtLeast):
        sectors = {member: facts[member][SECTOR] for member in team if SECTOR in facts.get(member, {})}
        return demand.holds(team, sectors)
    return demand.meets(team, facts)


def _known(team: Collection[str], facts: Facts, trait: str, values: tuple[str, ...]) -> int:
    return sum(facts.get(member, {}).get(trait) in values for member in team)
