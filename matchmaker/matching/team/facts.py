"""What is known of the candidates, as far as the demands ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.model import vocabulary as v
from matchmaker.model.records import Need
from matchmaker.needs.fit import fits
from matchmaker.rules.constraints import SECTOR, AtLeast

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd

    from matchmaker.model.register import Register
    from matchmaker.rules.constraints import Demand, Facts

UNIT, HOUSEHOLD, PARTY, AREA, PLACE, KIND = "enhet", "husholdning", "parti", "kommune", "sted", "type"
"""Traits that demands may speak of besides the features that people have stated."""
COVERS = "dekker:"
"""A trait whose name goes on with a contribution: ``ja`` for those with something that fits it."""
IMPLEMENTS = f"{COVERS}gjennomforing"
"""Whether somebody can realise the solution (SINTEF 2023, ch. 4, line 172)."""
ELECTED = "side:politiker"
"""A trait: ``ja`` for the elected side without the councils of kommuneloven § 5-12, who are not elected."""
_COLUMNS = {SECTOR: "sector", UNIT: "unit", AREA: "municipality", PLACE: "place", KIND: "kind"}
TRAITS = (*_COLUMNS, HOUSEHOLD, PARTY)
"""Traits that can be asked for in any register, whether or not anybody has stated them."""


def facts_of(
    register: Register, ids: Sequence[str], codes: np.ndarray, demands: Sequence[Demand], more: Facts
) -> Facts:
    """Collect the traits that the demands ask for; what nobody has stated stays out.

    Parameters
    ----------
    register
        The dataset.
    ids, codes
        The candidates.
    demands
        What must hold.
    more
        What the rules know of them; it goes before the register's own columns.
    """
    wanted = sorted({trait for rule in demands for trait in _traits(rule)})
    known: dict[str, dict[str, str]] = {actor: {} for actor in ids}
    for trait in wanted:
        values = _values(register, trait, codes)
        for actor, value in zip(ids, values, strict=True):
            if value is not None:
                known[actor][trait] = value
    for actor in ids:
        known[actor].update(more.get(actor, {}))
    return known


def _traits(rule: Demand) -> tuple[str, ...]:
    if isinstance(rule, AtLeast):
        return (SECTOR,)
    trait = getattr(rule, "trait", None)
    return () if trait is None else (trait,)


def _values(register: Register, trait: str, codes: np.ndarray) -> list[str | None]:
    if trait.startswith(COVERS):
        able = fits(register, (Need(trait.removeprefix(COVERS), 1, 1, None, None),)).matrix[codes, 0] > 0
        return ["ja" if one else None for one in able]
    if trait == ELECTED:
        councils = [kind for kind, spec in register.kinds.items() if spec.council]
        rows = register.actors.iloc[codes]
        elected = (rows["sector"] == v.Sector.POLITIKER.value) & ~rows["kind"].isin(councils)
        return ["ja" if one else None for one in elected]
    if trait in _COLUMNS:
        return _told(register.actors[_COLUMNS[trait]], codes)
    return known_of(register, trait, codes)


def known_of(register: Register, feature: str, codes: np.ndarray) -> list[str | None]:
    """What each candidate has stated about a feature; unknown and withheld are both not known."""
    stated = register.stated(feature, codes)
    values = (stated.get(str(actor)) for actor in register.ids[codes])
    return [None if value in (v.UNKNOWN, v.WITHHELD) else value for value in values]


def _told(column: pd.Series, codes: np.ndarray) -> list[str | None]:
    """Cells as text; an empty one is not known."""
    cells = column.astype(object).iloc[codes]
    return [str(cell) if isinstance(cell, str) else None for cell in cells]
