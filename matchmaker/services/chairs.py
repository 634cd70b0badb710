"""Open chairs: seats that are held for somebody whom the register does not have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.rules.case import MINOR
from matchmaker.rules.reading import members_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.services.seats import Seat
    from matchmaker.services.team_wish import TeamRequest


@dataclass(frozen=True, slots=True)
class OpenChair:
    """A chair held for an affected group that has nobody in the register: «plass holdt av til …»."""

    group: str
    name: str
    message: Message


def open_chairs(register: Register, challenge: Challenge, able: Collection[str]) -> tuple[OpenChair, ...]:
    """Affected groups to whom none of those who may be chosen (*able*) belongs: a chair is held.

    An organisation or a council that works for the group does not fill the chair: it represents people
    who do not take part themselves. Nor does somebody who is reserved or belongs elsewhere: they cannot be
    asked.
    """
    actors = register.actors
    asked = actors["id"].isin(list(able)) & (actors["form"] != "organisasjon")
    direct = actors[asked]["groups"].dropna().astype(str)
    held = {tag for cell in direct for tag in cell.split("|")}
    return tuple(
        OpenChair(group.group, group.name, Message("chair.open", {"group": group.name}))
        for group in challenge.affected
        if group.group not in held
    )


def held_chairs(request: TeamRequest) -> tuple[OpenChair, ...]:
    """Chairs that the asker holds, in the asker's own words."""
    return tuple(OpenChair("", name, Message("chair.held", {"group": name})) for name in request.hold)


def company_chair(register: Register, seats: tuple[Seat, ...]) -> tuple[OpenChair, ...]:
    """A chair beside the only seat known to be for a minor: nobody under 18 sits alone among adults."""
    members = members_of(register, [seat.filled_by for seat in seats])
    minors = [member.id for member in members if member.facts().get(MINOR) == "ja"]
    if len(minors) != 1 or len(members) == 1:
        return ()
    name = next(seat.name for seat in seats if seat.filled_by == minors[0])
    return (OpenChair("", name, Message("chair.company", {"seat": name})),)
