"""Several attributes at once: who is what, and how many live there who are.

Attributes are joined by ``*``, and so are their categories: ``kvinne*13-19`` of ``kjonn*aldersgruppe``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.legitimacy.population import AGE_GROUP, values_of
from matchmaker.legitimacy.steps import attribute_label, bands_of, group_label
from matchmaker.model.ages import TOP_AGE, AgeBand, clip_bands
from matchmaker.model.counts import Counts, add_up
from matchmaker.model.figures import SEXES
from matchmaker.model.population import DEFAULT_BANDS, SEX
from matchmaker.model.schema import attribute_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import numpy as np

    from matchmaker.legitimacy.composition import Composition
    from matchmaker.model.population import Population

CROSS = "*"


def crossed_code(attribute: str) -> str:
    """Find the code of an attribute, or of several joined, by any of the words for them; each is taken once.

    >>> crossed_code("Kjønn*age band*kjonn")
    'kjonn*aldersgruppe'
    """
    return CROSS.join(dict.fromkeys(attribute_code(part.strip()) for part in attribute.split(CROSS)))


def ages_among(attribute: str, groups: Iterable[str]) -> tuple[str, ...]:
    """The part of each group that is its age group, each once; empty where *attribute* has none."""
    parts = attribute.split(CROSS)
    if AGE_GROUP not in parts:
        return ()
    split = [group.split(CROSS) for group in groups]
    return tuple(dict.fromkeys(one[parts.index(AGE_GROUP)] for one in split if len(one) == len(parts)))


def bands_counted(attribute: str, figures: Counts | None) -> tuple[AgeBand, ...] | None:
    """The age bands of the figures, in order; ``None`` where they have none."""
    return None if figures is None else bands_of(ages_among(attribute, dict(figures)))


def crossed_counts(
    population: Population,
    areas: Sequence[str],
    on: date,
    attribute: str,
    ages: tuple[int, int],
    bands: Sequence[AgeBand] = DEFAULT_BANDS,
) -> Counts | None:
    """Count persons per category of an attribute, or per combination of several joined by ``*``.

    Sex and age are crossed exactly from the official cells, in either order. Other combinations are known
    only where the dataset's own figures have them under the joined name. Arguments and ``None`` as for
    :meth:`matchmaker.model.population.Population.counts`.
    """
    parts = tuple(attribute.split(CROSS))
    wanted = tuple(sorted(set(areas)))
    cells = population.cells[population.cells["area"].isin(wanted)]
    if sorted(parts) != sorted((SEX, AGE_GROUP)) or cells.empty:
        return population.counts(areas, on, attribute, ages, bands=bands)
    invited = AgeBand(*ages)
    cut = clip_bands(bands, invited)
    label = {age: str(band) for band in cut for age in range(band.low, band.high + 1)}
    cells = cells[cells["age"].between(invited.low, invited.high)]
    names = {SEX: cells["sex"].astype(str), AGE_GROUP: cells["age"].map(label)}
    group = names[parts[0]] + CROSS + names[parts[1]]
    sums = cells.assign(group=group).groupby(["area", "date", "group"])["count"].sum()
    frame = pd.DataFrame(sums.reset_index()).assign(source=population.source)
    found = add_up(attribute, frame, wanted, on, None)
    if found is None:
        return None
    orders = {SEX: SEXES, AGE_GROUP: tuple(map(str, cut))}
    known = dict(found.figures)
    every = (CROSS.join(pair) for pair in product(orders[parts[0]], orders[parts[1]]))
    return replace(found, figures=tuple((name, known[name]) for name in every if name in known), ages=invited)


def crossed_values(
    composition: Composition, people: np.ndarray, attribute: str, bands: Sequence[AgeBand] = DEFAULT_BANDS
) -> tuple[str | None, ...]:
    """What each of *people* (codes) is; ``None`` when not all of the joined attributes are known."""
    columns = [values_of(composition, people, part, bands) for part in attribute.split(CROSS)]
    rows = zip(*columns, strict=True)
    return tuple(None if any(value is None for value in row) else CROSS.join(map(str, row)) for row in rows)


def within_ages(composition: Composition, people: np.ndarray, ages: tuple[int, int]) -> list[bool]:
    """Whether each of *people* (codes) may be of the ages invited: not when they have said otherwise.

    Somebody whose age is not known may be; so may somebody whose stated band reaches into the ages.
    """
    register = composition.register
    years = register.stated("alder", people)
    bands = register.stated(AGE_GROUP, people)
    invited = AgeBand(*ages)
    # the same few words are stated by many: each is read once
    years_inside = {text: _years_inside(text, invited) for text in sorted(set(years.values()))}
    bands_inside = {text: _band_inside(text, invited) for text in sorted(set(bands.values()))}
    found = []
    for actor in map(str, register.ids[people]):
        known = years_inside.get(years.get(actor, ""))
        found.append(bands_inside.get(bands.get(actor, ""), True) if known is None else known)
    return found


def _years_inside(text: str, invited: AgeBand) -> bool | None:
    """Whether an age in years is invited; ``None`` when it is not a number."""
    return invited.low <= min(int(text), TOP_AGE) <= invited.high if text.isdigit() else None


def _band_inside(text: str, invited: AgeBand) -> bool:
    """Whether a band reaches into the ages invited; what is not a band may."""
    try:
        return AgeBand.parse(text).clip(invited) is not None
    except InputError:
        return True


def crossed_attribute_label(attribute: str) -> Param:
    """What an attribute, or several joined, is called."""
    return reduce(_beside, map(attribute_label, attribute.split(CROSS)))


def crossed_group_label(attribute: str, group: str) -> Param:
    """What a group, or a combination, is called; the group's own code where the parts do not match."""
    attributes, groups = attribute.split(CROSS), group.split(CROSS)
    if len(attributes) != len(groups):
        return group
    return reduce(_beside, map(group_label, attributes, groups))


def _beside(first: Param, second: Param) -> Message:
    return Message("representation.beside", {"first": first, "second": second})
