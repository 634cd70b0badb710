"""The referee: judges a team by the problem alone, without any of the solver's code.

Written in plain loops over Python numbers on purpose: slow enough to be obviously right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import RefereeError
from matchmaker.matching.team.problem import TERMS

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.rules.constraints import Demand


class Score(dict[str, int]):
    """A team's milli-points, term by term, in the order of :data:`TERMS`; deductions are negative."""

    @property
    def total(self) -> int:
        """The sum of the terms."""
        return sum(self.values())


def score(problem: TeamProblem, team: Collection[int]) -> Score:
    """Count the points of a team, given as candidate positions. An empty team has none."""
    seated = set(team)
    members = sorted(seated)
    points = dict.fromkeys(TERMS, 0)
    points["coverage"] = sum(need_points(problem, members, need) for need in range(len(problem.needs)))
    for tally in problem.tallies:
        here = sum(member in seated for member in tally.members.tolist())
        points[tally.term] += tally.points(here)
    for pair, (low, high) in enumerate(problem.pairs.tolist()):
        if low in seated and high in seated:
            points["ties"] += int(problem.tie_points[pair])
            points["bridges"] -= int(problem.bridge_points[pair])
    points["reach"] = problem.reach_points * len(reached(problem, members))
    for charge in problem.charges:
        points[charge.term] -= sum(int(charge.points[i]) for i in members)
    return Score(points)


def need_points(problem: TeamProblem, team: Collection[int], need: int) -> int:
    """Milli-points for one need: the best coverer first, each further one worth less."""
    ranked = sorted((int(problem.fit[i, need]) for i in team), reverse=True)
    return sum(
        problem.slot_points(need, rank) * fit for rank, fit in enumerate(ranked[: problem.slots(need)])
    )


def reached(problem: TeamProblem, team: Collection[int]) -> tuple[str, ...]:
    """Organisations one step outside the team."""
    seated = set(team)
    return tuple(
        problem.outside[o]
        for o, near in enumerate(problem.opens)
        if int(problem.outside_as_candidate[o]) not in seated and seated.intersection(near.tolist())
    )


def broken(problem: TeamProblem, team: Collection[int]) -> tuple[Demand, ...]:
    """The constraints that a team does not meet."""
    members = {problem.ids[i] for i in team}
    return tuple(rule for rule in problem.constraints if not rule.meets(members, problem.facts))


def judge(problem: TeamProblem, team: Collection[int], objective: int, bound: int | None) -> Score:
    """Pass a solver's answer, or raise ``RefereeError``.

    The team must meet every constraint, be worth exactly what the solver says, and not exceed the bound.
    """
    if wrong := broken(problem, team):
        raise RefereeError("referee_constraint", {"constraint": repr(wrong[0])})
    counted = score(problem, team)
    if counted.total != objective:
        raise RefereeError("referee_score", {"claimed": objective, "counted": counted.total})
    if bound is not None and bound < objective:
        raise RefereeError("referee_bound", {"claimed": objective, "bound": bound})
    return counted
