"""What is done to a draft from the grid: cells written, rows added and taken away, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dash import html

from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box
from dashboard.components.grid import letters, position
from dashboard.components.icons import icon
from dashboard.pages.data_said import signature, when
from matchmaker.services import drafts
from matchmaker.services.drafts import CellEdit

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.kernel.errors import InputError
    from matchmaker.services.drafts import Draft, DraftView
    from matchmaker.services.kept import KeptWorkspace


_WHOLE = (ids.ADD_ROW, ids.REMOVE_ROWS, ids.COLUMN_RENAME, ids.COLUMN_REMOVE)
"""What is done to a sheet as a whole."""


@dataclass(frozen=True)
class Wish:
    """What somebody has done on the page."""

    trigger: Any
    """Id of what was touched."""
    edits: dict[str, Any] | None = None
    """Cells that were written: ``draft``, and ``cells`` with ``sheet``, ``row``, ``column``, ``text``."""
    refused: list[dict[str, Any]] | None = None
    """Cells that were written before and refused, since somebody else had been there."""
    marked: list[dict[str, Any]] | None = None
    """Rows that are marked in the grid."""
    column: tuple[str | None, str] = (None, "")
    """The column that is chosen, as the grid calls it, and the header that is written for it."""
    author: str | None = None

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The cells that are to be written."""
        if self.trigger == ids.GRID_EDITS and self.edits:
            return list(self.edits["cells"])
        return list(self.refused or []) if self.trigger == ids.WRITE_ANYWAY else []

    @property
    def changes_something(self) -> bool:
        """Whether the draft is to be changed."""
        return bool(self.cells) or self.trigger in _WHOLE


def done(
    text: Words, answers: Answers, name: str, at: dict[str, Any] | None, wish: Wish
) -> tuple[DraftView, dict[str, Any] | None]:
    """Do what is wished for.

    Returns
    -------
    tuple
        The draft, and what the grid already shows of it; ``None`` when its rows must be sent.

    Raises
    ------
    InputError
        As :func:`matchmaker.services.drafts.mend`.
    """
    workspace = answers.workspace
    who = signature(text, wish.author)
    revision = at["revision"] if at and at["draft"] == name else 0
    sheet = at["sheet"] if at else ""
    if wish.cells:
        held = drafts.open_draft(workspace, name).draft
        view = drafts.mend(workspace, name, revision, edits_of(held, wish.cells), who)
        same = {"draft": name, "revision": view.draft.revision, "sheet": sheet}
        return view, same if wish.trigger == ids.GRID_EDITS else None
    changed = _whole(workspace, (name, revision, sheet), wish, who) if wish.trigger in _WHOLE else None
    return (changed, None) if changed else (drafts.open_draft(workspace, name), at)


def _whole(workspace: KeptWorkspace, where: tuple[str, int, str], wish: Wish, who: str) -> DraftView | None:
    """Do something to a sheet as a whole; ``None`` when nothing is marked or chosen."""
    name, revision, sheet = where
    if wish.trigger == ids.ADD_ROW:
        return drafts.add_row(workspace, name, revision, sheet, who)
    if wish.trigger == ids.REMOVE_ROWS:
        gone = tuple(int(row["nr"]) for row in wish.marked or ())
        return drafts.remove_rows(workspace, name, revision, sheet, gone, who) if gone else None
    picked, header = wish.column
    if not picked:
        return None
    held = drafts.open_draft(workspace, name).draft
    column = (sheet, header_of(held, {"sheet": sheet, "column": picked}))
    if wish.trigger == ids.COLUMN_REMOVE:
        return drafts.remove_column(workspace, name, revision, column, who)
    return drafts.rename_column(workspace, name, revision, column, header.strip(), who) if header else None


def edits_of(draft: Draft, cells: list[dict[str, Any]]) -> tuple[CellEdit, ...]:
    """Read written cells; those that name no column of the sheet are left out."""
    return tuple(
        CellEdit(cell["sheet"], int(cell["row"]), header_of(draft, cell), str(cell["text"] or ""))
        for cell in cells
    )


def header_of(draft: Draft, cell: dict[str, Any]) -> str:
    """Name the column of a written cell as the draft knows it: by its header if that is its own."""
    at = position(cell["column"])
    headers = draft.sheets.sheet(cell["sheet"]).headers
    name = headers[at] if at < len(headers) else ""
    return name if name and headers.index(name) == at else letters(at)


def not_done(
    text: Words, error: InputError, view: DraftView, wish: Wish
) -> tuple[Component, list[dict[str, Any]] | None]:
    """Tell why something was not done; cells that somebody wrote are kept, to be written anyway."""
    if error.code != "draft_changed":
        return error_box(text, error), None
    lost = wish.cells
    draft = view.draft
    said = text.t("draft.changed_by", who=draft.author, when=when(text, draft.at))
    items = [html.Li(_lost(text, draft, cell)) for cell in lost]
    again = [
        html.P(text.t("draft.yours")),
        html.Ul(items),
        html.Button(
            [icon("check"), html.Span(text.t("draft.write_anyway"))], id=ids.WRITE_ANYWAY, type="button",
            className="button plain", **attr({"data-keep": "write-anyway"}),
        ),
    ]  # fmt: skip
    box = html.Div(
        [html.H3(text.t("draft.not_done")), html.P(said), *(again if lost else [])],
        className="callout warn",
        role="alert",
        **attr({"data-conflict": "1"}),
    )
    return box, lost or None


def _lost(text: Words, draft: Draft, cell: dict[str, Any]) -> str:
    place = text.t(
        "problems.at_cell", sheet=cell["sheet"], row=int(cell["row"]), column=header_of(draft, cell)
    )
    return f"{place}: «{cell['text'] or ''}»"
