"""Tables as they were read: typed cells, not yet known to fit together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.model import schema
from matchmaker.model.schema import CellType

if TYPE_CHECKING:
    from collections.abc import Mapping

FEATURE_COLUMNS = ("actor", "feature", "value")

_CATEGORICAL = frozenset(CellType) - {
    CellType.NUMBER, CellType.WHOLE, CellType.DATE, CellType.YES_NO,
}  # fmt: skip


def dtype_of(cell: CellType) -> str:
    """The pandas dtype a column of this cell type has in :class:`Tables`."""
    if cell in _CATEGORICAL:
        return "category"
    if cell is CellType.DATE:
        return "datetime64[s]"
    return "boolean" if cell is CellType.YES_NO else "float64"


def empty_frame(table: schema.Table) -> pd.DataFrame:
    """A frame with every column of *table* and no row."""
    return _empty(table).copy(deep=False)  # a new frame each time: whoever changes it changes no other


@cache
def _empty(table: schema.Table) -> pd.DataFrame:
    return pd.DataFrame({column.name: pd.Series([], dtype=dtype_of(column.type)) for column in table.columns})


def no_features() -> pd.DataFrame:
    """A features frame with no row."""
    return pd.DataFrame({name: pd.Series([], dtype="category") for name in FEATURE_COLUMNS})


@dataclass(frozen=True)
class Tables:
    """A dataset's tables after reading, before they are checked against each other.

    The index of every frame is the row in the spreadsheet (header = 1), so that a problem found
    later can still be pointed at. A cell that could not be read is missing here.
    """

    frames: Mapping[str, pd.DataFrame]
    """Table name → frame with every column of the schema; tables that were not given are absent."""
    features: pd.DataFrame = field(default_factory=no_features)
    """Long form: actor id, feature, value; unknown values have no row."""
    headers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(table, column) → header as it stands in the file; features stand under ``"features"``."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Table → file or sheet as the planner knows it."""

    def frame(self, table: str) -> pd.DataFrame:
        """The table's frame, empty when it was not given."""
        found = self.frames.get(table)
        return empty_frame(schema.TABLES[table]) if found is None else found

    def header(self, table: str, column: str) -> str:
        """The header as the planner wrote it, or the one the tool would have written."""
        return self.headers.get((table, column)) or schema.TABLES[table].column(column).header

    def file(self, table: str) -> str:
        """The file or sheet as the planner knows it, or the table's own title."""
        return self.files.get(table) or schema.TABLES[table].title


def frame_from(table: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Make a frame from records with the schema's column names; absent values are missing.

    For tables built in code (imports, the generator, tests). Values must already have the right type;
    dates are :class:`datetime.date`. Rows are numbered as they would be in a spreadsheet.
    """
    spec = schema.TABLES[table]
    data = {}
    for column in spec.columns:
        values = [row.get(column.name) for row in rows]
        dtype = dtype_of(column.type)
        if dtype == "category":
            values = [None if value is None else str(value) for value in values]
            data[column.name] = pd.Series(pd.Categorical(values))
        else:
            data[column.name] = pd.Series(values, dtype=dtype)
    frame = pd.DataFrame(data)
    frame.index = pd.RangeIndex(2, len(rows) + 2)
    return frame
