"""Showing an answer to a room: the button that begins it, and the bar that leads through it.

The browser does the rest (``assets/presentation*.js``): the answer's own parts are shown one after the other,
and roles stand in for private names, which are asked for once per dataset and before anything is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import ClientsideFunction, Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.components.pieces import link
from dashboard.texts import Words, words
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services.disclosure import Edition
from matchmaker.services.private_names import stand_ins

if TYPE_CHECKING:
    from matchmaker.services.workspace import Workspace

IN_TWO_EDITIONS = frozenset({"naar-vi-ikke", "laer-av-hverandre", "rapport"})
"""Pages whose address chooses the edition; the others have one."""


def present_button(text: Words, route: state.Route) -> list[html.Button]:
    """Make the button that begins a presentation, on the pages that have something to tell."""
    if route.page not in state.PRESENTED:
        return []
    return [
        html.Button(
            [icon("screen"), text.t("present.begin")], id=ids.PRESENT, type="button",
            className="button quiet", **attr({"data-present": "begin"}),
        )
    ]  # fmt: skip


def presentation_bar(text: Words, route: state.Route, search: str) -> list[html.Nav]:
    """Make the bar of a presentation; it is there, hidden, until the browser begins one."""
    if route.page is None or route.page not in state.PRESENTED:
        return []
    said = {
        "aria-label": text.t("present.bar"),
        "data-position": text.t("present.position", here="#", count="##"),
        "data-waiting": text.t("present.waiting"), "data-left": text.t("present.left"),
        "data-asked": state.one(search, state.DATASET) or "", "data-store": ids.STAND_INS_ASKED,
        "data-main": ids.MAIN, "data-page": ids.PAGE, "data-say": ids.ANNOUNCE, "data-begin": ids.PRESENT,
        "data-language": text.language,
    }  # fmt: skip
    return [
        html.Nav(
            [
                _press("back", text.t("present.back"), "back"),
                html.Span(className="present-position"),
                _press("next", text.t("present.next"), "arrow", look="primary"),
                html.Span(text.t(state.PAGES[route.page]), className="present-title"),
                html.Span(className="present-banner"),
                *_edition(text, route.page, search),
                _press("screen", text.t("present.screen"), "fit", look="plain square"),
                _press("leave", text.t("present.leave"), "close"),
            ],
            id=ids.PRESENT_BAR, className="present-bar", **attr(said),
        )
    ]  # fmt: skip


def _press(what: str, said: str, picture: str, look: str = "plain") -> html.Button:
    name = html.Span(said, className="visually-hidden") if "square" in look else html.Span(said)
    inside = [name, icon(picture)] if what == "next" else [icon(picture), name]
    return html.Button(inside, type="button", className=f"button {look}", **attr({"data-present": what}))


def _edition(text: Words, page: str, search: str) -> list[html.Span]:
    """Say that the figures are exact, with the way to those that may be told in public."""
    if page not in IN_TWO_EDITIONS or state.one(search, state.EDITION) == Edition.PUBLIC.value:
        return []
    public = state.changed(search, state.EDITION, Edition.PUBLIC.value)
    way = link(text.t("edition.public"), state.href(text.language, page, public))
    return [html.Span([text.t("present.working"), " ", way], className="present-edition")]


def told(workspace: Workspace, dataset: str, text: Words) -> dict[str, object]:
    """Tell the browser whose names are hidden, by the role that stands in for each.

    Somebody who may not see names, and a dataset that cannot be read, have none.
    """
    try:
        found = stand_ins(workspace, dataset) if dataset else ()
    except MatchmakerError:
        found = ()
    roles = {text.show(one.role): one.persons for one in found}
    return {"dataset": dataset, "language": text.language, "roles": roles}


def register(app: Dash, workspace: Workspace) -> None:
    """Connect what the browser asks before it shows anything to a room."""

    @app.callback(
        Output(ids.STAND_INS, "data"),
        Input(ids.STAND_INS_ASKED, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def tell(asked: str | None, pathname: str) -> dict[str, object]:
        if asked is None:
            raise PreventUpdate
        first = next((info.name for info in workspace.datasets()), "")
        answer = told(workspace, asked or first, words(state.route(pathname).language))
        return {**answer, "dataset": asked}

    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("samskaping", "learn"),
        Output(ids.ANNOUNCE, "children", allow_duplicate=True),
        Input(ids.STAND_INS, "data"),
        prevent_initial_call=True,
    )
