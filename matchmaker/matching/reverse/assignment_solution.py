"""From an assignment problem to proven best teams, through the solver port.

Coverage is posed by *levels* of fit: for each need and each fit L that occurs, step k of the diminishing
returns is worth step × (L − the level below) when at least k seats hold a fit of L or more. The sum over the
levels is what ranking the coverers gives, with one variable per step and level in place of one per candidate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.reverse.assignment_referee import judge
from matchmaker.needs.diminishing import slot_points, slots
from matchmaker.solving.port import Answer, Programme, Rows, Status, relaxed, solve

if TYPE_CHECKING:
    from matchmaker.kernel.progress import Progress
    from matchmaker.matching.reverse.assignment import AssignmentProblem, Part


@dataclass(frozen=True, slots=True)
class Assignment:
    """Refereed teams."""

    teams: tuple[tuple[int, ...], ...]
    """Per part, candidate positions, ascending."""
    points: tuple[int, ...]
    """Per part, milli-points."""
    status: Status
    bound: int | None
    """No teams have more milli-points together than this."""


class Seats:
    """Variables and rows of who sits where: variable ``part * n + i`` is candidate *i*'s seat in *part*."""

    def __init__(self, problem: AssignmentProblem) -> None:
        self.n = len(problem.ids)
        count = self.n * len(problem.parts)
        self.gain = [0] * count
        self.upper = [1.0] * count
        self.whole = [True] * count
        self.rows = Rows()
        self._who_may(problem)
        self._room(problem)

    def _who_may(self, problem: AssignmentProblem) -> None:
        for number, part in enumerate(problem.parts):
            full = np.nan_to_num(problem.left, nan=math.inf) < part.wish.hours
            for i in np.flatnonzero(~part.allowed | full).tolist():
                self.upper[number * self.n + i] = 0.0

    def _room(self, problem: AssignmentProblem) -> None:
        """Nobody gets more seats or hours than they have; rows only where the limit can be reached."""
        hours = [part.wish.hours for part in problem.parts]
        for i in range(self.n):
            mine = [c * self.n + i for c in range(len(hours)) if self.upper[c * self.n + i] > 0]
            if len(mine) > problem.most_seats[i]:
                self.rows.add(mine, [1.0] * len(mine), high=float(problem.most_seats[i]))
            cost = [hours[seat // self.n] for seat in mine]
            if sum(cost) > problem.left[i]:  # never where the hours left are unknown
                self.rows.add(mine, cost, high=float(problem.left[i]))

    def of(self, number: int) -> list[int]:
        """The seats of one part that can be taken."""
        return [j for j in range(number * self.n, (number + 1) * self.n) if self.upper[j] > 0]

    def new(self, gain: int, *, most: float = 1.0, whole: bool = False) -> int:
        """A further variable."""
        self.gain.append(gain)
        self.upper.append(most)
        self.whole.append(whole)
        return len(self.gain) - 1

    def programme(self) -> Programme:
        """Everything so far."""
        return self.rows.programme(self.gain, [0.0] * len(self.gain), self.upper, self.whole)


def programme_of(problem: AssignmentProblem) -> Programme:
    """The assignment as a mixed-integer programme."""
    made = Seats(problem)
    for number, part in enumerate(problem.parts):
        able = made.of(number)
        made.rows.add(able, [1.0] * len(able), part.wish.low, part.wish.high)
        _coverage(made, part, np.array(able, dtype=np.int64))
        for side, points in enumerate(part.side_points.tolist()):
            here = [j for j in able if part.on_side[j % made.n, side]]
            present = made.new(int(points))
            made.rows.add([present, *here], [1.0] + [-1.0] * len(here), high=0.0)
    return made.programme()


def _coverage(made: Seats, part: Part, able: np.ndarray) -> None:
    for need in range(len(part.needs)):
        count, worth = int(part.need_counts[need]), int(part.need_points[need])
        fit = part.fit[able % made.n, need]
        below = 0
        for level in np.unique(fit[fit > 0]).tolist():
            members = able[fit >= level].tolist()
            steps = [
                made.new(slot_points(worth, count, rank) * (level - below))
                for rank in range(min(slots(count), len(members)))
            ]
            made.rows.add([*steps, *members], [1.0] * len(steps) + [-1.0] * len(members), high=0.0)
            below = level


def solve_assignment(
    problem: AssignmentProblem, *, budget: int = 200_000, progress: Progress | None = None
) -> Assignment | None:
    """Find the teams with the greatest sum of points; ``None`` when no teams meet the wishes.

    Among equally good answers the one with the smallest sum of lots is taken, by a second search.
    """
    programme = programme_of(problem)
    answer = solve(programme, budget=budget, progress=progress)
    if answer.status is Status.OPTIMAL and answer.x is not None and answer.objective is not None:
        drawn = solve(
            _as_good(problem, programme, answer.objective), budget=budget, progress=progress, start=answer.x
        )
        best = replace(answer, x=answer.x if drawn.x is None else drawn.x)
    else:
        best = _settled(problem, programme, answer)
    if best.x is None or best.objective is None:
        return None
    n = len(problem.ids)
    teams = tuple(
        tuple(np.flatnonzero(best.x[number * n : (number + 1) * n] > 0.5).tolist())
        for number in range(len(problem.parts))
    )
    points = judge(problem, teams, best.objective, answer.bound)
    return Assignment(teams, points, answer.status, answer.bound)


def _as_good(problem: AssignmentProblem, programme: Programme, best: int) -> Programme:
    """Find, among all answers worth *best*, the one with the smallest sum of lots.

    Seats that no answer worth *best* can hold, by the bound of the programme without whole numbers, are left
    out: at 2,000 candidates that is nine of ten.
    """
    upper = programme.upper.copy()
    loose = relaxed(programme)
    if loose is not None:
        # a milli-point more than the arithmetic's error, so that nothing equally good is lost
        upper[programme.whole & (loose.loss > loose.bound - best + 1.0)] = 0.0
    columns = np.flatnonzero(programme.gain)
    lots = np.zeros_like(programme.gain)
    for number, part in enumerate(problem.parts):
        lots[number * len(problem.ids) : (number + 1) * len(problem.ids)] = -part.lots
    return replace(
        programme,
        gain=lots,
        upper=upper,
        row_low=np.append(programme.row_low, best - 0.5),
        row_high=np.append(programme.row_high, math.inf),
        starts=np.append(programme.starts, programme.starts[-1] + len(columns)).astype(np.int32),
        columns=np.append(programme.columns, columns).astype(np.int32),
        values=np.append(programme.values, programme.gain[columns]),
    )


def _settled(problem: AssignmentProblem, programme: Programme, so_far: Answer) -> Answer:
    """The best answer of a search that was cut short: the seats are held and the rest solved."""
    x = so_far.x
    if x is None:
        x = solve(replace(programme, gain=np.zeros_like(programme.gain))).x
    if x is None:
        return so_far
    seats = len(problem.ids) * len(problem.parts)
    lower, upper = programme.lower.copy(), programme.upper.copy()
    lower[:seats] = upper[:seats] = x[:seats]
    return solve(replace(programme, lower=lower, upper=upper))
