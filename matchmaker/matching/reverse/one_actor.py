"""To which challenges one actor adds most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.matching.reverse.landscape import State
from matchmaker.matching.reverse.points import NEED_POINTS, SIDE_POINTS
from matchmaker.needs.diminishing import covered
from matchmaker.rules.tables import expected_sectors

if TYPE_CHECKING:
    from matchmaker.matching.reverse.landscape import Landscape, OpenNeed
    from matchmaker.model.register import Register
    from matchmaker.needs.fit import Offer


@dataclass(frozen=True, slots=True)
class Adds:
    """What an actor adds to one need."""

    need: OpenNeed
    fit: int
    """Whole hundredths, 1–100."""
    offer: Offer
    points: int
    """Milli-points; 0 when enough others cover it as well or better."""


@dataclass(frozen=True, slots=True)
class Best:
    """A challenge, and what the actor adds to it."""

    challenge: str
    points: int
    """Milli-points, > 0."""
    adds: tuple[Adds, ...]
    """Needs that nobody who takes part covers first, then by points."""
    side: str | None
    """An expected side that the actor brings and nobody else there does."""


def best_challenges(register: Register, view: Landscape, actor: str, *, most: int = 5) -> tuple[Best, ...]:
    """Rank the challenges in an actor's area that it does not take part in by what it adds to them.

    What it adds is the difference it makes to the coverage of the needs (diminishing returns, against those
    who take part) and to the expected sides. A challenge to which it adds nothing is left out; ties break by
    id.

    Raises
    ------
    InputError
        No such actor (unknown_actor).
    """
    code = register.code(actor)
    found = []
    for challenge in view.challenges.values():
        here = register.in_area(challenge.municipalities)[code]
        if not here or code in view.taking_part[challenge.id]:
            continue
        adds = _adds(view, challenge.id, code)
        side, worth = _side(register, view, challenge.id, code)
        points = worth + sum(item.points for item in adds)
        if points > 0:
            found.append(Best(challenge.id, points, adds, side))
    return tuple(sorted(found, key=lambda item: (-item.points, item.challenge))[:most])


def _adds(view: Landscape, challenge: str, code: int) -> tuple[Adds, ...]:
    found = []
    for need in view.needs:
        column = view.column[need.contribution]
        fit = round(100 * float(view.fits.matrix[code, column]))
        if need.challenge != challenge or fit == 0:
            continue
        worth = NEED_POINTS * need.importance
        points = covered(worth, need.count, (*need.present, fit)) - covered(worth, need.count, need.present)
        found.append(Adds(need, fit, view.fits.offers[code, column], points))
    return tuple(
        sorted(
            found,
            key=lambda item: (
                item.need.state is not State.UNCOVERED,
                -item.points,
                item.need.contribution,
            ),
        )
    )


def _side(register: Register, view: Landscape, challenge: str, code: int) -> tuple[str | None, int]:
    """The expected side that only this actor brings, and its milli-points."""
    actors = register.actors
    core = register.kinds

    def brings(position: int) -> str | None:
        row = actors.iloc[position]
        return str(row["sector"]) if core[str(row["kind"])].core else None

    mine = brings(code)
    there = {brings(int(position)) for position in view.taking_part[challenge]}
    for side in expected_sectors(view.challenges[challenge].levels):
        if side.sector == mine and mine not in there:
            return mine, SIDE_POINTS * side.importance
    return None, 0
