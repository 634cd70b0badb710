"""Residents and population in one cross table: what is known jointly, and what is put together.

Sex, age and municipality are counted together by Statistics Norway. Other attributes have figures of their
own only, unless a dataset states the whole combination under a joined name (``kjonn*aldersgruppe*sted``);
they are then spread as if they had nothing to do with the others, and the crossing says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.legitimacy.crossed import CROSS, crossed_counts
from matchmaker.legitimacy.population import AGE_GROUP, values_of
from matchmaker.legitimacy.steps import bands_of
from matchmaker.model.ages import AgeBand, clip_bands
from matchmaker.model.figures import SEXES
from matchmaker.model.population import DEFAULT_BANDS, SEX

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from matchmaker.legitimacy.composition import Composition
    from matchmaker.model.counts import Counts
    from matchmaker.model.population import Population

MUNICIPALITY, PLACE = "kommune", "sted"
JOINT = (SEX, AGE_GROUP, MUNICIPALITY)
"""Attributes that the official figures count together."""
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Axis:
    """One attribute of a crossing."""

    attribute: str
    groups: tuple[str, ...]
    """Its groups, in the order of the figures."""

    @property
    def ordered(self) -> bool:
        """Whether the groups have an order: ages do."""
        return self.attribute == AGE_GROUP


@dataclass(frozen=True, slots=True)
class Crossing:
    """Residents and population by the same attributes."""

    axes: tuple[Axis, ...]
    """In the order asked for, those without figures left out."""
    population: np.ndarray
    """Persons per cell, one axis per attribute; not whole numbers where attributes are put together."""
    codes: np.ndarray
    """One row per resident, one column per attribute: the place of the group, or :data:`UNKNOWN` when it
    is not stated or has no figure."""
    independent: tuple[str, ...]
    """Attributes that are spread as if independent of the others."""
    left_out: tuple[str, ...]
    """Attributes asked for that have no figures."""
    every_age: tuple[str, ...]
    """Attributes whose figures count all ages, whatever ages are invited."""
    sources: tuple[tuple[str, str], ...]
    """Source and date of the figures used, each once."""

    @property
    def whole(self) -> np.ndarray:
        """Of which residents every attribute is known."""
        return np.asarray((self.codes >= 0).all(axis=1))

    @property
    def observed(self) -> np.ndarray:
        """Residents per cell, of whom every attribute is known."""
        shape = self.population.shape
        places = np.ravel_multi_index(tuple(self.codes[self.whole].T), shape)
        return np.bincount(places, minlength=prod(shape)).reshape(shape)

    def possible(self, levels: Sequence[Sequence[int]]) -> int:
        """How many of those of whom something is not known could belong to a sub-group."""
        fits = ~self.whole
        for column, taken in zip(self.codes.T, levels, strict=True):
            fits &= (column == UNKNOWN) | np.isin(column, list(taken))
        return int(fits.sum())


@dataclass(frozen=True, slots=True)
class _Known:
    """Figures of some attributes together."""

    axes: tuple[Axis, ...]
    persons: np.ndarray
    used: tuple[Counts, ...]


def cross(
    composition: Composition,
    people: np.ndarray,
    population: Population,
    by: Sequence[str],
    on: date,
    ages: tuple[int, int],
) -> Crossing:
    """Cross residents and population by some attributes.

    Parameters
    ----------
    composition, people
        Who is looked at, and the codes of the residents among them.
    population
        Figures to compare with.
    by
        Attributes, in the order wanted: those of :data:`JOINT`, and any that the dataset has figures for.
    on, ages
        Date of the process, and ages invited.

    Raises
    ------
    InputError
        ``intersections_by`` when an attribute stands twice, or both municipality and place: a place lies
        in one municipality, so the two are not crossed.
    """
    if len(set(by)) < len(by) or {MUNICIPALITY, PLACE} <= set(by):
        raise InputError("intersections_by", {"by": tuple(by)})
    areas = composition.areas()
    parts = _parts(population, areas, by, on, ages)
    found = {axis.attribute: axis for part in parts for axis in part.axes}
    axes = tuple(found[attribute] for attribute in by if attribute in found)
    values = (_values(composition, people, axis, ages) for axis in axes)
    columns = [_coded(own, axis) for own, axis in zip(values, axes, strict=True)]
    spread = [axis.attribute for part in parts[1:] for axis in part.axes]
    used = [counts for part in parts for counts in part.used]
    return Crossing(
        axes=axes,
        population=_together(parts, axes),
        codes=np.array(columns, dtype=np.int64).reshape(len(axes), len(people)).T,
        independent=tuple(attribute for attribute in by if attribute in spread),
        left_out=tuple(attribute for attribute in by if attribute not in found),
        every_age=tuple(sorted({own.attribute for own in used if own.ages is None})),
        sources=tuple(sorted({(own.source, own.dates[-1].isoformat()) for own in used})),
    )


def _parts(
    population: Population, areas: Sequence[str], by: Sequence[str], on: date, ages: tuple[int, int]
) -> list[_Known]:
    """Figures as jointly as they are known, the largest part first."""
    stated = _stated_together(population, areas, by, on, ages)
    if stated is not None:
        return [stated]
    joint = [attribute for attribute in JOINT if attribute in by]
    first = _official(population, areas, joint, on, ages) if joint else None
    parts = [] if first is None else [first]
    covered = {axis.attribute for part in parts for axis in part.axes}
    for attribute in by:
        if attribute in covered or attribute == MUNICIPALITY:
            continue
        counts = population.counts(areas, on, attribute, ages)
        if counts is not None and counts.total:
            axis = Axis(attribute, tuple(counts))
            parts.append(_Known((axis,), np.array(list(counts.values()), dtype=float), (counts,)))
    return parts


def _stated_together(
    population: Population, areas: Sequence[str], by: Sequence[str], on: date, ages: tuple[int, int]
) -> _Known | None:
    """Figures that the dataset itself states for the whole combination, every cell of it."""
    if len(by) < 2 or MUNICIPALITY in by:
        return None
    counts = population.counts(areas, on, CROSS.join(by), ages)
    if counts is None or not counts.total:
        return None
    rows = [group.split(CROSS) for group in counts]
    if any(len(row) != len(by) for row in rows):
        return None
    axes = tuple(
        Axis(name, _in_order(name, column)) for name, column in zip(by, zip(*rows, strict=True), strict=True)
    )
    cells = [CROSS.join(cell) for cell in product(*(axis.groups for axis in axes))]
    if any(cell not in counts for cell in cells):
        return None
    shape = tuple(len(axis.groups) for axis in axes)
    return _Known(axes, np.array([counts[cell] for cell in cells], dtype=float).reshape(shape), (counts,))


def _in_order(attribute: str, groups: Iterable[str]) -> tuple[str, ...]:
    """Groups in order of age, or alphabetically."""
    distinct = set(groups)
    if attribute != AGE_GROUP:
        return tuple(sorted(distinct))
    return tuple(sorted(distinct, key=lambda group: (AgeBand.parse(group), group)))


def _official(
    population: Population, areas: Sequence[str], joint: Sequence[str], on: date, ages: tuple[int, int]
) -> _Known | None:
    """Sex, age and municipality from the official cells; of areas without cells nothing is known."""
    bands = tuple(map(str, clip_bands(DEFAULT_BANDS, AgeBand(*ages))))
    held, used, tables = [], [], []
    known = set(population.cells["area"])
    for area in sorted(set(areas)):
        if area not in known:
            continue
        counts = crossed_counts(population, (area,), on, CROSS.join((SEX, AGE_GROUP)), ages)
        if counts is not None:
            held.append(area)
            used.append(counts)
            tables.append([[counts[f"{sex}{CROSS}{band}"] for band in bands] for sex in SEXES])
    if not held:
        return None
    axes = (Axis(SEX, SEXES), Axis(AGE_GROUP, bands), Axis(MUNICIPALITY, tuple(held)))
    persons = np.moveaxis(np.array(tables, dtype=float), 0, -1)
    unused = tuple(place for place, axis in enumerate(axes) if axis.attribute not in joint)
    kept = tuple(axis for axis in axes if axis.attribute in joint)
    return _Known(kept, persons.sum(axis=unused), tuple(used))


def _together(parts: Sequence[_Known], axes: Sequence[Axis]) -> np.ndarray:
    """Multiply the parts out, as if they were independent, and put the attributes in order."""
    if not parts:
        return np.zeros(())
    persons, order = parts[0].persons, [axis.attribute for axis in parts[0].axes]
    for part in parts[1:]:
        persons = np.multiply.outer(persons, part.persons / part.persons.sum())
        order += [axis.attribute for axis in part.axes]
    return np.transpose(persons, [order.index(axis.attribute) for axis in axes])


def _values(
    composition: Composition, people: np.ndarray, axis: Axis, ages: tuple[int, int]
) -> tuple[str | None, ...]:
    if axis.attribute != MUNICIPALITY:
        counted = bands_of(axis.groups) if axis.attribute == AGE_GROUP else None
        bands = counted or clip_bands(DEFAULT_BANDS, AgeBand(*ages))
        return values_of(composition, people, axis.attribute, bands)
    home = composition.register.actors["municipality"].iloc[people]
    said = home.notna().to_numpy(dtype=bool)
    return tuple(str(number) if known else None for number, known in zip(home, said, strict=True))


def _coded(values: Sequence[str | None], axis: Axis) -> list[int]:
    places = {group: place for place, group in enumerate(axis.groups)}
    return [UNKNOWN if value is None else places.get(value, UNKNOWN) for value in values]
