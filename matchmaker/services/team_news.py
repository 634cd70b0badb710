"""What others have done with a kept team and its invitations since somebody opened it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import Message
from matchmaker.services.invitation_turns import invitations_of
from matchmaker.services.settled_team import settled
from matchmaker.services.team_parts import names_of, part_word, parts_of, value_word
from matchmaker.store import records
from matchmaker.store.records import Invitation, Team

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matchmaker.kernel.errors import Param
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.records import Record
    from matchmaker.store.storage import Reading


@dataclass(frozen=True, slots=True)
class TeamMark:
    """How far somebody has seen what is done with a team."""

    revision: int
    """The team's revision."""
    written: int
    """How often any team or invitation of the workspace has been written: tells at once that none has."""
    invitations: tuple[tuple[str, int], ...] = ()
    """(invitation, revision) of the team's invitations."""
    teams: tuple[str, ...] = ()
    """The teams that are kept for the same challenge, this one among them."""


@dataclass(frozen=True, slots=True)
class TeamNews:
    """What has come since a mark."""

    mark: TeamMark
    changes: tuple[Message, ...]
    """Who did what, the team first."""


def team_mark(reading: Reading, team: str) -> TeamMark:
    """How far a reader of now has seen. Raises ``InputError``: ``unknown_record``, ``not_a_team``."""
    body = settled(reading, team)
    asked = tuple((one.id, one.revision) for one, _ in invitations_of(reading, team))
    teams = tuple(one.id for one, _ in _teams(reading, body))
    return TeamMark(records.get(reading, team).revision, _written(reading), asked, teams)


def _written(reading: Reading) -> int:
    rows = [row for kind in (Team.kind, Invitation.kind) for row in reading.rows("record", kind=kind)]
    return sum(int(str(row["revision"])) for row in rows)


def _teams(reading: Reading, like: Team) -> Iterator[tuple[Record, Team]]:
    """Every kept team of the same challenge."""
    for one in records.of_kind(reading, Team.kind):
        body = one.body
        if isinstance(body, Team) and (body.dataset, body.challenge) == (like.dataset, like.challenge):
            yield one, body


def team_news(
    workspace: KeptWorkspace, team: str, mark: TeamMark, own: tuple[str, int] | None = None
) -> TeamNews:
    """What others have done with a team and its invitations since a mark, and which teams they have kept.

    Costs a row of each team and invitation where nothing has come.

    Parameters
    ----------
    workspace
        Where.
    team
        Id of the team's record.
    mark
        How far the asker has seen.
    own
        (record, revision) that the asker has just kept, which is no news.

    Raises
    ------
    InputError
        ``unknown_record`` when the team has been taken away, ``not_a_team``.
    """
    with workspace.store.reading() as reading:
        row = reading.get("record", team)
        if row is not None and not row["deleted"] and _written(reading) == mark.written:
            return TeamNews(mark, ())
        now, body = team_mark(reading, team), settled(reading, team)
        names = names_of(workspace.dataset(body.dataset).register, body.challenge)
        seen = dict(mark.invitations)
        told = [*team_changes(reading, team, mark.revision, names, own=own)]
        for invitation in dict.fromkeys([*seen, *(one for one, _ in now.invitations)]):
            told += invitation_changes(reading, invitation, seen.get(invitation, 0), names, own=own)
        told += [
            Message("together.team_kept", {"who": one.author, "when": one.at, "name": other.name})
            for one, other in _teams(reading, body)
            if one.id not in mark.teams and (one.id, one.revision) != own
        ]
    return TeamNews(now, tuple(told))


def _pairs(
    reading: Reading, record: str, since: int, own: tuple[str, int] | None
) -> Iterator[tuple[Record | None, Record]]:
    """Each revision after *since* but one's own, with the one before it."""
    found = records.history(reading, record)
    for before, now in pairwise([None, *found]):
        if now is not None and now.revision > since and (record, now.revision) != own:
            yield before, now


def team_changes(
    reading: Reading, team: str, since: int, names: Mapping[str, str], about: frozenset[str] | None = None,
    own: tuple[str, int] | None = None,
) -> tuple[Message, ...]:  # fmt: skip
    """Who has changed which part of a team after revision *since*; with *about*, of those parts."""
    told: list[Message] = []
    for before, now in _pairs(reading, team, since, own):
        old, new = _team_parts(before), _team_parts(now)
        told += [
            Message("together.changed", {
                "who": now.author, "when": now.at, "part": part_word(name, names),
                "before": value_word(old.get(name), names), "after": value_word(new.get(name), names),
            })
            for name in {**old, **new}
            if old.get(name) != new.get(name) and (about is None or name in about)
        ]  # fmt: skip
    return tuple(told)


def _team_parts(record: Record | None) -> Mapping[str, Any]:
    return parts_of(record.body) if record is not None and isinstance(record.body, Team) else {}


def invitation_changes(
    reading: Reading, invitation: str, since: int, names: Mapping[str, str],
    own: tuple[str, int] | None = None,
) -> tuple[Message, ...]:  # fmt: skip
    """Who has done what with an invitation after revision *since*."""
    return tuple(
        message
        for before, now in _pairs(reading, invitation, since, own)
        for message in _done(before.body if before else None, now, names)
    )


def _done(before: object, now: Record, names: Mapping[str, str]) -> Iterator[Message]:
    old = before if isinstance(before, Invitation) else None
    new = now.body if isinstance(now.body, Invitation) else None
    one = new or old
    if one is None:
        return
    whom = one.actor or one.group
    params: dict[str, Param] = {"who": now.author, "when": now.at, "name": names.get(whom, whom)}
    if new is None:
        yield Message("together.invitation_gone", params)
    elif old is None:
        yield Message("together.drafted", params)
    elif old.answer != new.answer:
        yield Message("together.answered", {**params, "answer": Message(f"invite.answer_{new.answer}")})
    elif old.sent != new.sent:
        yield Message("together.sent" if new.sent else "together.not_sent", params)
    else:
        yield Message("together.letter", params)
