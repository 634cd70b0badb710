"""The list of a dataset's actors on the page of data: sorted, filtered, and each the way to its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, dcc, html
from dash.exceptions import PreventUpdate

from dashboard import network_state, state
from dashboard.components import data_ids, ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.icons import icon, sector_mark
from dashboard.components.leaves import leaves, register_leaves
from dashboard.components.pressed import pressed
from dashboard.pages.data_address import PAGE, Wish
from dashboard.pages.data_form import leading
from dashboard.pages.here import here
from matchmaker.model import schema
from matchmaker.services import labels
from matchmaker.services.network_view import list_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words
    from matchmaker.services.network_view import Node

PER_PAGE: Final = 25
"""Rows shown at a time: what comes after the list must be within reach of the Tab key."""
AT: Final = "_versjon"
"""Key of the version in the query that the list rests on; no address has it."""
COLUMNS = {
    "name": "table.name",
    "kind": "table.kind",
    "side": "table.side",
    "place": "table.municipality",
    "degree": "table.relations",
}


def controls(text: Words) -> list[Component]:
    """Make the filter above the table, and what it keeps in mind."""
    return [
        dcc.Store(id=data_ids.ACTORS_SORT, data={"column": "name", "down": False}),
        dcc.Store(id=data_ids.ACTORS_PAGE, data=0),
        dmc.TextInput(
            id=data_ids.ACTORS_FILTER, label=text.t("table.filter"), value="", debounce=250, size="md",
            className="table-filter",
        ),
    ]  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the table to the address, the filter and the headers."""

    @app.callback(
        Output(data_ids.ACTORS_TABLE, "children"),
        Input(data_ids.ACTORS_SHOWN, "data"),
        Input(data_ids.ACTORS_FILTER, "value"),
        Input(data_ids.ACTORS_SORT, "data"),
        Input(data_ids.ACTORS_PAGE, "data"),
        State(ids.URL, "pathname"),
    )
    def fill(
        shown: str | None, wanted: str | None, order: dict[str, Any], number: int, pathname: str
    ) -> Component:
        text = here(PAGE, pathname)
        if shown is None:
            raise PreventUpdate

        def build() -> Component:
            # nothing is drawn here, and laying a network out takes seconds
            network = network_state.network_request(shown, answers.first_dataset())
            nodes = list_nodes(answers.workspace, network)
            return actor_table(text, nodes, wanted or "", Order.read(order), number, shown)

        return safely(text, build)

    _register_turns(app)


def _register_turns(app: Dash) -> None:
    @app.callback(
        Output(data_ids.ACTORS_SORT, "data"),
        Input(data_ids.sort(ALL), "n_clicks"),
        State(data_ids.ACTORS_SORT, "data"),
        prevent_initial_call=True,
    )
    def turn(_clicks: list[int | None], order: dict[str, Any]) -> dict[str, Any]:
        which = pressed()
        if which is None:
            raise PreventUpdate
        column = which["column"]
        return {"column": column, "down": column == order["column"] and not order["down"]}

    register_leaves(app, data_ids.ACTORS_PAGE, data_ids.ACTORS_FILTER, data_ids.step)


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
        The query of the network shown; a name leads to the actor's form in it.
    """
    rows = [(node, _cells(text, node)) for node in nodes]
    found = [row for row in rows if wanted.casefold() in " ".join(map(str, row[1].values())).casefold()]
    found.sort(key=_sort_key(order.column), reverse=order.down)
    last = max(len(found) - 1, 0) // PER_PAGE
    number = min(max(number, 0), last)
    part = found[number * PER_PAGE : (number + 1) * PER_PAGE]
    caption = text.t("table.caption", shown=len(found), all=len(nodes))
    return html.Div(
        [
            html.Div(
                html.Table(
                    [
                        html.Caption(caption, **attr({"aria-live": "polite"})),
                        html.Thead(html.Tr([_header(text, name, order) for name in COLUMNS])),
                        html.Tbody([_row(text, node, cells, shown) for node, cells in part]),
                    ],
                    className="table stack actors",
                ),
                className="table-frame tall", tabIndex=0, role="region", **attr({"aria-label": caption}),
            ),
            *([leaves(text, number, last, data_ids.step)] if last else []),
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


def _named(text: Words, node: Node, shown: str) -> html.A:
    wish = Wish(state.one(shown, state.DATASET) or "", schema.ACTORS.name, (node.id,), node.id)
    return leading(text, wish, state.changed(shown, AT, None), node.name, "as-link")


def _header(text: Words, name: str, order: Order) -> html.Th:
    direction = ("descending" if order.down else "ascending") if name == order.column else "none"
    return html.Th(
        html.Button([text.t(COLUMNS[name]), icon(f"sort-{direction}")], id=data_ids.sort(name), type="button",
                    className="sort"),
        scope="col", className="number" if name == "degree" else "", **attr({"aria-sort": direction}),
    )  # fmt: skip


def _row(text: Words, node: Node, cells: dict[str, Any], shown: str) -> html.Tr:
    tags = [html.Span(cells["tags"], className="tag")] if cells["tags"] else []
    return html.Tr(
        [
            html.Th([_named(text, node, shown), *tags], scope="row"),
            html.Td(cells["kind"]),
            html.Td([sector_mark(node.sector), cells["side"]]),
            html.Td(cells["place"]),
            html.Td(str(node.degree), className="number", **attr({"data-label": text.t(COLUMNS["degree"])})),
        ]
    )
