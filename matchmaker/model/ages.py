"""Age bands: how they are read and written, and when one set of bands can be turned into another.

Ages are whole years. The oldest published single year, 105, means 105 *or older* (SSB table 07459),
so a band that reaches 105 has no upper end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, MatchmakerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TOP_AGE = 105
"""The highest single year of age in the published figures; it stands for 105 or older."""
_DASH = "-\u2010\u2011\u2012\u2013\u2014\u2212"
"""What people type, and what spreadsheets make of it: hyphens, dashes and the minus sign."""
_CLOSED = re.compile(rf"(\d{{1,3}})\s*[{_DASH}]\s*(\d{{1,3}})")
_OPEN = re.compile(rf"(\d{{1,3}})\s*[+{_DASH}]")


@dataclass(frozen=True, slots=True, order=True)
class AgeBand:
    """The ages *low* … *high*, both included; *high* = :data:`TOP_AGE` means no upper end.

    Bands sort by age. ``str`` writes the label that stands in tables.

    Parameters
    ----------
    low
        First age, 0–105.
    high
        Last age, *low*–105; a higher number is the same as 105.

    Raises
    ------
    InputError
        ``age_band_not_valid`` when the ages are negative, above 105 or in the wrong order.

    Examples
    --------
    >>> str(AgeBand(0, 5)), str(AgeBand(80, 105)), str(AgeBand.parse("60 – 66"))
    ('0-5', '80+', '60-66')
    """

    low: int
    high: int = TOP_AGE

    def __post_init__(self) -> None:
        object.__setattr__(self, "high", min(self.high, TOP_AGE))
        if not 0 <= self.low <= self.high:
            raise InputError("age_band_not_valid", {"value": f"{self.low}-{self.high}"})

    def __str__(self) -> str:
        return f"{self.low}+" if self.high == TOP_AGE else f"{self.low}-{self.high}"

    @classmethod
    def parse(cls, text: str) -> AgeBand:
        """Read ``"13-19"``, ``"13–19"``, ``"80+"`` or ``"80–"``; ``år`` at the end is allowed.

        Raises
        ------
        InputError
            ``age_band_not_valid`` for anything else.
        """
        label = text.strip().removesuffix("år").rstrip()
        if closed := _CLOSED.fullmatch(label):
            return cls(int(closed[1]), int(closed[2]))
        if opened := _OPEN.fullmatch(label):
            return cls(int(opened[1]))
        raise InputError("age_band_not_valid", {"value": text})

    def covers(self, other: AgeBand) -> bool:
        """Whether every age of *other* lies in this band."""
        return self.low <= other.low and other.high <= self.high

    def clip(self, ages: AgeBand) -> AgeBand | None:
        """Cut the band to what lies in *ages*; ``None`` when they do not meet.

        >>> str(AgeBand(50, 66).clip(AgeBand(60)))
        '60-66'
        """
        low, high = max(self.low, ages.low), min(self.high, ages.high)
        return AgeBand(low, high) if low <= high else None


DEFAULT_BANDS = tuple(
    AgeBand.parse(label) for label in ("0-5", "6-12", "13-19", "20-34", "35-49", "50-66", "67-79", "80+")
)
"""The bands that figures are shown in unless a dataset has its own."""


def band_of(age: int, bands: Iterable[AgeBand] = DEFAULT_BANDS) -> AgeBand | None:
    """Find the band that holds *age* (whole years; above 105 counts as 105).

    ``None`` when the age is negative or lies in none of the bands: unknown, not a band of its own.
    """
    years = min(age, TOP_AGE)
    return next((band for band in bands if band.low <= years <= band.high), None)


def label_in(text: str, bands: Iterable[AgeBand] = DEFAULT_BANDS) -> str:
    """Write a stated band as that of *bands* it lies in; one that lies in none, as itself.

    What is no age band stays as it is.

    >>> label_in("20–29"), label_in("30-39"), label_in("67-"), label_in("voksen")
    ('20-34', '30-39', '67+', 'voksen')
    """
    try:
        band = AgeBand.parse(text)
    except InputError:
        return text
    return str(next((wider for wider in bands if wider.covers(band)), band))


def fill_bands(stated: Iterable[AgeBand], usual: Sequence[AgeBand] = DEFAULT_BANDS) -> tuple[AgeBand, ...]:
    """Add to bands that do not overlap what is left of the *usual* ones, in order of age.

    >>> [str(band) for band in fill_bands([AgeBand(20, 29), AgeBand(30, 39), AgeBand(80)])][2:6]
    ['13-19', '20-29', '30-39', '40-49']
    """
    found, start = list(stated), 0
    for band in sorted(found):
        if start < band.low:
            found += clip_bands(usual, AgeBand(start, band.low - 1))
        start = band.high + 1
    if start <= TOP_AGE:
        found += clip_bands(usual, AgeBand(start))
    return tuple(sorted(found))


def clip_bands(bands: Iterable[AgeBand], ages: AgeBand) -> tuple[AgeBand, ...]:
    """Cut *bands* to the invited *ages*, in order of age; bands outside are left out.

    >>> [str(band) for band in clip_bands(DEFAULT_BANDS, AgeBand(60))]
    ['60-66', '67-79', '80+']
    """
    return tuple(sorted(part for band in bands if (part := band.clip(ages)) is not None))


def rebin(
    counts: Mapping[str, int], from_bands: Sequence[AgeBand], to_bands: Sequence[AgeBand]
) -> dict[str, int]:
    """Add counts per band up to wider bands, where the edges agree.

    Parameters
    ----------
    counts
        Persons per band label. Every one of *from_bands* must be there: a band without a count is
        unknown, not zero.
    from_bands, to_bands
        The bands of *counts* and those wanted. Each wanted band must be made up of whole bands
        without a hole, and no counted band may be left over.

    Returns
    -------
    dict
        Label → persons, in order of age. The total is that of *counts*.

    Raises
    ------
    MatchmakerError
        ``bands_do_not_fit`` when edges differ, bands overlap, or counts and bands do not match.
    """
    parts = {
        wanted: sorted(band for band in from_bands if wanted.covers(band)) for wanted in sorted(to_bands)
    }
    used = sorted(band for members in parts.values() for band in members)
    fits = all(_tiles(wanted, members) for wanted, members in parts.items())
    if not fits or used != sorted(from_bands) or set(counts) != {str(band) for band in used}:
        raise MatchmakerError(
            "bands_do_not_fit",
            {
                "have": tuple(str(band) for band in from_bands),
                "want": tuple(str(band) for band in to_bands),
            },
        )
    return {str(wanted): sum(counts[str(band)] for band in members) for wanted, members in parts.items()}


def _tiles(wanted: AgeBand, members: Sequence[AgeBand]) -> bool:
    """Whether *members*, sorted, lie edge to edge from the first to the last age of *wanted*."""
    if not members or members[0].low != wanted.low or members[-1].high != wanted.high:
        return False
    return all(before.high + 1 == after.low for before, after in pairwise(members))
