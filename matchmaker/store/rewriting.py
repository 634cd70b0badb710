"""A person's pseudonym put into the tables of a version, in full copies and in differences alike.

Every row is changed by what stands in it and nothing else, so that a row gets the same form wherever it is
kept, and old differences go on fitting what they were made against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from matchmaker.model import schema
from matchmaker.model.schema import CellType
from matchmaker.store.difference import found_at, marks
from matchmaker.store.frames import FEATURES, columns_of, decode, encode
from matchmaker.store.pseudonym import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.store.pseudonym import Pseudonym

KEPT_COLUMNS = frozenset({
    "id", "name", "kind", "form", "sector", "municipality", "reserved", "synthetic", "origin",
})  # fmt: skip
"""What stays of a person in *aktører*: what figures of a municipality, a side or a kind rest on."""
KEPT_FEATURES = frozenset({"kjonn", "aldersgruppe"})
"""What stays of what they have stated: sex and age band, which comparisons with the population rest on."""
EMPTIED = {
    "registrations": ("wishes", "leader", "household", "minor", "facilitator", "interprets",
                      "needs_interpreter", "step_free", "host"),
    "group_rules": ("reason",),
    "learning": ("wants_contact",),
}  # fmt: skip
"""Table → what goes of a person's own rows there. Who sat where, and by which rule, stays with the pseudonym:
who has met whom, and what everybody else's seat rests on."""
_FREE = (CellType.TEXT, CellType.TAGS)


def references(table: str) -> tuple[str, ...]:
    """Columns of a table that hold ids of actors."""
    if table == FEATURES:
        return ("actor",)
    columns = schema.TABLES[table].columns
    own = ("id",) if table == "actors" else ()
    return own + tuple(column.name for column in columns if column.target == "actors")


def free_texts(table: str) -> tuple[str, ...]:
    """Columns of a table in which anything may be written, names of things apart."""
    if table == FEATURES:
        return ("value",)
    apart = {"name", *schema.TABLES[table].key}
    columns = schema.TABLES[table].columns
    return tuple(column.name for column in columns if column.type in _FREE and column.name not in apart)


def names(table: str) -> tuple[str, ...]:
    """Columns that name something; somebody's name there is part of what another is called."""
    named = ("name", "event")
    return () if table == FEATURES else tuple(column for column in columns_of(table) if column in named)


def rows_of(frame: pd.DataFrame, table: str, actor: str) -> np.ndarray:
    """Which rows are about an actor; bool, one per row."""
    found = np.zeros(len(frame), dtype=bool)
    for column in references(table):
        found |= (frame[column] == actor).to_numpy(dtype=bool)
    return found


