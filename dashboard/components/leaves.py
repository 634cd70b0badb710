"""The buttons that turn the pages of a table, and what pressing them means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, html
from dash.exceptions import PreventUpdate

from dashboard.components.attributes import attr
from dashboard.components.pressed import pressed

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.texts import Words


def leaves(text: Words, number: int, last: int, step: Callable[[object], dict[str, Any]]) -> html.Nav:
    """Make the buttons that turn the page, and say which page is shown.

    Parameters
    ----------
    text
        The words.
    number, last
        The page shown and the last one, from zero.
    step
        Id of a button, from ``previous`` or ``next``.
    """

    def button(direction: str, said: str, ends: int) -> html.Button:
        return html.Button(
            said, id=step(direction), type="button", className="button plain", disabled=number == ends
        )

    return html.Nav(
        [
            button("previous", text.t("table.previous"), 0),
            html.Span(text.t("table.page", number=number + 1, last=last + 1)),
            button("next", text.t("table.next"), last),
        ],
        className="leaves", **attr({"aria-label": text.t("table.pages")}),
    )  # fmt: skip


def register_leaves(app: Dash, page: str, wanted: str, step: Callable[[object], dict[str, Any]]) -> None:
    """Connect the buttons to the store of which page is shown; another filter begins from the first.

    Parameters
    ----------
    app
        The application.
    page
        Id of the store.
    wanted
        Id of the filter.
    step
        Id of a button; see :func:`leaves`.
    """

    @app.callback(
        Output(page, "data"),
        Input(step(ALL), "n_clicks"),
        Input(wanted, "value"),
        State(page, "data"),
        prevent_initial_call=True,
    )
    def turn(_clicks: list[int | None], _wanted: str, number: int) -> int:
        return turned_to(number)


def turned_to(number: int) -> int:
    """Count of the leaf to show: one on or back where that was pressed, else the first."""
    turned = pressed()
    if turned:
        return max(number + (1 if turned["direction"] == "next" else -1), 0)
    if isinstance(ctx.triggered_id, dict):  # buttons were drawn
        raise PreventUpdate
    return 0
