"""An ordinary list of people as a dataset in memory: an event may begin with who has registered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.model.register import Register
from matchmaker.model.tables import frame_from
from matchmaker.model.vocabulary import Form
from matchmaker.services.importing import with_kind
from matchmaker.services.people_columns import parted
from matchmaker.services.people_notes import list_notes
from matchmaker.services.people_sheets import beside
from matchmaker.services.workspace import Dataset, DatasetInfo
from matchmaker.sources.cells.words import slug
from matchmaker.sources.files.csv_files import ENDINGS as CSV_ENDINGS
from matchmaker.sources.files.workbook import ENDINGS
from matchmaker.sources.lists.list_features import UNIT, stated_in
from matchmaker.sources.lists.plain_list import home_of, read_rows
from matchmaker.sources.sheets import is_plain_list, list_and_tables, sheets_of_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from matchmaker.kernel.errors import Param
    from matchmaker.model.tables import Tables
    from matchmaker.services.people_sheets import Beside
    from matchmaker.sources.lists.list_features import Stated
    from matchmaker.sources.lists.plain_list import ListRead


_MOST_NAMED = 5


@dataclass(frozen=True)
class PeopleList:
    """A list that was read."""

    dataset: Dataset
    """Called after the file. Everybody whom a row is about is registered for the event."""
    notes: tuple[Message, ...]
    """What was read as what, and what the list leaves open."""
    lacking: tuple[Message, ...]
    """What every dataset says and this list does not; with any of it no dataset is kept."""

    @property
    def complete(self) -> bool:
        """Whether it can be kept as a dataset."""
        return not self.lacking


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
    kind: str | None = None,
) -> PeopleList:
    """Read a list of people as a dataset; nothing is written.

    Kinds are proposed as :func:`matchmaker.services.importing.import_list` does, and stay unknown where no
    rule knows the words. Sex, age, language, education and unit are read where there is such a column;
    somebody's unit is their organisation where there is none. So are columns that the sheet *påmeldte* knows
    («ønsker», «fasilitator»), and the sheets of an event that lie beside the list in a workbook.

    Parameters
    ----------
    path
        A CSV file or a workbook.
    asked
        Attributes that may stand in further columns under that header.
    mapping
        Header → field, as for the import of a list; or a column of *påmeldte*, or an attribute.
    municipality, kind
        As for the import of a list.

    Raises
    ------
    InputError
        As for the import of a list.
    TableErrors
        What is wrong in the sheets of an event.
    """
    found, sheets = list_and_tables(sheets_of_file(path.name, path.read_bytes()))
    said = parted(found.headers, mapping or {})
    read = read_rows(found, mapping=said.fields, home=home_of(municipality))
    none = dict.fromkeys(said.registrations, "")
    stated = stated_in(found, read.report.headers, read.by_row, asked, {**said.attributes, **none})
    more = beside(found, read, said.registrations, sheets, path.name)
    tables = _event_tables(read, stated, more, kind)
    info = DatasetInfo(slug(path.stem) or "arrangement", path.stem, "", (path.name,))
    dataset = Dataset(info, Register.from_tables(tables), ())
    notes = list_notes(path.name, read, stated, more)
    return PeopleList(dataset, notes, tuple(_lacking(tables, more)))


def _event_tables(read: ListRead, stated: Stated, more: Beside, kind: str | None) -> Tables:
    tables = with_kind(read.tables, kind)
    actors = tables.frame("actors")
    ids = actors["id"].astype(str).tolist()
    form = actors["form"].astype(object)
    # somebody registered for an event is a person, where the list does not tell
    form = form.where(form.notna(), Form.PERSON.value).astype("category")
    actors = actors.assign(unit=_units(tables, ids, stated), form=form)
    frames = {**tables.frames, "actors": actors, **more.frames}
    return replace(tables, frames=frames, features=stated.features(ids))


def _lacking(tables: Tables, more: Beside) -> Iterator[Message]:
    """What has to be said before the list is a dataset."""
    actors = tables.frame("actors")
    names = tuple(actors["name"][actors["kind"].isna()].astype(str))
    if names:
        told: tuple[Param, ...] = names[:_MOST_NAMED]
        yield Message("groups.list_kinds_lacking", {"count": len(names), "names": told})
    if more.level_unknown:
        yield Message("groups.list_levels_lacking")


def _units(tables: Tables, ids: Sequence[str], stated: Stated) -> pd.Series:
    """Each actor's unit: as stated, else the organisation beside the name."""
    names = dict(zip(ids, tables.frame("actors")["name"].astype(str), strict=True))
    ties = tables.frame("ties")
    beside = {str(tail): names[str(head)] for tail, head in zip(ties["tail"], ties["head"], strict=True)}
    units = {**beside, **stated.held.get(UNIT, {})}
    rows: list[dict[str, object]] = [{"unit": units.get(actor)} for actor in ids]
    found: pd.Series = frame_from("actors", rows)["unit"]
    return found
