"""Everything that is kept about a person, gathered for the person to see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from matchmaker.model.register import records_of
from matchmaker.store import people, retention, versions
from matchmaker.store.difference import Difference
from matchmaker.store.frames import NAMES, decode
from matchmaker.store.pseudonym import Pseudonym, Tally
from matchmaker.store.rewriting import free_texts, names, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from matchmaker.store.people import Contact, Person
    from matchmaker.store.retention import Kept
    from matchmaker.store.storage import Reading

Row = tuple[str, tuple[tuple[str, Any], ...]]
"""Table, and (column, value) for each value that is known."""


@dataclass(frozen=True, slots=True)
class RowKept:
    """One row about a person, and where it stands."""

    dataset: str
    table: str
    row: tuple[tuple[str, Any], ...]
    """(column, value); what is not known is left out."""
    now: bool
    """Whether it stands in the present version."""
    versions: tuple[int, ...]
    """Every version in which it stands."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that tells of a person."""

    id: str
    """Record and revision, number of a step or an entry of the log, id of a draft."""
    kind: str
    """Kind of record; action of an entry; empty otherwise."""
    author: str
    at: str
    content: Any
    """As JSON values; nothing for a draft, which is a whole dataset."""
    now: bool = True
    """Whether it is the present one; ``False`` for earlier revisions and what was taken away."""
    sure: bool = True
    """Whether it is about them; ``False`` when somebody else has the name too."""


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is kept about a person."""

    person: Person
    rows: tuple[RowKept, ...]
    records: tuple[Mention, ...]
    steps: tuple[Mention, ...]
    entries: tuple[Mention, ...]
    drafts: tuple[Mention, ...]
    datasets: tuple[Mention, ...]
    """What datasets say about themselves."""
    contacts: tuple[Contact, ...]
    retention: tuple[Kept, ...]


def everything(reading: Reading, person: Person) -> Everything:
    """Gather all that is kept about a person; texts about somebody with the same name are marked."""
    seek = Pseudonym(person, "000000")
    found = _records(reading, seek)
    drafts = _drafts(reading, seek)
    return Everything(
        person,
        tuple(row for dataset in _datasets(reading) for row in _rows(reading, dataset, seek)),
        found,
        _texts(reading, seek, "step", "name"),
        _entries(reading, seek),
        drafts,
        _about(reading, seek),
        tuple(one for one in person.contacts),
        _retention(reading, person, {one.id.partition("/")[0] for one in (*found, *drafts)}),
    )


def _datasets(reading: Reading) -> list[str]:
    return sorted({str(row["dataset"]) for row in reading.rows("version")})


def _rows(reading: Reading, dataset: str, seek: Pseudonym) -> list[RowKept]:
    """Rows about the person in every version: found in copies and differences, and followed from there."""
    held: dict[int, frozenset[Row]] = {}
    stands: dict[Row, list[int]] = defaultdict(list)
    own = dataset in seek.person.datasets
    for row in reading.rows("version", dataset=dataset):
        number = int(str(row["number"]))
        if row["content_of"] != number:
            held[number] = held[int(str(row["content_of"]))]
        else:
            parts = {str(one["part"]): str(one["text"])
                     for one in reading.rows("content", dataset=dataset, version=number)}  # fmt: skip
            before = frozenset() if row["base"] == number else held[int(str(row["parent"]))]
            held[number] = _version(parts, before, seek, own=own)
        for one in held[number]:
            stands[one].append(number)
    head = versions.head(reading, dataset)
    order = sorted(stands, key=lambda one: (NAMES.index(one[0]), stands[one], str(one[1])))
    return [RowKept(dataset, one[0], one[1], head in stands[one], tuple(stands[one])) for one in order]


def _version(
    parts: dict[str, str], before: frozenset[Row], seek: Pseudonym, *, own: bool
) -> frozenset[Row]:  # fmt: skip
    """Rows about the person in one version, from its full copy or from what it changed."""
    found = set(before)
    for name in NAMES:
        if name in parts:
            found |= set(_about_them(name, decode(name, parts[name]), seek, own=own))
    for name, one in Difference.of_parts(parts).tables.items():
        found -= set(_about_them(name, one.removed, seek, own=own))
        found |= set(_about_them(name, one.added, seek, own=own))
    return frozenset(found)


def _about_them(table: str, frame: pd.DataFrame, seek: Pseudonym, *, own: bool) -> list[Row]:
    """Rows that have the person's id where an id stands, or tell of them in text."""
    found = rows_of(frame, table, seek.person.id) & own
    for column in (*free_texts(table), *names(table)):
        texts = frame[column].cat.categories.astype(str)
        told = [text for text in texts if _tells(seek, text, own=own)]
        found |= frame[column].isin(told).to_numpy(dtype=bool)
    return [
        (table, tuple((name, value) for name, value in row.items() if value is not None))
        for row in records_of(frame[found])
    ]


