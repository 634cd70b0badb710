"""Two rows of one actor become one: everything of the one that goes is moved to the one that stays.

Nothing is lost in silence: what does not fit in (another value in a cell that is filled already, the weaker
of two ties, a tie that would lead to itself) is told as data. Values are never made up: an empty cell is
filled from the other row as it is, and periods are joined only where they overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from matchmaker.kernel.errors import InputError, Message
from matchmaker.linkage.cells import joined_actor, joined_row
from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.model.event_checks import of_one
from matchmaker.model.register import records_of
from matchmaker.model.tables import FEATURE_COLUMNS, Tables, dtype_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.linkage.cells import Cells
    from matchmaker.model.register import Register


@dataclass(frozen=True, slots=True)
class Merge:
    """A register's tables after a merge."""

    tables: Tables
    """Valid tables without the actor that went; row numbers as in a spreadsheet."""
    dropped: tuple[Message, ...]
    """What was stated and is no longer there, in the order of tables and rows."""


def merged(register: Register, keep: str, drop: str) -> Merge:
    """Merge two rows of one actor.

    Empty cells of the kept row are filled from the other; groups and availability are united; «reservert»
    holds when either row says so. Contributions, ties, roles, involvements and features are moved. Rows
    that would repeat a key become one: of two ties the stronger, else the row of the actor that stays.

    Parameters
    ----------
    register
        The register; it is not changed.
    keep, drop
        Ids of the actor that stays and the one that goes.

    Raises
    ------
    InputError
        ``unknown_actor``; ``merge_with_itself`` when both ids are the same.
    """
    codes = [register.code(actor) for actor in (keep, drop)]
    if keep == drop:
        raise InputError("merge_with_itself", {"actor": keep})
    old = register.tables()
    frames = dict(old.frames)
    actors = frames["actors"].reset_index(drop=True)
    homes = {place["id"]: place["municipality"] for place in records_of(register.frame("places"))}
    pair = records_of(actors.iloc[codes])
    row, told = joined_actor(pair[0], pair[1], homes)
    frames["actors"] = _rebuilt("actors", actors.drop(index=codes), [row])
    for name, spec in schema.TABLES.items():
        ends = [column.name for column in spec.columns if column.target == "actors"]
        if ends and name in frames:
            frames[name], more = _moved(name, frames[name], ends, keep, drop)
            told += more
    if "group_rules" in frames:
        frames["group_rules"], more = _without_rules_of_one(frames["group_rules"])
        told += more
    features, more = _features(old.features, keep, drop, elected=row["kind"] == "politiker")
    return Merge(Tables(frames, features), (*told, *more))


def _rebuilt(table: str, rest: pd.DataFrame, rows: Sequence[Cells]) -> pd.DataFrame:
    """Put rows back among the others; the frame gets the schema's types and spreadsheet rows."""
    index = pd.RangeIndex(2, len(rest) + len(rows) + 2)
    made: dict[str, Any] = {}
    for column in schema.TABLES[table].columns:
        values, dtype = [row[column.name] for row in rows], pd.api.types.pandas_dtype(dtype_of(column.type))
        if isinstance(dtype, pd.CategoricalDtype):
            made[column.name] = _appended(rest[column.name], values)
        else:
            both = (rest[column.name].astype(dtype), pd.Series(values, dtype=dtype))
            made[column.name] = pd.concat(both, ignore_index=True)
    return pd.DataFrame({name: pd.Series(column).set_axis(index) for name, column in made.items()})


def _appended(column: pd.Series[Any], values: Sequence[str | None]) -> pd.Categorical:
    """Append values by their codes: a large table is never spelt out."""
    pool = column.cat.categories.astype(object)
    fresh = sorted({value for value in values if value is not None} - set(pool))
    pool = pd.Index([*pool, *fresh], dtype=object)
    codes = pool.get_indexer(pd.Index(list(values), dtype=object)) if values else np.zeros(0, dtype=np.int64)
    return pd.Categorical.from_codes(np.concatenate([column.cat.codes.to_numpy(), codes]), categories=pool)


def _moved(
    table: str, frame: pd.DataFrame, ends: Sequence[str], keep: str, drop: str
) -> tuple[pd.DataFrame, list[Message]]:
    """Give the rows of the actor that goes to the one that stays, and join those that repeat a key."""
    theirs = np.zeros(len(frame), dtype=bool)
    touched = np.zeros(len(frame), dtype=bool)
    for end in ends:
        theirs |= (frame[end] == drop).to_numpy()
        touched |= frame[end].isin([keep, drop]).to_numpy()
    if not theirs.any():
        return frame, []
    told: list[Message] = []
    kept: dict[tuple[object, ...], Cells] = {}
    own = [*records_of(frame[touched & ~theirs]), *records_of(frame[theirs])]
    for before in own:
        row = {**before, **{end: keep for end in ends if before[end] == drop}}
        if len(ends) == 2 and row[ends[0]] == row[ends[1]]:
            told.append(_to_itself(table, row))
            if table != "registrations":
                continue
            row["leader"] = None
        key = _key(table, row)
        if key in kept:
            kept[key], more = joined_row(table, kept[key], row)
            told += more
        else:
            kept[key] = row
    return _rebuilt(table, frame[~touched], list(kept.values())), told


def _without_rules_of_one(rules: pd.DataFrame) -> tuple[pd.DataFrame, list[Message]]:
    """Rules that were about the two together say nothing any more."""
    gone = of_one(rules)
    names = sorted(set(rules["id"][gone].astype(str)))
    left = rules[~gone].set_axis(pd.RangeIndex(2, len(rules) - int(gone.sum()) + 2), axis=0)
    return left, [Message("merged.rule_of_one", {"rule": name}) for name in names]


def _key(table: str, row: Cells) -> tuple[object, ...]:
    """What may not repeat; a tie that goes both ways is the same from either end."""
    if table == "ties" and row["symmetric"]:
        row["tail"], row["head"] = sorted((str(row["tail"]), str(row["head"])))
    return tuple(row[name] for name in schema.TABLES[table].key)


def _to_itself(table: str, row: Cells) -> Message:
    if table == "ties":
        return Message("merged.self_tie", {"relation": str(row["relation"])})
    if table == "registrations":
        return Message("merged.own_leader")
    return Message("merged.self_role", {"kind": str(row["kind"])})


def _features(
    frame: pd.DataFrame, keep: str, drop: str, *, elected: bool
) -> tuple[pd.DataFrame, list[Message]]:
    """Move what was stated; the answer of the actor that stays is not replaced."""
    touched = frame["actor"].isin([keep, drop]).to_numpy()
    mine: dict[str, str] = {}
    told: list[Message] = []
    stated = sorted(
        (actor == drop, name, value)
        for actor, name, value in frame[touched].astype(object).itertuples(index=False, name=None)
    )
    for _, name, value in stated:
        if name == v.FEATURE_OF_ELECTED_ONLY and not elected:
            told.append(Message("merged.not_moved", {"field": name, "dropped": value}))
        elif mine.setdefault(name, value) != value:
            params: dict[str, Param] = {"field": name, "kept": mine[name], "dropped": value}
            told.append(Message("merged.other_value", params))
    rest, names = frame[~touched], sorted(mine)
    columns = ([keep] * len(names), names, [mine[name] for name in names])
    joined = pd.DataFrame(
        {
            column: _appended(rest[column], values)
            for column, values in zip(FEATURE_COLUMNS, columns, strict=True)
        }
    )
    return joined.set_axis(pd.RangeIndex(2, len(joined) + 2), axis=0), told
