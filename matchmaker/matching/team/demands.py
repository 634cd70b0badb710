"""Each demand on a team as rows of the programme, written apart from the check of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.rules.constraints import (
    SECTOR,
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
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matchmaker.matching.team.problem import TeamProblem


@dataclass(frozen=True, slots=True)
class DemandRow:
    """``low <= values @ seats + others <= high``."""

    key: tuple[int, str]
    """Which demand it is of, and which of its rows: the same for any selection of candidates."""
    seats: np.ndarray
    """Candidate positions, each once."""
    values: np.ndarray
    """Their coefficients."""
    low: float = -inf
    high: float = inf
    others: tuple[tuple[str, float], ...] = ()
    """Further 0/1 variables by name, with their coefficients."""

    def entries(self, place: Callable[[str], int]) -> tuple[list[int], list[float]]:
        """Columns and coefficients in a programme that begins with the seats; *place* finds the others."""
        columns = [*self.seats.tolist(), *(place(name) for name, _ in self.others)]
        return columns, [*self.values.tolist(), *(value for _, value in self.others)]


def demand_rows(problem: TeamProblem) -> tuple[DemandRow, ...]:
    """Every demand's rows, in order."""
    known = _Known(problem)
    return tuple(row for number, rule in enumerate(problem.constraints) for row in _rows(known, number, rule))


def named(demands: Sequence[Demand]) -> frozenset[str]:
    """The actors that some demand calls by name."""
    found: set[str] = set()
    for rule in demands:
        match rule:
            case Include(actor) | Exclude(actor):
                found.add(actor)
            case Apart(first, second) | Together(first, second):
                found |= {first, second}
    return frozenset(found)


class _Known:
    """Who has which trait, as positions."""

    def __init__(self, problem: TeamProblem) -> None:
        self.ids = problem.ids
        self.place = {actor: i for i, actor in enumerate(problem.ids)}
        self.everyone = np.arange(len(problem.ids))
        self._facts = [problem.facts.get(actor, {}) for actor in problem.ids]

    def with_(self, trait: str, values: Sequence[str]) -> np.ndarray:
        return np.array(
            [i for i, held in enumerate(self._facts) if held.get(trait) in values], dtype=np.int64
        )

    def by_value(self, trait: str) -> dict[str, np.ndarray]:
        found: dict[str, list[int]] = {}
        for i, held in enumerate(self._facts):
            if trait in held:
                found.setdefault(held[trait], []).append(i)
        return {value: np.array(found[value], dtype=np.int64) for value in sorted(found)}

    def seats(self, *actors: str) -> np.ndarray:
        return np.array([self.place[actor] for actor in actors if actor in self.place], dtype=np.int64)


def _rows(known: _Known, number: int, rule: Demand) -> Iterator[DemandRow]:
    def row(
        seats: np.ndarray, low: float = -inf, high: float = inf, name: str = "",
        others: tuple[tuple[str, float], ...] = (),
    ) -> DemandRow:  # fmt: skip
        return DemandRow((number, name), seats, np.ones(len(seats)), low, high, others)

    match rule:
        case Size(low, high):
            yield row(known.everyone, low, high)
        case Include(actor):
            yield row(known.seats(actor), low=1)
        case Exclude(actor):
            yield row(known.seats(actor), high=0)
        case AtLeast(sector, count):
            yield row(known.with_(SECTOR, (sector,)), low=count)
        case AtLeastWith(trait, values, count):
            yield row(known.with_(trait, values), low=count)
        case AtMostWith(trait, values, count):
            yield row(known.with_(trait, values), high=count)
        case AtMostEach(trait, count):
            yield from (row(seats, high=count, name=v) for v, seats in known.by_value(trait).items())
        case Apart(first, second):
            yield row(known.seats(*{first: 0, second: 0}), high=1 if first != second else 0)
        case _:
            yield from _harder(known, number, rule)


def _harder(known: _Known, number: int, rule: Demand) -> Iterator[DemandRow]:
    everyone = known.everyone
    match rule:
        case Together(first, second) if first != second:
            values = [sign for actor, sign in ((first, 1.0), (second, -1.0)) if actor in known.place]
            yield DemandRow((number, ""), known.seats(first, second), np.array(values), 0, 0)
        case NoMajority(trait):
            for value, seats in known.by_value(trait).items():
                weight = -np.ones(len(everyone))
                weight[seats] += 2.0
                yield DemandRow((number, value), everyone, weight, high=0)
        case NotAlone(trait, count):
            surely_not = set(known.with_(trait, ("nei",)).tolist())
            careful = [i for i in everyone.tolist() if i not in surely_not]
            yield from _company(known, number, careful, known.with_(trait, ("ja",)), count)
        case Company(trait, count, value):
            those = known.with_(trait, (value,))
            yield from _company(known, number, those.tolist(), those, count)
        case AtLeastBySize(trait, values, floors):
            sizes = [f"{number}:size {n}" for n in range(len(floors))]
            none = np.zeros(0, dtype=np.int64)
            one = tuple((size, 1.0) for size in sizes)
            yield DemandRow((number, "one size"), none, np.zeros(0), 1, 1, one)
            which = tuple((size, -float(n)) for n, size in enumerate(sizes))
            yield DemandRow((number, "size"), everyone, np.ones(len(everyone)), 0, 0, which)
            held = known.with_(trait, values)
            least = tuple((size, -float(floor)) for size, floor in zip(sizes, floors, strict=True))
            yield DemandRow((number, ""), held, np.ones(len(held)), 0, others=least)


def _company(
    known: _Known, number: int, careful: list[int], company: np.ndarray, count: int
) -> Iterator[DemandRow]:
    """Where any of the careful has a seat, so have at least *count* of the company."""
    some = f"{number}:some"
    for i in careful:
        key = (number, f"seat of {known.ids[i]}")
        yield DemandRow(key, np.array([i]), np.ones(1), high=0, others=((some, -1.0),))
    values = np.ones(len(company))
    yield DemandRow((number, ""), company, values, low=0, others=((some, -float(count)),))
