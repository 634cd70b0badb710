"""What somebody has changed by hand, moved onto a seating that others have changed meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dashboard.pages.groups_steps import Kind, Step, Steps, seats_after
from matchmaker.services.seating_news import parts_of, seats_of
from matchmaker.services.together import merge

if TYPE_CHECKING:
    from dashboard.pages.answers import Answers
    from dashboard.pages.groups_desk import Desk
    from matchmaker.services.groups import Seats
    from matchmaker.services.seating_news import Place
    from matchmaker.services.together import Merged

THEIRS: Final = "deres"
MINE: Final = "mine"
"""Whose change stands where both have moved the same person."""
_OF_WISH: Final = (Kind.ABSENT, Kind.PRESENT, Kind.LOCK, Kind.UNLOCK)


def against(answers: Answers, desk: Desk, version: int) -> Merged[Place, str]:
    """What I have done, beside what others have done up to a version."""
    theirs = answers.groups.told(desk.base.request.dataset, version)
    return merge(parts_of(desk.base.seats), parts_of(desk.now.seats), parts_of(theirs))


def rebased(answers: Answers, desk: Desk, version: int, keep: str = THEIRS) -> Steps:
    """Steps that do the same to the seating of a later version.

    Parameters
    ----------
    answers
        The services.
    desk
        The seating as I have it.
    version
        The later version.
    keep
        :data:`MINE` or :data:`THEIRS`, for people whom both have moved.

    Returns
    -------
    Steps
        Who is absent and who is locked, as I have said, and then each person whom I have moved to where I
        have them.
    """
    merged = against(answers, desk, version)
    theirs = answers.groups.told(desk.base.request.dataset, version)
    wanted = dict(merged.parts)
    lost = {one.key[1] for one in merged.conflicts} if keep == THEIRS else set()
    if keep == MINE:
        for one in merged.conflicts:
            if one.mine is None:
                wanted.pop(one.key, None)
            else:
                wanted[one.key] = one.mine
    done = [step for step in desk.steps.done if step.kind in _OF_WISH and step.person not in lost]
    stands: Seats = theirs
    for step in done:
        stands = seats_after(stands, step)
    there = parts_of(stands)
    done += [
        Step(Kind.MOVE, person, group, number)
        for number, group, person in seats_of(wanted)
        if there.get((number, person)) != group
    ]
    return replace(desk.steps, done=tuple(done), undone=(), back=False, version=version)
