"""A table of actors, to be sorted, filtered and selected, wherever a page has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, ctx, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.icons import icon, sector_mark
from dashboard.texts import Words, words
from matchmaker.services import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from matchmaker.services.network_view import Node

PER_PAGE = 250
"""Rows shown at a time; smaller registers are shown whole."""
COLUMNS = {
    "name": "table.name",
    "kind": "table.kind",
    "side": "table.side",
    "place": "table.municipality",
    "degree": "table.relations",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table of actors stands, and where the names in it lead."""

    page: str
    """Page of the dashboard."""
    shown: str
    """Id of the store with the query of the network shown."""
    wanted: str
    """Id of the filter."""
    order: str
    """Id of the store of how it is sorted."""
    number: str
    """Id of the store of which page is shown."""
    body: str
    """Id of what the table stands in."""
    sort: Callable[[object], dict[str, Any]]
    """Id of the button that sorts by a column."""
    step: Callable[[object], dict[str, Any]]
    """Id of the button that turns the page."""
    linked: Callable[[Words, Node, str], Component]
    """Makes the name of an actor, from the words, the actor and the query shown."""
    nodes: Callable[[Answers, str], tuple[Node, ...]]
    """Finds everybody in the table, from the query shown."""
    per_page: int = PER_PAGE
    """Rows shown at a time."""


def controls(text: Words, place: Place) -> list[Component]:
    """Make the filter above the table, and what it keeps in mind."""
    return [
        dcc.Store(id=place.order, data={"column": "name", "down": False}),
        dcc.Store(id=place.number, data=0),
        dmc.TextInput(
            id=place.wanted, label=text.t("table.filter"), value="", debounce=250, size="md",
            className="table-filter",
        ),
    ]  # fmt: skip


def register(app: Dash, answers: Answers, place: Place) -> None:
    """Connect the table to the address, the filter and the headers."""

    @app.callback(
        Output(place.body, "children"),
        Input(place.shown, "data"),
        Input(place.wanted, "value"),
        Input(place.order, "data"),
        Input(place.number, "data"),
        State(ids.URL, "pathname"),
    )
    def fill(
        shown: str | None, wanted: str | None, order: dict[str, Any], number: int, pathname: str
    ) -> Component:
        route = state.route(pathname)
        if route.page != place.page or shown is None:
            raise PreventUpdate
        text = words(route.language)

        def build() -> Component:
            nodes = place.nodes(answers, shown)
            return actor_table(text, nodes, wanted or "", Order.read(order), number, shown, place)

        return safely(text, build)

    _register_turns(app, place)


def _register_turns(app: Dash, place: Place) -> None:
    @app.callback(
        Output(place.order, "data"),
        Input(place.sort(ALL), "n_clicks"),
        State(place.order, "data"),
        prevent_initial_call=True,
    )
    def turn(_clicks: list[int | None], order: dict[str, Any]) -> dict[str, Any]:
        if not any(event["value"] for event in ctx.triggered) or not isinstance(ctx.triggered_id, dict):
            raise PreventUpdate
        column = ctx.triggered_id["column"]
        return {"column": column, "down": column == order["column"] and not order["down"]}

    @app.callback(
        Output(place.number, "data"),
        Input(place.step(ALL), "n_clicks"),
        Input(place.wanted, "value"),
        State(place.number, "data"),
        prevent_initial_call=True,
    )
    def leaf(_clicks: list[int | None], _wanted: str, number: int) -> int:
        if not isinstance(ctx.triggered_id, dict):
            return 0
        if not any(event["value"] for event in ctx.triggered):
            raise PreventUpdate
        return max(number + (1 if ctx.triggered_id["direction"] == "next" else -1), 0)


@dataclass(frozen=True, slots=True)
class Order:
    """How the table is sorted."""

    column: str = "name"
    """One of :data:`COLUMNS`."""
    down: bool = False
    """Whether the last come first."""

    @classmethod
    def read(cls, kept: Mapping[str, object]) -> Order:
        """Read what the browser kept; what is no column is read as the name."""
        column = str(kept.get("column"))
        return cls(column if column in COLUMNS else "name", bool(kept.get("down")))


