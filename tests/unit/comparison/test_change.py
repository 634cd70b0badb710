"""Change against chance: found when planted, not when nothing changes, held back when it must be."""

from __future__ import annotations

from datetime import date
from math import isnan

import numpy as np
import pandas as pd
import pytest

from benchmarks.change import step
from benchmarks.comparison_process import MAIN
from matchmaker.comparison.arena import arena_effect
from matchmaker.comparison.change import arena, both_times, change, series
from matchmaker.comparison.comparable import Comparable
from matchmaker.comparison.conditions import Condition, Conditions
from matchmaker.comparison.differences import Told
from matchmaker.comparison.paired import PAIRED, changes
from matchmaker.comparison.turnover import turnover
from matchmaker.measures.case import Case
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from tests.comparison_networks import SIDES, dataset, drawn
from tests.unit.small import actor, register


def grown(case: Case, pairs: list[tuple[int, int]], gone: int = 0) -> Case:
    """The network with further ties, and without its first *gone*."""
    tail, head = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    ties = case.network
    ends = np.concatenate([ties.tail[gone:], tail]), np.concatenate([ties.head[gone:], head])
    return Case(Network.from_ties(ties.ids, *ends), case.sides, seed=case.seed)


def test_a_change_by_hand() -> None:
    """Eight ties come and none goes: one event each, and p is the share of sign patterns as extreme."""
    n, of = 20, np.arange(20) % 2
    line = np.arange(n - 1)
    before = Case(Network.from_ties(pd.RangeIndex(n), line, line + 1), Parts(tuple(SIDES), of))
    found = changes(before, grown(before, [(place, 19 - place) for place in range(8)]))[0]
    assert found.measure is Comparable.TIES_PER_ACTOR
    assert [found.before, found.after] == pytest.approx([2 * 19 / 20, 2 * 27 / 20])
    assert found.events == 8
    assert found.p == pytest.approx(2 / 2**8, abs=0.004)
    assert found.told is Told.DIFFERENT
    assert found.interval[0] > 0


def test_ties_of_three_who_met_are_one_event() -> None:
    of = np.arange(30) % 2
    empty = np.zeros(0, dtype=np.int64)
    before = Case(
        Network.from_ties(pd.RangeIndex(30), np.array([28]), np.array([29])), Parts(tuple(SIDES), of)
    )
    assert len(before.network.tail) == 1 > len(empty)
    threes = [pair for place in range(0, 15, 3)
              for pair in ((place, place + 1), (place, place + 2), (place + 1, place + 2))]  # fmt: skip
    found = changes(before, grown(before, threes), [Comparable.TIES_PER_ACTOR])[0]
    assert found.events == 5
    assert found.told is Told.TOO_FEW  # five that all went one way happen in 1 of 16 cases
    assert isnan(found.p)


def test_moves_sum_up_to_the_change() -> None:
    """Value is after less before, whatever came and went; the interval has it in its middle."""
    before = drawn(60, 6.0, 1)
    after = grown(drawn(60, 6.0, 1), [(place, 59 - place) for place in range(12)], gone=15)
    for found in changes(before, after):
        assert found.value == pytest.approx(found.after - found.before)
        assert sum(found.interval) / 2 == pytest.approx(found.value)


def test_the_same_network_twice_has_not_changed() -> None:
    case = drawn(40, 5.0, 3)
    assert all(found.value == 0.0 and found.told is Told.TOO_FEW for found in changes(case, case))


def test_a_small_edition_of_no_change() -> None:
    """Turnover without change, 50 times; the whole trial is benchmarks/change.py."""
    plan, random = MAIN.at(40), np.random.default_rng(2)
    told = np.array([
        [found.told is Told.DIFFERENT for found in changes(*step(plan, 0.3, random))] for _ in range(50)
    ])  # fmt: skip
    assert (
        told.sum(axis=0) <= 8
    ).all()  # 5 % of 50 is 2.5; more than 8 happens in less than 1 of 1,000 such trials
    assert told.shape == (50, len(PAIRED))


def test_an_arena_that_tied_those_who_came() -> None:
    before = drawn(60, 4.0, 4)
    took_part = np.zeros(60, dtype=bool)
    took_part[:12] = True
    pairs = [(one, other) for one in range(6) for other in range(6, 12) if (one + other) % 3]
    found = arena_effect(before, grown(before, pairs), took_part)
    assert found.told is Told.DIFFERENT
    assert found.new_ties > found.usual[1]
    assert found.took_part == 12
    assert found.p == pytest.approx(1 / 2_000)
    elsewhere = np.roll(took_part, 30)
    assert arena_effect(before, grown(before, pairs), elsewhere).told is Told.NOT_SHOWN
    few = arena_effect(before, before, np.arange(60) < 3)
    assert few.told is Told.TOO_FEW
    assert isnan(few.p)


