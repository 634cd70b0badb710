"""Suggest a team for a challenge: proven best for the stated score, with reasons per seat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import matchmaker
from matchmaker.kernel.errors import Infeasible, InputError, Message, Param, Relaxation
from matchmaker.matching.team.alternates import alternates
from matchmaker.matching.team.conflict import conflict
from matchmaker.matching.team.explanation import explain
from matchmaker.matching.team.posing import pose
from matchmaker.matching.team.problem import TERMS, TeamProblem
from matchmaker.matching.team.referee import reached
from matchmaker.matching.team.relaxation import relaxations
from matchmaker.matching.team.solution import Solution, quick_team, solve_team
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services import labels
from matchmaker.services.chairs import OpenChair, company_chair, held_chairs, open_chairs
from matchmaker.services.seats import Seat, Term, seat
from matchmaker.services.team_wish import Asking, TeamRequest, asking

__all__ = ["TeamRequest", "TeamResult", "Term", "suggest_team"]

MOST_OTHERS, MOST_ALTERNATES = 2, 5
"""How many others are named beside a seat, and how many are called when it becomes empty."""
NECESSARY = 3
"""Importance of a need without which a solution cannot be found."""

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.matching.team.explanation import SeatReasons
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NeedCoverage:
    """How one need is met by the team."""

    contribution: str
    label: Param
    wanted: int
    """How many coverers the challenge asks for."""
    importance: int
    reason: str | None
    """Why the challenge needs it, in the words of the dataset."""
    source: str | None
    seats: tuple[str, ...]
    """Seats that cover it, best first."""
    best_fit: float | None
    """Fit of the best, 0–1; ``None`` when nobody covers it."""


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
    ready: bool
    """Whether somebody in the team can realise a solution."""
    needs: tuple[NeedCoverage, ...]
    drafted: bool
    """Whether the needs were drafted by the tool and not stated."""
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


class Posed(NamedTuple):
    """A wish as the matching sees it."""

    register: Register
    challenge: Challenge
    """With the needs that are used."""
    problem: TeamProblem
    asked: Asking


def posed(workspace: Workspace, request: TeamRequest, environment: Environment) -> Posed:
    """Pose a wish; raises as :func:`suggest_team` does, before anything is searched."""
    register = workspace.dataset(request.dataset).register
    on = request.on or environment.today
    asked = asking(register, workspace.population(request.dataset), request, on)
    problem = pose(register, asked.challenge, asked.wish, asked.candidates)
    if not problem.ids:
        raise InputError("nobody_to_choose", {"challenge": asked.challenge.title})
    return Posed(register, asked.challenge, problem, asked)


def suggest_team(workspace: Workspace, request: TeamRequest, environment: Environment) -> TeamResult:
    """Find the best team for a challenge.

    Raises
    ------
    InputError
        Unknown dataset, challenge, actor, sector, trait, contribution or rule; a size below 1; nobody to
        choose from.
    SeveralErrors
        Several of these.
    Infeasible
        No team meets the wishes; names those that cannot all be met, and carries the smallest changes that
        would make a team possible.
    """
    wanted = posed(workspace, request, environment)
    solution = solve_team(wanted.problem, budget=request.budget, progress=environment.progress)
    if solution is None:
        raise impossible(wanted)
    return result_of(wanted, solution, request)


def first_answer(
    workspace: Workspace, request: TeamRequest, environment: Environment, former: Collection[str] = ()
) -> TeamResult:
    """A good team with its proven gap at once, while the proof is still to come; raises as above.

    Parameters
    ----------
    workspace, request, environment
        As for :func:`suggest_team`, which answers the same whether or not this was asked first.
    former
        Actor ids of the team that was shown before, if any: a start, so that a small change of the wish gives
        a small change of the team. Whoever is no candidate any longer is passed over.
    """
    wanted = posed(workspace, request, environment)
    solution = quick_team(wanted.problem, former=former)
    if solution is None:
        raise impossible(wanted)
    return result_of(wanted, solution, request)


def impossible(wanted: Posed) -> Infeasible:
    """Say which wishes cannot all be met, and the smallest changes that would work."""
    problem, origins = wanted.problem, wanted.asked.origins
    ways = (
        Relaxation(tuple(replace(c, message=with_names(wanted.register, c.message)) for c in way.changes))
        for way in relaxations(problem, origins)
    )
    quarrel = (with_names(wanted.register, wish.message) for wish in conflict(problem, origins))
    return Infeasible("no_team_possible", ways, {"challenge": wanted.challenge.title}, quarrel)


def with_names(register: Register, message: Message) -> Message:
    """The same sentence with actors called by name, as far as the register has them."""
    params = {
        name: register.actor(str(value.params["id"])).name
        if isinstance(value, Message) and value.code == "param.actor" and value.params["id"] in register
        else value
        for name, value in message.params.items()
    }
    return Message(message.code, params)


def result_of(wanted: Posed, solution: Solution, request: TeamRequest) -> TeamResult:
    """A solution in the words of the field."""
    register, challenge, problem, asked = wanted
    needs = _coverage(register, challenge, problem, solution)
    reasons = explain(problem, solution.team, MOST_OTHERS)
    called = alternates(problem, solution.team, MOST_ALTERNATES)
    order = sorted(range(len(reasons)), key=lambda i: (-reasons[i].adds, reasons[i].actor))
    seats = tuple(
        seat(
            register, challenge, problem, solution.team[i], reasons[i], number,
            tuple(one.actor for one in called[i].alternates),
        )
        for number, i in enumerate(order, start=1)
    )  # fmt: skip
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
        open_chairs=(
            *open_chairs(register, challenge, problem.ids),
            *held_chairs(request),
            *company_chair(register, seats),
        ),
        ready=_is_ready(problem, solution),
        drafted=asked.drafted,
        needs=needs,
        candidates=len(problem.ids),
        reserved=int(reserved.sum()),
        notes=_notes(wanted, needs, reasons, request),
        data_version=register.fingerprint[:16],
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=any(item.synthetic for item in seats),
    )


def _terms(problem: TeamProblem, solution: Solution) -> tuple[Term, ...]:
    """The terms, without those that nobody could earn or lose here."""
    held = {tally.term for tally in problem.tallies}
    held |= {charge.term for charge in problem.charges if charge.points.any()}
    held |= {"ties"} if len(problem.pairs) else set()
    held |= {"reach"} if problem.opens else set()
    params: dict[str, dict[str, Param]] = {
        "coverage": {"needs": len(problem.needs)},
        "sides": {"sides": len(problem.of("sides"))},
        "groups": {"groups": len(problem.of("groups"))},
        "reach": {"count": len(reached(problem, solution.team))},
    }
    return tuple(
        Term(name, solution.score[name] / 1000, Message(f"term.{name}", params.get(name, {})))
        for name in TERMS
        if name in held or name == "coverage"
    )


def _is_ready(problem: TeamProblem, solution: Solution) -> bool:
    """Whether somebody who can realise a solution has a seat."""
    return any(bool(np.isin(tally.members, solution.team).any()) for tally in problem.of("ready"))


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
                need.reason,
                need.source,
                tuple(actor for _, actor in able),
                -able[0][0] / 100 if able else None,
            )
        )
    return tuple(found)


def _notes(
    wanted: Posed, needs: tuple[NeedCoverage, ...], reasons: tuple[SeatReasons, ...], request: TeamRequest
) -> tuple[Message, ...]:
    register, challenge, problem, asked = wanted
    notes = [Message("note.suggestion"), Message("note.candidates", {"count": len(problem.ids)})]
    if any(other.difference == 0 for seat in reasons for other in seat.alternatives):
        notes.append(Message("note.equally_good", {"seed": request.seed}))
    if asked.drafted:
        notes.append(Message("note.drafted_needs", {"count": len(challenge.needs)}))
    if not challenge.affected:
        notes.append(Message("note.no_affected"))
    if not challenge.themes:
        notes.append(Message("note.no_themes"))
    bare = [n.contribution for n in needs if n.best_fit is None and n.importance == NECESSARY]
    if bare:
        words = tuple(labels.contribution(register, need) for need in bare)
        notes.insert(0, Message("note.necessary_uncovered", {"needs": words}))
    if register.frame("contributions").empty:
        notes.append(Message("note.no_contributions"))
    if register.frame("ties").empty:
        notes.append(Message("note.no_ties"))
    if asked.wish.profiles:
        attributes = tuple(Message(f"attribute.{p.attribute}") for p in asked.wish.profiles)
        notes.append(Message("note.profile", {"attributes": attributes, "seats": request.resident_seats}))
    return tuple(notes)
