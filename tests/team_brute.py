"""Every team of a small problem, and what each is worth: the judge of the judge.

Nothing here is shared with the referee, the programme or the demands' own checks: all teams are counted at
once, in arrays, from what the docstrings of ``matchmaker.matching.team.problem`` and
``matchmaker.rules.constraints`` say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.team.problem import TERMS
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

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem


@dataclass(frozen=True)
class EveryTeam:
    """All 2ⁿ teams of a problem; team *k* has candidate *i* when bit *i* of *k* is set."""

    seats: np.ndarray
    """Who has a seat in which team, bool, shape (teams, n)."""
    terms: dict[str, np.ndarray]
    """Milli-points of each team, term by term."""
    points: np.ndarray
    """Milli-points of each team."""
    allowed: np.ndarray
    """Whether the team meets every demand."""

    @property
    def best(self) -> int | None:
        """The most that a team which meets the demands is worth; ``None`` when there is none."""
        return int(self.points[self.allowed].max()) if self.allowed.any() else None

    def team(self, code: int) -> tuple[int, ...]:
        """The positions of a team."""
        return tuple(np.flatnonzero(self.seats[code]).tolist())


def every_team(problem: TeamProblem) -> EveryTeam:
    """Count every team of a problem."""
    n = len(problem.ids)
    seats = (np.arange(2**n)[:, None] >> np.arange(n)) & 1 == 1
    terms = _terms(problem, seats)
    points = np.sum([terms[term] for term in TERMS], axis=0)
    assert set(terms) == set(TERMS)
    allowed = np.ones(len(seats), dtype=bool)
    for rule in problem.constraints:
        allowed &= met(problem, rule, seats)
    return EveryTeam(seats, terms, points, allowed)


# -- what a team is worth -------------------------------------------------------------------------------


def _terms(problem: TeamProblem, seats: np.ndarray) -> dict[str, np.ndarray]:
    terms = {term: np.zeros(len(seats), dtype=np.int64) for term in TERMS}
    for need, worth in enumerate(problem.need_points.tolist()):
        # the first c coverers count in full, then a third, then a twelfth; thousandths per hundredth of fit
        full = int(problem.need_counts[need])
        steps = [round(worth / 100)] * full + [round(worth / 300), round(worth / 1200)]
        fit = -np.sort(-(seats * problem.fit[:, need]), axis=1)
        for rank, step in enumerate(steps[: fit.shape[1]]):
            terms["coverage"] += step * fit[:, rank]
    for tally in problem.tallies:
        earned = np.cumsum([0, *tally.steps])
        held = seats[:, tally.members].sum(axis=1)
        terms[tally.term] += earned[np.minimum(held, len(tally.steps))]
    for number, (a, b) in enumerate(problem.pairs.tolist()):
        both = seats[:, a] & seats[:, b]
        terms["ties"] += problem.tie_points[number] * both
        terms["bridges"] -= problem.bridge_points[number] * both
    for near, own in zip(problem.opens, problem.outside_as_candidate.tolist(), strict=True):
        open_way = seats[:, near].any(axis=1)
        terms["reach"] += problem.reach_points * (open_way & ~seats[:, own] if own >= 0 else open_way)
    for charge in problem.charges:
        terms[charge.term] -= seats @ charge.points
    return terms


# -- what is demanded -----------------------------------------------------------------------------------


def met(problem: TeamProblem, rule: Demand, seats: np.ndarray) -> np.ndarray:
    """Which teams meet one demand."""
    match rule:
        case Size(low, high):
            size = seats.sum(axis=1)
            return (low <= size) & (size <= high)
        case Include(actor):
            return _here(problem, actor, seats)
        case Exclude(actor):
            return ~_here(problem, actor, seats)
        case Apart(first, second):
            return ~(_here(problem, first, seats) & _here(problem, second, seats))
        case Together(first, second):
            return ~(_here(problem, first, seats) ^ _here(problem, second, seats))
        case _:
            return _met_by_traits(problem, rule, seats)


def _met_by_traits(problem: TeamProblem, rule: Demand, seats: np.ndarray) -> np.ndarray:
    def held(trait: str, *values: str) -> np.ndarray:
        return seats @ np.isin(_trait(problem, trait), values).astype(np.int64)

    size = seats.sum(axis=1)
    match rule:
        case AtLeast(sector, count):
            return held("sektor", sector) >= count
        case AtLeastWith(trait, values, count):
            return held(trait, *values) >= count
        case AtMostWith(trait, values, count):
            return held(trait, *values) <= count
        case NotAlone(trait, count):
            return (size - held(trait, "nei") == 0) | (held(trait, "ja") >= count)
        case Company(trait, count):
            return (held(trait, "ja") == 0) | (held(trait, "ja") >= count)
        case AtLeastBySize(trait, values, floors):
            floor = np.array([*floors, *[len(problem.ids) + 1] * (len(problem.ids) + 1)])
            return held(trait, *values) >= floor[size]
    assert isinstance(rule, (AtMostEach, NoMajority)), rule
    stated = sorted(set(_trait(problem, rule.trait)) - {""})
    most = np.max([np.zeros(len(seats)), *(held(rule.trait, value) for value in stated)], axis=0)
    return np.asarray(most <= (np.full(len(seats), rule.count) if isinstance(rule, AtMostEach) else size / 2))


def _here(problem: TeamProblem, actor: str, seats: np.ndarray) -> np.ndarray:
    column = [i for i, name in enumerate(problem.ids) if name == actor]
    return seats[:, column].any(axis=1)


def _trait(problem: TeamProblem, trait: str) -> list[str]:
    """Of each candidate; empty where nobody has stated it."""
    return [problem.facts.get(actor, {}).get(trait, "") for actor in problem.ids]
