"""Aktører og data: drop a file, mend it, keep it as a version; actors, duplicates and versions beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html

from dashboard import state
from dashboard.components import data_ids, ids
from dashboard.components.attributes import attr
from dashboard.components.errors import safely
from dashboard.components.pieces import heading
from dashboard.pages import (
    data_actors,
    data_commit,
    data_draft,
    data_drop,
    data_duplicates,
    data_held,
    data_undo,
    data_versions,
)
from dashboard.pages.browser import in_browser
from dashboard.pages.data_said import MOST_LETTERS

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from dashboard.texts import Words

PAGE = "aktorer-og-data"


def layout(text: Words, search: str, answers: Answers) -> list[Component]:
    """Make the page. A draft that the address names stands in place of the rest, which is hidden."""
    return [
        heading(text.t("page.aktorer_og_data"), text.t("data.lead")),
        html.Div(
            [
                dmc.TextInput(
                    id=ids.AUTHOR_FIELD, label=text.t("data.author"), placeholder=text.t("data.nameless"),
                    size="md", inputProps={"maxLength": MOST_LETTERS}, debounce=300, autoComplete="name",
                    className="author",
                ),
                html.Div(id=ids.STEPS_BAR),
            ],
            className="data-bar",
        ),
        html.Div(id=ids.TOLD, className="told", **attr({"data-loading": text.t("draft.reading")})),
        data_draft.part(text, search),
        html.Div(
            [
                data_drop.drop_zone(text, answers),
                html.Div(id=ids.DRAFTS),
                data_held.chooser(text, search, answers),
                safely(text, lambda: data_actors.section(text, search, answers)),
                safely(text, lambda: data_duplicates.section(text, search, answers)),
                safely(text, lambda: data_versions.section(text, search, answers)),
                html.Div(id=data_ids.COMMAND),
            ],
            id=ids.DESK,
            hidden=bool(state.one(search, state.DRAFT)),
            className="desk",
        ),
    ]  # fmt: skip


def register(app: Dash, answers: Answers) -> None:
    """Connect the page."""
    for module in (
        data_undo, data_drop, data_held, data_draft, data_commit, data_actors, data_duplicates, data_versions,
    ):  # fmt: skip
        module.register(app, answers)
    in_browser(
        app,
        "author",
        Output(ids.AUTHOR, "data"),
        Output(ids.AUTHOR_FIELD, "value"),
        Input(ids.AUTHOR_FIELD, "value"),
        State(ids.AUTHOR, "data"),
    )