def _tells(seek: Pseudonym, text: str, *, own: bool) -> bool:
    tally = Tally()
    seek.text(text, tally, own=own)
    return bool(tally.replaced or tally.doubtful)


def _records(reading: Reading, seek: Pseudonym) -> tuple[Mention, ...]:
    found = []
    for record in reading.rows("record"):
        for row in reading.rows("revision", record=record["id"]):
            body = None if row["body"] is None else orjson.loads(str(row["body"]))
            dataset = people.dataset_of(body)
            tally = Tally()
            seek.json(body, tally, own=dataset in seek.person.datasets if dataset else None)
            seek.author(str(row["author"]), tally)
            if tally.replaced or tally.doubtful:
                now = not record["deleted"] and row["number"] == record["revision"]
                name, kind = f"{row['record']}/{row['number']}", str(record["kind"])
                found.append(Mention(name, kind, str(row["author"]), str(row["at"]), body, now,
                                     bool(tally.replaced)))  # fmt: skip
    return tuple(found)


def _texts(reading: Reading, seek: Pseudonym, table: str, column: str) -> tuple[Mention, ...]:
    found = []
    for row in reading.rows(table):
        content, tally = orjson.loads(str(row[column])), Tally()
        seek.json(content, tally)
        seek.author(str(row["author"]), tally)
        if tally.replaced or tally.doubtful:
            found.append(Mention(str(row["number"]), "", str(row["author"]), str(row["at"]), content,
                                 sure=bool(tally.replaced)))  # fmt: skip
    return tuple(found)


def _entries(reading: Reading, seek: Pseudonym) -> tuple[Mention, ...]:
    told = {row["number"]: row["detail"] for row in reading.rows("audit_detail") if row["detail"]}
    found = []
    for row in reading.rows("audit"):
        content = orjson.loads(str(told.get(row["number"], "null")))
        tally = Tally()
        seek.json(content, tally)
        if tally.replaced or tally.doubtful:
            found.append(Mention(str(row["number"]), str(row["action"]), content.get("author", ""),
                                 str(row["at"]), content, sure=bool(tally.replaced)))  # fmt: skip
    return tuple(found)


def _drafts(reading: Reading, seek: Pseudonym) -> tuple[Mention, ...]:
    found = []
    for row in reading.rows("draft"):
        tally = Tally()
        own = str(row["dataset"]) in seek.person.datasets
        seek.json(orjson.loads(str(row["body"] or "null")), tally, own=own)
        seek.author(str(row["author"]), tally)
        if tally.replaced or tally.doubtful:
            found.append(Mention(str(row["id"]), "", str(row["author"]), str(row["at"]), None,
                                 sure=bool(tally.replaced)))  # fmt: skip
    return tuple(found)


def _about(reading: Reading, seek: Pseudonym) -> tuple[Mention, ...]:
    found = []
    for row in reading.rows("dataset"):
        tally = Tally()
        seek.text(str(row["about"] or ""), tally, own=str(row["name"]) in seek.person.datasets)
        if tally.replaced or tally.doubtful:
            found.append(Mention(str(row["name"]), "", "", "", str(row["about"]), sure=bool(tally.replaced)))
    return tuple(found)


def _retention(reading: Reading, person: Person, targets: set[str]) -> tuple[Kept, ...]:
    """What goes when, of that which was found."""
    ways = {f"{one.dataset}/{one.actor}/{one.channel}" for one in person.contacts}
    return tuple(
        one for one in retention.kept(reading)
        if (one.purpose == retention.PERSONS and one.target == person.id and one.dataset in person.datasets)
        or (one.purpose == retention.CONTACTS and one.target in ways)
        or (one.purpose not in (retention.PERSONS, retention.CONTACTS) and one.target in targets)
    )  # fmt: skip
