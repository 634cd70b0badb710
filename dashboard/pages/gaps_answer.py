"""Findings as they are shown, by urgency."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dash import html

from dashboard import state
from dashboard.components.finding import URGENCY, finding_card
from dashboard.components.pieces import announcement, callout, command_box, go_button, notes, section
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


def wanted(search: str | None) -> tuple[str, ...]:
    """Which urgencies to show; all when the address names none that exist."""
    named = state.many(search, state.SHOW)
    return tuple(u.value for u in Urgency if u.value in named) or tuple(u.value for u in Urgency)


def gaps_answer(text: Words, found: GapsResult, urgencies: tuple[str, ...]) -> Component:
    """Show what was found, as far as its urgency is asked for; groups as expected stand in the comparison."""
    return html.Div(
        [
            announcement(text.t("gaps.announce", count=len(found.findings))),
            html.H2(_title(text, found)),
            *_whole_register(text, found),
            *([callout(html.P(text.t("team.synthetic")), look="warn")] if found.synthetic else []),
            *_by_urgency(text, found.findings, urgencies),
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
