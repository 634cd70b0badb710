"""What differs between two versions: counted per sheet, and row by row with before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.components.table import Cell, table

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.comparing import DifferenceResult, FieldChange, RowDifference

MOST_SHOWN = 100
"""Rows shown one by one; the rest are counted."""
_ICONS = {"added": "plus", "changed": "swap", "removed": "minus"}


def difference(text: Words, found: DifferenceResult, most: int = MOST_SHOWN) -> list[Component]:
    """Show a difference, at most so many rows one by one; one without any says so."""
    if not found.total:
        return [html.P(text.t("difference.none"))]
    headers = [text.t("difference.sheet"), *(_action(text, action) for action in _ICONS)]
    counts: list[list[Cell]] = [
        [one.sheet, text.show(one.added), text.show(one.changed), text.show(one.removed)]
        for one in found.counts
    ]
    return [
        table(text.t("difference.counts"), headers, counts, frozenset({1, 2, 3})),
        html.Details(
            [
                html.Summary(text.t("difference.rows", count=found.total)),
                html.Ul([_row(text, row) for row in found.rows[:most]], className="changes"),
                *_more(text, found.total - min(most, len(found.rows))),
            ]
        ),
    ]


def _more(text: Words, count: int) -> list[Component]:
    return [html.P(text.t("difference.more", count=count), className="muted")] if count > 0 else []


def _action(text: Words, action: str) -> str:
    return {
        "added": text.t("difference.added"),
        "changed": text.t("difference.changed"),
        "removed": text.t("difference.removed"),
    }[action]


def _row(text: Words, row: RowDifference) -> html.Li:
    return html.Li(
        [
            html.P(
                [
                    html.Span([icon(_ICONS[row.action]), _action(text, row.action)], className="tag"),
                    html.Strong(row.key),
                    html.Span(row.sheet, className="muted"),
                ],
                className="change-head",
            ),
            html.Dl([_field(text, one, row.action) for one in row.fields], className="fields"),
        ]
    )


def _field(text: Words, one: FieldChange, action: str) -> html.Div:
    before = html.Del([_hidden(text.t("difference.before")), _shown(text, one.before)])
    after = html.Ins([_hidden(text.t("difference.after")), _shown(text, one.after)])
    arrow = html.Span(" → ", **attr({"aria-hidden": "true"}))
    parts: dict[str, list[Component]] = {
        "added": [after], "removed": [before], "changed": [before, arrow, after],
    }  # fmt: skip
    return html.Div([html.Dt(one.header), html.Dd(parts[action])])


def _hidden(said: str) -> html.Span:
    return html.Span(f"{said} ", className="visually-hidden")


def _shown(text: Words, value: str | None) -> str:
    return text.t("difference.empty") if value is None else value
