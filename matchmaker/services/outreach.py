"""Who can pass an invitation on to those who are not in the room, through whom, at least cost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.legitimacy.outreach.explanation import (
    Route,
    advice,
    asks,
    means,
    path_in_words,
    route,
)
from matchmaker.legitimacy.outreach.gap import gap_of
from matchmaker.legitimacy.outreach.model import solve_outreach
from matchmaker.legitimacy.outreach.posing import pose
from matchmaker.legitimacy.outreach.problem import Costs
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services.ages import INVITED_FROM, OLDEST, check_ages
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.outreach_names import Names
from matchmaker.services.outreach_scope import Found, Room, gaps_found, kinds_there, room_of
from matchmaker.solving.port import Status

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.legitimacy.outreach.gap import Gap
    from matchmaker.legitimacy.outreach.model import Plan
    from matchmaker.legitimacy.outreach.posing import Posed
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OutreachRequest:
    """A wish for an outreach plan."""

    dataset: str
    challenge: str | None = None
    """``None`` plans for the whole register."""
    team: tuple[str, ...] = ()
    """Actor ids of those who are in the room; empty takes those who took part, else the administration."""
    groups: tuple[str, ...] = ()
    """Group tags, ``attribute:category`` or ``council:municipality``; empty plans for every gap found."""
    cap: int = 2
    """How many gaps the same person may be asked about, ≥ 1."""
    reach: int = 2
    """How many different ends each gap is to have where so many can be reached, ≥ 1."""
    ages: tuple[int, int] = (INVITED_FROM, OLDEST)
    """Ages invited, inclusive."""
    on: date | None = None
    """Date of the process; today when not given."""
    budget: int = 20_000
    """Nodes of the search tree before the best so far is returned with its gap."""
    edition: Edition = Edition.WORKING
    costs: Costs = field(default_factory=Costs)


@dataclass(frozen=True, slots=True)
class OutreachPath:
    """One way to a group."""

    message: Message
    """The path in words."""
    nodes: tuple[str, ...]
    """Ids of the actors on it, in order; in the public edition without persons."""
    end: str
    """Actor id, or ``sted:`` and the id of a place."""
    end_kind: str
    """``organisasjon``, ``apen`` (an open invitation) or ``sted``."""


@dataclass(frozen=True, slots=True)
class GapPlan:
    """What is planned for one gap."""

    gap: str
    name: Param
    why: Message
    wanted: int
    """How many different ends were wished for."""
    paths: tuple[OutreachPath, ...]
    advice: tuple[Message, ...]
    """What to do where fewer are reached: whom to contact directly, or which kinds of actors to look for."""
    means: tuple[Message, ...]
    """Practical means that fit the group."""


@dataclass(frozen=True, slots=True)
class BrokerAsk:
    """What somebody is asked to pass on."""

    id: str | None
    """Actor id; not told of persons in the public edition."""
    name: Param
    kind: str
    private: bool
    """Whether it is a person or a group of people, who mostly help in their own time."""
    gaps: tuple[str, ...]
    times: int | None
    """How many gaps they are asked about; not told of persons in the public edition."""
    cap: int | None
    """The most they may be asked about; ``None`` for organisations."""
    messages: tuple[Message, ...]
    """What to ask, and how often."""


@dataclass(frozen=True, slots=True)
class OutreachResult:
    """A suggestion of whom to ask; who is asked is decided by people."""

    request: OutreachRequest
    title: str
    scope: str
    """``team``, ``deltok`` or ``administrasjon``: who asks."""
    gaps: tuple[GapPlan, ...]
    brokers: tuple[BrokerAsk, ...]
    status: str
    """``optimal``; ``near`` it, for a large plan; or ``budget``/``cancelled``, with a gap."""
    cost: float | None
    """Points; not told in the public edition, where persons could be counted from it."""
    bound: float | None
    """No plan that reaches as much costs less."""
    gap: float | None
    """(cost − bound) / cost."""
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any of those on the paths is invented."""


def plan_outreach(workspace: Workspace, request: OutreachRequest, environment: Environment) -> OutreachResult:
    """Plan through whom those who are missing can be invited.

    Raises
    ------
    InputError
        Unknown dataset, challenge or actor; ages in the wrong order; a cap or reach below 1 (bad_outreach).
    """
    _check(request)
    on = request.on or environment.today
    whole = workspace.dataset(request.dataset).register
    register = whole.at(on)
    challenge = None if request.challenge is None else register.challenge(request.challenge)
    room = room_of(register, challenge, request.team)
    names = Names(register, challenge, public=request.edition is Edition.PUBLIC)
    if request.groups:
        asked = Message("outreach.asked_for")
        found = tuple(Found(key, asked) for key in dict.fromkeys(request.groups))
    else:
        figures = workspace.population(request.dataset)
        found = gaps_found(register, challenge, room, figures, on, request.ages, request.edition)
    gaps = tuple(gap_of(register, item.key) for item in found)
    posed = pose(
        register, gaps, room.codes, area=challenge.municipalities if challenge else (),
        challenge=request.challenge, reach=request.reach, cap=request.cap, costs=request.costs,
    )  # fmt: skip
    plan = solve_outreach(posed.problem, budget=request.budget, progress=environment.progress)
    return _result(request, names, room, found, gaps, posed, plan, version_told(whole, request.edition))


