"""Work on a dataset that is not yet kept: sheets that are looked at, mended cell by cell, and committed.

A draft lies in the workspace from the first moment, so that a closed browser or a killed process loses
nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from matchmaker.kernel.errors import InputError, Problem, Severity, TableErrors
from matchmaker.services.committing import CommitRequest, commit, present_register, preview
from matchmaker.sources.datapackage import Origin, Package
from matchmaker.sources.sheets import (
    Contact,
    Sheets,
    read_sheets,
    sheets_of,
)
from matchmaker.store.contacts import write
from matchmaker.store.gate import Action
from matchmaker.store.people import Contact as HowToReach

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.services.committing import CommitResult
    from matchmaker.services.comparing import DifferenceResult
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.layout import Row
    from matchmaker.store.steps import Work
    from matchmaker.store.storage import Reading, Writing

_COUNTER = "utkast"
"""Name of the number of the draft begun last."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A dataset that is being worked on."""

    id: str
    dataset: str
    """Name of the dataset that it will be a version of."""
    base: int
    """The version it was made from; 0 for a new dataset."""
    revision: int
    """Counts the changes, so that two people do not overwrite each other's."""
    sheets: Sheets
    contacts: tuple[Contact, ...]
    """Contact details that will be kept apart."""
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A problem and its cell."""

    problem: Problem
    sheet: str | None
    """Title of the sheet; ``None`` when the problem is in none of them."""
    row: int | None
    """Row number in the sheet; ``None`` for the header or the sheet as a whole."""
    position: int | None
    """Column, from 0; ``None`` for the row or the sheet as a whole."""


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with everything that is wrong with it."""

    draft: Draft
    problems: tuple[CellProblem, ...]
    """By place."""
    errors: int
    """Problems that must be mended before it can be kept."""
    difference: DifferenceResult | None
    """What would change; ``None`` while there are errors."""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """Another text in one cell."""

    sheet: str
    row: int
    header: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftInfo:
    """A draft in a list."""

    id: str
    dataset: str
    author: str
    at: str


def edit_dataset(workspace: KeptWorkspace, dataset: str, author: str) -> DraftView:
    """Begin a draft with a dataset as it is. Raises ``InputError`` (unknown_dataset)."""
    held, base = sheets_held(workspace, dataset)
    if not held.sheets:
        raise InputError("unknown_dataset", {"name": dataset, "known": ()})
    return begin(workspace, dataset, base, held, (), author)


def sheets_held(workspace: KeptWorkspace, dataset: str) -> tuple[Sheets, int]:
    """A dataset as sheets, and its version: 0 for files and for nothing."""
    register, number = present_register(workspace, dataset)
    return sheets_of(register.tables()) if len(register) or number else Sheets("", ()), number


def begin(
    workspace: KeptWorkspace, dataset: str, base: int, sheets: Sheets, contacts: tuple[Contact, ...],
    author: str,
) -> DraftView:  # fmt: skip
    """Begin a draft with some sheets, which are to become a version after *base* (0: the first one)."""
    if contacts:
        workspace.store.gate.permit(Action.CONTACTS)
    with workspace.store.writing(Action.DRAFT) as writing:
        draft = Draft(f"utkast-{_next(writing)}", dataset, base, 1, sheets, contacts,
                      workspace.store.gate.signed(author), workspace.store.now())  # fmt: skip
        _put(writing, draft)
    return view(workspace, draft)


def _next(writing: Writing) -> int:
    """A number that no draft has had: what was begun under a number is told by it later too."""
    row = writing.get("meta", _COUNTER)
    number = int(str(row["value"])) + 1 if row else 1
    writing.put("meta", {"name": _COUNTER, "value": str(number)})
    return number


def _put(writing: Writing, draft: Draft) -> None:
    body = {"sheets": draft.sheets.as_dict(), "contacts": [list(one) for one in draft.contacts]}
    writing.put("draft", {
        "id": draft.id, "dataset": draft.dataset, "base": draft.base, "revision": draft.revision,
        "body": orjson.dumps(body).decode(), "author": draft.author, "at": draft.at,
    })  # fmt: skip


def _get(reading: Reading, draft: str) -> Draft:
    row = reading.get("draft", draft)
    if row is None:
        raise InputError("unknown_draft", {"draft": draft})
    return _draft(row)


def _at_revision(reading: Reading, draft: str, revision: int) -> Draft:
    held = _get(reading, draft)
    if held.revision != revision:
        raise InputError("draft_changed", {"who": held.author, "when": held.at})
    return held


def _draft(row: Row) -> Draft:
    body = orjson.loads(str(row["body"]))
    return Draft(
        str(row["id"]), str(row["dataset"]), int(str(row["base"])), int(str(row["revision"])),
        Sheets.from_dict(body["sheets"]), tuple(Contact(*one) for one in body["contacts"]),
        str(row["author"]), str(row["at"]),
    )  # fmt: skip


def list_drafts(workspace: KeptWorkspace) -> tuple[DraftInfo, ...]:
    """Every draft, oldest first."""
    with workspace.store.reading() as reading:
        rows = reading.rows("draft")
    found = [DraftInfo(*(str(row[name]) for name in ("id", "dataset", "author", "at"))) for row in rows]
    return tuple(sorted(found, key=lambda one: (len(one.id), one.id)))


