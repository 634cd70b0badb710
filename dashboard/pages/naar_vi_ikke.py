"""Hvem når vi ikke?: what and who is missing, for a team, for those who took part, or for a register."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.finding import URGENCY
from dashboard.components.pickers import challenge_options, dataset_picker, single_picker
from dashboard.components.pieces import empty, heading, loading
from dashboard.pages import choices, missing_parts
from dashboard.pages.choices import readable
from dashboard.pages.filling import asked_store, filled
from dashboard.pages.gaps_answer import wanted
from dashboard.pages.here import here
from dashboard.pages.part_choice import part_choice
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import OLDEST, GapsRequest, Urgency

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

PAGE = "naar-vi-ikke"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; the findings are filled in when they have been worked out."""
    return [
        heading(text.t("page.naar_vi_ikke"), text.t("gaps.lead")),
        part_choice(text, missing_parts.PARTS, search),
        asked_store(PAGE, held(read(search, answers), search)),
        html.Div(
            [
                html.Div(
                    safely(text, lambda: form(text, search, answers)), className="side"
                ),
                html.Div(loading(text.t("gaps.working")), id=ids.GAPS_RESULT, className="results",
                         **attr({"data-loading": text.t("gaps.working")})),
            ],
            className="two-columns",
        ),
    ]  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the page: the choices change the address, the address decides what is shown."""

    @app.callback(
        Output(ids.GAPS_RESULT, "children"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
    )
    def show(search: str | None, pathname: str) -> Component:
        return result(here(PAGE, pathname), search or "", answers)

    @app.callback(
        Output(ids.GAPS_CHALLENGE, "data"),
        Output(ids.GAPS_CHALLENGE, "value"),
        Output(ids.AGE_FROM, "value"),
        Output(ids.AGE_TO, "value"),
        Output(ids.EDITION, "value"),
        Output(ids.URGENCIES, "value"),
        Output(ids.asked(PAGE), "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(ids.asked(PAGE), "data"),
        prevent_initial_call=True,
    )
    def refill(search: str | None, pathname: str, asked: list[Any] | None) -> tuple[Any, ...]:
        here(PAGE, pathname)
        question = read(search, answers)
        challenges = challenge_options(choices.challenges(answers, question.dataset))
        return challenges, *filled(held(question, search), asked)

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.asked(PAGE), "data", allow_duplicate=True),
        Input(ids.GAPS_CHALLENGE, "value"),
        Input(ids.AGE_FROM, "value"),
        Input(ids.AGE_TO, "value"),
        Input(ids.EDITION, "value"),
        Input(ids.URGENCIES, "value"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def ask(
        challenge: str | None, low: object, high: object, edition: str, urgencies: list[str],
        search: str | None, pathname: str,
    ) -> tuple[state.Move, list[Any]]:  # fmt: skip
        here(PAGE, pathname)
        before = read(search, answers)
        wish = asked(before, challenge, (low, high), edition)
        shown = tuple(u.value for u in Urgency if u.value in urgencies)
        if (wish, shown) == (before, wanted(search)):
            raise PreventUpdate
        every = len(shown) in (0, len(Urgency))
        with_urgencies = state.changed(state.gaps_query(wish), state.SHOW, None if every else ",".join(shown))
        with_step = state.changed(with_urgencies, state.STEP, state.one(search, state.STEP))
        query = state.changed(with_step, state.PART, state.one(search, state.PART))
        return state.move(search, query), [challenge, low, high, edition, urgencies]


def asked(
    before: GapsRequest, challenge: str | None, ages: tuple[object, object], edition: str
) -> GapsRequest:
    """Make a question of what stands in the form; a team is let go when the challenge is another.

    Empty age fields are the youngest and the oldest there are.
    """
    low = int(ages[0]) if isinstance(ages[0], int | float) else 0
    high = int(ages[1]) if isinstance(ages[1], int | float) else OLDEST
    return replace(
        before,
        challenge=challenge or None,
        team=before.team if (challenge or None) == before.challenge else (),
        ages=(low, high),
        edition=Edition(edition),
    )


def result(text: Words, search: str, answers: Answers) -> Component:
    """Show the findings for an address; what went wrong, in their place."""

    def build() -> Component:
        request = state.gaps_request(search, answers.first_dataset())
        if not request.dataset:
            return empty(text.t("oversikt.empty"), html.P(text.t("oversikt.empty_hint")))
        return missing_parts.build(text, answers, request, search)

    return safely(text, build)


def held(question: GapsRequest, search: str | None) -> list[Any]:
    """What stands in each field for a question and the query that asks it."""
    low, high = question.ages
    age = "" if high == OLDEST else high
    return [question.challenge, low, age, question.edition.value, list(wanted(search))]


def read(search: str | None, answers: Answers) -> GapsRequest:
    """Read the question of an address; one that cannot be read leaves the form as it is without."""
    dataset = state.one(search, state.DATASET) or answers.first_dataset()
    plain = GapsRequest(dataset, state.one(search, state.CHALLENGE))
    return readable(lambda: state.gaps_request(search, dataset), plain)


def form(text: Words, search: str, answers: Answers) -> Component:
    """Make the choices, filled with what the address asks for."""
    request = read(search, answers)
    low, high = request.ages
    return html.Div(
        [
            html.H2(text.t("gaps.form")),
            dataset_picker(text, answers.datasets(), request.dataset),
            single_picker(text, ids.GAPS_CHALLENGE, text.t("form.challenge"),
                          challenge_options(choices.challenges(answers, request.dataset)), request.challenge,
                          text.t("gaps.whole_register")),
            html.Fieldset(
                [
                    html.Legend(text.t("gaps.ages")),
                    html.Div(
                        [
                            _age(ids.AGE_FROM, text.t("gaps.age_from"), low),
                            _age(ids.AGE_TO, text.t("gaps.age_to"), "" if high == OLDEST else high),
                        ],
                        className="pair",
                    ),
                ]
            ),
            dmc.RadioGroup(
                [
                    dmc.Radio(value=Edition.WORKING.value, label=text.t("edition.working")),
                    dmc.Radio(value=Edition.PUBLIC.value, label=text.t("edition.public")),
                ],
                id=ids.EDITION, label=text.t("gaps.edition"), value=request.edition.value,
                description=text.t("gaps.edition_hint"), className="check-list",
            ),
            dmc.CheckboxGroup(
                [dmc.Checkbox(label=text.t(URGENCY[u]), value=u.value) for u in Urgency],
                id=ids.URGENCIES, label=text.t("gaps.show"), value=list(wanted(search)),
                className="check-list",
            ),
        ],
        className="form panel", role="form", **attr({"aria-label": text.t("gaps.form")}),
    )  # fmt: skip


def _age(which: str, label: str, value: int | str) -> dmc.NumberInput:
    return dmc.NumberInput(
        id=which, label=label, value=value, min=0, max=OLDEST, allowDecimal=False, allowNegative=False,
        size="md", hideControls=True, debounce=600, inputProps={"inputMode": "numeric"},
    )  # fmt: skip
