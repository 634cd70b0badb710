"""An event repaired: who did not come, or came after all, with the fewest moved from where they were told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.matching.groups.referee import judge, referee
from matchmaker.matching.groups.repair import repair
from matchmaker.services.event import pose_event
from matchmaker.services.groups import answer, coded_seats
from matchmaker.services.groups_impossible import refuse

if TYPE_CHECKING:
    import numpy as np

    from matchmaker.services.environment import Environment
    from matchmaker.services.event import Event
    from matchmaker.services.groups import Seats
    from matchmaker.services.groups_request import GroupsRequest, Split
    from matchmaker.services.workspace import Workspace

_PER_SEAT, _LEAST, _MOST = 1_000, 100_000, 2_000_000
"""Exchanges tried per seat, and their bounds: a fraction of a second."""


def repair_event(
    workspace: Workspace, request: GroupsRequest, told: Seats, environment: Environment
) -> Split:
    """Seat an event anew after no-shows and late-comers, with the fewest moves.

    Parameters
    ----------
    workspace
        Holds the dataset.
    request
        The wish as it was, with those who do not come as ``absent``. ``tries`` are exchanges here; a time is
        not used: a repair takes about a second up to 200 people.
    told
        Where people have been told to sit. Who comes and stands nowhere in it is a late-comer; seats of those
        who do not come, or in groups that are not, are passed over.
    environment
        Follows the work and may cancel the exchanges.

    Returns
    -------
    Split
        ``moved`` seats differ from what people were told. A note says whether that is proven to be the
        fewest.

    Raises
    ------
    InputError
        What :func:`~matchmaker.services.event.pose_event` refuses; an unknown dataset; ``bad_effort``.
    Infeasible
        The rules cannot all be kept by those who are there (``groups_impossible``).
    """
    if request.tries is not None and request.tries < 0:
        raise InputError("bad_effort", {"tries": request.tries, "done": request.done or 0})
    register = workspace.dataset(request.dataset).register
    event = pose_event(register, request)
    seating = coded_seats(event, told)
    event = _as_told(event, seating, request)
    refuse(register, request, event)
    usual = int(min(max(int(event.problem.present.sum()) * _PER_SEAT, _LEAST), _MOST))
    effort = usual if request.tries is None else request.tries
    mended = repair(event.problem, seed=request.seed, effort=effort, progress=environment.progress)
    account = referee(event.problem, mended.found.seating, mended.found.totals)
    code = "groups.repaired_proven" if mended.proven else "groups.repaired"
    event = replace(event, notes=(*event.notes, Message(code, {"count": mended.fewest})))
    return answer(register, request, event, mended.found.seating, account, mended.found)


def _as_told(event: Event, seating: np.ndarray, request: GroupsRequest) -> Event:
    """The event with what people have been told.

    That nobody meets twice is the tool's own rule where nobody has asked: a seating that was told without
    keeping it is not turned over for it.
    """
    problem = replace(event.problem, told=seating)
    if request.meet_once is None and problem.meet_once:
        met = [one for one in judge(problem, seating).breaches if one.rule == "meet_once"]
        if met:
            note = Message("groups.met_as_told", {"count": len(met)})
            problem = replace(problem, meet_once=False)
            return replace(event, problem=problem, notes=(*event.notes, note))
    return replace(event, problem=problem)
