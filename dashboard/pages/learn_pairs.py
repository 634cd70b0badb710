"""Who can learn from whom: pairs with their reasons, by who wants to learn, in municipality-number order."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dash import html

from dashboard import state
from dashboard.components.pieces import empty, link_button, section
from dashboard.components.table import table
from dashboard.learn_state import DATASETS, MOST_TIMES, TIMES, learn_pairs, learn_request
from dashboard.pages.choices import readable
from dashboard.pages.learn_commands import learn_command
from dashboard.pages.learn_frame import choose_datasets, choose_edition, framed, number, place
from matchmaker.kernel.errors import Message
from matchmaker.services.learning import LearnRequest, learn, shared_reasons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dash.development.base_component import Component

    from dashboard.learn_state import Pairs
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.learning import Learner, LearningLine, LearnResult


def read(answers: Answers, search: str) -> LearnRequest:
    """Read the question; one that cannot be read leaves the form as it is without."""
    plain = LearnRequest(tuple(info.name for info in answers.datasets()))
    return readable(lambda: learn_request(search, answers.datasets()), plain)


def held(answers: Answers, search: str) -> dict[str, Any]:
    """Tell what stands in each field of the form."""
    request = read(answers, search)
    every = len(request.datasets) == len(answers.datasets())
    return {
        DATASETS: [] if every else list(request.datasets),
        TIMES: request.factor,
        state.EDITION: request.edition.value,
    }


def form(text: Words, answers: Answers, search: str) -> list[Component]:
    """Make the form."""
    request = read(answers, search)
    chosen = held(answers, search)[DATASETS]
    return [
        choose_datasets(text, answers, chosen, text.t("learn.datasets_all")),
        number(
            TIMES, text.t("learn.factor"), request.factor, (1.0, MOST_TIMES), text.t("learn.factor_hint"),
            allowDecimal=True, decimalSeparator=text.number(1.5)[1], inputProps={"inputMode": "decimal"},
        ),
        choose_edition(text, request.edition),
    ]  # fmt: skip


def asked(answers: Answers, search: str, given: Mapping[str, Any]) -> tuple[Pairs, Pairs]:
    """Write the question as it was, and as it stands in the form."""
    before, known = read(answers, search), answers.datasets()
    factor = given[TIMES] if isinstance(given[TIMES], int | float) else before.factor
    wish = LearnRequest(
        tuple(given[DATASETS] or (info.name for info in known)), float(factor), before.on,
        type(before.edition)(given[state.EDITION]),
    )  # fmt: skip
    return learn_pairs(before, known), learn_pairs(wish, known)


def build(text: Words, answers: Answers, search: str) -> Component:
    """Show who can learn from whom."""
    asked_for = learn_request(search, answers.datasets())
    every = len(asked_for.datasets) == len(answers.datasets())
    request = replace(asked_for, datasets=()) if every else asked_for
    answer = answers.ask(learn, request, *asked_for.datasets)
    content = _groups(text, answer) if answer.pairs else [_none(text, answer, search)]
    return framed(
        text,
        text.t("learn.pairs"),
        [_summary(text, answer)] if answer.pairs else [],
        answer,
        content,
        learn_command(request, text.language),
    )


def _summary(text: Words, answer: LearnResult) -> str:
    learners = {(one.learner.dataset, one.learner.actor, one.learner.municipality) for one in answer.pairs}
    experienced = {
        (one.experienced.dataset, one.experienced.actor, one.experienced.municipality) for one in answer.pairs
    }
    near = sum(one.near is True for one in answer.pairs)
    return text.t(
        "learn.pairs_summary", pairs=len(answer.pairs), learners=len(learners), experienced=len(experienced),
        near=near,
    )  # fmt: skip


def _groups(text: Words, answer: LearnResult) -> list[Component]:
    """Those who want to learn, each with those who have experience, in the answer's own order."""
    cards = []
    for _, lines in groupby(answer.pairs, key=lambda one: one.learner):
        mine = list(lines)
        cards.append(html.Li(_card(text, mine)))
    return [html.Ul(cards, className="learners")]


def _card(text: Words, lines: list[LearningLine]) -> html.Article:
    learner, shared = lines[0].learner, shared_reasons(lines)
    of_all = [text.say(Message("learning.all_of_them", {"count": len(lines)})), *map(text.say, shared)]
    return html.Article(
        [
            html.H3([text.t("learn.wants", name=text.show(learner.name)), *_invented(text, learner)]),
            html.P(_where(text, learner), className="muted"),
            html.Ul([_experienced(text, one, shared) for one in lines], className="experienced"),
            *([html.P(" ".join(of_all), className="muted small")] if shared else []),
        ],
        className="card learner",
    )


def _experienced(text: Words, line: LearningLine, shared: Sequence[Message]) -> html.Li:
    one = line.experienced
    reasons = [html.Li(text.say(reason)) for reason in line.reasons if reason not in shared]
    return html.Li(
        [
            html.P([html.Strong(text.t("learn.has", name=text.show(one.name))), *_invented(text, one)]),
            html.P(_where(text, one), className="muted small"),
            *([html.Ul(reasons, className="reasons")] if reasons else []),
        ]
    )


def _where(text: Words, one: Learner) -> str:
    said = [text.show(one.kind_label)]
    if one.municipality:
        said.append(place(one.municipality))
    if one.people is not None:
        said.append(text.t("learn.people", count=one.people))
    return " · ".join(said)


def _invented(text: Words, one: Learner) -> list[Any]:
    return [" ", html.Span(text.say(Message("word.synthetic")), className="tag")] if one.synthetic else []


def _none(text: Words, answer: LearnResult, search: str) -> Component:
    """Say how actors tell what they have experience with, and what is needed before a pair is shown."""
    waits = bool(answer.waiting)
    rows = [
        ["verdal-kommune", text.t("learn.example_theme"), "har_erfaring", text.say(Message("word.yes"))],
        ["inderoy-kommune", text.t("learn.example_theme"), "vil_laere", text.say(Message("word.yes"))],
    ]
    headers = ["aktor", "tema", "holdning", "onsker_kontakt"]
    to_data = state.href(text.language, "aktorer-og-data", state.subject(search))
    return html.Div(
        [
            empty(
                text.t("learn.none_waiting" if waits else "learn.none"),
                html.P(text.t("learn.none_waiting_how", count=answer.waiting or 0))
                if waits
                else html.P(text.t("learn.none_how")),
                link_button(text.t("learn.to_data"), to_data, look="plain"),
            ),
            section(
                text.t("learn.how"),
                html.Ul([html.Li(text.t(code)) for code in _HOW]),
                table(text.t("learn.example"), headers, rows),
            ),
        ],
        className="stacked",
    )


_HOW = ("learn.how_sheet", "learn.how_both", "learn.how_contact")
