"""Aktører: find one, and write it, its contributions and its ties in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import data_ids, ids
from dashboard.components.attributes import attr
from dashboard.components.errors import error_box, safely
from dashboard.components.icons import icon
from dashboard.components.pieces import empty
from dashboard.pages import actor_table, choices, data_address, data_contacts
from dashboard.pages.data_address import FORMS, PAGE, Wish
from dashboard.pages.data_fields import Basis
from dashboard.pages.data_filled import Faults, Filled, filled, touched, typed
from dashboard.pages.data_form import form, leading
from dashboard.pages.data_lists import lists
from dashboard.pages.data_presses import register_presses
from dashboard.pages.here import here
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.model import schema

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words


def section(text: Words, search: str, answers: Answers) -> Component:
    """Make the part: the list, the actor's form, what hangs on the actor, and the form for a row of that."""
    dataset = state.one(search, state.DATASET) or answers.first_dataset()
    if not dataset:
        return html.Section(
            [
                html.H2(text.t("data.actors")),
                empty(text.t("oversikt.empty"), html.P(text.t("data.no_dataset"))),
            ],
            id=data_ids.ACTORS_PART, className="part",
        )  # fmt: skip
    new = Wish(dataset, schema.ACTORS.name, None, "")
    return html.Section(
        [
            html.Div(
                [
                    html.H2(text.t("data.actors"), tabIndex=-1),
                    leading(text, new, search, [icon("plus"), html.Span(text.t("data.new_actor"))],
                            "button primary"),
                ],
                className="list-head",
            ),
            html.P(text.t("data.actors_lead"), className="muted"),
            dcc.Store(id=data_ids.ACTORS_SHOWN),
            *(dcc.Store(id=data_ids.kept(which)) for which in FORMS),
            html.Div(
                [*actor_table.controls(text), html.Div(id=data_ids.ACTORS_TABLE)],
                id=data_ids.ACTORS_LIST, className="part",
            ),
            html.Div(id=data_ids.slot("actor")),
            html.Div(id=data_ids.ROWS, className="data-lists"),
            html.Div(id=data_ids.slot("row")),
            *data_contacts.slots(),
        ],
        id=data_ids.ACTORS_PART, className="part", **attr({"aria-label": text.t("data.actors")}),
    )  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the list, the forms, and what hangs on an actor, to the address."""
    actor_table.register(app, answers)
    _register_list(app, answers)
    for which in FORMS:
        _register_form(app, answers, which)
    data_contacts.register(app, answers)
    register_presses(app, answers, lambda *given: show_form(*given, answers=answers))


def _register_list(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(data_ids.ACTORS_SHOWN, "data"),
        Output(data_ids.ACTORS_LIST, "hidden"),
        Output(data_ids.ROWS, "children"),
        Input(ids.URL, "search"),
        Input(ids.CHANGED, "data"),
        State(ids.URL, "pathname"),
    )
    def show(search: str | None, _changed: int | None, pathname: str) -> tuple[str, bool, Any]:
        text = here(PAGE, pathname)
        dataset = state.one(search, state.DATASET) or answers.first_dataset()
        wish = data_address.wish("actor", search, dataset)
        version = choices.readable(lambda: answers.workspace.version(dataset), None)
        shown = state.query([(state.DATASET, dataset), (actor_table.AT, str(version or 0))])
        return shown, wish is not None, hanging_lists(text, wish, search or "", answers)


def hanging_lists(
    text: Words, wish: Wish | None, search: str, answers: Answers
) -> Component | list[Component]:
    """List what hangs on the actor of an address; nothing while an actor is new or none is chosen."""
    if wish is None or wish.key is None:
        return []
    names = {actor.id: actor.name for actor in choices.names(answers, wish.dataset)}
    if wish.actor not in names:
        return []
    return safely(text, lambda: html.Div(lists(text, answers.workspace, wish, names, search)))


def _register_form(app: Dash, answers: Answers, which: str) -> None:
    @app.callback(
        Output(data_ids.slot(which), "children"),
        Output(data_ids.kept(which), "data"),
        Input(ids.URL, "search"),
        Input(ids.CHANGED, "data"),
        State(ids.URL, "pathname"),
        State(data_ids.kept(which), "data"),
        State(data_ids.field(which, ALL), "id"),
        State(data_ids.field(which, ALL), "value"),
    )
    def draw(
        search: str | None, changed: int | None, pathname: str, held: dict[str, Any] | None,
        fields: list[dict[str, str]], values: list[object],
    ) -> tuple[Any, Any]:  # fmt: skip
        text = here(PAGE, pathname)
        wish = data_address.wish(which, search, answers.first_dataset())
        before = Filled.read(held)
        same = wish == (before.wish if before else None)
        # a form that somebody writes in is left alone, whatever happens around it
        if same and (before is None or touched(before, typed(before, fields, values))):
            raise PreventUpdate
        moved = any(event["prop_id"].startswith(f"{ids.URL}.") for event in ctx.triggered)
        opened = not same and (moved or before is not None)
        arrive = f"{which} {search} {changed}" if opened else ""
        return opened_form(text, which, wish, search or "", arrive, answers)


def opened_form(
    text: Words, which: str, wish: Wish | None, search: str, arrive: str, answers: Answers
) -> tuple[Any, Any]:
    """Fill the form of an address from what is kept; nothing when none is open."""
    if wish is None:
        return [], None
    try:
        held = filled(answers.workspace, text, wish)
        return show_form(text, which, held, search, Faults(), arrive, answers=answers), held.kept()
    except MatchmakerError as error:
        back = leading(
            text, None, search, [icon("back"), html.Span(text.t("data.all_actors"))], "button quiet"
        )
        return [error_box(text, error), back], None


def show_form(
    text: Words, which: str, held: Filled, search: str, faults: Faults, arrive: str, *, answers: Answers
) -> list[Component]:
    """Make a form with its dataset's own words in it.

    Parameters
    ----------
    text
        The words.
    which
        ``actor`` or ``row``.
    held
        What stands in it.
    search
        The query.
    faults
        What is wrong in it.
    arrive
        Non-empty when focus is to go to it.
    answers
        The services.
    """
    register = answers.workspace.dataset(held.wish.dataset).register
    named = any(column.target == schema.ACTORS.name for column in schema.TABLES[held.wish.table].columns)
    actors = answers.actors(held.wish.dataset) if named else ()
    return form(Basis(text, which, register, actors), held, search, faults, arrive)
