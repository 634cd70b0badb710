"""Who is called next when a seat becomes empty, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from matchmaker.kernel.errors import InputError
from matchmaker.matching.team.marginal import additions
from matchmaker.matching.team.referee import score
from matchmaker.rules.constraints import Include

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem

NOBODY = -(10**12)
"""Worse than any alternate."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Somebody else who could fill a seat."""

    actor: str
    difference: int
    """Milli-points the team would lose (negative) or gain."""


@dataclass(frozen=True, slots=True)
class SeatAlternates:
    """Who is called for one seat, in order."""

    actor: str
    """Who has the seat."""
    alternates: tuple[Alternative, ...]
    """Best first; nobody is called for two seats."""


def replacements(
    problem: TeamProblem, others: tuple[int, ...], seat: int, most: int
) -> tuple[Alternative, ...]:
    """The best replacements that keep every other wish; a seat that was asked for may be replaced too.

    Those who would add most come first, ties in order of id; the referee counts what is told.
    """
    kept = [rule for rule in problem.constraints if rule != Include(problem.ids[seat])]
    added = additions(problem, others)
    able = np.setdiff1d(np.arange(len(problem)), [*others, seat])
    rest = {problem.ids[i] for i in others}
    whole = score(problem, (*others, seat)).total
    found: list[Alternative] = []
    for i in able[np.argsort(-added[able], kind="stable")].tolist():
        if len(found) == most:
            break
        actor = problem.ids[i]
        if all(rule.meets(rest | {actor}, problem.facts) for rule in kept):
            counted = score(problem, (*others, i)).total
            found.append(Alternative(actor, counted - whole))
    return tuple(found)


def alternates(problem: TeamProblem, team: tuple[int, ...], most: int = 5) -> tuple[SeatAlternates, ...]:
    """Whom to call for each seat, in order, so that nobody is kept waiting for two seats.

    First everybody's first alternate is chosen, so that the teams lose as little as possible together, then
    the second among those who are left, and so on. Each is counted as if that seat alone became empty, and
    keeps every other wish.

    Parameters
    ----------
    problem
        The problem.
    team
        Candidate positions, ascending.
    most
        How many alternates for each seat, ≥ 1.

    Returns
    -------
    tuple of SeatAlternates
        One per seat, in the order of the team; a seat that nobody else can fill has none.

    Raises
    ------
    InputError
        A *most* below 1 (below_least).
    """
    if most < 1:
        raise InputError("below_least", {"field": "most", "value": most, "least": 1})
    # so many for each seat that a round never lacks one that another seat could spare
    ranked = [
        {
            one.actor: one.difference
            for one in replacements(problem, _without(team, seat), seat, most * len(team))
        }
        for seat in team
    ]
    chosen: list[list[Alternative]] = [[] for _ in team]
    free = sorted({actor for mine in ranked for actor in mine})
    for _ in range(most):
        worth = np.array([[mine.get(actor, NOBODY) for actor in free] for mine in ranked])
        if not worth.size:
            break
        rows, columns = linear_sum_assignment(worth, maximize=True)
        taken = [(row, free[column]) for row, column in zip(rows, columns, strict=True)]
        for row, actor in taken:
            if actor in ranked[row]:
                chosen[row].append(Alternative(actor, ranked[row][actor]))
        used = {actor for row, actor in taken if actor in ranked[row]}
        free = [actor for actor in free if actor not in used]
    return tuple(
        SeatAlternates(problem.ids[seat], tuple(sorted(mine, key=lambda one: (-one.difference, one.actor))))
        for seat, mine in zip(team, chosen, strict=True)
    )


def _without(team: tuple[int, ...], seat: int) -> tuple[int, ...]:
    return tuple(i for i in team if i != seat)
