"""What needs attention in settled teams: chairs that are held, and invitations that nobody has answered."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import Message
from matchmaker.services.attention_items import AttentionItem, AttentionKind, Urgency
from matchmaker.services.invitation_turns import Turn, invitations_of, seat_states, waits_until
from matchmaker.services.settled_team import seats_by_id
from matchmaker.store import records
from matchmaker.store.records import Team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from matchmaker.model.register import Register
    from matchmaker.services.invitation_turns import SeatState, Sent
    from matchmaker.services.kept import KeptWorkspace

NEAR: Final = 7
"""Days before the time limit of an invitation from which it is told."""


def teams_attention(
    workspace: KeptWorkspace, dataset: str, register: Register, today: date
) -> tuple[AttentionItem, ...]:
    """What waits in the teams of a dataset.

    Invitations are looked at in every team; chairs and whose turn it is in the one that was settled last for
    each challenge. Teams of challenges that are no longer there are left out.

    Parameters
    ----------
    workspace
        Where they are kept.
    dataset
        Its name, without a version.
    register
        The dataset as it is now.
    today
        The day that time limits are held against.
    """
    with workspace.store.reading() as reading:
        made = [(one.id, one.body) for one in records.of_kind(reading, Team.kind)]
        asked = invitations_of(reading)
    teams = [(record, body) for record, body in made if isinstance(body, Team) and body.dataset == dataset]
    frame = register.frame("challenges")
    titles = dict(zip(frame["id"].astype(str), frame["title"].astype(str), strict=True))
    latest = {body.challenge: record for record, body in teams}
    items: list[AttentionItem] = []
    for record, body in teams:
        if body.challenge not in titles:
            continue
        mine = tuple((one, sent) for one, sent in asked if sent.team == record)
        about = _Team(record, body, titles[body.challenge])
        items += about.waiting(mine, today)
        if latest[body.challenge] == record:
            items += about.turns(seat_states(body, mine, register), register, mine)
    return tuple(items)


class _Team:
    """One settled team, and the items about it."""

    def __init__(self, record: str, body: Team, title: str) -> None:
        self._record = record
        self._body = body
        self._title = title

    def _item(
        self, kind: AttentionKind, what: str, urgency: Urgency, message: Message, count: int, due: str = ""
    ) -> AttentionItem:
        command = f"matchmaker invite list {self._record}"
        return AttentionItem(
            kind, f"{self._record} {what}", urgency, message, count, command, self._body.challenge,
            self._title, due, record=self._record,
        )  # fmt: skip

    def waiting(self, asked: Sent, today: date) -> Iterator[AttentionItem]:
        """Invitations that are sent and not answered, one item for each time limit that is near or past."""
        limits: dict[str, int] = defaultdict(int)
        for _, body in asked:
            limits[waits_until(body)] += 1
        soon = (today + timedelta(days=NEAR)).isoformat()
        for limit, count in sorted(limits.items()):
            if not limit or limit > soon:
                continue
            late = limit < today.isoformat()
            code = "attention.invitations_late" if late else "attention.invitations_near"
            said = Message(code, {"count": count})
            urgency = Urgency.IMPORTANT if late else Urgency.NOTE
            yield self._item(AttentionKind.INVITATION, f"frist {limit}", urgency, said, count, limit)

    def turns(
        self, states: tuple[SeatState, ...], register: Register, asked: Sent
    ) -> Iterator[AttentionItem]:
        """Seats that are to be invited, letters that are not sent, chairs that stand open."""
        unsent = sum(state.turn is Turn.UTKAST for state in states)
        ready = sum(state.turn is Turn.NESTE and bool(state.actor) for state in states)
        empty = sum(state.turn is Turn.TOM and not state.group for state in states)
        if unsent:
            said = Message("attention.not_sent", {"count": unsent})
            yield self._item(AttentionKind.INVITATION, "brev", Urgency.NOTE, said, unsent)
        if ready:
            said = Message("attention.not_invited", {"count": ready})
            yield self._item(AttentionKind.INVITATION, "neste", Urgency.NOTE, said, ready)
        if empty:
            said = Message("attention.nobody_left", {"count": empty})
            yield self._item(AttentionKind.CHAIR, "tom", Urgency.IMPORTANT, said, empty)
        yield from self._chairs(states, register, asked)

    def _chairs(
        self, states: tuple[SeatState, ...], register: Register, asked: Sent
    ) -> Iterator[AttentionItem]:
        """Chairs that are held, together; with the first date where an invitation says until when."""
        seats = seats_by_id(self._body)
        held = [
            state for state in states
            if seats[state.seat].get("open") and not state.actor and state.turn is not Turn.BESATT
        ]  # fmt: skip
        if not held:
            return
        names = tuple(
            _called(str(seats[state.seat]["open"]), register, self._body.challenge) for state in held
        )
        invited = {one.id: waits_until(body) for one, body in asked}
        dates = sorted(filter(None, (invited.get(state.invitation, "") for state in held)))
        due = dates[0] if dates else ""
        said = Message("attention.chairs_until" if due else "attention.chairs", {"groups": names})
        yield self._item(AttentionKind.CHAIR, "holdt", Urgency.NOTE, said, len(held), due)


def _called(held_for: str, register: Register, challenge: str) -> str:
    """What a group of the challenge is called; words that somebody has written stand as they are."""
    frame = register.frame("affected").astype(object)
    mine = frame[(frame["challenge"] == challenge) & (frame["group"] == held_for)]
    return next((str(name) for name in mine["name"]), held_for)
