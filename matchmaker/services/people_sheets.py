"""What stands beside the names of an ordinary list: columns of *påmeldte*, and sheets of an event.

People are called by their names there, challenges by their titles and groups by their names; here they get
their ids.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Severity, TableErrors
from matchmaker.model import schema
from matchmaker.model.event_tables import EVENT_GROUPS, EVENT_TABLES, REGISTRATIONS
from matchmaker.model.tables import frame_from
from matchmaker.model.vocabulary import KINDS, Level
from matchmaker.sources.cells.words import match_key, slug
from matchmaker.sources.files.layout import known_headers, table_for
from matchmaker.sources.lists.list_rows import without_contact
from matchmaker.sources.sheets import Sheet, Sheets, read_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from matchmaker.kernel.errors import Problem
    from matchmaker.model.schema import Column
    from matchmaker.sources.lists.list_rows import PlainList
    from matchmaker.sources.lists.plain_list import ListRead

_READ = (*(table.name for table in EVENT_TABLES), schema.CHALLENGES.name)
_PEOPLE, _CHALLENGES, _GROUPS = "actors", schema.CHALLENGES.name, EVENT_GROUPS.name
_PARTS = re.compile(r"[|;,\n]")


@dataclass(frozen=True)
class Beside:
    """What was read beside the names."""

    frames: Mapping[str, pd.DataFrame]
    """Tables of an event, by name; everybody of the list is registered unless a sheet says who is."""
    sheets: tuple[str, ...]
    """Titles of the sheets that were read."""
    columns: Mapping[str, str]
    """Column of *påmeldte* → header of the list's column that it was read from."""
    unread: tuple[tuple[int, str], ...]
    """(row, header) of cells of the list that could not be read; they count as unknown."""
    level_unknown: bool
    """Whether challenges are known by their titles alone, as no sheet tells of them."""


def beside(
    found: PlainList, read: ListRead, columns: Mapping[str, str], tables: Sequence[Sheet], source: str
) -> Beside:
    """Read the columns and sheets of an event that stand beside a list of people.

    Parameters
    ----------
    found, read
        The list, and what came of it.
    columns
        Header, in any spelling → column of *påmeldte*.
    tables
        Sheets of the same file that are tables of a dataset; those that are no event's are passed over.
    source
        Name of the file.

    Raises
    ------
    TableErrors
        What is wrong in the sheets. Cells of the list itself that cannot be read are unknown instead.
    """
    said = [(table_for(sheet.title), sheet) for sheet in tables]
    held = {table.name: sheet for table, sheet in said if table is not None and table.name in _READ}
    titles = tuple(sorted(sheet.title for sheet in held.values()))
    theirs = {match_key(header): name for header, name in columns.items()}
    own: dict[str, int] = {}
    for position, header in enumerate(found.headers if REGISTRATIONS.name not in held else ()):
        if match_key(header) in theirs:
            own.setdefault(theirs[match_key(header)], position)
    listed = REGISTRATIONS.name not in held
    if listed:
        held[REGISTRATIONS.name] = _registrations(found, read, own)
    if _GROUPS in held:
        held[_GROUPS] = _with_group_ids(held[_GROUPS])
    level_unknown = _CHALLENGES not in held and bool(words := _challenge_words(held))
    if level_unknown:
        held[_CHALLENGES] = _challenges(words)
    meant = {_PEOPLE: _by_name(read), _CHALLENGES: _named(held, _CHALLENGES), _GROUPS: _named(held, _GROUPS)}
    sheets = [_with_ids(held[name], schema.TABLES[name], meant) for name in sorted(held)]
    made, problems = read_sheets(Sheets(source, (_actors(read), *sheets)))
    mine = [one for one in problems if listed and one.table == REGISTRATIONS.name]
    wrong = [one for one in problems if one.severity is Severity.ERROR and one not in mine]
    if wrong:
        raise TableErrors(wrong)
    frames = {name: made.frames[name] for name in held}
    frames[REGISTRATIONS.name] = _emptied(frames[REGISTRATIONS.name], mine)
    if level_unknown:
        frames[_CHALLENGES] = frames[_CHALLENGES].assign(
            levels=frame_from(_CHALLENGES, [{}] * len(words))["levels"].array
        )
    called = {REGISTRATIONS.column(name).header: found.headers[at] for name, at in own.items()}
    unread = tuple((one.row or 0, called.get(one.column or "", one.column or "")) for one in mine)
    return Beside(frames, titles, called, unread, level_unknown)


def _registrations(found: PlainList, read: ListRead, own: Mapping[str, int]) -> Sheet:
    """The list's own columns as a sheet: one row for each person, the first cell that says something."""
    cells = dict(found.rows)
    rows: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    for row, actor in read.by_row:
        held = rows.setdefault(actor, [""] * len(own))
        numbers.setdefault(actor, row)
        for place, position in enumerate(own.values()):
            held[place] = held[place] or without_contact(cells[row][position].strip())
    headers = (REGISTRATIONS.columns[0].header, *(REGISTRATIONS.column(name).header for name in own))
    return Sheet(
        REGISTRATIONS.title, headers, tuple((actor, *held) for actor, held in rows.items()),
        tuple(numbers.values()), 1,
    )  # fmt: skip


