"""Ways to the groups: through whom those who are not there can be invited, in words, picture and table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.drawn import drawn
from dashboard.components.pieces import banner, callout, section
from dashboard.components.table import table
from dashboard.figures.paths import paths
from dashboard.pages.missing_frame import framed
from matchmaker.kernel.errors import Message
from matchmaker.services.outreach import OutreachRequest, plan_outreach
from matchmaker.services.repeat import gaps_command

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.gaps import GapsRequest
    from matchmaker.services.outreach import BrokerAsk, GapPlan, OutreachResult


def outreach(text: Words, answers: Answers, request: GapsRequest, _search: str) -> Component:
    """Plan through whom the groups that are missing can be reached."""
    wish = OutreachRequest(
        request.dataset, request.challenge, request.team, ages=request.ages, on=request.on,
        edition=request.edition,
    )  # fmt: skip
    answer = answers.ask(plan_outreach, wish, request.dataset)
    names = {actor.id: actor.name for actor in answers.actors(request.dataset)}
    return framed(
        text,
        text.say(Message("outreach.heading", {"title": answer.title})),
        answer,
        [banner(text, None), *_status(text, answer), *_plan(text, answer, names)],
        gaps_command(request, text.language, "--outreach"),
    )


def _status(text: Words, answer: OutreachResult) -> list[Component]:
    if not answer.gaps:
        return [callout(html.P(text.say(Message("outreach.none"))))]
    if answer.gap is None:
        return []
    params = {"percent": text.percent(answer.gap)}
    return [html.P(text.say(Message(f"outreach.status_{answer.status}", params)), className="proof")]


def _plan(text: Words, answer: OutreachResult, names: dict[str, str]) -> list[Component]:
    return [*(_gap(text, gap, names) for gap in answer.gaps), *_brokers(text, answer.brokers)]


def _gap(text: Words, gap: GapPlan, names: dict[str, str]) -> html.Section:
    group = text.show(gap.name)
    practical = text.say(
        Message("outreach.practical", {"means": tuple(text.say(mean) for mean in gap.means)})
    )
    ways = [[*path.nodes, *([] if path.end in path.nodes else [path.end])] for path in gap.paths]
    called = {**names, **{path.end: names.get(path.end, group) for path in gap.paths}}
    caption = text.t("outreach.caption", group=group)
    parts: list[Component] = [html.P(text.say(gap.why), className="muted")]
    if gap.paths:
        rows = [[str(number), text.say(path.message)] for number, path in enumerate(gap.paths, start=1)]
        parts += [
            drawn(text, paths(ways, called), caption, text.t("outreach.direct")),
            table(caption, [text.t("outreach.number"), text.t("outreach.way")], rows),
        ]
    advice = [html.Li(text.say(one)) for one in gap.advice]
    remedy = html.Div(
        [html.H4(text.t("finding.remedy")), html.Ul([*advice, html.Li(practical)])], className="remedy"
    )
    return section(group[:1].upper() + group[1:], *parts, remedy)


def _brokers(text: Words, brokers: tuple[BrokerAsk, ...]) -> list[Component]:
    if not brokers:
        return []
    items = [html.Li(" ".join(text.say(message) for message in one.messages)) for one in brokers]
    return [section(text.say(Message("outreach.whom_to_ask")), html.Ul(items))]
