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
from matchmaker.sources.cells.screening import screen
from matchmaker.store.difference import between
from matchmaker.store.frames import frames_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from matchmaker.model.register import Register
    from matchmaker.services.groups import Seats
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.services.workspace import Dataset, Workspace

_SHEET = "seatings"


@dataclass(frozen=True, slots=True)
class ToldSeating:
    """A seating that people have been told."""

    seats: Seats
    request: GroupsRequest | None
    """What it was the answer to; ``None`` where that is not known."""


def keep_seating(
    workspace: KeptWorkspace, dataset: str, seats: Seats, author: str, base: int | None = None
) -> int:
    """Keep a seating as this event's, in a new version of the dataset; the one before it is replaced.

    Seats of earlier events stay. A dataset that lies as files is kept first.

    Parameters
    ----------
    workspace
        What keeps.
    dataset
        Its name.
    seats
        (round from 1, group, actor).
    author
        Who is told in the log.
    base
        The version that the seating was made from, 0 for files; the present one when not given.

    Returns
    -------
    int
        The version's number; the present one's when the seating is in it already.

    Raises
    ------
    InputError
        ``unknown_dataset``; ``dataset_exists`` for files whose name is that of another dataset that is kept;
        ``seating_other_groups`` when the sheet *grupper* lists groups and these are not
        among them; ``changed_meanwhile``.
    TableErrors
        A person is not in the dataset, or a person has two seats in a round.
    """
    opened = workspace.dataset(dataset)
    _check_groups(opened.register, seats)
    name = opened.info.name
    begun = workspace.version(dataset) if base is None else base
    number = begun or _begun(workspace, dataset, opened, author)
    register, _ = workspace.store.register(name, number)
    before = frames_of(register)
    after = {**before, _SHEET: _with(register, seats)}
    difference = between(before, after)
    if not difference.rows:
        return number
    said = Message("step.seated", {"dataset": name, "seats": len(seats)})
    return commit_difference(workspace, CommitRequest(name, author, number), difference, said).version


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


def _with(register: Register, seats: Seats) -> pd.DataFrame:
    """The sheet with these seats instead of those of this event."""
    held = register.frame(_SHEET)
    rows = [row for row in records_of(held) if row["event"]]
    rows += [{"round": number, "group": group, "actor": actor} for number, group, actor in seats]
    return frame_from(_SHEET, rows)


def told_seats(workspace: Workspace, dataset: str) -> Seats:
    """This event's seats in the sheet *plassering*, by round, group and actor; none where it holds none."""
    rows = records_of(workspace.dataset(dataset).register.frame(_SHEET))
    found = (
        (int(float(row["round"])), str(row["group"]), str(row["actor"])) for row in rows if not row["event"]
    )
    return tuple(sorted(found))


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
