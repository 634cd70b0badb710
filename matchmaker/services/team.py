"""Suggest a team for a challenge: proven best for the stated score, with reasons per seat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import Infeasible, InputError, Message, Param
from matchmaker.matching.team.explanation import explain
from matchmaker.matching.team.problem import TeamProblem, Weights, pose
from matchmaker.matching.team.referee import reached
from matchmaker.matching.team.relaxation import relaxations
from matchmaker.matching.team.solution import Solution, solve_team
from matchmaker.model.vocabulary import Sector
from matchmaker.rules.constraints import AtLeast, Constraint, Exclude, Include, Size
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services import labels
from matchmaker.services.seats import Seat, seat

if TYPE_CHECKING:
    from matchmaker.matching.team.explanation import SeatReasons
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TeamRequest:
    """A wish for a team."""

    dataset: str
    challenge: str
    min_size: int = 8
    max_size: int = 8
    include: tuple[str, ...] = ()
    """Actors who must have a seat."""
    exclude: tuple[str, ...] = ()
    """Actors who must not."""
    at_least: tuple[tuple[str, int], ...] = ()
    """(sector, how many) that the team must hold."""
    seed: int = 0
    """Chooses among equally good teams."""
    budget: int = 200_000
    """Nodes of the search tree before the best so far is returned with its gap."""
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the score."""

    name: str
    points: float
    message: Message


@dataclass(frozen=True, slots=True)
class NeedCoverage:
    """How one need is met by the team."""

    contribution: str
    label: Param
    wanted: int
    """How many coverers the challenge asks for."""
    importance: int
    seats: tuple[str, ...]
    """Seats that cover it, best first."""
    best_fit: float | None
    """Fit of the best, 0–1; ``None`` when nobody covers it."""


@dataclass(frozen=True, slots=True)
class OpenChair:
    """A chair held for an affected group that has nobody in the register: «plass holdt av til …»."""

    group: str
    name: str
    message: Message


