"""Split an event into groups over one round or several, or count a seating that somebody has made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

import matchmaker
from matchmaker.kernel.errors import InputError, Message
from matchmaker.matching.groups.bounding import bounds
from matchmaker.matching.groups.by_chance import random_levels
from matchmaker.matching.groups.problem import ABSENT, Level, bands, nominal_sizes
from matchmaker.matching.groups.referee import Account, broken_rule, judge, referee
from matchmaker.matching.groups.search import Effort, search, usual_effort
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services.event import Event, pose_event
from matchmaker.services.groups_impossible import refuse
from matchmaker.services.groups_request import (
    AttributeInGroup,
    GroupSeats,
    GroupsRequest,
    LevelValue,
    PersonSeat,
    RoundSeats,
    Split,
    ValueCount,
)
from matchmaker.services.groups_time import effort_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.matching.groups.referee import GroupAccount
    from matchmaker.matching.groups.search import Found
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

Seats = tuple[tuple[int, str, str], ...]
"""A seating in words: (round from 1, group id, actor id)."""


def split_event(workspace: Workspace, request: GroupsRequest, environment: Environment) -> Split:
    """Split an event into groups.

    The same request gives the same bytes on any machine. One with ``seconds`` depends on how fast the machine
    is: the answer's ``tries`` and ``done`` given back repeat it.

    Raises
    ------
    InputError
        What :func:`~matchmaker.services.event.pose_event` refuses; an unknown dataset; ``bad_effort``.
    Infeasible
        Rules that cannot all be kept (``groups_impossible``), with the smallest set and what would do.
    """
    register = workspace.dataset(request.dataset).register
    event = pose_event(register, request)
    refuse(register, request, event)
    effort, enough = _effort(event, request, environment)
    found = search(
        event.problem, seed=request.seed, effort=effort, progress=environment.progress, enough=enough
    )
    account = referee(event.problem, found.seating, found.totals)
    return answer(register, request, event, found.seating, account, found)


def judge_seating(workspace: Workspace, request: GroupsRequest, seats: Seats) -> Split:
    """Count a seating that was made or changed by hand: the same answer, nothing searched.

    Who sits nowhere although there is a rule broken (``rule.seated``); seats of people who do not come, or in
    groups that are not, are passed over.
    """
    register = workspace.dataset(request.dataset).register
    event = pose_event(register, request)
    seating = coded_seats(event, seats)
    return answer(register, request, event, seating, judge(event.problem, seating), None)


def coded_seats(event: Event, seats: Seats) -> np.ndarray:
    """A seating in words as group positions, shape (rounds, people); −1 where nothing is said."""
    problem = event.problem
    people = {actor: at for at, actor in enumerate(problem.people)}
    groups = {group: at for at, group in enumerate(problem.groups)}
    seating = np.full(problem.present.shape, ABSENT, dtype=np.int32)
    for number, group, actor in seats:
        known = actor in people and group in groups and 1 <= number <= problem.rounds
        if known and problem.present[number - 1, people[actor]]:
            seating[number - 1, people[actor]] = groups[group]
    return seating


def worded_seats(split: Split) -> Seats:
    """The seating of an answer, in words."""
    return tuple(
        (one.number, group.id, person.id)
        for one in split.rounds
        for group in one.groups
        for person in group.people
    )


def _effort(
    event: Event, request: GroupsRequest, environment: Environment
) -> tuple[int | Effort, Callable[[], bool]]:
    """How much work is meant, and what ends it early."""
    if request.tries is not None:
        if request.tries < 0 or not 0 <= (request.done or 0) <= request.tries:
            raise InputError("bad_effort", {"tries": request.tries, "done": request.done or 0})
        done = request.tries if request.done is None else request.done
        return Effort(request.tries, done), lambda: False
    if request.seconds is not None:
        return effort_for(event.problem, request.seconds, environment)
    return usual_effort(event.problem), lambda: False


def answer(
    register: Register,
    request: GroupsRequest,
    event: Event,
    seating: np.ndarray,
    account: Account,
    found: Found | None,
) -> Split:
    """Put a counted seating into words."""
    problem = event.problem
    bound, chance = bounds(problem), random_levels(problem, request.seed)
    levels = tuple(
        _level(level, account.levels[level], bound.get(level), chance.get(level))
        for level in problem.order
        if _told_of(event, level)
    )
    effort = Effort(0, 0) if found is None else found.effort
    return Split(
        request=replace(request, tries=effort.planned or request.tries, done=request.done),
        heading=Message("groups.heading"),
        rounds=_rounds(event, account),
        people=len(problem.people),
        levels=levels,
        repeats=_repeats(event, seating),
        never_met=_never_met(seating),
        moved=account.told_elsewhere,
        breaches=tuple(_said(event, broken_rule(problem, one)) for one in account.breaches),
        questions=event.questions,
        notes=event.notes,
        tries=effort.planned,
        done=effort.done,
        cancelled=found is not None and found.cancelled,
        synthetic=event.synthetic,
        data_version=register.fingerprint[:16],
        code_version=matchmaker.__version__,
        rules_version=RULES_VERSION,
    )


def _level(level: Level, value: int, bound: int | None, chance: float | None) -> LevelValue:
    """A level in plain numbers."""
    return LevelValue(
        level.value,
        int(value),
        None if bound is None else int(bound),
        None if chance is None else float(chance),
    )


def _told_of(event: Event, level: Level) -> bool:
    """Whether a level means anything here."""
    problem = event.problem
    return {
        Level.WEAKEST: bool(problem.aspects),
        Level.DIVERSITY: bool(problem.aspects),
        Level.MEETINGS: problem.rounds + len(problem.past) > 1,
        Level.TIES: bool(problem.ties),
        Level.WISHES: bool(problem.wishes.any()),
    }[level]


def _said(event: Event, message: Message) -> Message:
    """A broken rule with people by name and the group by its name."""
    names = dict(zip(event.problem.people, event.names, strict=True))
    called = {group.id: group.name for group in event.groups}
    params = dict(message.params)
    people = params.get("people", ())
    params["people"] = tuple(names[str(one)] for one in people) if isinstance(people, tuple) else people
    params["group"] = called.get(str(params.get("group")), "")
    return Message(message.code, params)


def _rounds(event: Event, account: Account) -> tuple[RoundSeats, ...]:
    nominal = nominal_sizes(event.problem)
    return tuple(
        RoundSeats(
            at + 1,
            tuple(
                _group(event, one, int(nominal[at, one.group]), account)
                for one in account.groups
                if one.at == at
            ),
        )
        for at in range(event.problem.rounds)
    )


def _group(event: Event, one: GroupAccount, nominal: int, account: Account) -> GroupSeats:
    problem, group = event.problem, event.groups[one.group]
    breaches = [broken for broken in account.breaches if (broken.at, broken.group) == (one.at, one.group)]
    return GroupSeats(
        id=group.id,
        name=group.name,
        room=group.room,
        challenge=event.titles.get(group.challenge, ""),
        least=int(problem.least[one.at, one.group]),
        most=int(problem.most[one.at, one.group]),
        people=_people(event, one),
        points=one.points,
        attributes=_attributes(event, one, nominal),
        breaches=tuple(_said(event, broken_rule(problem, broken)) for broken in breaches),
    )


def _people(event: Event, one: GroupAccount) -> tuple[PersonSeat, ...]:
    problem = event.problem
    told = problem.told
    found = []
    for person in one.people:
        before = int(told[one.at, person]) if told is not None else ABSENT
        found.append(
            PersonSeat(
                problem.people[person],
                event.names[person],
                stays=bool(problem.allowed[one.at, person].sum() == 1),
                told=event.groups[before].id if before not in (ABSENT, one.group) else "",
            )
        )
    return tuple(sorted(found, key=lambda seat: (seat.name.casefold(), seat.id)))


def _attributes(event: Event, one: GroupAccount, nominal: int) -> tuple[AttributeInGroup, ...]:
    problem = event.problem
    there = problem.present[one.at]
    found = []
    for place, aspect in enumerate(problem.aspects):
        counts = []
        for value, (word, count) in enumerate(zip(aspect.values, one.counts[place], strict=True)):
            of = int(aspect.members[there, value].sum())
            low, high = bands(np.array([nominal]), of, int(there.sum()))
            counts.append(ValueCount(word, count, int(low[0]), int(high[0])))
        unknown = sum(not aspect.members[person].any() for person in one.people)
        if unknown:
            counts.append(ValueCount("", unknown, 0, unknown))
        found.append(AttributeInGroup(aspect.code, aspect.mode, one.by_aspect[place], tuple(counts)))
    return tuple(found)


def _repeats(event: Event, seating: np.ndarray) -> int:
    """Pairs that meet more than once, earlier events counted and those who are to sit together not."""
    count = len(event.problem.people)
    wanted = [
        one * count + other
        for block in event.problem.together
        for one in block
        for other in block
        if one < other
    ]
    codes, times = np.unique(
        np.concatenate([_pairs(seating), _pairs(event.problem.past)]), return_counts=True
    )
    return int((times[~np.isin(codes, wanted)] > 1).sum())


def _never_met(seating: np.ndarray) -> int:
    """Pairs of those who are there in every round who share no group."""
    always = seating[:, (seating >= 0).all(axis=0)]
    count = always.shape[1]
    return int(count * (count - 1) // 2 - len(np.unique(_pairs(always))))


def _pairs(seating: np.ndarray) -> np.ndarray:
    """Each pair that shares a group in a round, as first * people + second, once per round."""
    found = [np.zeros(0, dtype=np.int64)]
    for row in seating:
        for group in np.unique(row[row >= 0]):
            people = np.flatnonzero(row == group)
            first, second = np.triu_indices(len(people), 1)
            found.append(people[first] * seating.shape[1] + people[second])
    return np.concatenate(found)
