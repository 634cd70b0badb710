"""Gruppeinndeling: an event in groups, suggested, changed by hand, repaired, printed and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import group_ids as ids
from dashboard.components import ids as common
from dashboard.components.errors import safely
from dashboard.components.pieces import empty, go_button, heading, link
from dashboard.groups_state import KEPT, SUGGESTED, groups_query, groups_request, shown
from dashboard.pages import (
    groups_board,
    groups_files,
    groups_panel,
    groups_rules,
    groups_saving,
    groups_watch,
    long_work,
)
from dashboard.pages.browser import in_browser
from dashboard.pages.choices import readable
from dashboard.pages.groups_answers import repeating
from dashboard.pages.groups_fields import Given, asked
from dashboard.pages.groups_form import Offer, form, wanted
from dashboard.pages.groups_relaxed import relaxed
from dashboard.pages.here import here
from dashboard.pages.long_work import Places, under_way

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.pages.proving import Proof
    from dashboard.texts import Words
    from matchmaker.kernel.errors import Relaxation

PAGE = "gruppeinndeling"
PLACES = Places(ids.WINDOW, ids.PENDING, ids.ANSWER, ids.TICK, ids.PROGRESS, ids.STOP)


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; the seating is filled in when it has been worked out."""
    return [
        heading(text.t("page.gruppeinndeling"), text.t("groups.lead")),
        dcc.Store(id=ids.WINDOW, data=answers.proofs.window()),
        dcc.Store(id=ids.STEPS, storage_type="session"),
        *groups_watch.places(),
        html.Details(
            [
                html.Summary(html.H2(text.t("groups.form"))),
                html.Div(safely(text, lambda: form(text, search, answers)), id=ids.FORM),
            ],
            className="group-fold", open=shown(search) is None,
        ),
        html.Div(id=ids.RESULT, className="results group-results"),
    ]  # fmt: skip


def result(text: Words, search: str, answers: Answers) -> Component:
    """Show what an address asks for: a seating, one that is being worked out, or what to do first."""

    def build() -> Component:
        request = groups_request(search, answers.first_dataset())
        if not request.dataset:
            return empty(text.t("oversikt.empty"), html.P(text.t("oversikt.empty_hint")))
        if shown(search) is None:
            return ready(text, answers, search)
        if shown(search) == KEPT and not answers.groups.told(request.dataset):
            return empty(text.t("groups.none_kept"))
        if shown(search) == KEPT or answers.groups.known(request) is not None:
            return board(text, answers, search, request.dataset)
        return seeking(text, search)

    return safely(text, build, lambda way: _way_out(search, answers, way))


def board(text: Words, answers: Answers, search: str, dataset: str) -> Component:
    """Show a seating as it is in the present version of the data. Raises what the services raise."""
    version = answers.workspace.version(dataset) or 0
    return groups_board.board(text, answers, search, answers.groups.base(search, dataset, version))


def _way_out(search: str, answers: Answers, relaxation: Relaxation) -> str:
    return groups_query(relaxed(wanted(search, answers), relaxation), SUGGESTED)


def ready(text: Words, answers: Answers, search: str) -> Component:
    """Say what there is, and what to do; where nobody can come, how to bring people in."""
    request = wanted(search, answers)
    bring = link(text.t("groups.bring"), state.href(text.language, "aktorer-og-data", state.subject(search)))
    register = answers.workspace.dataset(request.dataset).register
    offer = readable(lambda: Offer(register, request), None)
    if offer is None:
        return empty(text.t("groups.nobody"), html.P(text.t("groups.nobody_hint")), html.P(bring))
    told = answers.groups.told(request.dataset)
    parts: list[Component] = [
        html.P(text.t("groups.ready", people=len(offer.people), groups=len(offer.groups))),
        html.P([text.t("groups.ready_hint"), " ", bring]),
    ]
    if told:
        parts.append(
            go_button("kept", groups_query(request, KEPT), text.t("groups.show_kept"), look="plain",
                      picture="grid")
        )  # fmt: skip
    return empty(text.t("groups.ready_title"), *parts)


