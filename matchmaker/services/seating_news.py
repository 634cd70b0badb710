"""What others have done with an event's kept seating since somebody opened it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.store import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.together import Touched
    from matchmaker.store.storage import Reading
    from matchmaker.store.versions import Version

SHEET = "seatings"
MOST_NAMED = 3
"""People named in one sentence; more are counted."""
Place = tuple[int, str]
"""A round and an actor: what a place in a seating is told by."""


@dataclass(frozen=True, slots=True)
class Called:
    """What people and groups of an event are called."""

    people: Mapping[str, str]
    groups: Mapping[str, str]
    rounds: int
    """How many rounds there are; with one, nobody says which."""

    @classmethod
    def of(cls, register: Register) -> Called:
        """Names as they stand in the dataset."""
        actors, groups = register.actors, register.frame("event_groups")
        named = zip(groups["id"].astype(str), groups["name"].astype(object), strict=True)
        rounds = register.frame(SHEET)["round"].dropna()
        return cls(
            dict(zip(register.ids, actors["name"].astype(str), strict=True)),
            {group: str(name) for group, name in named if isinstance(name, str) and name},
            int(rounds.max()) if len(rounds) else 1,
        )

    def person(self, actor: str) -> str:
        """Somebody's name; the id of somebody who is no longer there."""
        return self.people.get(actor, actor)

    def group(self, group: str | None) -> Param:
        """A group's name; the one that the tool has given it where the sheet lists none."""
        if group is None:
            return Message("together.no_seat")
        numbered = re.fullmatch(r"gruppe-(\d+)", group)
        plain: Param = Message("together.group", {"number": int(numbered[1])}) if numbered else group
        return self.groups.get(group, plain)

    def place(self, place: Place) -> Param:
        """Whose place, and in which round where there are several."""
        number, actor = place
        if self.rounds < 2:
            return self.person(actor)
        return Message("together.in_round", {"name": self.person(actor), "round": number})


def parts_of(seats: Iterable[tuple[int, str, str]]) -> dict[Place, str]:
    """Look at a seating place by place: (round, actor) → group."""
    return {(number, actor): group for number, group, actor in seats}


def seats_of(parts: Mapping[Place, str]) -> tuple[tuple[int, str, str], ...]:
    """Write places as a seating: (round, group, actor), in order."""
    return tuple(sorted((number, group, actor) for (number, actor), group in parts.items()))


def both_words(touched: Sequence[Touched[Place, str]], called: Called) -> tuple[Message, ...]:
    """Say of each place what it was, what they made of it, and what I would."""
    return tuple(
        Message("together.both", {
            "part": called.place(one.key), "before": called.group(one.before),
            "theirs": called.group(one.theirs), "mine": called.group(one.mine),
        })
        for one in touched
    )  # fmt: skip


def changes_between(
    reading: Reading, dataset: str, since: int, until: int, called: Called,
    about: frozenset[Place] | None = None,
) -> tuple[Message, ...]:  # fmt: skip
    """Who has changed the seating after version *since* up to *until*, oldest first.

    Versions in which nobody's place is another are left out; with *about*, those that do not touch it.
    """
    told = []
    for one in versions.versions(reading, dataset):
        if since < one.number <= until:
            places = _places(reading, dataset, one.number)
            places = places if about is None else [place for place in places if place in about]
            if places:
                told.append(_told(one, places, called))
    return tuple(told)


def _places(reading: Reading, dataset: str, number: int) -> list[Place]:
    difference = versions.difference(reading, dataset, number)
    found = []
    for row in difference.changes():
        values = row.after or row.before or {}
        moved = row.before is None or row.after is None or row.before["group"] != row.after["group"]
        if row.table == SHEET and moved and not values["event"]:
            found.append((int(float(values["round"])), str(values["actor"])))
    return found


def _told(version: Version, places: Sequence[Place], called: Called) -> Message:
    people = tuple(dict.fromkeys(called.person(actor) for _, actor in places))
    params: dict[str, Param] = {"who": version.author, "when": version.at, "people": people}
    if len(people) > MOST_NAMED:
        return Message("together.seated_many", {**params, "count": len(people)})
    return Message("together.seated", params)


@dataclass(frozen=True, slots=True)
class SeatingNews:
    """What has come since."""

    version: int
    """The present version; 0 for a dataset that lies as files."""
    changes: tuple[Message, ...]
    """Who has changed whose place; empty when nobody has."""


def seating_news(workspace: KeptWorkspace, dataset: str, since: int) -> SeatingNews:
    """What others have done with a dataset's kept seating after version *since*.

    Costs one row where nothing has come. Raises ``InputError`` (unknown_dataset).
    """
    plain, _ = workspace.split(dataset)
    now = workspace.version(plain) or 0
    if now == since:
        return SeatingNews(now, ())
    called = Called.of(workspace.dataset(plain).register)
    with workspace.store.reading() as reading:
        return SeatingNews(now, changes_between(reading, plain, since, now, called))
