"""Who is in the store, and what tells one person from another in it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.model.vocabulary import Form
from matchmaker.store.frames import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from matchmaker.store.storage import Reading

Place = tuple[str, str]
"""Dataset and actor id: an id is unique within its dataset only."""
NAMED_TABLES = ("challenges", "event_groups", "places", "kinds", "contribution_types")
"""Tables whose ids are words of a dataset's own; an actor may happen to have the same id."""
_FREE_TEXTS = {
    "actors": (("id",), ("source", "basis_source", "unit", "appointed_by")),
    "roles": (("actor",), ("source",)),
    "contributions": (("actor",), ("source",)),
    "ties": (("tail", "head"), ("source",)),
    "involvements": (("actor",), ("source",)),
    "turnout": ((), ("source",)),
    "process": ((), ("source",)),
    "registrations": (("actor",), ("household", "interprets", "needs_interpreter", "source")),
    "group_rules": (("actor",), ("reason", "source")),
    "seatings": (("actor",), ("source",)),
    "collections": ((), ("form", "boundary", "source")),
    "learning": (("actor",), ("theme", "source")),
}
"""Table → columns with ids, columns with free text."""
_TELLING = 5
"""A shorter text tells nothing."""
_ERASED = re.compile(r"slettet-([0-9a-f]{6})")


@dataclass
class Known:
    """What every version taken together says of one actor."""

    names: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach somebody."""

    dataset: str
    actor: str
    channel: str
    """``epost``, ``telefon`` or ``adresse``."""
    value: str
    source: str
    at: str
    """When it was set, ISO 8601."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the store, and what could be taken for them."""

    id: str
    datasets: tuple[str, ...]
    """Where the id is theirs."""
    names: tuple[str, ...]
    """Every name they have had in any version."""
    forms: tuple[str, ...]
    contacts: tuple[Contact, ...] = ()
    """As kept apart, and as they wait in drafts."""
    shared: frozenset[str] = frozenset()
    """Names, contact details (folded) and, where somebody else has it in another dataset, the id: in free
    text they cannot be told apart from another actor's."""
    longer: tuple[str, ...] = ()
    """Other actors' names that hold one of theirs."""
    texts: tuple[str, ...] = ()
    """Free texts in rows about them, such as sources: an answer about them may repeat these."""
    words: frozenset[str] = frozenset()
    """Words of the datasets' own (ids of challenges, places, kinds …), folded."""

    @property
    def erased(self) -> bool:
        """Whether this is what an erasure left behind."""
        return _is_erased(self.id, self.names)


def folded(text: str) -> str:
    """What must be equal for two names to be the same: letters without case, words between single spaces."""
    return " ".join(text.split()).casefold()


def known(reading: Reading) -> dict[Place, Known]:
    """Every actor that stands in any version of any dataset."""
    found: dict[Place, Known] = defaultdict(Known)
    for dataset, _, frame in parts_of(reading, "actors"):
        texts = (frame[name].astype(object).tolist() for name in ("id", "name", "form"))
        for actor, name, form in zip(*texts, strict=True):
            one = found[dataset, str(actor)]
            one.names.add(str(name))
            one.forms.add(str(form))
    return dict(sorted(found.items()))


def parts_of(reading: Reading, table: str) -> list[tuple[str, int, pd.DataFrame]]:
    """Everything that is kept of one table: (dataset, version, rows), full copies and differences alike."""
    return [
        (str(row["dataset"]), int(str(row["version"])), decode(table, str(row["text"])))
        for part in (table, f"{table}.removed", f"{table}.added")
        for row in reading.rows("content", part=part)
    ]


def find(reading: Reading, asked: str, dataset: str | None = None) -> Person:
    """Find an actor by id, or by a name they have or have had, whatever its case.

    Parameters
    ----------
    reading
        What is kept.
    asked
        An id or an exact name; an id comes first.
    dataset
        Look here only.

    Raises
    ------
    InputError
        ``unknown_person``; ``several_persons``, with each one's id and datasets. One id in two datasets
        is one person when a name is the same in both.
    """
    everybody = known(reading)
    here = {place: one for place, one in everybody.items() if dataset in (None, place[0])}
    found = [place for place in here if place[1] == asked] or [
        place for place, one in here.items() if folded(asked) in set(map(folded, one.names))
    ]
    if not found:
        raise InputError("unknown_person", {"person": asked}, Message("hint.unknown_person"))
    groups = _same(here, found)
    if len(groups) > 1:
        told: tuple[Param, ...] = tuple(
            Message("person.candidate", {"id": group[0][1], "datasets": tuple(place[0] for place in group)})
            for group in groups
        )
        raise InputError("several_persons", {"person": asked, "found": told}, Message("hint.several_persons"))
    return _person(reading, everybody, groups[0])


