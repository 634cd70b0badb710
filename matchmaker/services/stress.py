"""The election stress test: what a network keeps when some leave, and whom to connect now.

It says what is lost, never by whose leaving: those who might leave are a side, a kind or a role in words,
the busiest are a number, and a suggested connection is between two who stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import matchmaker
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.parallel import Cancelled
from matchmaker.kernel.progress import Within
from matchmaker.measures.case import Case
from matchmaker.measures.drawn import checked_draws
from matchmaker.measures.pieces import pairs_within, pieces
from matchmaker.measures.proposals import connect
from matchmaker.measures.resilience import turnover
from matchmaker.model import vocabulary as v
from matchmaker.representation.protection import SMALLEST
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition, network_told, version_told
from matchmaker.services.network_scope import part_of, relations_of, which_ties
from matchmaker.services.stress_hangs import busiest_of, services_of, shape_of, umbrellas_of
from matchmaker.services.stress_leaving import leaving_of
from matchmaker.services.stress_result import Connection, End, StressRequest, StressResult
from matchmaker.services.stress_told import Telling, figure

if TYPE_CHECKING:
    from matchmaker.measures.proposals import Proposal
    from matchmaker.services.environment import Environment
    from matchmaker.services.stress_leaving import Leaving
    from matchmaker.services.stress_result import Kept
    from matchmaker.services.workspace import Workspace

__all__ = ["MOST_CONNECTIONS", "StressRequest", "StressResult", "stress"]

MOST_CONNECTIONS: Final = 50
"""Connections that are suggested at most: more is a register, no suggestion."""
_STAGES: Final = 5
"""Stages of the work; the third has a step for each draw besides, and takes nearly all of the time."""


def stress(workspace: Workspace, request: StressRequest, environment: Environment) -> StressResult:
    """Test what a network keeps when some leave, and suggest whom to connect before that.

    Raises
    ------
    InputError
        ``unknown_dataset`` and what else :func:`~matchmaker.services.network_scope.part_of` finds;
        ``unknown_leaver``, ``share_out_of_range``, ``draws_out_of_range``, ``busiest_out_of_range``,
        ``connections_out_of_range``.
    Cancelled
        When nobody waits for the answer any longer.
    """
    _check(request)
    relations = relations_of(request.network)
    register = network_told(part_of(workspace, request.network), request.edition, elected=True)
    leaving = leaving_of(register, request)
    case = Case.from_register(register, relations, seed=request.seed)
    telling = Telling(register, request.edition)
    environment.progress.start(_STAGES + request.draws, "progress.stress")
    kept = None
    if leaving.said is None:
        kept = telling.kept(turnover(case, leaving.mask, request.share, request.draws, request.seed))
    _stage(environment, 1)
    connections = _connections(case, leaving, request, telling)
    _stage(environment, 2)
    shape = shape_of(case, request, telling, Within(environment.progress, 2))
    _stage(environment, 3 + request.draws)
    hangs = umbrellas_of(register, relations), busiest_of(case, request, telling)
    _stage(environment, 4 + request.draws)
    services = services_of(case, register, telling)
    _stage(environment, _STAGES + request.draws)
    synthetic = bool(register.actors["synthetic"].any())
    return StressResult(
        request=request,
        actors=None if telling.guarded else len(register),
        pairs=None if telling.guarded else pairs_within(pieces(case.network)),
        leavers=leaving.leavers,
        kept=kept,
        said=leaving.said,
        shape=shape,
        umbrellas=hangs[0],
        heading=Message("team.heading", {"role": Message("team.decider_unknown")}),
        connections=connections,
        no_connections=None if connections else _why_none(leaving, kept, request),
        busiest=hangs[1],
        services=services,
        notes=(
            *which_ties(relations),
            *_notes(case, leaving, kept, request, suggested=bool(connections), synthetic=synthetic),
        ),
        data_version=version_told(register, request.edition),
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _check(request: StressRequest) -> None:
    checked_draws(request.draws)
    if not 0 <= request.share <= 1:
        raise InputError("share_out_of_range", {"share": request.share})
    if request.busiest < 1:
        raise InputError("busiest_out_of_range", {"busiest": request.busiest})
    if not 0 <= request.count <= MOST_CONNECTIONS:
        raise InputError("connections_out_of_range", {"count": request.count, "most": MOST_CONNECTIONS})


def _stage(environment: Environment, done: int) -> None:
    if environment.progress.cancelled():
        raise Cancelled
    environment.progress.advance(done)


def _connections(
    case: Case, leaving: Leaving, request: StressRequest, telling: Telling
) -> tuple[Connection, ...]:
    """Connections between two who stay; nobody who is «reservert – foreslås ikke» is an end of one."""
    if leaving.said is not None or not request.count:
        return ()
    able = ~telling.register.actors["reserved"].to_numpy(dtype=bool)
    found = connect(
        case, leaving.mask, request.share, request.draws, request.seed, request.count, suggested=able
    )
    return tuple(_connection(one, telling) for one in found)


def _connection(one: Proposal, telling: Telling) -> Connection:
    gained = figure(one.gained)
    if one.gained.mean < SMALLEST and telling.guarded:
        gained = None
    tail = _end(one.tail, one.tail_alike - 1, telling)
    head = _end(one.head, one.head_alike - 1, telling)
    return Connection(tail, head, gained, telling.shares(one.kept))


def _end(actor: str, others: int, telling: Telling) -> End:
    row = telling.register.actor(actor)
    hidden = telling.guarded and row.form == v.Form.PERSON.value
    few = telling.guarded and others < SMALLEST
    label = labels.kind(telling.register, row.kind)
    return End(
        None if hidden else row.id, label if hidden else row.name, label, None if few else others,
        row.synthetic,
    )  # fmt: skip


def _why_none(leaving: Leaving, kept: Kept | None, request: StressRequest) -> Message:
    if leaving.said is not None or kept is None:
        return Message("stress.no_connections_untold")
    if not request.count:
        return Message("stress.no_connections_asked")
    return Message("stress.no_connections")


def _notes(
    case: Case, leaving: Leaving, kept: Kept | None, request: StressRequest, *, suggested: bool,
    synthetic: bool,
) -> tuple[Message, ...]:  # fmt: skip
    elected = case.deciders()
    named = {(one.basis, one.code) for one in leaving.leavers}
    all_elected = kept is not None and request.share == 1 and not (elected & ~leaving.mask).any()
    tied = case.network.degree[leaving.mask].any()
    told = kept is not None
    said: list[tuple[bool, Message]] = [
        (told and not tied, Message("note.stress_no_ties")),
        (told and kept is not None and kept.leaving == 0, Message("note.stress_nobody_leaves")),
        (all_elected and bool(elected.any()), Message("note.stress_all_elected")),
        (("elected", None) in named and told, Message("note.stress_bodies_stay")),
        (("side", v.Sector.POLITIKER.value) in named, Message("note.stress_bodies_leave")),
        (suggested, Message("note.suggestion")),
        (True, Message("note.stress_leaving")),
        (True, Message("note.stress_no_forecast")),
        (True, Message("note.stress_networks")),
        (request.edition is Edition.PUBLIC, Message("note.stress_public")),
        (synthetic, Message("note.synthetic")),
        (True, Message(f"note.edition_{request.edition.value}")),
    ]
    draws = kept.draws if kept is not None else 0
    drawn = Message("note.stress_draws", {"draws": draws, "seed": request.seed})
    return (*((drawn,) if draws > 1 else ()), *(message for holds, message in said if holds))
