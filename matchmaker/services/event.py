"""An event as a problem: from the sheets of a dataset and what the asker says to whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError, Message, SeveralErrors
from matchmaker.matching.groups.problem import USUAL_ORDER, GroupsProblem, Level
from matchmaker.model.register import records_of
from matchmaker.network.network import Network
from matchmaker.services.event_attributes import wanted
from matchmaker.services.event_groups import EventGroup, event_groups, round_count, sizes
from matchmaker.services.event_people import comers, listed, presence
from matchmaker.services.event_rules import EventRules
from matchmaker.services.event_unasked import unasked
from matchmaker.services.groups_request import SEPARATIONS, TIES

if TYPE_CHECKING:
    from matchmaker.matching.groups.wishes import GroupWish
    from matchmaker.model.register import Register
    from matchmaker.services.event_people import Comers
    from matchmaker.services.groups_request import GroupsRequest, Question


@dataclass(frozen=True)
class Event:
    """An event, coded, and what its positions are called."""

    problem: GroupsProblem
    names: tuple[str, ...]
    groups: tuple[EventGroup, ...]
    titles: dict[str, str]
    """Title of each challenge that a group works on."""
    wishes: tuple[GroupWish, ...]
    """The rules as their askers know them."""
    questions: tuple[Question, ...]
    notes: tuple[Message, ...]
    synthetic: bool


def pose_event(register: Register, request: GroupsRequest) -> Event:
    """Code an event.

    Raises
    ------
    InputError
        ``nobody_registered``; ``unknown_actor`` (absent), ``not_registered``, ``unknown_event_group``,
        ``bad_group_count``, ``bad_group_size``, ``bad_round_count``, ``unknown_group_attribute``,
        ``bad_attribute_weight``, ``bad_level``, ``bad_separation``, ``bad_ties``.
    SeveralErrors
        Several of them.
    """
    faults = _words(register, request)
    people = comers(register, request)
    groups = event_groups(register, request, len(people.ids))
    rounds = round_count(register, request, groups)
    present = presence(people, rounds)
    least, most = sizes(groups, request, present)
    rules = EventRules(people, groups, present)
    rules.asked(request)
    rules.sheet(register)
    rules.registrations(request.separations)
    rules.languages(register)
    rules.minors()
    rules.facilitators()
    if "enhet" in request.separations:
        rules.units(register)
    faults += rules.faults
    try:
        wishes = wanted(register, request, people, present, len(groups))
    except InputError as error:
        faults.append(error)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise SeveralErrors(faults)
    ranks, works, titles = _challenges(register, people, groups, rounds)
    problem = GroupsProblem(
        people=people.ids, groups=tuple(group.id for group in groups), least=least, most=most,
        present=present, allowed=rules.allowed, aspects=wishes.aspects,
        limits=(*wishes.limits, *rules.limits), company=tuple(rules.company),
        together=rules.together, apart=rules.apart, past=_past(register, people),
        ties=_ties(register, people, request.ties), wishes=ranks, challenge=works,
        meet_once=_once(request, rounds, len(people.ids), most), visit_once=request.visit_once,
        order=(*map(Level, request.order), *(one for one in USUAL_ORDER if one.value not in request.order)),
    )  # fmt: skip
    notes = (*people.notes, *rules.notes, *wishes.notes, *unasked(request, rules.wishes, problem))
    return Event(
        problem, people.names, groups, titles, tuple(rules.wishes), wishes.questions, notes, people.synthetic
    )


def _words(register: Register, request: GroupsRequest) -> list[InputError]:
    """Words that mean nothing here."""
    faults = [
        InputError("unknown_actor", {"actor": actor}) for actor in request.absent if actor not in register
    ]
    for asked, known, code in (
        (request.order, tuple(level.value for level in Level), "bad_level"),
        (request.separations, SEPARATIONS, "bad_separation"),
        ((request.ties,), TIES, "bad_ties"),
    ):
        faults += [InputError(code, {"word": one, "known": known}) for one in asked if one not in known]
    return faults


def _once(request: GroupsRequest, rounds: int, people: int, most: np.ndarray) -> bool:
    """Whether nobody may meet anybody twice: as said, else where half of all others are enough for it.

    And where a group's people can all go to different groups in another round.
    """
    if request.meet_once is not None:
        return request.meet_once
    largest, fewest = int(most.max(initial=1)), int((most > 0).sum(axis=1).min())
    return rounds > 1 and 2 * rounds * (largest - 1) <= people - 1 and largest <= fewest


def _challenges(
    register: Register, people: Comers, groups: tuple[EventGroup, ...], rounds: int
) -> tuple[np.ndarray, np.ndarray, dict[str, str]]:
    """Place of each challenge among people's wishes, what each group works on, and titles."""
    titles = {str(row["id"]): str(row["title"]) for row in records_of(register.frame("challenges"))}
    codes = sorted({group.challenge for group in groups if group.challenge})
    place = {code: at for at, code in enumerate(codes)}
    ranks = np.zeros((len(people.ids), max(len(codes), 1)), dtype=np.int32)
    for at, row in enumerate(people.rows):
        wished = listed(row.get("wishes"))
        for code in codes if wished else ():
            ranks[at, place[code]] = wished.index(code) if code in wished else len(wished)
    works = np.array([place.get(group.challenge, -1) for group in groups], dtype=np.int32)
    return ranks, np.tile(works, (rounds, 1)), titles


def _past(register: Register, people: Comers) -> np.ndarray:
    """Who sat in which group at earlier events: one row per event and round."""
    earlier: dict[tuple[str, int], dict[str, str]] = {}
    for row in records_of(register.frame("seatings")):
        if row["event"]:
            held = earlier.setdefault((str(row["event"]), int(float(row["round"]))), {})
            held[str(row["actor"])] = str(row["group"])
    past = np.full((len(earlier), len(people.ids)), -1, dtype=np.int32)
    for at, key in enumerate(sorted(earlier)):
        codes = {group: code for code, group in enumerate(sorted(set(earlier[key].values())))}
        for place, actor in enumerate(people.ids):
            if actor in earlier[key]:
                past[at, place] = codes[earlier[key][actor]]
    return past


def _ties(register: Register, people: Comers, meaning: str) -> tuple[tuple[int, int, int], ...]:
    """Known ties between those who come, in whole strengths; below 0 where pairs are to be kept."""
    if meaning == TIES[0]:
        return ()
    at = people.position()
    sign = 1 if meaning == TIES[1] else -1
    return tuple(
        sorted(
            (min(at[one], at[other]), max(at[one], at[other]), sign * max(1, round(strength)))
            for one, other, strength in Network.from_register(register).pairs()
            if one in at and other in at
        )
    )
