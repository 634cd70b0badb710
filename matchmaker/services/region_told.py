"""The region as a network of networks, as it is told: ties across, what nobody has, what several share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.comparison.region import region
from matchmaker.kernel.errors import Message
from matchmaker.representation.protection import SMALLEST
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition, network_told

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matchmaker.comparison.region import Region, Shared
    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register


@dataclass(frozen=True, slots=True)
class TieCount:
    """How many tied pairs."""

    ties: int | None
    """``None`` where it is not told."""
    hidden: Message | None
    """«færre enn 5», in the public edition."""


@dataclass(frozen=True, slots=True)
class Between:
    """Tied pairs between two municipalities, or within one where both are the same."""

    first: str
    second: str
    count: TieCount


@dataclass(frozen=True, slots=True)
class SideTold:
    """A side of samskaping."""

    code: str
    label: Message


@dataclass(frozen=True, slots=True)
class ChallengeTold:
    """A challenge, by id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class GapTold:
    """A contribution that nobody in the region has."""

    code: str
    label: Param
    needed_by: tuple[ChallengeTold, ...]
    """Challenges in the region that need it; none is a gap all the same, and a smaller one."""


@dataclass(frozen=True, slots=True)
class SharedTold:
    """A challenge or a theme of several municipalities."""

    code: str
    """Challenge id, or theme as written."""
    title: str
    numbers: tuple[str, ...]
    """In number order; two or more."""


@dataclass(frozen=True, slots=True)
class RegionTold:
    """Municipalities of one dataset as one network."""

    dataset: str
    numbers: tuple[str, ...]
    """In number order."""
    organisations_only: bool
    """Whether it is told of organisations alone, as in the public edition."""
    ties: tuple[Between, ...]
    """Within each, and between each two, in number order."""
    beyond: TieCount
    """Tied pairs between one of them and somebody who belongs to none of them."""
    sides_absent: tuple[SideTold, ...]
    """Sides on which nobody is registered in any of them; in the public edition: no organisation."""
    sides_alone: tuple[SideTold, ...]
    """Sides that are there, without any tie across municipalities; in the public edition: organisations."""
    gaps: tuple[GapTold, ...]
    """Contributions nobody has, those that are needed first; in the public edition: no organisation."""
    shared_challenges: tuple[SharedTold, ...]
    shared_themes: tuple[SharedTold, ...]


def told_region(
    dataset: str, register: Register, numbers: Sequence[str], relations: Collection[str], edition: Edition
) -> RegionTold:
    """Tell of municipalities as one network.

    Parameters
    ----------
    dataset, register
        Name and content, on the day that is meant.
    numbers
        Municipalities of it, two or more.
    relations
        Which ties.
    edition
        Which edition.
    """
    public = edition is Edition.PUBLIC
    counted = region(network_told(register, edition), numbers, relations)
    return RegionTold(
        dataset=dataset,
        numbers=counted.numbers,
        organisations_only=public,
        ties=tuple(_between(counted, public=public)),
        beyond=count_told(counted.beyond, public=public),
        sides_absent=tuple(SideTold(code, labels.sector(code)) for code in counted.sides_absent),
        sides_alone=tuple(SideTold(code, labels.sector(code)) for code in counted.sides_alone),
        gaps=tuple(
            GapTold(
                gap.contribution,
                labels.contribution(register, gap.contribution),
                tuple(ChallengeTold(one, register.challenge(one).title) for one in gap.needed_by),
            )
            for gap in counted.gaps
        ),
        shared_challenges=tuple(
            _shared(one, register.challenge(one.code).title) for one in counted.shared_challenges
        ),
        shared_themes=tuple(_shared(one, one.code) for one in counted.shared_themes),
    )


def count_told(ties: int, *, public: bool) -> TieCount:
    """A number of ties as it may be told: from one to four, «færre enn 5» in the public edition."""
    if public and 0 < ties < SMALLEST:
        return TieCount(None, Message("fewer_than_five"))
    return TieCount(ties, None)


def _between(counted: Region, *, public: bool) -> list[Between]:
    numbers = counted.numbers
    return [
        Between(one, other, count_told(counted.ties[row][column], public=public))
        for row, one in enumerate(numbers)
        for column, other in enumerate(numbers)
        if row <= column
    ]


def _shared(one: Shared, title: str) -> SharedTold:
    return SharedTold(one.code, title, one.numbers)
