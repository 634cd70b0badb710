"""A seating that was told: how many rounds and groups it has, and what holds where its wishes are gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.command_words import said
from matchmaker.services.groups_spelling import differing

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.groups import Seats
    from matchmaker.services.groups_request import GroupsRequest

_NO_WISHES = ("groups", "rounds", "absent", "seed", "tries", "done", "seconds")
"""Fields of a request that a seating tells itself, or that say how it is searched for."""


def shaped(register: Register, request: GroupsRequest, seats: Seats) -> GroupsRequest:
    """As many rounds and groups as were told, where neither the asker nor a sheet says; else as asked.

    Parameters
    ----------
    register
        The event.
    request
        What is asked.
    seats
        What people have been told.
    """
    if not seats:
        return request
    if request.rounds is None:
        request = replace(request, rounds=max(number for number, _, _ in seats))
    if request.groups is None and not len(register.frame("event_groups")):
        request = replace(request, groups=len({group for _, group, _ in seats}))
    return request


def seats_only(source: str, request: GroupsRequest) -> tuple[Message, ...]:
    """Say that a list of seats holds no wishes, and which are used now.

    Parameters
    ----------
    source
        What the seats were read from: a file, or a dataset whose sheet *plassering* holds them.
    request
        What is asked now.

    Returns
    -------
    tuple[Message, ...]
        ``groups.seats_only``, and ``groups.wishes_now`` with the options that are given again or
        ``groups.no_wishes_now``.
    """
    wishes = [
        " ".join(said(one.option, one.write(value)))
        for one, value in differing(request)
        if one.field not in _NO_WISHES
    ]
    now: dict[str, Param] = {"wishes": tuple(wishes)}
    after = Message("groups.wishes_now", now) if wishes else Message("groups.no_wishes_now")
    return Message("groups.seats_only", {"source": source}), after
