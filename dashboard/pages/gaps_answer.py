"""Findings as they are shown: by urgency, then the comparison with the population, figure and table."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dash import dcc, html

from dashboard import state
from dashboard.components.attributes import attr
from dashboard.components.finding import URGENCY, VERDICT, finding_card, interval
from dashboard.components.pieces import announcement, callout, command_box, go_button, notes, section
from dashboard.components.table import table
from dashboard.figures.comparison import Row, dots
from matchmaker.kernel.errors import Message
from matchmaker.services.gaps import Finding, GapsResult, Urgency
from matchmaker.services.repeat import gaps_command

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words

_SCOPE = {
    "team": ("gaps.scope_team", "gaps.scope_team_untold"),
    "deltok": ("gaps.scope_took_part", "gaps.scope_took_part_untold"),
    "register": ("gaps.scope_register", "gaps.scope_register_untold"),
}
"""Headings with the number looked at, and without it where it would give a hidden count away."""
COMPARED = "population_group"


def gaps_answer(text: Words, found: GapsResult, urgencies: tuple[str, ...]) -> Component:
    """Show what was found, as far as its urgency is asked for; the comparison is always whole."""
    groups = [finding for finding in found.findings if finding.code == COMPARED]
    return html.Div(
        [
            announcement(text.t("gaps.announce", count=len(found.findings))),
            html.H2(_title(text, found)),
            *_whole_register(text, found),
            *([callout(html.P(text.t("team.synthetic")), look="warn")] if found.synthetic else []),
            *_by_urgency(text, found.findings, urgencies),
            *([_comparisons(text, groups)] if groups else []),
            section(text.t("team.basis"), notes([text.say(note) for note in found.notes])),
            command_box(text, gaps_command(found.request, text.language)),
        ]
    )


def _title(text: Words, found: GapsResult) -> str:
    told, untold = _SCOPE[found.scope]
    if found.members is None:
        return text.t(untold, title=found.title)
    return text.t(told, count=found.members, title=found.title)


def _whole_register(text: Words, found: GapsResult) -> list[Component]:
    if not found.request.team:
        return []
    query = state.gaps_query(replace(found.request, team=()))
    return [go_button("let-go", query, text.t("gaps.let_team_go"), picture="undo")]


def _by_urgency(text: Words, findings: tuple[Finding, ...], urgencies: tuple[str, ...]) -> list[Component]:
    parts: list[Component] = []
    for urgency in Urgency:
        mine = [f for f in findings if f.severity is urgency and not _told_in_comparison(f)]
        if urgency.value not in urgencies or not mine:
            continue
        parts.append(
            section(
                text.t("gaps.group", urgency=text.t(URGENCY[urgency]), count=len(mine)),
                html.Ul([finding_card(text, finding) for finding in mine], className="findings"),
                look=f"urgency {urgency.value}",
            )
        )
    return parts or [callout(html.P(text.t("gaps.nothing")))]


def _told_in_comparison(finding: Finding) -> bool:
    return finding.code == COMPARED and finding.severity is Urgency.INFO


def _comparisons(text: Words, findings: list[Finding]) -> html.Section:
    by_attribute: dict[str, list[Finding]] = {}
    for finding in findings:
        by_attribute.setdefault(finding.group.split(":")[0], []).append(finding)
    parts = [_comparison(text, sorted(group, key=_order)) for group in by_attribute.values()]
    return section(text.t("compare.title"), html.P(text.t("compare.lead"), className="muted"), *parts)


def _order(finding: Finding) -> tuple[int, str]:
    """Age bands by age, other groups by name; never by how they came out."""
    group = finding.group.split(":", 1)[1]
    first = re.match(r"\d+", group)
    return (int(first.group()) if first else 0, group)


def _comparison(text: Words, findings: list[Finding]) -> html.Div:
    label = text.show(findings[0].message.params["attribute"])
    rows = [
        Row(text.show(f.message.params["group"]), f.share, f.interval, f.population_share) for f in findings
    ]
    figure = dots(rows, text.t("compare.people"), text.t("compare.population"))
    of = next((f.of for f in findings if f.of is not None), None)
    caption = (
        text.t("compare.caption", attribute=label, n=of)
        if of is not None
        else text.t("compare.caption_hidden", attribute=label)
    )
    drawn = (
        html.Figure(
            dcc.Graph(
                figure=figure,
                config={"displayModeBar": False, "responsive": True, "staticPlot": True},
            ),
            className="figure",
            role="img",
            **attr({"aria-label": f"{caption}. {text.t('figure.same_below')}"}),
        )
        if figure
        else callout(html.P(text.t("compare.no_figure")))
    )
    return html.Div(
        [
            html.H3(label[:1].upper() + label[1:]),
            drawn,
            _table(text, caption, findings),
            _source(text, findings),
        ],
        className="comparison",
    )


def _table(text: Words, caption: str, findings: list[Finding]) -> Component:
    headers = [
        text.t("compare.group"), text.t("compare.count"), text.t("compare.expected"), text.t("compare.share"),
        text.t("compare.interval"), text.t("compare.population_share"), text.t("compare.verdict"),
    ]  # fmt: skip
    return table(caption, headers, [_row(text, f) for f in findings], frozenset({1, 2, 3, 4, 5}))


def _row(text: Words, finding: Finding) -> list[str]:
    closed = finding.of is None
    hidden = text.t("compare.hidden") if closed else "–"
    return [
        text.show(finding.message.params["group"]),
        text.t("compare.few") if finding.hidden else text.show(finding.n),
        hidden if finding.expected is None else text.number(finding.expected, 1),
        hidden if finding.share is None else text.percent(finding.share),
        hidden if finding.interval is None else interval(text, finding),
        "–" if finding.population_share is None else text.percent(finding.population_share),
        text.say(Message(VERDICT[finding.verdict])) if finding.verdict else "–",
    ]


def _source(text: Words, findings: list[Finding]) -> html.P:
    sources = sorted({text.show(f.message.params["source"]) for f in findings})
    return html.P(text.t("compare.source", sources=tuple(sources)), className="muted small")
