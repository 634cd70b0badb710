"""A grid and its layout become a table's frame, its features and every problem inside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from matchmaker.kernel.errors import Message, Problem, Severity
from matchmaker.model.schema import CellType, Column, Table
from matchmaker.model.tables import FEATURE_COLUMNS, no_features
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.cells import expectation, read_id, reader_for
from matchmaker.sources.cells.columns import Place, Reading, problem_at, problems_of, read_texts, spread
from matchmaker.sources.cells.features import (
    AGE_FEATURE,
    SEX_FEATURE,
    SEXES_KNOWN,
    age_bounds,
    is_sex,
    read_feature,
    read_group,
)
from matchmaker.sources.cells.screening import screen, trim
from matchmaker.sources.files.workbook_parts import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matchmaker.kernel.errors import Param
    from matchmaker.sources.files.grid import Coded, Grid
    from matchmaker.sources.files.layout import Layout

LETTERS = "letters"
"""Parameter of a problem with a cell that no header stands above: the letters of its column."""


@dataclass(frozen=True)
class TableRead:
    """One table as read."""

    frame: pd.DataFrame
    features: pd.DataFrame
    headers: Mapping[tuple[str, str], str]
    problems: tuple[Problem, ...]


def ids_in(grid: Grid, layout: Layout) -> tuple[str, ...]:
    """Give the valid ids of a table, sorted: what a dataset adds to a vocabulary."""
    position = layout.columns.get("id")
    if position is None:
        return ()
    readings = read_texts(grid.columns[position].texts, read_id)
    return tuple(sorted(value for value in readings if isinstance(value, str)))


def read_table(table: Table, grid: Grid, layout: Layout, added: Mapping[str, Iterable[str]]) -> TableRead:
    """Read every cell of a table.

    Parameters
    ----------
    table
        What the sheet should hold.
    grid
        What it holds.
    layout
        Which column is where.
    added
        Table name → ids with which the dataset extends an open vocabulary.

    Notes
    -----
    A cell that cannot be read is missing in the frame. An id that breaks the rules for ids keeps
    its text, so that rows which refer to it are not reported as well.
    """
    problems = list(layout.problems)
    series = {}
    headers = {}
    for column in table.columns:
        position = layout.columns.get(column.name)
        if position is None:
            series[column.name] = _missing(column, len(grid.rows))
            continue
        headers[table.name, column.name] = grid.headers[position]
        series[column.name], found = _read_column(
            table, column, grid, position, tuple(added.get(column.target, ()))
        )
        problems += found
    frame = _with_groups_read(pd.DataFrame(series))
    frame.index = pd.Index(grid.rows, dtype="int64")
    features, found = _read_features(table, grid, layout, frame)
    headers.update({("features", name): grid.headers[at] for name, at in layout.features.items()})
    problems += found
    problems += _elsewhere(table, grid, layout)
    return TableRead(frame, features, headers, tuple(problems))


def _with_groups_read(frame: pd.DataFrame) -> pd.DataFrame:
    """Read the groups that are counted as the attribute beside them is read; others stay as they stand."""
    if not {"attribute", "group"} <= set(frame.columns):
        return frame
    pairs = zip(frame["attribute"].astype(object), frame["group"].astype(object), strict=True)
    groups = [None if pd.isna(group) else read_group(str(attribute), group) for attribute, group in pairs]
    words = pd.Index(sorted({group for group in groups if group is not None}), dtype=object)
    return frame.assign(group=pd.Categorical(groups, categories=words))


def _missing(column: Column, count: int) -> pd.Series:
    return spread([None], np.zeros(count, dtype=np.int32), column.type)


def _read_column(
    table: Table, column: Column, grid: Grid, position: int, added: tuple[str, ...]
) -> tuple[pd.Series, list[Problem]]:
    coded = grid.columns[position]
    readings = read_texts(coded.texts, reader_for(column, added))
    place = Place(table.name, grid.label, grid.headers[position], expectation(column, added))
    problems = list(problems_of(coded.texts, readings, coded, grid.rows, place))
    if column.required:
        problems += _empty_cells(readings, coded, grid.rows, place)
    if column.type is CellType.ID:
        readings = [_kept(raw, value) for raw, value in zip(coded.texts, readings, strict=True)]
    return spread(readings, coded.codes, column.type), problems


def _kept(raw: str, value: Reading) -> Reading:
    """An id that only breaks the rules for ids still names its row."""
    if isinstance(value, CellProblem) and value.code == "not_an_id":
        text = screen(raw)
        return text if isinstance(text, str) else None
    return value


def _empty_cells(readings: list[Reading], coded: Coded, rows: np.ndarray, place: Place) -> Iterable[Problem]:
    """Point at each empty cell of a required column."""
    fault = CellProblem("missing_value", Message("hint.missing_value"))
    readings = [fault if value is None else None for value in readings]
    texts = [""] * len(readings)
    for problem in problems_of(texts, readings, coded, rows, place):
        yield replace(problem, value=None)


def _read_features(
    table: Table, grid: Grid, layout: Layout, frame: pd.DataFrame
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the feature columns into long form; rows without an id are passed over."""
    problems: list[Problem] = []
    parts = []
    for feature, position in sorted(layout.features.items()):
        coded = grid.columns[position]
        readings = read_texts(coded.texts, partial(read_feature, feature))
        place = Place(table.name, grid.label, grid.headers[position], _stated(feature))
        problems += problems_of(coded.texts, readings, coded, grid.rows, place)
        if feature == SEX_FEATURE:
            problems += _unknown_sexes(readings, coded, grid.rows, place)
        values = spread(readings, coded.codes, CellType.TEXT)
        values.index = frame.index
        part = pd.DataFrame({"actor": frame["id"].astype(object), "value": values.astype(object)})
        parts.append(part.assign(feature=feature).dropna(subset=["actor", "value"]))
    if not parts:
        return no_features(), problems
    long = pd.concat(parts).loc[:, list(FEATURE_COLUMNS)].sort_index(kind="stable")
    return long.astype("category"), problems


