"""What a workspace keeps about a challenge: teams, decisions, notes, questions that were asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import InputError
from matchmaker.services.invitation_turns import SeatState, invitations_of, seat_states
from matchmaker.services.settled_team import seats_by_id, settled
from matchmaker.store import records
from matchmaker.store.records import Decision, Note, Run, Team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.records import Record
    from matchmaker.store.storage import Reading


@dataclass(frozen=True, slots=True)
class KeptTeam:
    """A team that somebody has settled."""

    record: str
    name: str
    version: int
    """Version of the dataset that it was made from."""
    kept_at: str
    """Date, ISO 8601."""
    seats: tuple[Mapping[str, Any], ...]
    states: tuple[SeatState, ...]
    """How it stands with each seat, in the same order."""

    @property
    def actors(self) -> tuple[str, ...]:
        """Who is, or is to be, asked for each seat; seats without anybody are left out."""
        return tuple(
            dict.fromkeys(self.holder(number) for number in range(len(self.seats)) if self.holder(number))
        )

    def holder(self, number: int) -> str:
        """Actor id of whoever a seat is for; empty for an open chair."""
        return self.states[number].actor or str(self.seats[number].get("actor") or "")

    @property
    def chairs(self) -> tuple[str, ...]:
        """Whom chairs are held for: groups of the challenge, or words."""
        return tuple(
            str(seat["open"])
            for number, seat in enumerate(self.seats)
            if seat.get("open") and not self.states[number].actor
        )


@dataclass(frozen=True, slots=True)
class KeptBesides:
    """Decisions, notes and runs about a challenge, oldest first."""

    decisions: tuple[tuple[Record, Decision], ...]
    """Those that are restricted are left out."""
    restricted: int
    notes: tuple[tuple[Record, Note], ...]
    runs: tuple[tuple[Record, Run], ...]
    teams: tuple[tuple[Record, Team], ...]


def kept_team(workspace: KeptWorkspace, record: str, dataset: str, challenge: str) -> KeptTeam:
    """A kept team. Raises ``InputError``: unknown_record, not_a_team, report_other_team."""
    with workspace.store.reading() as reading:
        team = settled(reading, record)
        if (team.dataset, team.challenge) != (dataset, challenge):
            raise InputError("report_other_team", {"record": record, "challenge": team.challenge})
        found, asked = records.get(reading, record), invitations_of(reading, record)
    register = workspace.dataset(dataset).register
    return _team(found, team, seat_states(team, asked, register))


def latest_team(workspace: KeptWorkspace, dataset: str, challenge: str) -> KeptTeam | None:
    """The team of a challenge that was kept last; ``None`` where none is."""
    with workspace.store.reading() as reading:
        found = _teams(reading, dataset, challenge)
    return kept_team(workspace, found[-1][0].id, dataset, challenge) if found else None


def kept_teams(workspace: KeptWorkspace, dataset: str, challenge: str) -> tuple[tuple[str, str, str], ...]:
    """(record, name, date) of every kept team of a challenge, the latest first."""
    plain, _ = workspace.split(dataset)
    with workspace.store.reading() as reading:
        found = _teams(reading, plain, challenge)
    return tuple((record.id, team.name, record.at[:10]) for record, team in reversed(found))


def kept_besides(workspace: KeptWorkspace, dataset: str, challenge: str | None) -> KeptBesides:
    """What is kept about a challenge: said of itself, of its teams, or of what was asked about it.

    Parameters
    ----------
    workspace
        Where.
    dataset
        Its name, without a version.
    challenge
        Its id; ``None`` for what was asked about the whole register.
    """
    with workspace.store.reading() as reading:
        teams = _teams(reading, dataset, challenge) if challenge else ()
        runs = tuple(
            (one, one.body)
            for one in records.of_kind(reading, Run.kind)
            if isinstance(one.body, Run)
            and not one.body.restricted
            and _about(one.body, workspace) == (dataset, challenge)
        )
        theirs = {one.id for one, _ in (*teams, *runs)} | ({challenge} if challenge else set())
        made = [(one, one.body) for one in records.of_kind(reading, Decision.kind)]
        decided = [(one, body) for one, body in made if isinstance(body, Decision) and body.about in theirs]
        said = [(one, one.body) for one in records.of_kind(reading, Note.kind)]
    theirs |= {one.id for one, _ in decided}
    return KeptBesides(
        decisions=tuple((one, body) for one, body in decided if not body.restricted),
        restricted=sum(body.restricted for _, body in decided),
        notes=tuple((one, body) for one, body in said if isinstance(body, Note) and body.about in theirs),
        runs=runs,
        teams=teams,
    )


def _about(run: Run, workspace: KeptWorkspace) -> tuple[str, str | None]:
    plain, _ = workspace.split(str(run.request.get("dataset")))
    challenge = run.request.get("challenge")
    return plain, None if challenge is None else str(challenge)


def _teams(reading: Reading, dataset: str, challenge: str) -> tuple[tuple[Record, Team], ...]:
    found = [(one, one.body) for one in records.of_kind(reading, Team.kind)]
    return tuple(
        (one, body)
        for one, body in found
        if isinstance(body, Team) and (body.dataset, body.challenge) == (dataset, challenge)
    )


def _team(found: Record, team: Team, states: tuple[SeatState, ...]) -> KeptTeam:
    seats = tuple(seats_by_id(team).values())
    return KeptTeam(found.id, team.name, team.version, found.at[:10], seats, states)
