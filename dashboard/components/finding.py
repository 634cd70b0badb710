"""A finding about who is missing: what, the numbers with their n, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.icons import icon
from matchmaker.services.gaps import Finding, Urgency

if TYPE_CHECKING:
    from dashboard.texts import Words

URGENCY: dict[Urgency, str] = {
    Urgency.IMPORTANT: "urgency.important",
    Urgency.NOTE: "urgency.note",
    Urgency.INFO: "urgency.info",
}
"""What each urgency is called."""
VERDICT: dict[str, str] = {
    "under": "verdict.under", "over": "verdict.over", "in_line": "verdict.in_line",
    "too_few": "verdict.too_few",
}  # fmt: skip
"""What each verdict is called, from the library's catalogue."""


def finding_card(text: Words, finding: Finding) -> html.Li:
    """Show one finding."""
    figures = numbers(text, finding)
    remedy = [text.say(message) for message in finding.remedy]
    return html.Li(
        html.Article(
            [
                html.P(_capital(text.say(finding.message)), className="what"),
                *([html.P(figures, className="figures")] if figures else []),
                *([_remedy(text, remedy)] if remedy else []),
            ],
            className=f"finding {finding.severity.value}",
        )
    )


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _remedy(text: Words, remedy: list[str]) -> html.Div:
    return html.Div(
        [
            html.H4([icon("hand"), text.t("finding.remedy")]),
            html.Ul([html.Li(item) for item in remedy]),
        ],
        className="remedy",
    )


def numbers(text: Words, finding: Finding) -> str:
    """Write a finding's numbers: n of N, what was expected, the share and its interval."""
    said = []
    if finding.hidden:
        said.append(text.t("numbers.hidden"))
    elif finding.n is not None and finding.of:
        said.append(text.t("numbers.n_of", n=finding.n, of=finding.of))
    if finding.expected is not None:
        said.append(text.t("numbers.expected", expected=text.number(finding.expected, 1)))
    if finding.share is not None and finding.interval is not None:
        said.append(
            text.t("numbers.share", share=text.percent(finding.share), interval=interval(text, finding))
        )
    return " · ".join(said)


def interval(text: Words, finding: Finding) -> str:
    """Write a share's interval, or an en dash when it is not there."""
    if finding.interval is None:
        return "–"
    low, high = finding.interval
    return f"{text.number(100 * low, 0)}–{text.percent(high)}"