def _unknown_sexes(
    readings: list[Reading], coded: Coded, rows: np.ndarray, place: Place
) -> Iterable[Problem]:
    """Warn of each word for a sex that nobody knows; it is kept, and compared with nothing."""
    fault = CellProblem("unknown_sex", Message("hint.unknown_sex", {"known": SEXES_KNOWN}))
    odd = [fault if isinstance(value, str) and not is_sex(value) else None for value in readings]
    for problem in problems_of(coded.texts, odd, coded, rows, replace(place, expected=None)):
        yield replace(problem, severity=Severity.WARNING)


def _stated(feature: str) -> Message:
    if feature == AGE_FEATURE:
        return Message("expected.whole_between", age_bounds())
    return Message("expected.feature")


def _elsewhere(table: Table, grid: Grid, layout: Layout) -> Iterable[Problem]:
    """Look for identity numbers in columns that are not read, and for cells beyond the headers."""
    used = {*layout.columns.values(), *layout.features.values(), *layout.refused}
    for position, header in enumerate(grid.headers):
        if position in used:
            continue
        coded = grid.columns[position]
        place = Place(table.name, grid.label, header)
        readings = [_secret(raw) for raw in coded.texts]
        yield from problems_of(coded.texts, readings, coded, grid.rows, place)
    for extra in grid.extras:
        place = Place(table.name, grid.label, "")
        fault = _secret(extra.value) or CellProblem("extra_cells", Message("hint.extra_cells"))
        found = problem_at(fault, extra.row, extra.value, place)
        where: dict[str, Param] = {LETTERS: column_letters(extra.position + 1)}
        yield replace(found, column=None, params={**found.params, **where})


def _secret(raw: str) -> CellProblem | None:
    """Look for an identity number; nothing else matters in a column that is not read."""
    text = screen(trim(raw))
    secret = isinstance(text, CellProblem) and text.code == "national_id"
    return text if secret and isinstance(text, CellProblem) else None
