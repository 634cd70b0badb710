"""The groups and rounds of an event: those of the sheet *grupper*, or as many as are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.register import records_of
from matchmaker.services.event_people import listed

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.services.groups_request import GroupsRequest

USUAL_SIZE = 8
"""Groups have at most so many when nothing is said."""
MOST_GROUPS, MOST_ROUNDS = 5000, 100


@dataclass(frozen=True)
class EventGroup:
    """One group, or table, of an event."""

    id: str
    name: str
    room: str = ""
    challenge: str = ""
    """Id of what it works on; empty for nothing in particular."""
    rounds: tuple[int, ...] = ()
    """Rounds in which it is, from 1; empty for all."""
    least: int | None = None
    most: int | None = None
    language: str = ""
    facilitators: int = 0
    step_free: bool | None = None

    def held_in(self, at: int) -> bool:
        """Whether it is in round *at*, from 0."""
        return not self.rounds or at + 1 in self.rounds


def event_groups(register: Register, request: GroupsRequest, people: int) -> tuple[EventGroup, ...]:
    """The groups of an event.

    Raises
    ------
    InputError
        ``bad_group_count`` (fewer than 1 or more than 5000).
    """
    stated = records_of(register.frame("event_groups"))
    if stated and request.groups in (None, len(stated)):
        return tuple(_stated(row) for row in sorted(stated, key=lambda row: str(row["id"])))
    size = request.most or USUAL_SIZE
    number = request.groups if request.groups is not None else max(1, -(-people // max(size, 1)))
    if not 1 <= number <= MOST_GROUPS:
        raise InputError("bad_group_count", {"count": number, "most": MOST_GROUPS})
    digits = max(2, len(str(number)))
    return tuple(EventGroup(f"gruppe-{place:0{digits}}", f"Gruppe {place}") for place in range(1, number + 1))


def _stated(row: dict[str, object]) -> EventGroup:
    def text(column: str) -> str:
        return "" if row[column] is None else str(row[column])

    def whole(column: str) -> int | None:
        return None if row[column] is None else int(float(str(row[column])))

    step_free = row["step_free"]
    return EventGroup(
        text("id"), text("name") or text("id"), text("room"), text("challenge"),
        tuple(sorted(int(one) for one in listed(row["rounds"]))), whole("least"), whole("most"),
        text("language"), whole("facilitators") or 0, None if step_free is None else bool(step_free),
    )  # fmt: skip


def round_count(register: Register, request: GroupsRequest, groups: tuple[EventGroup, ...]) -> int:
    """How many rounds: as asked, else the last one that a sheet names, else one.

    Raises
    ------
    InputError
        ``bad_round_count``.
    """
    named = [number for group in groups for number in group.rounds]
    for row in records_of(register.frame("registrations")):
        named += [int(number) for number in listed(row["rounds"])]
    count = request.rounds if request.rounds is not None else max(named, default=1)
    if not 1 <= count <= MOST_ROUNDS:
        raise InputError("bad_round_count", {"count": count, "most": MOST_ROUNDS})
    return count


def sizes(
    groups: tuple[EventGroup, ...], request: GroupsRequest, present: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest size of each group in each round, shape (rounds, groups); 0 and 0 where it is not.

    What neither sheet nor asker says is left to evenness: the rest of the people differ by one at most.

    Raises
    ------
    InputError
        ``bad_group_size``: a least size above the greatest, or below 0.
    """
    shape = (len(present), len(groups))
    least, most = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for at in range(shape[0]):
        held = [place for place, group in enumerate(groups) if group.held_in(at)]
        count = int(present[at].sum())
        low, high = _even(count, len(held))
        for place in held:
            group = groups[place]
            floor = _first(group.least, request.least)
            roof = _first(group.most, request.most)
            least[at, place] = floor if floor is not None else min(low, high if roof is None else roof)
            most[at, place] = roof if roof is not None else max(high, least[at, place])
            if not 0 <= least[at, place] <= most[at, place]:
                raise InputError(
                    "bad_group_size",
                    {"group": group.name, "least": int(least[at, place]), "most": int(most[at, place])},
                    Message("hint.bad_group_size"),
                )
    return least, most


def _even(count: int, groups: int) -> tuple[int, int]:
    return (count // groups, -(-count // groups)) if groups else (0, 0)


def _first(stated: int | None, asked: int | None) -> int | None:
    """What the asker says goes before what the sheet says."""
    return asked if asked is not None else stated
