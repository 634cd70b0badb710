"""How many people there are of each sex and age band in the plan's municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.model.ages import DEFAULT_BANDS, AgeBand, clip_bands
from matchmaker.model.figures import SEXES

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.model.population import Population


@dataclass(frozen=True)
class Margins:
    """Persons by municipality, sex and age band, from each municipality's latest figures."""

    municipalities: tuple[str, ...]
    """Numbers, ascending."""
    bands: tuple[AgeBand, ...]
    """Bands within the plan's ages, ascending."""
    persons: np.ndarray
    """Shape (municipalities, sexes, bands)."""
    day: date
    """Date of the latest figures."""

    @classmethod
    def from_population(
        cls, population: Population, municipalities: tuple[str, ...], ages: AgeBand
    ) -> Margins:
        """Count the population.

        Raises
        ------
        InputError
            ``no_population`` for a municipality without figures.
        """
        numbers = tuple(sorted(municipalities))
        bands = clip_bands(DEFAULT_BANDS, ages)
        cells = population.cells[population.cells["area"].isin(numbers)]
        cells = cells[cells["date"] == cells.groupby("area")["date"].transform("max")]
        band_of_age = np.full(AgeBand(0).high + 1, -1)
        for place, band in enumerate(bands):
            band_of_age[band.low : band.high + 1] = place
        band = band_of_age[cells["age"].to_numpy()]
        inside = band >= 0
        persons = np.zeros((len(numbers), len(SEXES), len(bands)))
        area = np.searchsorted(np.array(numbers), cells["area"].to_numpy(dtype=str))
        sex = np.searchsorted(np.array(SEXES), cells["sex"].to_numpy(dtype=str))
        count = cells["count"].to_numpy()
        np.add.at(persons, (area[inside], sex[inside], band[inside]), count[inside])
        for number, total in zip(numbers, persons.sum(axis=(1, 2)), strict=True):
            if not total:
                raise InputError("no_population", {"municipality": number})
        return cls(numbers, bands, persons, cells["date"].max().date())

    @property
    def totals(self) -> np.ndarray:
        """Persons of the plan's ages per municipality."""
        return np.asarray(self.persons.sum(axis=(1, 2)))

    def shares(self, municipality: int) -> np.ndarray:
        """Share of each sex and band in one municipality, shape (sexes, bands); sums to 1."""
        persons = self.persons[municipality]
        return np.asarray(persons / persons.sum())

    def draw(
        self, rng: np.random.Generator, municipality: int, size: int, ages: AgeBand
    ) -> tuple[np.ndarray, np.ndarray]:
        """Draw the sex and the band of *size* persons, as positions, from the bands inside *ages*.

        Where no band with people lies inside, all bands are drawn from.
        """
        persons = self.persons[municipality]
        inside = persons * [ages.covers(band) for band in self.bands]
        persons = inside if inside.any() else persons
        weights = persons.ravel() / persons.sum()
        cell = rng.choice(weights.size, size=size, p=weights)
        return np.divmod(cell, len(self.bands))
