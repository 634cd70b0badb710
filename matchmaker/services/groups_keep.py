"""The seating that people have been told: kept in the dataset's sheet *plassering*, or read from a file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import orjson

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.register import records_of
from matchmaker.model.tables import frame_from
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.committing import CommitRequest, base_of, commit_difference, keep
from matchmaker.services.groups_export import CSV_HEADERS
from matchmaker.services.groups_request import AttributeWish, GroupsRequest
from matchmaker.services.kept import AT
from matchmaker.services.seating_news import SHEET, Called, both_words, changes_between, parts_of, seats_of
from matchmaker.services.together import merge, refusal
from matchmaker.sources.cells.screening import screen
from matchmaker.store import versions
from matchmaker.store.difference import between
from matchmaker.store.frames import frames_of
from matchmaker.store.gate import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from matchmaker.model.register import Register
    from matchmaker.services.groups import Seats
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.seating_news import Place
    from matchmaker.services.workspace import Dataset, Workspace

_SHEET = SHEET
_TRIES = 5
"""How often it is tried again when somebody was first by a hair."""


@dataclass(frozen=True, slots=True)
class ToldSeating:
    """A seating that people have been told."""

    seats: Seats
    request: GroupsRequest | None
    """What it was the answer to; ``None`` where that is not known."""


@dataclass(frozen=True, slots=True)
class SeatingKept:
    """A seating that was kept."""

    version: int
    """The version that it is in."""
    others: tuple[Message, ...] = ()
    """What others have changed since the version that it was made from; that is kept too."""


def keep_seating(
    workspace: KeptWorkspace, dataset: str, seats: Seats, author: str, base: int | None = None
) -> int:
    """Keep a seating as this event's; returns the version's number. See :func:`keep_together`."""
    return keep_together(workspace, dataset, seats, author, base).version


def keep_together(
    workspace: KeptWorkspace, dataset: str, seats: Seats, author: str, base: int | None = None
) -> SeatingKept:
    """Keep a seating as this event's, in a new version of the dataset, with what others have changed.

    Only the places that differ from those in *base* are changed; what others have done with other people's
    places since stays. Seats of earlier events stay too. A dataset that lies as files is kept first.

    Parameters
    ----------
    workspace
        What keeps.
    dataset
        Its name.
    seats
        (round from 1, group, actor): everybody's place.
    author
        Who is told in the log.
    base
        The version that the seating was made from, 0 for files; the present one when not given, which
        replaces the seating that is kept.

    Returns
    -------
    SeatingKept
        With the present version when the seating is in it already.

    Raises
    ------
    InputError
        ``unknown_dataset``; ``dataset_exists`` for files whose name is that of another dataset that is kept;
        ``seating_other_groups`` when the sheet *grupper* lists groups and these are not
        among them; ``changed_meanwhile`` where others have changed the same people's places otherwise:
        *changes* says who did what, *both* what each wants, *now* the version. Nothing is kept then.
    TableErrors
        A person is not in the dataset, or a person has two seats in a round.
    """
    opened = workspace.dataset(dataset)
    name = opened.info.name
    _check_groups(opened.register, seats)
    begun = workspace.version(dataset) if base is None else base
    begun = begun or _begun(workspace, dataset, opened, author)
    mine = parts_of(seats)
    twice = tuple(set(seats) - set(seats_of(mine)))
    for last in (*[False] * _TRIES, True):
        try:
            return _kept(workspace, name, mine, author, begun, twice)
        except _BetweenError as wrong:  # somebody was first by a hair: look at what they did, and try again
            if last:
                raise wrong.why from wrong
    raise AssertionError(name)


def _kept(
    workspace: KeptWorkspace, name: str, mine: Mapping[Place, str], author: str, begun: int, twice: Seats
) -> SeatingKept:
    """Keep what was made of the seating in version *begun*, on the present one; *twice* will be refused."""
    register, now = workspace.store.register(name)
    _check_groups(register, seats_of(mine))
    base = workspace.store.register(name, begun)[0] if begun != now else register
    merged = merge(parts_of(_told(base)), mine, parts_of(_told(register)))
    called = Called.of(register)
    if merged.conflicts:
        both = both_words(merged.conflicts, called)
        about = frozenset(one.key for one in merged.conflicts)
        with workspace.store.reading() as reading:
            changes = changes_between(reading, name, begun, now, called, about)
        raise refusal(name, changes, both, now)
    difference = between(frames_of(register), {_SHEET: _with(register, merged.parts, twice)})
    number = now
    if difference.rows:
        said = Message("step.seated", {"dataset": name, "seats": len(merged.parts)})
        try:
            number = commit_difference(workspace, CommitRequest(name, author, now), difference, said).version
        except InputError as wrong:
            if wrong.code == "changed_meanwhile":
                raise _BetweenError(wrong) from wrong
            raise
    with workspace.store.reading() as reading:
        own = number - 1 if difference.rows else number
        return SeatingKept(number, changes_between(reading, name, begun, own, called))


class _BetweenError(Exception):
    """Somebody has changed the same places between reading them and writing them."""

    def __init__(self, why: InputError) -> None:
        super().__init__(str(why))
        self.why = why


def _begun(workspace: KeptWorkspace, dataset: str, opened: Dataset, author: str) -> int:
    """Keep files, and give the version: the present one where it holds the same but for the seating."""
    name = opened.info.name
    if name == dataset:
        return base_of(workspace, name, 0, author)
    present = workspace.version(name)
    if present is None:
        return keep(workspace, dataset, author)
    held, _ = workspace.store.register(name, present)
    told = {_SHEET: held.frame(_SHEET)}
    if between(frames_of(held), frames_of(opened.register) | told).rows:
        raise InputError("dataset_exists", {"name": name})
    return present


def _check_groups(register: Register, seats: Seats) -> None:
    known = set(register.frame("event_groups")["id"].astype(str))
    other = sorted({group for _, group, _ in seats} - known)
    if known and other:
        hint = Message("hint.seating_other_groups")
        raise InputError("seating_other_groups", {"groups": tuple(other[:5]), "count": len(other)}, hint)


def _with(register: Register, parts: Mapping[Place, str], twice: Seats) -> pd.DataFrame:
    """The sheet with these seats instead of those of this event; a place that is as it was keeps its row."""
    held = register.frame(_SHEET)
    rows: list[dict[str, Any]] = []
    there = dict(parts)
    for row in records_of(held):
        place = (int(float(row["round"])), str(row["actor"]))
        if row["event"] or there.get(place) == str(row["group"]):
            rows.append(row)
            if not row["event"]:
                del there[place]
    added = (*seats_of(there), *twice)
    rows += [{"round": number, "group": group, "actor": actor} for number, group, actor in added]
    return frame_from(_SHEET, rows)


def told_seats(workspace: Workspace, dataset: str) -> Seats:
    """This event's seats in the sheet *plassering*, by round, group and actor; none where it holds none."""
    return _told(workspace.dataset(dataset).register)


