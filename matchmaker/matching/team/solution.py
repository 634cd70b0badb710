"""From a team problem to a proven best team, through the solver port."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.team.referee import Score, judge
from matchmaker.rules.constraints import AtLeast, Exclude, Include, Size
from matchmaker.solving.port import Answer, Programme, Rows, Status, solve

if TYPE_CHECKING:
    from matchmaker.kernel.progress import Progress
    from matchmaker.matching.team.problem import TeamProblem


@dataclass(frozen=True, slots=True)
class Solution:
    """A refereed team."""

    team: tuple[int, ...]
    """Candidate positions, ascending."""
    status: Status
    score: Score
    bound: int | None
    """No team has more milli-points than this."""


class _Variables:
    """Collects variables and rows; the first n variables say who has a seat."""

    def __init__(self, problem: TeamProblem) -> None:
        n = len(problem.ids)
        self.gain = [-int(points) for points in problem.load_points]
        self.upper = [1.0] * n
        self.whole = [True] * n
        self.rows = Rows()

    def new(self, gain: int) -> int:
        """A further variable between 0 and 1; integral of itself once the seats are."""
        self.gain.append(gain)
        self.upper.append(1.0)
        self.whole.append(False)
        return len(self.gain) - 1

    def programme(self) -> Programme:
        """Everything so far."""
        return self.rows.programme(self.gain, [0.0] * len(self.gain), self.upper, self.whole)


def programme_of(problem: TeamProblem) -> Programme:
    """The team problem as a mixed-integer programme; variable *i* < n is candidate *i*'s seat."""
    made = _Variables(problem)
    for need in range(len(problem.needs)):
        _coverage(problem, made, need)
    for points, members in zip(problem.side_points, problem.on_side.T, strict=True):
        _present(made, int(points), np.flatnonzero(members))
    for members in problem.voices.T:
        _present(made, problem.group_points, np.flatnonzero(members))
    for (low, high), points in zip(problem.pairs.tolist(), problem.pair_points, strict=True):
        if points > 0:
            both = made.new(int(points))
            made.rows.add([both, low], [1.0, -1.0], high=0.0)
            made.rows.add([both, high], [1.0, -1.0], high=0.0)
    for near, own in zip(problem.opens, problem.outside_as_candidate, strict=True):
        reached = _present(made, problem.reach_points, near)
        if own >= 0:
            made.rows.add([reached, int(own)], [1.0, 1.0], high=1.0)
    _constraints(problem, made)
    return made.programme()


def _present(made: _Variables, points: int, members: np.ndarray) -> int:
    """A variable that can be 1 only when one of *members* has a seat."""
    here = made.new(points)
    made.rows.add([here, *members.tolist()], [1.0] + [-1.0] * len(members), high=0.0)
    return here


def _coverage(problem: TeamProblem, made: _Variables, need: int) -> None:
    """Who is the first, second … coverer of a need: at most one each, and only who has a seat."""
    able = np.flatnonzero(problem.fit[:, need] > 0).tolist()
    slots: list[list[int]] = [[] for _ in range(problem.slots(need))]
    for candidate in able:
        mine = [made.new(problem.coverage_points(candidate, need, rank)) for rank in range(len(slots))]
        for rank, variable in enumerate(mine):
            slots[rank].append(variable)
        made.rows.add([*mine, candidate], [1.0] * len(mine) + [-1.0], high=0.0)
    for slot in slots:
        if slot:
            made.rows.add(slot, [1.0] * len(slot), high=1.0)


def _constraints(problem: TeamProblem, made: _Variables) -> None:
    place = {actor: i for i, actor in enumerate(problem.ids)}
    everyone = list(range(len(problem.ids)))
    for rule in problem.constraints:
        match rule:
            case Size(low, high):
                made.rows.add(everyone, [1.0] * len(everyone), low, high)
            case Include(actor):
                made.rows.add([place[actor]] if actor in place else [], [1.0] * (actor in place), low=1.0)
            case Exclude(actor):
                if actor in place:
                    made.upper[place[actor]] = 0.0
            case AtLeast(sector, count):
                members = [i for i in everyone if problem.sectors[i] == sector]
                made.rows.add(members, [1.0] * len(members), low=count)


def solve_team(
    problem: TeamProblem, *, budget: int = 200_000, progress: Progress | None = None
) -> Solution | None:
    """The best team, passed by the referee; ``None`` when no team meets the constraints.

    Among equally good teams the one with the smallest sum of lots is taken, so that the answer does not
    depend on the machine or on who comes first in the alphabet.
    """
    programme = programme_of(problem)
    answer = solve(programme, budget=budget, progress=progress)
    if answer.status is Status.OPTIMAL and answer.x is not None and answer.objective is not None:
        as_good = _as_good(problem, programme, answer.objective)
        drawn = solve(as_good, budget=budget, progress=progress, start=answer.x)
        best = replace(answer, x=answer.x if drawn.x is None else drawn.x)
    else:
        best = _settled(problem, programme, answer)
    if best.x is None or best.objective is None:
        return None
    team = tuple(np.flatnonzero(best.x[: len(problem.ids)] > 0.5).tolist())
    counted = judge(problem, team, best.objective, answer.bound)
    return Solution(team, answer.status, counted, answer.bound)


def _as_good(problem: TeamProblem, programme: Programme, best: int) -> Programme:
    """Find, among all teams worth *best*, the one with the smallest sum of lots."""
    columns = np.flatnonzero(programme.gain)
    lots = np.zeros_like(programme.gain)
    lots[: len(problem.ids)] = -problem.lots
    return replace(
        programme,
        gain=lots,
        row_low=np.append(programme.row_low, best - 0.5),
        row_high=np.append(programme.row_high, math.inf),
        starts=np.append(programme.starts, programme.starts[-1] + len(columns)).astype(np.int32),
        columns=np.append(programme.columns, columns).astype(np.int32),
        values=np.append(programme.values, programme.gain[columns]),
    )


def _settled(problem: TeamProblem, programme: Programme, so_far: Answer) -> Answer:
    """The best team of a search that was cut short, with what it is worth.

    The search may have found nobody yet: then any team that meets the wishes is taken. Or it may have
    found seats whose further variables are not at their best: the seats are held and the rest solved.
    Nothing is found when no team meets the wishes.
    """
    x = so_far.x
    if x is None:
        x = solve(replace(programme, gain=np.zeros_like(programme.gain))).x
    if x is None:
        return so_far
    n = len(problem.ids)
    lower, upper = programme.lower.copy(), programme.upper.copy()
    lower[:n] = upper[:n] = x[:n]
    return solve(replace(programme, lower=lower, upper=upper))
