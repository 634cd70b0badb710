"""Demands as rows of an integer programme: what a solver would be given, written apart from the checks.

Variable *i* is candidate *i*'s seat; a demand by size adds one 0/1 variable per size, of which one is 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.rules.constraints import (
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    Demand,
    Exclude,
    Include,
    NotAlone,
    Size,
)
from matchmaker.solving.port import Rows, solve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.rules.constraints import Facts


class Model:
    """Seats, further variables and rows."""

    def __init__(self, ids: Sequence[str], facts: Facts) -> None:
        self.ids = list(ids)
        self.facts = facts
        self.rows = Rows()
        self.variables = len(self.ids)

    def seats(self, trait: str, values: tuple[str, ...]) -> list[int]:
        return [i for i, actor in enumerate(self.ids) if self.facts[actor].get(trait) in values]

    def sum_of(self, seats: list[int], low: float = -np.inf, high: float = np.inf) -> None:
        self.rows.add(seats, [1.0] * len(seats), low, high)

    def add(self, demand: Demand) -> None:
        place = {actor: i for i, actor in enumerate(self.ids)}
        everyone = list(range(len(self.ids)))
        match demand:
            case Size(low, high):
                self.sum_of(everyone, low, high)
            case Include(actor):
                self.sum_of([place[actor]] if actor in place else [], low=1)
            case Exclude(actor):
                self.sum_of([place[actor]] if actor in place else [], high=0)
            case AtLeast(sector, count):
                self.sum_of(self.seats("sektor", (sector,)), low=count)
            case AtLeastWith(trait, values, count):
                self.sum_of(self.seats(trait, values), low=count)
            case Apart(first, second):
                self.sum_of([place[first], place[second]], high=1)
            case NotAlone(trait, count):
                those = self.seats(trait, ("ja",))
                for i in sorted(set(everyone) - set(self.seats(trait, ("nei",)))):
                    weight = dict.fromkeys(those, 1.0)
                    weight[i] = weight.get(i, 0.0) - count
                    self.rows.add(list(weight), list(weight.values()), low=0.0)
            case AtLeastBySize(trait, values, floors):
                self._by_size(self.seats(trait, values), floors)

    def _by_size(self, those: list[int], floors: tuple[int, ...]) -> None:
        first = self.variables
        sizes = list(range(first, first + len(floors)))
        self.variables += len(floors)
        self.sum_of(sizes, 1, 1)
        everyone = list(range(len(self.ids)))
        count = [1.0] * len(everyone) + [-float(n) for n in range(len(floors))]
        self.rows.add(everyone + sizes, count, 0, 0)
        self.rows.add(those + sizes, [1.0] * len(those) + [-float(f) for f in floors], low=0.0)


def best_team(
    ids: Sequence[str], facts: Facts, demands: Sequence[Demand], gain: Sequence[int]
) -> tuple[str, ...] | None:
    """The team of most gain that meets the demands; ``None`` when there is none."""
    model = Model(ids, facts)
    for demand in demands:
        model.add(demand)
    n = model.variables
    objective = [*gain, *([0] * (n - len(gain)))]
    answer = solve(model.rows.programme(objective, [0.0] * n, [1.0] * n, [True] * n))
    if answer.x is None:
        return None
    return tuple(actor for actor, seat in zip(ids, answer.x, strict=False) if seat > 0.5)
