"""All teams there are, of a problem small enough to list them: what the searches are judged by."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from matchmaker.matching.team.referee import broken

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem


def every_team(problem: TeamProblem, sizes: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Every team of one of these sizes that meets the demands, as candidate positions."""
    teams = (team for size in sizes for team in combinations(range(len(problem)), size))
    return [team for team in teams if not broken(problem, team)]
