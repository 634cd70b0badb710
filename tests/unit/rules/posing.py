"""Demands as rows of an integer programme: what a solver would be given, written apart from the checks.

Variable *i* is candidate *i*'s seat; a demand by size adds one 0/1 variable per size, of which one is 1.
Written in another way than in ``matchmaker.matching.team.demands``, so that the two can be held together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.rules.constraints import (
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Company,
    Demand,
    Exclude,
    Include,
    NoMajority,
    NotAlone,
    Size,
    Together,
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

    def named(self, *actors: str) -> list[int]:
        return [i for i, actor in enumerate(self.ids) if actor in actors]

    def by_value(self, trait: str) -> list[list[int]]:
        held = sorted({self.facts[actor][trait] for actor in self.ids if trait in self.facts[actor]})
        return [self.seats(trait, (value,)) for value in held]

    def sum_of(self, seats: list[int], low: float = -np.inf, high: float = np.inf) -> None:
        self.rows.add(seats, [1.0] * len(seats), low, high)

    def add(self, demand: Demand) -> None:
        match demand:
            case Size(low, high):
                self.sum_of(list(range(len(self.ids))), low, high)
            case Include(actor):
                self.sum_of(self.named(actor), low=1)
            case Exclude(actor):
                self.sum_of(self.named(actor), high=0)
            case AtLeast(sector, count):
                self.sum_of(self.seats("sektor", (sector,)), low=count)
            case Apart(first, second):
                self.sum_of(self.named(first, second), high=1 if first != second else 0)
            case Together(first, second):
                self._together(self.named(first), self.named(second))
            case _:
                self._by_traits(demand)

    def _by_traits(self, demand: Demand) -> None:
        match demand:
            case AtLeastWith(trait, values, count):
                self.sum_of(self.seats(trait, values), low=count)
            case AtMostWith(trait, values, count):
                self.sum_of(self.seats(trait, values), high=count)
            case AtMostEach(trait, count):
                for seats in self.by_value(trait):
                    self.sum_of(seats, high=count)
            case NoMajority(trait):
                for seats in self.by_value(trait):
                    weight = [0.5 if i in seats else -0.5 for i in range(len(self.ids))]
                    self.rows.add(list(range(len(self.ids))), weight, high=0.0)
            case NotAlone(trait, count):
                careful = set(range(len(self.ids))) - set(self.seats(trait, ("nei",)))
                self._with_company(sorted(careful), self.seats(trait, ("ja",)), count)
            case Company(trait, count):
                those = self.seats(trait, ("ja",))
                self._with_company(those, those, count)
            case AtLeastBySize(trait, values, floors):
                self._by_size(self.seats(trait, values), floors)

    def _with_company(self, careful: list[int], company: list[int], count: int) -> None:
        for i in careful:
            weight = dict.fromkeys(company, 1.0)
            weight[i] = weight.get(i, 0.0) - count
            self.rows.add(list(weight), list(weight.values()), low=0.0)

    def _together(self, first: list[int], second: list[int]) -> None:
        """One who is no candidate has no seat."""
        if first != second:
            self.rows.add([*first, *second], [1.0] * len(first) + [-1.0] * len(second), 0.0, 0.0)

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
