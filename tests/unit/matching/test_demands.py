"""Each demand as rows, by hand; that rows and checks agree is in ``properties/test_team.py``."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from matchmaker.matching.team.demands import demand_rows, named
from matchmaker.matching.team.problem import TeamProblem
from matchmaker.rules.constraints import (
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Company,
    Demand,
    Exclude,
    Include,
    NoMajority,
    NotAlone,
    Size,
    Together,
)
from tests.team_draw import Shape, random_problem

FACTS = {
    "a00": {"sektor": "innbygger", "taushet": "ja"},
    "a01": {"sektor": "frivillig", "taushet": "nei"},
    "a02": {"sektor": "innbygger"},
}
Row = tuple[str, list[int], list[float], float, float, dict[str, float]]


def four(*demands: Demand) -> TeamProblem:
    """Four candidates; of the last one nothing is known."""
    return replace(random_problem(0, Shape(4)), constraints=demands, facts=FACTS)


def rows(*demands: Demand) -> list[Row]:
    found = demand_rows(four(*demands))
    assert [row.key[0] for row in found] == sorted(row.key[0] for row in found)
    assert len({row.key for row in found}) == len(found)
    return [
        (row.key[1], row.seats.tolist(), row.values.tolist(), row.low, row.high, dict(row.others))
        for row in found
    ]


@pytest.mark.parametrize(
    ("demand", "seats", "low", "high"),
    [
        (Size(2, 3), [0, 1, 2, 3], 2, 3),
        (Include("a02"), [2], 1, inf),
        (Include("fremmed"), [], 1, inf),  # nobody can meet it
        (Exclude("a02"), [2], -inf, 0),
        (Exclude("fremmed"), [], -inf, 0),
        (AtLeast("innbygger", 2), [0, 2], 2, inf),
        (AtLeastWith("sektor", ("frivillig", "innbygger"), 1), [0, 1, 2], 1, inf),
        (AtMostWith("taushet", ("ja",), 0), [0], -inf, 0),
        (Apart("a01", "a03"), [1, 3], -inf, 1),
        (Apart("a01", "fremmed"), [1], -inf, 1),
        (Apart("a01", "a01"), [1], -inf, 0),
    ],
)
def test_one_row_of_ones(demand: Demand, seats: list[int], low: float, high: float) -> None:
    assert rows(demand) == [("", seats, [1.0] * len(seats), low, high, {})]


def test_a_row_for_each_value() -> None:
    assert rows(AtMostEach("sektor", 1)) == [
        ("frivillig", [1], [1.0], -inf, 1, {}), ("innbygger", [0, 2], [1.0, 1.0], -inf, 1, {}),
    ]  # fmt: skip
    everyone = [0, 1, 2, 3]
    assert rows(NoMajority("sektor")) == [
        ("frivillig", everyone, [-1.0, 1.0, -1.0, -1.0], -inf, 0, {}),
        ("innbygger", everyone, [1.0, -1.0, 1.0, -1.0], -inf, 0, {}),
    ]
    assert rows(AtMostEach("ukjent", 1), NoMajority("ukjent")) == []


def test_together() -> None:
    assert rows(Together("a00", "a02")) == [("", [0, 2], [1.0, -1.0], 0, 0, {})]
    # one who is no candidate has no seat, so the other has none
    assert rows(Together("a00", "fremmed")) == [("", [0], [1.0], 0, 0, {})]
    assert rows(Together("fremmed", "a02")) == [("", [2], [-1.0], 0, 0, {})]
    assert rows(Together("a00", "a00")) == []


def test_company() -> None:
    some = {"1:some": -1.0}
    # a row of its own for each who needs company, named by who it is
    assert rows(Size(0, 4), Company("taushet", 2))[1:] == [
        ("seat of a00", [0], [1.0], -inf, 0, some),
        ("", [0], [1.0], 0, inf, {"1:some": -2.0}),
    ]
    # all who are not known to lack the trait are cared for
    assert [row[0] for row in rows(Size(0, 4), NotAlone("taushet", 2))[1:]] == [
        "seat of a00", "seat of a02", "seat of a03", "",
    ]  # fmt: skip


def test_a_floor_for_each_size() -> None:
    one, size, floor = rows(AtLeastBySize("sektor", ("innbygger",), (0, 0, 1)))
    assert one == ("one size", [], [], 1, 1, {"0:size 0": 1.0, "0:size 1": 1.0, "0:size 2": 1.0})
    assert size[:5] == ("size", [0, 1, 2, 3], [1.0] * 4, 0, 0)
    assert [size[5].get(f"0:size {n}", 0.0) for n in range(3)] == [0.0, -1.0, -2.0]
    assert floor[:5] == ("", [0, 2], [1.0, 1.0], 0, inf)
    assert [floor[5].get(f"0:size {n}", 0.0) for n in range(3)] == [0.0, 0.0, -1.0]


EVERY = (
    Size(1, 3), NotAlone("taushet", 2), Company("taushet", 1), NoMajority("sektor"), AtMostEach("sektor", 2),
    AtLeastBySize("sektor", ("innbygger",), (0, 0, 1)), Together("a00", "a02"), Apart("a01", "a03"),
)  # fmt: skip


def test_a_row_has_the_same_key_for_any_selection() -> None:
    """A price learnt among some is used for all, by its key: it must be about the same demand of the same."""
    whole = {row.key: row for row in demand_rows(four(*EVERY))}
    kept = np.array([0, 2, 3])
    few = four(*EVERY).only(kept)
    for row in demand_rows(few):
        same = whole[row.key]
        inside = np.isin(same.seats, kept)
        assert kept[row.seats].tolist() == same.seats[inside].tolist(), row.key
        assert row.values.tolist() == same.values[inside].tolist()
        assert (row.low, row.high, row.others) == (same.low, same.high, same.others)


def test_who_is_called_by_name() -> None:
    demands = (Include("a"), Exclude("b"), Apart("c", "d"), Together("e", "f"), Size(1, 2), AtLeast("g", 1))
    assert named(demands) == set("abcdef")
    assert named(()) == set()