@dataclass(frozen=True, slots=True)
class TeamResult:
    """A suggestion, never a decision."""

    request: TeamRequest
    challenge_title: str
    decided_by: str | None
    """Who decides; the suggestion is headed with it."""
    status: str
    """``optimal``, or ``budget``/``cancelled`` with a gap."""
    objective: float
    """Points of the team."""
    bound: float | None
    """No team that meets the wishes has more points."""
    gap: float | None
    """Points that may be missing: bound − objective; 0 is proof."""
    terms: tuple[Term, ...]
    seats: tuple[Seat, ...]
    open_chairs: tuple[OpenChair, ...]
    """In addition to the seats."""
    needs: tuple[NeedCoverage, ...]
    candidates: int
    """How many could be chosen from."""
    reserved: int
    """How many in the area are «reservert – foreslås ikke»."""
    notes: tuple[Message, ...]
    """What the reader should know about the basis."""
    data_version: str
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any seat is filled by an invented actor."""

    @property
    def members(self) -> tuple[str, ...]:
        """Actor ids of those suggested, seat by seat."""
        return tuple(seat.filled_by for seat in self.seats)


def suggest_team(workspace: Workspace, request: TeamRequest, environment: Environment) -> TeamResult:
    """Find the best team for a challenge.

    Raises
    ------
    InputError
        Unknown dataset, challenge, actor or sector; a size below 1; nobody to choose from.
    Infeasible
        No team meets the wishes; carries the smallest changes that would make one possible.
    """
    opened = workspace.dataset(request.dataset)
    register = opened.register
    challenge = register.challenge(request.challenge)
    problem = pose(
        register, challenge, _constraints(register, request),
        weights=request.weights, seed=request.seed, include=request.include,
    )  # fmt: skip
    if not problem.ids:
        raise InputError("nobody_to_choose", {"challenge": challenge.title})
    solution = solve_team(problem, budget=request.budget, progress=environment.progress)
    if solution is None:
        raise Infeasible("no_team_possible", relaxations(problem), {"challenge": challenge.title})
    return _result(register, challenge, problem, solution, request)


def _constraints(register: Register, request: TeamRequest) -> tuple[Constraint, ...]:
    if request.min_size < 1 or request.max_size < request.min_size:
        raise InputError("bad_size", {"low": request.min_size, "high": request.max_size})
    for actor in (*request.include, *request.exclude):
        register.code(actor)
    known = tuple(sector.value for sector in Sector)
    for sector, _ in request.at_least:
        if sector not in known:
            raise InputError("unknown_sector", {"sector": sector, "known": known})
    return (
        Size(request.min_size, request.max_size),
        *(Include(actor) for actor in sorted(set(request.include))),
        *(Exclude(actor) for actor in sorted(set(request.exclude))),
        # sorted by count too, so that of two wishes for one side the greater is kept
        *(AtLeast(sector, count) for sector, count in sorted(dict(sorted(request.at_least)).items())),
    )


def _result(
    register: Register, challenge: Challenge, problem: TeamProblem, solution: Solution, request: TeamRequest
) -> TeamResult:
    reasons = explain(problem, solution.team)
    order = sorted(range(len(reasons)), key=lambda i: (-reasons[i].adds, reasons[i].actor))
    seats = tuple(
        seat(register, challenge, problem, solution.team[i], reasons[i], number)
        for number, i in enumerate(order, start=1)
    )
    total = solution.score.total
    reserved = register.actors["reserved"].to_numpy() & register.in_area(challenge.municipalities)
    return TeamResult(
        request=request,
        challenge_title=challenge.title,
        decided_by=challenge.decided_by,
        status=solution.status.value,
        objective=total / 1000,
        bound=None if solution.bound is None else solution.bound / 1000,
        gap=None if solution.bound is None else (solution.bound - total) / 1000,
        terms=_terms(problem, solution),
        seats=seats,
        open_chairs=open_chairs(register, challenge),
        needs=_coverage(register, challenge, problem, solution),
        candidates=len(problem.ids),
        reserved=int(reserved.sum()),
        notes=_notes(register, challenge, problem, reasons, request.seed),
        data_version=register.fingerprint[:16],
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=any(item.synthetic for item in seats),
    )


def _terms(problem: TeamProblem, solution: Solution) -> tuple[Term, ...]:
    counted = solution.score
    params: dict[str, dict[str, Param]] = {
        "coverage": {"needs": len(problem.needs)},
        "sides": {"sides": len(problem.sides)},
        "groups": {"groups": len(problem.groups)},
        "ties": {},
        "reach": {"count": len(reached(problem, solution.team))},
        "load": {},
    }
    return tuple(
        Term(name, getattr(counted, name) / 1000, Message(f"term.{name}", values))
        for name, values in params.items()
    )


def open_chairs(register: Register, challenge: Challenge) -> tuple[OpenChair, ...]:
    """Affected groups for whom the register holds neither a person nor a group: a chair is held.

    An organisation or a council that works for the group does not fill the chair: it represents people
    who do not take part themselves.
    """
    actors = register.actors
    direct = actors[actors["form"] != "organisasjon"]["groups"].dropna().astype(str)
    held = {tag for cell in direct for tag in cell.split("|")}
    return tuple(
        OpenChair(group.group, group.name, Message("chair.open", {"group": group.name}))
        for group in challenge.affected
        if group.group not in held
    )


def _coverage(
    register: Register,
    challenge: Challenge,
    problem: TeamProblem,
    solution: Solution,
) -> tuple[NeedCoverage, ...]:
    found = []
    for position, need in enumerate(challenge.needs):
        able = sorted(
            (-int(problem.fit[i, position]), problem.ids[i])
            for i in solution.team
            if problem.fit[i, position] > 0
        )
        found.append(
            NeedCoverage(
                need.contribution,
                labels.contribution(register, need.contribution),
                need.count,
                need.importance,
                tuple(actor for _, actor in able),
                -able[0][0] / 100 if able else None,
            )
        )
    return tuple(found)


def _notes(
    register: Register,
    challenge: Challenge,
    problem: TeamProblem,
    reasons: tuple[SeatReasons, ...],
    seed: int,
) -> tuple[Message, ...]:
    notes = [Message("note.suggestion"), Message("note.candidates", {"count": len(problem.ids)})]
    if any(other.difference == 0 for seat in reasons for other in seat.alternatives):
        notes.append(Message("note.equally_good", {"seed": seed}))
    if not challenge.needs:
        notes.append(Message("note.no_needs"))
    if not challenge.affected:
        notes.append(Message("note.no_affected"))
    if register.frame("contributions").empty:
        notes.append(Message("note.no_contributions"))
    if register.frame("ties").empty:
        notes.append(Message("note.no_ties"))
    return tuple(notes)
