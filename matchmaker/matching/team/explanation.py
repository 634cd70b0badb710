"""Why each seat is there: what it brings that no other does, and who else could fill it.

Everything is counted with the referee, so that a reason can never say more than the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.team.alternates import Alternative, replacements
from matchmaker.matching.team.referee import Score, score

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem


@dataclass(frozen=True, slots=True)
class SeatReasons:
    """Why one seat is in the team."""

    actor: str
    adds: int
    """Milli-points the team would lose without the seat."""
    adds_by_term: Score
    """The same, term by term; they sum to it."""
    alone_on: tuple[str, ...]
    """Needs that no other seat covers."""
    best_on: tuple[str, ...]
    """Needs that it covers best, while others cover them too."""
    also_on: tuple[str, ...]
    """Further needs it covers."""
    alone_for_sides: tuple[str, ...]
    """Expected sides that only it brings into the room."""
    alone_for_groups: tuple[str, ...]
    """Affected groups that have no other voice here."""
    voice_of: tuple[str, ...]
    """Every affected group it is a voice of."""
    worked_with: tuple[str, ...]
    """Others in the team it has worked with."""
    alternatives: tuple[Alternative, ...]
    """Who else could fill the seat, best first."""


def explain(problem: TeamProblem, team: tuple[int, ...], most: int = 2) -> tuple[SeatReasons, ...]:
    """Reasons for every seat, in the order of the team."""
    whole = score(problem, team)
    return tuple(_seat(problem, team, seat, whole, most) for seat in team)


def _seat(problem: TeamProblem, team: tuple[int, ...], seat: int, whole: Score, most: int) -> SeatReasons:
    others = tuple(i for i in team if i != seat)
    alone, best, also = _needs(problem, others, seat)
    left = score(problem, others)
    adds = Score((term, points - left[term]) for term, points in whole.items())
    return SeatReasons(
        actor=problem.ids[seat],
        adds=adds.total,
        adds_by_term=adds,
        alone_on=alone,
        best_on=best,
        also_on=also,
        alone_for_sides=_only(problem, "sides", seat, others),
        alone_for_groups=_only(problem, "groups", seat, others),
        voice_of=tuple(tally.name for tally in problem.of("groups") if seat in tally.members),
        worked_with=tuple(
            problem.ids[b if a == seat else a]
            for a, b in problem.pairs.tolist()
            if seat in (a, b) and (b if a == seat else a) in others
        ),
        alternatives=replacements(problem, others, seat, most),
    )


def _needs(
    problem: TeamProblem, others: tuple[int, ...], seat: int
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Needs that a seat covers: alone, best of several, and others."""
    alone: list[str] = []
    best: list[str] = []
    also: list[str] = []
    for need, name in enumerate(problem.needs):
        mine = int(problem.fit[seat, need])
        if mine == 0:
            continue
        top = max((int(problem.fit[i, need]) for i in others), default=0)
        (alone if top == 0 else best if mine > top else also).append(name)
    return tuple(alone), tuple(best), tuple(also)


def _only(problem: TeamProblem, term: str, seat: int, others: tuple[int, ...]) -> tuple[str, ...]:
    """The sets of a term that have this seat and no other."""
    return tuple(
        tally.name
        for tally in problem.of(term)
        if seat in tally.members and not np.isin(tally.members, others).any()
    )
