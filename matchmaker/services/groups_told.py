"""A seating that was told without the wishes it was made with: what is gone, and what holds now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.command_words import said
from matchmaker.services.groups_spelling import differing

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.services.groups_request import GroupsRequest

_NO_WISHES = ("groups", "rounds", "absent", "seed", "tries", "done", "seconds")
"""Fields of a request that a seating tells itself, or that say how it is searched for."""


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
