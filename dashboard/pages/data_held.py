"""The dataset that is looked at: which version, edit it in the grid, take it out as Excel."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from dash import ALL, Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import data_ids, ids
from dashboard.components.errors import error_box, safely
from dashboard.components.icons import icon
from dashboard.components.pickers import dataset_picker
from dashboard.components.pieces import command_box, section
from dashboard.components.pressed import pressed
from dashboard.pages.data_drop import draft_address
from dashboard.pages.data_said import bumped, command, signature
from dashboard.pages.here import here
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services import drafts
from matchmaker.services.committing import export_workbook
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view_command import actors_command

if TYPE_CHECKING:
    from typing import Any

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

PAGE = "aktorer-og-data"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chooser(text: Words, search: str, answers: Answers) -> Component:
    """Choose a dataset, and what to do with it as a whole."""
    chosen = state.one(search, state.DATASET) or answers.first_dataset()
    return section(
        text.t("held.title"),
        html.Div(
            [
                dataset_picker(text, answers.datasets(), chosen),
                html.Div(id=ids.HELD, className="held"),
                html.Div(
                    [
                        html.Button([icon("grid"), html.Span(text.t("held.edit"))], id=ids.EDIT_HELD,
                                    type="button", className="button plain"),
                        html.Button([icon("download"), html.Span(text.t("held.excel"))], id=ids.EXCEL,
                                    type="button", className="button plain"),
                    ],
                    className="row-buttons",
                ),
                dcc.Download(id=ids.DOWNLOAD),
            ],
            className="form panel held-form",
        ),
        html.Div(id=ids.HELD_COMMAND),
    )  # fmt: skip


def holds(text: Words, search: str, answers: Answers) -> Component:
    """Say which version it is and how much it holds."""
    chosen = state.one(search, state.DATASET) or answers.first_dataset()
    if not chosen:
        return html.P(text.t("held.none"))
    held = answers.overview(chosen)
    number = held.info.version
    version = text.t("held.version", number=number) if number else text.t("held.files")
    counts = text.t("held.counts", actors=held.actors, contributions=held.contributions, ties=held.ties)
    return html.Div([html.P(html.Strong(version)), html.P(counts, className="muted")])


def register(app: Dash, answers: Answers) -> None:
    """Connect the chooser."""

    @app.callback(
        Output(ids.HELD, "children"),
        Output(ids.HELD_COMMAND, "children"),
        Output(data_ids.COMMAND, "children"),
        Input(ids.CHANGED, "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
    )
    def show(_changed: int | None, search: str | None, pathname: str) -> tuple[Any, ...]:
        text = here(PAGE, pathname)
        chosen = state.one(search, state.DATASET) or answers.first_dataset()
        hint = command(text, "export", (chosen, f"{chosen}.xlsx"))
        listed = actors_command(NetworkRequest(chosen), text.language)
        whole = [command_box(text, listed)] if chosen else []
        return safely(text, lambda: holds(text, search or "", answers)), hint, whole

    # other pages have a chooser of the same id: an output that is there beside others that are not is
    # complained of in the browser
    @app.callback(
        Output(ids.DATASET, "data"),
        Input(ids.CHANGED, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def offer(_changed: int | None, pathname: str) -> list[dict[str, str]]:
        here(PAGE, pathname)
        return [{"value": info.name, "label": info.title} for info in answers.datasets()]

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.TO_CHANGED, "data", allow_duplicate=True),
        Output(ids.TOLD, "children", allow_duplicate=True),
        Input(ids.EDIT_HELD, "n_clicks"),
        Input(ids.begin_anew(ALL), "n_clicks"),
        State(ids.AUTHOR, "data"),
        State(ids.CHANGED, "data"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def edit(*given: object) -> tuple[Any, ...]:
        values: tuple[Any, ...] = given
        *_, author, changed, search, pathname = values
        text = here(PAGE, pathname)
        which = pressed()
        if which is None:
            raise PreventUpdate
        named = which["dataset"] if isinstance(which, dict) else state.one(search, state.DATASET)
        try:
            view = drafts.edit_dataset(
                answers.workspace, named or answers.first_dataset(), signature(text, author)
            )
        except MatchmakerError as error:
            return no_update, changed, error_box(text, error)
        return state.move(search, draft_address(view)), bumped(changed), ""

    @app.callback(
        Output(ids.DOWNLOAD, "data"),
        Output(ids.TOLD, "children", allow_duplicate=True),
        Input(ids.EXCEL, "n_clicks"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def take_out(clicks: int | None, search: str | None, pathname: str) -> tuple[Any, Any]:
        text = here(PAGE, pathname)
        if not clicks:
            raise PreventUpdate
        dataset = state.one(search, state.DATASET) or answers.first_dataset()
        try:
            content = export_workbook(answers.workspace, dataset)
        except MatchmakerError as error:
            return None, error_box(text, error)
        body = b64encode(content).decode()
        return {"content": body, "filename": f"{dataset}.xlsx", "type": _EXCEL, "base64": True}, ""
