"""Tables as text and back."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.model.register import Register
from matchmaker.store.frames import (
    FEATURES,
    KEYS,
    NAMES,
    columns_of,
    decode,
    encode,
    frames_of,
    no_frames,
    stacked,
    tables_of,
)  # fmt: skip
from tests.store_data import dataset
from tests.strategies import registers


def same(name: str, frame: pd.DataFrame, other: pd.DataFrame) -> None:
    """Equal rows, in the table's own dtypes."""
    pd.testing.assert_frame_equal(frame.astype(object), other.astype(object), check_dtype=False)
    assert {column: str(kind) for column, kind in other.dtypes.items()} == columns_of(name)


@settings(max_examples=25)
@given(registers())
def test_every_table_comes_back_as_it_was(register: Register):
    frames = frames_of(register)
    back = {name: decode(name, encode(frame)) for name, frame in frames.items()}
    for name in NAMES:
        same(name, frames[name], back[name])
    assert Register.of_valid(tables_of(back)).fingerprint == register.fingerprint


def test_no_table_is_left_out():
    assert set(no_frames()) == set(NAMES) == set(KEYS) == set(frames_of(dataset()))
    for name in NAMES:
        assert set(KEYS[name]) <= set(columns_of(name))
        same(name, no_frames()[name], decode(name, encode(no_frames()[name])))


def test_the_text_is_readable_and_has_each_value_once():
    held = json.loads(encode(frames_of(dataset())["actors"]))
    assert held["rows"] == 8
    assert held["columns"]["name"]["texts"] == [f"Forening {letter}" for letter in "ABCDEFGH"]
    assert held["columns"]["kind"] == {"texts": ["frivillig"], "codes": [0] * 8}
    assert held["columns"]["synthetic"] == {"texts": ["nei", "ja"], "codes": [1] * 8}


def test_what_is_missing_stays_missing():
    frame = frames_of(dataset())["contributions"]
    assert frame["grade"].isna().any()
    assert decode("contributions", encode(frame))["grade"].isna().tolist() == frame["grade"].isna().tolist()


def test_columns_of_a_later_tool_are_left_out_and_new_ones_are_unknown():
    held = json.loads(encode(frames_of(dataset())["ties"]))
    del held["columns"]["strength"], held["columns"]["valid_from"], held["columns"]["symmetric"]
    held["columns"]["later"] = {"texts": ["x"], "codes": [0] * held["rows"]}
    back = decode("ties", json.dumps(held))
    assert list(back) == list(columns_of("ties"))
    assert back[["strength", "valid_from", "symmetric"]].isna().all(axis=None)
    assert len(back) == 3


def test_rows_are_put_under_each_other_with_their_values():
    frame = frames_of(dataset())["actors"]
    parts = [frame.iloc[:3], frame.iloc[3:3], frame.iloc[5:], frame.iloc[[3, 4]].iloc[::-1]]
    joined = stacked("actors", parts)
    assert joined["id"].tolist() == [f"akt-{letter}" for letter in "abcfghed"]
    assert joined["form"].isna().tolist() == frame["form"].iloc[[0, 1, 2, 5, 6, 7, 4, 3]].isna().tolist()
    assert {column: str(kind) for column, kind in joined.dtypes.items()} == columns_of("actors")


@pytest.mark.parametrize("name", NAMES)
def test_many_empty_parts_are_an_empty_table(name: str):
    empty = no_frames()[name]
    assert len(stacked(name, [empty, empty])) == 0
    frame = frames_of(dataset())[name]
    assert len(stacked(name, [empty, frame, empty])) == len(frame)


def test_what_is_stated_twice_of_one_id_is_found_by_its_first_row():
    frames = frames_of(dataset())
    doubled = pd.concat([frames["actors"], frames["actors"].iloc[:1]], ignore_index=True)
    tables = tables_of({**frames, "actors": doubled})
    assert tables.features.index.tolist() == [2, 3]
    assert tables.frame("actors").index.tolist() == list(range(2, 11))


@given(st.lists(st.text(max_size=6) | st.none(), max_size=12))
def test_any_text_comes_back(texts: list[str | None]):
    whole = pd.Series(texts, dtype=object).where(pd.Series(texts, dtype=object).notna(), None)
    usable = [None if one is None else one.encode(errors="ignore").decode() for one in whole]
    frame = pd.DataFrame({
        name: pd.Categorical(usable) if len(usable) else pd.Categorical(np.array([], dtype=object))
        for name in columns_of(FEATURES)
    })  # fmt: skip
    back = decode(FEATURES, encode(frame))
    assert [None if pd.isna(one) else one for one in back["value"].astype(object)] == usable
