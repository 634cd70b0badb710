"""The canonical form of a dataset: defaults filled in, ties turned, rows and categories in order."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.model.pointing import codes_of
from matchmaker.model.schema import CellType
from matchmaker.model.tables import FEATURE_COLUMNS, Tables, dtype_of
from matchmaker.model.validation import symmetric_of

_PERSON = v.Form.PERSON.value


def normalise(tables: Tables) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Bring valid tables into the one form in which a Register keeps them.

    Equal content gives equal frames, whatever the order of rows or of categories.
    """
    actors = _implied(_filled(tables.frame("actors"), "actors"), _filled(tables.frame("kinds"), "kinds"))
    ids = np.sort(actors["id"].astype(object).to_numpy().astype(str))
    result = {}
    for name in schema.TABLES:
        frame = tables.frame(name)
        if len(frame):
            result[name] = _in_order(actors if name == "actors" else _filled(frame, name), name, ids)
        else:
            result[name] = _without_rows(name, ids)
    features = tables.features.loc[:, list(FEATURE_COLUMNS)].copy()
    features["actor"] = _ordered(features["actor"], ids)
    for name in ("feature", "value"):
        features[name] = _ordered(features[name], None)
    return result, features.sort_values(list(FEATURE_COLUMNS), kind="stable", ignore_index=True)


def _in_order(frame: pd.DataFrame, name: str, ids: np.ndarray) -> pd.DataFrame:
    """One table with rows and categories in order."""
    spec = schema.TABLES[name]
    if name == "ties":
        frame = _canonical_ties(frame, ids)
    for column in spec.columns:
        if dtype_of(column.type) == "category":
            frame[column.name] = _ordered(frame[column.name], ids if _is_actor(name, column) else None)
    order = list(spec.key) + [c.name for c in spec.columns if c.name not in spec.key]
    return frame.sort_values(order, kind="stable", ignore_index=True)


def _without_rows(name: str, ids: np.ndarray) -> pd.DataFrame:
    """One table that nobody has filled: most datasets leave many so, and making one anew takes time."""
    frame, pool = _empty(name).copy(), pd.Index(ids, dtype=object)
    for column in schema.TABLES[name].columns:
        if dtype_of(column.type) == "category" and _is_actor(name, column):
            frame[column.name] = pd.Series(pd.Categorical.from_codes([], pool), index=frame.index)
    return frame


@lru_cache
def _empty(name: str) -> pd.DataFrame:
    """One table without rows where there are no actors; not to be changed."""
    return _in_order(_filled(Tables({}).frame(name), name), name, np.array([], dtype=str))


def _is_actor(table: str, column: schema.Column) -> bool:
    """Whether the column holds ids of actors."""
    return column.target == "actors" or (table == "actors" and column.name == "id")


def _filled(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Fill in what an empty cell means, where the schema says so."""
    spec = schema.TABLES[name]
    frame = frame.loc[:, [column.name for column in spec.columns]].copy()
    for column in spec.columns:
        if column.default is None:
            continue
        values = frame[column.name]
        if column.type is CellType.YES_NO:
            frame[column.name] = values.astype("boolean").fillna(bool(column.default)).astype(bool)
        elif dtype_of(column.type) == "category":
            filled = values.astype(object).where(values.notna(), column.default)
            frame[column.name] = filled.astype("category")
        else:
            frame[column.name] = values.fillna(float(column.default))
    return frame


def _implied(actors: pd.DataFrame, kinds: pd.DataFrame) -> pd.DataFrame:
    """Sector and form follow from the kind where the row does not say otherwise.

    Who has been informed, or is kept on a legal basis, is a person, whatever the kind usually is.
    """
    sector = {code: spec.sector.value for code, spec in v.KINDS.items()}
    form = {code: spec.form.value for code, spec in v.KINDS.items()}
    own = kinds.astype(object)
    sector.update(zip(own["id"], own["sector"], strict=True))
    form.update(zip(own["id"], own["form"], strict=True))
    kind = actors["kind"].astype(object)
    asked = actors["legal_basis"].notna() | actors["informed"].notna()
    for name, implied in (("sector", kind.map(sector)), ("form", kind.map(form).mask(asked, _PERSON))):
        stated = actors[name].astype(object)
        actors[name] = stated.where(stated.notna(), implied).astype("category")
    return actors


def _canonical_ties(ties: pd.DataFrame, ids: np.ndarray) -> pd.DataFrame:
    """Symmetric ties run from the lesser id to the greater, and every row says whether it is one."""
    both = symmetric_of(ties)
    ties["symmetric"] = both
    pool = pd.Index(ids, dtype=object)
    tail, head = codes_of(ties["tail"], pool), codes_of(ties["head"], pool)
    turn = both & (tail > head)  # ids are sorted, so the lesser code is the lesser id
    ties["tail"] = pd.Categorical.from_codes(np.where(turn, head, tail), pool)
    ties["head"] = pd.Categorical.from_codes(np.where(turn, tail, head), pool)
    return ties


def _ordered(column: pd.Series[Any], pool: np.ndarray | None) -> pd.Series[Any]:
    """A categorical whose categories are sorted: the actor ids, or just those in use."""
    if pool is None:
        column = column.cat.remove_unused_categories()
        pool = np.sort(column.cat.categories.to_numpy().astype(object).astype(str))
    # set_categories keeps a too small code type on an empty column (pandas 3.1), so codes are made anew
    categories = pd.Index(pool, dtype=object)
    codes = codes_of(column, categories)
    return pd.Series(pd.Categorical.from_codes(codes, categories), index=column.index)
