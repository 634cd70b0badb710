"""Who may sit where and with whom: the sheets *påmeldte* and *grupperegler*, and what the asker adds."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from matchmaker.kernel.errors import InputError, Message
from matchmaker.matching.groups.problem import Company, Limit
from matchmaker.matching.groups.wishes import GroupWish
from matchmaker.model.attributes import values_of
from matchmaker.model.register import records_of
from matchmaker.model.vocabulary import GroupRule
from matchmaker.services.event_people import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.event_groups import EventGroup
    from matchmaker.services.event_people import Comers
    from matchmaker.services.groups_request import GroupsRequest


class EventRules:
    """The rules of an event, gathered one after another.

    Parameters
    ----------
    people
        Who comes.
    groups
        Their groups.
    present
        Who is there when, shape (rounds, people).
    """

    def __init__(self, people: Comers, groups: tuple[EventGroup, ...], present: np.ndarray) -> None:
        self._people = people
        self._groups = groups
        self._present = present
        self._at = people.position()
        self._group_at = {group.id: place for place, group in enumerate(groups)}
        self._group_named = {group.name.casefold(): place for place, group in enumerate(groups)}
        self._together: list[set[int]] = []
        self._apart: set[tuple[int, int]] = set()
        self.allowed = np.ones((len(present), len(people.ids), len(groups)), dtype=bool)
        self.limits: list[Limit] = []
        self.company: list[Company] = []
        self.wishes: list[GroupWish] = []
        """Each rule as its asker knows it, for telling which cannot all be kept."""
        self.notes: list[Message] = []
        self.faults: list[InputError] = []

    @property
    def together(self) -> tuple[tuple[int, ...], ...]:
        """Sets of people who sit together; sets that share somebody are one."""
        return tuple(sorted(tuple(sorted(one)) for one in self._together))

    @property
    def apart(self) -> tuple[tuple[int, int], ...]:
        """Pairs that never share a group."""
        return tuple(sorted(self._apart))

    def _shape(self) -> tuple[int, int]:
        return len(self._present), len(self._groups)

    def _positions(self, actors: Iterable[str], *, must_come: bool) -> tuple[int, ...]:
        """Positions of those who come; who is asked about and does not come is a fault, or passed over."""
        found = []
        for actor in actors:
            if actor in self._at:
                found.append(self._at[actor])
            elif actor in self._people.absent:
                self.notes.append(Message("groups.lapsed", {"person": self._people.absent[actor]}))
            elif must_come:
                self.faults.append(
                    InputError("not_registered", {"actor": actor}, Message("hint.not_registered"))
                )
        return tuple(sorted(set(found)))

    def sit_together(self, actors: Iterable[str], *, must_come: bool = False) -> None:
        """A set of people who share a group in every round."""
        block = set(self._positions(actors, must_come=must_come))
        if len(block) < 2:
            return
        self._wish(GroupRule.SAMMEN.value, block)
        for other in [one for one in self._together if one & block]:
            block |= other
            self._together.remove(other)
        self._together.append(block)

    def sit_apart(self, actors: Iterable[str], *, kind: str = "", must_come: bool = False) -> None:
        """A set of people of whom no two share a group."""
        people = self._positions(actors, must_come=must_come)
        if len(people) < 2:
            return
        self._wish(kind or GroupRule.FRA_HVERANDRE.value, people)
        self._apart.update(combinations(people, 2))

    def separate(self, one: str, other: str, kind: str) -> None:
        """Keep two apart as is usual, unless the asker has put them together."""
        pair = self._positions((one, other), must_come=False)
        if len(pair) == 2 and not any(set(pair) <= block for block in self._together):
            self._wish(kind, pair)
            self._apart.add((pair[0], pair[1]))

    def pin(self, actor: str, group: str, *, kind: str = "", must_come: bool = False) -> None:
        """Somebody sits in one group in every round in which that group is."""
        person, place = self._positions((actor,), must_come=must_come), self._group(group)
        if person and place is not None:
            for at in range(len(self._present)):
                if self._groups[place].held_in(at):
                    mine = np.zeros(len(self._groups), dtype=bool)
                    mine[place] = True
                    self.allowed[at, person[0]] &= mine
            self._wish(kind or GroupRule.FAST_PLASS.value, person, (place,))

    def keep_out(self, actor: str, places: Sequence[int], kind: str) -> None:
        """Somebody does not sit in some groups."""
        person = self._positions((actor,), must_come=False)
        if person and places:
            self.allowed[:, person[0], list(places)] = False
            self._wish(kind, person, tuple(places))

    def _group(self, group: str) -> int | None:
        """Position of a group that is called by its id, or else by its name."""
        place = self._group_at.get(group, self._group_named.get(group.casefold()))
        if place is None:
            self.faults.append(
                InputError("unknown_event_group", {"group": group, "known": tuple(self._group_at)})
            )
        return place

    def _wish(self, kind: str, people: Iterable[int], groups: tuple[int, ...] = ()) -> None:
        self.wishes.append(GroupWish(kind, tuple(sorted(people)), groups))

    def sheet(self, register: Register) -> None:
        """The rules of *grupperegler*."""
        sets: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in records_of(register.frame("group_rules")):
            sets[str(row["id"])].append(row)
        for rows in (sets[name] for name in sorted(sets)):
            rule = GroupRule(rows[0]["rule"])
            actors = [str(row["actor"]) for row in rows]
            if rule is GroupRule.SAMMEN:
                self.sit_together(actors)
            elif rule is GroupRule.FRA_HVERANDRE:
                self.sit_apart(actors)
            else:
                for row in rows:
                    self._one(rule, row)

    def _one(self, rule: GroupRule, row: dict[str, Any]) -> None:
        """A rule about one person."""
        actor = str(row["actor"])
        if rule is GroupRule.FAST_PLASS:
            self.pin(actor, str(row["group"]))
        elif rule is GroupRule.IKKE_GRUPPE:
            place = self._group(str(row["group"]))
            self.keep_out(actor, () if place is None else (place,), rule.value)
        else:
            theirs = [at for at, group in enumerate(self._groups) if group.challenge == row["challenge"]]
            self.keep_out(actor, theirs, rule.value)
            if actor in self._at and theirs:
                self.notes.append(
                    Message("groups.habilitet", {"actor": actor, "challenge": str(row["challenge"])})
                )

    def asked(self, request: GroupsRequest) -> None:
        """What the asker adds."""
        for actors in request.together:
            self.sit_together(actors, must_come=True)
        for actors in request.apart:
            self.sit_apart(actors, must_come=True)
        for actor, group in request.pins:
            self.pin(actor, group, must_come=True)

    def registrations(self, separations: tuple[str, ...]) -> None:
        """What people's registrations ask for: hosts, step-free rooms, leaders, households."""
        free = [at for at, group in enumerate(self._groups) if group.step_free]
        steps = [at for at in range(len(self._groups)) if at not in free]
        households: dict[str, list[str]] = defaultdict(list)
        for actor, row in zip(self._people.ids, self._people.rows, strict=True):
            if row.get("host"):
                self.pin(actor, str(row["host"]), kind="vert")
            if row.get("step_free") and free:
                self.keep_out(actor, steps, "trinnfri")
            if row.get("leader") and "leder" in separations:
                self.separate(actor, str(row["leader"]), "leder")
            if row.get("household"):
                households[str(row["household"])].append(actor)
        if not free and self._people.who("step_free").any():
            self.notes.append(
                Message("groups.no_step_free", {"count": int(self._people.who("step_free").sum())})
            )
        if "husstand" in separations:
            for name in sorted(households):
                for one, other in combinations(sorted(households[name]), 2):
                    self.separate(one, other, "husstand")

    def languages(self, register: Register) -> None:
        """Groups held in a language, and interpreters beside those who need one."""
        spoken = values_of(register, "sprak", self._people.ids)
        for place, group in enumerate(self._groups):
            if group.language:
                for actor, words in zip(self._people.ids, spoken, strict=True):
                    if words is not None and group.language not in words:
                        self.keep_out(actor, (place,), "sprak")
        needs = [str(row.get("needs_interpreter") or "") for row in self._people.rows]
        gives = [listed(row.get("interprets")) for row in self._people.rows]
        for language in sorted({one for one in needs if one}):
            members = np.array([one == language for one in needs])
            helpers = np.array([language in one for one in gives])
            if helpers.any():
                self.company.append(Company("interpreter", {"language": language}, members, helpers))
                self._wish("tolk", np.flatnonzero(members).tolist())
            else:
                params: dict[str, Param] = {"language": language, "count": int(members.sum())}
                self.notes.append(Message("groups.no_interpreter", params))

    def minors(self) -> None:
        """No minor sits alone among adults."""
        members = self._people.who("minor")
        there = (self._present & members).sum(axis=1)
        if (there == 1).any():
            self.notes.append(Message("groups.one_minor"))
        elif members.any():
            self._limit("minor_alone", {}, members, 0, len(members), never_one=True)
            self._wish("mindreaarig", np.flatnonzero(members).tolist())

    def facilitators(self) -> None:
        """As many facilitators as each group needs; where no group says, they are spread evenly."""
        members = self._people.who("facilitator")
        needed = np.array([group.facilitators for group in self._groups])
        shape = self._shape()
        if needed.any():
            held = np.array([[group.held_in(at) for group in self._groups] for at in range(shape[0])])
            self.limits.append(
                Limit("facilitators", {}, members, np.where(held, needed, 0), np.full(shape, len(members)))
            )
            self._wish("fasilitator", np.flatnonzero(members).tolist())
        elif members.any():
            there = (self._present & members).sum(axis=1)
            held_count = np.array(
                [sum(group.held_in(at) for group in self._groups) for at in range(shape[0])]
            )
            low = (there // np.maximum(held_count, 1))[:, None]
            high = (-(-there // np.maximum(held_count, 1)))[:, None]
            held = np.array([[group.held_in(at) for group in self._groups] for at in range(shape[0])])
            self.limits.append(
                Limit("facilitators", {}, members, np.where(held, low, 0), np.broadcast_to(high, shape))
            )

    def units(self, register: Register) -> None:
        """Those of one unit, or one organisation, apart as far as there are groups for it."""
        theirs: dict[str, list[int]] = defaultdict(list)
        for place, unit in enumerate(_units(register, self._people)):
            if unit:
                theirs[unit].append(place)
        for unit in sorted(theirs):
            if len(theirs[unit]) > 1:
                members = np.zeros(len(self._people.ids), dtype=bool)
                members[theirs[unit]] = True
                if any(members[list(block)].sum() > 1 for block in self._together):
                    continue  # the asker has put some of them together
                held = max(1, len(self._groups))
                there = int((self._present & members).sum(axis=1).max())
                self._limit("unit", {"unit": unit}, members, 0, -(-there // held))
                self._wish("enhet", theirs[unit])

    def _limit(
        self,
        code: str,
        params: dict[str, str],
        members: np.ndarray,
        low: int,
        high: int,
        *,
        never_one: bool = False,
    ) -> None:
        shape = self._shape()
        self.limits.append(
            Limit(code, params, members, np.full(shape, low), np.full(shape, high), never_one=never_one)
        )


def _units(register: Register, people: Comers) -> list[str]:
    """Unit of each, or else the organisation they have a role in; empty when neither is known."""
    actors = register.actors.set_index(register.ids)
    unit = actors["unit"].astype(object)
    roles = register.frame("roles").dropna(subset=["organisation"])
    at_work = dict(zip(roles["actor"].astype(str), roles["organisation"].astype(str), strict=True))
    return [
        str(unit[actor]) if isinstance(unit[actor], str) else at_work.get(actor, "") for actor in people.ids
    ]
