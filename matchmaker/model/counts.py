"""Figures of several areas added up: persons per category, with date, source and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.kernel.errors import InputError
from matchmaker.model.ages import AgeBand

if TYPE_CHECKING:
    from datetime import date

AGE_GROUP = "aldersgruppe"
"""The attribute whose groups are age bands."""


@dataclass(frozen=True, eq=True)
class Counts(Mapping[str, int]):
    """Persons per category, in a fixed order, and where the figures come from.

    A mapping from category to count. Categories are in order of age, else alphabetical (``kvinne``
    before ``mann``). Every category was published for every area that is counted; one that is
    absent is unknown, not zero.
    """

    attribute: str
    """Code of what is counted, e.g. ``"aldersgruppe"``."""
    figures: tuple[tuple[str, int], ...]
    """Category and persons, in order."""
    asked: date
    """The date that was asked for."""
    dates: tuple[date, ...]
    """Dates of the figures used, oldest first; several when areas publish at different times."""
    source: str
    """Source line of the figures; several are joined by ``; ``."""
    missing: tuple[str, ...] = ()
    """Areas that were asked for and are not counted, in order: they have no figure, or other
    categories than most of the areas."""
    ages: AgeBand | None = None
    """The ages that are counted; ``None`` = all, also when fewer were asked for and the figures
    cannot be divided."""

    def __getitem__(self, category: str) -> int:
        for name, count in self.figures:
            if name == category:
                return count
        raise KeyError(category)

    def __iter__(self) -> Iterator[str]:
        return iter(name for name, _ in self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    @property
    def total(self) -> int:
        """Persons in all categories together."""
        return sum(count for _, count in self.figures)

    @property
    def later(self) -> bool:
        """Whether figures had to be used that are younger than the date asked for."""
        return self.dates[-1] > self.asked


def add_up(
    attribute: str, figures: pd.DataFrame, areas: Sequence[str], on: date, ages: AgeBand | None
) -> Counts | None:
    """Add the figures of *areas* up at a date.

    Parameters
    ----------
    attribute
        Code of what is counted.
    figures
        Columns area, date, group, count and source; rows of *areas* only.
    areas
        The areas asked for, sorted.
    on
        Each area's latest figures at or before this date are used, or else its earliest after it.
    ages
        The ages that are counted, ``None`` = all. Of age bands those outside are left out.

    Returns
    -------
    Counts or None
        ``None`` when there are no figures, or when *ages* would cut an age band in two.
    """
    current = _on_date(figures, on)
    counted = _with_same_groups(current)
    used = current[current["area"].isin(counted)]
    sums = used.groupby("group")["count"].sum()
    totals = {str(group): int(count) for group, count in sums.items()}
    if ages is not None and attribute == AGE_GROUP:
        totals = _inside(totals, ages)
    if not totals:
        return None
    return Counts(
        attribute,
        tuple((group, totals[group]) for group in _in_order(totals)),
        asked=on,
        dates=tuple(stamp.date() for stamp in sorted(used["date"].unique())),
        source="; ".join(sorted({str(line) for line in used["source"].dropna()})),
        missing=tuple(area for area in areas if area not in counted),
        ages=ages,
    )


def _on_date(figures: pd.DataFrame, on: date) -> pd.DataFrame:
    """Keep each area's rows of its latest date at or before *on*, or else of its earliest."""
    known = figures[["area", "date"]].drop_duplicates().sort_values(["area", "date"])
    before = known[known["date"] <= pd.Timestamp(on)].drop_duplicates("area", keep="last")
    after = known[~known["area"].isin(before["area"])].drop_duplicates("area", keep="first")
    return figures.merge(pd.concat([before, after]), on=["area", "date"])


def _with_same_groups(figures: pd.DataFrame) -> tuple[str, ...]:
    """Find the areas that can be added up: those with the groups that most of them have."""
    groups = {str(area): tuple(sorted(rows["group"])) for area, rows in figures.groupby("area", sort=True)}
    if not groups:
        return ()
    # where as many areas have one set of groups as another, the first in the alphabet is taken
    usual, _ = min(Counter(groups.values()).items(), key=lambda item: (-item[1], item[0]))
    return tuple(area for area, theirs in groups.items() if theirs == usual)


def _inside(totals: dict[str, int], ages: AgeBand) -> dict[str, int]:
    """Keep the age bands inside *ages*; none at all when one of them would have to be cut."""
    parts = {label: (band := _band(label), band and band.clip(ages)) for label in totals}
    if any(band is None or part not in (None, band) for band, part in parts.values()):
        return {}
    return {label: totals[label] for label, (_, part) in parts.items() if part}


def _in_order(groups: Mapping[str, int]) -> list[str]:
    """Sort groups by age when all of them are age bands, else alphabetically."""
    bands = {group: _band(group) for group in groups}
    if all(bands.values()):
        return sorted(groups, key=lambda group: (bands[group], group))
    return sorted(groups, key=lambda group: (group.casefold(), group))


def _band(label: str) -> AgeBand | None:
    try:
        return AgeBand.parse(label)
    except InputError:
        return None
