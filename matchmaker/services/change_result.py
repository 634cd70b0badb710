"""What the answer about a change is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.kernel.errors import Message, Param

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Time:
    """One of the times."""

    label: Param
    """What it is called: the day, or the title of the dataset."""
    dataset: str
    day: date | None
    """``None``: whatever is registered in the dataset."""
    actors: int
    ties: int
    """Tied pairs."""


@dataclass(frozen=True, slots=True)
class ActorLine:
    """One actor that came, went or stayed."""

    id: str
    name: str
    kind_label: Param
    municipality: str | None
    synthetic: bool


@dataclass(frozen=True, slots=True)
class ActorsTurned:
    """Who came, went and stayed, each by name; the public edition lists no private person."""

    entered: tuple[ActorLine, ...]
    left: tuple[ActorLine, ...]
    stayed: tuple[ActorLine, ...]
    persons_entered: Param
    """How many private persons came: a number, or a message in its place where there are any and the edition
    is public."""
    persons_left: Param
    persons_stayed: Param


@dataclass(frozen=True, slots=True)
class Counted:
    """How many ties turned in one way."""

    code: str
    """A :class:`~matchmaker.comparison.turnover.Turn` or :class:`~matchmaker.comparison.turnover.Formed`."""
    label: Message
    count: int
    """Tied pairs."""


@dataclass(frozen=True, slots=True)
class TieLine:
    """One tied pair that came, went, or became stronger or weaker."""

    one: str
    """Id."""
    other: str
    one_name: str
    """The lesser of the two names."""
    other_name: str
    turn: str
    turn_label: Message
    before: float
    """Strength, 0 where there was no tie."""
    after: float
    formed: str | None
    """Of ties that came: whether they are new, or newly registered."""
    formed_label: Message | None


@dataclass(frozen=True, slots=True)
class Overlap:
    """Share of the ties of either time that are there at both."""

    value: float | None
    """Jaccard's coefficient, 0–1; ``None`` without ties, or where the two cannot be compared."""
    of: int
    """Tied pairs of either time."""


@dataclass(frozen=True, slots=True)
class TiesTurned:
    """What became of the ties."""

    turns: tuple[Counted, ...]
    """In the order of the vocabulary, those of none among them."""
    formed: tuple[Counted, ...]
    """Of those that came."""
    inward: int
    """Ties before between bodies that have since become one: neither gone nor there."""
    overlap: Overlap
    overlap_stayed: Overlap
    """Among those who are there both times: turnover of ties that is not turnover of actors."""
    lines: tuple[TieLine, ...] | None
    """Those that are not as they were, by name; ``None`` in the public edition."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at one time."""

    value: float | None
    """``None`` where there is nothing to divide by."""
    interval: Interval | None
    """Interval of the value (19 of 20); ``None`` where there is too little for one."""
    actors: int
    ties: int
    """Tied pairs that it was counted on."""
    why: Message | None
    """Why value or interval is not told."""


@dataclass(frozen=True, slots=True)
class Tested:
    """The change of a quantity among the actors who are there both times, held against no change."""

    before: float | None
    after: float | None
    value: float | None
    """After less before."""
    interval: Interval | None
    p: float | None
    """Chance of so large a change where nothing changes, two-sided."""
    corrected: float | None
    """The same, for all quantities that were tested."""
    events: int
    """What it rests on: ties that came or went; those that did so together count as one."""
    told: str
    """A :class:`~matchmaker.comparison.differences.Told`."""
    verdict: Message


@dataclass(frozen=True, slots=True)
class QuantityLine:
    """A quantity, before and after."""

    code: str
    """A :class:`~matchmaker.comparison.comparable.Comparable`."""
    title: Message
    means: Message
    is_share: bool
    before: Figure
    """Of the whole network, its own actors."""
    after: Figure
    tested: Tested | None
    """``None`` for a quantity whose change cannot be tested."""


@dataclass(frozen=True, slots=True)
class Point:
    """The network at one of many dates."""

    day: date
    figures: tuple[Figure, ...]
    """In the order of the quantities."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one of many dates to the next."""

    first: date
    second: date
    turns: tuple[Counted, ...]
    formed: tuple[Counted, ...]
    overlap: Overlap


@dataclass(frozen=True, slots=True)
class ArenaLine:
    """New ties across sides among those who took part in a challenge."""

    challenge: str
    title: str
    took_part: int
    """Actors who took part and are there both times."""
    registered: int
    """Actors who are registered as having taken part."""
    new_ties: int
    expected: float | None
    """Mean number among as many of their like."""
    usual: Interval | None
    """What 19 of 20 such choices give."""
    p: float | None
    told: str
    """A :class:`~matchmaker.comparison.differences.Told`."""
    verdict: Message


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """An actor that has another id now."""

    before: str
    before_name: str
    after: str
    after_name: str
    how: Message
    """By organisation number, or as a body of municipalities that merged."""


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition that keeps two datasets from being compared."""

    municipality: str | None
    """``None``: of the whole dataset."""
    condition: str
    """A :class:`~matchmaker.comparison.conditions.Condition`."""
    label: Message
    before: Param
    """As it is stated; ``None`` where it is not."""
    after: Param
    differs: bool
    """Stated for both, and different; else it is not stated for one of them."""
    mend: Message
    """What to do about it."""
