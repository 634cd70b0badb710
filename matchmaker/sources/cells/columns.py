"""A column of text becomes a typed column, and a list of what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from matchmaker.kernel.errors import Message, Param, Problem
from matchmaker.model.tables import dtype_of
from matchmaker.sources.cells.cell_problem import CellProblem, Value
from matchmaker.sources.cells.screening import screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matchmaker.model.schema import CellType
    from matchmaker.sources.files.grid import Coded

MOST_ALIKE = 1_000
"""Problems of one kind in one column that are listed; then one ``and_more`` counts the rest."""

Reading: TypeAlias = Value | CellProblem | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands, for problems."""

    table: str
    file: str
    header: str
    expected: Message | None = None
    """What a valid cell would hold."""


def read_texts(texts: Sequence[str], reader: Callable[[str], Reading]) -> list[Reading]:
    """Read each distinct text once; blank gives ``None``.

    Values that stand after problems of :func:`~matchmaker.sources.cells.screening.screen` are those
    problems; *reader* sees cleaned text only. An empty list of values in a cell counts as blank.
    """
    readings: list[Reading] = []
    for raw in texts:
        text = screen(raw)
        if isinstance(text, CellProblem):
            readings.append(text)
        else:
            value = reader(text) if text else None
            readings.append(None if value == "" else value)
    return readings


def spread(readings: Sequence[Reading], codes: np.ndarray, cell: CellType) -> pd.Series:
    """Make the typed column of *cell*'s dtype; what could not be read is missing."""
    dtype = dtype_of(cell)
    good = [None if isinstance(value, CellProblem) else value for value in readings]
    if dtype == "category":
        words = sorted({str(value) for value in good if value is not None})
        position = {word: number for number, word in enumerate(words)}
        table = [-1 if value is None else position[str(value)] for value in good]
        spread_codes = np.asarray(table, dtype=np.int32)[codes] if good else codes
        return pd.Series(pd.Categorical.from_codes(spread_codes, pd.Index(words, dtype=object)))
    return pd.Series(good, dtype=dtype).take(codes).reset_index(drop=True)


def problems_of(
    texts: Sequence[str], readings: Sequence[Reading], coded: Coded, rows: np.ndarray, place: Place
) -> Iterator[Problem]:
    """Yield one problem per cell that could not be read, with its row and its content.

    The content is left out where it must not be repeated. Of one kind at most :data:`MOST_ALIKE`
    are given, and then a problem ``and_more`` with their ``kind`` and ``count``.
    """
    bad = np.array([isinstance(value, CellProblem) for value in readings], dtype=bool)
    if not bad.any():
        return
    seen: dict[str, int] = {}
    last: dict[str, Problem] = {}
    for position in np.flatnonzero(bad[coded.codes]):
        code = int(coded.codes[position])
        fault = readings[code]
        if not isinstance(fault, CellProblem):
            continue
        seen[fault.code] = seen.get(fault.code, 0) + 1
        if seen[fault.code] <= MOST_ALIKE:
            problem = problem_at(fault, int(rows[position]), texts[code], place)
            last[fault.code] = problem
            yield problem
    for kind, count in sorted(seen.items()):
        if count > MOST_ALIKE:
            extra: dict[str, Param] = {"kind": kind, "count": count - MOST_ALIKE}
            yield replace(last[kind], code="and_more", row=None, value=None, hint=None, params=extra)


def problem_at(fault: CellProblem, row: int, raw: str, place: Place) -> Problem:
    """Turn what is wrong with a cell into a problem with its place."""
    return Problem(
        fault.code,
        place.table,
        place.file,
        row,
        place.header,
        None if fault.secret else raw.strip(),
        expected=place.expected,
        hint=fault.hint,
        params=fault.params,
    )
