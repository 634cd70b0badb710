"""A team as somebody has settled it: which seats, who is asked for each, and who is asked next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.committing import keep
from matchmaker.services.keeping import KeptRecord
from matchmaker.store import records
from matchmaker.store.records import Run, Team

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.team import TeamResult
    from matchmaker.store.storage import Reading


@dataclass(frozen=True, slots=True)
class SettledSeat:
    """A seat, and in what order it is offered."""

    actor: str
    """Who is asked first."""
    alternates: tuple[str, ...] = ()
    """Who is asked when the one before declines or does not answer, the next first."""
    asked: tuple[str, ...] = ()
    """Contributions that the seat is to bring, the first first; empty when nobody has said."""


@dataclass(frozen=True, slots=True)
class KeepTeamRequest:
    """A team to keep."""

    dataset: str
    challenge: str
    seats: tuple[SettledSeat, ...] = ()
    open: tuple[str, ...] = ()
    """Affected groups that a chair is held for."""
    held: tuple[str, ...] = ()
    """For whom else a chair is held, in words."""
    excluded: tuple[tuple[str, str], ...] = ()
    """(actor, reason) of those who are not to be asked; a reason must be given."""
    name: str = ""
    """What it is called; the challenge's title when empty."""
    run: str = ""
    """The run that suggested it; empty when it was made by hand."""


def as_settled(result: TeamResult) -> KeepTeamRequest:
    """A suggestion as something to keep, with whoever is called next for each seat."""
    seats = tuple(SettledSeat(seat.filled_by, seat.alternates, seat.asked) for seat in result.seats)
    return KeepTeamRequest(
        result.request.dataset,
        result.request.challenge,
        seats,
        tuple(chair.group for chair in result.open_chairs if chair.group),
        tuple(chair.name for chair in result.open_chairs if not chair.group),
    )


def request_of_run(workspace: KeptWorkspace, run: str, name: str = "") -> KeepTeamRequest:
    """The team that a kept run suggested, as something to keep.

    Raises ``InputError``: ``unknown_record``, ``not_a_team_run``.
    """
    with workspace.store.reading() as reading:
        body = records.get(reading, run).body
    if not isinstance(body, Run) or body.service != "team":
        raise InputError("not_a_team_run", {"record": run})
    seats: Sequence[Mapping[str, Any]] = body.result["seats"]
    return KeepTeamRequest(
        dataset=str(body.request["dataset"]),
        challenge=str(body.request["challenge"]),
        seats=tuple(
            SettledSeat(str(seat["filled_by"]), _called(seat), tuple(map(str, seat.get("asked", ()))))
            for seat in seats
        ),
        open=tuple(str(chair["group"]) for chair in body.result["open_chairs"] if chair["group"]),
        held=tuple(str(chair["name"]) for chair in body.result["open_chairs"] if not chair["group"]),
        name=name,
        run=run,
    )


def _called(seat: Mapping[str, Any]) -> tuple[str, ...]:
    """Who is called next for a seat of a kept run; of an older run, whoever was shown beside the seat."""
    if "alternates" in seat:
        return tuple(str(actor) for actor in seat["alternates"])
    return tuple(str(other["actor"]) for other in seat["others"])


def keep_team(workspace: KeptWorkspace, request: KeepTeamRequest, author: str) -> KeptRecord:
    """Keep a team as a record, as one step; a dataset that lies as files is kept first, as another.

    Parameters
    ----------
    workspace
        Where.
    request
        The seats, in the order in which they are shown.
    author
        Who settled it, for the log.

    Raises
    ------
    InputError
        ``unknown_dataset``, ``unknown_challenge``, ``unknown_actor``, ``unknown_group``;
        ``team_without_seats``, ``seated_twice``, ``seat_is_reserved``, ``seat_is_excluded``,
        ``excluded_without_reason``. Nothing is kept then.
    """
    register = workspace.dataset(request.dataset).register
    challenge = register.challenge(request.challenge)
    _check(register, challenge, request)
    number = keep(workspace, request.dataset, author)
    plain, _ = workspace.split(request.dataset)
    dataset = workspace.dataset(plain).info.name
    body = Team(
        dataset=dataset, version=number, challenge=challenge.id, name=request.name.strip() or challenge.title,
        seats=_seats(register, request),
        excluded=tuple({"actor": actor, "reason": reason.strip()} for actor, reason in request.excluded),
        run=request.run,
    )  # fmt: skip
    with workspace.store.step(Message("step.kept_team", {"dataset": dataset}), author) as work:
        return KeptRecord(work.add(body), body.kind)


def _seats(register: Register, request: KeepTeamRequest) -> tuple[Mapping[str, Any], ...]:
    sectors = dict(zip(register.ids, register.actors["sector"].astype(str), strict=True))
    filled = [
        {
            "actor": one.actor, "role": sectors[one.actor], "alternates": list(one.alternates),
            **({"asked": list(one.asked)} if one.asked else {}),
        }
        for one in request.seats
    ]  # fmt: skip
    held = [{"open": group} for group in (*request.open, *request.held)]
    seats: list[dict[str, Any]] = [*filled, *held]
    return tuple({"id": f"sete-{number}", **seat} for number, seat in enumerate(seats, start=1))


def _check(register: Register, challenge: Challenge, request: KeepTeamRequest) -> None:
    if not (request.seats or request.open or request.held):
        raise InputError("team_without_seats")
    excluded, reserved = {actor for actor, _ in request.excluded}, reserved_ids(register)
    holders = [seat.actor for seat in request.seats]
    for actor in (*holders, *(other for seat in request.seats for other in seat.alternates), *excluded):
        register.code(actor)
    bare = [actor for actor, reason in request.excluded if not reason.strip()]
    if bare:
        raise InputError("excluded_without_reason", {"actor": bare[0]})
    for actor in holders:
        if holders.count(actor) > 1:
            raise InputError("seated_twice", {"actor": actor})
        for code, refused in (("seat_is_excluded", excluded), ("seat_is_reserved", reserved)):
            if actor in refused:
                raise InputError(code, {"actor": actor})
    known = tuple(group.group for group in challenge.affected)
    for group in request.open:
        if group not in known:
            raise InputError("unknown_group", {"group": group, "known": known})


def reserved_ids(register: Register) -> frozenset[str]:
    """Who is «reservert – foreslås ikke»."""
    actors = register.actors
    return frozenset(actors["id"][actors["reserved"].to_numpy()].astype(str))


def settled(reading: Reading, record: str) -> Team:
    """A kept team. Raises ``InputError``: ``unknown_record``, ``not_a_team``."""
    body = records.get(reading, record).body
    if not isinstance(body, Team):
        raise InputError("not_a_team", {"record": record})
    return body


def seats_by_id(team: Team) -> dict[str, Mapping[str, Any]]:
    """Seat id → seat, in order; a seat of an older record is called by its place."""
    return {str(seat.get("id") or f"sete-{place}"): seat for place, seat in enumerate(team.seats, start=1)}
