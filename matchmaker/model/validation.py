"""What needs more than one cell to be seen: references, repeats, order of dates.

Every check yields problems with the spreadsheet's own row and header; nothing is raised here. A cell
that is missing because it could not be read has been reported already and is passed over in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from matchmaker.kernel.errors import Message, Param, Problem
from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.model.event_checks import event_checks
from matchmaker.model.network_checks import network_checks
from matchmaker.model.pointing import codes_of, near, problems_at
from matchmaker.model.schema import CellType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matchmaker.model.tables import Tables


def cross_checks(tables: Tables) -> list[Problem]:
    """Find every problem between cells, rows and tables; sorted by place. Empty means valid."""
    found: list[Problem] = []
    ids = _Ids(tables)
    for name in tables.frames:
        spec = schema.TABLES[name]
        found += _repeated(tables, spec)
        found += _dangling(tables, spec, ids)
        found += _reversed_dates(tables, spec)
    found += _ties(tables)
    found += _reversed_ages(tables)
    found += _places_elsewhere(tables)
    found += _party(tables)
    found += _repeated_features(tables)
    found += _circular_types(tables)
    found += _wrong_answers(tables)
    found += event_checks(tables)
    found += network_checks(tables)
    return sorted(found, key=Problem.sort_key)


def _repeated(tables: Tables, spec: schema.Table) -> Iterator[Problem]:
    """The second and later rows with the same key. Ties are looked at in canonical order elsewhere."""
    if not spec.key or spec.name == "ties":
        return
    frame = tables.frame(spec.name)
    required = [name for name in spec.key if spec.column(name).required]
    known = frame[list(spec.key)].dropna(subset=required)
    again = known[known.duplicated(keep="first")].index
    if again.empty:
        return
    first = known.reset_index(names="row").groupby(list(spec.key), observed=True, dropna=False)["row"]
    firsts = first.transform("first")
    firsts.index = known.index
    yield from problems_at(
        tables, spec.name, again, spec.key[0], "duplicate_key",
        first=firsts.loc[again].astype(int).to_dict(),
    )  # fmt: skip


class _Ids(dict[str, pd.Index]):
    """The ids of each table that is referred to, looked up once."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, table: str) -> pd.Index:
        self[table] = pd.Index(self._tables.frame(table)["id"].dropna().astype(str).unique())
        return self[table]


def _dangling(tables: Tables, spec: schema.Table, known: Mapping[str, pd.Index]) -> Iterator[Problem]:
    """Cells that name an actor, challenge or place that is not there."""
    frame = tables.frame(spec.name)
    for column in spec.columns:
        if column.type is not CellType.REFERENCE:
            continue
        ids = known[column.target]
        values = frame[column.name]
        lost = frame.index[values.notna().to_numpy() & (codes_of(values, ids) < 0)]
        yield from problems_at(
            tables, spec.name, lost, column.name, "unknown_reference",
            near=near(values.loc[lost], ids), target=tables.file(column.target),
        )  # fmt: skip


def _reversed_dates(tables: Tables, spec: schema.Table) -> Iterator[Problem]:
    names = {column.name for column in spec.columns}
    if {"valid_from", "valid_to"} <= names:
        frame = tables.frame(spec.name)
        wrong = frame.index[(frame["valid_to"] < frame["valid_from"]).to_numpy()]
        yield from problems_at(tables, spec.name, wrong, "valid_to", "dates_reversed")


def _reversed_ages(tables: Tables) -> Iterator[Problem]:
    frame = tables.frame("affected")
    wrong = frame.index[(frame["age_to"] < frame["age_from"]).to_numpy()]
    yield from problems_at(tables, "affected", wrong, "age_to", "ages_reversed")


def symmetric_of(frame: pd.DataFrame) -> np.ndarray:
    """Whether each tie goes both ways: as the row says, else as its kind implies."""
    implied = (
        frame["relation"]
        .astype(object)
        .map({relation.value: spec.symmetric for relation, spec in v.RELATIONS.items()})
    )
    stated = frame["symmetric"].astype("boolean")
    return stated.fillna(implied.astype("boolean")).fillna(value=False).to_numpy(dtype=bool)


