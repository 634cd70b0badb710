"""A dropped file becomes a draft: a whole dataset, some of its tables, or an ordinary list of people."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model import schema
from matchmaker.services.drafts import begin, sheets_held
from matchmaker.sources.cells.words import slug
from matchmaker.sources.sheets import Contact, Sheets, contacts_in, is_plain_list, propose, sheets_of_file
from matchmaker.sources.text_sheet import Sheet
from matchmaker.store.gate import Action

if TYPE_CHECKING:
    from matchmaker.services.drafts import DraftView
    from matchmaker.services.kept import KeptWorkspace

MOST_UNPACKED = 200_000_000
"""Bytes that a dropped archive may unpack to; the largest ordinary one unpacks to less."""


@dataclass(frozen=True, slots=True)
class DropRequest:
    """A file that somebody drops."""

    file: str
    """Its name."""
    content: bytes
    author: str
    dataset: str = ""
    """The dataset it belongs to; empty makes a new one, called after the file."""
    municipality: str | None = None
    """Municipality of rows of an ordinary list that do not say."""
    keep_contacts: bool = False
    """Whether e-mail addresses and telephone numbers of an ordinary list are kept, apart from the tables."""


def drop_file(workspace: KeptWorkspace, request: DropRequest) -> DraftView:
    """Begin a draft with a dropped file: a whole dataset, one of its tables, or an ordinary list.

    A file that holds some of a dataset's tables leaves the others as they are. An ordinary list adds
    those who are not there already.

    Raises
    ------
    InputError
        The file cannot be read, or holds neither tables nor a list; ``not_allowed``.
    """
    workspace.store.gate.permit(Action.DRAFT)  # before the work of reading the file
    _check_unpacked(request)
    sheets = sheets_of_file(request.file, request.content)
    dataset = request.dataset or slug(PurePath(request.file).stem) or "datasett"
    held, base = sheets_held(workspace, dataset)
    contacts: tuple[Contact, ...] = ()
    if is_plain_list(sheets):
        if request.keep_contacts:
            contacts = contacts_in(sheets, municipality=request.municipality)
        proposed, _ = propose(sheets, municipality=request.municipality)
        sheets = _with_new_rows(held, proposed)
    elif not _is_book(request.file):
        sheets = _with_tables(held, sheets)
    return begin(workspace, dataset, base, sheets, contacts, request.author)


def _check_unpacked(request: DropRequest) -> None:
    """Refuse an archive that says it unpacks to more than a server shared by many should work through."""
    if request.content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(request.content)) as archive:
                unpacked = sum(entry.file_size for entry in archive.infolist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return  # what is wrong with it is told where it is read
        if unpacked > MOST_UNPACKED:
            raise InputError("too_large", {"file": request.file}, Message("hint.too_large"))


def _is_book(file: str) -> bool:
    return PurePath(file).suffix.casefold().startswith(".xls")


def _with_tables(held: Sheets, dropped: Sheets) -> Sheets:
    """The dropped sheets instead of those of the same title, and the others as they were."""
    new = {one.title: one for one in dropped.sheets}
    kept = [new.pop(one.title, one) for one in held.sheets]
    return Sheets(dropped.source, (*kept, *new.values()))


def _with_new_rows(held: Sheets, proposed: Sheets) -> Sheets:
    """The proposed rows below those that are there, save those whose first cell, the id, is there."""
    titles = {one.title: one for one in held.sheets}
    merged = [_below(titles.pop(one.title), one) if one.title in titles else one for one in proposed.sheets]
    order = {table.title: place for place, table in enumerate(schema.TABLES.values())}
    together = sorted([*merged, *titles.values()], key=lambda one: order.get(one.title, len(order)))
    return Sheets(proposed.source, tuple(together))


def _below(held: Sheet, added: Sheet) -> Sheet:
    headers = (*held.headers, *(name for name in added.headers if name not in held.headers))
    known = {row[0] for row in held.rows}
    rows = [_fitted(held, row, headers) for row in held.rows]
    rows += [_fitted(added, row, headers) for row in added.rows if row[0] not in known]
    return Sheet(held.title, headers, tuple(rows), tuple(range(2, len(rows) + 2)))


def _fitted(sheet: Sheet, row: tuple[str, ...], headers: tuple[str, ...]) -> tuple[str, ...]:
    cells = dict(zip(sheet.headers, row, strict=False))
    return tuple(cells.get(name, "") for name in headers)
