"""A draft: its sheets in a grid where every faulty cell is marked, and what is wrong beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, ctx, dcc, html, no_update

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box
from dashboard.components.grid import columns, grid, height, rows
from dashboard.components.icons import icon
from dashboard.components.pieces import go_button
from dashboard.components.pressed import pressed
from dashboard.pages import data_mending
from dashboard.pages.browser import in_browser
from dashboard.pages.data_columns import column_form, column_options, known_headers
from dashboard.pages.data_commit import ending
from dashboard.pages.data_problems import header_faults, marks, problem_list, sheet_buttons, summary
from dashboard.pages.data_said import announce, when
from dashboard.pages.here import here
from matchmaker.kernel.errors import InputError, MatchmakerError
from matchmaker.services import drafts

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.drafts import DraftView

PAGE = "aktorer-og-data"
At = dict[str, Any]
"""What the grid shows: draft, revision and sheet."""


def part(text: Words, search: str) -> Component:
    """Make the part of the page, hidden while no draft is open; what it shows is filled in."""
    return html.Div(
        [
            dcc.Store(id=ids.DRAFT_AT),
            dcc.Store(id=ids.GRID_FAULTS),
            dcc.Store(id=ids.GRID_EDITS),
            dcc.Store(id=ids.GRID_SENT),
            dcc.Store(id=ids.GRID_MARKED),
            dcc.Store(id=ids.GRID_REFUSED),
            html.Div(id=ids.DRAFT_HEAD),
            html.Div(id=ids.DRAFT_TOLD, className="told", **attr({"data-loading": text.t("draft.reading")})),
            html.Div(
                [
                    html.Div(
                        [
                            html.Div(id=ids.DRAFT_SHEETS),
                            html.Div(
                                grid(text), className="grid-frame", role="region",
                                **attr({"aria-label": text.t("grid.title"),
                                        "aria-describedby": ids.GRID_CELL}),
                            ),
                            html.P(
                                text.t("grid.help"), id=ids.GRID_CELL, className="grid-cell muted",
                                **attr({"data-help": text.t("grid.help")}),
                            ),
                            _row_buttons(text),
                            column_form(text),
                        ],
                        className="draft-grid",
                    ),
                    html.Section(
                        id=ids.DRAFT_PROBLEMS, className="panel problems-panel",
                        **attr({"aria-label": text.t("problems.list")}),
                    ),
                ],
                className="draft-desk",
            ),
            html.Div(id=ids.DRAFT_END),
        ],
        id=ids.DRAFT,
        hidden=not state.one(search, state.DRAFT),
        className="draft",
    )  # fmt: skip


def _row_buttons(text: Words) -> html.Div:
    return html.Div(
        [
            html.Button([icon("plus"), html.Span(text.t("grid.add_row"))], id=ids.ADD_ROW, type="button",
                        className="button plain", **attr({"data-after-cells": "1"})),
            html.Button([icon("trash"), html.Span(text.t("grid.remove_rows"))], id=ids.REMOVE_ROWS,
                        type="button", className="button plain", **attr({"data-after-cells": "1"})),
        ],
        className="row-buttons",
    )  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """Everything of a draft that is on the page, in the order of the callback's outputs."""

    hidden: bool
    desk_hidden: bool
    head: Any = None
    told: Any = None
    problems: Any = None
    sheets: Any = None
    columns: Any = no_update
    rows: Any = no_update
    faults: Any = no_update
    at: Any = None
    end: Any = None
    refused: Any = None
    marked: Any = no_update
    style: Any = no_update
    options: Any = no_update
    picked: Any = no_update
    names: Any = no_update
    name: Any = no_update

    def outputs(self) -> tuple[Any, ...]:
        """Give the values, one per output."""
        return tuple(vars(self).values())


def shown(text: Words, search: str, answers: Answers, view: DraftView, at: At | None) -> Shown:
    """Lay a draft out; the grid's rows are sent only when they are others than those it holds.

    Parameters
    ----------
    text, search, answers
        As everywhere.
    view
        The draft.
    at
        What the grid shows already; ``None`` for nothing.
    """
    draft = view.draft
    titles = [sheet.title for sheet in draft.sheets.sheets]
    wanted = state.one(search, state.SHEET)
    title = wanted if wanted in titles else next(iter(titles), "")
    there = {"draft": draft.id, "revision": draft.revision, "sheet": title}
    made = Shown(
        hidden=False, desk_hidden=True, head=_head(text, search, view), told="",
        problems=problem_list(text, view),
        sheets=sheet_buttons(text, view, title, {t: state.changed(search, state.SHEET, t) for t in titles}),
        faults={"sheet": title, "rows": marks(text, view, title)}, at=there,
        end=ending(text, answers, view),
    )  # fmt: skip
    if not titles:
        return replace(made, columns=[], rows=[])
    sheet = draft.sheets.sheet(title)
    made = replace(made, columns=columns(text, sheet.headers, sheet.rows, header_faults(text, view, title)))
    if at == there:
        return made
    return replace(
        made, rows=rows(title, sheet.numbers, sheet.rows), marked=[], style=height(len(sheet.rows)),
        options=column_options(text, sheet.headers, sheet.width), picked=None,
        names=known_headers(title), name="",
    )  # fmt: skip