def _ties(tables: Tables) -> Iterator[Problem]:
    """Ties of an actor to itself, and a second tie of the same type, pair and period."""
    frame = tables.frame("ties")
    if frame.empty:
        return
    ids = pd.Index(tables.frame("actors")["id"].dropna().astype(str).unique())
    tail, head = codes_of(frame["tail"], ids), codes_of(frame["head"], ids)
    known = (tail >= 0) & (head >= 0)
    own = known & (tail == head)
    yield from problems_at(tables, "ties", frame.index[own], "head", "self_tie")
    both = symmetric_of(frame)
    low = np.where(both, np.minimum(tail, head), tail)
    high = np.where(both, np.maximum(tail, head), head)
    key = pd.DataFrame(
        {
            "low": low,
            "high": high,
            "relation": frame["relation"].cat.codes.to_numpy(),
            "from": frame["valid_from"].astype("int64").to_numpy(),
            "to": frame["valid_to"].astype("int64").to_numpy(),
        },
        index=frame.index,
    )[known & ~own & frame["relation"].notna().to_numpy()]
    again = key.index[key.duplicated(keep="first")]
    if again.empty:
        return
    firsts = key.reset_index(names="row").groupby(list(key.columns))["row"].transform("first")
    firsts.index = key.index
    yield from problems_at(
        tables, "ties", again, "tail", "duplicate_tie", first={row: int(firsts.at[row]) for row in again}
    )


def _places_elsewhere(tables: Tables) -> Iterator[Problem]:
    """An actor's place lies in another municipality than the actor."""
    frame = tables.frame("actors")
    places = tables.frame("places").dropna(subset=["id"]).drop_duplicates("id")
    home = dict(zip(places["id"].astype(str), places["municipality"].astype(object), strict=True))
    stated = frame["municipality"].astype(object)
    implied = frame["place"].astype(object).map(home)
    wrong = frame.index[(stated.notna() & implied.notna() & (stated != implied)).to_numpy()]
    yield from problems_at(tables, "actors", wrong, "place", "place_elsewhere")


def _party(tables: Tables) -> Iterator[Problem]:
    """Party is kept for elected members only, from the public record."""
    party = tables.features[tables.features["feature"] == v.FEATURE_OF_ELECTED_ONLY]
    if party.empty:
        return
    actors = tables.frame("actors").dropna(subset=["id"]).drop_duplicates("id").set_index("id")
    for row, actor in zip(party.index, party["actor"].astype(str), strict=True):
        kind = actors["kind"].get(actor)
        if kind is not None and not pd.isna(kind) and kind != "politiker":
            yield Problem(
                "party_not_elected", "actors", tables.file("actors"), int(row),
                tables.headers.get(("features", v.FEATURE_OF_ELECTED_ONLY), "parti"), None,
                hint=Message("hint.party_not_elected"),
            )  # fmt: skip


def _repeated_features(tables: Tables) -> Iterator[Problem]:
    """A second value of the same feature: a row has one cell for it, so the first could be lost.

    What stands on several rows of one actor is passed over: the repeated id has been reported.
    """
    features = tables.features
    if features.empty:
        return
    ids = tables.frame("actors")["id"].dropna().astype(str)
    again = features[features.duplicated(["actor", "feature"])]
    again = again[~again["actor"].astype(str).isin(set(ids[ids.duplicated()]))]
    for row, feature in zip(again.index, again["feature"], strict=True):
        header = tables.headers.get(("features", str(feature)), str(feature))
        yield Problem(
            "duplicate_feature", "actors", tables.file("actors"), int(row), header, None,
            hint=Message("hint.duplicate_feature"),
        )  # fmt: skip


def _circular_types(tables: Tables) -> Iterator[Problem]:
    """A contribution type that is, through its own parents, a part of itself."""
    frame = tables.frame("contribution_types").dropna(subset=["id", "parent"])
    parents: dict[str, str | None] = dict(v.CONTRIBUTIONS)
    parents.update(zip(frame["id"].astype(str), frame["parent"].astype(str), strict=True))
    rows = []
    for row, start in zip(frame.index, frame["id"].astype(str), strict=True):
        seen, here = {start}, parents.get(start)
        while here is not None and here not in seen:
            seen.add(here)
            here = parents.get(here)
        if here is not None:
            rows.append(row)
    yield from problems_at(tables, "contribution_types", pd.Index(rows), "parent", "circular_type")


def _wrong_answers(tables: Tables) -> Iterator[Problem]:
    """An answer that its trait cannot have: «nei» to who decides, say."""
    frame = tables.frame("process").dropna(subset=["trait", "answer"])
    asked, said = frame["trait"].astype(str), frame["answer"].astype(str)
    expected: dict[int, Param] = {}
    for row, trait, answer in zip(frame.index, asked, said, strict=True):
        possible = v.TRAIT_ANSWERS[v.Trait(trait)]
        if answer not in possible:
            expected[row] = tuple(Message(f"answer.{code}") for code in possible)
    yield from problems_at(
        tables, "process", pd.Index(list(expected)), "answer", "answer_elsewhere", expected=expected
    )
