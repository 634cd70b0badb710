"""One row of the Register at a time, for reasons, forms and records. Views, never the storage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class Role:
    """A further role that an actor holds: a neighbour who is also a nurse."""

    kind: str
    """Kind of actor in this role."""
    organisation: str | None
    """Actor id of the organisation in which the role is held."""
    valid_from: date | None
    """First day, inclusive; ``None`` is open."""
    valid_to: date | None
    """Last day, inclusive; ``None`` is open."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a group of people or an organisation. ``None`` everywhere means: not known."""

    id: str
    """Stable ASCII id, unique in the dataset."""
    name: str
    """Name as shown."""
    kind: str
    """Kind, finer than the sector."""
    sector: str
    """One of the six sides."""
    form: str
    """``person``, ``gruppe`` or ``organisasjon``."""
    municipality: str | None
    """Four-digit municipality number."""
    place: str | None
    """Id of the place within the municipality."""
    orgnr: str | None
    """Organisation number, nine digits."""
    unit: str | None
    """The municipality's *enhet*: what counts as the organisation when the employer is a municipality."""
    groups: tuple[str, ...]
    """Affected groups that the actor belongs to or works for."""
    appointed_by: str | None
    """Who appoints the one that takes the seat; ``None`` for a person who is asked directly."""
    hours: float | None
    """Capacity in hours a year."""
    available: tuple[str, ...]
    """When the actor can meet, as stated."""
    legal_basis: str | None
    """Behandlingsgrunnlag for keeping data about a person."""
    basis_source: str | None
    """Where the legal basis is documented."""
    informed: date | None
    """When the person was informed."""
    reserved: bool
    """«Reservert – foreslås ikke»."""
    synthetic: bool
    """Invented: labelled so wherever it appears."""
    origin: str | None
    """Where the row comes from (document, law, function …)."""
    source: str | None
    """The source in words."""
    roles: tuple[Role, ...] = ()
    """Further roles."""
    features: Mapping[str, str] = field(default_factory=dict)
    """What the actor has stated: sex, age band, language …; absent means unknown."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an actor can bring."""

    actor: str
    """Actor id."""
    contribution: str
    """Contribution type."""
    grade: str | None
    """How strong: ``noe``, ``god``, ``saerlig``."""
    evidence: str | None
    """What the statement rests on."""
    source: str | None
    """The source in words."""
    valid_from: date | None
    """First day, inclusive."""
    valid_to: date | None
    """Last day, inclusive."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two actors."""

    tail: str
    """Actor id the tie goes from."""
    head: str
    """Actor id the tie goes to."""
    relation: str
    """What kind of tie."""
    strength: float
    """How strong, > 0; 1 unless stated. Strength is not distance."""
    symmetric: bool
    """Whether it goes both ways."""
    valid_from: date | None
    """First day, inclusive."""
    valid_to: date | None
    """Last day, inclusive."""
    source: str | None
    """The source in words."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a challenge needs."""

    contribution: str
    """Contribution type that is needed."""
    count: int
    """How many should bring it."""
    importance: int
    """1 useful, 2 important, 3 necessary."""
    reason: str | None
    """Why, in words."""
    source: str | None
    """The source in words."""


@dataclass(frozen=True, slots=True)
class AffectedGroup:
    """A group that a challenge concerns."""

    group: str
    """Id of the group, as used in actors' *grupper*."""
    name: str
    """Name as shown."""
    age_from: int | None
    """Youngest age, when the group is an age range."""
    age_to: int | None
    """Oldest age, inclusive."""
    source: str | None
    """The source in words."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A shared problem, with what it needs and whom it concerns."""

    id: str
    """Stable ASCII id."""
    title: str
    """Title as shown."""
    description: str | None
    """What it is about."""
    municipalities: tuple[str, ...]
    """Municipality numbers it belongs to; empty means the whole dataset."""
    levels: tuple[str, ...]
    """Policy, administration, service; several may hold."""
    themes: tuple[str, ...]
    """Themes in words."""
    goals: tuple[int, ...]
    """UN sustainable development goals, 1–17."""
    budget: float | None
    """Budget in kroner."""
    phase: str | None
    """Where it stands now."""
    framed_by: str | None
    """Who set the frame."""
    decided_by: str | None
    """Who decides in the end."""
    source: str | None
    """The source in words."""
    needs: tuple[Need, ...] = ()
    """What it needs, most important first."""
    affected: tuple[AffectedGroup, ...] = ()
    """Whom it concerns."""


@dataclass(frozen=True, slots=True)
class Involvement:
    """An actor taking part in a challenge, in one phase and one role."""

    challenge: str
    """Challenge id."""
    actor: str
    """Actor id."""
    phase: str
    """Define, design, implement or drive."""
    role: str | None
    """Kind of actor in which capacity; ``None`` is not stated."""
    mode: str | None
    """Lead, contribute, observe, facilitate."""
    hours: float | None
    """Hours given."""
    valid_from: date | None
    """First day, inclusive."""
    valid_to: date | None
    """Last day, inclusive."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many of one group came to one step of a process; nobody is named."""

    step: str
    """Invited, registered, present, contributed, used in the decision."""
    attribute: str
    """What is counted by, e.g. ``kjonn``."""
    group: str
    """The category; ``ukjent`` for those whose category nobody knows."""
    count: int
    """Persons."""
    date: date | None
    """When it was counted."""
    source: str | None
    """The source in words."""


@dataclass(frozen=True, slots=True)
class Described:
    """One trait of a process."""

    trait: str
    """What is asked; see :class:`matchmaker.model.vocabulary.Trait`."""
    answer: str
    """The answer, among those that the trait can have."""
    date: date | None
    """Since when it is so, or when it was described."""
    source: str | None
    """The source in words."""
