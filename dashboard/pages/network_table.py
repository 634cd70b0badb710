"""The table twin of the network page: the actors or groups drawn, with the measures shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import dash_mantine_components as dmc
import numpy as np
from dash import Dash, Input, Output, State, dcc, html

from dashboard import network_state
from dashboard.components import ids
from dashboard.components.attributes import attr, go
from dashboard.components.errors import safely
from dashboard.components.icons import icon
from dashboard.components.leaves import leaves, register_leaves
from dashboard.components.pieces import go_button
from dashboard.pages.here import here
from dashboard.pages.network_rows import Column, Rows, group_rows, node_rows

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.network_state import Shown
    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

PAGE = "nettverk"
PER_PAGE: Final = 60
"""Rows shown at a time: 250 took the browser eight seconds beside a drawing of 450 actors."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What part of the table is looked at."""

    wanted: str = ""
    """Only rows that hold this, whatever the case."""
    number: int = 0
    """Which page, from zero; one past the last is read as the last."""


def controls(text: Words) -> list[Component]:
    """Make the filter above the table, and what it keeps in mind."""
    return [
        dcc.Store(id=ids.TABLE_PAGE, data=0),
        dmc.TextInput(
            id=ids.TABLE_FILTER, label=text.t("table.filter"), value="", debounce=250, size="md",
            className="table-filter",
        ),
    ]  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the table to the address, the filter and the pages."""

    @app.callback(
        Output(ids.TABLE_BODY, "children"),
        Input(ids.URL, "search"),
        Input(ids.TABLE_FILTER, "value"),
        Input(ids.TABLE_PAGE, "data"),
        State(ids.URL, "pathname"),
    )
    def fill(search: str | None, wanted: str | None, number: int, pathname: str) -> Component:
        text = here(PAGE, pathname)
        return table(text, search or "", Turned(wanted or "", number), answers)

    register_leaves(app, ids.TABLE_PAGE, ids.TABLE_FILTER, ids.step)


def table(text: Words, search: str, turned: Turned, answers: Answers) -> Component:
    """Make the table of an address; what went wrong, in its place."""

    def build() -> Component:
        wish = network_state.shown(search, answers.first_dataset())
        scene = answers.networks.scene(wish.scene)
        groups = bool(scene.groups) and not wish.everybody
        rows = (group_rows if groups else node_rows)(text, wish, answers.networks)
        choice = [_choice(text, wish)] if scene.groups else []
        return html.Div([*choice, *_table(text, wish, rows, turned)])

    return safely(text, build)


def _choice(text: Words, wish: Shown) -> Component:
    """Choose whether the table lists the groups or everybody in them."""
    buttons = [
        go_button(f"list-{everybody}", network_state.query(replace(wish, everybody=everybody)), said, "plain",
                  **{"aria-pressed": "true" if wish.everybody is everybody else "false"})
        for everybody, said in ((False, text.t("network.list_groups")), (True, text.t("network.list_actors")))
    ]  # fmt: skip
    return html.Div(buttons, className="list-choice", role="group",
                    **attr({"aria-label": text.t("network.list")}))  # fmt: skip


def _table(text: Words, wish: Shown, rows: Rows, turned: Turned) -> list[Component]:
    order = _ordered(rows, wish)
    found = [row for row in order if not turned.wanted or turned.wanted.casefold() in rows.searched(row)]
    last = max(len(found) - 1, 0) // PER_PAGE
    number = min(max(turned.number, 0), last)
    part = found[number * PER_PAGE : (number + 1) * PER_PAGE]
    caption = rows.caption(len(found), len(order))
    frame = html.Div(
        html.Table(
            [
                html.Caption(caption, **attr({"aria-live": "polite"})),
                html.Thead(html.Tr([_header(column, wish) for column in rows.columns])),
                html.Tbody([_row(rows, row) for row in part]),
            ],
            className="table stack actors",
        ),
        className="table-frame tall", tabIndex=0, role="region", **attr({"aria-label": caption}),
    )  # fmt: skip
    return [frame, *([leaves(text, number, last, ids.step)] if last else [])]


def _ordered(rows: Rows, wish: Shown) -> list[int]:
    """Rows in the order asked for; those of whom nothing can be said stand last both ways."""
    column = next((one for one in rows.columns if one.name == wish.order), rows.columns[0])
    keys = column.keys
    if keys.dtype == object:
        order = np.argsort(keys, kind="stable")
        return [int(row) for row in (order[::-1] if wish.down else order)]
    known, unknown = np.flatnonzero(~np.isnan(keys)), np.flatnonzero(np.isnan(keys))
    order = known[np.argsort(keys[known], kind="stable")]
    return [*(order[::-1] if wish.down else order).tolist(), *unknown.tolist()]


def _header(column: Column, wish: Shown) -> html.Th:
    here_ = column.name == wish.order
    direction = ("descending" if wish.down else "ascending") if here_ else "none"
    turned = replace(wish, order=column.name, down=here_ and not wish.down)
    button = html.Button(
        [column.title, icon(f"sort-{direction}")],
        type="button", className="sort", **go(f"sort-{column.name}", network_state.query(turned)),
    )  # fmt: skip
    look = "number" if column.numeric else ""
    return html.Th(button, scope="col", className=look, **attr({"aria-sort": direction}))


def _row(rows: Rows, row: int) -> html.Tr:
    first, *others = rows.columns
    return html.Tr(
        [
            html.Th(first.cell(row), scope="row"),
            *(
                html.Td(column.cell(row), className="number" if column.numeric else "",
                        **attr({"data-label": column.title}))
                for column in others
            ),
        ]
    )  # fmt: skip