def _told(register: Register) -> Seats:
    rows = records_of(register.frame(_SHEET))
    found = (
        (int(float(row["round"])), str(row["group"]), str(row["actor"])) for row in rows if not row["event"]
    )
    return tuple(sorted(found))


def name_at(workspace: KeptWorkspace, dataset: str, version: int) -> str:
    """What a dataset is called as it was in a version: ``name@version``.

    Version 0 means files, or, where somebody has kept them since, the version with which that began.
    """
    plain, _ = workspace.split(dataset)
    if version:
        return f"{plain}{AT}{version}"
    if workspace.version(plain) is None:
        return dataset
    with workspace.store.reading(Action.LIST) as reading:
        begun = [one.number for one in versions.versions(reading, plain) if one.parent is None]
    return f"{plain}{AT}{begun[-1]}"


def read_seating(path: Path) -> ToldSeating:
    """Read a seating that was kept as a file: the answer as JSON, or the list as CSV.

    Raises
    ------
    InputError
        ``not_found``; ``not_a_seating`` for a file that holds something else.
    """
    if not path.is_file():
        raise InputError("not_found", {"path": str(path)}, Message("hint.not_found"))
    content = path.read_bytes()
    try:
        return _of_json(orjson.loads(content)) if content.lstrip()[:1] == b"{" else _of_csv(content)
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:  # whatever else the file may hold
        hint = Message("hint.not_a_seating")
        raise InputError("not_a_seating", {"file": path.name}, hint) from wrong


def _of_json(held: Mapping[str, Any]) -> ToldSeating:
    held = held.get("split", held)
    seats = (
        (int(one["number"]), str(group["id"]), str(person["id"]))
        for one in held["rounds"] for group in one["groups"] for person in group["people"]
    )  # fmt: skip
    return ToldSeating(tuple(sorted(seats)), request_of(held["request"]))


def request_of(held: Mapping[str, Any]) -> GroupsRequest:
    """Make a request again from its JSON values; fields that are no more are left out.

    Raises ``KeyError``, ``TypeError`` or ``ValueError`` for values of another shape.
    """
    known = {one.name for one in fields(GroupsRequest)}
    values = {name: _tuples(value) for name, value in held.items() if name in known}
    values["attributes"] = tuple(
        AttributeWish(str(one["attribute"]), GroupMode(one["mode"]), int(one["weight"]))
        for one in held.get("attributes", ())
    )
    return GroupsRequest(**values)


def _tuples(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _of_csv(content: bytes) -> ToldSeating:
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    if tuple(lines.fieldnames or ()) != CSV_HEADERS:
        raise ValueError
    return ToldSeating(tuple(sorted(_seats(lines))), None)


def _seats(lines: Iterable[Mapping[str, str]]) -> Iterable[tuple[int, str, str]]:
    for line in lines:
        group, actor = screen(line["gruppe"]), screen(line["id"])
        if not (isinstance(group, str) and isinstance(actor, str) and group and actor):
            raise ValueError
        yield int(line["runde"]), group, actor
