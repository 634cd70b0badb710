"""Hvem bør inviteres?: a wish for a team, and the suggestion with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.icons import icon
from dashboard.components.pickers import (
    Option,
    actor_options,
    actor_picker,
    challenge_options,
    dataset_picker,
    single_picker,
)
from dashboard.components.pieces import empty, heading, link, loading
from dashboard.pages import choices
from dashboard.pages.browser import in_browser
from dashboard.pages.choices import readable
from dashboard.pages.here import here
from dashboard.pages.team_answer import team_answer
from matchmaker.model.vocabulary import Sector
from matchmaker.services import labels
from matchmaker.services.team import TeamRequest

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.kernel.errors import Relaxation

PAGE = "inviteres"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; the suggestion is filled in when it has been worked out."""
    return [
        heading(text.t("page.inviteres"), text.t("inviteres.lead")),
        html.Div(
            [
                html.Div(
                    safely(text, lambda: form(text, search, answers)), className="side"
                ),
                html.Div(loading(text.t("inviteres.working")), id=ids.TEAM_RESULT, className="results",
                         **attr({"data-loading": text.t("inviteres.working")})),
            ],
            className="two-columns",
        ),
    ]  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the page: the form changes the address, the address decides what is suggested."""

    @app.callback(
        Output(ids.TEAM_RESULT, "children"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
    )
    def show(search: str | None, pathname: str) -> Component:
        return result(here(PAGE, pathname), search or "", answers)

    @app.callback(
        Output(ids.CHALLENGE, "data"),
        Output(ids.CHALLENGE, "value"),
        Output(ids.MIN_SIZE, "value"),
        Output(ids.MAX_SIZE, "value"),
        Output(ids.INCLUDE, "data"),
        Output(ids.INCLUDE, "value"),
        Output(ids.EXCLUDE, "data"),
        Output(ids.EXCLUDE, "value"),
        Output(ids.at_least(ALL), "value"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def refill(search: str | None, pathname: str) -> tuple[Any, ...]:
        here(PAGE, pathname)
        wish = wanted(search, answers)
        found, actors = _choices(wish, answers)
        sides = dict(wish.at_least)
        return (
            found, wish.challenge or None, wish.min_size, wish.max_size, actors,
            list(wish.include), actors, list(wish.exclude), [sides.get(s.value, "") for s in Sector],
        )  # fmt: skip

    @app.callback(
        Output(ids.URL, "search", allow_duplicate=True),
        Input(ids.SUGGEST, "n_clicks"),
        State(ids.DATASET, "value"),
        State(ids.CHALLENGE, "value"),
        State(ids.MIN_SIZE, "value"),
        State(ids.MAX_SIZE, "value"),
        State(ids.INCLUDE, "value"),
        State(ids.EXCLUDE, "value"),
        State(ids.at_least(ALL), "value"),
        State(ids.at_least(ALL), "id"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def ask(*given: object) -> str:
        if not given[0]:
            raise PreventUpdate
        values: tuple[Any, ...] = given[1:]
        dataset, challenge, low, high, include, exclude, counts, sides, search = values
        at_least = dict(zip((side["sector"] for side in sides), counts, strict=True))
        wish = asked(dataset, challenge, (low, high), (include, exclude), at_least)
        return _if_new(state.team_query(wish), search)

    in_browser(
        app,
        "undo",
        Output(ids.URL, "search", allow_duplicate=True),
        Input(ids.UNDO, "n_clicks"),
        State(ids.HISTORY, "data"),
    )


def _if_new(search: str, before: str | None) -> str:
    if search == (before or ""):
        raise PreventUpdate
    return search


def asked(
    dataset: str,
    challenge: str | None,
    size: tuple[object, object],
    named: tuple[list[str] | None, list[str] | None],
    at_least: dict[str, object],
) -> TeamRequest:
    """Make a wish of what stands in the form; an empty size field follows the other one.

    Parameters
    ----------
    dataset, challenge
        As chosen; no challenge is an empty one.
    size
        Least and greatest number of seats.
    named
        Who must have a seat, and who must not.
    at_least
        Number of seats per side; empty and zero are no wish.
    """
    low, high = (int(value) if isinstance(value, int | float) and value >= 0 else None for value in size)
    least = low if low is not None else high if high is not None else 8
    most = high if high is not None else least
    include, exclude = (tuple(ids_ or ()) for ids_ in named)
    wanted = tuple(
        (side, int(count)) for side, count in at_least.items() if isinstance(count, int | float) and count > 0
    )
    return TeamRequest(
        dataset=dataset, challenge=challenge or "", min_size=least, max_size=most, include=include,
        exclude=exclude, at_least=wanted,
    )  # fmt: skip


def result(text: Words, search: str, answers: Answers) -> Component:
    """Show the suggestion for an address; what went wrong, in its place."""

    def build() -> Component:
        request = state.team_request(search, answers.first_dataset())
        if not request.challenge:
            return _choose_challenge(text, request.dataset, answers)
        found = answers.team(request)
        names = {actor.id: actor.name for actor in answers.actors(request.dataset)}
        return team_answer(text, found, names)

    def repair(relaxation: Relaxation) -> str:
        wish = state.team_request(search, answers.first_dataset())
        return state.team_query(state.relaxed(wish, relaxation))

    return safely(text, build, repair)


def _choose_challenge(text: Words, dataset: str, answers: Answers) -> Component:
    if not dataset:
        return empty(text.t("oversikt.empty"), html.P(text.t("oversikt.empty_hint")))
    found = answers.overview(dataset).challenges
    items = [
        html.Li(
            link(
                option["label"],
                state.href(
                    text.language, PAGE,
                    state.query([(state.DATASET, dataset), (state.CHALLENGE, option["value"])]),
                ),
            )
        )
        for option in challenge_options(found)
    ]  # fmt: skip
    return empty(text.t("inviteres.choose"), html.P(text.t("inviteres.choose_hint")), html.Ul(items))


def wanted(search: str | None, answers: Answers) -> TeamRequest:
    """Read the wish of an address; one that cannot be read leaves the form as it is without wishes."""
    dataset = state.one(search, state.DATASET) or answers.first_dataset()
    plain = TeamRequest(dataset, state.one(search, state.CHALLENGE) or "")
    return readable(lambda: state.team_request(search, dataset), plain)


def _choices(wish: TeamRequest, answers: Answers) -> tuple[list[Option], list[Option]]:
    actors = choices.names(answers, wish.dataset)
    found = challenge_options(choices.challenges(answers, wish.dataset))
    return found, actor_options([actor for actor in actors if not actor.reserved])


def form(text: Words, search: str, answers: Answers) -> Component:
    """Make the form, filled with what the address asks for."""
    request = wanted(search, answers)
    found, actors = _choices(request, answers)
    return html.Div(
        [
            html.H2(text.t("inviteres.form")),
            dataset_picker(text, answers.datasets(), request.dataset),
            single_picker(text, ids.CHALLENGE, text.t("form.challenge"), found,
                          request.challenge or None, text.t("form.choose_challenge")),
            _size(text, request),
            actor_picker(text, ids.INCLUDE, text.t("form.include"), actors, request.include),
            actor_picker(text, ids.EXCLUDE, text.t("form.exclude"), actors, request.exclude,
                         text.t("form.exclude_hint")),
            _per_side(text, request),
            html.Div(
                [
                    html.Button([icon("spark"), html.Span(text.t("inviteres.suggest"))], id=ids.SUGGEST,
                                type="button", className="button primary wide"),
                    html.Button([icon("undo"), text.t("inviteres.undo")], id=ids.UNDO, type="button",
                                className="button quiet"),
                ],
                className="form-buttons",
            ),
        ],
        className="form panel", role="form",
        **attr({"aria-label": text.t("inviteres.form"), "data-submit": ids.SUGGEST}),
    )  # fmt: skip


def _size(text: Words, request: TeamRequest) -> html.Fieldset:
    def field(which: str, label: str, value: int) -> dmc.NumberInput:
        return dmc.NumberInput(
            id=which, label=label, value=value, min=1, max=state.MOST_SEATS, allowDecimal=False,
            allowNegative=False, size="md", hideControls=True, inputProps={"inputMode": "numeric"},
        )  # fmt: skip

    return html.Fieldset(
        [
            html.Legend(text.t("form.size")),
            html.Div(
                [
                    field(ids.MIN_SIZE, text.t("form.min_size"), request.min_size),
                    field(ids.MAX_SIZE, text.t("form.max_size"), request.max_size),
                ],
                className="pair",
            ),
        ]
    )


def _per_side(text: Words, request: TeamRequest) -> html.Details:
    wanted = dict(request.at_least)
    fields = [
        dmc.NumberInput(
            id=ids.at_least(sector.value), label=text.say(labels.sector(sector.value)),
            value=wanted.get(sector.value, ""), min=0, max=state.MOST_SEATS, allowDecimal=False,
            allowNegative=False, size="sm", hideControls=True,
        )
        for sector in Sector
    ]  # fmt: skip
    return html.Details(
        [
            html.Summary(text.t("form.at_least")),
            html.Div(fields, className="pair", role="group", **attr({"aria-label": text.t("form.at_least")})),
        ],
        open=bool(wanted),
    )
