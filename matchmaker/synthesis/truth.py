"""What was planted, with the ids and figures needed to find it again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matchmaker.synthesis.plan import Plan


@dataclass(frozen=True, slots=True)
class SilentGroup:
    """An affected group without a voice: no actor's *grupper* name it. There is no other such group."""

    challenge: str
    """Challenge id."""
    group: str
    """Id of the group."""


@dataclass(frozen=True, slots=True)
class UncoveredNeed:
    """A need whose fit is 0 for every actor. There is no other such need."""

    challenge: str
    """Challenge id."""
    contribution: str
    """Contribution type."""


@dataclass(frozen=True, slots=True)
class ThinGroup:
    """A group under-represented among the residents who take part in a challenge."""

    challenge: str
    """Challenge id."""
    municipality: str
    """The municipality whose population is compared with."""
    sex: str | None
    """``kvinne`` or ``mann``; ``None`` = both."""
    ages: str
    """Age band, e.g. ``35-49``."""
    factor: float
    """What was asked for: share of participants ÷ share of population."""
    population_share: float
    """The group's share of the population of the plan's ages, 0–1."""
    participants: int
    """Residents (persons of the side *innbygger*) who take part; all have stated sex and age."""
    expected: float
    """Participants expected in the group by population share."""
    n: int
    """Participants in the group: the factor times the expected, rounded."""


@dataclass(frozen=True, slots=True)
class MissingCouncil:
    """A statutory council that a municipality lacks. All others are there."""

    municipality: str
    """Municipality number."""
    kind: str
    """Kind of the council."""


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor without whom a part of the network has no tie to the rest.

    The network may hold further actors of whom the same is true by chance.
    """

    actor: str
    """Actor id."""
    part: tuple[str, ...]
    """Actor ids of the part, sorted; they are connected with each other."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A participant tied to a party in the same challenge.

    There are no further ties of these relations between two participants of one challenge. Employment
    (``ansatt_i``) is not among them: it stands between a municipality and its own staff only.
    """

    challenge: str
    """Challenge id; both take part in it."""
    actor: str
    """An elected member or an employee."""
    party: str
    """An organisation or a resident with an interest in the outcome."""
    relation: str
    """``styreverv_i``, ``leder`` or ``naerstaende``."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two rows for one actor: same kind and municipality, and the name written in two ways."""

    actor: str
    """Actor id of the row that is right."""
    copy: str
    """Actor id of the other."""
    variant: str
    """How the copy's name differs: a key of ``VARIANTS`` in ``synthesis/plants/doubled_names.py``."""


@dataclass(frozen=True, slots=True)
class MissingTie:
    """A tie that exists in truth. The register has no tie at all between the two."""

    tail: str
    """Actor id; the lesser of the two where the tie goes both ways."""
    head: str
    """Actor id."""
    relation: str
    """What kind of tie."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that was planted; each tuple is in the order of planting."""

    seed: int
    """The seed that gives the same register again with the same plan."""
    day: str
    """Date of the population figures (ISO); nothing in the register is dated after it."""
    plan: Plan
    """The sizes."""
    silent_groups: tuple[SilentGroup, ...]
    uncovered_needs: tuple[UncoveredNeed, ...]
    thin_groups: tuple[ThinGroup, ...]
    missing_councils: tuple[MissingCouncil, ...]
    brokers: tuple[Broker, ...]
    conflicts: tuple[Conflict, ...]
    duplicates: tuple[Duplicate, ...]
    missing_ties: tuple[MissingTie, ...]

    def as_dict(self) -> dict[str, object]:
        """Give plain values that JSON can hold, for ``truth.json``."""
        return asdict(self)
