"""Combinations of groups with fewer than expected, and those that nobody came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.icons import icon
from dashboard.components.pieces import callout, section
from dashboard.components.table import table
from dashboard.pages.missing_frame import framed
from matchmaker.kernel.errors import Message
from matchmaker.services.intersections import IntersectionsRequest, find_intersections
from matchmaker.services.repeat import gaps_command

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.gaps import GapsRequest
    from matchmaker.services.intersections import Intersection, IntersectionsResult


def combinations(text: Words, answers: Answers, request: GapsRequest, _search: str) -> Component:
    """Search the combinations of those who are asked about."""
    wish = IntersectionsRequest(
        request.dataset, request.challenge, request.team, ages=request.ages, on=request.on,
        edition=request.edition,
    )  # fmt: skip
    answer = answers.ask(find_intersections, wish, request.dataset)
    return framed(
        text,
        text.say(Message("intersections.heading", {"title": answer.title})),
        answer,
        [*_found(text, answer), *_empty(text, answer)],
        gaps_command(request, text.language, "--intersections"),
    )


def _found(text: Words, answer: IntersectionsResult) -> list[Component]:
    if answer.n is None:
        return []
    if answer.nothing is not None:
        return [callout(html.P(text.say(answer.nothing)))]
    return [html.Ul([_card(text, one) for one in answer.found], className="findings")]


def _card(text: Words, found: Intersection) -> html.Li:
    numbers = Message(
        "intersections.numbers",
        {
            "n": found.n, "of": found.of, "share": text.percent(found.population_share, 1),
            "p": text.p_value(found.p),
        },
    )  # fmt: skip
    said: list[Component] = [
        html.P(text.say(found.message), className="what"),
        html.P(text.say(numbers), className="figures"),
    ]
    if found.possible:
        bounds = Message(
            "intersections.bounds", {"possible": found.possible, "p": text.p_value(found.p_if_all)}
        )
        said.append(html.P(text.say(bounds), className="figures"))
    if found.remedy:
        items = html.Ul([html.Li(text.say(one)) for one in found.remedy])
        heading = html.H4([icon("hand"), text.t("finding.remedy")])
        said.append(html.Div([heading, items], className="remedy"))
    urgency = "viktig" if found.verdict == "under" else "opplysning"
    return html.Li(html.Article(said, className=f"finding {urgency}"))


def _empty(text: Words, answer: IntersectionsResult) -> list[Component]:
    if not answer.empty:
        return []
    title = text.say(Message("intersections.empty_heading"))
    names = ("group", "expected", "chance", "possible")
    headers = [text.say(Message(f"intersections.{name}")) for name in names]
    rows = [
        [
            text.show(cell.label),
            text.number(cell.expected, 1),
            text.percent(cell.chance, 1),
            str(cell.possible),
        ]
        for cell in answer.empty
    ]
    return [section(title, table(title, headers, rows, frozenset({1, 2, 3})))]
