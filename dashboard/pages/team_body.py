"""A suggested team as it is shown: seats first, then what the suggestion rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dash import html

from dashboard import state
from dashboard.components.icons import icon
from dashboard.components.pieces import callout, command_box, go_button, link_button, notes, section
from dashboard.components.seat import chair_card, seat_card
from dashboard.components.table import Cell, table
from dashboard.pages.team_needs import IMPORTANCE
from dashboard.team_state import team_query
from matchmaker.kernel.errors import Message
from matchmaker.services.gaps import GapsRequest
from matchmaker.services.repeat import team_command
from matchmaker.services.report_request import ReportRequest
from matchmaker.services.team_wish import USUAL_RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.team import TeamResult

IMPLEMENTS = "gjennomforing"
"""The contribution without which nobody can realise a solution."""


def team_body(text: Words, found: TeamResult, names: Mapping[str, str]) -> list[Component]:
    """Show the seats and what they rest on; *names* says what actors are called."""
    cards = [seat_card(text, seat, i, found.request) for i, seat in enumerate(found.seats, start=1)]
    cards += [chair_card(text, chair) for chair in found.open_chairs]
    return [
        html.H2(text.t("team.title", seats=len(found.seats), challenge=found.challenge_title)),
        _ready(text, found),
        *_wishes(text, found, names),
        html.Ul(cards, className="seats"),
        html.Div(
            [
                link_button(text.t("team.to_gaps"), gaps_address(text, found)),
                link_button(text.t("team.to_report"), report_address(text, found), "plain"),
            ],
            className="buttons",
        ),
        _needs(text, found),
        _rules(text, found),
        _terms(text, found),
        section(text.t("team.basis"), notes(_basis(text, found))),
        command_box(text, team_command(found.request, text.language)),
    ]


def _ready(text: Words, found: TeamResult) -> Component:
    """Say whether somebody in the team can realise a solution; when nobody can, what to do about it."""
    if found.ready:
        return html.P([icon("check"), text.t("team.ready")], className="proof")
    request = found.request
    if IMPLEMENTS in dict(request.cover):
        return callout(html.P(text.t("team.not_ready")), look="warn")
    asked = replace(request, cover=(*request.cover, (IMPLEMENTS, 1)))
    return callout(
        html.P(text.t("team.not_ready")),
        html.P(text.t("team.not_ready_hint")),
        go_button("ready", team_query(asked), text.t("team.make_ready"), look="plain"),
        look="warn",
    )


def gaps_address(text: Words, found: TeamResult) -> str:
    """Address of «Hvem når vi ikke?» for this very team."""
    request = found.request
    team = tuple(seat.filled_by for seat in found.seats)
    asked = GapsRequest(request.dataset, request.challenge, team)
    return state.href(text.language, "naar-vi-ikke", state.gaps_query(asked))


def report_address(text: Words, found: TeamResult) -> str:
    """Address of «Rapport» about this very team."""
    request = found.request
    team = tuple(seat.filled_by for seat in found.seats)
    asked = ReportRequest(request.dataset, request.challenge, language=text.language, team=team)
    return state.href(text.language, "rapport", state.report_query(asked))


def _wishes(text: Words, found: TeamResult, names: Mapping[str, str]) -> list[Component]:
    """Name who is left out, and that the reason has yet to be written; each may be taken back."""
    request = found.request
    if not request.exclude:
        return []
    items = [
        html.Li(
            [
                html.Span(text.t("team.left_out", actor=names.get(actor, actor))),
                go_button(
                    f"back-{actor}",
                    team_query(replace(request, exclude=tuple(x for x in request.exclude if x != actor))),
                    text.t("team.take_back"), picture="undo",
                ),
            ]
        )
        for actor in request.exclude
    ]  # fmt: skip
    return [html.Ul(items, className="left-out")]


def _needs(text: Words, found: TeamResult) -> Component:
    if not found.needs:
        return section(text.t("needs.title"), html.P(text.t("needs.none")))
    names = {seat.filled_by: seat.name for seat in found.seats}
    rows: list[list[Cell]] = [
        [
            text.show(need.label),
            text.t(IMPORTANCE[need.importance]),
            text.show(need.wanted),
            html.Span([text.show(tuple(names[seat] for seat in need.seats)) if need.seats
                       else text.t("needs.nobody")]),
            "–" if need.best_fit is None else text.percent(need.best_fit),
        ]
        for need in found.needs
    ]  # fmt: skip
    headers = [
        text.t("needs.need"), text.t("needs.importance"), text.t("needs.wanted"), text.t("needs.seats"),
        text.t("needs.best"),
    ]  # fmt: skip
    return section(text.t("needs.title"), table(text.t("needs.caption"), headers, rows, frozenset({2, 4})))


def _rules(text: Words, found: TeamResult) -> Component:
    """Name the rules that the team had to meet; each can be taken out, and a usual one taken in again."""
    request = found.request
    rows = [(rule, True) for rule in request.rules]
    rows += [(rule, False) for rule in USUAL_RULES if rule not in request.rules]
    items = []
    for rule, posed in rows:
        name = text.say(Message(f"rule.title.{rule}"))
        other = tuple(r for r in request.rules if r != rule) if posed else (rule, *request.rules)
        does = text.t("rules.take_out") if posed else text.t("rules.take_in")
        said = name if posed else text.t("rules.not_used", rule=name)
        items.append(html.Li([
            html.Span(said),
            go_button(f"rule-{rule}", team_query(replace(request, rules=other)), does,
                      picture="minus" if posed else "plus", **{"aria-label": f"{does}: {name}"}),
        ]))  # fmt: skip
    return section(
        text.t("rules.posed"),
        html.P(text.t("rules.posed_lead" if request.rules else "rules.posed_none"), className="muted"),
        html.Ul(items, className="told-list"),
    )


def _terms(text: Words, found: TeamResult) -> Component:
    rows = [[text.say(term.message), text.number(term.points, 1)] for term in found.terms]
    rows.append([text.t("terms.sum"), text.number(found.objective, 1)])
    return section(
        text.t("terms.title"),
        html.P(text.t("terms.lead"), className="muted"),
        table(text.t("terms.caption"), [text.t("terms.part"), text.t("terms.points")], rows, frozenset({1})),
    )


def _basis(text: Words, found: TeamResult) -> list[str]:
    said = [text.say(note) for note in found.notes]
    if found.reserved:
        said.append(text.t("team.reserved", count=found.reserved))
    if found.synthetic:
        said.append(text.t("team.synthetic"))
    said.append(
        text.t("team.versions", data=found.data_version, rules=found.rules_version, code=found.code_version,
               seed=str(found.request.seed))
    )  # fmt: skip
    return said
