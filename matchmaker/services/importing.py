"""Begin with what a planner has: an ordinary list becomes a dataset; an empty workbook is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.vocabulary import KINDS, Form
from matchmaker.services.written import WriteResult
from matchmaker.sources.datapackage import Origin, Package
from matchmaker.sources.lists.plain_list import ImportReport
from matchmaker.sources.lists.plain_list import import_list as read_list
from matchmaker.sources.template import write_template as write_workbook_template

if TYPE_CHECKING:
    from matchmaker.kernel.messages import Language
    from matchmaker.model.tables import Tables
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A wish to turn a list into a dataset."""

    file: str
    """The spreadsheet or CSV file."""
    target: str
    """Folder to write; it must be new or empty."""
    municipality: str | None = None
    """Municipality of rows that do not say."""
    kind: str | None = None
    """Kind of those whose role the word rules do not know; ``None`` leaves the cells empty, and the
    dataset must be completed before it can be used."""
    keep_notes: bool = False
    """Whether notes are kept; they may hold personal data."""
    columns: tuple[tuple[str, str], ...] = ()
    """(header, what it holds) where the guess was wrong."""
    relation: str | None = None
    """Of a network file: what ties are that say nothing of it; ``None`` leaves the cells empty."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was read, proposed and written."""

    report: ImportReport
    written: WriteResult
    usable: bool
    """Whether every actor has a kind and none is asked about, so that the dataset can be used as it is."""


def import_list(workspace: Workspace, request: ImportRequest) -> ImportResult:
    """Read an ordinary list, propose kinds, and write a dataset.

    Raises
    ------
    InputError
        The file cannot be read, has no list in it, the municipality or kind does not exist, or the target
        is taken.
    """
    tables, report = read_list(
        Path(request.file),
        keep_notes=request.keep_notes,
        mapping=dict(request.columns),
        municipality=request.municipality,
    )
    tables = with_kind(tables, request.kind)
    source = Path(request.file).name
    package = Package(title=Path(request.target).name, sources=(Origin(source),))
    folder = workspace.save(request.target, tables, package)
    names = tuple(sorted(path.name for path in folder.iterdir()))
    actors = tables.frame("actors").astype(object)
    forms = actors["form"].dropna()
    usable = bool(actors["kind"].isin(list(KINDS)).all() and forms.isin(list(Form)).all())
    after = Message("import.next" if usable else "import.complete_first", {"folder": str(folder)})
    return ImportResult(report, WriteResult(str(folder), names, (after,)), usable)


def with_kind(tables: Tables, kind: str | None) -> Tables:
    """Fill in the kind of those whose role is not known, when the planner has stated one.

    Raises ``InputError`` (unknown_kind).
    """
    if kind is None:
        return tables
    if kind not in KINDS:
        raise InputError("unknown_kind", {"kind": kind, "known": tuple(KINDS)})
    actors = tables.frame("actors").copy()
    stated = actors["kind"].astype(object)
    actors["kind"] = stated.where(stated.isin(list(KINDS)), kind).astype("category")
    return replace(tables, frames={**tables.frames, "actors": actors})


def write_template(folder: Path, language: Language) -> WriteResult:
    """Write an empty, documented workbook into a folder."""
    path = write_workbook_template(folder, language)
    return WriteResult(str(folder), (path.name,), (Message("template.next", {"file": str(path)}),))
