"""What changed between two dates or two datasets, and over many: turnover, quantities, chance."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from matchmaker.comparison.arena import ArenaEffect, arena_effect
from matchmaker.comparison.comparable import COMPARABLE, Comparable
from matchmaker.comparison.conditions import Unlike, unlike
from matchmaker.comparison.estimates import Estimate, estimates
from matchmaker.comparison.paired import Changed, changes
from matchmaker.comparison.turnover import Formed, Turnover, turnover
from matchmaker.measures.case import Case
from matchmaker.model.vocabulary import Sector
from matchmaker.network.network import COLLABORATION, Network
from matchmaker.network.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from matchmaker.comparison.conditions import Conditions
    from matchmaker.model.register import Register

WHOLE = tuple(one for one in COMPARABLE if one is not Comparable.MUTUAL_SHARE)
"""Quantities told of each time; turnover has no direction."""


@dataclass(frozen=True)
class Change:
    """Two times."""

    turnover: Turnover
    before: tuple[Estimate, ...]
    """Quantities of the whole network before, its own actors."""
    after: tuple[Estimate, ...]
    changed: tuple[Changed, ...]
    """Change among the actors that are there both times; empty where the two cannot be compared. Ties that
    are newly registered and not newly formed count as there at both."""
    unlike: Unlike
    """Why the two cannot be compared; false where they can, and for one dataset at two dates."""


@dataclass(frozen=True)
class Series:
    """Many dates."""

    days: tuple[date, ...]
    """Ascending."""
    estimates: tuple[tuple[Estimate, ...], ...]
    """Quantities at each date."""
    turnovers: tuple[Turnover, ...]
    """From each date to the next: one fewer."""


def change(
    before: Register, after: Register, relations: Collection[str] = COLLABORATION, *,
    since: date | None = None, conditions: tuple[Conditions, Conditions] | None = None,
    seed: int = 0, alpha: float = 0.05,
) -> Change:  # fmt: skip
    """Tell what changed.

    Parameters
    ----------
    before, after
        Two datasets, or one at two dates (``register.at(day)``).
    relations
        Which ties.
    since
        The first date; see :func:`~matchmaker.comparison.turnover.turnover`.
    conditions
        How the two were registered; none for one dataset at two dates.
    seed
        Of the permutations.
    alpha
        Chance of a false alarm for each quantity; intervals have confidence 1 − alpha.
    """
    found = turnover(before, after, relations, since)
    apart = Unlike() if conditions is None else unlike(*conditions)
    there = both_times(before, after, found, seed)
    return Change(
        found,
        _whole(before, relations, alpha),
        _whole(after, relations, alpha),
        () if apart else changes(*there, alpha=alpha),
        apart,
    )


def series(
    moments: Sequence[tuple[date, Register]], relations: Collection[str] = COLLABORATION, alpha: float = 0.05
) -> Series:
    """Follow networks over dates, in any order; each date once.

    Every quantity stands with its interval; a test of each step would be many tests, and is asked for with
    :func:`change`.
    """
    ordered = sorted(moments, key=lambda moment: moment[0])
    steps = pairwise(ordered)
    return Series(
        tuple(day for day, _ in ordered),
        tuple(_whole(register, relations, alpha) for _, register in ordered),
        tuple(turnover(one, other, relations, day) for (day, one), (_, other) in steps),
    )


def arena(
    before: Register, after: Register, took_part: Collection[str], relations: Collection[str] = COLLABORATION,
    *, since: date | None = None, seed: int = 0,
) -> ArenaEffect:  # fmt: skip
    """Hold new ties across sides among those who took part in an arena against expectation.

    Parameters
    ----------
    before, after, relations, since, seed
        As for :func:`change`.
    took_part
        Ids in *after*; those who are not in both are not counted.
    """
    found = turnover(before, after, relations, since)
    mask = np.isin(np.array(found.stayed, dtype=object), np.array(sorted(took_part), dtype=object))
    return arena_effect(*both_times(before, after, found, seed), mask)


def both_times(before: Register, after: Register, found: Turnover, seed: int = 0) -> tuple[Case, Case]:
    """Networks before and after of the actors that are there both times, node by node.

    A tie that is newly registered and not newly formed is in both. Sides are those of each time.
    """
    ids = pd.Index(list(found.stayed), dtype=object)
    back = {found.alignment.to[one]: one for one in sorted(found.alignment.to, reverse=True)}
    then = [back[one] for one in found.stayed]
    old = [tie for tie in found.ties if tie.before > 0 or tie.formed is Formed.REGISTERED]
    new = [tie for tie in found.ties if tie.after > 0]
    cases = []
    for register, names, ties in ((before, then, old), (after, list(found.stayed), new)):
        tail = ids.get_indexer(pd.Index([tie.one for tie in ties], dtype=object))
        head = ids.get_indexer(pd.Index([tie.other for tie in ties], dtype=object))
        inside = (tail >= 0) & (head >= 0)
        network = Network.from_ties(ids, tail[inside], head[inside])
        cases.append(Case(network, _sides(register, names), seed=seed))
    return cases[0], cases[1]


def _sides(register: Register, names: Sequence[str]) -> Parts:
    sectors = register.actors["sector"].astype(object).to_numpy()[register.codes(names)]
    values = (sector if isinstance(sector, str) else None for sector in sectors)
    return Parts.from_values(values, [side.value for side in Sector])


def _whole(register: Register, relations: Collection[str], alpha: float) -> tuple[Estimate, ...]:
    return estimates(Case.from_register(register, relations), WHOLE, 1 - alpha)
