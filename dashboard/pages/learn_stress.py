"""What if somebody leaves: what holds, what breaks, what the network hangs on, and whom to connect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard import state
from dashboard.components.drawn import drawn
from dashboard.components.icons import icon
from dashboard.components.pieces import callout, go_button, section
from dashboard.components.table import table
from dashboard.figures.side_by_side import Mark, panel
from dashboard.learn_state import LEAVING, stress_request
from dashboard.pages.learn_commands import stress_command
from dashboard.pages.learn_frame import Question, framed
from dashboard.pages.learn_numbers import amount, p_value, span, with_span
from dashboard.pages.learn_stress_services import services
from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import Sector
from matchmaker.services.stress import stress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.stress import StressResult
    from matchmaker.services.stress_result import (
        CitizensCut,
        Connection,
        End,
        Figure,
        InDraws,
        ShapeTold,
        UmbrellasTold,
    )

MOST_MARKS = 14
"""Rows of the picture at most; the table has them all."""


def question(answers: Answers, search: str) -> Question:
    """What is asked for an address. Raises ``InputError``."""
    request = stress_request(search, answers.first_dataset())
    return Question(stress, request, (request.network.dataset,))


def build(text: Words, answers: Answers, search: str) -> Component:
    """Show what a network keeps when some leave."""
    service, request, datasets = question(answers, search)
    answer: StressResult = answers.ask(service, request, *datasets)
    return framed(
        text,
        text.t("learn.stress"),
        _summary(text, answer),
        answer,
        [
            section(text.t("learn.holds"), *_holds(text, answer, search)),
            *_breaks(text, answer),
            _suggested(text, answer),
            section(text.t("learn.hangs"), *_shape(text, answer.shape), *_umbrellas(text, answer.umbrellas)),
        ],
        stress_command(request, text.language),
    )


def _summary(text: Words, answer: StressResult) -> list[str]:
    who = text.show(tuple(text.show(one.label) for one in answer.leavers))
    if answer.kept is None:
        return [text.t("learn.who", who=who)]
    kept = answer.kept
    counted = [one.seats for one in answer.leavers]
    seats = counted[0] if len(counted) == 1 else None
    if seats is None:
        first = text.t("learn.leave_some", who=who, leaving=kept.leaving)
    else:
        first = text.t("learn.leave", who=who, leaving=kept.leaving, seats=seats)
    if kept.pairs is None:
        return [first, *([text.say(kept.said)] if kept.said else [])]
    return [f"{first} {text.t('learn.keep', kept=_figure(text, kept.pairs))}"]


def _figure(text: Words, one: Figure, *, share: bool = True) -> str:
    """Write a number over the draws, with what 19 of 20 of them give where they differ."""
    if one.n == 1 or one.low == one.high:
        return text.percent(one.mean) if share else text.number(one.mean, 0)
    if share:
        return with_span(text, one.mean, (one.low, one.high), share=True)
    return text.t("learn.about", mean=text.number(one.mean, 1), low=text.number(one.low, 0),
                  high=text.number(one.high, 0))  # fmt: skip


def _holds(text: Words, answer: StressResult, search: str) -> list[Component]:
    """Tell what share keeps a way to each other when these, the busiest, or one service is gone."""
    parts: list[Component] = []
    if answer.said is not None:
        parts.append(callout(html.P(text.say(answer.said)), *_other_way(text, answer, search)))
    marks = _marks(text, answer)
    if not marks:
        return [*parts, callout(html.P(text.t("learn.no_ways")))]
    caption = text.t("learn.holds_caption")
    rows = [[mark.name, with_span(text, mark.value, mark.interval, share=True)] for mark in marks]
    headers = [text.t("learn.if_gone"), text.t("learn.kept_share")]
    parts += [
        html.P(text.t("learn.holds_reading")),
        drawn(text, panel(marks[:MOST_MARKS], percent=True, whole=True), caption, ""),
        table(caption, headers, rows, frozenset({1})),
    ]
    if answer.busiest.said is not None:
        parts.append(html.P(text.say(answer.busiest.said), className="muted"))
    return [*parts, *services(text, answer.services)]


def _marks(text: Words, answer: StressResult) -> list[Mark]:
    """Those asked about, the busiest, and each service without which somebody loses a way, by name."""
    marks = []
    if answer.kept is not None and answer.kept.pairs is not None:
        pairs = answer.kept.pairs
        who = text.show(tuple(text.show(one.label) for one in answer.leavers))
        spread = (pairs.low, pairs.high) if pairs.low < pairs.high else None
        marks.append(Mark(text.t("learn.without", who=who), pairs.mean, spread))
    if answer.busiest.kept is not None:
        name = text.t("learn.without_busiest", count=answer.busiest.busiest)
        marks.append(Mark(name, answer.busiest.kept, None))
    return marks + [
        Mark(text.t("learn.without", who=one.name), one.kept, None)
        for one in answer.services
        if one.kept is not None and one.kept < 1
    ]


def _other_way(text: Words, answer: StressResult, search: str) -> list[Component]:
    """Where no elected member is registered, the bodies they sit in can be tried in their place."""
    if [one.basis for one in answer.leavers] != ["elected"]:
        return []
    query = state.changed(search, LEAVING, Sector.POLITIKER.value)
    return [go_button("try-bodies", query, text.t("learn.try_bodies"), look="plain")]


def _breaks(text: Words, answer: StressResult) -> list[Component]:
    kept = answer.kept
    if kept is None:
        return []
    parts: list[Component] = [
        html.P(_citizens(text, kept.citizens)),
        *_in_draws(text, "learn.cut_sides", kept.cut_sides),
        *_in_draws(text, "learn.lost", kept.lost_contributions),
    ]
    if not kept.cut_sides:
        parts.append(html.P(text.t("learn.no_cut_sides")))
    if not kept.lost_contributions:
        parts.append(html.P(text.t("learn.nothing_lost")))
    return [section(text.t("learn.breaks"), *parts)]


def _citizens(text: Words, found: CitizensCut) -> str:
    if found.had is None or found.cut is None:
        return text.say(found.said) if found.said is not None else text.t("learn.citizens_unknown")
    return text.t("learn.citizens", had=_figure(text, found.had, share=False),
                  cut=_figure(text, found.cut, share=False))  # fmt: skip


def _in_draws(text: Words, caption: str, found: Sequence[InDraws]) -> list[Component]:
    if not found:
        return []
    rows = [
        [
            text.show(one.label),
            text.t("learn.of_draws", count=one.count, n=one.n),
            with_span(text, one.share, (one.low, one.high) if one.n > 1 else None, share=True),
        ]
        for one in found
    ]
    headers = [text.t("learn.what"), text.t("learn.in_draws"), text.t("learn.draw_share")]
    return [table(text.t(caption), headers, rows, frozenset({1, 2}))]


def _suggested(text: Words, answer: StressResult) -> html.Section:
    if not answer.connections:
        why = answer.no_connections
        return section(text.t("learn.connect"), callout(html.P(text.say(why) if why else "–")))
    items = [html.Li(_connection(text, one)) for one in answer.connections]
    return section(
        text.t("learn.connect"),
        html.P([icon("scale"), html.Strong(text.say(answer.heading))], className="banner"),
        html.P(text.t("learn.connect_reading")),
        html.Ol(items, className="connections"),
    )


def _connection(text: Words, one: Connection) -> list[Component]:
    few = text.say(Message("fewer_than_five"))
    gained = few if one.gained is None else _figure(text, one.gained, share=False)
    kept = "–" if one.kept is None else _figure(text, one.kept)
    return [
        html.P(html.Strong(text.t("learn.tie", one=_end(text, one.one), other=_end(text, one.other)))),
        html.P(text.t("learn.gains", gained=gained, kept=kept), className="muted"),
        *(html.P(said, className="muted") for end in (one.one, one.other) if (said := _others(text, end))),
    ]  # fmt: skip


def _end(text: Words, end: End) -> str:
    name = text.show(end.name)
    return f"{name} ({text.say(Message('word.synthetic'))})" if end.synthetic else name


def _others(text: Words, end: End) -> str:
    if not end.others:
        return ""
    name = text.show(end.name)
    return (
        text.t("learn.others_one", name=name)
        if end.others == 1
        else text.t("learn.others", name=name, count=end.others)
    )


def _shape(text: Words, shape: ShapeTold) -> list[Component]:
    """Star or mesh, against chance."""
    parts: list[Component] = [html.H3(text.t("learn.shape"))]
    if shape.verdict is not None:
        parts.append(html.P(text.say(shape.verdict)))
    if shape.said is not None:
        parts.append(html.P(text.say(shape.said), className="muted"))
    if shape.share is not None and shape.chance is not None:
        parts.append(
            html.P(
                text.t(
                    "learn.shape_numbers", share=text.percent(shape.share), n=shape.n,
                    expected=amount(text, shape.expected, share=True),
                    chance=span(text, shape.chance, share=True), p=p_value(text, shape.p),
                    null=text.say(shape.null), draws=shape.draws,
                ),
                className="muted",
            )
        )  # fmt: skip
    return parts


def _umbrellas(text: Words, told: UmbrellasTold) -> list[Component]:
    parts: list[Component] = [html.H3(text.t("learn.umbrellas"))]
    if not told.n:
        return [*parts, html.P(text.t("learn.no_umbrellas"))]
    parts.append(
        html.P(text.t("learn.umbrellas_counted", n=told.n, silent=len(told.silent), heard=told.heard,
                      unknown=told.unknown))
    )  # fmt: skip
    if told.silent:
        parts.append(html.Ul([html.Li(text.say(one.message)) for one in told.silent]))
    return parts
