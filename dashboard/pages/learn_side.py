"""Municipalities side by side: small panels with intervals and chance, and the numbers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dash import html

from dashboard.components.drawn import drawn
from dashboard.components.pieces import empty, section
from dashboard.figures.side_by_side import Mark, panel
from dashboard.learn_state import compare_request
from dashboard.pages.learn_commands import compare_command
from dashboard.pages.learn_frame import Question, framed, place
from dashboard.pages.learn_side_numbers import networks, numbers
from dashboard.pages.learn_side_pairs import apart, differences
from matchmaker.services.side_by_side import compare

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.side_by_side import ChanceRow, CompareResult


def question(answers: Answers, search: str) -> Question:
    """What is asked for an address. Raises ``InputError``."""
    request = compare_request(search, answers.first_dataset())
    return Question(compare, request, request.datasets)


def build(text: Words, answers: Answers, search: str) -> Component:
    """Show municipalities side by side."""
    service, request, datasets = question(answers, search)
    answer: CompareResult = answers.ask(service, request, *datasets)
    return framed(
        text,
        text.t("learn.side"),
        [text.say(answer.summary)],
        answer,
        _content(text, answer) if answer.rows else [nobody(text)],
        compare_command(request, text.language),
    )


def nobody(text: Words) -> html.Div:
    """Say that no municipality has actors here, and what to do."""
    return empty(text.t("learn.nobody"), html.P(text.t("learn.nobody_hint")))


def _content(text: Words, answer: CompareResult) -> list[Component]:
    return [
        *apart(text, answer),
        section(text.t("learn.panels"), *_panels(text, answer)),
        _folded(text.t("learn.numbers"), numbers(text, answer)),
        section(text.t("learn.networks"), *networks(text, answer)),
        *differences(text, answer),
        section(text.t("learn.left_out"), html.P(text.t("learn.left_out_lead")), _left_out(text, answer)),
    ]


def _folded(title: str, parts: list[Component]) -> html.Section:
    """A part that is open where there is room, and one press away where there is not."""
    fold = html.Details([html.Summary(html.H2(title)), html.Div(parts, className="stacked")],
                        className="fold-narrow", open=True)  # fmt: skip
    return html.Section(fold, className="part")


def _left_out(text: Words, answer: CompareResult) -> html.Ul:
    """Quantities that are not compared, those with one reason together."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for one in answer.left_out:
        reasons[text.say(one.reason)].append(text.say(one.title))
    items = [html.Li([html.Strong(text.show(tuple(titles))), f": {why}"]) for why, titles in reasons.items()]
    return html.Ul(items, className="reasons-list")


def _panels(text: Words, answer: CompareResult) -> list[Component]:
    chance = bool(answer.request.draws)
    shown = [html.P(text.t("learn.panels_reading")), _legend(text, chance=chance)]
    if chance:
        shown.append(
            html.P(text.t("learn.chance_is", null=text.say(answer.null), draws=answer.request.draws))
        )
    return [*shown, html.Div([_panel(text, answer, at) for at in range(len(answer.measures))],
                             className="panels")]  # fmt: skip


def _legend(text: Words, *, chance: bool) -> html.Ul:
    marks = [html.Li([html.Span(className="learn-mark seen"), text.t("learn.mark_seen")])]
    if chance:
        marks.append(html.Li([html.Span(className="learn-mark chance"), text.t("learn.mark_chance")]))
    return html.Ul(marks, className="marks")


def _panel(text: Words, answer: CompareResult, at: int) -> html.Article:
    measure = answer.measures[at]
    found = [(row, row.quantities[at]) for row in answer.rows]
    title = text.say(measure.title)
    marks = [
        Mark(place(row.number), one.value, one.interval, _where_chance(one.chance)) for row, one in found
    ]
    hidden = sorted({text.say(one.hidden) for _, one in found if one.hidden is not None})
    figure = panel(marks, percent=found[0][1].share, decimal=text.number(1.5)[1])
    return html.Article(
        [
            html.H3(title),
            html.P(text.say(measure.means), className="muted small"),
            drawn(text, figure, title, " ".join(hidden) or text.t("learn.nothing_drawn")),
        ],
        className="panel-of",
    )


def _where_chance(chance: ChanceRow | None) -> tuple[float, float, float] | None:
    return None if chance is None or chance.kept else (chance.low, chance.mean, chance.high)
