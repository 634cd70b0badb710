"""What is told of municipalities side by side: rows that are JSON-able.

Where a number cannot be said, or may not be, there is ``None`` beside the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.kernel.errors import Message


@dataclass(frozen=True, slots=True)
class Registered:
    """How one municipality's network was registered, as the sheet *innsamling* says; ``None``: not stated."""

    begun: date | None = None
    ended: date | None = None
    form: str | None = None
    boundary: str | None = None
    """Who was counted as an actor."""
    season: str | None = None
    """Code of the time of year."""
    season_label: Message | None = None
    response_rate: float | None = None
    """Share of those asked who answered, 0–1; whole hundredths in the public edition."""
    rate_hidden: Message | None = None
    """Why the rate is not told where it is stated, in the public edition."""
    unstated: tuple[Message, ...] = ()
    """Which of the four conditions for a comparison are not stated."""


@dataclass(frozen=True, slots=True)
class ChanceRow:
    """A quantity held against draws of the null model."""

    mean: float
    """Mean of the draws."""
    low: float
    """19 of 20 draws lie between ``low`` and ``high``."""
    high: float
    z: float | None
    """Spreads between the quantity and the mean; ``None`` where the null model keeps it as it is."""
    z_interval: tuple[float, float] | None
    """The same for both ends of the quantity's interval."""
    p: float | None
    """Exact two-sided Monte Carlo p."""
    p_corrected: float | None
    """The same, corrected for the municipality's quantities that the null model leaves to chance (Holm)."""
    draws: int
    verdict: Message
    """Fewer than expected, more than expected, no great difference, or too few to say, by the corrected p; or
    that the null model keeps it."""
    kept: bool
    """Whether the null model keeps the quantity as it is, so that nothing can be said of it."""


@dataclass(frozen=True, slots=True)
class QuantityRow:
    """One quantity of one municipality."""

    code: str
    title: Message
    share: bool
    """Whether it is a share, 0–1."""
    value: float | None
    interval: tuple[float, float] | None
    """95 % interval of the value."""
    ties: int | None
    """Tied pairs that it was counted on."""
    hidden: Message | None
    """Why it is not shown."""
    chance: ChanceRow | None
    """``None`` where it is hidden, where no draws were asked for, and for the share of mutual ties."""


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """One municipality's own network."""

    number: str
    name: str
    dataset: str
    inhabitants: int | None
    """``None`` without figures."""
    actors: int
    """Its own actors, those without ties among them; those above the municipalities are not in it."""
    ties: int | None
    """Tied pairs among them."""
    mean_degree: float | None
    """Ties per actor, told beside every quantity since most follow it; ``None`` where it cannot be said."""
    ties_hidden: Message | None
    """«færre enn 5», in the public edition."""
    registered: Registered
    quantities: tuple[QuantityRow, ...]
    """One for each of the measures, in their order."""
    synthetic: bool
    """Whether any of the actors is invented."""


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A quantity in the second municipality less that in the first."""

    code: str
    title: Message
    share: bool
    value: float | None
    interval: tuple[float, float] | None
    """95 % interval of the difference, for this comparison alone."""
    p: float | None
    p_corrected: float | None
    """p corrected for all the differences that are told (Benjamini and Hochberg)."""
    detectable: float | None
    """Least difference that would have been found nine times of ten, had it been the only comparison."""
    told: str
    """Code of the verdict."""
    verdict: Message
    hidden: Message | None
    """Why it is not told: either municipality's quantity is hidden."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two municipalities held against each other."""

    first: str
    """Number."""
    second: str
    comparable: bool
    differs: tuple[Message, ...]
    """Conditions that are stated for both, and are different."""
    unstated: tuple[Message, ...]
    """Conditions that are not stated for one of them or for both."""
    why: tuple[Message, ...]
    """Why they cannot be compared, in sentences."""
    mend: tuple[Message, ...]
    """What would make them comparable."""
    differences: tuple[DifferenceRow, ...]
    """One for each of the measures; none where they cannot be compared."""


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """A quantity that is compared."""

    code: str
    title: Message
    means: Message
    """What high means, and what it does not."""


@dataclass(frozen=True, slots=True)
class LeftOutTold:
    """A quantity that is not compared, and why."""

    code: str
    title: Message
    reason: Message