class TableRewriter:
    """Puts one pseudonym into the tables of one dataset.

    Parameters
    ----------
    pseudonym
        Who is replaced by what.
    own
        Whether the dataset is one of those where the id is the person's.
    """

    def __init__(self, pseudonym: Pseudonym, *, own: bool) -> None:
        self._new = pseudonym
        self._own = own
        self.tallies: dict[tuple[str, str], Tally] = {}
        """(table, column) → how often the person was found."""

    def parts(self, parts: dict[str, str]) -> dict[str, str]:
        """Rewrite the texts of a version; parts that hold no row any more are absent."""
        frames = {part: self._rewritten(part.partition(".")[0], text) for part, text in parts.items()}
        for part in [part for part, (_, changed) in frames.items() if changed and part.endswith(".added")]:
            table = part.partition(".")[0]
            self._without_equal(frames, f"{table}.removed", part)
        return {
            part: encode(frame) if changed else parts[part]
            for part, (frame, changed) in frames.items()
            if len(frame)
        }

    def _rewritten(self, table: str, text: str) -> tuple[pd.DataFrame, bool]:
        frame = decode(table, text)
        changed = self._mine(table, frame) if self._own else False
        if changed and table == FEATURES:
            stays = (frame["actor"] != self._new.id) | frame["feature"].isin(list(KEPT_FEATURES))
            frame = frame[stays.to_numpy(dtype=bool)].reset_index(drop=True)
        for column in free_texts(table):
            changed |= self._texts(table, frame, column)
        for column in names(table):
            self._texts(table, frame, column, doubtful=True)
        return frame, changed

    def _mine(self, table: str, frame: pd.DataFrame) -> bool:
        """Rewrite the rows that are about the person; says whether there are any."""
        mine = rows_of(frame, table, self._new.person.id)
        if not mine.any():
            return False
        self._tally(table, "").replaced += int(mine.sum())
        for column in references(table):
            found = (frame[column] == self._new.person.id).to_numpy(dtype=bool)
            _put(frame, column, found, self._new.id)
        if table == "actors":
            for column in sorted(set(columns_of(table)) - KEPT_COLUMNS):
                _put(frame, column, mine, None)
            _put(frame, "name", mine, self._new.name)
            frame.loc[mine, "reserved"] = True  # nobody is there to be invited
        elif table != FEATURES:
            _put(frame, "source", mine, None)
        if table in EMPTIED:
            self._empty(table, frame)
        if table == "ties":
            _turn(frame, mine)
        return True

    def _empty(self, table: str, frame: pd.DataFrame) -> None:
        own = (frame["actor"] == self._new.id).to_numpy(dtype=bool)
        for column in EMPTIED[table]:
            default = schema.TABLES[table].column(column).default  # what an empty cell means
            _put(frame, column, own, default if isinstance(default, bool) else None)

    def _texts(self, table: str, frame: pd.DataFrame, column: str, *, doubtful: bool = False) -> bool:
        """Replace the person in free text; where it is doubtful what is meant, only count."""
        values = frame[column].cat.remove_unused_categories()
        uses = np.bincount(values.cat.codes.to_numpy()[values.cat.codes.to_numpy() >= 0],
                           minlength=len(values.cat.categories))  # fmt: skip
        new, changed = {}, False
        for text, used in zip(values.cat.categories.astype(str), uses.tolist(), strict=True):
            tally = Tally()
            new[text] = self._new.text(text, tally, own=self._own)
            found = self._tally(table, column)
            found.doubtful += used * (tally.doubtful + (tally.replaced if doubtful else 0))
            found.replaced += 0 if doubtful else used * tally.replaced
            changed |= new[text] != text
        if changed and not doubtful:
            frame[column] = _mapped(values, lambda text: new.get(text, text))
        return changed and not doubtful

    def _tally(self, table: str, column: str) -> Tally:
        return self.tallies.setdefault((table, column), Tally())

    def _without_equal(self, frames: dict[str, tuple[pd.DataFrame, bool]], old: str, new: str) -> None:
        """A row that differed only in what is taken away now does not differ any more."""
        if old not in frames:
            return
        before, after = frames[old][0], frames[new][0]
        if not len(before) or not len(after):
            return
        again = found_at(marks(before), marks(after))
        stays = np.ones(len(after), dtype=bool)
        stays[again[again >= 0]] = False
        frames[old] = before[again < 0].reset_index(drop=True), True
        frames[new] = after[stays].reset_index(drop=True), True


def _put(frame: pd.DataFrame, column: str, where: np.ndarray, value: Any) -> None:  # noqa: ANN401 - a cell
    """Put one value, or unknown, into some rows of a column."""
    if str(frame[column].dtype) == "category":
        texts = frame[column].astype(object).to_numpy(dtype=object, copy=True)
        texts[where] = value
        frame[column] = _categories(texts)
    else:
        frame.loc[where, column] = pd.NaT if str(frame[column].dtype).startswith("datetime") else value


def _categories(texts: np.ndarray) -> pd.Series[Any]:
    """Texts as a categorical over those in use."""
    codes, found = pd.factorize(texts)
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(found, dtype=object)))


def _mapped(values: pd.Series[Any], new: Callable[[str], str]) -> pd.Series[Any]:
    texts = np.array([*map(new, values.cat.categories.astype(str)), None], dtype=object)
    return _categories(texts[values.cat.codes.to_numpy()])  # −1 takes the one that is missing


def _turn(ties: pd.DataFrame, mine: np.ndarray) -> None:
    """Symmetric ties run from the lesser id to the greater; the new id may stand elsewhere in that order."""
    tail, head = (ties[name].astype(object).to_numpy(dtype=object) for name in ("tail", "head"))
    turn = mine & ties["symmetric"].to_numpy(dtype=bool) & (tail > head)
    ties["tail"] = _categories(np.where(turn, head, tail))
    ties["head"] = _categories(np.where(turn, tail, head))
