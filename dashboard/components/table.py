"""Tables with a caption, headers and numbers to the right; they scroll inside themselves when narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from dash import html

from dashboard.components.attributes import attr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dash.development.base_component import Component

Cell: TypeAlias = "str | Component | list[Any]"


WIDE = 3
"""Tables with more columns are stacked row by row on a narrow screen."""


def table(
    caption: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    numeric: frozenset[int] = frozenset(),
) -> html.Div:
    """Make a table.

    Parameters
    ----------
    caption
        What the table shows; also the name of the scrolling region around it.
    headers
        One per column; the first column holds the rows' headers.
    rows
        Cells, ready to be shown.
    numeric
        Columns that hold numbers.
    """
    head = html.Tr(
        [html.Th(text, scope="col", className=_side(i, numeric)) for i, text in enumerate(headers)]
    )
    body = [
        html.Tr(
            [
                html.Th(cell, scope="row")
                if i == 0
                else html.Td(cell, className=_side(i, numeric), **attr({"data-label": headers[i]}))
                for i, cell in enumerate(row)
            ]
        )
        for row in rows
    ]
    return html.Div(
        html.Table(
            [html.Caption(caption), html.Thead(head), html.Tbody(body)],
            className="table stack" if len(headers) > WIDE else "table",
        ),
        className="table-frame",
        tabIndex=0,
        role="region",
        **attr({"aria-label": caption}),
    )


def _side(column: int, numeric: frozenset[int]) -> str:
    return "number" if column in numeric else ""
