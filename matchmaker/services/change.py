"""What changed: between dates, between two datasets or versions, and after an arena."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.comparison.change import series
from matchmaker.comparison.turnover import turnover
from matchmaker.network.network import Network
from matchmaker.services.change_arena import arena_line, title_of
from matchmaker.services.change_conditions import conditions_apart, registered_until
from matchmaker.services.change_figures import points_of, quantity_lines, steps_of
from matchmaker.services.change_notes import notes, summary
from matchmaker.services.change_result import (
    ActorLine,
    ActorsTurned,
    ArenaLine,
    ConditionLine,
    Counted,
    Figure,
    FoundAgain,
    Overlap,
    Point,
    QuantityLine,
    Step,
    Tested,
    TieLine,
    TiesTurned,
    Time,
)
from matchmaker.services.change_times import moments
from matchmaker.services.change_told import actors_turned, found_again, ties_turned
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.network_scope import TOGETHER, NetworkRequest, relations_of

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.kernel.errors import Message
    from matchmaker.services.change_times import Moment
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = [
    "ActorLine", "ActorsTurned", "ArenaLine", "ChangeRequest", "ChangeResult", "ConditionLine", "Counted",
    "Figure", "FoundAgain", "Overlap", "Point", "QuantityLine", "Step", "Tested", "TieLine", "TiesTurned",
    "Time", "change_over_time",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """A question about what changed. Either *before* or *dates* says which times are meant."""

    network: NetworkRequest
    """Which network, at the later time; ties that tell of collaboration where no kind of tie is named."""
    before: str | None = None
    """The earlier one: another dataset, ``name@version``, or the number of a version of the same dataset."""
    dates: tuple[date, ...] = ()
    """Two or more days of one dataset, earliest first; what changed is told from the first to the last."""
    arena: str | None = None
    """A challenge: new ties among those who took part in it are held against expectation."""
    seed: int = 0
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class ChangeResult:
    """What changed from the first time to the last, and over each step where there are more than two."""

    request: ChangeRequest
    times: tuple[Time, ...]
    """Earliest first."""
    relations: tuple[str, ...]
    """Kinds of ties that were looked at, sorted."""
    summary: Message
    """What was found, in one sentence."""
    comparable: bool
    """Whether figures are held against each other; else *conditions* say why not."""
    conditions: tuple[ConditionLine, ...]
    actors: ActorsTurned
    ties: TiesTurned
    quantities: tuple[QuantityLine, ...]
    """Empty where the two cannot be compared."""
    points: tuple[Point, ...]
    """One per date where there are three or more dates."""
    steps: tuple[Step, ...]
    """One fewer than the points."""
    arena: ArenaLine | None
    """Where one was asked for and the two can be compared."""
    alignment: tuple[FoundAgain, ...]
    """Who was found again under another id, to be looked over."""
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    code_version: str
    synthetic: bool
    """Whether any of the actors is invented."""


def change_over_time(workspace: Workspace, request: ChangeRequest, environment: Environment) -> ChangeResult:
    """Tell what changed.

    Two datasets are held against each other only where the sheet *innsamling* says that they were registered
    alike; what came and went is told all the same, as what is registered in one and not in the other. One
    dataset at several dates is registered once. A municipality that is meant follows its former numbers.

    Raises
    ------
    InputError
        As :func:`~matchmaker.services.change_times.moments`; ``unknown_relation``, ``unknown_challenge``.
    """
    del environment  # nothing of it depends on the day, and nothing is drawn that takes long
    relations = relations_of(_collaborating(request.network))
    times = moments(workspace, request)
    first, last = times[0], times[-1]
    one_dataset = first.day is not None
    municipality = request.network.municipality
    apart: tuple[ConditionLine, ...] = ()
    if not one_dataset:
        apart = conditions_apart(first.whole, last.whole, municipality, request.edition)
    since = first.day if one_dataset else registered_until(first.whole, municipality)
    found = turnover(first.register, last.register, relations, since)
    several = None
    if len(times) > 2:
        several = series([(time.day, time.register) for time in times if time.day is not None], relations)
    asked = request.arena
    if asked is not None:
        title_of(first, last, asked)  # an unknown one is told, also where the two cannot be compared
    lines: tuple[QuantityLine, ...] = ()
    if not apart:
        lines = quantity_lines(first.register, last.register, relations, found, request.seed)
    held = None
    if asked is not None and not apart:
        held = arena_line(first, last, relations, found, asked, since=since, seed=request.seed)
    synthetic = any(bool(time.register.actors["synthetic"].any()) for time in (first, last))
    return ChangeResult(
        request=request,
        times=tuple(_time(time, relations) for time in times),
        relations=tuple(sorted(relations)),
        summary=summary(first, last, found, comparable=not apart),
        comparable=not apart,
        conditions=apart,
        actors=actors_turned(first, last, found, request.edition),
        ties=ties_turned(first, last, found, request.edition, comparable=not apart),
        quantities=lines,
        points=() if several is None else points_of(several),
        steps=() if several is None else steps_of(several),
        arena=held,
        alignment=found_again(first, last, found),
        notes=notes(request, times, found, lines, held, relations, synthetic=synthetic),
        data_version=_version(times) if request.edition is Edition.WORKING else None,
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _collaborating(network: NetworkRequest) -> NetworkRequest:
    """What changes over time is who works with whom, unless other kinds of ties are named."""
    return network if network.relations else replace(network, relations=(TOGETHER,))


def _time(moment: Moment, relations: frozenset[str]) -> Time:
    network = Network.from_register(moment.register, relations)
    return Time(moment.label, moment.dataset, moment.day, len(network), len(network.tail))


def _version(times: tuple[Moment, ...]) -> str:
    """A hash of the parts that were looked at; of one dataset, its own."""
    parts = dict.fromkeys(str(version_told(time.whole, Edition.WORKING)) for time in times)
    joined = "|".join(parts)
    return joined if len(parts) == 1 else hashlib.sha256(joined.encode()).hexdigest()[:16]
