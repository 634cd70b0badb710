"""What differs between two versions: rows taken away and rows added, table by table.

A changed row is one of each. Rows are told apart by all they hold, so that a difference fits where the
rows it takes away are as they were, and nowhere else. That is what guards against lost updates: a change
made to an old version goes onto a newer one exactly when nobody has touched the same rows since.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd

from matchmaker.model.register import records_of
from matchmaker.store.frames import FEATURES, KEYS, NAMES, Frames, decode, encode, stacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Marks: TypeAlias = np.ndarray
"""128 bits per row, as two columns: equal rows have equal marks."""
_HASH_KEYS = ("samskapingkjenne", "likeraderlikmerk")


@dataclass(frozen=True)
class TableDifference:
    """What differs in one table."""

    removed: pd.DataFrame
    """Rows as they were."""
    added: pd.DataFrame
    """Rows as they are."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that was added, removed or changed."""

    table: str
    key: tuple[str, ...]
    """What names the row; a missing part is empty text."""
    before: Mapping[str, Any] | None
    """The row as it was; ``None`` for one that was added."""
    after: Mapping[str, Any] | None
    """The row as it is; ``None`` for one that was removed."""

    @property
    def fields(self) -> tuple[str, ...]:
        """Columns that differ."""
        old, new = self.before or {}, self.after or {}
        return tuple(name for name in (new or old) if old.get(name) != new.get(name))


@dataclass(frozen=True)
class Difference:
    """Every table in which something differs; a table where nothing does is absent."""

    tables: Mapping[str, TableDifference]

    @property
    def rows(self) -> int:
        """How many rows are taken away or added."""
        return sum(len(one.removed) + len(one.added) for one in self.tables.values())

    def turned(self) -> Difference:
        """The way back."""
        return Difference({
            name: TableDifference(one.added, one.removed) for name, one in self.tables.items()
        })  # fmt: skip

    def changes(self, most: int | None = None) -> Iterator[RowChange]:
        """Each row in turn: by table, then by key; of every table the first *most*, which is quicker."""
        for name, one in self.tables.items():
            first = self if most is None else Difference({name: _first(name, one, most)})
            old, new = (
                _by_key(name, frame) for frame in (first.tables[name].removed, first.tables[name].added)
            )
            for key in sorted({*old, *new}):
                yield RowChange(name, key, old.get(key), new.get(key))

    def counts(self) -> Mapping[str, tuple[int, int, int]]:
        """Table → rows added, changed, removed."""
        found = {}
        for name, one in self.tables.items():
            keys = list(KEYS[name])
            both = len(_keys(one.removed, keys).intersection(_keys(one.added, keys)))
            found[name] = (len(one.added) - both, both, len(one.removed) - both)
        return found

    def parts(self) -> dict[str, str]:
        """Write it as texts: ``<table>.removed`` and ``<table>.added``."""
        return {
            f"{name}.{side}": encode(frame)
            for name, one in self.tables.items()
            for side, frame in (("removed", one.removed), ("added", one.added))
            if len(frame)
        }

    @classmethod
    def of_parts(cls, parts: Mapping[str, str]) -> Difference:
        """Read what :meth:`parts` wrote."""
        empty = encode(pd.DataFrame())
        tables = {}
        for name in NAMES:
            texts = [parts.get(f"{name}.{side}") for side in ("removed", "added")]
            if any(texts):
                removed, added = (decode(name, text or empty) for text in texts)
                tables[name] = TableDifference(removed, added)
        return cls(tables)


def _first(table: str, one: TableDifference, most: int) -> TableDifference:
    """The rows with the first keys."""
    old, new = (_keys(frame, list(KEYS[table])) for frame in (one.removed, one.added))
    wanted = old.union(new)[:most]  # a union is sorted
    return TableDifference(one.removed[old.isin(wanted)], one.added[new.isin(wanted)])


def _by_key(table: str, frame: pd.DataFrame) -> dict[tuple[str, ...], dict[str, Any]]:
    return {
        tuple("" if row[part] is None else str(row[part]) for part in KEYS[table]): row
        for row in records_of(frame)
    }


def _keys(frame: pd.DataFrame, keys: list[str]) -> pd.Index:
    """What names each row, as one text."""
    texts = [frame[name].astype(object).where(frame[name].notna(), "").astype(str) for name in keys]
    joined = ["\x1f".join(row) for row in zip(*texts, strict=True)]
    return pd.Index(joined, dtype=object)


def marks(frame: pd.DataFrame) -> Marks:
    """Give each row 128 bits that depend on all it holds."""
    if frame.empty:
        return np.zeros((0, 2), dtype=np.uint64)
    plain = frame.assign(**{
        name: frame[name].astype("Int8").astype("category")
        for name in frame.columns
        if str(frame[name].dtype) in ("bool", "boolean")
    })  # fmt: skip
    halves = [pd.util.hash_pandas_object(plain, index=False, hash_key=key).to_numpy() for key in _HASH_KEYS]
    return np.stack(halves, axis=1)


