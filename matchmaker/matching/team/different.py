"""Several good teams that are really different: each has other people in so many of its seats.

One after another: the best team, the best of those far enough from it, the best of those far enough from
both … as long as what they lose against the best is within what was allowed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.matching.team.bounding import bounds_of
from matchmaker.matching.team.programme import pose_programme
from matchmaker.matching.team.referee import judge, score
from matchmaker.matching.team.search import Search, in_turn, with_floor, with_row
from matchmaker.matching.team.solution import Solution, solve_team
from matchmaker.solving.port import Status

if TYPE_CHECKING:
    from matchmaker.kernel.progress import Progress
    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.solving.port import Programme

MANY = 1_000
"""How many of the candidates who may be in a team good enough are searched."""


def different_teams(
    problem: TeamProblem,
    count: int,
    distance: int,
    within: float,
    *,
    budget: int = 50_000,
    progress: Progress | None = None,
) -> tuple[Solution, ...]:
    """The best team, and then up to *count* others, each the best that is different from all before it.

    Parameters
    ----------
    problem
        The problem.
    count
        How many others, ≥ 0.
    distance
        In how many seats two teams differ at least, ≥ 1: so many of either have no seat in the other.
    within
        What each may lose against the best, as a share of its points, 0–1.
    budget, progress
        Nodes of the search tree for each search, and who follows.

    Returns
    -------
    tuple of Solution
        The best first. Fewer than asked for when no more teams are good and different enough; none when no
        team meets the demands. Among equally good teams the one with the smallest sum of lots. A solution's
        bound is what no team exceeds that is different from all before it.

    Raises
    ------
    InputError
        A *count* below 0 or a *distance* below 1 (below_least), a *within* outside 0–1 (bad_share).
    """
    _check(count, distance, within)
    best = solve_team(problem, budget=budget, progress=progress)
    if best is None:
        return ()
    found = [best]
    least = best.score.total - math.floor(within * abs(best.score.total))
    small = _Small(problem, best, least)
    while len(found) <= count:
        further = small.best_beside(found, distance, Search(budget, progress))
        if further is None:
            break
        found.append(further)
    return tuple(found)


def _check(count: int, distance: int, within: float) -> None:
    for name, value, low in (("count", count, 0), ("distance", distance, 1)):
        if value < low:
            raise InputError("below_least", {"field": name, "value": value, "least": low})
    if not 0 <= within <= 1:
        raise InputError("bad_share", {"field": "within", "value": within})


class _Small:
    """The problem with those candidates alone who may be in a team that is good enough."""

    def __init__(self, problem: TeamProblem, best: Solution, least: int) -> None:
        self.problem, self.least = problem, least
        self.kept, self.outside = np.arange(len(problem)), -math.inf
        bounds = bounds_of(problem)
        if bounds is not None and len(problem) > MANY:
            order = bounds.order()
            able = order[np.isin(order, bounds.least(least))]
            self.kept = np.union1d(able[:MANY], best.team)
            left = np.setdiff1d(able, self.kept)
            self.outside = float(bounds.most - bounds.loss[left].min()) if len(left) else -math.inf
        few = problem.only(self.kept)
        programme = pose_programme(few).programme
        self.gain, self.lots = programme.gain, np.zeros_like(programme.gain)
        self.lots[: len(few)] = -few.lots
        self.programme = with_floor(programme, programme.gain, least)

    def best_beside(self, former: list[Solution], distance: int, search: Search) -> Solution | None:
        """The best team that differs from all of these."""
        programme = self.programme
        for solution in former:
            programme = _apart(programme, np.isin(self.kept, solution.team), distance)
        found = in_turn(programme, len(self.kept), (self.gain, self.lots), search)
        if found is None:
            return None
        team = tuple(self.kept[list(found.team)].tolist())
        worth = score(self.problem, team).total
        # without a proof for these rows, no team is better than the best before it
        bound = worth if math.isfinite(found.bound) else former[-1].bound
        if bound is not None:
            bound = max(
                worth, bound, math.floor(self.outside + 0.5) if math.isfinite(self.outside) else worth
            )
        status = Status.OPTIMAL if bound == worth else Status.BUDGET
        return Solution(team, status, judge(self.problem, team, worth, bound), bound)


def _apart(programme: Programme, seats: np.ndarray, distance: int) -> Programme:
    """Teams that share at least *distance* seats fewer with a team than either has."""
    inside, outside = np.flatnonzero(seats), np.flatnonzero(~seats)
    programme = with_row(programme, inside, np.ones(len(inside)), high=len(inside) - distance)
    return with_row(programme, outside, np.ones(len(outside)), low=distance)
