"""A report taken out as a file."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box
from dashboard.components.icons import icon
from dashboard.components.pressed import pressed
from dashboard.pages.here import here
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services.report import file_name, report_file

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
KINDS: Final[dict[str, tuple[str, str, str]]] = {
    ids.REPORT_HTML: ("html", "report.as_html", "text/html"),
    ids.REPORT_DOCX: ("docx", "report.as_docx", f"{_OFFICE}.wordprocessingml.document"),
    ids.REPORT_XLSX: ("xlsx", "report.as_xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
}
"""Button → kind of file, what the button says, and what the browser is told that the file is."""


def buttons(text: Words) -> html.Div:
    """Make a button for each kind of file, and the place where it is told what went wrong."""
    made = [
        html.Button(
            [icon("download"), html.Span(text.t(code))], id=which, type="button",
            className="button primary" if to == "html" else "button plain",
        )
        for which, (to, code, _) in KINDS.items()
    ]  # fmt: skip
    return html.Div(
        [
            html.Div(made, className="buttons report-files", role="group",
                     **attr({"aria-label": text.t("report.take_out")})),
            html.Div(id=ids.REPORT_TOLD),
        ]
    )  # fmt: skip


def register(app: Dash, answers: Answers, page: str) -> None:
    """Connect the buttons."""

    @app.callback(
        Output(ids.REPORT_FILE, "data"),
        Output(ids.REPORT_TOLD, "children"),
        Input(ids.REPORT_HTML, "n_clicks"),
        Input(ids.REPORT_DOCX, "n_clicks"),
        Input(ids.REPORT_XLSX, "n_clicks"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def take_out(*given: Any) -> tuple[Any, Any]:  # noqa: ANN401 - as they come from the browser
        text, which = here(page, given[-1]), pressed()
        if which is None:
            raise PreventUpdate
        return taken_out(text, given[-2] or "", answers, which)


def taken_out(text: Words, search: str, answers: Answers, button: str) -> tuple[Any, Component | str]:
    """Write the report of an address as the kind of file a button is for; what went wrong, beside it."""
    to, _, kind = KINDS[button]
    try:
        wish = state.report_request(search, answers.first_dataset(), text.language)
        report = answers.report(wish)
        content = b64encode(report_file(report, to)).decode()
    except MatchmakerError as error:
        return None, error_box(text, error)
    return {"content": content, "filename": file_name(report, to), "type": kind, "base64": True}, ""
