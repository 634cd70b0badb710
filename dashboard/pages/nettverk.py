"""Nettverk: the actors of a dataset and their relations, as a picture and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.actor_panel import actor_panel, no_actor
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.graph_view import graph_view, styles_store, stylesheet
from dashboard.components.pickers import Option, actor_options, dataset_picker, single_picker
from dashboard.components.pieces import callout, heading, loading
from dashboard.figures.network import drawing, neighbours
from dashboard.pages import actor_table, choices
from dashboard.pages.browser import in_browser
from dashboard.pages.here import here
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.model.vocabulary import Sector
from matchmaker.services import labels
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view import MOST_DRAWN, NetworkView

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

PAGE = "nettverk"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; picture, text and table are filled in when the network has been laid out."""
    return [
        heading(text.t("page.nettverk"), text.t("nettverk.lead")),
        styles_store(),
        dcc.Store(id=ids.NETWORK_SHOWN),
        html.Div(safely(text, lambda: form(text, search, answers))),
        html.Div(
            [
                html.Section(
                    loading(text.t("nettverk.working")), id=ids.NETWORK_DRAWING, className="drawing",
                    **attr({"aria-label": text.t("nettverk.picture")}),
                ),
                html.Section(
                    no_actor(text), id=ids.ACTOR_PANEL, className="panel actor-panel",
                    **attr({"aria-label": text.t("actor.panel"), "aria-live": "polite"}),
                ),
            ],
            className="drawing-and-panel",
        ),
        html.P("", id=ids.NETWORK_SUMMARY, className="summary"),
        html.Section(
            [html.H2(text.t("nettverk.table")), *actor_table.controls(text), html.Div(id=ids.TABLE_BODY)],
            id=ids.NETWORK_TABLE, className="part",
        ),
    ]  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the page: the address decides what is shown; picture, table and search change it."""
    _register_view(app, answers)
    _register_wishes(app, answers)
    actor_table.register(app, answers)
    in_browser(
        app,
        "styles",
        Output(ids.GRAPH, "stylesheet"),
        Input(ids.NETWORK_STYLES, "data"),
        Input(ids.THEME, "forceColorScheme"),
    )


def _register_view(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.NETWORK_DRAWING, "children"),
        Output(ids.NETWORK_SUMMARY, "children"),
        Output(ids.NETWORK_SHOWN, "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(ids.NETWORK_SHOWN, "data"),
    )
    def show(search: str | None, pathname: str, shown: str | None) -> tuple[Component, str, str]:
        text = here(PAGE, pathname)
        request = state.network_request(search, answers.first_dataset())
        key = state.network_query(request)
        if key == shown:
            raise PreventUpdate
        return picture(text, request, answers), summary(text, request, answers), key

    @app.callback(
        Output(ids.MUNICIPALITY, "data"),
        Output(ids.MUNICIPALITY, "value"),
        Output(ids.ACTOR, "data"),
        Output(ids.ACTOR, "value"),
        Output(ids.SECTORS, "value"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def refill(search: str | None, pathname: str) -> tuple[Any, ...]:
        here(PAGE, pathname)
        wish = state.network_request(search, answers.first_dataset())
        return (
            _places(wish, answers), wish.municipality,
            actor_options(choices.actors(answers, wish)), state.one(search, state.ACTOR), _sides(wish),
        )  # fmt: skip

    @app.callback(
        Output(ids.ACTOR_PANEL, "children"),
        Output(ids.NETWORK_STYLES, "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
    )
    def select(search: str | None, pathname: str) -> tuple[Component, Any]:
        text = here(PAGE, pathname)
        request = state.network_request(search, answers.first_dataset())
        actor = state.one(search, state.ACTOR)
        return panel(text, request, actor, answers), styles(request, actor, answers)


def _register_wishes(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.URL, "search", allow_duplicate=True),
        Input(ids.MUNICIPALITY, "value"),
        Input(ids.SECTORS, "value"),
        Input(ids.ACTOR, "value"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def narrow(
        municipality: str | None, sectors: list[str], actor: str | None, search: str | None, pathname: str
    ) -> str:
        here(PAGE, pathname)
        before = state.network_request(search, answers.first_dataset())
        chosen = () if len(sectors) == len(Sector) else tuple(s.value for s in Sector if s.value in sectors)
        wish = NetworkRequest(before.dataset, municipality or None, chosen)
        selected = state.one(search, state.ACTOR)
        if (wish, actor or None) == (before, selected):
            raise PreventUpdate
        return _carrying(search, state.network_query(wish, actor))

    @app.callback(
        Output(ids.URL, "search", allow_duplicate=True),
        Input(ids.GRAPH, "tapNodeData"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def tap(tapped: dict[str, Any] | None, search: str | None) -> str:
        return _selecting(search, (tapped or {}).get("id"))


def _selecting(search: str | None, actor: str | None) -> str:
    if not actor or actor == state.one(search, state.ACTOR):
        raise PreventUpdate
    return state.changed(search, state.ACTOR, actor)


def _carrying(search: str | None, new: str) -> str:
    """Keep the challenge in the address while the network changes: other pages go on with it."""
    return state.changed(new, state.CHALLENGE, state.one(search, state.CHALLENGE))


def _places(request: NetworkRequest, answers: Answers) -> list[Option]:
    numbers = choices.municipalities(answers, request.dataset)
    return [{"value": number, "label": labels.place(number)} for number in numbers]


def _sides(request: NetworkRequest) -> list[str]:
    return list(request.sectors) or [sector.value for sector in Sector]


def form(text: Words, search: str, answers: Answers) -> Component:
    """Make the choices: dataset, municipality, sides, and the search that selects an actor."""
    request = state.network_request(search, answers.first_dataset())
    places = _places(request, answers)
    nodes = choices.actors(answers, request)
    sides = [{"value": s.value, "label": text.say(labels.sector(s.value))} for s in Sector]
    return html.Div(
        [
            dataset_picker(text, answers.datasets(), request.dataset),
            single_picker(text, ids.MUNICIPALITY, text.t("form.municipality"), places, request.municipality,
                          text.t("form.all_municipalities")),
            single_picker(text, ids.ACTOR, text.t("form.find_actor"), actor_options(nodes),
                          state.one(search, state.ACTOR), text.t("form.search_actor")),
            dmc.CheckboxGroup(
                [dmc.Checkbox(label=side["label"], value=side["value"]) for side in sides],
                id=ids.SECTORS, label=text.t("form.sides"), className="check-row",
                value=_sides(request),
            ),
        ],
        className="form panel form-row", role="form", **attr({"aria-label": text.t("nettverk.form")}),
    )  # fmt: skip


def picture(text: Words, request: NetworkRequest, answers: Answers) -> Component:
    """Show the drawing, or say why there is none."""

    def build() -> Component:
        view = answers.network(request)
        if not view.nodes:
            return callout(html.P(text.t("nettverk.nobody")))
        if not view.drawn:
            return callout(html.P(text.t("nettverk.too_many", count=len(view.nodes), most=MOST_DRAWN)))
        return graph_view(text, drawing(view), text.t("nettverk.picture"), ids.NETWORK_SUMMARY)

    return safely(text, build)


def summary(text: Words, request: NetworkRequest, answers: Answers) -> str:
    """Say in words, from the numbers, what the picture shows; empty when it cannot be read."""
    try:
        return describe(text, answers.network(request))
    except MatchmakerError:
        return ""


def describe(text: Words, view: NetworkView) -> str:
    """Write how many there are, how many are connected, and which bodies have most relations.

    Private persons are never named for it.
    """
    said = [text.t("nettverk.summary", actors=len(view.nodes), ties=len(view.links), alone=view.unconnected)]
    ranked = sorted(
        (node for node in view.nodes if node.degree and node.form != "person"),
        key=lambda n: (-n.degree, n.name, n.id),
    )
    if ranked:
        top = tuple(f"{node.name} ({node.degree})" for node in ranked[:3])
        said.append(text.t("nettverk.most", names=top))
    return " ".join(said)


def panel(text: Words, request: NetworkRequest, actor: str | None, answers: Answers) -> Component:
    """Show who an actor is, or how to select one."""
    if not actor:
        return no_actor(text)
    return safely(
        text, lambda: actor_panel(text, answers.actor(request.dataset, actor), state.network_query(request))
    )


def styles(request: NetworkRequest, actor: str | None, answers: Answers) -> dict[str, Any]:
    """Make the drawing's style sheets for light and dark with the actor lifted."""
    try:
        view = answers.network(request)
    except MatchmakerError:
        return {}
    known = any(node.id == actor for node in view.nodes)
    near = neighbours(view, actor) if actor and known else frozenset()
    return {scheme: stylesheet(scheme, actor if known else None, near) for scheme in ("light", "dark")}
