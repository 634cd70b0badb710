"""A kept team as it stands: who has each seat, and how it stands with the invitation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.services.invitation_turns import invitations_of, seat_states
from matchmaker.services.report_kept import kept_teams
from matchmaker.services.settled_team import seats_by_id, settled
from matchmaker.services.team_news import team_mark
from matchmaker.services.team_parts import names_of

if TYPE_CHECKING:
    from matchmaker.services.invitation_turns import SeatState
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.team_news import TeamMark


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat of a kept team."""

    id: str
    number: int
    """Its place in the team, from 1."""
    actor: str
    """Who has it as the team was settled; empty for a chair that is held."""
    name: str
    """What they are called; for a chair, whom it is held for."""
    held: str
    """Whom a chair is held for, as it is kept; empty for a seat."""
    until: str
    """The day until which a chair is held, ISO 8601; empty for no day."""
    locked: bool
    state: SeatState
    """How it stands with the invitation."""
    asked: str
    """Name of whoever is asked, or is to be asked, now; empty for nobody."""
    sent: str
    """The day on which the invitation was sent, ISO 8601; empty until then."""
    answer: str
    """The last answer; ``venter`` until there is one."""
    others: tuple[str, ...]
    """Names of those who are asked next."""


@dataclass(frozen=True, slots=True)
class TeamView:
    """A kept team."""

    record: str
    name: str
    dataset: str
    challenge: str
    seats: tuple[SeatView, ...]
    mark: TeamMark
    """How far this shows what has been done."""
    others: tuple[tuple[str, str, str], ...]
    """(record, name, date) of the other teams that are kept for the challenge, the latest first."""


def view_team(workspace: KeptWorkspace, record: str) -> TeamView:
    """A kept team as it stands now; with names, so for the planner's own page only.

    Raises ``InputError``: ``unknown_record``, ``not_a_team``, ``unknown_dataset``.
    """
    with workspace.store.reading() as reading:
        team, mark = settled(reading, record), team_mark(reading, record)
        asked = invitations_of(reading, record)
        bodies = {one.id: body for one, body in asked}
    register = workspace.dataset(team.dataset).register
    names = names_of(register, team.challenge)
    states = seat_states(team, asked, register)
    seats = []
    for number, ((seat, held), state) in enumerate(
        zip(seats_by_id(team).items(), states, strict=True), start=1
    ):
        actor, chair = str(held.get("actor") or ""), str(held.get("open") or "")
        letter = bodies.get(state.invitation)
        seats.append(SeatView(
            id=seat, number=number, actor=actor, name=names.get(actor or chair, actor or chair), held=chair,
            until=str(held.get("until") or ""), locked=bool(held.get("locked")), state=state,
            asked=names.get(state.actor, state.actor), sent=letter.sent if letter else "",
            answer=letter.answer if letter else "venter",
            others=tuple(names.get(one, one) for one in map(str, held.get("alternates", ()))),
        ))  # fmt: skip
    found = kept_teams(workspace, team.dataset, team.challenge)
    others = tuple(one for one in found if one[0] != record)
    return TeamView(record, team.name, team.dataset, team.challenge, tuple(seats), mark, others)
