"""What valid population figures are: frames of cells and of groups, checked when taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.kernel.errors import InputError
from matchmaker.model.ages import TOP_AGE

if TYPE_CHECKING:
    from collections.abc import Sequence

SEXES = ("kvinne", "mann")
"""The categories of sex in the official figures, in the order they are shown."""
CELLS = ("area", "date", "sex", "age", "count")
"""Columns of the official figures; the first four name a cell."""
GROUPS = ("area", "date", "attribute", "group", "count", "source")
"""Columns of a dataset's own figures; the first four name a group."""
_SSB = ("kommunenummer", "aar", "kjonn", "alder", "antall")
_KINDS = {"date": "datetime64[us]", "age": "int64", "count": "int64"}


def no_figures(columns: Sequence[str]) -> pd.DataFrame:
    """Make an empty frame with the given columns, each of the type that figures have."""
    kinds = {column: pd.Series(dtype=_KINDS.get(column, "str")) for column in columns}
    return pd.DataFrame(kinds)


def cells_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Check SSB's figures by municipality, year, sex and single year of age.

    Parameters
    ----------
    frame
        Columns kommunenummer (``301`` is read as ``0301``), aar (figures are of 1 January), kjonn
        (``kvinne``/``mann``), alder (0–105) and antall; others are left out.

    Returns
    -------
    DataFrame
        Columns :data:`CELLS`.

    Raises
    ------
    InputError
        ``population_columns`` when a column is missing, ``population_cell_not_valid`` for a value
        that is missing or out of range, ``population_cells_twice`` when a cell stands twice,
        ``population_cells_missing`` when a municipality lacks some of a year's cells: a cell that
        is left out would be unknown, and is not taken to be zero.
    """
    _need(frame, _SSB)
    area = frame["kommunenummer"].astype("str").str.zfill(4)
    date = pd.to_datetime(frame["aar"].astype("str"), format="%Y", errors="coerce")
    age = pd.to_numeric(frame["alder"], errors="coerce")
    count = pd.to_numeric(frame["antall"], errors="coerce")
    _check(area.str.fullmatch(r"\d{4}"), frame["kommunenummer"])
    _check(date.notna(), frame["aar"])
    _check(frame["kjonn"].isin(SEXES), frame["kjonn"])
    _check(age.between(0, TOP_AGE) & (age % 1 == 0), frame["alder"])
    _check((count >= 0) & (count % 1 == 0), frame["antall"])
    sex = frame["kjonn"].astype("str")
    cells = pd.DataFrame({"area": area, "date": date, "sex": sex, "age": age, "count": count})
    finished = _finished(cells, CELLS)
    held = finished.groupby(["area", "date"]).size()
    short = held[held < len(SEXES) * (TOP_AGE + 1)]
    if len(short):
        place, day = short.index[0]
        raise InputError("population_cells_missing", {"area": str(place), "year": str(day.year)})
    return finished


def groups_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Check the figures of a ``befolkning`` sheet.

    Parameters
    ----------
    frame
        Columns :data:`GROUPS`. Instead of *area* it may have *place* and *municipality*; then a row
        is about its place where it has one.

    Returns
    -------
    DataFrame
        Columns :data:`GROUPS`.

    Raises
    ------
    InputError
        As :func:`cells_of`. A missing count is an error: leave the row out instead.
    """
    if "area" not in frame.columns:
        _need(frame, ("place", "municipality"))
        place = frame["place"].astype("object")
        frame = frame.assign(area=place.where(place.notna(), frame["municipality"]))
    _need(frame, GROUPS)
    count = pd.to_numeric(frame["count"], errors="coerce")
    date = pd.to_datetime(frame["date"], errors="coerce")
    for column in ("area", "attribute", "group"):
        _check(frame[column].notna(), frame[column])
    _check(date.notna(), frame["date"])
    _check((count >= 0) & (count % 1 == 0), frame["count"])
    texts = dict.fromkeys(("area", "attribute", "group"), "str")
    return _finished(frame.assign(count=count, date=date).astype(texts), GROUPS)


def _finished(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Order the frame, give its columns their types, and refuse a key that stands twice."""
    kinds = {column: kind for column, kind in _KINDS.items() if column in columns}
    ordered = frame[list(columns)].astype(kinds).reset_index(drop=True)
    key = list(columns[:4])
    twice = ordered[ordered.duplicated(key)]
    if len(twice):
        cell = tuple(str(value) for value in twice[key].iloc[0])
        raise InputError("population_cells_twice", {"cell": cell})
    return ordered


def _need(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    missing = tuple(column for column in columns if column not in frame.columns)
    if missing:
        raise InputError("population_columns", {"columns": missing})


def _check(valid: pd.Series, values: pd.Series) -> None:
    """Refuse the first of *values* that is not *valid*."""
    wrong = values[~valid.fillna(value=False).astype(bool)]
    if len(wrong):
        problem = {"column": str(values.name), "value": str(wrong.iloc[0])}
        raise InputError("population_cell_not_valid", problem)
