"""What is asked when an event is split into groups, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.model.vocabulary import GroupMode  # noqa: TC001 - requests are made again from their hints

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Message

SEPARATIONS = ("leder", "enhet", "husstand")
"""Who is kept apart unless something else is said: leader and own employee, the same unit as far as there are
groups enough, the same household."""
TIES = ("ingen", "fremmede", "par")
"""What known ties mean: nothing, strangers are mixed, or working pairs are kept."""


@dataclass(frozen=True, slots=True)
class AttributeWish:
    """An attribute and what is wanted of it."""

    attribute: str
    """A feature (``kjonn``, ``aldersgruppe`` …) or ``type``, ``sektor``, ``kommune``, ``sted``, ``enhet``."""
    mode: GroupMode
    weight: int = 1
    """How much its points count, 1 … 100."""


@dataclass(frozen=True, slots=True)
class GroupsRequest:
    """An event to be split. What is not said is read from the dataset's sheets, else as is usual."""

    dataset: str
    groups: int | None = None
    """How many groups; the sheet *grupper* when not said, else as many as give seven or eight in each."""
    rounds: int | None = None
    """How many rounds; as many as the sheets name when not said, else 1."""
    least: int | None = None
    """Least size; when not said sizes differ by one at most."""
    most: int | None = None
    attributes: tuple[AttributeWish, ...] = ()
    """The sheet *gruppeegenskaper* when empty, else the usual ones that the data know."""
    order: tuple[str, ...] = ()
    """Levels, the first to be judged first; the usual order when empty."""
    together: tuple[tuple[str, ...], ...] = ()
    """Sets of actors, beyond those of the sheet *grupperegler*."""
    apart: tuple[tuple[str, ...], ...] = ()
    pins: tuple[tuple[str, str], ...] = ()
    """(actor, group): sits there in every round in which the group is."""
    separations: tuple[str, ...] = SEPARATIONS
    meet_once: bool | None = None
    """Whether nobody may meet anybody twice; when not said, yes where there are people enough for it."""
    visit_once: bool = False
    """Whether nobody may come to the same group twice (all groups are visited); hosts stay."""
    ties: str = "ingen"
    """One of :data:`TIES`."""
    absent: tuple[str, ...] = ()
    """Who does not come after all."""
    seed: int = 0
    tries: int | None = None
    """Work; as is usual for the size when not said."""
    done: int | None = None
    """Tries after which a timed search ended; with ``tries`` it repeats that search."""
    seconds: float | None = None
    """A time instead: the answer records the tries it took."""


@dataclass(frozen=True, slots=True)
class ValueCount:
    """How many in a group have a value."""

    value: str
    """Code or word as it stands in the data; empty: not known, or not to be told."""
    count: int
    low: int
    high: int
    """The two whole numbers round the group's share of the whole."""


@dataclass(frozen=True, slots=True)
class AttributeInGroup:
    """One attribute in one group."""

    attribute: str
    mode: GroupMode
    points: int
    """Points against the group, weighted; 0 is best."""
    counts: tuple[ValueCount, ...]


@dataclass(frozen=True, slots=True)
class PersonSeat:
    """Somebody in a group."""

    id: str
    name: str
    stays: bool
    """Whether pinned here, or host."""
    told: str
    """Id of the group they had been told to sit in, when it is another; empty otherwise."""


@dataclass(frozen=True, slots=True)
class GroupSeats:
    """One group in one round."""

    id: str
    name: str
    room: str
    challenge: str
    """Title of what it works on; empty when nothing in particular."""
    least: int
    most: int
    people: tuple[PersonSeat, ...]
    """By name."""
    points: int
    attributes: tuple[AttributeInGroup, ...]
    breaches: tuple[Message, ...]
    """Rules that this group breaks."""


@dataclass(frozen=True, slots=True)
class RoundSeats:
    """One round."""

    number: int
    """From 1."""
    groups: tuple[GroupSeats, ...]


@dataclass(frozen=True, slots=True)
class LevelValue:
    """One of the things a seating is judged by."""

    level: str
    value: int
    """Smaller is better."""
    bound: int | None
    """No seating has less; ``None`` where none is known."""
    random: float | None
    """Mean over seatings drawn at random with the same sizes; ``None`` without people."""


@dataclass(frozen=True, slots=True)
class Question:
    """Two wishes that cannot both be had: the asker says which is meant."""

    attribute: str
    value: str
    people: int
    groups: int
    message: Message


@dataclass(frozen=True, slots=True)
class Split:
    """An event in groups."""

    request: GroupsRequest
    heading: Message
    """«Forslag – avgjøres av …»."""
    rounds: tuple[RoundSeats, ...]
    people: int
    levels: tuple[LevelValue, ...]
    """In the order in which they are judged."""
    repeats: int
    """How many pairs meet more than once, earlier events counted."""
    never_met: int
    """How many pairs of those who are there in all do not meet at all."""
    moved: int
    """How many seats differ from what people have been told."""
    breaches: tuple[Message, ...]
    """Rules that are broken; empty when all are kept."""
    questions: tuple[Question, ...]
    notes: tuple[Message, ...]
    tries: int
    """Work planned; with ``done`` it repeats the answer."""
    done: int
    cancelled: bool
    synthetic: bool
    data_version: str
    code_version: str
    rules_version: str
