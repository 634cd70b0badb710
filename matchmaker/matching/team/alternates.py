"""Who is called next when a seat becomes empty, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from matchmaker.kernel.errors import InputError
from matchmaker.matching.team.marginal import additions
from matchmaker.matching.team.referee import score
from matchmaker.rules.constraints import Include

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    Whoever alone speaks for a group is replaced by another voice of it only: where there is none, nobody is
    named, and the chair stays open for the group. Those who would add most come first, ties in order of id;
    the referee counts what is told.
    """
    whole = score(problem, (*others, seat)).total
    return tuple(
        Alternative(problem.ids[i], score(problem, (*others, i)).total - whole)
        for i, _ in islice(_ranked(problem, others, seat), most)
    )


def _ranked(problem: TeamProblem, others: tuple[int, ...], seat: int) -> Iterator[tuple[int, int]]:
    """Who could fill a seat, best first, with the milli-points that the team would gain."""
    kept = [rule for rule in problem.constraints if rule != Include(problem.ids[seat])]
    added = additions(problem, others)
    able = np.setdiff1d(np.arange(len(problem)), [*others, seat])
    for voice in problem.of("groups"):
        if seat in voice.members and not np.isin(voice.members, others).any():
            able = np.intersect1d(able, voice.members)
    rest = {problem.ids[i] for i in others}
    for i in able[np.argsort(-added[able], kind="stable")].tolist():
        if all(rule.meets(rest | {problem.ids[i]}, problem.facts) for rule in kept):
            yield i, int(added[i] - added[seat])


def alternates(problem: TeamProblem, team: tuple[int, ...], most: int = 5) -> tuple[SeatAlternates, ...]:
    """Whom to call for each seat, in order, so that nobody is kept waiting for two seats.

    First everybody's first alternate is chosen, so that the teams lose as little as possible together, then
    the second among those who are left, and so on. Each is counted as if that seat alone became empty, and
    keeps every other wish and every group's only voice.

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
    enough = most * len(team)
    ranked = [
        {problem.ids[i]: gain for i, gain in islice(_ranked(problem, _without(team, seat), seat), enough)}
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
