"""Oversikt: which datasets there are, what one holds, and the challenges to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.icons import icon, sector_mark
from dashboard.components.pieces import callout, empty, heading, link, loading, section
from dashboard.components.table import Cell, table
from dashboard.figures.bars import sector_bars
from dashboard.texts import Words, words
from matchmaker.model.vocabulary import Sector
from matchmaker.services import labels

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from matchmaker.services.catalogue import ChallengeInfo, Overview

PAGE = "oversikt"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; what a dataset holds is filled in when it has been read."""
    del search, answers
    return [
        heading(text.t("page.oversikt"), text.t("oversikt.lead")),
        html.Div(loading(text.t("state.loading")), id=ids.OVERVIEW_BODY, className="body"),
    ]


def register(app: Dash, answers: Answers) -> None:
    """Connect the page: the address decides which dataset is shown."""

    @app.callback(Output(ids.OVERVIEW_BODY, "children"), Input(ids.URL, "search"), State(ids.URL, "pathname"))
    def show(search: str | None, pathname: str) -> Component:
        route = state.route(pathname)
        if route.page != PAGE:
            raise PreventUpdate
        text = words(route.language)
        return safely(text, lambda: body(text, search or "", answers))


def body(text: Words, search: str, answers: Answers) -> Component:
    """Show the datasets, and what the chosen one holds."""
    datasets = answers.datasets()
    if not datasets:
        return no_data(text)
    chosen = state.one(search, state.DATASET) or datasets[0].name
    cards = [
        html.Li(
            link(
                [html.Strong(info.title), html.Span(info.name, className="muted")],
                state.href(text.language, PAGE, state.query([(state.DATASET, info.name)])),
                className="choice", **({"aria-current": "true"} if info.name == chosen else {}),
            )
        )
        for info in datasets
    ]  # fmt: skip
    return html.Div(
        [
            section(text.t("oversikt.datasets"), html.Ul(cards, className="choices")),
            safely(text, lambda: _holds(text, chosen, answers.overview(chosen))),
        ]
    )


def no_data(text: Words) -> Component:
    """Say what to do when there is no dataset at all."""
    return empty(
        text.t("oversikt.empty"),
        html.P(text.t("oversikt.empty_hint")),
        html.Pre(html.Code("matchmaker template mine-data")),
        html.P(text.t("oversikt.empty_import")),
        html.Pre(html.Code("matchmaker import liste.xlsx")),
    )


def _holds(text: Words, dataset: str, held: Overview) -> Component:
    return html.Div(
        [
            html.Section(
                [
                    html.H2(held.info.title),
                    _tiles(text, held),
                    *_about(text, held),
                ],
                className="part",
            ),
            _challenges(text, dataset, held.challenges),
            _sides(text, held),
        ]
    )


def _tiles(text: Words, held: Overview) -> html.Dl:
    pairs = (
        (text.t("count.actors"), held.actors),
        (text.t("count.contributions"), held.contributions),
        (text.t("count.ties"), held.ties),
        (text.t("count.challenges"), len(held.challenges)),
        (text.t("count.municipalities"), len(held.municipalities)),
    )
    return html.Dl(
        [html.Div([html.Dt(name), html.Dd(text.show(value))]) for name, value in pairs], className="tiles"
    )


def _about(text: Words, held: Overview) -> list[Component]:
    found: list[Component] = []
    if held.info.synthetic:
        found.append(callout(html.H3(text.t("oversikt.real")), html.P(held.info.synthetic)))
    if held.warnings:
        found.append(callout(html.P(text.t("oversikt.warnings", count=len(held.warnings))), look="warn"))
    if held.info.sources:
        sources = html.Ul([html.Li(source) for source in held.info.sources])
        found.append(html.Details([html.Summary(text.t("oversikt.sources")), sources], className="sources"))
    return found


def _challenges(text: Words, dataset: str, challenges: tuple[ChallengeInfo, ...]) -> html.Section:
    if not challenges:
        return section(text.t("oversikt.challenges"), html.P(text.t("oversikt.no_challenges")))
    ordered = sorted(challenges, key=lambda c: (-c.needs, c.title.casefold(), c.id))
    cards = [html.Li(_challenge(text, dataset, challenge)) for challenge in ordered]
    return section(
        text.t("oversikt.challenges"),
        html.P(text.t("oversikt.challenges_lead"), className="muted"),
        html.Ul(cards, className="cards"),
    )


def _challenge(text: Words, dataset: str, challenge: ChallengeInfo) -> html.Article:
    query = state.query([(state.DATASET, dataset), (state.CHALLENGE, challenge.id)])
    places = text.show(tuple(labels.place(number) for number in challenge.municipalities))
    return html.Article(
        [
            html.H3(challenge.title),
            html.P([icon("pin"), places if challenge.municipalities else text.t("oversikt.whole_area")],
                   className="muted"),
            html.P(
                text.t("oversikt.needs", needs=challenge.needs, groups=challenge.affected)
                if challenge.needs
                else text.t("oversikt.no_needs"),
                className="muted",
            ),
            html.Div(
                [
                    link([text.t("page.inviteres"), _of(challenge)],
                         state.href(text.language, "inviteres", query), className="button primary"),
                    link([text.t("page.naar_vi_ikke"), _of(challenge)],
                         state.href(text.language, "naar-vi-ikke", query), className="button quiet"),
                ],
                className="card-links",
            ),
        ],
        className="card",
    )  # fmt: skip


def _of(challenge: ChallengeInfo) -> html.Span:
    return html.Span(f" – {challenge.title}", className="visually-hidden")


def _share(text: Words, n: int, of: int) -> str:
    return text.percent(n / of) if of else "–"


def _sides(text: Words, held: Overview) -> html.Section:
    count = dict(held.by_sector)
    rows = [
        (sector.value, text.say(labels.sector(sector.value)), count.get(sector.value, 0)) for sector in Sector
    ]
    caption = text.t("oversikt.sides_caption", actors=held.actors)
    cells: list[list[Cell]] = [
        [html.Span([sector_mark(code), name]), text.show(n), _share(text, n, held.actors)]
        for code, name, n in rows
    ]
    return section(
        text.t("oversikt.sides"),
        html.Div(
            [
                html.Figure(
                    dcc.Graph(
                        figure=sector_bars(rows),
                        config={"displayModeBar": False, "responsive": True, "staticPlot": True},
                    ),
                    className="figure", role="img",
                    **attr({"aria-label": f"{caption}. {text.t('figure.same_below')}"}),
                ),
                table(caption, [text.t("table.side"), text.t("table.actors"), text.t("table.share")], cells,
                      frozenset({1, 2})),
            ],
            className="figure-and-table",
        ),
    )  # fmt: skip
