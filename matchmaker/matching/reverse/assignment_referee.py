"""The referee of an assignment: judges it by the problem alone, without any of the solver's code.

Written in plain loops over Python numbers on purpose: slow enough to be obviously right.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import RefereeError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matchmaker.matching.reverse.assignment import AssignmentProblem, Part

THIRD, TWELFTH = 3, 12
"""The coverer after those asked for counts a third, the one after it a twelfth."""


def need_points(part: Part, team: Collection[int], need: int) -> int:
    """Milli-points of one need: the best coverer first, each beyond those asked for worth less."""
    fits = sorted((int(part.fit[i, need]) for i in team), reverse=True)
    worth, count = int(part.need_points[need]), int(part.need_counts[need])
    total = 0
    for rank, fit in enumerate(fits):
        if rank < count:
            total += round(worth / 100) * fit
        elif rank == count:
            total += round(worth / THIRD / 100) * fit
        elif rank == count + 1:
            total += round(worth / TWELFTH / 100) * fit
    return total


def team_points(part: Part, team: Collection[int]) -> int:
    """Milli-points of one challenge's team. Nobody gives 0."""
    members = sorted(set(team))
    sides = sum(
        int(points)
        for side, points in enumerate(part.side_points)
        if any(part.on_side[i, side] for i in members)
    )
    return sides + sum(need_points(part, members, need) for need in range(len(part.needs)))


def broken(problem: AssignmentProblem, teams: Sequence[Collection[int]]) -> str | None:
    """The first wish that the teams do not meet, in a word; ``None`` when they meet all."""
    seats = dict.fromkeys(range(len(problem.ids)), 0)
    hours = dict.fromkeys(range(len(problem.ids)), 0.0)
    for part, team in zip(problem.parts, teams, strict=True):
        if len(set(team)) != len(team) or not part.wish.low <= len(team) <= part.wish.high:
            return f"size of {part.wish.challenge}"
        for i in team:
            if not part.allowed[i]:
                return f"area of {part.wish.challenge}"
            seats[i] += 1
            hours[i] += part.wish.hours
    for i, given in hours.items():
        left = float(problem.left[i])
        if seats[i] > int(problem.most_seats[i]):
            return "seats"
        # sums of hours in decimals may be off in the last digit
        if seats[i] and not math.isnan(left) and given > left + 1e-6:
            return "hours"
    return None


def judge(
    problem: AssignmentProblem, teams: Sequence[Collection[int]], objective: int, bound: int | None
) -> tuple[int, ...]:
    """Pass a solver's answer and return each team's milli-points, or raise ``RefereeError``."""
    if wrong := broken(problem, teams):
        raise RefereeError("referee_constraint", {"constraint": wrong})
    points = tuple(team_points(part, team) for part, team in zip(problem.parts, teams, strict=True))
    if sum(points) != objective:
        raise RefereeError("referee_score", {"claimed": objective, "counted": sum(points)})
    if bound is not None and bound < objective:
        raise RefereeError("referee_bound", {"claimed": objective, "bound": bound})
    return points
