"""Who came and went by name, which ties turned, and who was found again under another id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from dashboard.components.pieces import section
from dashboard.components.table import table
from dashboard.pages.learn_frame import place
from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.kernel.errors import Param
    from matchmaker.services.change import ActorLine, ChangeResult, TieLine

MOST_LISTED = 200
"""Ties listed at most; the command tells them all."""


def who_and_what(text: Words, answer: ChangeResult) -> list[Component]:
    """List actors that came and went, and ties that are not as they were."""
    actors = answer.actors
    return [
        section(
            text.t("learn.who_turned"),
            *_actors(text, "learn.entered", actors.entered, actors.persons_entered),
            *_actors(text, "learn.left", actors.left, actors.persons_left),
            html.P(text.t("learn.stayed", count=len(actors.stayed), persons=actors.persons_stayed)),
        ),
        *_ties(text, answer.ties.lines),
        *_again(text, answer),
    ]


def _actors(text: Words, code: str, found: Sequence[ActorLine], persons: Param) -> list[Component]:
    said = html.P(text.t("learn.of_persons", persons=persons))
    title = text.t(code, count=len(found))
    if not found:
        return [html.H3(title), said]
    items = [html.Li([f"{one.name} · {text.show(one.kind_label)}", *_where(one), *_invented(text, one)])
             for one in found]  # fmt: skip
    return [html.H3(title), said, html.Details([html.Summary(text.t("learn.show_names")), html.Ul(items)])]


def _where(one: ActorLine) -> list[str]:
    return [f" · {place(one.municipality)}"] if one.municipality else []


def _invented(text: Words, one: ActorLine) -> list[Any]:
    return [" ", html.Span(text.say(Message("word.synthetic")), className="tag")] if one.synthetic else []


def _ties(text: Words, lines: Sequence[TieLine] | None) -> list[Component]:
    if lines is None:
        return [section(text.t("learn.which_ties"), html.P(text.t("learn.ties_public")))]
    if not lines:
        return []
    codes = ("learn.between", "learn.turn", "learn.strength", "learn.formed")
    rows = [
        [
            text.t("learn.tie", one=one.one_name, other=one.other_name),
            text.say(one.turn_label),
            text.t("learn.from_to", first=text.number(one.before, 1), second=text.number(one.after, 1)),
            text.say(one.formed_label) if one.formed_label is not None else "–",
        ]
        for one in lines[:MOST_LISTED]
    ]
    shown = table(text.t("learn.ties_caption"), [text.t(code) for code in codes], rows, frozenset({2}))
    more = len(lines) - MOST_LISTED
    left = [html.P(text.t("learn.more_ties", count=more))] if more > 0 else []
    fold = html.Details([html.Summary(text.t("learn.show_ties", count=len(lines))), shown, *left])
    return [section(text.t("learn.which_ties"), fold)]


def _again(text: Words, answer: ChangeResult) -> list[Component]:
    if not answer.alignment:
        return []
    headers = [text.t("learn.before"), text.t("learn.after"), text.t("learn.how_found")]
    rows = [[one.before_name, one.after_name, text.say(one.how)] for one in answer.alignment]
    return [section(text.t("learn.again"), table(text.t("learn.again_caption"), headers, rows))]