def _check(request: OutreachRequest) -> None:
    check_ages(request.ages)
    for name, value in (("cap", request.cap), ("reach", request.reach)):
        if value < 1:
            raise InputError("bad_outreach", {"name": name, "value": value})


def _result(
    request: OutreachRequest, names: Names, room: Room, found: tuple[Found, ...], gaps: tuple[Gap, ...],
    posed: Posed, plan: Plan, version: str | None,
) -> OutreachResult:  # fmt: skip
    routes = [(path.gap, route(posed, path)) for path in plan.paths]
    on_paths = {actor for _, way in routes for actor in way.actors}
    synthetic = names.any_synthetic(on_paths)
    told = request.edition is Edition.WORKING
    there = kinds_there(room)
    return OutreachResult(
        request=request if told else replace(request, team=names.without_persons(request.team)),
        title=names.title or request.dataset,
        scope=room.scope,
        gaps=tuple(
            _gap(
                names,
                gap,
                item,
                [way for g, way in routes if g == n],
                posed.unlinked[n],
                request.reach,
                there,
            )
            for n, (gap, item) in enumerate(zip(gaps, found, strict=True))
        ),
        brokers=_brokers(names, gaps, posed, plan, request.cap),
        status="near" if plan.status is Status.OPTIMAL and plan.gap > 0 else plan.status.value,
        cost=plan.count.cost / 1000 if told else None,
        bound=plan.bound / 1000 if told and plan.bound is not None else None,
        gap=plan.gap if told and plan.bound is not None else None,
        notes=_notes(names, room, routes, request, synthetic=synthetic),
        data_version=version,
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _gap(
    names: Names, gap: Gap, item: Found, ways: list[Route], unlinked: tuple[str, ...], reach: int,
    there: frozenset[str],
) -> GapPlan:  # fmt: skip
    group = names.group(gap.key)
    wanted = 1 if gap.council is not None else reach
    return GapPlan(
        gap=gap.key,
        name=group,
        why=item.why,
        wanted=wanted,
        paths=tuple(
            OutreachPath(
                message=path_in_words(way, gap, group, names.called, names.is_open),
                nodes=names.without_persons(way.actors) if names.public else way.actors,
                end=way.end,
                end_kind=names.end_kind(way.end),
            )
            for way in ways
        ),
        advice=advice(
            gap,
            group,
            (len(ways), wanted),
            [names.called(actor) for actor in unlinked if not names.is_open(actor)],
            [names.called(actor) for actor in unlinked if names.is_open(actor)],
            there,
        ),
        means=means(gap),
    )


def _brokers(
    names: Names, gaps: tuple[Gap, ...], posed: Posed, plan: Plan, cap: int
) -> tuple[BrokerAsk, ...]:
    """Who is asked about what. In the public edition persons of one role are one row, uncounted."""
    rows: dict[Param, BrokerAsk] = {}
    for broker, numbers in asks(plan):
        actor = posed.problem.brokers[broker]
        hidden = names.public and names.is_person(actor)
        keys = tuple(gaps[number].key for number in numbers)
        name = names.called(actor)
        mark: Param = repr(name) if hidden else actor
        if mark in rows:
            keys = tuple(dict.fromkeys((*rows[mark].gaps, *keys)))
        rows[mark] = _ask(names, actor, keys, cap, hidden=hidden)
    return tuple(rows.values())


def _ask(names: Names, actor: str, keys: tuple[str, ...], cap: int, *, hidden: bool) -> BrokerAsk:
    name, private = names.called(actor), names.is_private(actor)
    groups = tuple(names.group(key) for key in keys)
    said = [Message("outreach.ask", {"name": name, "groups": groups})]
    if private and not hidden:
        said.append(Message("outreach.times_capped", {"times": len(keys), "cap": cap}))
    elif not hidden:
        said.append(Message("outreach.times", {"times": len(keys)}))
    if names.is_service(actor):
        said.append(Message("outreach.gives_no_names"))
    return BrokerAsk(
        id=None if hidden else actor,
        name=name,
        kind=names.kind(actor),
        private=private,
        gaps=keys,
        times=None if hidden else len(keys),
        cap=cap if private else None,
        messages=tuple(said),
    )


def _notes(
    names: Names, room: Room, routes: list[tuple[int, Route]], request: OutreachRequest, *, synthetic: bool
) -> tuple[Message, ...]:
    services = any(names.is_service(actor) for _, way in routes for actor in way.actors)
    return (
        Message(f"outreach.asks_{room.scope}"),
        *((Message("outreach.no_asker"),) if not len(room.codes) else ()),
        *((Message("outreach.services_note"),) if services else ()),
        *((Message("note.synthetic"),) if synthetic else ()),
        Message("note.suggestion"),
        Message(f"note.edition_{request.edition.value}"),
    )
