"""How long what is kept about people is kept, by purpose; and what goes when the time is up.

Decisions and what is archived never go. What has no known date is shown and never acted on. Taking
something away is no step and cannot be undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError
from matchmaker.store import people, records, versions
from matchmaker.store.audit import digest
from matchmaker.store.erasure import erase_in
from matchmaker.store.forgetting import Plan, forget, read_log
from matchmaker.store.records import Decision, Draw, Invitation, Note, Retention, Run, Seating, Team

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from matchmaker.store.erasure import Receipt
    from matchmaker.store.layout import Row
    from matchmaker.store.steps import Work
    from matchmaker.store.storage import Reading, Writing

DRAFTS, CONTACTS, PERSONS = "utkast", "kontakt", "person"
DAYS: Mapping[str, int] = {
    DRAFTS: 30,
    CONTACTS: 730,
    Invitation.kind: 730,
    Note.kind: 1095,
    Run.kind: 1825,
    PERSONS: 1825,
}
"""Purpose → days after the date that counts. A house rule: each municipality sets its own with a record of
kind ``frist``. The date that counts is, for drafts and notes, when they were last changed; for contact
details, when they were set; for invitations with their answers, when they were sent; for runs that no
decision refers to, when they were asked; for persons in datasets, the later of when they were informed and
when they last took part."""
_MOST_DAYS = 36_525


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept for a purpose."""

    purpose: str
    target: str
    """Id of a draft, record or person; ``<dataset>/<actor>/<channel>`` for contact details."""
    counts_from: str
    """The date that counts, ISO 8601; empty when it is not known."""
    goes: str
    """The first day on which it goes, ISO 8601; empty when the date is not known."""
    dataset: str = ""
    """Where a person is found."""

    def due(self, today: date) -> bool:
        """Whether its time is up."""
        return bool(self.goes) and self.goes <= today.isoformat()


@dataclass(frozen=True, slots=True)
class Done:
    """What the job took away."""

    gone: tuple[Kept, ...]
    receipts: tuple[Receipt, ...]
    """One per person who was erased, in the order of *gone*."""
    entry: int | None
    """The entry of the log that tells of what is not persons; ``None`` when there was nothing of that."""


def days(reading: Reading) -> dict[str, int]:
    """Purpose → days, as they have been set; the last record of a purpose counts."""
    said = {
        one.body.purpose: one.body.days
        for one in records.of_kind(reading, Retention.kind)
        if isinstance(one.body, Retention)
    }
    return {purpose: said.get(purpose, default) for purpose, default in DAYS.items()}


def set_days(work: Work, purpose: str, count: int) -> str:
    """Set how long something is kept, as part of a step; gives the record's id.

    Raises ``InputError``: ``unknown_purpose``, ``bad_days`` (0 … 36525).
    """
    if purpose not in DAYS:
        raise InputError("unknown_purpose", {"purpose": purpose, "known": tuple(DAYS)})
    if not 0 <= count <= _MOST_DAYS:
        raise InputError("bad_days", {"days": count, "most": _MOST_DAYS})
    body = Retention(purpose=purpose, days=count)
    for one in records.of_kind(work.writing, Retention.kind):
        if isinstance(one.body, Retention) and one.body.purpose == purpose:
            work.edit(one.id, one.revision, body)
            return one.id
    return work.add(body)


def kept(reading: Reading) -> tuple[Kept, ...]:
    """Everything that goes some day, or would if its date were known: by purpose, day and target."""
    allowed = days(reading)
    found = (
        *((DRAFTS, str(row["id"]), str(row["at"] or ""), "") for row in reading.rows("draft")),
        *(
            (CONTACTS, f"{one.dataset}/{one.actor}/{one.channel}", one.at, one.dataset)
            for one in people.contacts(reading)
        ),
        *_records(reading),
        *_persons(reading),
    )
    made = [_kept(allowed, *one) for one in found]
    order = list(DAYS)
    return tuple(sorted(made, key=lambda one: (order.index(one.purpose), not one.goes, one.goes, one.target)))


def _kept(allowed: Mapping[str, int], purpose: str, target: str, at: str, dataset: str) -> Kept:
    begins = at[:10]
    try:
        goes = (date.fromisoformat(begins) + timedelta(days=allowed[purpose])).isoformat()
    except (ValueError, OverflowError):  # no date, or one that nobody will live to see
        return Kept(purpose, target, "", "", dataset)
    return Kept(purpose, target, begins, goes, dataset)


def _records(reading: Reading) -> Iterable[tuple[str, str, str, str]]:
    """Invitations, notes and runs of which any text is left, those that were taken away too."""
    spared = _decided(reading)
    for row in reading.rows("record"):
        kind, record = str(row["kind"]), str(row["id"])
        if kind not in (Invitation.kind, Note.kind, Run.kind) or record in spared:
            continue
        revisions = reading.rows("revision", record=record)
        bodies = [records.body_of(str(one["body"])) for one in revisions if one["body"] is not None]
        if not bodies or any(isinstance(body, Run) and body.archived for body in bodies):
            continue
        yield kind, record, _date(bodies[-1], str(revisions[-1]["at"])), ""


def _date(body: records.Body, changed: str) -> str:
    if isinstance(body, Invitation):
        return body.sent
    return body.today if isinstance(body, Run) else changed


