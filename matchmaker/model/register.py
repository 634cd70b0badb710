"""The Register: every actor, contribution, tie, challenge and involvement of a dataset.

Columnar and immutable. Frames are handed out as shallow copies (copy-on-write), so nothing that a
reader does to one reaches the Register; a change makes a new Register. Rows are kept in an order that
depends on their content alone, never on the order in which they were entered.

References to actors are pandas categoricals over :attr:`Register.ids`; ``frame["actor"].cat.codes`` are
therefore integer positions in the actors frame, ready for numpy.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from matchmaker.kernel.errors import InputError, Message, TableErrors
from matchmaker.model import records, schema
from matchmaker.model import vocabulary as v
from matchmaker.model.event_checks import of_one
from matchmaker.model.normal import normalise
from matchmaker.model.tables import Tables
from matchmaker.model.validation import cross_checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date


class Register:
    """A validated dataset. Make one with :meth:`from_tables`; it never changes afterwards.

    An empty Register (no actor, no challenge) is valid. Values that nobody has stated are missing in
    the frames and ``None`` in the records; they are never zero and never a category of their own.
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame], features: pd.DataFrame) -> None:
        self._frames = dict(frames)
        self._features = features

    @classmethod
    def from_tables(cls, tables: Tables) -> Register:
        """Check the tables against each other and keep them in canonical form.

        Raises
        ------
        TableErrors
            With every problem between cells, rows and tables.
        """
        problems = cross_checks(tables)
        if problems:
            raise TableErrors(problems)
        return cls.of_valid(tables)

    @classmethod
    def of_valid(cls, tables: Tables) -> Register:
        """Keep tables that are known to be valid, as those from ``sources.reading.load_tables`` are.

        They are not looked at a second time; tables from anywhere else go through :meth:`from_tables`.
        """
        return cls(*normalise(tables))

    def frame(self, table: str) -> pd.DataFrame:
        """One table, in canonical order, as a copy that costs nothing until it is changed."""
        return self._frames[table].copy(deep=False)

    @property
    def actors(self) -> pd.DataFrame:
        """The actors, ordered by id; row *i* is the actor with code *i*."""
        return self.frame("actors")

    @property
    def features(self) -> pd.DataFrame:
        """What actors have stated about themselves, long: actor, feature, value. Unknown has no row."""
        return self._features.copy(deep=False)

    @cached_property
    def ids(self) -> pd.Index:
        """Actor ids in order."""
        found: pd.Index = pd.Index(self._frames["actors"]["id"].astype(object))
        return found

    @cached_property
    def persons(self) -> np.ndarray:
        """Which actors are private persons, a read-only mask in the order of :attr:`ids`, shape (n,)."""
        found: np.ndarray = (self._frames["actors"]["form"] == v.Form.PERSON.value).to_numpy(dtype=bool)
        found.flags.writeable = False
        return found

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, actor: object) -> bool:
        return actor in self.ids

    # -- the vocabulary, with what the dataset adds to it ------------------------------------------

    @cached_property
    def kinds(self) -> dict[str, v.KindSpec]:
        """Every kind of actor: the tool's own and the dataset's."""
        rows = records_of(self._frames["kinds"])
        own = {row["id"]: v.KindSpec(v.Sector(row["sector"]), v.Form(row["form"])) for row in rows}
        return {**v.KINDS, **own}

    @cached_property
    def contribution_parents(self) -> dict[str, str | None]:
        """Contribution type → the type it is part of: the tool's own and the dataset's."""
        frame = self._frames["contribution_types"].astype(object)
        return {**v.CONTRIBUTIONS, **dict(zip(frame["id"], frame["parent"], strict=True))}

    @cached_property
    def own_names(self) -> dict[str, str]:
        """Names of the kinds, contribution types and places that the dataset itself defines, by code."""
        frames = (self._frames[table].astype(object) for table in ("kinds", "contribution_types", "places"))
        return {code: name for frame in frames for code, name in zip(frame["id"], frame["name"], strict=True)}

    # -- one at a time --------------------------------------------------------------------------------

    def code(self, actor: str) -> int:
        """Position of an actor id. Raises ``InputError`` (unknown_actor) when there is none."""
        try:
            return int(self.ids.get_loc(actor))  # type: ignore[arg-type]  # ids are different, so it is one
        except (KeyError, TypeError):
            raise InputError("unknown_actor", {"actor": actor}) from None

    def codes(self, actors: Sequence[str]) -> np.ndarray:
        """Positions of actor ids that the Register is known to have; −1 for others."""
        found: np.ndarray = self.ids.get_indexer(pd.Index(list(actors), dtype=object))
        return found.astype(np.int64)

    def stated(self, feature: str, actors: np.ndarray | None = None) -> dict[str, str]:
        """Actor id → what is stated about a feature, of those of whom something is.

        Parameters
        ----------
        feature
            Name of the feature, e.g. ``kjonn``.
        actors
            Codes of those looked at; everybody when not given.
        """
        mine = self._features[self._features["feature"] == feature]
        if actors is not None:
            mine = mine[mine["actor"].isin(self.ids[actors])]
        return dict(zip(mine["actor"].astype(str), mine["value"].astype(str), strict=True))

    def in_area(self, municipalities: Sequence[str]) -> np.ndarray:
        """Which actors belong to one of the municipalities or stand above them all; bool, one per actor.

        An actor without a municipality (a county, a university, a regional council) belongs everywhere.
        No municipality means no limit.
        """
        if not municipalities:
            return np.ones(len(self), dtype=bool)
        home = self._frames["actors"]["municipality"]
        return (home.isna() | home.isin(list(municipalities))).to_numpy(dtype=bool)

    def actor(self, actor: str) -> records.Actor:
        """One actor as a record. Raises ``InputError`` (unknown_actor)."""
        code = self.code(actor)
        row = record_at(self._frames["actors"], code)
        roles, features = self._frames["roles"], self._features
        mine = [record_at(roles, at) for at in _rows_of(roles, code)]
        stated = [record_at(features, at) for at in _rows_of(features, code)]
        return records.Actor(
            **{**row, "groups": _list(row["groups"]), "available": _list(row["available"])},
            roles=tuple(
                records.Role(r["kind"], r["organisation"], r["valid_from"], r["valid_to"]) for r in mine
            ),
            features={one["feature"]: one["value"] for one in stated},
        )

    def challenge(self, challenge: str) -> records.Challenge:
        """One challenge with its needs and affected groups. Raises ``InputError`` (unknown_challenge)."""
        frame = self._frames["challenges"]
        found = records_of(frame[frame["id"] == challenge])
        if not found:
            known = tuple(frame["id"].astype(object))
            if not known:
                raise InputError("no_challenges", hint=Message("hint.no_challenges"))
            raise InputError("unknown_challenge", {"challenge": challenge, "known": known})
        row = found[0]
        needs = sorted(
            (
                records.Need(
                    n["contribution"], int(n["count"]), int(n["importance"]), n["reason"], n["source"]
                )
                for n in self._of("needs", challenge)
            ),
            key=lambda need: (-need.importance, need.contribution),
        )
        affected = (
            records.AffectedGroup(
                a["group"], a["name"], _whole(a["age_from"]), _whole(a["age_to"]), a["source"]
            )
            for a in self._of("affected", challenge)
        )
        lists = {name: _list(row[name]) for name in ("municipalities", "levels", "themes")}
        goals = tuple(sorted(int(goal) for goal in _list(row["goals"])))
        return records.Challenge(
            **{**row, **lists, "goals": goals}, needs=tuple(needs), affected=tuple(affected)
        )

    def contributions_of(self, actor: str) -> tuple[records.Contribution, ...]:
        """What one actor can bring, as stated."""
        frame = self._frames["contributions"]
        return tuple(records.Contribution(**row) for row in records_of(frame[frame["actor"] == actor]))

    def ties_of(self, actor: str) -> tuple[records.Tie, ...]:
        """Every tie that one actor is an end of."""
        frame = self._frames["ties"]
        return tuple(
            records.Tie(**row)
            for row in records_of(frame[(frame["tail"] == actor) | (frame["head"] == actor)])
        )

    def involvements_in(self, challenge: str) -> tuple[records.Involvement, ...]:
        """Who has taken part in a challenge, in which phase and role."""
        kept = records.Involvement.__slots__
        rows = self._of("involvements", challenge)
        return tuple(records.Involvement(**{name: row[name] for name in kept}) for row in rows)

    def traits_of(self, challenge: str) -> tuple[records.Described, ...]:
        """How the process of a challenge is described, in the order of its sheet."""
        kept = records.Described.__slots__
        rows = self._of("process", challenge)
        return tuple(records.Described(**{name: row[name] for name in kept}) for row in rows)

    def turnout_of(self, challenge: str) -> tuple[records.Turnout, ...]:
        """How many of each group came to each step of a challenge's process."""
        return tuple(
            records.Turnout(
                row["step"], row["attribute"], row["group"], int(row["count"]), row["date"], row["source"]
            )
            for row in self._of("turnout", challenge)
        )

    def _of(self, table: str, challenge: str) -> list[dict[str, Any]]:
        frame = self._frames[table]
        return records_of(frame[frame["challenge"] == challenge])

    # -- new Registers from this one --------------------------------------------------------------------

    def tables(self) -> Tables:
        """The Register as tables, e.g. for writing. Rows are numbered as in a spreadsheet."""
        frames = {}
        for name, frame in self._frames.items():
            if len(frame) or name == "actors":
                frames[name] = frame.set_axis(pd.RangeIndex(2, len(frame) + 2), axis=0)
        rows = self._features["actor"].cat.codes.to_numpy() + 2
        return Tables(frames, self._features.set_axis(rows, axis=0))

    def with_rows(self, table: str, rows: pd.DataFrame) -> Register:
        """A new Register with further rows in one table; the rows are validated with all the others."""
        old = self.tables()
        start = len(old.frame(table)) + 2
        added = rows.set_axis(pd.RangeIndex(start, start + len(rows)), axis=0).astype(object)
        joined = pd.concat([old.frame(table).astype(object), added])
        return Register.from_tables(Tables({**old.frames, table: _typed(table, joined)}, old.features))

    def without_actors(self, actors: Iterable[str]) -> Register:
        """A new Register without some actors and everything that hangs on them.

        A row goes where one of them is what it is about; where it only mentions one (the leader of somebody
        who is registered), the cell is emptied. A rule for several goes when one of them is left.
        """
        gone = set(actors)
        for actor in sorted(gone):
            self.code(actor)
        kept = {}
        for name, old in self._frames.items():
            frame, spec, keep = old, schema.TABLES[name], np.ones(len(old), dtype=bool)
            for column in spec.columns:
                if column.target == "actors" or (name == "actors" and column.name == "id"):
                    theirs = frame[column.name].isin(gone).to_numpy()
                    if name == "actors" or column.name in spec.bearing("actors"):
                        keep &= ~theirs
                    else:
                        frame = frame.assign(**{column.name: frame[column.name].mask(theirs)})
            kept[name] = frame[keep]
        kept["group_rules"] = kept["group_rules"][~of_one(kept["group_rules"])]
        features = self._features[~self._features["actor"].isin(gone)]
        return Register(*normalise(Tables(kept, features)))

    def at(self, day: date) -> Register:
        """The Register as it was on one day; see :meth:`during`."""
        return self.during(day, day)

    def during(self, first: date | None, last: date | None) -> Register:
        """The Register of a period: contributions, ties, roles, involvements in force on a day of it.

        Dates are inclusive at both ends; an open end is in force, and ``None`` leaves the period open.
        """
        begin = pd.Timestamp.min if first is None else pd.Timestamp(first)
        end = pd.Timestamp.max if last is None else pd.Timestamp(last)
        kept = {}
        for name, frame in self._frames.items():
            kept[name] = frame
            if "valid_from" in frame.columns:
                begun = ~(frame["valid_from"] > end)
                ended = frame["valid_to"] < begin
                kept[name] = frame[(begun & ~ended).to_numpy()]
        return Register(*normalise(Tables(kept, self._features)))

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the content: equal for equal content, whatever the order of entry or the machine."""
        digest = hashlib.sha256()
        for name, frame in [*sorted(self._frames.items()), ("features", self._features)]:
            if len(frame):  # a sheet that a later tool knows, and this dataset does not have, changes nothing
                digest.update(name.encode())
                hashed = pd.util.hash_pandas_object(frame, index=False, categorize=True)
                digest.update(hashed.to_numpy().tobytes())
        return digest.hexdigest()


def _typed(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    from matchmaker.model.tables import dtype_of

    return frame.astype({c.name: dtype_of(c.type) for c in schema.TABLES[table].columns})


def _list(cell: object) -> tuple[str, ...]:
    return tuple(str(cell).split("|")) if cell is not None else ()


def _whole(cell: object) -> int | None:
    return None if cell is None else int(float(str(cell)))


def _rows_of(frame: pd.DataFrame, actor: int) -> list[int]:
    """Places in a table of the rows about the actor with a code."""
    found: list[int] = np.flatnonzero(frame["actor"].cat.codes.to_numpy() == actor).tolist()
    return found


def record_at(frame: pd.DataFrame, place: int) -> dict[str, Any]:
    """One row as :func:`records_of` gives it, without looking at the others."""
    return {name: _plain(frame[name].iloc[place]) for name in frame.columns}


def _plain(cell: Any) -> Any:  # noqa: ANN401 - whatever a table holds
    if pd.isna(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.date()
    return cell.item() if isinstance(cell, np.generic) else cell


def records_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries with plain Python values; missing is ``None``, dates are dates."""
    columns = {}
    for name in frame.columns:
        column = frame[name]
        if str(column.dtype).startswith("datetime64"):
            values = [None if pd.isna(value) else value.date() for value in column]
        else:
            values = [None if pd.isna(value) else value for value in column.astype(object)]
        columns[name] = values
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
