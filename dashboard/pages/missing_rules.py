"""Rules: what law and good practice ask of a composition, and what came of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.icons import icon
from dashboard.components.pieces import section
from dashboard.pages.missing_frame import framed
from matchmaker.kernel.errors import Message
from matchmaker.services.repeat import rules_command
from matchmaker.services.rules import Outcome, RulesRequest, check_rules

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.gaps import GapsRequest
    from matchmaker.services.rules import RuleOutcome

_PRESSING = (Outcome.FAIL, Outcome.NEEDS_HUMAN, None, Outcome.PASS, Outcome.NOT_APPLICABLE)
"""What asks something of the reader first."""


def rules(text: Words, answers: Answers, request: GapsRequest, _search: str) -> Component:
    """Check the rules on what is asked about."""
    wish = RulesRequest(
        request.dataset, request.challenge, request.team, on=request.on, edition=request.edition
    )
    answer = answers.ask(check_rules, wish, request.dataset)
    return framed(
        text,
        text.say(Message("rules.heading", {"title": answer.title})),
        answer,
        [part for outcome in _PRESSING for part in _group(text, outcome, answer.outcomes)],
        rules_command(request, text.language),
    )


def _group(text: Words, outcome: Outcome | None, rows: tuple[RuleOutcome, ...]) -> list[Component]:
    mine = [row for row in rows if row.outcome is outcome]
    if not mine:
        return []
    title = text.say(Message(f"outcome.{outcome.value}" if outcome else "outcome.hidden"))
    listed = html.Ul([_row(text, row) for row in mine], className="findings")
    if outcome is Outcome.NOT_APPLICABLE:
        summary = html.Summary(text.t("rules.not_applicable", count=len(mine)))
        return [section(title, html.Details([summary, listed]))]
    return [section(title, listed)]


def _row(text: Words, row: RuleOutcome) -> html.Li:
    basis = [text.say(Message(f"rule_severity.{row.severity.value}")), text.show(row.paragraph)]
    basis += [text.say(caveat) for caveat in row.caveats]
    remedy = [html.Li(text.say(message)) for message in row.remedy]
    return html.Li(
        html.Article(
            [
                html.H3(text.say(row.title)),
                html.P(text.say(row.message), className="what"),
                html.P(" · ".join(basis), className="figures"),
                *([_remedy(text, remedy)] if remedy else []),
            ],
            className="finding",
        )
    )


def _remedy(text: Words, items: list[html.Li]) -> html.Div:
    return html.Div([html.H4([icon("hand"), text.t("finding.remedy")]), html.Ul(items)], className="remedy")