def actor_table(
    text: Words,
    nodes: tuple[Node, ...],
    wanted: str,
    order: Order,
    number: int,
    shown: str,
    place: Place,
) -> Component:
    """Make the table.

    Parameters
    ----------
    text
        The words.
    nodes
        Everybody in the network shown.
    wanted
        Only rows that hold this, whatever the case.
    order
        How it is sorted.
    number
        Which page, from zero; one past the last is read as the last.
    shown
        The query of the network shown; a name leads to it with the actor selected.
    place
        Where the table stands.
    """
    rows = [(node, _cells(text, node)) for node in nodes]
    found = [row for row in rows if wanted.casefold() in " ".join(map(str, row[1].values())).casefold()]
    found.sort(key=_sort_key(order.column), reverse=order.down)
    last = max(len(found) - 1, 0) // place.per_page
    number = min(max(number, 0), last)
    part = found[number * place.per_page : (number + 1) * place.per_page]
    caption = text.t("table.caption", shown=len(found), all=len(nodes))
    return html.Div(
        [
            html.Div(
                html.Table(
                    [
                        html.Caption(caption, **attr({"aria-live": "polite"})),
                        html.Thead(html.Tr([_header(text, name, order, place) for name in COLUMNS])),
                        html.Tbody([_row(text, node, cells, shown, place) for node, cells in part]),
                    ],
                    className="table stack actors",
                ),
                className="table-frame tall", tabIndex=0, role="region", **attr({"aria-label": caption}),
            ),
            *([_leaves(text, number, last, place)] if last else []),
        ]
    )  # fmt: skip


def _cells(text: Words, node: Node) -> dict[str, Any]:
    return {
        "name": node.name,
        "kind": text.show(node.kind_label),
        "side": text.say(labels.sector(node.sector)),
        "place": labels.place(node.municipality) if node.municipality else text.t("table.no_municipality"),
        "degree": node.degree,
        "tags": " ".join(
            tag
            for tag, holds in (
                (text.t("tag.reserved"), node.reserved),
                (text.t("tag.synthetic"), node.synthetic),
            )
            if holds
        ),
    }


def _sort_key(column: str) -> Callable[[tuple[Node, dict[str, Any]]], tuple[Any, ...]]:
    def key(row: tuple[Node, dict[str, Any]]) -> tuple[Any, ...]:
        value = row[1][column]
        if column == "place":  # municipalities stand in number order
            value = row[0].municipality or "9999"
        return (value.casefold() if isinstance(value, str) else value, row[0].name.casefold(), row[0].id)

    return key


def _header(text: Words, name: str, order: Order, place: Place) -> html.Th:
    direction = ("descending" if order.down else "ascending") if name == order.column else "none"
    return html.Th(
        html.Button([text.t(COLUMNS[name]), icon(f"sort-{direction}")], id=place.sort(name), type="button",
                    className="sort"),
        scope="col", className="number" if name == "degree" else "", **attr({"aria-sort": direction}),
    )  # fmt: skip


def _row(text: Words, node: Node, cells: dict[str, Any], shown: str, place: Place) -> html.Tr:
    tags = [html.Span(cells["tags"], className="tag")] if cells["tags"] else []
    return html.Tr(
        [
            html.Th([place.linked(text, node, shown), *tags], scope="row"),
            html.Td(cells["kind"]),
            html.Td([sector_mark(node.sector), cells["side"]]),
            html.Td(cells["place"]),
            html.Td(str(node.degree), className="number", **attr({"data-label": text.t(COLUMNS["degree"])})),
        ]
    )


def _leaves(text: Words, number: int, last: int, place: Place) -> html.Nav:
    return html.Nav(
        [
            html.Button(text.t("table.previous"), id=place.step("previous"), type="button",
                        className="button plain", disabled=number == 0),
            html.Span(text.t("table.page", number=number + 1, last=last + 1)),
            html.Button(text.t("table.next"), id=place.step("next"), type="button", className="button plain",
                        disabled=number == last),
        ],
        className="leaves", **attr({"aria-label": text.t("table.pages")}),
    )  # fmt: skip
