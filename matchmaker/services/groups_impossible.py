"""Rules that cannot all be kept: the ways out that need the event to be posed anew.

:func:`~matchmaker.matching.groups.conflict.refuse_impossible` names the smallest set, and changes to it.
Here are added those of which the asker rather thinks: as many groups as there are people who are to be apart,
fewer of them; fewer rounds, more groups, or that people may meet again. Each was tried.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Change, Infeasible, InputError, Message, Relaxation
from matchmaker.matching.groups.conflict import find_conflict, refuse_impossible
from matchmaker.matching.groups.conflict_words import MOST_NAMED
from matchmaker.services.event import pose_event
from matchmaker.services.event_groups import MOST_GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.event import Event
    from matchmaker.services.groups_request import GroupsRequest

_APART, _SIZES, _ONCE = "konflikt.fra_hverandre", "konflikt.storrelse", "konflikt.motes_en_gang"
_MOST_MORE = 12
"""Groups that are added at most, one at a time."""


def refuse(register: Register, request: GroupsRequest, event: Event) -> None:
    """Raise when the rules of an event cannot all be kept.

    Parameters
    ----------
    register, request
        What the event was posed from.
    event
        The event.

    Raises
    ------
    Infeasible
        ``groups_impossible`` or ``groups_impossible_rounds``, with the rules and every way out found.
    """
    try:
        refuse_impossible(
            event.problem, event.wishes, names=event.names, groups=tuple(one.name for one in event.groups)
        )
    except Infeasible as wrong:
        kinds = [rule.code for rule in wrong.conflict]
        more: list[Relaxation] = []
        if kinds == [_APART]:
            more += _fewer_apart(register, request, event)
        elif _ONCE in kinds:
            more += _meetings(register, request, event)
        known = {(one.field, one.action, one.value) for way in wrong.relaxations for one in way.changes}
        new = [
            way
            for way in more
            if (way.changes[0].field, way.changes[0].action, way.changes[0].value) not in known
        ]
        conflict = tuple(_as_asked(rule, request, event) for rule in wrong.conflict)
        raise Infeasible(wrong.code, (*new, *wrong.relaxations), wrong.params, conflict) from wrong


def _as_asked(rule: Message, request: GroupsRequest, event: Event) -> Message:
    """Sizes as they were asked for: a bound that nobody has stated is not told as a wish."""
    if rule.code != _SIZES or any(
        group.least is not None or group.most is not None for group in event.groups
    ):
        return rule
    if request.least is None and request.most is not None:
        return Message("konflikt.storrelse_mest", rule.params)
    if request.most is None and request.least is not None:
        return Message("konflikt.storrelse_minst", rule.params)
    return rule


def _possible(register: Register, request: GroupsRequest) -> bool:
    try:
        event = pose_event(register, request)
    except InputError:
        return False
    return not find_conflict(event.problem, event.wishes).rules


def _fewer_apart(register: Register, request: GroupsRequest, event: Event) -> Iterator[Relaxation]:
    """More groups, or only so many of them apart, where more are to be apart than there are groups."""
    held = int((event.problem.most > 0).sum(axis=1).min(initial=len(event.groups)))
    at = {actor: place for place, actor in enumerate(event.problem.people)}
    for people in request.apart:
        coming = tuple(dict.fromkeys(actor for actor in people if actor in at))
        if len(coming) <= held:
            continue
        wider = replace(request, groups=len(coming))
        if len(coming) <= MOST_GROUPS and _possible(register, wider):
            yield Relaxation((_set("groups", "flere_grupper", len(event.groups), len(coming)),))
        fewer = tuple(coming[:held] if one == people else one for one in request.apart)
        if held > 1 and _possible(register, replace(request, apart=fewer)):
            names: tuple[Param, ...] = tuple(event.names[at[actor]] for actor in coming[:held])
            params: dict[str, Param] = {"after": held, "before": len(coming), "people": _short(names)}
            said = Message("konflikt.hoyst_fra_hverandre", params)
            yield Relaxation((Change("apart", "set", ":".join(coming[:held]), said),))


def _short(names: tuple[Param, ...]) -> Param:
    """The first names, and how many more."""
    if len(names) <= MOST_NAMED:
        return names
    return Message("konflikt.flere", {"named": names[: MOST_NAMED - 1], "more": len(names) - MOST_NAMED + 1})


def _meetings(register: Register, request: GroupsRequest, event: Event) -> Iterator[Relaxation]:
    """Fewer rounds, more groups, or that people may meet again."""
    rounds, groups = event.problem.rounds, len(event.groups)
    low, high = 1, rounds  # with fewer rounds it can only become easier: halving finds where it begins to go
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _possible(register, replace(request, rounds=middle)) else (low, middle)
    if rounds > 1 and (low > 1 or _possible(register, replace(request, rounds=1))):
        yield Relaxation((_set("rounds", "farre_runder", rounds, low),))
    for count in range(groups + 1, min(groups + _MOST_MORE, MOST_GROUPS) + 1):
        if _possible(register, replace(request, groups=count)):
            yield Relaxation((_set("groups", "flere_grupper", groups, count),))
            break
    if _possible(register, replace(request, meet_once=False)):
        said = Message("konflikt.kan_motes_igjen")
        yield Relaxation((Change("motes_en_gang", "remove", "", said),))


def _set(field: str, code: str, before: int, after: int) -> Change:
    return Change(field, "set", after, Message(f"konflikt.{code}", {"before": before, "after": after}))
