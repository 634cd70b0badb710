"""A Register is its content: the order of rows, and how it came about, never matter."""

from __future__ import annotations

import random

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.model.register import Register
from matchmaker.model.tables import Tables, frame_from
from tests.strategies import Rows, register_of, register_rows, registers

# making a Register costs some 30 ms however small it is
MANY = settings(max_examples=25)
FEW = settings(max_examples=10)


def shuffled(rows: Rows, seed: int) -> Rows:
    """The same rows in other places, also the tables."""
    chance = random.Random(seed)
    names = list(rows)
    chance.shuffle(names)
    return {name: chance.sample(rows[name], len(rows[name])) for name in names}


def same(one: Register, other: Register) -> None:
    """Frame by frame, cell by cell, categories included."""
    for name in one.tables().frames:
        pd.testing.assert_frame_equal(one.frame(name), other.frame(name))
    pd.testing.assert_frame_equal(one.features, other.features)
    assert one.fingerprint == other.fingerprint


@MANY
@given(register_rows(), st.integers(0, 99))
def test_the_order_of_rows_never_matters(rows: Rows, seed: int) -> None:
    same(register_of(rows), register_of(shuffled(rows, seed)))


@FEW
@given(register_rows(), st.integers(0, 99))
def test_ends_of_mutual_ties_may_be_swapped(rows: Rows, seed: int) -> None:
    chance = random.Random(seed)
    turned = []
    for row in rows["ties"]:
        mutual = row["relation"] in ("samarbeider", "kjenner", "arrangerer_med", "naerstaende")
        swap = mutual and chance.random() < 0.5
        turned.append({**row, "tail": row["head"], "head": row["tail"]} if swap else row)
    same(register_of(rows), register_of({**rows, "ties": turned}))


@FEW
@given(registers())
def test_a_register_survives_its_own_tables(found: Register) -> None:
    same(found, Register.from_tables(found.tables()))


@FEW
@given(register_rows(), st.data())
def test_rows_added_later_are_rows_given_at_first(rows: Rows, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(("actors", "contributions", "ties")))
    rows["actors"].append({"id": "zz", "name": "Oppdiktet zz", "kind": "skole", "synthetic": True})
    cut = len(rows[table]) - 1 if table == "actors" else data.draw(st.integers(0, len(rows[table])))
    later = rows[table][cut:]
    first = register_of({**rows, table: rows[table][:cut]})
    same(register_of(rows), first.with_rows(table, frame_from(table, later)))


@FEW
@given(registers(), st.data())
def test_removing_one_by_one_is_removing_together(found: Register, data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(list(found.ids)), unique=True))
    together = found.without_actors(gone)
    apart = found
    for actor in gone:
        apart = apart.without_actors([actor])
    same(together, apart)
    assert len(together) == len(found) - len(gone)
    for name in ("ties", "contributions", "involvements"):
        for column in ("actor", "tail", "head"):
            if column in together.frame(name):
                assert not together.frame(name)[column].isin(gone).any()
                assert together.frame(name)[column].notna().all()


@FEW
@given(registers())
def test_codes_are_positions(found: Register) -> None:
    frame = found.frame("ties")
    for end in ("tail", "head"):
        named = found.ids[frame[end].cat.codes.to_numpy()]
        assert list(named) == list(frame[end].astype(object))
    assert list(found.ids) == sorted(found.ids)


@FEW
@given(registers(), st.data())
def test_no_reader_can_change_it(found: Register, data: st.DataObject) -> None:
    before = found.fingerprint
    name = data.draw(st.sampled_from(sorted(found.tables().frames)))
    frame = found.frame(name)
    for column in list(frame.columns):
        frame[column] = None
    kept = Register.from_tables(Tables(found.tables().frames, found.features.set_axis(
        found.features["actor"].cat.codes.to_numpy() + 2, axis=0)))  # fmt: skip
    assert kept.fingerprint == before
