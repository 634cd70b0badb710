"""Oversikt: what this workspace holds, what needs attention, and what was decided last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.pieces import (
    announcement,
    callout,
    command_box,
    empty,
    heading,
    link,
    loading,
    notes,
    section,
)
from dashboard.pages.choices import readable
from dashboard.pages.here import here
from dashboard.pages.oversikt_answers import counts, told, wish
from dashboard.pages.oversikt_attention import attention_part, chosen, shown
from dashboard.pages.oversikt_decisions import decisions_part
from dashboard.pages.oversikt_holds import challenges, holds, sides
from matchmaker.kernel.errors import MatchmakerError
from matchmaker.services.attention import Edition, overview_command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.attention import AttentionRequest

PAGE = "oversikt"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page; what a dataset holds and what needs attention are filled in one after the other."""
    return [
        heading(text.t("page.oversikt"), text.t("oversikt.lead")),
        html.Div(safely(text, lambda: datasets(text, search, answers, {})), id=ids.OVERVIEW_DATASETS),
        html.Div(loading(text.t("state.loading")), id=ids.OVERVIEW_BODY, className="body"),
        html.Div(id=ids.OVERVIEW_ATTENTION, className="results",
                 **attr({"data-loading": text.t("oversikt.looking")})),
        html.Div(id=ids.OVERVIEW_REST),
        html.Div(id=ids.OVERVIEW_COMMAND),
        dcc.Store(id=ids.OVERVIEW_ASKED),
        dcc.Store(id=ids.OVERVIEW_TOLD),
        dcc.Store(id=ids.OVERVIEW_COUNTS),
    ]  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the page: the address decides which dataset is shown, and what of the list."""

    @app.callback(
        Output(ids.OVERVIEW_DATASETS, "children"),
        Output(ids.OVERVIEW_BODY, "children"),
        Output(ids.OVERVIEW_REST, "children"),
        Output(ids.OVERVIEW_ASKED, "data"),
        Input(ids.URL, "search"),
        State(ids.OVERVIEW_COUNTS, "data"),
        State(ids.OVERVIEW_ASKED, "data"),
        State(ids.URL, "pathname"),
    )
    def show(search: str | None, counted: object, before: str | None, pathname: str) -> tuple[Any, ...]:
        text = here(PAGE, pathname)
        asked = state.changed(search, state.SHOW, None)
        if asked == before:  # only another part of the list is asked for
            raise PreventUpdate
        first = safely(text, lambda: datasets(text, search or "", answers, known(counted)))
        return first, *body(text, search or "", answers), asked

    @app.callback(
        Output(ids.OVERVIEW_ATTENTION, "children"),
        Output(ids.OVERVIEW_COMMAND, "children"),
        Output(ids.OVERVIEW_TOLD, "data"),
        Input(ids.URL, "search"),
        State(ids.OVERVIEW_TOLD, "data"),
        State(ids.URL, "pathname"),
    )
    def tell(search: str | None, before: str | None, pathname: str) -> tuple[Any, ...]:
        text = here(PAGE, pathname)
        asked = state.changed(search, state.SHOW, None)
        part = quietly(text, lambda: attention(text, search or "", answers))
        line = quietly(text, lambda: command(text, search or "", answers))
        return part, line, no_update if asked == before else asked

    @app.callback(
        Output(ids.OVERVIEW_DATASETS, "children", allow_duplicate=True),
        Output(ids.OVERVIEW_COUNTS, "data"),
        Input(ids.OVERVIEW_TOLD, "data"),
        State(ids.OVERVIEW_COUNTS, "data"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def count(_told: str | None, before: object, search: str | None, pathname: str) -> tuple[Any, ...]:
        text = here(PAGE, pathname)
        asked = readable(lambda: wish(search, answers), None)
        if asked is None or not asked.dataset:
            raise PreventUpdate
        counted = {**known(before), **counts(answers, asked)}
        return datasets(text, search or "", answers, counted), counted


def known(held: object) -> dict[str, int]:
    """Read the counts that a page holds; what is no count is left out."""
    pairs = held.items() if isinstance(held, dict) else ()
    return {str(name): count for name, count in pairs if type(count) is int}


def datasets(text: Words, search: str, answers: Answers, counted: Mapping[str, int]) -> Component:
    """Show the datasets to choose from, each with how much needs attention where that is known."""
    found = answers.datasets()
    if not found:
        return html.Div()
    now = state.one(search, state.DATASET) or found[0].name
    said = state.one(search, state.EDITION)
    edition = readable(lambda: wish(search, answers).edition, Edition.WORKING)
    cards = [
        html.Li(
            link(
                [html.Strong(info.title), html.Span(info.name, className="muted"),
                 *_count(text, counted.get(info.name), edition)],
                state.href(text.language, PAGE,
                           state.query([(state.DATASET, info.name), (state.EDITION, said)])),
                className="choice", **({"aria-current": "true"} if info.name == now else {}),
            )
        )
        for info in found
    ]  # fmt: skip
    return section(text.t("oversikt.datasets"), html.Ul(cards, className="choices"))


def _count(text: Words, count: int | None, edition: Edition) -> list[Component]:
    if count is None or (count == 0 and edition is Edition.PUBLIC):  # there may be what is not told
        return []
    said = text.t("oversikt.choice_count", count=count) if count else text.t("oversikt.choice_none")
    return [html.Span(said, className="choice-count" if count else "choice-count none")]


def body(text: Words, search: str, answers: Answers) -> tuple[Component, Component]:
    """Show what the chosen dataset holds: what stands above the list, and what stands below it.

    What is wrong with it is told above, once.
    """
    if not answers.datasets():
        return no_data(text), html.Div()
    return (
        safely(text, lambda: _above(text, wish(search, answers), answers)),
        quietly(text, lambda: _below(text, wish(search, answers), answers)),
    )


def quietly(text: Words, build: Callable[[], Component]) -> Component:
    """Build a piece of the page; nothing stands in its place where the first piece tells what is wrong."""

    def told_above() -> Component:
        try:
            return build()
        except MatchmakerError:
            return html.Div()

    return safely(text, told_above)


def _above(text: Words, asked: AttentionRequest, answers: Answers) -> Component:
    if asked.edition is Edition.WORKING:
        return holds(text, answers.overview(asked.dataset))
    found = answers.challenges(asked.dataset)
    info = next((one for one in answers.datasets() if one.name == asked.dataset), None)
    return html.Section(
        [
            html.H2(info.title if info else asked.dataset),
            callout(html.P(text.t("oversikt.public", count=len(found)))),
        ],
        className="part",
    )


def _below(text: Words, asked: AttentionRequest, answers: Answers) -> Component:
    if asked.edition is Edition.PUBLIC:
        return challenges(text, asked, answers.challenges(asked.dataset))
    held = answers.overview(asked.dataset)
    return html.Div([challenges(text, asked, held.challenges), sides(text, held)])


def attention(text: Words, search: str, answers: Answers) -> Component:
    """Show what needs attention in the chosen dataset and around it, and what was decided last."""
    asked = wish(search, answers)
    if not asked.dataset:
        return html.Div()
    answer = told(answers, asked)
    there = shown(search, answer.items)
    return html.Div(
        [
            announcement(text.t("oversikt.announce", shown=len(there), all=len(answer.items))),
            attention_part(text, search, answer),
            decisions_part(text, answer),
            notes([text.say(note) for note in answer.notes]),
        ]
    )


def command(text: Words, search: str, answers: Answers) -> Component:
    """Show the command that says the same as the page."""
    asked = wish(search, answers)
    if not asked.dataset:
        return html.Div()
    return command_box(text, overview_command(asked, chosen(search), text.language))


def no_data(text: Words) -> Component:
    """Say what to do when there is no dataset at all."""
    return empty(
        text.t("oversikt.empty"),
        html.P(text.t("oversikt.empty_hint")),
        html.Pre(html.Code("matchmaker template mine-data")),
        html.P(text.t("oversikt.empty_import")),
        html.Pre(html.Code("matchmaker import liste.xlsx")),
    )
