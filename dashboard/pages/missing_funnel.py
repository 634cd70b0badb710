"""From population to decision: each group step by step, with the interval of what went on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.drawn import drawn
from dashboard.components.pieces import callout, section
from dashboard.components.table import table
from dashboard.figures.steps import Line, steps
from dashboard.pages.missing_frame import choose_challenge, found, framed
from matchmaker.kernel.errors import Message
from matchmaker.services.funnel import STEPS, FunnelRequest, follow_funnel, step_label
from matchmaker.services.repeat import gaps_command

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.funnel import AttributeFunnel, FunnelResult, StepRow
    from matchmaker.services.gaps import GapsRequest

COLUMNS = (
    "funnel.group", "funnel.step", "funnel.count", "funnel.share", "funnel.others", "funnel.verdict",
)  # fmt: skip


def funnel(text: Words, answers: Answers, request: GapsRequest, _search: str) -> Component:
    """Show how far each group came in the challenge that is asked about."""
    if request.challenge is None:
        return choose_challenge(text)
    wish = FunnelRequest(request.dataset, request.challenge, on=request.on, edition=request.edition)
    answer = answers.ask(follow_funnel, wish, request.dataset)
    return framed(
        text,
        text.t("funnel.heading", title=answer.title),
        answer,
        [*_findings(text, answer), *_problems(text, answer), *(_one(text, one) for one in answer.attributes)],
        gaps_command(request, text.language, "--funnel"),
        text.t("funnel.synthetic"),
    )


def _findings(text: Words, answer: FunnelResult) -> list[Component]:
    if not answer.attributes:
        return []
    return [found(text, text.t("funnel.findings"), answer.findings, text.t("funnel.none"))]


def _problems(text: Words, answer: FunnelResult) -> list[Component]:
    if not answer.problems:
        return []
    listed = html.Ul([html.Li(text.say(problem)) for problem in answer.problems])
    return [callout(html.P(text.t("funnel.problems")), listed, look="warn")]


def _one(text: Words, followed: AttributeFunnel) -> html.Section:
    label = text.show(followed.label)
    caption = text.t("funnel.caption", attribute=label)
    names = [text.say(step_label(step)) for step in STEPS]
    lines = [
        Line(text.show(group.label), [row.share for row in group.steps[1:]],
             [row.interval for row in group.steps[1:]])
        for group in followed.groups
    ]  # fmt: skip
    headers = [text.t(code) for code in COLUMNS]
    rows = [
        [text.show(group.label), text.say(step_label(row.step)), *_cells(text, row)]
        for group in followed.groups
        for row in group.steps
    ]
    rows += [
        [
            text.t("funnel.unknown"),
            text.say(step_label(step)),
            text.show(followed.unknown[step]),
            "–",
            "–",
            "–",
        ]
        for step in STEPS
        if step in followed.unknown
    ]
    return section(
        label[:1].upper() + label[1:],
        drawn(text, steps(lines, names[1:]), caption, text.t("funnel.no_figure")),
        html.P(text.t("funnel.reading"), className="muted"),
        table(caption, headers, rows, frozenset({2, 3, 4})),
    )


def _cells(text: Words, row: StepRow) -> list[str]:
    if row.count is None:
        return [text.t("funnel.not_stated"), "–", "–", "–"]
    share, others = "–", "–"
    if row.share is not None and row.interval is not None:
        low, high = (text.percent(end, 1) for end in row.interval)
        share = f"{text.percent(row.share, 1)} ({low}–{high})"
    if row.others is not None and row.others_of is not None:
        others = text.t("funnel.n_of", n=row.others, of=row.others_of)
    verdict = "–" if row.verdict is None else text.say(Message(f"verdict.{row.verdict.value}"))
    return [text.show(row.count), share, others, verdict]