def found_at(wanted: Marks, among: Marks) -> np.ndarray:
    """Position of each wanted row among others; −1 where it is not there."""
    if not len(among):
        return np.full(len(wanted), -1)
    known, first = pd.Index(among[:, 0]), np.arange(len(among))
    if not known.is_unique:  # of rows that are there twice, the first
        first = np.flatnonzero(~known.duplicated())
        known = known[first]
    found = known.get_indexer(pd.Index(wanted[:, 0]))
    place = first[found]
    return np.where((found >= 0) & (among[place, 1] == wanted[:, 1]), place, -1)


def _near(table: str, held: pd.DataFrame, wanted: pd.DataFrame) -> np.ndarray:
    """Positions of the rows that may have the same key as a wanted one: few, where few are wanted."""
    key = KEYS[table][0]
    return np.flatnonzero(held[key].isin(wanted[key].astype(object).unique()).to_numpy())


def _places(table: str, held: pd.DataFrame, wanted: pd.DataFrame) -> np.ndarray:
    """Position of each wanted row in a table; −1 where it is not there as it was."""
    near = _near(table, held, wanted)
    found = found_at(marks(wanted), marks(held.iloc[near]))
    return np.where(found >= 0, np.append(near, -1)[found], -1)


def between(old: Frames, new: Frames) -> Difference:
    """Find what differs in the tables of *new*."""
    tables = {}
    for name in (name for name in NAMES if name in new):
        a, b = old[name], new[name]
        marks_a, marks_b = marks(a), marks(b)
        gone, come = found_at(marks_a, marks_b) < 0, found_at(marks_b, marks_a) < 0
        if gone.any() or come.any():
            tables[name] = TableDifference(a[gone], b[come])
    return Difference(tables)


@dataclass(frozen=True)
class Misfit:
    """Rows of a difference that do not fit."""

    table: str
    lost: pd.DataFrame
    """Rows to be taken away that are not there, or not as they were."""
    taken: pd.DataFrame
    """Rows to be added whose place another row has."""


def misfits(frames: Frames, difference: Difference) -> tuple[Misfit, ...]:
    """Find what keeps a difference from fitting; empty when it fits."""
    found = []
    for name, one in difference.tables.items():
        held, keys = frames[name], list(KEYS[name])
        place = _places(name, held, one.removed)
        stays = np.zeros(len(held), dtype=bool)
        stays[_near(name, held, one.added)] = True
        stays[place[place >= 0]] = False
        taken = _keys(one.added, keys).isin(_keys(held[stays], keys)) if len(one.added) else np.zeros(0, bool)
        if (place < 0).any() or taken.any():
            found.append(Misfit(name, one.removed[place < 0], one.added[taken]))
    return tuple(found)


def homeless(frames: Frames) -> tuple[Misfit, ...]:
    """Find what is stated of actors that are not there: as :func:`misfits`."""
    stated = frames[FEATURES]
    lost = stated[~stated["actor"].isin(frames["actors"]["id"].astype(object)).to_numpy()]
    return (Misfit(FEATURES, lost, stated.iloc[:0]),) if len(lost) else ()


def applied(frames: Frames, difference: Difference) -> dict[str, pd.DataFrame]:
    """Make the difference. Only for one that fits: see :func:`misfits`."""
    result = dict(frames)
    for name, one in difference.tables.items():
        held = frames[name]
        stays = np.ones(len(held), dtype=bool)
        place = _places(name, held, one.removed)
        if (place < 0).any():
            raise ValueError(name)
        stays[place] = False
        result[name] = stacked(name, [held[stays], one.added])
    return result


def combined(differences: list[Difference]) -> Difference:
    """Put differences that follow each other into one."""
    tables = {}
    for name in NAMES:
        parts = [one.tables[name] for one in differences if name in one.tables]
        if parts:
            tables[name] = parts[0] if len(parts) == 1 else _net(name, parts)
    return Difference(tables)


def _net(name: str, parts: list[TableDifference]) -> TableDifference:
    """What remains of several: what was added and taken away again, or the other way, is as it was."""
    removed, added = (stacked(name, [getattr(part, side) for part in parts]) for side in ("removed", "added"))
    both = np.concatenate([marks(removed), marks(added)])
    which = np.unique(both, axis=0, return_inverse=True)[1].reshape(-1)
    times = np.bincount(which, weights=np.repeat([-1, 1], [len(removed), len(added)]))
    gone, come = which[: len(removed)], which[len(removed) :]
    return TableDifference(
        removed[(times[gone] < 0) & ~pd.Series(gone).duplicated().to_numpy()],
        added[(times[come] > 0) & ~pd.Series(come).duplicated().to_numpy()],
    )