def seeking(text: Words, search: str) -> Component:
    """Say that a seating is being worked out, how far it has come, and how to have the best so far."""
    return under_way(text, search, PLACES, text.t("groups.seeking"), text.t("groups.stop"))


def register(app: Dash, answers: Answers) -> None:
    """Connect the page: the form changes the address, the address decides what is shown."""
    _register_answer(app, answers)
    _register_search(app, answers)
    _register_form(app, answers)
    groups_board.register(app, answers, PAGE)
    groups_panel.register(app, answers, PAGE)
    groups_files.register(app, answers, PAGE)

    def drawn(text: Words, search: str) -> Component:
        return result(text, search, answers)

    groups_saving.register(app, answers, PAGE, drawn)
    groups_watch.register(app, answers, PAGE, drawn)

    def called(search: str | None, pathname: str) -> groups_rules.Called:
        offer = Offer(answers.workspace.dataset(wanted(search, answers).dataset).register,
                      wanted(search, answers))  # fmt: skip
        return here(PAGE, pathname), offer.people, offer.groups

    groups_rules.register(app, called)


def _register_answer(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(ids.RESULT, "children"),
        Input(common.URL, "search"),
        State(common.URL, "pathname"),
        State(ids.WINDOW, "data"),
    )
    def show(search: str | None, pathname: str, window: int) -> Component:
        text = here(PAGE, pathname)
        answers.proofs.let_go(int(window))
        return result(text, search or "", answers)


def _register_search(app: Dash, answers: Answers) -> None:
    def seek(text: Words, search: str, running: Proof) -> Component:
        def build() -> Component:
            request = groups_request(search, answers.first_dataset())
            split = answers.groups.suggested(request, running)
            if split.cancelled:
                return dcc.Store(id=ids.FOUND, data=groups_query(repeating(request, split), SUGGESTED))
            return board(text, answers, search, request.dataset)

        return safely(text, build, lambda way: _way_out(search, answers, way))

    long_work.register(app, answers.proofs, PLACES, PAGE, seek)
    # the search was asked for by the address, and what hears the address would not hear a change made here
    in_browser(app, "address", Output(ids.ANSWER, "title"), Input(ids.FOUND, "data"))


def _register_form(app: Dash, answers: Answers) -> None:
    @app.callback(
        Output(common.TO_ADDRESS, "data", allow_duplicate=True),
        Input(ids.SUGGEST, "n_clicks"),
        State(ids.COUNT, "value"), State(ids.ROUNDS, "value"), State(ids.LEAST, "value"),
        State(ids.MOST, "value"), State(ids.mode(ALL), "id"), State(ids.mode(ALL), "value"),
        State(ids.alone(ALL), "checked"), State(ids.weight(ALL), "value"), State(ids.RULES, "data"),
        State(ids.ABSENT, "value"), State(ids.MEET, "value"), State(ids.TIES, "value"),
        State(ids.SEPARATE, "value"), State(ids.VISIT, "checked"), State(ids.SEED, "value"),
        State(common.URL, "search"),
        prevent_initial_call=True,
    )  # fmt: skip
    def ask(clicks: int | None, *given: Any) -> state.Move:  # noqa: ANN401 - as it comes from the browser
        if not clicks:
            raise PreventUpdate
        *numbers, about, modes, alone, weights = given[:8]
        fields = Given(tuple(numbers), [one["attribute"] for one in about], modes, alone, weights,
                       *given[8:15])  # fmt: skip
        before = wanted(given[15], answers)
        register_ = answers.workspace.dataset(before.dataset).register
        search = groups_query(asked(before, fields, register_), SUGGESTED)
        if search == (given[15] or ""):
            raise PreventUpdate
        return state.move(given[15], search)

    @app.callback(
        Output(ids.FORM, "children"),
        Input(common.URL, "search"),
        State(common.URL, "pathname"),
        prevent_initial_call=True,
    )
    def refill(search: str | None, pathname: str) -> Component:
        text = here(PAGE, pathname)
        return safely(text, lambda: form(text, search or "", answers))
