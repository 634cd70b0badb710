"""The referee: judges a team by the problem alone, without any of the solver's code.

Written in plain loops over Python numbers on purpose: slow enough to be obviously right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import RefereeError

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.rules.constraints import Constraint


@dataclass(frozen=True, slots=True)
class Score:
    """A team's milli-points, term by term."""

    coverage: int
    sides: int
    groups: int
    ties: int
    reach: int
    load: int
    """Deducted: zero or negative."""

    @property
    def total(self) -> int:
        """The sum of the terms."""
        return self.coverage + self.sides + self.groups + self.ties + self.reach + self.load


def score(problem: TeamProblem, team: Collection[int]) -> Score:
    """Count the points of a team, given as candidate positions. An empty team has none."""
    members = sorted(set(team))
    seated = set(members)
    return Score(
        coverage=sum(need_points(problem, members, need) for need in range(len(problem.needs))),
        sides=sum(
            int(points)
            for side, points in enumerate(problem.side_points)
            if any(problem.on_side[i, side] for i in members)
        ),
        groups=sum(
            problem.group_points
            for group in range(len(problem.groups))
            if any(problem.voices[i, group] for i in members)
        ),
        ties=sum(
            int(points)
            for (a, b), points in zip(problem.pairs.tolist(), problem.pair_points, strict=True)
            if a in seated and b in seated
        ),
        reach=problem.reach_points * len(reached(problem, members)),
        load=-sum(int(problem.load_points[i]) for i in members),
    )


def need_points(problem: TeamProblem, team: Collection[int], need: int) -> int:
    """Milli-points for one need: the best coverer first, each further one worth less."""
    ranked = sorted((i for i in team if problem.fit[i, need] > 0), key=lambda i: -problem.fit[i, need])
    used = ranked[: problem.slots(need)]
    return sum(problem.coverage_points(i, need, rank) for rank, i in enumerate(used))


def reached(problem: TeamProblem, team: Collection[int]) -> tuple[str, ...]:
    """Organisations one step outside the team."""
    seated = set(team)
    return tuple(
        problem.outside[o]
        for o, near in enumerate(problem.opens)
        if int(problem.outside_as_candidate[o]) not in seated and seated.intersection(near.tolist())
    )


def broken(problem: TeamProblem, team: Collection[int]) -> tuple[Constraint, ...]:
    """The constraints that a team does not meet."""
    members = {problem.ids[i] for i in team}
    sectors = dict(zip(problem.ids, problem.sectors, strict=True))
    return tuple(rule for rule in problem.constraints if not rule.holds(members, sectors))


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
