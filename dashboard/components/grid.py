"""The grid in which a sheet is mended: texts under headers, faulty cells marked by icon and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_ag_grid as dag

from dashboard.components import ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.texts import Words

NARROW, BROAD, PER_LETTER, PADDING = 96, 340, 8.6, 44
"""Widths of columns, in pixels: least, most, per letter, and around the text."""
ROW_HEIGHT = 43
"""Of a row in pixels, border and all."""
ROWS_MEASURED: Final = 200
"""Rows that are looked at to find how broad a column must be."""


def field(position: int) -> str:
    """Name of a column within the grid, by its position from 0."""
    return f"c{position}"


def position(name: str) -> int:
    """Return the position of a column from its name within the grid; raises ``ValueError`` for others."""
    if not name.startswith("c"):
        raise ValueError(name)
    return int(name[1:])


def letters(place: int) -> str:
    """Name a column, from 0, as a spreadsheet does.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def row_id(sheet: str, number: int) -> str:
    """Name of a row within the grid."""
    return f"{sheet}|{number}"


def rows(sheet: str, numbers: Sequence[int], cells: Sequence[Sequence[str]]) -> list[dict[str, str | int]]:
    """Lay a sheet's rows out for the grid; empty cells are left out."""
    return [
        {"id": row_id(sheet, number), "nr": number, **{field(i): one for i, one in enumerate(row) if one}}
        for number, row in zip(numbers, cells, strict=True)
    ]


def columns(
    text: Words,
    headers: Sequence[str],
    cells: Sequence[Sequence[str]],
    faults: Mapping[int, str],
) -> list[dict[str, Any]]:
    """Lay out the columns.

    Parameters
    ----------
    text
        The words.
    headers
        As they stand in the sheet; cells beyond them get the column's letters.
    cells
        The rows, by which the columns are measured.
    faults
        What is wrong with a header, by position.
    """
    width = max([len(headers), *map(len, cells[:ROWS_MEASURED])])
    first = {
        "field": "nr", "colId": "nr", "headerName": text.t("grid.row"), "editable": False, "pinned": "left",
        "width": 72, "resizable": False, "cellClass": "row-number", "suppressMovable": True,
    }  # fmt: skip
    return [first, *(_column(headers, cells, faults, at) for at in range(width))]


def _column(
    headers: Sequence[str], cells: Sequence[Sequence[str]], faults: Mapping[int, str], at: int
) -> dict[str, Any]:
    name = (headers[at] if at < len(headers) else "") or letters(at)
    longest = max([len(name) + 3, *(len(row[at]) for row in cells[:ROWS_MEASURED] if at < len(row))])
    width = round(min(BROAD, max(NARROW, PADDING + longest * PER_LETTER)))
    made: dict[str, Any] = {
        "field": field(at), "colId": field(at), "headerName": name, "flex": width, "minWidth": width,
    }  # fmt: skip
    if at in faults:
        made |= {"headerClass": "faulty-header", "headerTooltip": faults[at]}
    return made


def height(count: int) -> dict[str, str]:
    """Return the style of a grid that is as tall as its rows, within what a screen holds."""
    return {"height": f"clamp(13rem, {ROW_HEIGHT * (count + 1) + 20}px, 62vh)"}


def grid(text: Words) -> dag.AgGrid:
    """Make the grid, empty; what it shows is filled in."""
    return dag.AgGrid(
        id=ids.GRID,
        className="grid",
        columnDefs=[],
        rowData=[],
        getRowId="params.data.id",
        defaultColDef={
            "editable": True, "resizable": True, "sortable": True, "cellDataType": False,
            "cellRenderer": "SheetCell",
            "cellClassRules": {"faulty": "faulty(params)"},
            "tooltipValueGetter": {"function": "faultOf(params)"},
        },
        dashGridOptions={
            "rowSelection": {"mode": "multiRow", "checkboxes": True, "headerCheckbox": False},
            "selectionColumnDef": {"pinned": "left", "width": 48, "suppressHeaderMenuButton": True},
            "stopEditingWhenCellsLoseFocus": True, "enterNavigatesVerticallyAfterEdit": True,
            "tooltipShowDelay": 300, "animateRows": False, "localeText": _locale(text),
            "suppressColumnVirtualisation": False,
            "tabToNextCell": {"function": "leaveGrid(params)"},
            "tabToNextHeader": {"function": "leaveHeaders(params)"},
        },
        eventListeners={
            "cellFocused": ["cellFocused(params)"], "cellValueChanged": ["cellWritten(params)"],
        },
        style=height(0),
    )  # fmt: skip


def _locale(text: Words) -> dict[str, str]:
    return {
        "noRowsToShow": text.t("grid.no_rows"),
        "ariaRowToggleSelection": text.t("grid.mark_row"),
        "ariaInputEditor": text.t("grid.editor"),
        "ariaSortableColumn": text.t("grid.sort"),
        "ariaHeaderSelection": text.t("grid.mark_row"),
        "ariaColumnSelectAll": text.t("grid.mark_row"),
        "ariaChecked": text.t("grid.checked"),
        "ariaUnchecked": text.t("grid.unchecked"),
        "ariaLabelTooltip": text.t("grid.tooltip"),
    }
