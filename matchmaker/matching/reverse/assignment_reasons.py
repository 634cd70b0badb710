"""Why each seat of an assignment is where it is, counted with the referee: no reason says too much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.matching.reverse.assignment_referee import team_points

if TYPE_CHECKING:
    from matchmaker.matching.reverse.assignment import Part


@dataclass(frozen=True, slots=True)
class SeatReasons:
    """Why one seat is in one team."""

    candidate: int
    """Position among the candidates."""
    adds: int
    """Milli-points the team would lose without the seat, ≥ 0."""
    alone_on: tuple[str, ...]
    """Needs that no other seat covers."""
    best_on: tuple[str, ...]
    """Needs that it covers best, while others cover them too."""
    also_on: tuple[str, ...]
    """Further needs it covers."""
    alone_for: tuple[str, ...]
    """Expected sides that only it brings."""


def reasons(part: Part, team: tuple[int, ...]) -> tuple[SeatReasons, ...]:
    """Reasons for every seat of a team, those that add most first; of equal ones in the team's order."""
    whole = team_points(part, team)
    return tuple(sorted((_seat(part, team, seat, whole) for seat in team), key=lambda why: -why.adds))


def _seat(part: Part, team: tuple[int, ...], seat: int, whole: int) -> SeatReasons:
    others = tuple(i for i in team if i != seat)
    found: dict[str, list[str]] = {"alone": [], "best": [], "also": []}
    for need, name in enumerate(part.needs):
        mine = int(part.fit[seat, need])
        top = max((int(part.fit[i, need]) for i in others), default=0)
        if mine:
            found["alone" if top == 0 else "best" if mine > top else "also"].append(name)
    return SeatReasons(
        candidate=seat,
        adds=whole - team_points(part, others),
        alone_on=tuple(found["alone"]),
        best_on=tuple(found["best"]),
        also_on=tuple(found["also"]),
        alone_for=tuple(
            name
            for side, name in enumerate(part.sides)
            if part.on_side[seat, side] and not any(part.on_side[i, side] for i in others)
        ),
    )
