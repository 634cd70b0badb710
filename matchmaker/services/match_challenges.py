"""Several challenges at once: teams for each from the same people, nobody asked for more than they have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import Infeasible, InputError, Message, Param
from matchmaker.matching.reverse.assignment import AssignmentProblem, Wish, pose
from matchmaker.matching.reverse.assignment_reasons import SeatReasons, reasons
from matchmaker.matching.reverse.assignment_relaxation import relaxations
from matchmaker.matching.reverse.assignment_solution import Assignment, solve_assignment
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition, version_told
from matchmaker.services.match import any_synthetic, edition_notes
from matchmaker.services.seats import Seated, seated

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

HOURS = 20.0
"""Hours a year that a seat takes when nothing is said."""


@dataclass(frozen=True, slots=True)
class ChallengesRequest:
    """A wish for teams in several challenges."""

    dataset: str
    challenges: tuple[str, ...]
    """Ids, each once."""
    min_size: int = 8
    max_size: int = 8
    """Least and greatest number of seats in each."""
    sizes: tuple[tuple[str, int, int], ...] = ()
    """(challenge, least, greatest) where one differs."""
    hours: float = HOURS
    """Hours a year that a seat takes."""
    unknown_seats: int = 1
    """Most new seats of somebody whose load is not known."""
    seed: int = 0
    """Chooses among equally good answers."""
    budget: int = 200_000
    """Nodes of the search tree before the best so far is returned with its gap."""
    on: date | None = None
    """The day asked about; today when not given."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class AssignedSeat:
    """One seat in one of the teams."""

    seat: Seated
    adds: float
    """Points that its team would lose without it."""
    hours_left: float | None
    """Hours the actor has left with all the seats suggested here; ``None`` is unknown."""
    seats: int
    """How many seats the same actor is suggested for here."""
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class ChallengeTeam:
    """The team of one challenge."""

    challenge: str
    title: str
    decided_by: str | None
    seats: tuple[AssignedSeat, ...]
    """Those that add most first."""
    points: float
    share: float | None
    """Points as a share of what full coverage and every expected side give; ``None`` when nothing is asked
    for. Coverers beyond those asked for can bring it above 1."""
    drafted: bool
    """Whether the challenge states no need, so that its usual needs were drafted."""
    uncovered: tuple[Param, ...]
    """Needs that nobody in the team covers."""