def at(reading: Reading, place: Place) -> Person:
    """The actor at one place, with every other place where it is them.

    Raises ``InputError`` (unknown_person).
    """
    everybody = known(reading)
    if place not in everybody:
        raise InputError("unknown_person", {"person": place[1]}, Message("hint.unknown_person"))
    return _person(reading, everybody, _same(everybody, [place])[0])


def everyone(reading: Reading) -> tuple[tuple[Place, ...], ...]:
    """Every person that stands in any version and has not been erased, as the places where it is them.

    Organisations and groups are no persons.
    """
    everybody = known(reading)
    persons = [
        place
        for place, one in everybody.items()
        if Form.PERSON.value in one.forms and not _is_erased(place[1], one.names)
    ]
    return tuple(tuple(group) for group in _same(everybody, persons))


def _is_erased(actor: str, names: Iterable[str]) -> bool:
    found = _ERASED.fullmatch(actor)
    return found is not None and all(name.endswith(found[1]) for name in names)


def _same(everybody: dict[Place, Known], found: list[Place]) -> list[list[Place]]:
    """Put places into persons: the same id, and a name in common."""
    with_id: dict[str, list[Place]] = defaultdict(list)
    for place in everybody:
        with_id[place[1]].append(place)
    groups: list[list[Place]] = []
    done: set[Place] = set()
    for wanted in sorted(found, key=lambda place: place[::-1]):
        if wanted in done:
            continue
        names, group = set(map(folded, everybody[wanted].names)), [wanted]
        for place in with_id[wanted[1]]:
            theirs = set(map(folded, everybody[place].names))
            if place != wanted and names & theirs:
                names |= theirs
                group.append(place)
        done.update(group)
        groups.append(sorted(group))
    return groups


def _person(reading: Reading, everybody: dict[Place, Known], group: list[Place]) -> Person:
    own, actor = set(group), group[0][1]
    names = sorted({name for place in group for name in everybody[place].names})
    forms = sorted({form for place in group for form in everybody[place].forms})
    others = {place: one for place, one in everybody.items() if place not in own}
    held = contacts(reading)
    mine = tuple(one for one in (*held, *_in_drafts(reading)) if (one.dataset, one.actor) in own)
    taken = {folded(one.value) for one in held if (one.dataset, one.actor) not in own}
    foreign = {name for one in others.values() for name in one.names}
    taken |= set(map(folded, foreign))
    if any(place[1] == actor for place in others):
        taken.add(actor)
    said = [folded(name) for name in names]
    longer = sorted(
        name for name in foreign if any(part in folded(name) and part != folded(name) for part in said)
    )
    return Person(
        actor, tuple(place[0] for place in group), tuple(names), tuple(forms), mine,
        shared=frozenset(taken & {actor, *said, *(folded(one.value) for one in mine)}), longer=tuple(longer),
        texts=_texts(reading, own), words=frozenset(_words(reading)),
    )  # fmt: skip


def _in_drafts(reading: Reading) -> Iterable[Contact]:
    """Contact details that were read with a list, and wait in a draft to be kept apart from it."""
    for row in reading.rows("draft"):
        body = orjson.loads(str(row["body"] or "{}"))
        for one in body.get("contacts", ()) if isinstance(body, dict) else ():
            actor, channel, value = one
            yield Contact(str(row["dataset"]), actor, channel, value, "", str(row["at"]))


def _texts(reading: Reading, own: set[Place]) -> tuple[str, ...]:
    found: set[str] = set()
    for table, (actors, columns) in _FREE_TEXTS.items():
        for dataset, _, frame in parts_of(reading, table):
            ids = [actor for name, actor in own if name == dataset]
            mine = frame[list(actors)].isin(ids).any(axis=1)
            for column in columns:
                found |= set(frame.loc[mine, column].dropna().astype(str))
    return tuple(sorted(text for text in found if len(text) >= _TELLING))


def _words(reading: Reading) -> set[str]:
    found = {folded(str(row["name"])) for row in reading.rows("dataset")}
    for table in NAMED_TABLES:
        for _, _, frame in parts_of(reading, table):
            found |= set(map(folded, frame["id"].astype(str)))
    return found


def dataset_of(body: Mapping[str, Any] | None) -> str | None:
    """The dataset that a record belongs to, from its body as JSON; ``None`` when it does not say."""
    if body is None:
        return None
    said = body.get("dataset") or body.get("request", {}).get("dataset")
    return re.sub(r"@\d+$", "", said) if said else None  # a run names its version too


def contacts(reading: Reading, dataset: str | None = None, actor: str | None = None) -> tuple[Contact, ...]:
    """Contact details, all of them or those of one dataset or actor, in order of dataset, actor, channel."""
    rows = reading.rows("contact")
    found = (Contact(**{name: str(value or "") for name, value in row.items()}) for row in rows)
    return tuple(
        one for one in found if dataset in (None, one.dataset) and actor in (None, one.actor)
    )  # fmt: skip