def test_an_arena_does_not_get_credit_for_who_is_busy() -> None:
    """New ties fall to the busy half; the busy took part; nothing came of it."""
    random, alarms = np.random.default_rng(8), 0
    for _ in range(30):
        of = np.tile([0, 2], 30)
        busy = np.repeat([True, False], 30)
        pairs = random.choice(np.flatnonzero(busy), (60, 2))
        before = Case(Network.from_ties(pd.RangeIndex(60), *pairs.T), Parts(tuple(SIDES), of))
        after = grown(before, [tuple(pair) for pair in random.choice(np.flatnonzero(busy), (20, 2))])
        took_part = np.zeros(60, dtype=bool)
        took_part[random.choice(np.flatnonzero(busy), 15, replace=False)] = True
        alarms += arena_effect(before, after, took_part).told is Told.DIFFERENT
    assert alarms <= 6


def test_change_of_datasets() -> None:
    before = dataset("i1-a1", "i2-a1", "f1-a1", "f2-a1", "i1-f1", alone="p1")
    after = dataset("i1-a1", "i2-f1", "f1-a1", "f2-a1", "i1-f1", "p2-a1")
    found = change(before, after)
    assert found.turnover.left == ("p1",)
    assert [one.measure for one in found.changed] == list(PAIRED)
    assert not found.unlike
    assert found.before[0].actors == 6
    old, new = both_times(before, after, found.turnover)
    assert list(old.network.ids) == list(new.network.ids) == ["a1", "f1", "f2", "i1", "i2"]
    assert len(new.network.tail) == 5  # the tie of the one who came is not among them
    apart = change(
        before, after, conditions=(Conditions("a", "b", "host", 0.5), Conditions("a", "b", "vaar", 0.5))
    )
    assert apart.changed == ()
    assert apart.unlike.differs == (Condition.SEASON,)


def test_a_newly_registered_tie_is_no_change() -> None:
    actors = [actor(f"f{place:02d}") for place in range(20)] + [actor("a", "administrasjon")]
    old = {"relation": "samarbeider", "valid_from": date(2019, 5, 1)}
    ties = [{"tail": f"f{place:02d}", "head": "a", **old} for place in range(20)]
    before, after = register(actors=actors, ties=ties[:5]), register(actors=actors, ties=ties)
    first = changes(*both_times(before, after, turnover(before, after, since=date(2024, 1, 1))))[0]
    assert (first.value, first.told) == (0.0, Told.TOO_FEW)
    assert changes(*both_times(before, after, turnover(before, after)))[0].told is Told.DIFFERENT


def test_a_series() -> None:
    days = [date(2022, 1, 1), date(2024, 1, 1), date(2023, 1, 1)]
    data = register(
        actors=[actor(f"f{place}") for place in range(4)],
        ties=[
            {
                "tail": "f0",
                "head": f"f{place}",
                "relation": "samarbeider",
                "valid_from": date(2020 + place, 6, 1),
            }
            for place in range(1, 4)
        ],
    )
    found = series([(day, data.at(day)) for day in days])
    assert found.days == tuple(sorted(days))
    assert [one[0].ties for one in found.estimates] == [1, 2, 3]
    assert [len([tie for tie in one.ties if tie.formed == "nydannet"]) for one in found.turnovers] == [1, 1]


def test_arena_of_datasets() -> None:
    ids = [f"{side}{place}" for side in "if" for place in range(6)]
    before = dataset(alone=" ".join(ids))
    after = dataset(*(f"i{one}-f{other}" for one in range(3) for other in range(3)), alone=" ".join(ids))
    found = arena(before, after, ["i0", "i1", "i2", "f0", "f1", "f2", "ukjent"])
    assert (found.took_part, found.new_ties) == (6, 9)
    assert found.told is Told.DIFFERENT


def test_an_arena_where_all_took_part_has_no_like() -> None:
    before = drawn(30, 3.0, 5)
    after = grown(before, [(place, 29 - place) for place in range(10)])
    found = arena_effect(before, after, np.ones(30, dtype=bool))
    assert found.told is Told.TOO_FEW
    assert found.new_ties == found.expected > 0
    assert isnan(found.p)


def test_what_is_drawn_in_pieces_is_what_is_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many events must not fill the memory, and few are drawn as ever."""
    from matchmaker.comparison import arena as arenas
    from matchmaker.comparison import paired

    before = drawn(60, 6.0, 1)
    after = grown(before, [(place, 59 - place) for place in range(12)], gone=15)
    took_part = np.arange(60) < 20
    whole = changes(before, after), arena_effect(before, after, took_part)
    monkeypatch.setattr(arenas, "_AT_ONCE", 700)
    assert arena_effect(before, after, took_part) == whole[1]
    monkeypatch.setattr(paired, "_AT_ONCE", 90)
    for one, other in zip(changes(before, after), whole[0], strict=True):
        assert one.p == pytest.approx(other.p, abs=0.03)
        assert one.events == other.events
