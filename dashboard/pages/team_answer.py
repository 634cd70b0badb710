"""A suggested team as it is shown: seats first, then what the suggestion rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard import state
from dashboard.components.icons import icon
from dashboard.components.pieces import (
    announcement,
    banner,
    command_box,
    go_button,
    link_button,
    notes,
    section,
)
from dashboard.components.seat import chair_card, seat_card
from dashboard.components.table import Cell, table
from matchmaker.services.gaps import GapsRequest
from matchmaker.services.repeat import team_command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.team import TeamResult

_IMPORTANCE = {1: "importance.1", 2: "importance.2", 3: "importance.3"}


def team_answer(text: Words, found: TeamResult, names: Mapping[str, str]) -> Component:
    """Show a suggestion whole; *names* says what actors are called."""
    cards = [seat_card(text, seat, i, found.request) for i, seat in enumerate(found.seats, start=1)]
    cards += [chair_card(text, chair) for chair in found.open_chairs]
    return html.Div(
        [
            announcement(text.t("team.announce", seats=len(found.seats), challenge=found.challenge_title)),
            banner(text, found.decided_by),
            html.H2(text.t("team.title", seats=len(found.seats), challenge=found.challenge_title)),
            html.P([icon("check"), proof(text, found)], className="proof"),
            *_wishes(text, found, names),
            html.Ul(cards, className="seats"),
            link_button(text.t("team.to_gaps"), gaps_address(text, found)),
            _needs(text, found),
            _terms(text, found),
            section(text.t("team.basis"), notes(_basis(text, found))),
            command_box(text, team_command(found.request, text.language)),
        ]
    )


def proof(text: Words, found: TeamResult) -> str:
    """Say in plain words how good the suggestion is known to be."""
    points = text.number(found.objective, 1)
    if found.status == "optimal":
        return text.t("team.proven", points=points)
    if found.bound is None or found.gap is None:
        return text.t("team.unproven", points=points)
    return text.t(
        "team.within", points=points, bound=text.number(found.bound, 1), gap=text.number(found.gap, 1)
    )


def gaps_address(text: Words, found: TeamResult) -> str:
    """Address of «Hvem når vi ikke?» for this very team."""
    request = found.request
    team = tuple(seat.filled_by for seat in found.seats)
    asked = GapsRequest(request.dataset, request.challenge, team)
    return state.href(text.language, "naar-vi-ikke", state.gaps_query(asked))


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
                    state.changed(state.team_query(request), state.EXCLUDE,
                                  ",".join(other for other in request.exclude if other != actor)),
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
            text.t(_IMPORTANCE[need.importance]),
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