def _decided(reading: Reading) -> set[str]:
    """Records that a decision is about, or that led to one."""
    found: set[str] = set()
    for row in reading.rows("record", kind=Decision.kind):
        for one in reading.rows("revision", record=row["id"]):
            if one["body"] is not None:
                body = records.body_of(str(one["body"]))
                found |= {body.about} if isinstance(body, Decision) else set()
    for kind in (Team.kind, Seating.kind, Draw.kind):
        for record in records.of_kind(reading, kind):
            led_to = record.body
            if record.id in found and isinstance(led_to, Team | Seating | Draw):
                found.add(led_to.run)
    return found


def _persons(reading: Reading) -> Iterable[tuple[str, str, str, str]]:
    """Persons in any version, each with the date that counts."""
    past, now = _ever(reading), _now(reading)
    for group in people.everyone(reading):
        # what the present versions say counts before what older ones say
        dates = [now[place] for place in group if place in now] or [past.get(place, "") for place in group]
        yield PERSONS, group[0][1], "" if "" in dates else max(dates), group[0][0]


def _now(reading: Reading) -> dict[people.Place, str]:
    """Place → the date that counts, for everybody in a present version.

    Who takes part with an open end takes part still: then there is no date.
    """
    found: dict[people.Place, str] = {}
    for row in reading.rows("dataset"):
        name = str(row["name"])
        number = versions.head(reading, name)
        if not number:
            continue
        frames = versions.frames(reading, name, number)
        last: dict[str, list[str]] = {
            actor: [day] if day else [] for actor, day in _days(frames["actors"], "id", "informed")
        }
        for actor, day in _days(frames["involvements"], "actor", "valid_to"):
            last[actor].append(day)
        found |= {(name, actor): "" if "" in said else max(said, default="") for actor, said in last.items()}
    return found


def _ever(reading: Reading) -> dict[people.Place, str]:
    """Place → the last date that any version knows of somebody; empty when none knows one."""
    last: dict[people.Place, str] = {}
    for table, actor, columns in (
        ("actors", "id", ("informed",)), ("involvements", "actor", ("valid_from", "valid_to")),
    ):  # fmt: skip
        for dataset, _, frame in people.parts_of(reading, table):
            for who, day in (one for column in columns for one in _days(frame, actor, column)):
                last[dataset, who] = max(last.get((dataset, who), ""), day)
    return last


def _days(frame: pd.DataFrame, actor: str, column: str) -> list[tuple[str, str]]:
    """(actor, date) of each row; an unknown date is empty."""
    days = frame[column].dt.strftime("%Y-%m-%d").astype(object).where(frame[column].notna(), "")
    return list(zip(frame[actor].astype(str), days, strict=True))


def apply(writing: Writing, today: date, author: str, at: str) -> Done:
    """Take away what is due; the storage has to be scrubbed afterwards.

    Parameters
    ----------
    writing
        Everything happens in it or nothing.
    today
        The day that counts.
    author, at
        Who has it done, and when (ISO 8601), for the log.
    """
    gone = tuple(one for one in kept(writing) if one.due(today))
    persons = [one for one in gone if one.purpose == PERSONS]
    others = [one for one in gone if one.purpose != PERSONS]
    entry = _drop(writing, others, author, at) if others else None
    receipts = []
    for one in persons:
        person = people.at(writing, (one.dataset, one.target))
        receipts.append(erase_in(writing, person, Retention.kind, author, at))
    return Done(gone, tuple(receipts), entry)


def _drop(writing: Writing, gone: list[Kept], author: str, at: str) -> int:
    plan = Plan()
    for one in gone:
        if one.purpose == DRAFTS:
            plan.drops += [("draft", row) for row in writing.rows("draft", id=one.target)]
        elif one.purpose == CONTACTS:
            dataset, actor, channel = _contact(writing, one)
            row = writing.get("contact", dataset, actor, channel) or {}
            plan.drops.append(("contact", row))
            plan.replaces(f"contact/{one.target}", digest(str(row["value"])), None)
        else:
            _without_text(writing, plan, one.target)
    counts = {purpose: sum(one.purpose == purpose for one in gone) for purpose in DAYS}
    detail = {"retention": {name: count for name, count in counts.items() if count}, "author": author}
    return forget(writing, at, plan, read_log(writing, plan, lambda _: False), detail)


def _contact(reading: Reading, one: Kept) -> tuple[str, str, str]:
    """Take a target apart; a dataset's name may hold a slash."""
    return next(
        (held.dataset, held.actor, held.channel)
        for held in people.contacts(reading)
        if f"{held.dataset}/{held.actor}/{held.channel}" == one.target
    )


def _without_text(reading: Reading, plan: Plan, record: str) -> None:
    """Take a record away with all its revisions' text: undo does not bring it back."""
    row = reading.get("record", record) or {}
    plan.puts.append(("record", {**row, "deleted": 1}))
    for revision in reading.rows("revision", record=record):
        if revision["body"] is not None:
            target = f"record/{record}/{revision['number']}"
            plan.replaces(target, digest(str(revision["body"])), None)
            emptied: Row = {**revision, "body": None}
            plan.puts.append(("revision", emptied))
