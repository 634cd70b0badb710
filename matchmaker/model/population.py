"""How many people there are: counts for a place and a date, with the source of the figures.

Figures come from two places. *Cells* are the official counts by municipality, sex and single year
of age (SSB table 07459, 1 January); *groups* are the figures of a dataset's own ``befolkning``
sheet, for any attribute. Where there is no figure the answer is ``None``, «mangler
befolkningstall»: never zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.model.ages import DEFAULT_BANDS, AgeBand, band_of, clip_bands, rebin
from matchmaker.model.counts import AGE_GROUP, Counts, add_up
from matchmaker.model.figures import CELLS, GROUPS, cells_of, groups_of, no_figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

__all__ = ["DEFAULT_BANDS", "AgeBand", "Counts", "Population", "band_of", "clip_bands", "rebin"]

SEX = "kjonn"
"""The attribute of sex: ``kvinne`` and ``mann`` in the official figures."""


@dataclass(frozen=True, eq=False)
class Population:
    """Counts of people for places and dates.

    Compared by identity. The frames are not to be changed; ``with_groups`` gives a new population.

    Parameters
    ----------
    cells
        Columns area (municipality number), date, sex (``kvinne``/``mann``), age (0–105, 105 = 105
        or older) and count; one row per cell.
    groups
        Columns area (municipality number or place id), date, attribute, group, count and source.
    source
        Source line of *cells*.
    sources
        Source line of those cells that came another way, by area and date.
    """

    cells: pd.DataFrame
    groups: pd.DataFrame
    source: str = ""
    sources: Mapping[tuple[str, pd.Timestamp], str] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> Population:
        """Return a population without figures: every count is unknown."""
        return cls(no_figures(CELLS), no_figures(GROUPS))

    @classmethod
    def from_ssb(cls, frame: pd.DataFrame, source: str) -> Population:
        """Take SSB's figures by municipality, year, sex and single year of age.

        Parameters
        ----------
        frame
            Columns kommunenummer, aar, kjonn (``kvinne``/``mann``), alder (0–105) and antall.
            Numbers of municipalities may have lost their leading zero (``301`` is ``0301``); a
            year's figures are those of 1 January.
        source
            Source line to show with the figures.

        Raises
        ------
        InputError
            ``population_columns`` when a column is missing, ``population_cell_not_valid`` for a
            value out of range or missing, ``population_cells_twice`` when a cell stands twice,
            ``population_cells_missing`` when a municipality lacks some of a year's cells.
        """
        return replace(cls.empty(), cells=cells_of(frame), source=source)

    def with_cells(self, frame: pd.DataFrame, sources: Mapping[tuple[str, int], str]) -> Population:
        """Put official figures in place of those of the same municipalities and years.

        Parameters
        ----------
        frame
            As for :meth:`from_ssb`.
        sources
            Source line by municipality number and year; cells of others are left out.

        Raises
        ------
        InputError
            As for :meth:`from_ssb`.
        """
        if not sources:
            return self
        named = {(area, pd.Timestamp(year, 1, 1)): line for (area, year), line in sources.items()}
        new = cells_of(frame)
        taken = pd.MultiIndex.from_tuples(list(named), names=["area", "date"])
        kept = self.cells[~pd.MultiIndex.from_frame(self.cells[["area", "date"]]).isin(taken)]
        added = new[pd.MultiIndex.from_frame(new[["area", "date"]]).isin(taken)]
        cells = pd.concat([kept, added]).sort_values(list(CELLS[:4]), ignore_index=True)
        return replace(self, cells=cells, sources={**self.sources, **named})

    def with_groups(self, frame: pd.DataFrame) -> Population:
        """Put the figures of a ``befolkning`` sheet in place of earlier group figures.

        Parameters
        ----------
        frame
            Columns area, date, attribute, group, count and source. Instead of *area* it may have
            *place* and *municipality*; then a row is about its place where it has one.

        Raises
        ------
        InputError
            ``population_columns``, ``population_cell_not_valid`` or ``population_cells_twice``, as
            for :meth:`from_ssb`. A count that is missing is an error: leave the row out instead.
        """
        return replace(self, groups=groups_of(frame))

    def counts(
        self,
        areas: Sequence[str],
        on: date,
        attribute: str,
        ages: tuple[int, int] | None = None,
        *,
        bands: Sequence[AgeBand] = DEFAULT_BANDS,
    ) -> Counts | None:
        """Count persons per category of *attribute* in *areas* together.

        For ``kjonn`` and ``aldersgruppe`` the cells answer where they hold any of the areas;
        everything else, and places, is answered by the groups.

        Parameters
        ----------
        areas
            Municipality numbers or place ids, counted once each. A place and its municipality
            together count the place twice: do not mix them.
        on
            The date of the process. Each area's latest figures at or before it are used, or else
            the earliest after it (see :attr:`Counts.later`).
        attribute
            ``kjonn``, ``aldersgruppe``, or an attribute of the groups.
        ages
            First and last age invited, both included; 105 or more is no upper end. Cells are
            counted exactly, so that a band may be cut. Groups that are age bands are left out or in
            where the edges agree; other groups are counted for all ages, and :attr:`Counts.ages`
            says so.
        bands
            Age bands wanted from the cells.

        Returns
        -------
        Counts or None
            ``None`` = no figures («mangler befolkningstall»): no areas, none of them known, an
            attribute nobody has figures for, or age bands that the ages asked for cut in two.

        Raises
        ------
        InputError
            ``age_band_not_valid`` when *ages* are not in order.
        """
        invited = None if ages is None else AgeBand(*ages)
        wanted = tuple(sorted(set(areas)))
        if attribute in (SEX, AGE_GROUP) and self.cells["area"].isin(wanted).any():
            figures = self._from_cells(wanted, attribute, invited, bands)
        else:
            figures = self.groups[(self.groups["attribute"] == attribute) & self.groups["area"].isin(wanted)]
            if attribute != AGE_GROUP:
                invited = None
        return add_up(attribute, figures, wanted, on, invited)

    def _from_cells(
        self,
        areas: Sequence[str],
        attribute: str,
        invited: AgeBand | None,
        bands: Sequence[AgeBand],
    ) -> pd.DataFrame:
        """Turn the cells of *areas* to groups: one row per area, date and category."""
        everybody = AgeBand(0) if invited is None else invited
        cells = self.cells[
            self.cells["area"].isin(areas) & self.cells["age"].between(everybody.low, everybody.high)
        ]
        if attribute == SEX:
            group = cells["sex"]
        else:
            label = {
                age: str(band)
                for band in clip_bands(bands, everybody)
                for age in range(band.low, band.high + 1)
            }
            group = cells["age"].map(label)
        per_group = cells.assign(group=group).groupby(["area", "date", "group"])["count"].sum()
        found = pd.DataFrame(per_group.reset_index())
        keys = zip(found["area"], found["date"], strict=True)
        return found.assign(source=[self.sources.get(key, self.source) for key in keys])
