"""What else would do: trade-offs between parts of the score, and different good teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.matching.team.different import different_teams
from matchmaker.matching.team.front import front
from matchmaker.matching.team.problem import TERMS
from matchmaker.services.seats import Seated, seated
from matchmaker.services.team import Posed, impossible, posed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matchmaker.services.environment import Environment
    from matchmaker.services.team_wish import TeamRequest
    from matchmaker.services.workspace import Workspace

MOST_WITHIN = 100.0
REST = "resten"
"""The part that holds every term which is not named."""
TOGETHER = "+"
"""Between parts of the score that are looked at as one."""


@dataclass(frozen=True, slots=True)
class OtherTeam:
    """A team beside the best."""

    seats: tuple[Seated, ...]
    """In order of id."""
    points: float
    values: tuple[float, ...]
    """Points of each part that was asked for; none where none was."""
    come: tuple[Seated, ...]
    """Who is in it and not in the first of the list."""
    leave: tuple[Seated, ...]
    """Who is in the first of the list and not in it."""
    proven: bool


@dataclass(frozen=True, slots=True)
class FrontRequest:
    """A question about trade-offs."""

    team: TeamRequest
    by: tuple[str, ...]
    """Two or three parts of the score; several in one are joined by «+», e.g. ``load+asked``, and ``resten``
    is all that is not named. One alone is weighed against the rest."""
    most: int = 12


@dataclass(frozen=True, slots=True)
class FrontResult:
    """Teams that no other beats in one part without losing in another, the best in the first part first."""

    request: FrontRequest
    challenge_title: str
    decided_by: str | None
    parts: tuple[Message, ...]
    teams: tuple[OtherTeam, ...]
    complete: bool
    """Whether these are all there are."""
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class DifferentRequest:
    """A question about other good teams."""

    team: TeamRequest
    count: int = 3
    distance: int = 2
    """Seats that are filled by others than in every team before it."""
    within: float = 5.0
    """At most so many per cent below the best, 0–100."""


@dataclass(frozen=True, slots=True)
class DifferentResult:
    """The best team, and then others that differ from all before them."""

    request: DifferentRequest
    challenge_title: str
    decided_by: str | None
    teams: tuple[OtherTeam, ...]
    notes: tuple[Message, ...]


def team_front(workspace: Workspace, request: FrontRequest, environment: Environment) -> FrontResult:
    """Show between which teams a choice of values remains.

    Raises
    ------
    InputError
        bad_front: another number of parts than two or three, or one that there is not; and what
        :func:`matchmaker.services.team.suggest_team` raises.
    Infeasible
        No team meets the wishes.
    """
    wanted = posed(workspace, request.team, environment)
    groups = _groups(request.by)
    found = front(
        wanted.problem, groups, progress=environment.progress, most=request.most,
        budget=min(request.team.budget, 20_000),
    )  # fmt: skip
    if not found.teams:
        raise impossible(wanted)
    first = found.teams[0].team
    teams = tuple(
        _other(wanted, one.team, one.score.total, first, one.values, proven=one.proven) for one in found.teams
    )
    code = "front.spread" if not found.complete else "front.complete" if len(teams) > 1 else "front.one"
    return FrontResult(
        request=request,
        challenge_title=wanted.challenge.title,
        decided_by=wanted.challenge.decided_by,
        parts=tuple(_part(group, set(request.by)) for group in groups),
        teams=teams,
        complete=found.complete,
        notes=(Message("note.suggestion"), Message(code, {"count": len(teams)})),
    )


def _groups(by: tuple[str, ...]) -> list[list[str]]:
    """Parts of the score as terms. One part alone is weighed against the rest, and so is the word for it.

    With the rest among them every term counts, so the team that is suggested is one of the front.
    """
    asked = (REST, *by) if len(by) == 1 and by != (REST,) else by
    named = {term for part in asked for term in part.split(TOGETHER)}
    rest = [term for term in TERMS if term not in named]
    return [rest if part == REST else part.split(TOGETHER) for part in asked]


def other_teams(workspace: Workspace, request: DifferentRequest, environment: Environment) -> DifferentResult:
    """Show different good teams.

    Raises
    ------
    InputError
        bad_count, bad_share; and what :func:`matchmaker.services.team.suggest_team` raises.
    Infeasible
        No team meets the wishes.
    """
    if not 0 <= request.within <= MOST_WITHIN:
        raise InputError("bad_within", {"value": request.within})
    wanted = posed(workspace, request.team, environment)
    found = different_teams(
        wanted.problem, request.count, request.distance, request.within / 100,
        progress=environment.progress,
    )  # fmt: skip
    if not found:
        raise impossible(wanted)
    teams = tuple(
        _other(wanted, one.team, one.score.total, found[0].team, (), proven=one.bound == one.score.total)
        for one in found
    )
    params: dict[str, Param] = {
        "count": len(teams) - 1, "distance": request.distance, "within": request.within,
    }  # fmt: skip
    code = "different.found" if len(teams) > request.count else "different.no_more"
    return DifferentResult(
        request=request,
        challenge_title=wanted.challenge.title,
        decided_by=wanted.challenge.decided_by,
        teams=teams,
        notes=(Message("note.suggestion"), Message(code, params)),
    )


def _other(
    wanted: Posed, team: Sequence[int], points: int, first: Collection[int], values: Sequence[int],
    *, proven: bool,
) -> OtherTeam:  # fmt: skip
    register, ids = wanted.register, wanted.problem.ids
    return OtherTeam(
        seats=tuple(seated(register, ids[i]) for i in team),
        points=points / 1000,
        values=tuple(value / 1000 for value in values),
        come=tuple(seated(register, ids[i]) for i in team if i not in first),
        leave=tuple(seated(register, ids[i]) for i in first if i not in team),
        proven=proven,
    )


def _part(group: Sequence[str], asked: Collection[str]) -> Message:
    """What a part is called; the rest by a word of its own, since it has many terms."""
    if TOGETHER.join(group) not in asked:
        return Message("part.rest")
    return Message("front.part", {"terms": tuple(Message(f"part.{name}") for name in group)})
