"""Teams beside the best, row by row, each with the way to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dash import html

from dashboard.components.pieces import announcement, banner, command_box, go_button, notes, section
from dashboard.components.table import Cell, table
from dashboard.team_state import team_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.kernel.errors import Message
    from matchmaker.services.seats import Seated
    from matchmaker.services.team_others import OtherTeam
    from matchmaker.services.team_wish import TeamRequest

SHOWN: Final = 2
"""So many names stand in a cell; more are one press away."""


def team_table(
    text: Words, caption: str, wish: TeamRequest, teams: Sequence[OtherTeam], parts: Sequence[str]
) -> html.Div:
    """List teams: points of each part asked for, points in all, and who differs from the first.

    Parameters
    ----------
    text
        The words.
    caption
        What the table shows.
    wish
        What was asked for.
    teams
        The teams; the first is what the others are compared with.
    parts
        What the parts of the score are called for which each team has its points.
    """
    headers = [
        text.t("others.team"), *parts, text.t("others.points"), text.t("others.come"),
        text.t("others.leave"), text.t("others.look"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            str(number),
            *(text.number(value, 1) for value in team.values),
            text.number(team.points, 1),
            *(["–", "–"] if number == 1 else [_listed(text, team.come), _listed(text, team.leave)]),
            _look(text, wish, team, number),
        ]
        for number, team in enumerate(teams, start=1)
    ]
    return table(caption, headers, rows, frozenset(range(1, len(parts) + 2)))


def _look(text: Words, wish: TeamRequest, team: OtherTeam, number: int) -> html.Button:
    """Show this very team: all its seats are locked."""
    ids_ = tuple(seat.actor for seat in team.seats)
    locked = replace(wish, include=ids_, min_size=len(ids_), max_size=len(ids_))
    said = text.t("others.show")
    return go_button(f"team-{number}", team_query(locked), said,
                     **{"aria-label": f"{said}: {text.t('others.team')} {number}"})  # fmt: skip


def _listed(text: Words, seats: Sequence[Seated]) -> Component | str:
    if not seats:
        return "–"
    names = html.Span([html.Span(called(text, seat), className="line") for seat in seats])
    if len(seats) <= SHOWN:
        return names
    return html.Details([html.Summary(text.t("others.seats", count=len(seats))), names])


def called(text: Words, seat: Seated) -> str:
    """What a seat is called, with a mark when whoever fills it is invented."""
    return f"{seat.name} ({text.t('tag.synthetic')})" if seat.synthetic else seat.name


def framed(
    text: Words, title: str, decided_by: str | None, content: Sequence[Component],
    about: Sequence[Message], command: str,
) -> html.Div:  # fmt: skip
    """Put an answer between who decides and what it rests on."""
    return html.Div(
        [
            announcement(title),
            banner(text, decided_by),
            html.H2(title),
            *content,
            section(text.t("team.basis"), notes([text.say(note) for note in about])),
            command_box(text, command),
        ]
    )
