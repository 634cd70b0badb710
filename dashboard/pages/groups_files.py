"""The seating on paper, as files, and kept in the dataset."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from dashboard.components import group_ids as ids
from dashboard.components import ids as common
from dashboard.components.errors import error_box
from dashboard.groups_state import KEPT, groups_query
from dashboard.pages.browser import in_browser
from dashboard.pages.data_said import announce, dated, signature
from dashboard.pages.groups_desk import read_desk
from dashboard.pages.here import here
from matchmaker.kernel.errors import InputError, MatchmakerError, Message
from matchmaker.kernel.messages import catalogue
from matchmaker.services.groups_export import seating_csv, seating_workbook
from matchmaker.services.groups_keep import keep_seating

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.groups_request import Split

_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV: Final = "text/csv"


def sheets(text: Words, split: Split) -> list[Component]:
    """Make the seating for paper: each round on pages of its own, names only."""
    return [
        html.Section(
            [
                html.H2(text.t("groups.round", number=part.number)),
                html.Div(
                    [
                        html.Div(
                            [
                                html.H3(group.name),
                                html.P(" · ".join(filter(None, (group.room, group.challenge)))),
                                html.Ul([html.Li(one.name) for one in group.people]),
                            ],
                            className="print-group",
                        )
                        for group in part.groups
                    ],
                    className="print-groups",
                ),
            ],
            className="print-round",
        )
        for part in split.rounds
    ]


def refused(text: Words, error: MatchmakerError) -> Component:
    """Tell what stopped it; when others have been there, who changed what."""
    if not isinstance(error, InputError) or error.code != "changed_meanwhile":
        return error_box(text, error)
    params = error.params["changes"]
    changes = params if isinstance(params, tuple) else ()
    return html.Div(
        [
            html.H3(text.t("conflict.title")),
            html.P(text.t("conflict.lead", count=text.show(error.params["count"]))),
            html.Ul([html.Li(text.say(dated(text, one))) for one in changes if isinstance(one, Message)]),
            html.P(text.t("groups.conflict_way")),
        ],
        className="callout warn",
        role="alert",
    )


def register(app: Dash, answers: Answers, page: str) -> None:
    """Connect the buttons."""
    desk = (State(ids.STEPS, "data"), State(ids.BASE, "data"), State(common.URL, "pathname"))
    _register_paper(app, answers, page)

    @app.callback(
        Output(ids.FILE, "data"),
        Output(ids.TOLD, "children"),
        Input(ids.XLSX, "n_clicks"),
        Input(ids.CSV, "n_clicks"),
        *desk,
        prevent_initial_call=True,
    )
    def take_out(_xlsx: int | None, _csv: int | None, data: object, base: Any, pathname: str) -> Any:  # noqa: ANN401
        text = here(page, pathname)
        if not ctx.triggered[0]["value"]:
            raise PreventUpdate
        try:
            now = read_desk(answers, base, data).now
        except MatchmakerError as error:
            return None, error_box(text, error)
        name = text.t("groups.file", dataset=now.request.dataset)
        if ctx.triggered_id == ids.CSV:
            return _file(f"{name}.csv", seating_csv(now.split), _CSV), ""
        return _file(f"{name}.xlsx", seating_workbook(now.split, catalogue(text.language)), _EXCEL), ""

    @app.callback(
        Output(common.URL, "search", allow_duplicate=True),
        Output(ids.TOLD, "children", allow_duplicate=True),
        Input(ids.SAVE, "n_clicks"),
        State(common.AUTHOR, "data"),
        *desk,
        prevent_initial_call=True,
    )
    def save(clicks: int | None, author: str | None, *given: Any) -> tuple[Any, Any]:  # noqa: ANN401
        data, base, pathname = given
        text = here(page, pathname)
        if not clicks:
            raise PreventUpdate
        address, said, number = saved(text, answers, base, data, signature(text, author))
        if number:
            announce(text.t("groups.saved", number=number))
        return address, said


def saved(
    text: Words,
    answers: Answers,
    base: Any,  # noqa: ANN401 - as it comes from the browser
    data: object,
    author: str,
) -> tuple[Any, Any, int]:
    """Keep the seating; gives the address of what is kept, what went wrong, and the version (0 for none)."""
    try:
        now = read_desk(answers, base, data).now
        number = keep_seating(answers.workspace, now.request.dataset, now.seats, author, base["version"])
    except MatchmakerError as error:
        return no_update, refused(text, error), 0
    return groups_query(now.request, KEPT), "", number


def _file(name: str, content: bytes, kind: str) -> dict[str, Any]:
    return {"content": b64encode(content).decode(), "filename": name, "type": kind, "base64": True}


def _register_paper(app: Dash, answers: Answers, page: str) -> None:
    @app.callback(
        Output(ids.SHEETS, "children"),
        Input(ids.PRINT, "n_clicks"),
        State(ids.STEPS, "data"),
        State(ids.BASE, "data"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def lay_out(clicks: int | None, data: object, base: Any, pathname: str) -> list[Component]:  # noqa: ANN401
        text = here(page, pathname)
        if not clicks:
            raise PreventUpdate
        return sheets(text, read_desk(answers, base, data).now.split)

    in_browser(
        app,
        "print",
        Output(ids.SHEETS, "title"),
        Input(ids.SHEETS, "children"),
    )