@dataclass(frozen=True, slots=True)
class ChallengesResult:
    """A suggestion, never a decision."""

    request: ChallengesRequest
    status: str | None
    """``optimal``, or ``budget``/``cancelled`` with a gap; ``None`` in the public edition."""
    objective: float | None
    """Points of all teams together."""
    bound: float | None
    """No teams that meet the wishes have more points together."""
    gap: float | None
    """Points that may be missing; 0 is proof."""
    teams: tuple[ChallengeTeam, ...]
    weakest: str | None
    """The challenge with the smallest share."""
    notes: tuple[Message, ...]
    data_version: str | None
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any seat is filled by an invented actor."""


def assign_teams(
    workspace: Workspace, request: ChallengesRequest, environment: Environment
) -> ChallengesResult:
    """Find the best teams for several challenges together.

    In the public edition nothing is answered: who has room is about single persons.

    Raises
    ------
    InputError
        Unknown dataset or challenge; no challenge or one twice; sizes, hours or seats out of range.
    Infeasible
        No teams meet the wishes; carries the smallest changes that would make them possible.
    """
    register = workspace.dataset(request.dataset).register
    now = register.at(request.on or environment.today)
    wishes = _wishes(request)
    if request.edition is Edition.PUBLIC:
        for wish in wishes:
            register.challenge(wish.challenge)
        return _result(register, request, None, ())
    problem = pose(now, wishes, seed=request.seed, unknown_seats=request.unknown_seats)
    found = solve_assignment(problem, budget=request.budget, progress=environment.progress)
    if found is None:
        raise Infeasible("no_teams_possible", relaxations(problem))
    return _result(register, request, found, _teams(now, problem, found))


def _wishes(request: ChallengesRequest) -> tuple[Wish, ...]:
    other = {challenge: (low, high) for challenge, low, high in request.sizes}
    if strangers := set(other) - set(request.challenges):
        raise InputError("size_of_other_challenge", {"challenges": tuple(sorted(strangers))})
    usual = (request.min_size, request.max_size)
    return tuple(Wish(c, *other.get(c, usual), request.hours) for c in request.challenges)


def _result(
    register: Register, request: ChallengesRequest, found: Assignment | None, teams: tuple[ChallengeTeam, ...]
) -> ChallengesResult:
    synthetic = any_synthetic(item.seat for team in teams for item in team.seats)
    total = sum(found.points) if found else None
    bound = found.bound if found else None
    compared = [(team.share, team.challenge) for team in teams if team.share is not None]
    weakest = min(compared)[1] if compared else None
    return ChallengesResult(
        request=request,
        status=found.status.value if found else None,
        objective=None if total is None else total / 1000,
        bound=None if bound is None else bound / 1000,
        gap=None if bound is None or total is None else (bound - total) / 1000,
        teams=teams,
        weakest=weakest,
        notes=(
            *_notes(request, teams, weakest),
            *edition_notes(request.edition, synthetic=synthetic),
        ),
        data_version=version_told(register, request.edition),
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _notes(
    request: ChallengesRequest, teams: tuple[ChallengeTeam, ...], weakest: str | None
) -> tuple[Message, ...]:
    if not teams:
        return ()
    whole = int(request.hours) if float(request.hours).is_integer() else request.hours
    notes = [Message("match.seat_hours", {"hours": whole})]
    if any(item.hours_left is None for team in teams for item in team.seats):
        notes.append(Message("match.unknown_capacity", {"seats": request.unknown_seats}))
    if drafted := tuple(team.title for team in teams if team.drafted):
        notes.append(Message("match.drafted_needs", {"challenges": drafted}))
    by_id = {team.challenge: team for team in teams}
    if weakest is not None and len(teams) > 1:
        least = by_id[weakest]
        percent = round(100 * (least.share or 0.0))
        notes.append(Message("match.least_covered", {"challenge": least.title, "percent": percent}))
    return tuple(notes)


def _teams(register: Register, problem: AssignmentProblem, found: Assignment) -> tuple[ChallengeTeam, ...]:
    hours = [0.0] * len(problem.ids)
    seats = [0] * len(problem.ids)
    for part, team in zip(problem.parts, found.teams, strict=True):
        for i in team:
            hours[i] += part.wish.hours
            seats[i] += 1
    teams = []
    for part, team, points in zip(problem.parts, found.teams, found.points, strict=True):
        challenge = register.challenge(part.wish.challenge)
        covered = part.fit[list(team)].sum(axis=0) > 0
        teams.append(
            ChallengeTeam(
                challenge=challenge.id,
                title=challenge.title,
                decided_by=challenge.decided_by,
                seats=tuple(
                    _seat(register, problem, why, hours[why.candidate], seats[why.candidate])
                    for why in reasons(part, team)
                ),
                points=points / 1000,
                share=points / part.full if part.full else None,
                drafted=part.drafted,
                uncovered=tuple(
                    labels.contribution(register, need)
                    for need, held in zip(part.needs, covered.tolist(), strict=True)
                    if not held
                ),
            )
        )
    return tuple(teams)


def _seat(
    register: Register, problem: AssignmentProblem, why: SeatReasons, hours: float, seats: int
) -> AssignedSeat:
    left = float(problem.left[why.candidate]) - hours
    return AssignedSeat(
        seat=seated(register, problem.ids[why.candidate]),
        adds=why.adds / 1000,
        hours_left=None if math.isnan(left) else left,
        seats=seats,
        reasons=_reasons(register, why),
    )


def _reasons(register: Register, why: SeatReasons) -> tuple[Message, ...]:
    found = []
    for code, needs in (
        ("match.alone_on", why.alone_on),
        ("match.best_on", why.best_on),
        ("match.also_on", why.also_on),
    ):
        if needs:
            words = tuple(labels.contribution(register, need) for need in needs)
            found.append(Message(code, {"needs": words}))
    if why.alone_for:
        sides = tuple(labels.sector(side) for side in why.alone_for)
        found.append(Message("match.alone_for", {"sides": sides}))
    return tuple(found) or (Message("match.fills_size"),)
