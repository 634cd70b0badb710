"""Why each seat is there: what it brings that no other does, and who else could fill it.

Everything is counted with the referee, so that a reason can never say more than the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.matching.team.referee import score
from matchmaker.rules.constraints import Include

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem


@dataclass(frozen=True, slots=True)
class Alternative:
    """Somebody else who could fill a seat."""

    actor: str
    difference: int
    """Milli-points the team would lose (negative) or gain."""


@dataclass(frozen=True, slots=True)
class SeatReasons:
    """Why one seat is in the team."""

    actor: str
    adds: int
    """Milli-points the team would lose without the seat."""
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
    whole = score(problem, team).total
    return tuple(_seat(problem, team, seat, whole, most) for seat in team)


def _seat(problem: TeamProblem, team: tuple[int, ...], seat: int, whole: int, most: int) -> SeatReasons:
    others = tuple(i for i in team if i != seat)
    alone: list[str] = []
    best: list[str] = []
    also: list[str] = []
    for need, name in enumerate(problem.needs):
        mine = int(problem.fit[seat, need])
        if mine == 0:
            continue
        rivals = [int(problem.fit[i, need]) for i in others]
        top = max(rivals, default=0)
        (alone if top == 0 else best if mine > top else also).append(name)
    return SeatReasons(
        actor=problem.ids[seat],
        adds=whole - score(problem, others).total,
        alone_on=tuple(alone),
        best_on=tuple(best),
        also_on=tuple(also),
        alone_for_sides=tuple(
            name
            for side, name in enumerate(problem.sides)
            if problem.on_side[seat, side] and not any(problem.on_side[i, side] for i in others)
        ),
        alone_for_groups=tuple(
            name
            for group, name in enumerate(problem.groups)
            if problem.voices[seat, group] and not any(problem.voices[i, group] for i in others)
        ),
        voice_of=tuple(name for g, name in enumerate(problem.groups) if problem.voices[seat, g]),
        worked_with=tuple(
            problem.ids[b if a == seat else a]
            for a, b in problem.pairs.tolist()
            if seat in (a, b) and (b if a == seat else a) in others
        ),
        alternatives=_alternatives(problem, others, team, seat, whole, most),
    )


def _alternatives(
    problem: TeamProblem, others: tuple[int, ...], team: tuple[int, ...], seat: int, whole: int, most: int
) -> tuple[Alternative, ...]:
    """The best replacements that keep every other wish; a seat that was asked for may be replaced too."""
    kept = tuple(
        rule
        for rule in problem.constraints
        if not (isinstance(rule, Include) and rule.actor == problem.ids[seat])
    )
    sectors = dict(zip(problem.ids, problem.sectors, strict=True))
    rest = {problem.ids[i] for i in others}
    ranked = sorted(
        (whole - score(problem, (*others, i)).total, actor)
        for i, actor in enumerate(problem.ids)
        if i not in team and all(rule.holds(rest | {actor}, sectors) for rule in kept)
    )
    return tuple(Alternative(actor, -loss) for loss, actor in ranked[:most])
