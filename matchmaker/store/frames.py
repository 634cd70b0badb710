"""A Register's tables as text, and back: what a version holds.

Plain UTF-8 JSON, column by column, each distinct text once. It is not compressed, so that a search of the
files shows what is in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import orjson
import pandas as pd

from matchmaker.model import schema
from matchmaker.model.tables import FEATURE_COLUMNS, Tables, dtype_of, empty_frame, no_features

if TYPE_CHECKING:
    from matchmaker.model.register import Register

FEATURES = "features"
"""What actors have stated about themselves, kept as one more table: actor, feature, value."""
NAMES: tuple[str, ...] = (*schema.TABLES, FEATURES)
"""Every table of a version, in order."""
KEYS: Mapping[str, tuple[str, ...]] = {
    **{name: table.key for name, table in schema.TABLES.items()},
    FEATURES: ("actor", "feature"),
}
"""Table → the columns that name a row."""


_STATED = {"actor": "aktor", "feature": "egenskap", "value": "verdi"}
"""Headers of :data:`FEATURES`."""


def title(table: str) -> str:
    """What people know a table as; features stand in the actors' own sheet."""
    return schema.ACTORS.title if table == FEATURES else schema.TABLES[table].title


def header(table: str, column: str) -> str:
    """What people know a column as."""
    return _STATED[column] if table == FEATURES else schema.TABLES[table].column(column).header


Frames: TypeAlias = Mapping[str, pd.DataFrame]
"""Table → frame; every one of :data:`NAMES`."""

_YES_NO = ("nei", "ja")


def frames_of(register: Register) -> dict[str, pd.DataFrame]:
    """Take the tables out of a Register."""
    return {name: register.frame(name) for name in schema.TABLES} | {FEATURES: register.features}


def tables_of(frames: Frames) -> Tables:
    """Make tables of frames, with rows numbered as in a spreadsheet; tables without a row are absent."""
    numbered = {
        name: frames[name].set_axis(pd.RangeIndex(2, len(frames[name]) + 2), axis=0)
        for name in schema.TABLES
        if len(frames[name]) or name == "actors"
    }
    actors = pd.Index(frames["actors"]["id"].astype(object))
    features = frames[FEATURES]
    place = np.flatnonzero(~actors.duplicated())  # what is there twice is for the checks to find
    found = actors[place].get_indexer(pd.Index(features["actor"].astype(object)))
    rows = np.append(place, -1)[found] + 2
    return Tables(numbered, features.set_axis(pd.Index(rows), axis=0))


def no_frames() -> dict[str, pd.DataFrame]:
    """The tables of a dataset that holds nothing."""
    return {name: empty_frame(table) for name, table in schema.TABLES.items()} | {FEATURES: no_features()}


def encode(frame: pd.DataFrame) -> str:
    """Write a frame as text."""
    columns = {str(name): _written(frame[name]) for name in frame.columns}
    text: bytes = orjson.dumps({"rows": len(frame), "columns": columns}, option=orjson.OPT_SERIALIZE_NUMPY)
    return text.decode()


def _written(values: pd.Series[Any]) -> dict[str, Any]:
    kind = str(values.dtype)
    if kind == "float64":
        return {"numbers": values.to_numpy()}  # not-a-number becomes null
    if kind == "category":
        coded = values.cat.remove_unused_categories()
        return {
            "texts": coded.cat.categories.astype(str).tolist(),
            "codes": coded.cat.codes.to_numpy(np.int32),
        }
    if kind in ("bool", "boolean"):
        codes = values.astype("Int8").fillna(-1).to_numpy(np.int32)
        return {"texts": _YES_NO, "codes": codes}
    codes, days = pd.factorize(values, sort=True)
    return {"texts": [day.date().isoformat() for day in days], "codes": codes.astype(np.int32)}


def decode(table: str, text: str) -> pd.DataFrame:
    """Read a frame of one table. Columns that a later tool has added are unknown; others are left out."""
    held = orjson.loads(text)
    count, columns = held["rows"], held["columns"]
    return pd.DataFrame({
        name: _read(columns.get(name) or {"texts": [], "codes": [-1] * count}, kind)
        for name, kind in columns_of(table).items()
    })  # fmt: skip


def columns_of(table: str) -> dict[str, str]:
    """Column → pandas dtype of one table."""
    if table == FEATURES:
        return dict.fromkeys(FEATURE_COLUMNS, "category")
    return {column.name: dtype_of(column.type) for column in schema.TABLES[table].columns}


def _read(held: dict[str, Any], kind: str) -> pd.Series[Any]:
    if kind == "float64":
        values = held["numbers"] if "numbers" in held else [None] * len(held["codes"])
        return pd.Series(np.array(values, dtype=float), dtype="float64")
    codes = np.array(held["codes"], dtype=np.int64)
    if kind == "category":
        # integers first: with no row pandas keeps a type too small for what is added later (pandas 3.1)
        texts = pd.Index(held["texts"], dtype=object)
        return pd.Series(pd.Categorical.from_codes(codes, texts))
    if kind == "boolean":
        return pd.Series(pd.array([None if code < 0 else bool(code) for code in codes], dtype="boolean"))
    days = pd.to_datetime(pd.Series([*held["texts"], None], dtype=object), format="ISO8601")
    return days.astype("datetime64[s]").take(codes).reset_index(drop=True)  # -1 takes the one that is missing


def stacked(table: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Put rows of one table under each other, in the table's own dtypes."""
    columns = {}
    for name, kind in columns_of(table).items():
        pieces = [part[name] for part in parts]
        if kind == "category":
            columns[name] = _united(pieces)
        else:
            columns[name] = pd.concat(pieces, ignore_index=True).astype(kind)  # type: ignore[call-overload]
    return pd.DataFrame(columns)


def _united(pieces: list[pd.Series[Any]]) -> pd.Series[Any]:
    """Put categoricals under each other; quick where all but the first are short."""
    pool, codes = pieces[0].cat.categories.astype(object), [pieces[0].cat.codes.to_numpy()]
    for piece in pieces[1:]:
        own = piece.cat.remove_unused_categories()
        texts = own.cat.categories.astype(object)
        pool = pool.append(texts[pool.get_indexer(texts) < 0])
        codes.append(np.append(pool.get_indexer(texts), -1)[own.cat.codes.to_numpy()])
    return pd.Series(pd.Categorical.from_codes(np.concatenate(codes), pool))
