"""An ordinary list of people as a dataset in memory: an event may begin with who has registered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.model.register import Register
from matchmaker.model.tables import frame_from
from matchmaker.services.workspace import Dataset, DatasetInfo
from matchmaker.sources.cells.words import slug
from matchmaker.sources.files.csv_files import ENDINGS as CSV_ENDINGS
from matchmaker.sources.files.workbook import ENDINGS
from matchmaker.sources.lists.list_features import UNIT, stated_in
from matchmaker.sources.lists.list_rows import read_list
from matchmaker.sources.lists.plain_list import home_of, read_rows
from matchmaker.sources.sheets import is_plain_list, sheets_of_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from matchmaker.model.tables import Tables
    from matchmaker.sources.lists.list_features import Stated
    from matchmaker.sources.lists.plain_list import ListRead


@dataclass(frozen=True)
class PeopleList:
    """A list that was read."""

    dataset: Dataset
    """Called after the file. Everybody whom a row is about is registered for the event."""
    notes: tuple[Message, ...]
    """What was read as what, and what the list leaves open."""
    complete: bool
    """Whether every actor has a kind; without one a dataset is not kept."""


def is_people_list(path: Path) -> bool:
    """Whether there is a file at *path* that holds an ordinary list, and no dataset.

    Raises ``InputError`` for a spreadsheet that cannot be read.
    """
    endings = (*ENDINGS, *CSV_ENDINGS)
    if not path.is_file() or path.suffix.casefold() not in endings:
        return False
    return is_plain_list(sheets_of_file(path.name, path.read_bytes()))


def read_people(
    path: Path,
    *,
    asked: Sequence[str] = (),
    mapping: Mapping[str, str] | None = None,
    municipality: str | None = None,
) -> PeopleList:
    """Read a list of people as a dataset; nothing is written.

    Kinds are proposed as :func:`matchmaker.services.importing.import_list` does, and stay unknown where no
    rule knows the words. Sex, age, language, education and unit are read where there is such a column;
    somebody's unit is their organisation where there is none.

    Parameters
    ----------
    path
        A CSV file or a workbook.
    asked
        Attributes that may stand in further columns under that header.
    mapping, municipality
        As for the import of a list.

    Raises
    ------
    InputError
        As for the import of a list.
    """
    found = read_list(path)
    read = read_rows(found, mapping=mapping, home=home_of(municipality))
    stated = stated_in(found, read.report.headers, read.by_row, asked)
    tables = _event_tables(read, stated)
    info = DatasetInfo(slug(path.stem) or "arrangement", path.stem, "", (path.name,))
    complete = bool(tables.frame("actors")["kind"].notna().all())
    return PeopleList(Dataset(info, Register.from_tables(tables), ()), _notes(path, read, stated), complete)


def _event_tables(read: ListRead, stated: Stated) -> Tables:
    tables = read.tables
    actors = tables.frame("actors")
    ids = actors["id"].astype(str).tolist()
    people = dict.fromkeys(actor for _, actor in read.by_row)
    actors = actors.assign(unit=_units(tables, ids, stated))
    registered = frame_from("registrations", [{"actor": actor} for actor in people])
    frames = {**tables.frames, "actors": actors, "registrations": registered}
    return replace(tables, frames=frames, features=stated.features(ids))


def _units(tables: Tables, ids: Sequence[str], stated: Stated) -> pd.Series:
    """Each actor's unit: as stated, else the organisation beside the name."""
    names = dict(zip(ids, tables.frame("actors")["name"].astype(str), strict=True))
    ties = tables.frame("ties")
    beside = {str(tail): names[str(head)] for tail, head in zip(ties["tail"], ties["head"], strict=True)}
    units = {**beside, **stated.held.get(UNIT, {})}
    rows: list[dict[str, object]] = [{"unit": units.get(actor)} for actor in ids]
    found: pd.Series = frame_from("actors", rows)["unit"]
    return found


def _notes(path: Path, read: ListRead, stated: Stated) -> tuple[Message, ...]:
    people = {actor for _, actor in read.by_row}
    said = tuple(f"{header} ({attribute})" for attribute, header in stated.columns.items())
    notes = [Message("groups.list_read", {"file": path.name, "people": len(people)})]
    if said:
        notes.append(Message("groups.list_columns", {"columns": said}))
    again = len(read.by_row) - len(people)
    unread = stated.unread + len(read.report.problems)
    for code, count in (
        ("groups.list_twice", again),
        ("groups.list_unread", unread),
        ("groups.list_skipped", len(read.report.skipped)),
    ):
        if count:
            notes.append(Message(code, {"count": count}))
    return tuple(notes)
