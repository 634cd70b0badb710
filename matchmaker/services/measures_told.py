"""What is told of a measure: its name and range, its value, what chance gives, and how far it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.jsonable import number

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.measures.spec import Measure


@dataclass(frozen=True, slots=True)
class MeasureName:
    """One measure in a menu or a list."""

    name: str
    """Code, as on the command line."""
    title: Message
    means: Message
    """One plain sentence of what a high value means and what it does not mean."""
    level: str
    """``aktor``, ``nettverk`` or ``del``."""
    low: float | None
    """Least value there can be; ``None`` where there is none."""
    high: float | None
    source: str


@dataclass(frozen=True, slots=True)
class PartValue:
    """The value of one side."""

    part: str
    """Code of the side."""
    label: Message
    value: float | None
    """``None`` where nothing can be said, or it is hidden."""
    hidden: bool
    """Nothing is told in the public edition: whether there are private persons on the side or nobody."""


@dataclass(frozen=True, slots=True)
class ActorValue:
    """The value of one actor."""

    id: str
    name: str
    kind_label: Param
    sector: str | None
    value: float | None
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """How the values of the actors that are listed lie."""

    n: int
    """Actors with a value."""
    least: float
    median: float
    greatest: float


@dataclass(frozen=True, slots=True)
class ChanceTold:
    """A number held against what a null model gives."""

    null: Message
    """What was kept while the rest was left to chance."""
    kept: bool
    """The null model keeps this number as it is: there is nothing to hold it against, and no test."""
    mean: float | None
    low: float | None
    """19 of 20 draws lie between ``low`` and ``high``."""
    high: float | None
    z: float | None
    p: float | None
    """Exact two-sided Monte Carlo p."""
    p_corrected: float | None
    """The same corrected for all numbers of the answer that were tested (Holm)."""
    standing: str | None
    """``under``, ``over``, ``in_line``, ``too_few``; ``None`` where nothing was tested."""
    verdict: Message | None
    draws: int
    """Draws in which the number could be said."""


@dataclass(frozen=True, slots=True)
class HeldTold:
    """How a number stood up to some ties not being reported."""

    how: Message
    """Which ties go."""
    share: float
    """Share of the ties taken away, 0–1."""
    ties: int
    draws: int
    mean: float | None
    """The number over the draws: its mean, and between what 19 of 20 lie."""
    low: float | None
    high: float | None
    same_share: float | None
    """Share of the draws in which the same verdict is given; ``None`` where no verdict was asked for, or the
    measure has none that is quick enough to be given anew in each draw."""
    same_low: float | None
    """95 % interval of that share (Clopper and Pearson)."""
    same_high: float | None


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """One measure of one network."""

    name: str
    title: Message
    means: Message
    level: str
    low: float | None
    """Least value there can be; ``None`` where there is none."""
    high: float | None
    weight: str
    """What strength means to it: ``teller_ikke``, ``styrke``, ``lengde``."""
    direction: str
    """What direction means to it: ``teller_ikke``, ``teller``."""
    source: str
    whole: float | None = None
    """Of a measure of the network: its value."""
    parts: tuple[PartValue, ...] = ()
    """Of a measure of sides: each side in the order of the vocabulary."""
    actors: tuple[ActorValue, ...] = ()
    """Of a measure of actors: each actor by name; private persons only in the working edition."""
    spread: Spread | None = None
    """Of a measure of actors, over those listed."""
    chance: ChanceTold | None = None
    held: tuple[HeldTold, ...] = ()
    unsaid: Message | None = None
    """Why there is no value at all."""


@dataclass(frozen=True, slots=True)
class StarTold:
    """Star or mesh, told as a verdict."""

    shape: str
    verdict: Message
    share: float | None
    """Share of the shortest ways between the sides that pass through the municipality."""
    n: int
    """Pairs of actors of different sides with a way to each other, the municipality's own left out."""
    null: Message
    expected: float | None
    low: float | None
    high: float | None
    p: float | None
    p_low: float | None
    p_high: float | None
    draws: int


@dataclass(frozen=True, slots=True)
class VoiceTold:
    """One side's share of the seats against its share of one kind of position."""

    side: str
    label: Message
    position: str
    position_label: Message
    seats: int
    of: int
    seat_share: float
    """Also what chance gives on average."""
    position_share: float | None
    low: float | None
    """19 of 20 random deals of the seats give between ``low`` and ``high``."""
    high: float | None
    p: float | None
    p_corrected: float | None
    """Corrected over all sides and positions (Holm)."""
    standing: str
    verdict: Message
    draws: int


def name_of(measure: Measure) -> MeasureName:
    """What a measure is called and what it means."""
    spec = measure.spec
    return MeasureName(
        spec.name, Message(f"measure.{spec.name}"), Message(f"measure.{spec.name}.means"), spec.level.value,
        number(spec.low), number(spec.high), spec.source,
    )  # fmt: skip


def bare(measure: Measure) -> MeasureTold:
    """What is told of a measure before anything is worked out."""
    spec, name = measure.spec, name_of(measure)
    return MeasureTold(
        name.name, name.title, name.means, name.level, name.low, name.high, spec.weight.value,
        spec.direction.value, spec.source,
    )  # fmt: skip
