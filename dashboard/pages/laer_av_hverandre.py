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
from dashboard.pages import learn_parts, long_work
from dashboard.pages.filling import asked_store, filled
from dashboard.pages.here import here
from dashboard.pages.long_work import Places, under_way
from dashboard.pages.part_choice import part_choice
from matchmaker.kernel.parallel import Cancelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.pages.proving import Proof
    from dashboard.texts import Words

PAGE = "laer-av-hverandre"
PLACES = Places(own.WINDOW, own.PENDING, own.ANSWER, own.TICK, own.PROGRESS, own.STOP)
LONG = 300
"""Actors from which it is shown how far the work has come: at 400 it takes 1–2 s, at 1,000 2–10 s."""


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; the answer is filled in when it has been worked out."""
    return [
        heading(text.t("page.laer_av_hverandre"), text.t("learn.lead")),
        part_choice(text, learn_parts.PARTS, search),
        dcc.Store(id=own.SHOWN, data=form_key(search)),
        dcc.Store(id=own.WINDOW, data=answers.proofs.window()),
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
        if takes_long(answers, search):
            return under_way(text, search, PLACES, text.t("learn.working"), text.t("learn.stop"))
        return learn_parts.chosen(search).build(text, answers, search)

    return safely(text, build)


def takes_long(answers: Answers, search: str) -> bool:
    """Whether the answer is still to be worked out, from many actors. Raises what the services raise."""
    part = learn_parts.chosen(search)
    if part.question is None:
        return False
    service, request, datasets = part.question(answers, search)
    return answers.actors_behind(service, request, *datasets) >= LONG


def worked_out(text: Words, search: str, answers: Answers, running: Proof) -> Component:
    """Show the answer for an address, followed while it is worked out; or that it was stopped."""
    part = learn_parts.chosen(search)

    def build() -> Component:
        if part.question is not None:
            service, request, datasets = part.question(answers, search)
            try:
                answers.ask(service, request, *datasets, progress=running)
            except Cancelled:
                return stopped(text, search)
        return part.build(text, answers, search)

    return safely(text, build)


def stopped(text: Words, search: str) -> Component:
    """Say that the work was stopped, and offer to do it after all: the page is then loaded anew."""
    again = html.A(text.t("learn.stopped_again"), href=state.href(text.language, PAGE, search),
                   className="button plain")  # fmt: skip
    return empty(text.t("learn.stopped"), html.P(text.t("learn.stopped_hint")), html.P(again))


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

    def work(text: Words, search: str, running: Proof) -> Component:
        return worked_out(text, search, answers, running)

    long_work.register(app, answers.proofs, PLACES, PAGE, work)


def _register_shown(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(own.RESULT, "children"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(own.WINDOW, "data"),
    )
    def show(search: str | None, pathname: str, window: int) -> Component:
        text = here(PAGE, pathname)
        answers.proofs.let_go(int(window))
        return result(text, search or "", answers)

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
    ) -> tuple[state.Move, list[Any]]:
        here(PAGE, pathname)
        return state.move(search, changed(answers, search or "", fields, values)), values
