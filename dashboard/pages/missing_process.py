"""Is it samskaping?: what a process most resembles as it is described, why, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.icons import icon
from dashboard.components.pieces import section
from dashboard.components.table import table
from dashboard.pages.missing_frame import choose_challenge, framed
from matchmaker.kernel.errors import Message
from matchmaker.services.classify import ClassifyRequest, classify_process
from matchmaker.services.repeat import classify_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.classify import ClassifyResult, Reason, Told
    from matchmaker.services.gaps import GapsRequest


def process(text: Words, answers: Answers, request: GapsRequest, _search: str) -> Component:
    """Show what the process of a challenge most resembles."""
    if request.challenge is None:
        return choose_challenge(text)
    wish = ClassifyRequest(request.dataset, request.challenge, on=request.on)
    answer = answers.ask(classify_process, wish, request.dataset)
    heading = text.say(Message("classify.heading", {"title": answer.title}))
    return framed(
        text,
        heading,
        answer,
        [
            html.P([icon("scale"), html.Strong(text.say(answer.message))], className="banner"),
            html.P(text.say(answer.firmness)),
            *_reasons(text, "classify.reasons", answer.reasons),
            *_reasons(text, "classify.reservations", answer.reservations),
            *_turns(text, answer),
            _told(text, answer.told),
        ],
        classify_command(request, text.language),
    )


def _reasons(text: Words, title: str, reasons: Sequence[Reason]) -> list[Component]:
    if not reasons:
        return []
    items = [html.Li([text.say(one.message), *_places(text, one)]) for one in reasons]
    return [section(text.say(Message(title)), html.Ul(items, className="reasons"))]


def _places(text: Words, reason: Reason) -> list[Component | str]:
    said = [
        text.say(
            Message(
                "classify.place",
                {"document": Message(f"classify.document.{one.document.value}"), "lines": one.lines},
            )
        )
        for one in reason.places
    ]
    return [" ", html.Span(f"({'; '.join(said)})", className="muted")] if said else []


def _turns(text: Words, answer: ClassifyResult) -> list[Component]:
    if not answer.turn_messages:
        return []
    items = [html.Li(text.say(message)) for message in answer.turn_messages]
    return [section(text.say(Message("classify.turns")), html.Ul(items))]


def _told(text: Words, told: Sequence[Told]) -> html.Section:
    headers = [text.t("process.question"), text.t("process.answer"), text.t("process.shown_by")]
    rows = [
        [
            text.say(Message(f"trait.{one.trait.value}")),
            text.t("process.unknown") if one.answer is None else text.say(Message(f"answer.{one.answer}")),
            one.source or (text.t("process.derived") if one.derived else "–"),
        ]
        for one in told
    ]
    title = text.say(Message("classify.told"))
    return section(title, table(title, headers, rows))
