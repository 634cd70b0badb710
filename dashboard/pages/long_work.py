"""Work that takes a while: how far it has come is shown, and it can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dash import Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.pages.here import here

if TYPE_CHECKING:
    from collections.abc import Callable

    from dash.development.base_component import Component

    from dashboard.pages.proving import Proof, Proofs
    from dashboard.texts import Words

BEAT = 400
"""Milliseconds between two looks at how far the work has come."""


class Places(NamedTuple):
    """Ids of what long work of a page is seen in."""

    window: str
    """Number of the window (:meth:`~dashboard.pages.proving.Proofs.window`)."""
    pending: str
    """What is asked for: the address's query."""
    answer: str
    """What is shown meanwhile, and then the answer."""
    tick: str
    progress: str
    stop: str


def under_way(text: Words, search: str, places: Places, said: str, stop: str) -> Component:
    """Say that something is being worked out, how far it has come, and how to stop it.

    Parameters
    ----------
    text
        The words.
    search
        The query that asks for it; the work begins when this is drawn.
    places
        Where.
    said, stop
        What is being done, and what the button says.
    """
    return html.Div(
        [
            dcc.Store(id=places.pending, data=search),
            dcc.Interval(id=places.tick, interval=BEAT),
            html.Div(
                [
                    html.Div(
                        [
                            html.P([html.Span(className="spinner", **attr({"aria-hidden": "true"})),
                                    html.Strong(said)], className="proof", role="status"),
                            html.Div(bar(text, 0, 0), id=places.progress),
                            html.Button(stop, id=places.stop, type="button", className="button plain"),
                        ],
                        className="panel seeking",
                    )
                ],
                id=places.answer,
            ),
        ]
    )  # fmt: skip


def bar(text: Words, done: int, total: int) -> Component:
    """Show how far the work has come."""
    percent = 100 * done // total if total else 0
    said = text.t("groups.progress", percent=percent)
    return html.Div(
        [html.Progress(value=str(percent), max="100", **attr({"aria-label": said})), html.Span(said)],
        className="progress-row",
    )


def register(
    app: Dash, proofs: Proofs, places: Places, page: str, work: Callable[[Words, str, Proof], Component]
) -> None:
    """Connect long work of a page; *work* does what a query asks for, and shows it or why it cannot be."""

    @app.callback(
        Output(places.answer, "children"),
        Output(places.tick, "disabled"),
        Input(places.pending, "data"),
        State(places.window, "data"),
        State(ids.URL, "pathname"),
    )
    def begin(search: str | None, window: int, pathname: str) -> tuple[Component, bool]:
        text = here(page, pathname)
        if search is None:
            raise PreventUpdate
        running = proofs.begin(int(window))
        made = work(text, search, running)
        proofs.end(int(window), running)
        if running.outdated:
            raise PreventUpdate
        return made, True

    @app.callback(
        Output(places.progress, "children"),
        Input(places.tick, "n_intervals"),
        State(places.window, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def tick(_beats: int | None, window: int, pathname: str) -> Component:
        text, running = here(page, pathname), proofs.running(int(window))
        if running is None:
            raise PreventUpdate
        return bar(text, running.done, running.total)

    register_stop(app, proofs, places.stop, places.window)


def register_stop(app: Dash, proofs: Proofs, button: str, window: str) -> None:
    """Connect a button that stops what its window waits for; the ids are the button's and the window's."""

    @app.callback(
        Output(button, "disabled"),
        Input(button, "n_clicks"),
        State(window, "data"),
        prevent_initial_call=True,
    )
    def stop(clicks: int | None, number: int) -> bool:
        if not clicks:
            raise PreventUpdate
        proofs.stop(int(number))
        return True
