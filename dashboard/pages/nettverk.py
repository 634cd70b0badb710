"""Nettverk: the actors of a dataset and their relations, to be explored as a picture and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import network_state, state
from dashboard.components import ids, network_ids
from dashboard.components.actor_panel import no_actor
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.graph_view import graph_stores
from dashboard.components.pieces import command_box, heading, loading
from dashboard.pages import network_form, network_table
from dashboard.pages.browser import in_browser
from dashboard.pages.filling import asked_store, filled
from dashboard.pages.here import here
from dashboard.pages.network_panel import card, lifted, near, way, way_key
from dashboard.pages.network_picture import picture, summary
from matchmaker.kernel.errors import InputError, MatchmakerError
from matchmaker.services.network_shown import ViewRequest
from matchmaker.services.network_view_command import network_command

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.components.pickers import Option
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

PAGE = "nettverk"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; picture, text and table are filled in when the network has been laid out."""
    return [
        heading(text.t("page.nettverk"), text.t("nettverk.lead")),
        *graph_stores(),
        dcc.Store(id=network_ids.OFFERED, data=network_form.lists_key(network_form.read(search, answers))),
        asked_store(PAGE, network_form.filled(network_form.read(search, answers))),
        dcc.Store(id=ids.NETWORK_SHOWN),
        dcc.Store(id=network_ids.WAY_DRAWN),
        html.Div(safely(text, lambda: network_form.form(text, search, answers))),
        html.Div(
            [
                html.Section(
                    loading(text.t("nettverk.working")), id=ids.NETWORK_DRAWING, className="drawing results",
                    **attr({"aria-label": text.t("nettverk.picture"),
                            "data-loading": text.t("nettverk.working")}),
                ),
                html.Section(
                    [
                        html.Div(id=network_ids.NEAR),
                        html.Div(id=network_ids.WAY, className="way-on"),
                        html.Div(no_actor(text), id=network_ids.CARD),
                    ],
                    id=ids.ACTOR_PANEL, className="panel actor-panel",
                    **attr({"aria-label": text.t("actor.panel"), "aria-live": "polite"}),
                ),
            ],
            className="drawing-and-panel",
        ),
        html.Div([], id=ids.NETWORK_SUMMARY, className="summary", **attr({"aria-live": "polite"})),
        html.Section(
            [html.H2(text.t("nettverk.table")), *network_table.controls(text), html.Div(id=ids.TABLE_BODY)],
            id=ids.NETWORK_TABLE, className="part",
        ),
        html.Div(id=network_ids.COMMAND),
    ]  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the page: the address decides what is shown; form, picture, table and panel change it."""
    _register_view(app, answers)
    _register_form(app, answers)
    _register_search(app, answers)
    _register_wishes(app, answers)
    network_table.register(app, answers)
    in_browser(
        app,
        "drawNetwork",
        Output(network_ids.PAINTED, "data"),
        Input(network_ids.DRAWN, "data"),
        Input(network_ids.LIFTED, "data"),
        State(ids.GRAPH, "id"),
    )


def _register_view(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.NETWORK_DRAWING, "children"),
        Output(ids.NETWORK_SUMMARY, "children"),
        Output(ids.NETWORK_SHOWN, "data"),
        Output(network_ids.COMMAND, "children"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(ids.NETWORK_SHOWN, "data"),
    )
    def show(search: str | None, pathname: str, shown: str | None) -> tuple[Any, ...]:
        text = here(PAGE, pathname)
        key = _key(search, answers)
        if key == shown:
            raise PreventUpdate
        asked = search or ""
        shown_now = picture(text, asked, answers)
        return shown_now, words_of(text, asked, answers), key, command(text, asked, answers)

    @app.callback(
        Output(network_ids.NEAR, "children"),
        Output(network_ids.WAY, "children"),
        Output(network_ids.CARD, "children"),
        Output(network_ids.LIFTED, "data"),
        Output(network_ids.WAY_DRAWN, "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(network_ids.LIFTED, "data"),
        State(network_ids.WAY_DRAWN, "data"),
    )
    def select(
        search: str | None, pathname: str, held: dict[str, Any] | None, drawn: str | None
    ) -> tuple[Any, ...]:
        text = here(PAGE, pathname)
        wish = network_form.read(search, answers)
        told = lifted(wish, answers)
        if wish.actor is None and told == held:  # nobody is still nobody
            raise PreventUpdate
        key = way_key(wish)
        way_on = no_update if key == drawn else way(text, wish, answers)
        return near(text, wish, answers), way_on, card(text, wish, answers), told, key


def _key(search: str | None, answers: Answers) -> str:
    """What the picture depends on; an address that cannot be read is its own."""
    try:
        return network_state.picture_key(network_state.shown(search, answers.first_dataset()))
    except InputError:
        return search or ""


def words_of(text: Words, search: str, answers: Answers) -> list[Component]:
    """Say in words what the picture shows; nothing when it cannot be read: the picture says why."""
    try:
        return summary(text, search, answers)
    except MatchmakerError:
        return []


def command(text: Words, search: str, answers: Answers) -> list[Component]:
    """Show the command that gives the same values; nothing for an address that cannot be read."""
    wish = network_form.read(search, answers)
    looks = dict.fromkeys((wish.colour, wish.size))
    names = tuple(one for one in looks if one not in network_state.DIVISIONS)
    if not wish.network.dataset:
        return []
    told = ViewRequest(wish.scene, names, wish.colour == network_state.COMMUNITY, wish.bridges)
    return [command_box(text, network_command(told, text.language))]


def _register_form(app: Dash, answers: Answers) -> None:
    @app.callback(
        *(Output(which, "value") for which in network_form.FIELDS),
        Output(network_ids.HIGHLIGHT, "checked"),
        Output(ids.asked(PAGE), "data"),
        *(Output(which, "data") for which in network_form.LISTS),
        Output(network_ids.MEANS, "children"),
        Output(network_ids.MORE, "children"),
        Output(network_ids.OFFERED, "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(network_ids.OFFERED, "data"),
        State(ids.asked(PAGE), "data"),
        prevent_initial_call=True,
    )
    def refill(
        search: str | None, pathname: str, offered: str | None, asked: list[Any] | None
    ) -> tuple[Any, ...]:
        text = here(PAGE, pathname)
        wish = network_form.read(search, answers)
        fields = filled(network_form.filled(wish), asked)
        key = network_form.lists_key(wish)
        if key == offered:
            return (*fields, *[no_update] * (len(network_form.LISTS) + 3))
        lists = network_form.lists(text, wish, answers)
        return (*fields, *lists, network_form.meanings(text, wish), network_form.reset(text, wish), key)

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.asked(PAGE), "data", allow_duplicate=True),
        *(Input(which, "value") for which in network_form.FIELDS),
        Input(network_ids.HIGHLIGHT, "checked"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def narrow(*told: Any) -> tuple[state.Move, list[Any]]:  # noqa: ANN401 (what stands in a form)
        *values, lifted, search, pathname = told
        here(PAGE, pathname)
        before = network_form.read(search, answers)
        held = dict(zip(network_form.FIELDS, values, strict=True)) | {network_ids.HIGHLIGHT: lifted}
        try:
            wish = network_form.asked(before, held)
        except InputError as error:  # a day that is being written
            raise PreventUpdate from error
        if wish == before:
            raise PreventUpdate
        return state.move(search, _carrying(search, network_state.query(wish))), [*values, lifted]


def _register_search(app: Dash, answers: Answers) -> None:
    """What is typed in a list of the actors of a large network is looked for among all, on the server."""
    for which, key in ((ids.ACTOR, state.ACTOR), (network_ids.WAY_TO, network_state.TO)):
        _register_one_search(app, answers, which, key)


def _register_one_search(app: Dash, answers: Answers, which: str, key: str) -> None:
    @app.callback(
        Output(which, "data", allow_duplicate=True),
        Input(which, "searchValue"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def look(typed: str | None, search: str | None, pathname: str) -> list[Option]:
        here(PAGE, pathname)
        wish = network_form.read(search, answers)
        if not network_form.searched_here(wish.network, answers):
            raise PreventUpdate
        return network_form.actor_choices(wish.network, typed or "", state.one(search, key), answers)


def _register_wishes(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Input(network_ids.TAPPED, "data"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def tap(tapped: dict[str, Any] | None, search: str | None, pathname: str) -> state.Move:
        here(PAGE, pathname)
        reached = tapped_to(tapped or {}, network_form.read(search, answers), search)
        return state.move(search, reached)

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Input(network_ids.WAY_TO, "value"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def go_there(other: str | None, search: str | None, pathname: str) -> state.Move:
        here(PAGE, pathname)
        wish = network_form.read(search, answers)
        if (other or None) == wish.scene.to or wish.actor is None:
            raise PreventUpdate
        reached = network_state.query(network_state.way_to(wish, other or None))
        return state.move(search, _carrying(search, reached))


def tapped_to(tapped: dict[str, Any], wish: network_state.Shown, search: str | None) -> str:
    """Where a press on the drawing leads: into a group, to an actor selected, or to nobody (Escape)."""
    if tapped.get("none") and wish.actor is not None and wish.scene.around is None:
        return state.changed(search, state.ACTOR, None)
    if tapped.get("into"):
        inner = network_state.within(wish, *wish.scene.inside, str(tapped["into"]))
        return _carrying(search, network_state.query(inner))
    actor = tapped.get("id")
    if not actor or actor == wish.actor:
        raise PreventUpdate
    return state.changed(search, state.ACTOR, str(actor))


def _carrying(search: str | None, new: str) -> str:
    """Keep the challenge in the address while the network changes: other pages go on with it."""
    return state.changed(new, state.CHALLENGE, state.one(search, state.CHALLENGE))