def _head(text: Words, search: str, view: DraftView) -> Component:
    draft = view.draft
    base = text.t("draft.from_version", number=draft.base) if draft.base else text.t("draft.from_nothing")
    by = text.t("draft.by", who=draft.author, when=when(text, draft.at))
    source = text.t("draft.from_file", file=draft.sheets.source) if draft.sheets.source else base
    back = state.query([(state.DATASET, state.one(search, state.DATASET))])
    return html.Div(
        [
            html.Div(
                [
                    html.H2(text.t("draft.title", dataset=draft.dataset), tabIndex=-1,
                            **attr({"data-arrive": draft.id})),
                    html.P(f"{source} · {by}", className="muted"),
                ]
            ),
            go_button("leave-draft", back, text.t("draft.leave"), look="quiet", picture="back"),
        ],
        className="draft-head",
    )  # fmt: skip


def closed() -> Shown:
    """Show no draft."""
    return Shown(hidden=True, desk_hidden=False, columns=[], rows=[], faults={"rows": {}})


def register(app: Dash, answers: Answers) -> None:
    """Connect the draft: whatever is done to it, it is read and shown anew."""

    @app.callback(
        Output(ids.DRAFT, "hidden"),
        Output(ids.DESK, "hidden"),
        Output(ids.DRAFT_HEAD, "children"),
        Output(ids.DRAFT_TOLD, "children"),
        Output(ids.DRAFT_PROBLEMS, "children"),
        Output(ids.DRAFT_SHEETS, "children"),
        Output(ids.GRID, "columnDefs"),
        Output(ids.GRID, "rowData"),
        Output(ids.GRID_FAULTS, "data"),
        Output(ids.DRAFT_AT, "data"),
        Output(ids.DRAFT_END, "children"),
        Output(ids.GRID_REFUSED, "data"),
        Output(ids.GRID, "selectedRows"),
        Output(ids.GRID, "style"),
        Output(ids.COLUMN_PICK, "data"),
        Output(ids.COLUMN_PICK, "value"),
        Output(ids.COLUMN_NAME, "data"),
        Output(ids.COLUMN_NAME, "value"),
        Input(ids.URL, "search"),
        Input(ids.CHANGED, "data"),
        Input(ids.GRID_EDITS, "data"),
        Input(ids.ADD_ROW, "n_clicks"),
        Input(ids.REMOVE_ROWS, "n_clicks"),
        Input(ids.WRITE_ANYWAY, "n_clicks", allow_optional=True),
        Input(ids.COLUMN_RENAME, "n_clicks"),
        Input(ids.COLUMN_REMOVE, "n_clicks"),
        State(ids.COLUMN_PICK, "value"),
        State(ids.COLUMN_NAME, "value"),
        State(ids.GRID_REFUSED, "data"),
        State(ids.GRID, "selectedRows"),
        State(ids.GRID, "columnDefs"),
        State(ids.DRAFT_AT, "data"),
        State(ids.AUTHOR, "data"),
        State(ids.URL, "pathname"),
    )
    def show(*given: object) -> tuple[Any, ...]:
        values: tuple[Any, ...] = given
        search, _, edits, *_, column, name, refused, marked, held, at, author, pathname = values
        text = here(PAGE, pathname)
        told = {event["prop_id"] for event in ctx.triggered}
        edited = ids.GRID_EDITS if f"{ids.GRID_EDITS}.data" in told else ctx.triggered_id
        done = pressed() or edited  # what was done comes before what was only told of meanwhile
        wish = data_mending.Wish(done, edits, refused, marked or [], (column, name or ""), author)
        made = answer(text, search or "", answers, at, wish)
        if made.columns == held:
            made = replace(made, columns=no_update)
        if made.told == "" and told == {f"{ids.CHANGED}.data"}:
            made = replace(made, told=no_update)  # what was told of the change stays
        return made.outputs()

    in_browser(
        app,
        "arrived",
        Output(ids.GRID_SENT, "data"),
        Input(ids.DRAFT_AT, "data"),
    )
    in_browser(app, "faults", Output(ids.GRID_MARKED, "data"), Input(ids.GRID_FAULTS, "data"))


def answer(text: Words, search: str, answers: Answers, at: At | None, wish: data_mending.Wish) -> Shown:
    """Do what is wished for with the draft of an address, and show it.

    What cannot be done is told above the draft, which is then shown as it is now.
    """
    name = state.one(search, state.DRAFT)
    if name is None:
        return closed()
    told: Component | str = ""
    refused: Any = None
    try:
        try:
            view, known = data_mending.done(text, answers, name, at, wish)
        except InputError as error:
            if error.code == "unknown_draft":
                raise
            view, known = drafts.open_draft(answers.workspace, name), None
            told, refused = data_mending.not_done(text, error, view, wish)
    except MatchmakerError as error:
        return replace(closed(), hidden=False, told=error_box(text, error))
    made = shown(text, search, answers, view, known)
    if wish.changes_something:
        announce(summary(text, view) if not told else text.t("draft.not_done"))
    return replace(made, told=told, refused=refused)
