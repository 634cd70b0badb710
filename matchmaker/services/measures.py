"""What a network is like, in numbers: an overview for planners, or any measures by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.parallel import Cancelled
from matchmaker.measures.drawn import checked_draws
from matchmaker.measures.missing import SHARES
from matchmaker.measures.nulls import NullModel
from matchmaker.measures.nulls_held import DRAWS
from matchmaker.measures.registry import MEASURES
from matchmaker.measures.spec import Level
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.measures_asked import OVERVIEW, STAR, VERDICTS, VOICE, Asked, asked_for
from matchmaker.services.measures_chance import against_null, when_missing
from matchmaker.services.measures_scope import Measured, measured
from matchmaker.services.measures_told import MeasureName, MeasureTold, StarTold, VoiceTold, name_of
from matchmaker.services.measures_values import value_of
from matchmaker.services.measures_verdicts import star_told, voices_told
from matchmaker.services.network_scope import relations_of, which_ties

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from matchmaker.kernel.parallel import Opener
    from matchmaker.services.environment import Environment
    from matchmaker.services.network_scope import NetworkRequest
    from matchmaker.services.workspace import Workspace

__all__ = [
    "DRAWS", "OVERVIEW", "SHARES", "VERDICTS", "MeasuresRequest", "MeasuresResult", "NullModel",
    "known_measures", "measure_network",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasuresRequest:
    """A question about what a network is like."""

    network: NetworkRequest
    measures: tuple[str, ...] = ()
    """Names of measures, or ``star_or_mesh`` and ``voice``; the overview when none is named."""
    null: NullModel | None = None
    """Null model that the numbers of the whole network are held against; ``None``: they are not."""
    draws: int = DRAWS
    missing_shares: tuple[float, ...] = ()
    """Shares of the ties that are taken away to see what still holds; ``SHARES`` are the usual ones."""
    directed: bool = False
    """Whether a tie goes one way, as it was registered."""
    seed: int = 0
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class MeasuresResult:
    """What a network is like."""

    request: MeasuresRequest
    actors: int
    """Actors that were measured; in the public edition no private person."""
    ties: int
    """Pairs with a registered relation (directed: each way)."""
    unconnected: int
    """Actors with no registered relation."""
    measures: tuple[MeasureTold, ...]
    """In the order asked for; in the overview its own order."""
    star: StarTold | None
    """Star or mesh; ``None`` where it was not asked for, or left out as too large."""
    voices: tuple[VoiceTold, ...]
    """By position and side; empty where it was not asked for, or nobody has a side."""
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    code_version: str
    synthetic: bool
    """Whether any actor that was measured is invented."""


def measure_network(
    workspace: Workspace, request: MeasuresRequest, environment: Environment,
    where: Executor | Opener | None = None,
) -> MeasuresResult:  # fmt: skip
    """Work out what a network is like.

    Nothing is told of an actor's standing among others: values of actors stand by name.

    Parameters
    ----------
    where
        Where draws are made, see :func:`~matchmaker.kernel.parallel.spread`; here when nothing is given.

    Raises
    ------
    InputError
        ``no_such_measure`` with those that are spelt most alike; ``draws_out_of_range``;
        ``share_out_of_range``; what :func:`~matchmaker.services.network_scope.part_of` raises.
    Cancelled
        When nobody waits for the answer any longer.
    """
    _check(request)
    scope = measured(workspace, request.network, request.edition, request.seed, directed=request.directed)
    asked = asked_for(request.measures, scope.case)
    told = _values(asked, scope, environment)
    if request.null is not None:
        told = against_null(told, scope.case, request.null, request.draws, where, environment.progress)
    if request.missing_shares:
        told = when_missing(told, scope.case, request, where, environment.progress)
    _go_on(environment)
    star = star_told(scope.case, request.draws, request.seed) if STAR in asked.verdicts else None
    _go_on(environment)
    voices = voices_told(scope.case, request.draws, request.seed) if VOICE in asked.verdicts else ()
    return MeasuresResult(
        request=request,
        actors=len(scope.case.network),
        ties=len(scope.case.network.tail),
        unconnected=len(scope.case.network.isolates()),
        measures=told,
        star=star,
        voices=voices,
        notes=(*which_ties(relations_of(request.network)), *_notes(asked, told, scope, request)),
        data_version=version_told(scope.register, request.edition),
        code_version=matchmaker.__version__,
        synthetic=scope.synthetic,
    )


def known_measures(level: Level | str | None = None) -> tuple[MeasureName, ...]:
    """Name every measure, or those of one level, in the registry's order."""
    wanted = None if level is None else Level(level)
    return tuple(name_of(one) for one in MEASURES if wanted is None or one.spec.level is wanted)


def _check(request: MeasuresRequest) -> None:
    checked_draws(request.draws)
    for share in request.missing_shares:
        if not 0 <= share <= 1:
            raise InputError("share_out_of_range", {"share": share})


def _values(asked: Asked, scope: Measured, environment: Environment) -> tuple[MeasureTold, ...]:
    environment.progress.start(len(asked.measures), "progress.measures")
    told = []
    for done, measure in enumerate(asked.measures, start=1):
        _go_on(environment)
        told.append(value_of(measure, scope))
        environment.progress.advance(done)
    return tuple(told)


def _go_on(environment: Environment) -> None:
    if environment.progress.cancelled():
        raise Cancelled


def _notes(
    asked: Asked, told: tuple[MeasureTold, ...], scope: Measured, request: MeasuresRequest
) -> tuple[Message, ...]:
    tested = [one for one in told if one.chance is not None and one.chance.p_corrected is not None]
    public = request.edition is Edition.PUBLIC
    notes: list[tuple[bool, Message]] = [
        (bool(asked.left_out), Message("note.measures_too_large", {"names": asked.left_out})),
        (len(tested) > 1, Message("note.measures_corrected", {"count": len(tested)})),
        (request.null is not None and any(one.level != Level.NETWORK.value for one in told),
         Message("note.measures_network_only")),
        (bool(request.missing_shares), Message("note.measures_missing")),
        (True, Message("note.measures_registered")),
        (any(one.actors for one in told), Message("note.measures_by_name")),
        (public, Message("note.measures_public")),
        (scope.synthetic, Message("note.synthetic")),
        (True, Message(f"note.edition_{request.edition.value}")),
    ]  # fmt: skip
    return tuple(message for holds, message in notes if holds)
