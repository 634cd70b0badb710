"""Why somebody sits where they sit, in words.

Nothing here says what a person is or has stated: rules are told by what they do (a fixed place, apart from
somebody), and what another place would cost by the levels («gruppene får mindre blanding»).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import InputError, Message
from matchmaker.matching.groups.conflict_rules import APART, PINS, SIZES, TOGETHER
from matchmaker.matching.groups.conflict_words import MOST_NAMED
from matchmaker.matching.groups.problem import Level
from matchmaker.matching.groups.reasons import COMPOSITION, PLACE, Elsewhere, explain, kind_of
from matchmaker.services.event import Event, pose_event
from matchmaker.services.groups import coded_seats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.kernel.errors import Param
    from matchmaker.matching.groups.conflict_rules import Rule
    from matchmaker.services.environment import Environment
    from matchmaker.services.groups import Seats
    from matchmaker.services.groups_request import GroupsRequest
    from matchmaker.services.workspace import Workspace

VERDICTS = {-1: "bedre", 0: "like_god", 1: "darligere"}


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the person sits in a round."""

    round: int
    """From 1."""
    group: str
    """Id; empty where they are not there or have no seat."""
    name: str


@dataclass(frozen=True, slots=True)
class LevelChange:
    """How one of the things a seating is judged by would change."""

    level: str
    before: int
    after: int
    """Smaller is better."""


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """The best that can be had for the person in another group."""

    round: int
    """From 1."""
    group: str
    """Id."""
    name: str
    exchanged: tuple[str, ...]
    """Names of those who would change places with them; empty for a move."""
    verdict: str
    """``bedre``, ``like_god`` or ``darligere``, by rules and then by the levels in their order."""
    levels: tuple[LevelChange, ...]
    """Those that would change."""
    broken: tuple[Message, ...]
    """Rules that would be broken."""
    message: Message
    """What it would cost, in one sentence."""


@dataclass(frozen=True, slots=True)
class PersonReasons:
    """Why somebody sits where they sit."""

    request: GroupsRequest
    person: str
    name: str
    seats: tuple[Seat, ...]
    reasons: tuple[Message, ...]
    """Rules about the person."""
    summary: Message
    """Whether a better place was found."""
    places: tuple[OtherPlace, ...]
    """By round and group."""
    notes: tuple[Message, ...]
    synthetic: bool
    data_version: str
    code_version: str


def explain_person(
    workspace: Workspace, request: GroupsRequest, seats: Seats, person: str, environment: Environment
) -> PersonReasons:
    """Explain one person's seats in a seating.

    Parameters
    ----------
    workspace
        Holds the dataset.
    request
        The wish that the seating answers.
    seats
        The seating in words.
    person
        Actor id.
    environment
        Not asked for anything: the same seats give the same reasons.

    Raises
    ------
    InputError
        What :func:`~matchmaker.services.event.pose_event` refuses; an unknown dataset; ``not_registered``.
    """
    del environment
    register = workspace.dataset(request.dataset).register
    event = pose_event(register, request)
    problem = event.problem
    if person not in problem.people:
        raise InputError("not_registered", {"actor": person}, Message("hint.not_registered"))
    at = problem.people.index(person)
    seating = coded_seats(event, seats)
    found = explain(problem, seating, at, event.wishes)
    places = tuple(_place(event, one) for one in found.elsewhere)
    unseated = any(group < 0 for group in seating[problem.present].tolist())
    return PersonReasons(
        request=request,
        person=person,
        name=event.names[at],
        seats=tuple(_seat(event, number, group) for number, group in enumerate(found.seats, start=1)),
        reasons=tuple(_reasons(event, found.bound_by, at)),
        summary=_summary(places),
        places=places,
        notes=(Message("forklaring.uten_plass"),) if unseated else (),
        synthetic=event.synthetic,
        data_version=register.fingerprint[:16],
        code_version=matchmaker.__version__,
    )


def _seat(event: Event, number: int, group: int) -> Seat:
    held = event.groups[group] if group >= 0 else None
    return Seat(number, held.id if held else "", held.name if held else "")


def _summary(places: tuple[OtherPlace, ...]) -> Message:
    better = sum(place.verdict == VERDICTS[-1] for place in places)
    if better:
        return Message("forklaring.bedre_plasser", {"count": better})
    return Message("forklaring.ingen_bedre_plass", {"count": len(places)})


def _reasons(event: Event, rules: tuple[Rule, ...], person: int) -> Iterator[Message]:
    """What binds the person, each said once."""
    said = set()
    for rule in rules:
        kind = kind_of(rule)
        params: dict[str, Param] = {}
        if kind == PINS[0]:
            params["group"] = event.groups[rule.wish.groups[0]].name
        elif kind in (TOGETHER, APART[0]):
            params["people"] = _named(event, tuple(one for one in rule.wish.people if one != person))
        key = kind, str(params)
        if key not in said:
            said.add(key)
            yield Message(f"forklaring.{kind}", params)


def _named(event: Event, people: tuple[int, ...]) -> Param:
    names = tuple(event.names[one] for one in people)
    if len(names) <= MOST_NAMED:
        return names
    return Message("konflikt.flere", {"named": names[: MOST_NAMED - 1], "more": len(names) - MOST_NAMED + 1})


def _place(event: Event, one: Elsewhere) -> OtherPlace:
    changes = tuple(
        LevelChange(level.value, *one.changes[level]) for level in event.problem.order if level in one.changes
    )
    broken = tuple(_broken(event, one))
    group = event.groups[one.group]
    exchanged = tuple(event.names[person] for person in one.comes)
    said: tuple[Param, ...] = tuple(_cost(change) for change in changes)
    if not said and not broken:
        said = (Message(f"forklaring.uendret.{VERDICTS[one.verdict]}"),)
    params: dict[str, Param] = {
        "group": group.name, "round": one.at + 1, "people": exchanged, "cost": (*broken, *said)
    }  # fmt: skip
    code = "forklaring.bytte" if exchanged else "forklaring.flytting"
    return OtherPlace(
        one.at + 1,
        group.id,
        group.name,
        exchanged,
        VERDICTS[one.verdict],
        changes,
        broken,
        Message(code, params),
    )


def _cost(change: LevelChange) -> Message:
    """How a level changes: ``forklaring.<level>.mer`` or ``.mindre``, where more is worse."""
    more = change.after > change.before
    params = {"amount": abs(change.after - change.before)}
    return Message(f"forklaring.{Level(change.level).value}.{'mer' if more else 'mindre'}", params)


def _broken(event: Event, one: Elsewhere) -> Iterator[Message]:
    """Rules that would be broken; who is named is who may not be together, or sit there."""
    kinds = [kind_of(rule) for rule in one.broken]
    yield from (Message(f"forklaring.brudd.{kind}") for kind in (COMPOSITION, SIZES) if kind in kinds)
    barred = {
        person
        for rule, kind in zip(one.broken, kinds, strict=True)
        if kind in (PLACE, *PINS)
        for person in (*one.goes, *one.comes)
        if person in rule.wish.people
    }
    if barred:
        yield Message(f"forklaring.brudd.{PLACE}", {"people": _named(event, tuple(sorted(barred)))})
    for rule, kind in zip(one.broken, kinds, strict=True):
        if kind not in (COMPOSITION, SIZES, PLACE, *PINS):
            yield Message(f"forklaring.brudd.{kind}", {"people": _named(event, rule.wish.people)})
