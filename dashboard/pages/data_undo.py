"""The bar with the way back: what would be undone and done again, by name, who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import ALL, Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box, safely
from dashboard.components.icons import icon
from dashboard.components.pressed import pressed
from dashboard.pages.data_said import announce, bumped, signature, when
from dashboard.pages.here import here
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services.history import history, redo, undo

if TYPE_CHECKING:
    from typing import Any

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.history import History

PAGE = "aktorer-og-data"


def bar(text: Words, answers: Answers) -> Component:
    """Show both ways; one that is shut says why."""
    held = history(answers.workspace)
    return html.Div(
        [
            _way(text, "undo", text.t("undo.undo"), held, text.t("undo.nothing")),
            _way(text, "redo", text.t("undo.redo"), held, text.t("undo.nothing_again")),
        ],
        className="ways",
        role="group",
        **attr({"aria-label": text.t("undo.title")}),
    )


def _way(text: Words, way: str, verb: str, held: History, nothing: str) -> html.Div:
    step = held.undo if way == "undo" else held.redo
    said = text.say(step.name) if step else nothing
    by = text.t("undo.by", who=step.author, when=when(text, step.at)) if step else ""
    state = {} if step else {"aria-disabled": "true"}
    return html.Div(
        html.Button(
            [
                icon(way),
                html.Span(
                    [
                        html.Strong(f"{verb}: " if step else verb),
                        html.Span(said if step else f" – {said}"),
                        html.Small(by, className="muted"),
                    ]
                ),
            ],
            id=ids.step_way(way, step.number if step else 0),
            type="button",
            className="button plain way",
            **attr({"data-keep": way, **state}),
        )
    )


def register(app: Dash, answers: Answers) -> None:
    """Connect the bar."""

    @app.callback(Output(ids.STEPS_BAR, "children"), Input(ids.CHANGED, "data"), State(ids.URL, "pathname"))
    def show(_changed: int | None, pathname: str) -> Component:
        text = here(PAGE, pathname)
        return safely(text, lambda: bar(text, answers))

    @app.callback(
        Output(ids.TO_CHANGED, "data", allow_duplicate=True),
        Output(ids.TOLD, "children", allow_duplicate=True),
        Input(ids.step_way(ALL, ALL), "n_clicks"),
        State(ids.CHANGED, "data"),
        State(ids.AUTHOR, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def go(
        _clicks: list[int | None], changed: int | None, author: str | None, pathname: str
    ) -> tuple[Any, ...]:
        text = here(PAGE, pathname)
        which = pressed()
        if which is None or not which["number"]:
            raise PreventUpdate
        return bumped(changed), gone(text, answers, which["way"], which["number"], author)


def gone(text: Words, answers: Answers, way: str, number: int, author: str | None) -> Component | str:
    """Go one step back or forth; gives what to show when that could not be done."""
    go = undo if way == "undo" else redo
    try:
        step = go(answers.workspace, signature(text, author), number)
    except MatchmakerError as error:
        return error_box(text, error)
    announce(text.say(step.name))
    return ""
