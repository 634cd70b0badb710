"""The neutral words in which a demand on a team is put, whether an asker wishes it or a rule asks for it.

A demand can be *checked* on a composition (here) and *posed* to a solver (in ``matching``); the two are
written apart so that one can judge the other. Each is linear in the seats (with one more 0/1 variable for
:class:`NotAlone`, and one per size for :class:`AtLeastBySize`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Facts: TypeAlias = "Mapping[str, Mapping[str, str]]"
"""Candidate → trait → value. A trait that nobody has stated is absent, and counts for no value; a member
without facts is one of whom nothing is known."""
SECTOR = "sektor"
"""The trait that says which side a candidate belongs to."""


@dataclass(frozen=True, slots=True)
class Size:
    """Between *low* and *high* seats."""

    low: int
    high: int

    def meets(self, team: Collection[str], _facts: Facts) -> bool:
        """Whether the team has an allowed size."""
        return self.low <= len(team) <= self.high


@dataclass(frozen=True, slots=True)
class Include:
    """This actor must have a seat."""

    actor: str

    def meets(self, team: Collection[str], _facts: Facts) -> bool:
        """Whether the actor is in the team."""
        return self.actor in team


@dataclass(frozen=True, slots=True)
class Exclude:
    """This actor must not have a seat."""

    actor: str

    def meets(self, team: Collection[str], _facts: Facts) -> bool:
        """Whether the actor is left out."""
        return self.actor not in team


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least *count* seats for one sector."""

    sector: str
    count: int

    def meets(self, team: Collection[str], facts: Facts) -> bool:
        """Whether enough members belong to the sector."""
        return _known(team, facts, SECTOR, (self.sector,)) >= self.count


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
class Company:
    """Nobody known to have the *value* of a *trait* sits there alone: none, or at least *count*."""

    trait: str
    count: int
    value: str = "ja"

    def meets(self, team: Collection[str], facts: Facts) -> bool:
        """Whether nobody is left alone."""
        have = _known(team, facts, self.trait, (self.value,))
        return have == 0 or have >= self.count


@dataclass(frozen=True, slots=True)
class Apart:
    """Not both of two actors in the same team."""

    first: str
    second: str

    def meets(self, team: Collection[str], _facts: Facts) -> bool:
        """Whether at least one of the two has no seat."""
        return not (self.first in team and self.second in team)


@dataclass(frozen=True, slots=True)
class AtMostWith:
    """At most *count* members whose *trait* is known to be one of *values*."""

    trait: str
    values: tuple[str, ...]
    count: int

    def meets(self, team: Collection[str], facts: Facts) -> bool:
        """Whether not too many members are known to have one of the values."""
        return _known(team, facts, self.trait, self.values) <= self.count


@dataclass(frozen=True, slots=True)
class AtMostEach:
    """At most *count* members with the same known value of a *trait*: per organisation, per household."""

    trait: str
    count: int

    def meets(self, team: Collection[str], facts: Facts) -> bool:
        """Whether no value is held by too many."""
        return max(_values(team, facts, self.trait).values(), default=0) <= self.count


@dataclass(frozen=True, slots=True)
class NoMajority:
    """No known value of a *trait* is held by more than half of the members: no side outvotes the others."""

    trait: str

    def meets(self, team: Collection[str], facts: Facts) -> bool:
        """Whether no value is held by more than half."""
        return 2 * max(_values(team, facts, self.trait).values(), default=0) <= len(team)


@dataclass(frozen=True, slots=True)
class Together:
    """Either both of two actors have a seat, or none."""

    first: str
    second: str

    def meets(self, team: Collection[str], _facts: Facts) -> bool:
        """Whether the two share their fate."""
        return (self.first in team) == (self.second in team)


Demand: TypeAlias = (
    Size | Include | Exclude | AtLeast | AtLeastWith | AtMostWith | AtMostEach | AtLeastBySize | NoMajority
    | NotAlone | Company | Apart | Together
)  # fmt: skip
"""What may be asked of a team."""


def _known(team: Collection[str], facts: Facts, trait: str, values: tuple[str, ...]) -> int:
    return sum(facts.get(member, {}).get(trait) in values for member in team)


def _values(team: Collection[str], facts: Facts, trait: str) -> Counter[str]:
    return Counter(facts[member][trait] for member in team if trait in facts.get(member, {}))
