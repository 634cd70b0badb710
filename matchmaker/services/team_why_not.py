"""Why somebody has no seat, and the smallest change in the wishes that would bring the contribution in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.matching.team.posing import pose
from matchmaker.matching.team.solution import solve_team
from matchmaker.matching.team.why_not import why_not
from matchmaker.matching.team.wishes import wishes_of
from matchmaker.model import municipalities
from matchmaker.rules.constraints import Size
from matchmaker.services.seats import Seated, seated
from matchmaker.services.team import Posed, impossible, posed, with_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.matching.team.why_not import WhyNot
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.team_wish import TeamRequest
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WhyNotRequest:
    """A question about somebody who has no seat."""

    team: TeamRequest
    actor: str


@dataclass(frozen=True, slots=True)
class TermChange:
    """One part of the score with the contribution in, less without."""

    name: str
    difference: float
    message: Message


@dataclass(frozen=True, slots=True)
class WhyNotResult:
    """What it would take to bring a contribution in. About contributions, never about a person's worth."""

    request: WhyNotRequest
    challenge_title: str
    actor: Seated
    answer: Message
    """The answer in one sentence."""
    difference: float | None
    """Points that the best team with the seat has less; ``None`` when there is no such team."""
    terms: tuple[TermChange, ...]
    """Parts that differ."""
    come: tuple[Seated, ...]
    leave: tuple[Seated, ...]
    changes: tuple[Message, ...]
    """Smallest changes in the wishes that would bring the contribution in."""
    notes: tuple[Message, ...]


def why_not_somebody(workspace: Workspace, request: WhyNotRequest, environment: Environment) -> WhyNotResult:
    """Say what it would take to bring a contribution in.

    Raises
    ------
    InputError
        unknown_actor; and what :func:`matchmaker.services.team.suggest_team` raises.
    Infeasible
        No team meets the wishes.
    """
    wanted = posed(workspace, request.team, environment)
    register, challenge, problem = wanted.register, wanted.challenge, wanted.problem
    actor = seated(register, request.actor)
    blank = WhyNotResult(
        request, challenge.title, actor, Message("why_not.seated", {"actor": actor.name}), None, (), (), (),
        (), (Message("why_not.about_contributions"),),
    )  # fmt: skip
    if request.actor not in problem.ids:
        return replace(blank, answer=_no_candidate(register, request.actor, actor.name))
    best = solve_team(problem, budget=request.team.budget, progress=environment.progress)
    if best is None:
        raise impossible(wanted)
    if problem.ids.index(request.actor) in best.team:
        return blank
    found = why_not(
        problem, best, request.actor, wider=_wider(wanted, request.team), progress=environment.progress
    )
    return _told(blank, wanted, found)


def _told(blank: WhyNotResult, wanted: Posed, found: WhyNot) -> WhyNotResult:
    register = wanted.register
    changes = tuple(_changes(wanted, found, blank.actor.name))
    if found.beside is None:
        answer = Message("why_not.no_team", {"actor": blank.actor.name})
        return replace(blank, answer=answer, changes=changes)
    lost = -found.difference.total / 1000
    code = _why(wanted.problem, found, lost)
    notes = blank.notes if changes or lost <= 0 else (Message("why_not.no_change"), *blank.notes)
    return replace(
        blank,
        answer=Message(code, {"actor": blank.actor.name, "points": lost}),
        difference=lost,
        terms=tuple(
            TermChange(name, points / 1000, Message(f"part.{name}"))
            for name, points in found.difference.items()
            if points
        ),
        come=tuple(seated(register, one) for one in found.come),
        leave=tuple(seated(register, one) for one in found.leave),
        changes=changes,
        notes=notes,
    )


def _why(problem: TeamProblem, found: WhyNot, lost: float) -> str:
    """Code of the answer: wishes in the way, nothing registered that is needed, less, or as good."""
    if found.given_up:
        return "why_not.barred"
    if lost <= 0:
        return "why_not.as_good"
    mine = problem.ids.index(found.actor)
    speaks = any(mine in tally.members for tally in problem.of("groups"))
    return "why_not.less" if speaks or problem.fit[mine].any() else "why_not.nothing_stated"


def _changes(wanted: Posed, found: WhyNot, name: str) -> Iterable[Message]:
    """Each smallest change in words, the wishes in the way first."""
    for barring in found.barred_by:
        said = replace(wanted.problem, constraints=barring)
        origins = tuple(
            wanted.asked.origins[wanted.problem.constraints.index(one)]
            if one in wanted.problem.constraints
            else ""
            for one in barring
        )
        wishes = tuple(with_names(wanted.register, wish.message) for wish in wishes_of(said, origins))
        yield Message("why_not.give_up", {"wishes": wishes, "actor": name})
    if found.factor is not None:
        factor = float(found.factor.factor)
        code = "why_not.out" if factor == 0 else "why_not.more" if factor > 1 else "why_not.fewer"
        term = Message(f"part.{found.factor.term}")
        yield Message(code, {"term": term, "factor": round(factor, 2), "actor": name})
    if found.with_one_more is not None:
        yield Message("why_not.one_more", {"actor": name, "size": len(found.with_one_more.team)})


def _wider(wanted: Posed, request: TeamRequest) -> TeamProblem:
    """The same wish with room for one more; posed anew, since some terms depend on the size."""
    size = Size(request.min_size, request.max_size + 1)
    rules = tuple(size if isinstance(rule, Size) and n == 0 else rule
                  for n, rule in enumerate(wanted.asked.wish.constraints))  # fmt: skip
    wish = replace(wanted.asked.wish, constraints=rules)
    return pose(wanted.register, wanted.challenge, wish, wanted.asked.candidates)


def _no_candidate(register: Register, actor: str, name: str) -> Message:
    row = register.actor(actor)
    if row.reserved:
        return Message("why_not.reserved", {"actor": name})
    where = municipalities.name(row.municipality or "")
    return Message("why_not.elsewhere", {"actor": name, "municipality": where})
