"""What somebody has changed by hand in a seating: steps that can be undone and done again. Pure.

The browser adds steps and takes them back by itself (``steps`` in ``assets/groups.js``): presses that
follow fast upon one another must not wait for an answer each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matchmaker.services.groups import Seats
    from matchmaker.services.groups_request import GroupsRequest

MOST_STEPS: Final = 2000
"""More steps than this are not made from one seating: it is kept, or suggested anew, long before."""
_PARTS: Final = 4
_MOST_LETTERS: Final = 200


class Kind(StrEnum):
    """What was done."""

    MOVE = "flytt"
    """A person to another group, in one round."""
    SWAP = "bytt"
    """Two persons for one another, in one round."""
    ABSENT = "borte"
    """Somebody does not come."""
    PRESENT = "kommer"
    """Somebody who was not to come does after all."""
    LOCK = "las"
    """Somebody keeps a group in every round."""
    UNLOCK = "las_opp"
    REPAIR = "reparer"
    """The rules are restored with the fewest moves."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done."""

    kind: Kind
    person: str = ""
    to: str = ""
    """The group, or the other person."""
    round: int = 0


@dataclass(frozen=True, slots=True)
class Steps:
    """What was done with one seating, and what was undone."""

    search: str
    """Address of the seating that the steps begin from."""
    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    """The latest undone last."""
    back: bool = False
    """Whether the latest press was «Angre»."""
    version: int | None = None
    """Version of the dataset that the steps begin from; ``None`` for that of the board they stand on."""

    @property
    def any(self) -> bool:
        """Whether there is anything to undo, or to do again."""
        return bool(self.done or self.undone)


def read(data: object, search: str) -> Steps:
    """Read what the browser holds; steps from another seating, or what is none, are no steps."""
    if not isinstance(data, dict) or data.get("search") != search:
        return Steps(search)
    version = data.get("version")
    begun = version if isinstance(version, int) and version >= 0 else None
    return Steps(search, _list(data.get("done")), _list(data.get("undone")), data.get("back") is True, begun)


def _list(data: object) -> tuple[Step, ...]:
    found = [_step(one) for one in data[:MOST_STEPS]] if isinstance(data, list) else []
    return tuple(one for one in found if one is not None)


def _step(data: object) -> Step | None:
    if not isinstance(data, list) or len(data) != _PARTS:
        return None
    kind, person, to, at = data
    words = isinstance(person, str) and isinstance(to, str) and len(person) + len(to) <= _MOST_LETTERS
    if kind not in {known.value for known in Kind} or not words or not isinstance(at, int):
        return None
    return Step(Kind(kind), person, to, at)


def written(steps: Steps) -> dict[str, Any]:
    """Write steps as the browser holds them."""
    return {
        "search": steps.search,
        "done": [[step.kind.value, step.person, step.to, step.round] for step in steps.done],
        "undone": [[step.kind.value, step.person, step.to, step.round] for step in steps.undone],
        "back": steps.back,
        **({} if steps.version is None else {"version": steps.version}),
    }


def wish_after(request: GroupsRequest, step: Step) -> GroupsRequest:
    """The wish after a step: who is absent, and who keeps a group."""
    absent = tuple(one for one in request.absent if one != step.person)
    pins = tuple(one for one in request.pins if one[0] != step.person)
    if step.kind is Kind.ABSENT:
        return _without(replace(request, absent=(*absent, step.person), pins=pins), step.person)
    if step.kind is Kind.PRESENT:
        return replace(request, absent=absent)
    if step.kind is Kind.LOCK:
        return replace(request, pins=(*pins, (step.person, step.to)))
    if step.kind is Kind.UNLOCK:
        return replace(request, pins=pins)
    return request


def _without(request: GroupsRequest, person: str) -> GroupsRequest:
    """The wish without what it says of somebody who does not come."""

    def others(sets: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        left = (tuple(one for one in block if one != person) for block in sets)
        return tuple(block for block in left if len(block) > 1)

    return replace(request, together=others(request.together), apart=others(request.apart))


def seats_after(seats: Seats, step: Step) -> Seats:
    """The seating after a step; repair is not meant here."""
    if step.kind is Kind.ABSENT:
        return tuple(one for one in seats if one[2] != step.person)
    where = {person: group for number, group, person in seats if number == step.round}
    if step.kind is Kind.MOVE:
        return _placed(seats, step.round, {step.person: step.to})
    if step.kind is Kind.SWAP and step.person in where and step.to in where:
        return _placed(seats, step.round, {step.person: where[step.to], step.to: where[step.person]})
    return seats


def _placed(seats: Seats, number: int, new: dict[str, str]) -> Seats:
    kept = [one for one in seats if one[0] != number or one[2] not in new]
    return tuple(sorted([*kept, *((number, group, person) for person, group in new.items())]))
