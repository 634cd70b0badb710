"""One random small team problem solved, and judged by brute force: what the tests and the long run share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from matchmaker.matching.team.solution import solve_team
from matchmaker.solving.port import Status
from tests.team_brute import EveryTeam, every_team, met
from tests.team_draw import random_problem, random_shape

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.matching.team.solution import Solution


def trial(seed: int, most: int) -> Counter[str]:
    """Solve one problem of at most so many candidates; what it held, or ``AssertionError``."""
    problem = random_problem(seed, random_shape(seed, most))
    everyone = every_team(problem)
    check(problem, everyone, solve_team(problem), f"seed {seed}")
    return _held(problem, everyone)


def check(problem: TeamProblem, everyone: EveryTeam, found: Solution | None, what: str) -> None:
    """Whether the answer is the best of all teams, proven, with the smallest sum of lots among equals."""
    assert (found is None) == (everyone.best is None), what
    if found is None:
        return
    assert found.status is Status.OPTIMAL, what
    assert found.score.total == everyone.best == found.bound, what
    code = sum(1 << i for i in found.team)
    assert everyone.allowed[code], what
    assert dict(found.score) == {term: points[code] for term, points in everyone.terms.items()}, what
    equal = everyone.allowed & (everyone.points == everyone.best)
    lots = everyone.seats @ problem.lots
    assert lots[code] == lots[equal].min(), what


def _held(problem: TeamProblem, everyone: EveryTeam) -> Counter[str]:
    """What a problem was made of: terms that count, and demands that keep a better team out."""
    held = Counter(problems=1, possible=everyone.best is not None, teams=len(everyone.points))
    held.update({f"term {term}": bool(points.any()) for term, points in everyone.terms.items()})
    if everyone.best is None:
        return held
    held["equals"] = int((everyone.points[everyone.allowed] == everyone.best).sum() > 1)
    better = everyone.points > everyone.best
    for rule in problem.constraints:
        kind = f"demand {type(rule).__name__}"
        held[kind] = max(held[kind], int((better & ~met(problem, rule, everyone.seats)).any()))
    return held
