"""The seating on paper, and as files."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard.components import group_ids as ids
from dashboard.components import ids as common
from dashboard.components.errors import error_box
from dashboard.components.pressed import pressed
from dashboard.pages.browser import in_browser
from dashboard.pages.groups_desk import read_desk
from dashboard.pages.here import here
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.kernel.messages import catalogue
from matchmaker.services.groups_export import seating_csv, seating_workbook

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
        text, which = here(page, pathname), pressed()
        if which is None:
            raise PreventUpdate
        try:
            now = read_desk(answers, base, data).now
        except MatchmakerError as error:
            return None, error_box(text, error)
        name = text.t("groups.file", dataset=now.request.dataset)
        if which == ids.CSV:
            return _file(f"{name}.csv", seating_csv(now.split), _CSV), ""
        return _file(f"{name}.xlsx", seating_workbook(now.split, catalogue(text.language)), _EXCEL), ""


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
