"""A kept team: its seats as they stand, and each with what can be done about it. Several may work on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import dcc, html

from dashboard import state
from dashboard.components import kept_ids as ids
from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.components.pieces import link
from dashboard.pages.together import slot, watch
from dashboard.team_state import KEPT
from matchmaker.kernel.errors import Message
from matchmaker.services.team_news import TeamMark
from matchmaker.services.team_parts import day_word
from matchmaker.services.team_view import SeatView, TeamView, view_team

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

PAGE, CODE = "inviteres", "invitasjon"


def mark_data(mark: TeamMark) -> dict[str, Any]:
    """What the browser holds of how far somebody has seen."""
    return {"revision": mark.revision, "written": mark.written,
            "invitations": [list(one) for one in mark.invitations], "teams": list(mark.teams)}  # fmt: skip


def mark_of(data: object) -> TeamMark | None:
    """Read what :func:`mark_data` wrote; ``None`` for anything else."""
    try:
        held: Any = data
        invitations = tuple((str(one), int(revision)) for one, revision in held["invitations"])
        teams = tuple(str(one) for one in held["teams"])
        return TeamMark(int(held["revision"]), int(held["written"]), invitations, teams)
    except (TypeError, KeyError, ValueError):
        return None


def kept_team(text: Words, answers: Answers, record: str) -> Component:
    """Show a kept team to work with. Raises ``InputError`` (unknown_record, not_a_team)."""
    view = view_team(answers.workspace, record)
    mark = mark_data(view.mark)
    return html.Section(
        [
            dcc.Store(id=ids.SEEN, data=mark),
            dcc.Store(id=ids.TOLD, data=mark),
            dcc.Store(id=ids.LOOK),
            dcc.Store(id=ids.HEARD),
            dcc.Store(id=ids.PRESSED),
            watch(ids.WATCH, ids.LOOK),
            slot(ids.NEWS),
            html.Div(id=ids.CONFLICT),
            html.Div(listed(text, view), id=ids.LIST),
            html.Div(id=ids.PANEL),
            *others(text, view),
        ],
        className="part kept-team",
    )


def listed(text: Words, view: TeamView) -> list[Component]:
    """Show the team and its seats; nothing in it is written in, so that it can be drawn anew at any time."""
    name = text.t("kept.rename")
    buttons = [
        html.Button([icon("chair"), html.Span(text.t("kept.add_chair"))], type="button",
                    className="button plain", **ids.press("open", "ny")),
        html.Button([icon("info"), html.Span(name)], type="button", className="button quiet",
                    **ids.press("open", "navn")),
    ]  # fmt: skip
    return [
        html.H2(view.name),
        html.P(text.t("kept.lead"), className="muted"),
        html.Ol([_seat(text, seat) for seat in view.seats], className="kept-seats"),
        html.Div(buttons, className="buttons"),
    ]


def _seat(text: Words, seat: SeatView) -> html.Li:
    tags = [html.Span([icon("lock"), text.t("seat.locked")], className="tag")] if seat.locked else []
    change = text.t("kept.change")
    title = (
        text.say(Message("chair.held", {"group": seat.name})) if seat.held and not seat.actor else seat.name
    )
    about = text.t("kept.change_seat", number=seat.number, name=title)
    return html.Li(
        [
            html.Div(
                [
                    html.Span([html.Strong(title), *tags], className="kept-name"),
                    html.Span(stands(text, seat), className="muted"),
                ]
            ),
            html.Button([html.Span(change)], type="button", className="button quiet",
                        **attr({"aria-label": about}), **ids.press("open", seat.id)),
        ]
    )  # fmt: skip


def stands(text: Words, seat: SeatView) -> str:
    """How it stands with a seat: who is asked, whether the letter is sent, who is next."""
    parts = [text.say(Message(f"invite.turn_{seat.state.turn.value}"))]
    if seat.asked and seat.asked != seat.name:
        parts.append(text.t("kept.asks", name=seat.asked))
    if seat.sent:
        parts.append(text.t("kept.was_sent", day=day_word(seat.sent)))
    if seat.until:
        parts.append(text.t("kept.held_until", day=day_word(seat.until)))
    if seat.others:
        parts.append(text.t("settle.next", names=text.show(seat.others)))
    return " · ".join(parts)


def others(text: Words, view: TeamView) -> list[Component]:
    """Show the other teams that are kept for the same challenge; nothing where there are none."""
    if not view.others:
        return []
    items = [
        html.Li(link(f"{name} ({day_word(day)})", address(text, view.dataset, view.challenge, record)))
        for record, name, day in view.others
    ]
    return [html.Details([html.Summary(text.t("kept.others", count=len(items))), html.Ul(items)])]


def address(text: Words, dataset: str, challenge: str, record: str) -> str:
    """Address of a kept team."""
    pairs = [(state.DATASET, dataset), (state.CHALLENGE, challenge), (state.PART, CODE), (KEPT, record)]
    return state.href(text.language, PAGE, state.query(pairs))
