"""A seat in a suggested team, as a card: what is suggested is the seat, not the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attr
from dashboard.components.icons import icon, sector_mark
from dashboard.components.pieces import go_button
from dashboard.team_state import locked, swapped, team_query
from matchmaker.services import labels

if TYPE_CHECKING:
    from dashboard.texts import Words
    from matchmaker.services.chairs import OpenChair
    from matchmaker.services.seats import Seat
    from matchmaker.services.team import TeamRequest


def seat_card(text: Words, seat: Seat, number: int, request: TeamRequest) -> html.Li:
    """Show a seat: how it is filled, why, who else could fill it, and how to lock or swap it."""
    fixed = seat.filled_by in request.include
    return html.Li(
        html.Article(
            [
                _head(text, seat, number, request),
                _reasons(text, seat),
                _buttons(text, seat, request),
            ],
            className="seat locked" if fixed else "seat",
            **attr({"aria-labelledby": f"navn-{seat.id}"}),
        )
    )


def _head(text: Words, seat: Seat, number: int, request: TeamRequest) -> html.Div:
    fixed = seat.filled_by in request.include
    where = f" · {labels.place(seat.municipality)}" if seat.municipality else ""
    tags = [html.Span([icon("lock"), text.t("seat.locked")], className="tag")] if fixed else []
    if seat.synthetic:
        tags.append(html.Span(text.t("tag.synthetic"), className="tag"))
    return html.Div(
        [
            html.Span(str(number), className="seat-number", **attr({"aria-hidden": "true"})),
            html.Div(
                [
                    html.H3(seat.name, id=f"navn-{seat.id}"),
                    html.P(
                        [sector_mark(seat.sector), f"{text.show(seat.kind_label)}{where}"], className="kind"
                    ),
                    html.P([icon("mail"), text.say(seat.fill_how)], className="fill"),
                    *tags,
                ]
            ),
        ],
        className="seat-head",
    )


def _reasons(text: Words, seat: Seat) -> html.Details:
    others = (
        [
            html.H4(text.t("seat.others")),
            html.Ul([html.Li(text.say(other.message)) for other in seat.others], className="others"),
        ]
        if seat.others
        else [html.P(text.t("seat.no_others"), className="muted")]
    )
    return html.Details(
        [
            html.Summary([text.t("seat.reasons"), html.Span(f": {seat.name}", className="visually-hidden")]),
            html.Ul([html.Li(text.say(reason)) for reason in seat.reasons], className="reasons"),
            *others,
            html.P(text.t("seat.adds", points=seat.adds), className="muted"),
        ],
        open=True,
        className="fold-narrow",
    )


def _buttons(text: Words, seat: Seat, request: TeamRequest) -> html.Div:
    lock = text.t("seat.unlock") if seat.filled_by in request.include else text.t("seat.lock")
    swap = text.t("seat.swap")
    return html.Div(
        [
            go_button(f"lock-{seat.filled_by}", team_query(locked(request, seat.filled_by)), lock,
                      picture="lock", **{"aria-label": f"{lock}: {seat.name}"}),
            go_button(f"swap-{seat.filled_by}", team_query(swapped(request, seat.filled_by)), swap,
                      picture="swap", **{"aria-label": f"{swap}: {seat.name}"}),
        ],
        className="seat-buttons",
    )  # fmt: skip


def chair_card(text: Words, chair: OpenChair) -> html.Li:
    """Show a chair that is held: for a group which nobody in the register belongs to, or as was asked."""
    title = text.t("chair.title", group=chair.name) if chair.group else text.say(chair.message)
    more = [html.P(text.say(chair.message), className="muted")] if chair.group else []
    return html.Li(
        html.Article(
            [
                html.Div(
                    [
                        html.Span(icon("chair"), className="seat-number open"),
                        html.Div(
                            [
                                html.H3(title),
                                *more,
                            ]
                        ),
                    ],
                    className="seat-head",
                )
            ],
            className="seat chair",
        )
    )