def _actors(read: ListRead) -> Sheet:
    """Everybody, for being referred to; the kind is of no matter here."""
    actors = read.tables.frame("actors")
    pairs = zip(actors["id"].astype(str), actors["name"].astype(str), strict=True)
    rows = tuple((actor, name, next(iter(KINDS))) for actor, name in pairs)
    return Sheet(schema.ACTORS.title, ("id", "navn", "type"), rows, tuple(range(2, len(rows) + 2)))


def _by_name(read: ListRead) -> dict[str, str]:
    """Names of those whom rows are about, as they are compared → id; not of those who share a name."""
    people = {actor for _, actor in read.by_row}
    found: dict[str, set[str]] = {}
    actors = read.tables.frame("actors")
    for actor, name in zip(actors["id"].astype(str), actors["name"].astype(str), strict=True):
        if actor in people:
            found.setdefault(match_key(name), set()).add(actor)
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}


def _places(sheet: Sheet, table: schema.Table) -> Iterator[tuple[int, Column]]:
    """The sheet's columns that the table has."""
    known = known_headers(table)
    for position, header in enumerate(sheet.headers):
        if match_key(header) in known:
            yield position, table.column(known[match_key(header)])


def _with_group_ids(sheet: Sheet) -> Sheet:
    """A sheet of groups that have names alone, with ids made of these."""
    places = {column.name: position for position, column in _places(sheet, EVENT_GROUPS)}
    if "id" in places or "name" not in places:
        return sheet
    rows = tuple((*row[: len(sheet.headers)], slug(row[places["name"]])) for row in sheet.rows)
    return Sheet(sheet.title, (*sheet.headers, "id"), rows, sheet.numbers, sheet.header_row)


def _target(column: Column) -> str:
    """The table that a column's words are ids of; empty for none."""
    if column.name == "wishes":
        return _CHALLENGES
    return _GROUPS if column.name in ("host", "group") else column.target or ""


def _challenge_words(held: Mapping[str, Sheet]) -> tuple[str, ...]:
    """What challenges are called where no sheet tells of them, each once."""
    found: dict[str, str] = {}
    for name, sheet in sorted(held.items()):
        for position, column in _places(sheet, schema.TABLES[name]):
            for row in sheet.rows if _target(column) == _CHALLENGES else ():
                for part in filter(None, map(str.strip, _PARTS.split(row[position]))):
                    found.setdefault(slug(part), part)
    return tuple(found[code] for code in sorted(found) if code)


def _challenges(words: Iterable[str]) -> Sheet:
    """Challenges by their titles. Their level is not known; one is put in for the reading alone."""
    rows = tuple((slug(word), word, next(iter(Level)).value) for word in words)
    headers = tuple(schema.CHALLENGES.column(name).header for name in ("id", "title", "levels"))
    return Sheet(schema.CHALLENGES.title, headers, rows, tuple(range(2, len(rows) + 2)))


def _named(held: Mapping[str, Sheet], name: str) -> dict[str, str]:
    """What the rows of a sheet are called → id."""
    if name not in held:
        return {}
    places = {column.name: position for position, column in _places(held[name], schema.TABLES[name])}
    called = places.get("title", places.get("name"))
    if called is None or "id" not in places:
        return {}
    return {match_key(row[called]): row[places["id"]].strip() for row in held[name].rows}


def _with_ids(sheet: Sheet, table: schema.Table, meant: Mapping[str, Mapping[str, str]]) -> Sheet:
    """A sheet with ids where people, challenges and groups are called by their names."""
    ids = {position: meant.get(_target(column), {}) for position, column in _places(sheet, table)}
    several = {position for position, column in _places(sheet, table) if column.name == "wishes"}

    def cell(position: int, text: str) -> str:
        known = ids.get(position, {})
        if position in several:
            return "|".join(known.get(match_key(part), part.strip()) for part in _PARTS.split(text))
        return known.get(match_key(text), text)

    rows = tuple(tuple(cell(at, text) for at, text in enumerate(row)) for row in sheet.rows)
    return Sheet(sheet.title, sheet.headers, rows, sheet.numbers, sheet.header_row)


def _emptied(frame: pd.DataFrame, problems: Sequence[Problem]) -> pd.DataFrame:
    """Cells that refer to nobody, or to nothing, are unknown."""
    names = {column.header: column.name for column in REGISTRATIONS.columns}
    for one in problems:
        if one.row in frame.index and names.get(one.column or "") in frame.columns:
            frame.loc[one.row, names[one.column or ""]] = None
    return frame
