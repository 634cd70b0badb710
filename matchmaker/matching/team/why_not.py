"""Why somebody has no seat: the best team with them beside the best of all, and what would bring them in.

It is said about contributions: which terms the team would gain and lose. Nothing here ranks persons.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError
from matchmaker.matching.team.demands import demand_rows
from matchmaker.matching.team.factors import Factor, least_factor
from matchmaker.matching.team.feasibility import Possible
from matchmaker.matching.team.referee import Score
from matchmaker.matching.team.solution import Solution, solve_team
from matchmaker.rules.constraints import Include, Size

if TYPE_CHECKING:
    from matchmaker.kernel.progress import Progress
    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.rules.constraints import Demand

MOST_AT_ONCE = 2
"""How many demands are given up together at most."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What speaks against a seat for one actor, and the smallest change that would bring it in."""

    actor: str
    beside: Solution | None
    """The best team with the actor, when the demands in :attr:`given_up` are given up; ``None`` when
    there is none."""
    difference: Score
    """What that team has more (or less, negative) than the best, term by term; without one, zeros."""
    leave: tuple[str, ...]
    """Who would leave the best team, in order of id."""
    come: tuple[str, ...]
    """Who would come, the actor among them."""
    barred_by: tuple[tuple[Demand, ...], ...]
    """The smallest sets of demands each of which must be given up before any team can have the actor: one
    at a time, or two when no one is enough. Empty when nothing bars it, or no two demands are enough. The
    size is never among them: see :attr:`with_one_more`."""
    given_up: tuple[Demand, ...]
    """The first of them; none when nothing bars the actor."""
    factor: Factor | None
    """The term whose weight would have to change least, and by how much, before a team with the actor is as
    good as the best; ``None`` when no term within reach does it, or when the actor is barred."""
    with_one_more: Solution | None
    """The best team with one seat more, when the actor is in it; else ``None``."""

    @property
    def barred(self) -> bool:
        """Whether no team that meets all demands has the actor."""
        return self.beside is None or bool(self.given_up)


def why_not(
    problem: TeamProblem,
    best: Solution,
    actor: str,
    *,
    wider: TeamProblem | None = None,
    budget: int = 20_000,
    progress: Progress | None = None,
) -> WhyNot:
    """Compare the best team with the best that has a certain actor, and look for what would bring it in.

    Parameters
    ----------
    problem
        The problem.
    best
        Its best team.
    actor
        A candidate without a seat in it.
    wider
        The same wish posed with one seat more; ``None``: not asked.
    budget, progress
        Nodes of the search tree for each search, and who follows.

    Raises
    ------
    InputError
        The actor is no candidate (not_a_candidate) or has a seat already (why_not_seated).
    """
    if actor not in problem.ids:
        raise InputError("not_a_candidate", {"actor": actor})
    if actor in {problem.ids[i] for i in best.team}:
        raise InputError("why_not_seated", {"actor": actor})
    asked = with_seat(problem, actor)
    barred_by = _barring(asked)
    given_up = barred_by[0] if barred_by else ()
    free = replace(asked, constraints=tuple(r for r in asked.constraints if r not in given_up))
    beside = solve_team(free, budget=budget, progress=progress)
    factor = None
    if beside is not None and not given_up:
        factor = least_factor(problem, best, beside, actor, budget=budget, progress=progress)
    before = {problem.ids[i] for i in best.team}
    after = before if beside is None else {problem.ids[i] for i in beside.team}
    return WhyNot(
        actor,
        beside,
        Score(
            {
                term: 0 if beside is None else beside.score[term] - points
                for term, points in best.score.items()
            }
        ),
        tuple(sorted(before - after)),
        tuple(sorted(after - before)),
        barred_by,
        given_up,
        factor,
        None if wider is None else _with_one_more(wider, actor, budget, progress),
    )


def with_seat(problem: TeamProblem, actor: str) -> TeamProblem:
    """The same problem with a seat for the actor."""
    return replace(problem, constraints=(*problem.constraints, Include(actor)))


def _with_one_more(wider: TeamProblem, actor: str, budget: int, progress: Progress | None) -> Solution | None:
    """The best team with one seat more, if the actor is in it or in one as good."""
    best = solve_team(wider, budget=budget, progress=progress)
    if best is None or actor in {wider.ids[i] for i in best.team}:
        return best
    beside = solve_team(with_seat(wider, actor), budget=budget, progress=progress)
    return beside if beside is not None and beside.score.total >= best.score.total else None


def _barring(asked: TeamProblem) -> tuple[tuple[Demand, ...], ...]:
    """The smallest sets of demands without which there is a team; none when there is one already."""
    rules = asked.constraints
    possible = Possible.of(((row.key[0], row) for row in demand_rows(asked)), len(asked))

    def without(some: tuple[Demand, ...]) -> bool:
        return possible.with_([number for number, rule in enumerate(rules) if rule not in some])

    if without(()):
        return ()
    others = [rule for rule in rules[:-1] if not isinstance(rule, Size)]
    for many in range(1, MOST_AT_ONCE + 1):
        if enough := [some for some in combinations(others, many) if without(some)]:
            return tuple(dict.fromkeys(enough))
    return ()
