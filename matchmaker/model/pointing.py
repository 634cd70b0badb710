"""Problems that point at a cell, and how a lost id is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from matchmaker.kernel.errors import Message, Param, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.model.tables import Tables

_MOST_GUESSED = 100
"""Looking for a similar id takes some 15 ms in a large register: a wrong file must not cost hours."""


def problems_at(
    tables: Tables, table: str, rows: pd.Index, column: str, code: str, **extra: object
) -> Iterator[Problem]:
    """One problem per row, pointing at *column*; what more is said is by row, or the same for all.

    Its hint is ``hint.<code>`` with the same words.
    """
    frame = tables.frame(table)
    for row in rows:
        value: Any = frame.at[row, column]
        params: dict[str, Param] = {
            key: (item.get(row) if isinstance(item, dict) else str(item)) for key, item in extra.items()
        }
        yield Problem(
            code,
            table,
            tables.file(table),
            int(row),
            tables.header(table, column),
            None if pd.isna(value) else _written(value),
            hint=Message(f"hint.{code}", params),
            params=params,
        )


def _written(value: object) -> str:
    """A cell as a planner writes it: a day has no hours."""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def codes_of(column: pd.Series[str], ids: pd.Index) -> np.ndarray:
    """Positions of a categorical column's values in *ids*; −1 where missing or not among them."""
    lookup = ids.get_indexer(column.cat.categories)
    codes = column.cat.codes.to_numpy()
    result = np.full(len(codes), -1, dtype=np.int64)
    known = codes >= 0
    result[known] = lookup[codes[known]]
    return result


def near(values: pd.Series[str], ids: pd.Index) -> dict[int, Param]:
    """For each lost reference, by row, the id most like it; of many only the first hundred."""
    from difflib import get_close_matches

    pool = list(ids[:5000])
    lost = sorted(set(values))[:_MOST_GUESSED]
    guesses = {value: get_close_matches(value, pool, n=1, cutoff=0.6) for value in lost}
    rows = zip(values.index.tolist(), values.tolist(), strict=True)
    return {row: next(iter(guesses.get(value, ())), None) for row, value in rows}
