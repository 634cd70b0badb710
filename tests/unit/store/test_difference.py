"""What differs between two versions, and whether it fits onto a third."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.store.difference import (
    Difference,
    TableDifference,
    applied,
    between,
    combined,
    found_at,
    homeless,
    marks,
    misfits,
)  # fmt: skip
from matchmaker.store.frames import frames_of, no_frames
from tests.store_data import LETTERS, dataset, difference, names_in, rows


def content(frames: dict[str, pd.DataFrame]) -> dict[str, set[tuple[int, ...]]]:
    """Each table as a set of rows."""
    return {name: {tuple(one) for one in marks(frame).tolist()} for name, frame in frames.items()}


CHOSEN = st.dictionaries(
    st.sampled_from(LETTERS), st.sampled_from(["Én", "To", "Tre"]), min_size=1, max_size=5
)
STATES = st.lists(CHOSEN, min_size=2, max_size=4).map(
    lambda many: [{f"akt-{letter}": name for letter, name in one.items()} for one in many]
)


@settings(max_examples=12)
@given(STATES)
def test_a_difference_leads_there_and_turned_leads_back(states: list[dict[str, str]]):
    old, new = (frames_of(dataset(one)) for one in states[:2])
    way = between(old, new)
    assert misfits(old, way) == ()
    assert content(applied(old, way)) == content(new)
    assert content(applied(new, way.turned())) == content(old)
    assert content(applied(old, Difference.of_parts(way.parts()))) == content(new)


@settings(max_examples=12)
@given(STATES)
def test_several_are_one(states: list[dict[str, str]]):
    frames = [frames_of(dataset(one)) for one in states]
    ways = [between(old, new) for old, new in pairwise(frames)]
    whole = combined(ways)
    assert content(applied(frames[0], whole)) == content(frames[-1])
    direct = between(frames[0], frames[-1])
    assert whole.rows == direct.rows  # nothing is taken away and put back


def test_there_and_back_is_nothing():
    way = difference(dataset(), dataset(rows(a="x")))
    assert combined([way, way.turned()]).rows == 0
    assert combined([way, way.turned(), way]).rows == way.rows == 2
    assert combined([]).rows == 0


def test_nothing_differs_from_itself():
    assert between(frames_of(dataset()), frames_of(dataset())).tables == {}
    assert between(no_frames(), no_frames()).rows == 0


def test_each_row_is_told_once_with_what_changed():
    new = {**rows(b="Nytt navn"), "akt-x": "Ny"}
    del new["akt-h"]
    way = difference(dataset(), dataset(new))
    told = [(row.table, row.key, row.fields) for row in way.changes() if row.table == "actors"]
    assert told[0] == ("actors", ("akt-b",), ("name",))
    assert [key for _, key, _ in told] == [("akt-b",), ("akt-h",), ("akt-x",)]
    assert way.counts()["actors"] == (1, 1, 1)
    (row,) = [row for row in way.changes() if row.key == ("akt-b",)]
    assert (row.before or {})["name"] == "Forening B"
    assert (row.after or {})["name"] == "Nytt navn"


def test_a_row_that_is_not_as_it_was_does_not_fit():
    way = difference(dataset(), dataset(rows(a="Min")))
    (wrong,) = misfits(frames_of(dataset(rows(a="Din"))), way)
    assert wrong.table == "actors"
    assert wrong.lost["id"].tolist() == ["akt-a"]
    assert wrong.taken["id"].tolist() == ["akt-a"]
    assert misfits(frames_of(dataset(rows(b="Din"))), way) == ()
    gone = {name: text for name, text in rows().items() if name != "akt-a"}
    (wrong,) = misfits(frames_of(dataset(gone)), way)
    assert (len(wrong.lost), len(wrong.taken)) == (1, 0)


def test_what_does_not_fit_is_never_made():
    with pytest.raises(ValueError, match="actors"):
        applied(frames_of(dataset(rows(a="Din"))), difference(dataset(), dataset(rows(a="Min"))))


def test_a_place_that_another_row_has_is_told():
    way = difference(dataset(), dataset({**rows(), "ny": "Min"}))
    wrong = {one.table: one for one in misfits(frames_of(dataset({**rows(), "ny": "Din"})), way)}
    assert wrong["actors"].taken["id"].tolist() == ["ny"]
    assert len(wrong["actors"].lost) == 0
    assert wrong["contributions"].taken["actor"].tolist() == ["ny"]


def test_what_is_stated_of_nobody_is_found():
    frames = frames_of(dataset())
    assert homeless(frames) == ()
    (wrong,) = homeless({**frames, "actors": frames["actors"].iloc[1:]})
    assert (wrong.table, wrong.lost["actor"].tolist()) == ("features", ["akt-a"])


def test_marks_depend_on_content_alone():
    frame = frames_of(dataset())["actors"]
    shuffled = frame.iloc[::-1].assign(name=lambda one: one["name"].cat.add_categories(["ubrukt"]))
    assert marks(shuffled).tolist() == marks(frame)[::-1].tolist()
    for column in ("name", "kind", "synthetic"):
        changed = frame.astype({column: object}).assign(
            **{column: frame[column].astype(object).to_numpy().copy()}
        )
        changed.loc[0, column] = {"name": "x", "kind": "politiker", "synthetic": False}[column]
        changed = changed.astype({column: "bool" if column == "synthetic" else "category"})
        assert (marks(changed) != marks(frame)).any(axis=1).tolist() == [True] + [False] * 7
    assert marks(frame.iloc[:0]).shape == (0, 2)


def test_rows_are_found_by_their_marks():
    here = np.array([[1, 1], [2, 2], [1, 1], [3, 3]], dtype=np.uint64)
    wanted = np.array([[3, 3], [1, 1], [2, 9], [7, 7]], dtype=np.uint64)
    assert found_at(wanted, here).tolist() == [3, 0, -1, -1]
    assert found_at(wanted, here[:0]).tolist() == [-1] * 4
    assert found_at(wanted[:0], here).tolist() == []


def test_an_empty_side_is_kept_empty():
    way = Difference({"actors": TableDifference(no_frames()["actors"], frames_of(dataset())["actors"])})
    assert list(way.parts()) == ["actors.added"]
    again = Difference.of_parts(way.parts())
    assert (len(again.tables["actors"].removed), len(again.tables["actors"].added)) == (0, 8)
    assert names_in(dataset()) == rows()
