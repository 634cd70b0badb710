"""From arrays to the frames of :class:`~matchmaker.model.tables.Tables`, without a row in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from matchmaker.model import schema
from matchmaker.model.tables import FEATURE_COLUMNS, dtype_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Values: TypeAlias = "np.ndarray | pd.Categorical | str"
"""A column's values; a text stands in every row."""


def coded(codes: np.ndarray, categories: Sequence[str]) -> pd.Categorical:
    """Make a column of ``categories[codes[i]]``; −1 is missing."""
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(categories), dtype="str"))


def frame_of(table: str, count: int, columns: Mapping[str, Values]) -> pd.DataFrame:
    """Make a frame with every column of *table*; those that are not given are missing throughout."""
    data = {
        column.name: _series(columns.get(column.name), dtype_of(column.type), count)
        for column in schema.TABLES[table].columns
    }
    return pd.DataFrame(data, index=pd.RangeIndex(2, count + 2))


def _series(values: Values | None, dtype: str, count: int) -> pd.Categorical | pd.Series:
    if isinstance(values, pd.Categorical):
        return values
    if isinstance(values, str):
        return coded(np.zeros(count, dtype=np.int8), [values])
    if dtype == "category" and values is None:
        return coded(np.full(count, -1, dtype=np.int8), [])
    index = pd.RangeIndex(2, count + 2)
    return pd.Series([None] * count if values is None else values, index=index, dtype=dtype)


def features_of(ids: np.ndarray, columns: Mapping[str, pd.Categorical]) -> pd.DataFrame:
    """Make the long frame of features: one row for each value that is not missing."""
    rows = [np.flatnonzero(column.codes >= 0) for column in columns.values()]
    actor = np.concatenate(rows)
    names = np.repeat(np.arange(len(columns)), [len(part) for part in rows])
    pool = sorted({str(value) for column in columns.values() for value in column.categories})
    values = [
        np.array([pool.index(value) for value in column.categories])[column.codes[part]]
        for column, part in zip(columns.values(), rows, strict=True)
    ]
    data = (coded(actor, ids.tolist()), coded(names, list(columns)), coded(np.concatenate(values), pool))
    return pd.DataFrame(dict(zip(FEATURE_COLUMNS, data, strict=True)), index=actor + 2)
