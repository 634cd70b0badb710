"""Rapport: a report for the case file, in two editions, seen here as it reads and taken out as a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.pickers import challenge_options
from dashboard.components.pieces import announcement, command_box, empty, heading, link, loading
from dashboard.pages import choices, report_files
from dashboard.pages.filling import asked_store, filled
from dashboard.pages.here import here
from dashboard.pages.report_form import kept_options, read, report_form
from dashboard.pages.report_preview import preview
from matchmaker.services.disclosure import Edition
from matchmaker.services.report_command import written_as
from matchmaker.services.report_request import parts_named

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.report_request import ReportRequest

PAGE = "rapport"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; the report is filled in when it has been made.

    The buttons stand beside it and not in it, so that whoever is on one stays there when it is made anew.
    """
    result_slot = html.Div(
        loading(text.t("report.working")), id=ids.REPORT_RESULT, className="results",
        **attr({"data-loading": text.t("report.working")}),
    )  # fmt: skip
    return [
        heading(text.t("page.rapport"), text.t("report.lead")),
        asked_store(PAGE, held(read(search, answers, text))),
        html.Div(
            [
                html.Div(safely(text, lambda: report_form(text, search, answers)), className="side"),
                html.Div([report_files.buttons(text), result_slot]),
            ],
            className="two-columns",
        ),
        dcc.Download(id=ids.REPORT_FILE),
    ]


def register(app: Dash, answers: Answers) -> None:
    """Connect the page: the choices change the address, the address decides what is shown."""
    report_files.register(app, answers, PAGE)

    @app.callback(Output(ids.REPORT_RESULT, "children"), Input(ids.URL, "search"), State(ids.URL, "pathname"))
    def show(search: str | None, pathname: str) -> Component:
        return result(here(PAGE, pathname), search or "", answers)

    @app.callback(
        Output(ids.REPORT_CHALLENGE, "data"),
        Output(ids.REPORT_KEPT, "data"),
        Output(ids.REPORT_CHALLENGE, "value"),
        Output(ids.REPORT_EDITION, "value"),
        Output(ids.REPORT_PARTS, "value"),
        Output(ids.REPORT_KEPT, "value"),
        Output(ids.asked(PAGE), "data"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(ids.asked(PAGE), "data"),
        prevent_initial_call=True,
    )
    def refill(search: str | None, pathname: str, asked: list[Any] | None) -> tuple[Any, ...]:
        text = here(PAGE, pathname)
        wish = read(search, answers, text)
        challenges = challenge_options(choices.challenges(answers, wish.dataset))
        return challenges, kept_options(text, wish, answers), *filled(held(wish), asked)

    @app.callback(
        Output(ids.TO_ADDRESS, "data", allow_duplicate=True),
        Output(ids.asked(PAGE), "data", allow_duplicate=True),
        Input(ids.REPORT_CHALLENGE, "value"),
        Input(ids.REPORT_EDITION, "value"),
        Input(ids.REPORT_PARTS, "value"),
        Input(ids.REPORT_KEPT, "value"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def ask(
        challenge: str | None, edition: str, parts: list[str], kept: str | None, search: str | None,
        pathname: str,
    ) -> tuple[state.Move, list[Any]]:  # fmt: skip
        text = here(PAGE, pathname)
        before = read(search, answers, text)
        same = (challenge or None) == before.challenge
        wish = replace(
            before, challenge=challenge or None, edition=Edition(edition), include=parts_named(parts),
            team=before.team if same and not kept else (), kept=(kept or None) if same else None,
        )  # fmt: skip
        if wish == before:
            raise PreventUpdate
        return state.move(search, state.report_query(wish)), [challenge, edition, parts, kept]


def held(wish: ReportRequest) -> list[Any]:
    """What stands in each field for a wish."""
    return [wish.challenge, wish.edition.value, [part.value for part in wish.include], wish.kept]


def result(text: Words, search: str, answers: Answers) -> Component:
    """Show the report of an address as it reads; what went wrong, in its place."""

    def build() -> Component:
        if not answers.first_dataset():
            return empty(text.t("oversikt.empty"), html.P(text.t("oversikt.empty_hint")))
        wish = state.report_request(search, answers.first_dataset(), text.language)
        report = answers.report(wish)
        return html.Div(
            [
                announcement(text.t("report.announce", count=len(report.sections))),
                *_choose(text, wish.challenge, wish.dataset, answers),
                preview(text, report),
                command_box(text, written_as(report.command, "html")),
            ]
        )

    return safely(text, build)


def _choose(text: Words, challenge: str | None, dataset: str, answers: Answers) -> list[Component]:
    """Where no challenge is chosen, those there are to choose from."""
    if challenge:
        return []
    found = challenge_options(choices.challenges(answers, dataset))
    if not found:
        return [empty(text.t("report.no_challenges"), html.P(text.t("report.no_challenges_hint")))]
    links = [
        html.Li(link(option["label"], state.href(text.language, PAGE, state.query(
            [(state.DATASET, dataset), (state.CHALLENGE, option["value"])]))))
        for option in found
    ]  # fmt: skip
    return [empty(text.t("report.choose"), html.P(text.t("report.choose_hint")), html.Ul(links))]
