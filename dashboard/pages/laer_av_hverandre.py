"""Lær av hverandre: who can learn from whom, networks side by side, over time, and if somebody leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components import learn_ids as own
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.pieces import empty, heading, loading
from dashboard.learn_state import DATASETS, placed
from dashboard.pages import learn_parts
from dashboard.pages.filling import asked_store, filled
from dashboard.pages.here import here
from dashboard.pages.part_choice import part_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

PAGE = "laer-av-hverandre"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; the answer is filled in when it has been worked out."""
    return [
        heading(text.t("page.laer_av_hverandre"), text.t("learn.lead")),
        part_choice(text, learn_parts.PARTS, search),
        dcc.Store(id=own.SHOWN, data=form_key(search)),
        asked_store(PAGE, []),
        html.Div(
            [
                html.Div(form(text, search, answers), id=own.FORM, className="side"),
                html.Div(loading(text.t("learn.working")), id=own.RESULT, className="results learn-results",
                         **attr({"data-loading": text.t("learn.working")})),
            ],
            className="two-columns",
        ),
    ]  # fmt: skip


def form_key(search: str | None) -> list[str | None]:
    """Tell what the choices of the form depend on: when that is another, the form is made anew."""
    return [learn_parts.chosen(search).code, *(state.one(search, key) for key in (state.DATASET, DATASETS))]


def form(text: Words, search: str, answers: Answers) -> Component:
    """Make the form of the part, filled with what the address asks for."""

    def build() -> Component:
        fields = learn_parts.chosen(search).form(text, answers, search)
        return html.Div(
            [html.H2(text.t("learn.form")), *fields],
            className="form panel", role="form", **attr({"aria-label": text.t("learn.form")}),
        )  # fmt: skip

    return safely(text, build)


def result(text: Words, search: str, answers: Answers) -> Component:
    """Show the answer for an address; what went wrong, in its place."""

    def build() -> Component:
        if not answers.first_dataset():
            return empty(text.t("oversikt.empty"), html.P(text.t("oversikt.empty_hint")))
        return learn_parts.chosen(search).build(text, answers, search)

    return safely(text, build)


def changed(answers: Answers, search: str, fields: Sequence[dict[str, Any]], values: Sequence[Any]) -> str:
    """Write what stands in the form into the address; nothing is updated where it stands there already."""
    part, given = learn_parts.chosen(search), _given(fields, values)
    if given.keys() != part.held(answers, search).keys():
        raise PreventUpdate
    before, wish = part.asked(answers, search, given)
    if wish == before:
        raise PreventUpdate
    return placed(search, wish)


def _given(fields: Sequence[dict[str, Any]], values: Sequence[Any]) -> dict[str, Any]:
    return {field["name"]: value for field, value in zip(fields, values, strict=True)}


def held(answers: Answers, search: str, fields: Sequence[dict[str, Any]]) -> list[Any]:
    """Tell what is to stand in each field; nothing is updated where the form is another part's."""
    values = learn_parts.chosen(search).held(answers, search)
    if {field["name"] for field in fields} != values.keys():
        raise PreventUpdate
    return [values[field["name"]] for field in fields]


def register(app: Dash, answers: Answers) -> None:
    """Connect the page: the choices change the address, the address decides what is shown."""
    _register_shown(app, answers)
    _register_wishes(app, answers)


def _register_shown(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(own.RESULT, "children"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
    )
    def show(search: str | None, pathname: str) -> Component:
        return result(here(PAGE, pathname), search or "", answers)

    @app.callback(
        Output(own.FORM, "children"),
        Output(own.SHOWN, "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(own.SHOWN, "data"),
        prevent_initial_call=True,
    )
    def renew(search: str | None, pathname: str, shown: object) -> tuple[Component, list[str | None]]:
        text, key = here(PAGE, pathname), form_key(search)
        if key == shown:
            raise PreventUpdate
        return form(text, search or "", answers), key

    @app.callback(
        Output(own.field(ALL), "value"),
        Output(ids.asked(PAGE), "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(own.field(ALL), "id"),
        State(ids.asked(PAGE), "data"),
        prevent_initial_call=True,
    )
    def refill(
        search: str | None, pathname: str, fields: list[dict[str, Any]], asked: list[Any] | None
    ) -> tuple[list[Any], Any]:
        here(PAGE, pathname)
        *values, remembered = filled(held(answers, search or "", fields), asked)
        return values, remembered


def _register_wishes(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.asked(PAGE), "data", allow_duplicate=True),
        Input(own.field(ALL), "value"),
        State(own.field(ALL), "id"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def ask(
        values: list[Any], fields: list[dict[str, Any]], search: str | None, pathname: str
    ) -> tuple[str, list[Any]]:
        here(PAGE, pathname)
        return changed(answers, search or "", fields, values), values
