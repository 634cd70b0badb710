"""What is a rule of an event though nobody asked for it; it is said, so that it can be undone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.groups_request import SEPARATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.matching.groups.problem import GroupsProblem
    from matchmaker.matching.groups.wishes import GroupWish
    from matchmaker.services.groups_request import GroupsRequest


def unasked(request: GroupsRequest, wishes: Sequence[GroupWish], problem: GroupsProblem) -> Iterator[Message]:
    """Say who is kept apart as is usual, and that nobody may meet anybody twice.

    Parameters
    ----------
    request
        The wish; with other separations than the usual ones the asker knows who is kept apart.
    wishes
        The rules of the event as their askers know them.
    problem
        The event.

    Yields
    ------
    Message
        ``groups.kept_apart`` with how many such rules there are of each kind, where there is any;
        ``groups.meet_once_usual``.
    """
    held = Counter(wish.kind for wish in wishes)
    if set(request.separations) == set(SEPARATIONS):
        kinds: tuple[Param, ...] = tuple(
            Message(f"groups.apart_by_{kind}", {"count": held[kind]}) for kind in SEPARATIONS if held[kind]
        )
        if kinds:
            yield Message("groups.kept_apart", {"kinds": kinds})
    if request.meet_once is None and problem.meet_once:
        yield Message("groups.meet_once_usual")