def open_draft(workspace: KeptWorkspace, draft: str) -> DraftView:
    """Look at a draft. Raises ``InputError`` (unknown_draft)."""
    with workspace.store.reading() as reading:
        found = _get(reading, draft)
    return view(workspace, found)


def view(workspace: KeptWorkspace, draft: Draft) -> DraftView:
    """Find everything that is wrong with a draft, and what would change."""
    tables, problems = read_sheets(draft.sheets)
    placed = []
    for problem in problems:
        spot = draft.sheets.spot(problem)
        placed.append(CellProblem(problem, *spot) if spot else CellProblem(problem, None, None, None))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    difference = None if errors else preview(workspace, draft.dataset, draft.base, tables)
    return DraftView(draft, tuple(placed), errors, difference)


def mend(
    workspace: KeptWorkspace, draft: str, revision: int, edits: tuple[CellEdit, ...], author: str
) -> DraftView:
    """Write other texts into cells.

    Raises
    ------
    InputError
        ``unknown_draft``; ``draft_changed`` with who, when the draft is no longer at *revision*;
        ``unknown_sheet``, ``unknown_row``, ``unknown_header``.
    """

    def mended(sheets: Sheets) -> Sheets:
        for edit in edits:
            sheets = sheets.with_cell(edit.sheet, edit.row, edit.header, edit.text)
        return sheets

    return _change(workspace, draft, revision, author, mended)


def add_row(workspace: KeptWorkspace, draft: str, revision: int, sheet: str, author: str) -> DraftView:
    """Add an empty row at the end of a sheet. Raises as :func:`mend`."""
    return _change(workspace, draft, revision, author, lambda sheets: sheets.with_row(sheet))


def remove_rows(
    workspace: KeptWorkspace, draft: str, revision: int, sheet: str, rows: tuple[int, ...], author: str
) -> DraftView:
    """Take rows away. Raises as :func:`mend`."""
    return _change(workspace, draft, revision, author, lambda sheets: sheets.without_rows(sheet, rows))


def rename_column(
    workspace: KeptWorkspace, draft: str, revision: int, column: tuple[str, str], text: str, author: str
) -> DraftView:
    """Give a column another header, or add a column.

    *column* is the sheet and the header, or the column's letters; the letters of the first free column
    add one. Raises as :func:`mend`.
    """
    return _change(workspace, draft, revision, author, lambda sheets: sheets.with_header(*column, text))


def remove_column(
    workspace: KeptWorkspace, draft: str, revision: int, column: tuple[str, str], author: str
) -> DraftView:
    """Take a column away, cells and all; *column* as in :func:`rename_column`. Raises as :func:`mend`."""
    return _change(workspace, draft, revision, author, lambda sheets: sheets.without_column(*column))


def _change(
    workspace: KeptWorkspace, draft: str, revision: int, author: str, change: Callable[[Sheets], Sheets]
) -> DraftView:
    with workspace.store.writing(Action.DRAFT) as writing:
        held = _at_revision(writing, draft, revision)
        after = Draft(held.id, held.dataset, held.base, revision + 1, change(held.sheets), held.contacts,
                      workspace.store.gate.signed(author), workspace.store.now())  # fmt: skip
        _put(writing, after)
    return view(workspace, after)


def discard(workspace: KeptWorkspace, draft: str) -> None:
    """Throw a draft away; one that is not there is no error."""
    with workspace.store.writing(Action.DRAFT) as writing:
        writing.drop("draft", id=draft)


def commit_draft(workspace: KeptWorkspace, draft: str, revision: int, author: str) -> CommitResult:
    """Keep a draft as the dataset's next version, and end it. Contact details are kept apart.

    Raises
    ------
    TableErrors
        Something is still to be mended.
    InputError
        ``unknown_draft``, ``draft_changed``, and what
        :func:`matchmaker.services.committing.commit` raises; the draft is still there.
    """
    with workspace.store.reading() as reading:
        held = _at_revision(reading, draft, revision)
    if held.contacts:
        workspace.store.gate.permit(Action.CONTACTS)
    tables, problems = read_sheets(held.sheets)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise TableErrors(problems)
    there = set(tables.frame("actors")["id"].astype(str))

    replaced: list[bool] = []

    def end(work: Work) -> None:
        """End the draft in the same step: what somebody has mended meanwhile stops it."""
        _at_revision(work.writing, draft, revision)
        work.writing.drop("draft", id=draft)
        for actor, channel, value in held.contacts:
            if actor in there:
                found = HowToReach(held.dataset, actor, channel, value, held.sheets.source, work.at)
                replaced.append(write(work.writing, found, work.author))

    request = CommitRequest(held.dataset, author, held.base, f"{held.id} {held.revision}")
    source = held.sheets.source
    package = Package(name=held.dataset, title=held.dataset, sources=(Origin(source),) if source else ())
    if not held.base and any(info.name == held.dataset for info in workspace.files.datasets()):
        package = workspace.about(held.dataset)
    result = commit(workspace, request, tables, package, also=end)
    if any(replaced):
        workspace.store.storage.scrub()
    return result
