"""What is wrong with a draft: how much, a way to each cell, and the marks in the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.attributes import attr
from dashboard.components.grid import field, letters, row_id
from dashboard.components.icons import icon
from dashboard.components.pieces import go_button
from matchmaker.kernel.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.drafts import CellProblem, DraftView

MOST_LISTED = 200
"""Problems listed one by one; the rest are counted, and come up as these are mended."""
MOST_MARKED = 5000
"""Cells marked in the grid."""


def summary(text: Words, view: DraftView) -> str:
    """Say how much is left to mend."""
    warnings = len(view.problems) - view.errors
    if not view.problems:
        return text.t("problems.none")
    if not view.errors:
        return text.t("problems.only_warnings", warnings=warnings)
    if not warnings:
        return text.t("problems.errors", errors=view.errors)
    return text.t("problems.both", errors=view.errors, warnings=warnings)


def problem_list(text: Words, view: DraftView) -> list[Component]:
    """List what is wrong; each leads to its cell."""
    ordered = sorted(view.problems, key=lambda one: one.problem.severity is not Severity.ERROR)
    items = [html.Li(_problem(text, view, one)) for one in ordered[:MOST_LISTED]]
    more = len(ordered) - len(items)
    found: list[Component] = [
        html.H3(
            [icon("warn" if view.problems else "check"), html.Span(summary(text, view))],
            className="problems-count",
        )
    ]
    if items:
        found.append(html.P(text.t("problems.lead"), className="muted small"))
        found.append(html.Ol(items, className="problems", **attr({"aria-label": text.t("problems.list")})))
    if more > 0:
        found.append(html.P(text.t("problems.more", count=more), className="muted"))
    return found


def _problem(text: Words, view: DraftView, one: CellProblem) -> Component:
    error = one.problem.severity is Severity.ERROR
    mark = html.Span(
        [
            icon("warn" if error else "info"),
            text.t("problems.error") if error else text.t("problems.warning"),
        ],
        className="tag alert" if error else "tag",
    )
    hint = [html.Span(text.say(one.problem.hint), className="small")] if one.problem.hint else []
    inside = [
        html.Span([mark, html.Strong(place(text, view, one))], className="problem-place"),
        html.Span(text.say(one.problem.message)),
        *hint,
    ]
    if one.sheet is None:
        return html.Div(inside, className="problem")
    column = "" if one.position is None else field(one.position)
    row = "" if one.row is None else row_id(one.sheet, one.row)
    there = {"data-cell-row": row, "data-cell-column": column, "data-cell-sheet": one.sheet}
    return html.Button(inside, type="button", className="problem", **attr(there))


def place(text: Words, view: DraftView, one: CellProblem) -> str:
    """Say where a problem is: sheet, row, column."""
    if one.sheet is None:
        return one.problem.file or text.t("problems.everywhere")
    header = "" if one.position is None else _header(view, one.sheet, one.position)
    if one.row is None:
        column = text.t("problems.at_header", sheet=one.sheet, column=header)
        return column if header else one.sheet
    if not header:
        return text.t("problems.at_row", sheet=one.sheet, row=one.row)
    return text.t("problems.at_cell", sheet=one.sheet, row=one.row, column=header)


def _header(view: DraftView, sheet: str, position: int) -> str:
    headers = view.draft.sheets.sheet(sheet).headers
    return (headers[position] if position < len(headers) else "") or letters(position)


def sheet_buttons(text: Words, view: DraftView, shown: str, search: Mapping[str, str]) -> Component:
    """Make a button per sheet, with how much is wrong in it."""
    buttons = [
        go_button(
            f"sheet-{number}", search[sheet.title], _with_count(text, view, sheet.title), look="segment",
            **{"aria-pressed": "true" if sheet.title == shown else "false"},
        )
        for number, sheet in enumerate(view.draft.sheets.sheets)
    ]  # fmt: skip
    return html.Div(
        buttons, className="segments", role="group", **attr({"aria-label": text.t("draft.sheets")})
    )


def _with_count(text: Words, view: DraftView, title: str) -> str:
    count = sum(one.sheet == title for one in view.problems)
    return text.t("draft.sheet_with", sheet=title, count=count) if count else title


def marks(text: Words, view: DraftView, sheet: str) -> dict[str, dict[str, str]]:
    """Gather what is wrong in the cells of a sheet.

    Returns
    -------
    dict
        Row → column → words. The column is empty for what concerns the row as a whole.
    """
    found: dict[str, dict[str, str]] = {}
    for one in view.problems[:MOST_MARKED]:
        if one.sheet == sheet and one.row is not None:
            cells = found.setdefault(row_id(sheet, one.row), {})
            column = "" if one.position is None else field(one.position)
            said = text.say(one.problem.message)
            cells[column] = f"{cells[column]} {said}" if column in cells else said
    return found


def header_faults(text: Words, view: DraftView, sheet: str) -> dict[int, str]:
    """Gather what is wrong with a sheet's headers, by position."""
    return {
        one.position: text.say(one.problem.message)
        for one in view.problems
        if one.sheet == sheet and one.row is None and one.position is not None
    }
