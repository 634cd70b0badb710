"""From an address to a page: the frame around it, its title, and what all pages have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids, presentation, shell
from dashboard.components.pieces import heading, link_button
from dashboard.pages import (
    aktorer_og_data,
    gruppeinndeling,
    inviteres,
    laer_av_hverandre,
    naar_vi_ikke,
    nettverk,
    oversikt,
    part_choice,
    rapport,
    tilgjengelighet,
)
from dashboard.pages.answers import Answers
from dashboard.pages.browser import in_browser
from dashboard.texts import Words, words

if TYPE_CHECKING:
    from types import ModuleType

Layout = Callable[[Words, str, Answers], list[Component]]
MODULES: tuple[ModuleType, ...] = (
    oversikt, aktorer_og_data, nettverk, inviteres, gruppeinndeling, naar_vi_ikke, laer_av_hverandre,
    rapport, tilgjengelighet,
)  # fmt: skip
_LAYOUTS: dict[str, Layout] = {module.PAGE: module.layout for module in MODULES}


def page(pathname: str | None, search: str | None, answers: Answers) -> list[Component]:
    """Make the page that an address leads to; for an address that leads nowhere, a page that helps."""
    route = state.route(pathname)
    text = words(route.language)
    if route.page is None:
        return not_found(text)
    passing_on = [dcc.Store(id=one) for one in (ids.TO_ADDRESS, ids.TO_CHANGED)]
    return [*passing_on, *_LAYOUTS[route.page](text, search or "", answers)]


def not_found(text: Words) -> list[Component]:
    """Say that there is no such page, and where there are some."""
    items = [
        html.Li(link_button(text.t(title), state.href(text.language, name), look="plain"))
        for name, title in state.PAGES.items()
    ]
    return [
        heading(text.t("page.not_found"), text.t("not_found.lead")),
        html.Ul(items, className="page-list"),
    ]


def register(app: Dash, answers: Answers) -> None:
    """Connect the frame and every page."""
    _register_frame(app, answers)
    _register_buttons(app, answers)
    presentation.register(app, answers.workspace)
    part_choice.register(app)
    for module in MODULES:
        module.register(app, answers)


def _register_frame(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.PAGE, "children"),
        Output(ids.ROUTE, "data"),
        Output(ids.FOOTER, "children"),
        Input(ids.URL, "pathname"),
        State(ids.URL, "search"),
    )
    def render(pathname: str | None, search: str | None) -> tuple[list[Component], dict[str, str], Component]:
        route = state.route(pathname)
        told = {"title": shell.title(route), "language": route.language, "path": pathname or ""}
        return page(pathname, search, answers), told, shell.footer(route)

    @app.callback(Output(ids.HEADER, "children"), Input(ids.URL, "pathname"), Input(ids.URL, "search"))
    def frame(pathname: str | None, search: str | None) -> list[Any]:
        return shell.header(state.route(pathname), search or "")

    in_browser(
        app,
        "arrive",
        Output(ids.ANNOUNCE, "children", allow_duplicate=True),
        Input(ids.ROUTE, "data"),
    )
    in_browser(
        app,
        "say",
        Output(ids.ANNOUNCE, "children", allow_duplicate=True),
        Input(ids.SAID, "data"),
    )
    in_browser(
        app,
        "scheme",
        Output(ids.THEME, "forceColorScheme"),
        Input(ids.SCHEME, "data"),
    )


def _register_buttons(app: Dash, answers: Answers) -> None:
    in_browser(
        app,
        "passOn",
        Output(ids.URL, "search", allow_duplicate=True),
        Output(ids.CHANGED, "data", allow_duplicate=True),
        Input(ids.TO_ADDRESS, "data"),
        Input(ids.TO_CHANGED, "data"),
    )
    in_browser(
        app,
        "remember",
        Output(ids.HISTORY, "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(ids.HISTORY, "data"),
    )

    @app.callback(Output(ids.DATASET, "value"), Input(ids.URL, "search"), prevent_initial_call=True)
    def refill(search: str | None) -> str:
        return state.one(search, state.DATASET) or answers.first_dataset()

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Input(ids.DATASET, "value"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def choose(dataset: str | None, search: str | None) -> state.Move:
        if not dataset or dataset == (state.one(search, state.DATASET) or answers.first_dataset()):
            raise PreventUpdate
        return state.move(search, state.query([(state.DATASET, dataset)]))
