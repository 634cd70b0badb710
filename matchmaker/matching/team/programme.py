"""The team problem as a mixed-integer programme.

Variable *i* < n is candidate *i*'s seat. Everything that counts members of a set is a tally: its k-th step
is a variable between 0 and 1 that can be 1 only when the set has k members with a seat, and since steps
never rise, the first steps are taken first. Coverage is tallies too: with fits 0 = f₀ < f₁ < … the value of
the best coverers is the sum over levels of (fₗ − fₗ₋₁) times the steps that the coverers of at least fₗ earn.
That is as tight as letting each candidate be the first, second … coverer, with far fewer variables.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.team.demands import demand_rows
from matchmaker.matching.team.problem import TERMS
from matchmaker.solving.port import Programme, Rows

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from matchmaker.matching.team.problem import TeamProblem


@dataclass(frozen=True)
class Posed:
    """A programme, and what its rows stand for."""

    programme: Programme
    rows: dict[Hashable, int]
    """``("need", need, level)``, ``("tally", number)``, ``("reach", organisation)``, ``("outside",
    organisation)`` and ``("demand", *key)`` → row."""
    terms: dict[str, np.ndarray]
    """What each variable is worth, term by term; they sum to the programme's gain."""


class _Model:
    """Collects variables and rows; the first n variables say who has a seat."""

    def __init__(self, problem: TeamProblem) -> None:
        n = len(problem.ids)
        self.gain: list[float] = (-sum((c.points for c in problem.charges), np.zeros(n))).tolist()
        self.parts: dict[str, list[tuple[int, float]]] = {term: [] for term in TERMS}
        for charge in problem.charges:
            self.parts[charge.term] += enumerate((-charge.points).tolist())
        self.whole = [True] * n
        self.rows = Rows()
        self.keys: dict[Hashable, int] = {}
        self._others: dict[str, int] = {}

    def new(self, *parts: tuple[str, float], whole: bool = False) -> int:
        """A further variable between 0 and 1, with what it is worth to some terms.

        Most are integral of themselves once the seats are.
        """
        here = len(self.gain)
        for term, points in parts:
            self.parts[term].append((here, points))
        self.gain.append(sum(points for _, points in parts))
        self.whole.append(whole)
        return here

    def other(self, name: str) -> int:
        """The 0/1 variable of that name."""
        if name not in self._others:
            self._others[name] = self.new(whole=True)
        return self._others[name]

    def row(self, key: Hashable, columns: list[int], values: list[float], low: float, high: float) -> None:
        self.keys[key] = len(self.rows.low)
        self.rows.add(columns, values, low, high)

    def tally(self, term: str, key: Hashable, members: Sequence[int], steps: Sequence[int]) -> None:
        """Points for the first, second … of *members*; where some are negative, all are counted."""
        if not members or not any(steps):
            return
        made = [self.new((term, float(step))) for step in steps[: len(members)]]
        low = 0.0 if min(steps) < 0 else -inf
        self.row(key, [*made, *members], [1.0] * len(made) + [-1.0] * len(members), low, 0.0)

    def by_term(self) -> dict[str, np.ndarray]:
        """What each variable is worth, term by term."""
        found = {}
        for term, parts in self.parts.items():
            found[term] = np.zeros(len(self.gain))
            if parts:
                where, points = zip(*parts, strict=True)
                np.add.at(found[term], list(where), points)
        return found


def pose_programme(problem: TeamProblem, *, any_weights: bool = False) -> Posed:
    """Pose the whole problem, or :meth:`TeamProblem.only` some of its candidates.

    Parameters
    ----------
    problem
        The problem.
    any_weights
        Whether the programme must hold however the terms are weighed, none of them below zero, and with
        floors under some of them; it then has a few rows more.
    """
    made = _Model(problem)
    for need in range(len(problem.needs)):
        _coverage(problem, made, need)
    for number, tally in enumerate(problem.tallies):
        made.tally(tally.term, ("tally", number), tally.members.tolist(), tally.steps)
    _pairs(problem, made, any_weights=any_weights)
    for name, near, own in zip(
        problem.outside, problem.opens, problem.outside_as_candidate.tolist(), strict=True
    ):
        _reach(problem, made, name, near.tolist(), own)
    for demand in demand_rows(problem):
        made.row(("demand", *demand.key), *demand.entries(made.other), demand.low, demand.high)
    count = len(made.gain)
    programme = made.rows.programme(made.gain, [0.0] * count, [1.0] * count, made.whole)
    return Posed(programme, made.keys, made.by_term())


def levels(fit: np.ndarray) -> list[int]:
    """The different fits above zero, ascending."""
    return [int(level) for level in np.unique(fit[fit > 0])]


def _coverage(problem: TeamProblem, made: _Model, need: int) -> None:
    fit = problem.fit[:, need]
    steps = [problem.slot_points(need, rank) for rank in range(problem.slots(need))]
    for below, level in pairwise([0, *levels(fit)]):
        able = np.flatnonzero(fit >= level).tolist()
        made.tally("coverage", ("need", need, level), able, [step * (level - below) for step in steps])


def _pairs(problem: TeamProblem, made: _Model, *, any_weights: bool) -> None:
    """Pairs that are worth something are counted when both have a seat, those that cost unless one has none.

    A pair that is both a tie and no bridge may be either when the terms are weighed otherwise.
    """
    ties, bridges = problem.tie_points.tolist(), problem.bridge_points.tolist()
    for (low, high), tie, bridge in zip(problem.pairs.tolist(), ties, bridges, strict=True):
        either = any_weights and tie > 0 and bridge > 0
        if tie == bridge and not either:
            continue
        both = made.new(("ties", tie), ("bridges", -bridge))
        if tie > bridge or either:
            made.rows.add([both, low], [1.0, -1.0], high=0.0)
            made.rows.add([both, high], [1.0, -1.0], high=0.0)
        if tie < bridge or either:
            made.rows.add([both, low, high], [1.0, -1.0, -1.0], low=-1.0)


def _reach(problem: TeamProblem, made: _Model, name: str, near: list[int], own: int) -> None:
    """An organisation is reached when a neighbour has a seat and it has none itself."""
    if not problem.reach_points:
        return
    here = made.new(("reach", problem.reach_points))
    made.row(("reach", name), [here, *near], [1.0] + [-1.0] * len(near), -inf, 0.0)
    if own >= 0:
        made.row(("outside", name), [here, own], [1.0, 1.0], -inf, 1.0)
