"""The columns of a draft's sheet: another header for a misspelt one, a new column, a column away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.grid import field, letters
from dashboard.components.icons import icon
from dashboard.components.pickers import COMBOBOX
from matchmaker.model import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.texts import Words


def column_form(text: Words) -> html.Details:
    """Make the form, empty; the columns to choose from are filled in."""
    return html.Details(
        [
            html.Summary(text.t("columns.title")),
            html.Div(
                [
                    dmc.Select(
                        id=ids.COLUMN_PICK, label=text.t("columns.which"), data=[], value=None, size="md",
                        withScrollArea=False, comboboxProps=COMBOBOX, placeholder=text.t("columns.choose"),
                    ),
                    dmc.Autocomplete(
                        id=ids.COLUMN_NAME, label=text.t("columns.name"), data=[], value="", size="md",
                        withScrollArea=False, comboboxProps=COMBOBOX,
                    ),
                    html.Div(
                        [
                            html.Button(
                                [icon("check"), html.Span(text.t("columns.rename"))], id=ids.COLUMN_RENAME,
                                type="button", className="button plain", **attr({"data-after-cells": "1"}),
                            ),
                            html.Button(
                                [icon("trash"), html.Span(text.t("columns.remove"))], id=ids.COLUMN_REMOVE,
                                type="button", className="button quiet", **attr({"data-after-cells": "1"}),
                            ),
                        ],
                        className="row-buttons",
                    ),
                ],
                className="form column-form",
            ),
        ],
        id=ids.COLUMNS,
    )  # fmt: skip


def column_options(text: Words, headers: Sequence[str], width: int) -> list[dict[str, str]]:
    """List a sheet's columns, *width* of them, by position; and last a new one."""
    named = [
        {"value": field(at), "label": (headers[at] if at < len(headers) else "") or letters(at)}
        for at in range(width)
    ]
    return [*named, {"value": field(width), "label": text.t("columns.new")}]


def known_headers(title: str) -> list[str]:
    """List the headers that a sheet of this title may have; none for a title that is no table's."""
    table = next((one for one in schema.TABLES.values() if one.title == title), None)
    return [column.header for column in table.columns] if table else []
