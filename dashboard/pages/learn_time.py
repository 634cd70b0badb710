"""What changed over time: what came, went and became stronger, quantities with intervals, and an arena."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.pieces import callout, section
from dashboard.components.table import table
from dashboard.learn_state import change_request
from dashboard.pages.learn_commands import change_command
from dashboard.pages.learn_frame import framed
from dashboard.pages.learn_numbers import amount, gap_cell, p_value, with_span
from dashboard.pages.learn_time_lists import who_and_what
from dashboard.pages.learn_time_series import points
from matchmaker.services.change import change_over_time

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.change import ArenaLine, ChangeResult, QuantityLine
    from matchmaker.services.change_result import Figure

UNCHANGED = "uendret"
"""Code of ties that are as they were."""


def build(text: Words, answers: Answers, search: str) -> Component:
    """Show what changed."""
    request = change_request(search, answers.first_dataset(), answers.environment.today)
    others = [info.name for info in answers.datasets() if info.name == request.before]
    answer = answers.ask(change_over_time, request, request.network.dataset, *others)
    return framed(
        text,
        text.t("learn.time_heading", first=text.show(answer.times[0].label),
               last=text.show(answer.times[-1].label)),
        [text.say(answer.summary)],
        answer,
        [
            *_apart(text, answer),
            section(text.t("learn.times"), _times(text, answer)),
            section(text.t("learn.turned"), *_turned(text, answer)),
            *points(text, answer),
            *_quantities(text, answer),
            *_arena(text, answer),
            *who_and_what(text, answer),
        ],
        change_command(request, text.language),
    )  # fmt: skip


def _apart(text: Words, answer: ChangeResult) -> list[Component]:
    """Say why the two cannot be held against each other, and how to mend it."""
    if not answer.conditions:
        return []
    codes = ("learn.condition", "learn.before", "learn.after", "learn.mend_how")
    rows = [
        [text.say(one.label), text.show(one.before) if one.before is not None else text.t("learn.unstated"),
         text.show(one.after) if one.after is not None else text.t("learn.unstated"), text.say(one.mend)]
        for one in answer.conditions
    ]  # fmt: skip
    return [
        section(
            text.t("learn.apart"),
            callout(html.P(text.t("learn.apart_times")), look="warn"),
            table(text.t("learn.conditions_caption"), [text.t(code) for code in codes], rows),
        )
    ]


def _times(text: Words, answer: ChangeResult) -> Component:
    headers = [text.t("learn.time"), text.t("learn.actors"), text.t("learn.ties")]
    rows = [[text.show(one.label), text.show(one.actors), text.show(one.ties)] for one in answer.times]
    return table(text.t("learn.times_caption"), headers, rows, frozenset({1, 2}))


def _turned(text: Words, answer: ChangeResult) -> list[Component]:
    ties = answer.ties
    still = not any(one.count for one in ties.turns if one.code != UNCHANGED)
    rows = [[text.say(one.label), text.show(one.count)] for one in ties.turns]
    formed = [[text.say(one.label), text.show(one.count)] for one in ties.formed]
    headers = [text.t("learn.what"), text.t("learn.ties")]
    parts: list[Component] = [
        *([callout(html.P(text.t("learn.nothing_changed")))] if still else []),
        html.P(text.t("learn.newly")),
        table(text.t("learn.turns_caption"), headers, rows, frozenset({1})),
    ]
    if any(one.count for one in ties.formed):
        parts.append(table(text.t("learn.formed_caption"), headers, formed, frozenset({1})))
    if ties.inward:
        parts.append(html.P(text.t("learn.inward", count=ties.inward)))
    if ties.overlap.value is not None:
        share = text.percent(ties.overlap.value)
        parts.append(html.P(text.t("learn.overlap", share=share, of=ties.overlap.of)))
    if ties.overlap_stayed.value is not None:
        parts.append(
            html.P(text.t("learn.overlap_stayed", share=text.percent(ties.overlap_stayed.value),
                          of=ties.overlap_stayed.of))
        )  # fmt: skip
    return parts


def _quantities(text: Words, answer: ChangeResult) -> list[Component]:
    if not answer.quantities:
        return []
    codes = ("learn.quantity", "learn.before", "learn.after", "learn.change", "learn.verdict", "learn.p",
             "learn.events")  # fmt: skip
    rows = [[text.say(one.title), *_quantity(text, one)] for one in answer.quantities]
    meant = html.Ul([html.Li([html.Strong(text.say(one.title)), ": ", text.say(one.means)])
                     for one in answer.quantities])  # fmt: skip
    return [
        section(
            text.t("learn.quantities"),
            html.P(text.t("learn.quantities_reading")),
            table(text.t("learn.quantities_caption"), [text.t(code) for code in codes], rows,
                  frozenset({1, 2, 3, 5, 6})),
            *(html.P(said, className="muted") for said in _why(text, answer)),
            html.Details([html.Summary(text.t("learn.meant")), meant]),
        )
    ]  # fmt: skip


def _why(text: Words, answer: ChangeResult) -> list[str]:
    """Why a quantity or its interval is not told, each reason once."""
    figures = [figure for one in answer.quantities for figure in (one.before, one.after)]
    return list(dict.fromkeys(text.say(one.why) for one in figures if one.why is not None))


def _quantity(text: Words, one: QuantityLine) -> list[str]:
    ends = [_whole(text, figure, share=one.is_share) for figure in (one.before, one.after)]
    tested = one.tested
    if tested is None:
        return [*ends, "–", text.t("learn.not_tested"), "–", "–"]
    changed = gap_cell(text, tested.value, tested.interval, share=one.is_share)
    p = text.t("learn.p_both", p=p_value(text, tested.p), corrected=p_value(text, tested.corrected))
    said = text.say(tested.verdict)
    return [*ends, changed, said, "–" if tested.p is None else p, text.show(tested.events)]


def _whole(text: Words, figure: Figure, *, share: bool) -> str:
    """Write a quantity of the whole network."""
    return with_span(text, figure.value, figure.interval, share=share)


def _arena(text: Words, answer: ChangeResult) -> list[Component]:
    if answer.arena is None:
        return []
    title = text.t("learn.arena_heading", title=answer.arena.title)
    return [section(title, *_arena_said(text, answer.arena))]


def _arena_said(text: Words, one: ArenaLine) -> list[Component]:
    parts: list[Component] = [
        html.P(html.Strong(text.t("learn.arena_verdict", verdict=text.say(one.verdict)))),
        html.P(text.t("learn.arena_ties", ties=one.new_ties, took_part=one.took_part,
                      registered=one.registered)),
    ]  # fmt: skip
    if one.expected is not None and one.usual is not None:
        low, high = (text.number(end, 0) for end in one.usual)
        parts.append(
            html.P(
                text.t("learn.arena_expected", expected=amount(text, one.expected, share=False), low=low,
                       high=high, p=p_value(text, one.p)),
                className="muted",
            )
        )  # fmt: skip
    return parts
