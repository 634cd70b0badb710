"""Quantities over many dates: small panels with intervals, their numbers, and what happened between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.drawn import drawn
from dashboard.components.pieces import section
from dashboard.components.table import table
from dashboard.figures.series import Moment, series
from dashboard.pages.learn_numbers import with_span

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.change import ChangeResult, Step
    from matchmaker.services.change_result import Figure


def points(text: Words, answer: ChangeResult) -> list[Component]:
    """Show quantities over three dates or more."""
    if not answer.points or not answer.quantities:
        return []
    days = [one.day.isoformat() for one in answer.points]
    panels = []
    for at, line in enumerate(answer.quantities):
        found = [one.figures[at] for one in answer.points]
        moments = [Moment(day, one.value, one.interval) for day, one in zip(days, found, strict=True)]
        title = text.say(line.title)
        figure = series(moments, percent=line.is_share, decimal=text.number(1.5)[1])
        picture = drawn(text, figure, title, text.t("learn.nothing_drawn"))
        panels.append(html.Article([html.H3(title), picture], className="panel-of"))
    rows = [
        [text.say(line.title), *(_cell(text, one.figures[at], share=line.is_share) for one in answer.points)]
        for at, line in enumerate(answer.quantities)
    ]
    return [
        section(
            text.t("learn.series"),
            html.P(text.t("learn.series_reading")),
            html.Div(panels, className="panels"),
            table(text.t("learn.series_caption"), [text.t("learn.quantity"), *days], rows,
                  frozenset(range(1, 1 + len(days)))),
        ),
        section(text.t("learn.steps"), _steps(text, answer)),
    ]  # fmt: skip


def _cell(text: Words, one: Figure, *, share: bool) -> str:
    return with_span(text, one.value, one.interval, share=share)


def _steps(text: Words, answer: ChangeResult) -> Component:
    labels = [text.say(one.label) for one in answer.steps[0].turns]
    rows = [[_step(text, one), *(text.show(turn.count) for turn in one.turns)] for one in answer.steps]
    return table(text.t("learn.steps_caption"), [text.t("learn.step"), *labels], rows,
                 frozenset(range(1, 1 + len(labels))))  # fmt: skip


def _step(text: Words, one: Step) -> str:
    return text.t("learn.from_to", first=one.first.isoformat(), second=one.second.isoformat())
