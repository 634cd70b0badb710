"""What a measure says about itself: what it counts, its range, and its value where there is hardly a network.

Tooltips, help on the command line, the page of measures in the documentation and the battery of tests are
made from it. Its words are texts: ``measure.<name>`` is its title, ``measure.<name>.means`` one plain
sentence of what a high value means and what it does not mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import nan
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.measures.case import Case

UNSAID: Final = nan
"""The value of a measure where it is not defined: nothing can be said; never zero."""


class Level(StrEnum):
    """What has a value."""

    ACTOR = "aktor"
    """Each actor: the values are an array of shape (n,)."""
    NETWORK = "nettverk"
    """The network as a whole: the value is one number."""
    PART = "del"
    """Each part of the network (a side, a kind): shape (parts,)."""


class Weight(StrEnum):
    """What the strength of a tie means to a measure."""

    IGNORED = "teller_ikke"
    """A tie is a tie."""
    STRENGTH = "styrke"
    """A stronger tie counts more."""
    LENGTH = "lengde"
    """A stronger tie is a shorter way: 1 / strength."""


class Direction(StrEnum):
    """What the direction of a tie means to a measure."""

    IGNORED = "teller_ikke"
    """A tie in either direction makes neighbours."""
    FOLLOWED = "teller"
    """In a directed network the measure follows the ties' direction."""


class Cost(StrEnum):
    """How the work grows with n actors and m ties."""

    LINEAR = "n+m"
    STEPS = "steps*(n+m)"
    """A few dozen passes over the ties."""
    WEDGES = "sum_degree_squared"
    """Pairs of neighbours of every actor."""
    PATHS = "n*m"
    """Shortest paths from everybody."""


class Asks(StrEnum):
    """What a measure must know besides the network."""

    SIDES = "sider"
    """Which part each actor belongs to."""
    DECIDERS = "beslutningstakere"
    """Who decides: the elected."""
    TOWN_HALL = "kommunen"
    """Who is the municipality: its administration and services."""
    CITIZENS = "innbyggere"
    """Who is a citizen."""
    CONTRIBUTIONS = "bidrag"
    """Who contributes what."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What a measure says about itself."""

    name: str
    """Code, as on the command line."""
    level: Level
    low: float
    """Least value there can be; ``-inf`` where there is none."""
    high: float
    """Greatest value there can be; ``inf`` where there is none."""
    source: str
    """Paper or textbook that defines it, in which convention."""
    weight: Weight = Weight.IGNORED
    direction: Direction = Direction.IGNORED
    cost: Cost = Cost.LINEAR
    asks: frozenset[Asks] = field(default_factory=frozenset)
    empty: float = UNSAID
    """Value of an empty network; for actors and parts there is then no value at all."""
    single: float = UNSAID
    """Value of a network of one actor, of that actor, or of the part it belongs to."""
    isolate: float = UNSAID
    """Value of an actor without ties in a network where others have some; unused for networks."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A spec and how it is worked out."""

    spec: Spec
    of: Callable[[Case], Any]
    """From a case to an array of floats, shape (n,) or (parts,), or to one float; unsaid is nan. Raises
    ``InputError`` (measure_asks) where the case lacks what the spec asks for."""
