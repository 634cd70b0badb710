"""Networks side by side: order, what is held back, and how far from chance."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import isnan
from typing import TYPE_CHECKING

import numpy as np
import pytest

from matchmaker.comparison.against_chance import QuantityAgainstChance, drawn_quantities, quantities_held
from matchmaker.comparison.comparable import COMPARABLE, Comparable
from matchmaker.comparison.conditions import Condition, Conditions, unlike
from matchmaker.comparison.differences import Told
from matchmaker.comparison.estimates import estimates
from matchmaker.comparison.side_by_side import Entry, Hidden, side_by_side
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.parallel import Cancelled, processes
from matchmaker.measures.case import Case
from matchmaker.measures.drawn import BLOCK
from matchmaker.measures.nulls import NullModel
from matchmaker.measures.nulls_result import corrected
from matchmaker.network.network import Network
from tests.comparison_networks import drawn
from tests.unit.kernel.test_parallel import Impatient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.comparison.estimates import Estimate

ALIKE = Conditions("skjema 1", "tjenester og lag", "host", 0.70)


def entry(
    number: str, seed: int, conditions: Conditions = ALIKE, *, n: int = 60, degree: float = 8.0
) -> Entry:
    return Entry(number, drawn(n, degree, seed), conditions)


def against(
    case: Case, seen: Sequence[Estimate], null: NullModel = NullModel.DEGREE, *, draws: int
) -> tuple[QuantityAgainstChance, ...]:
    """Quantities held against a null model that is drawn in one piece."""
    measures = [one.measure for one in seen]
    return quantities_held(case, seen, null, drawn_quantities(case, measures, null, range(draws)))


def test_municipality_number_order_whatever_the_values() -> None:
    entries = [entry("5038", 1, degree=4.0), entry("1103", 2, degree=12.0), entry("5037", 3)]
    found = side_by_side(entries, draws=0)
    assert [one.number for one in found.standings] == ["1103", "5037", "5038"]
    assert [(one.first, one.second) for one in found.pairs] == [
        ("1103", "5037"), ("1103", "5038"), ("5037", "5038")
    ]  # fmt: skip
    assert repr(found) == repr(side_by_side(entries[::-1], draws=0))  # nan is not itself
    one = found.standings[2]
    assert one.mean_degree == pytest.approx(2 * one.ties / 60)
    degree = found.pairs[1].differences[0]
    assert degree.told is Told.DIFFERENT
    assert degree.value < 0


def test_the_same_municipality_twice() -> None:
    with pytest.raises(InputError, match="compared_twice"):
        side_by_side([entry("5038", 1), entry("5038", 2)])


def test_nothing_to_compare() -> None:
    found = side_by_side([])
    assert (found.standings, found.pairs) == ((), ())


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        ({"form": "skjema 2"}, Condition.FORM),
        ({"boundary": "alle"}, Condition.BOUNDARY),
        ({"season": "vaar"}, Condition.SEASON),
        ({"response_rate": 0.59}, Condition.RESPONSE),
    ],
)
def test_networks_registered_in_different_ways_are_not_compared(
    change: dict[str, str | float], condition: Condition
) -> None:
    other = replace(ALIKE, **change)  # type: ignore[arg-type]
    found = side_by_side([entry("5037", 1), entry("5038", 2, other)], draws=0).pairs[0]
    assert found.unlike.differs == (condition,)
    assert found.differences == ()
    unknown = replace(ALIKE, **dict.fromkeys(change))  # type: ignore[arg-type]
    assert unlike(ALIKE, unknown).unknown == (condition,)


def test_what_counts_as_alike() -> None:
    assert not unlike(ALIKE, replace(ALIKE, form=" Skjema  1", response_rate=0.60))
    assert len(unlike(Conditions(), Conditions()).unknown) == 4


def test_response_rates_of_counts() -> None:
    assert Conditions.of_counts(None, None, None, (40, 30)).response_rate == 0.75
    assert Conditions.of_counts(None, None, None, (0, 0)).response_rate is None
    assert Conditions.of_counts(None, None, None, (40, None)).response_rate is None
    assert Conditions.of_counts(None, None, None, (40, 41)).response_rate is None
    assert Conditions.of_counts(None, None, None, (40, 40)).response_rate == 1.0


def test_small_networks_are_hidden_with_the_reason() -> None:
    few = side_by_side([entry("5038", 1, n=12, degree=6.0)], draws=20).standings[0]
    assert {one.hidden for one in few.quantities} == {Hidden.ACTORS}
    assert all(one.estimate is None and one.chance is None for one in few.quantities)
    assert few.actors == 12
    thin = side_by_side([entry("5038", 1, n=60, degree=0.2)], draws=0).standings[0]
    assert {one.hidden for one in thin.quantities} == {Hidden.TIES, Hidden.NOTHING}


def test_no_difference_is_told_where_the_corrected_p_is_too_large() -> None:
    entries = [entry(f"{number}", number) for number in range(5001, 5007)]
    found = side_by_side(entries, draws=0)
    told = [
        (one, p)
        for pair in found.pairs
        for one, p in zip(pair.differences, pair.corrected, strict=True)
        if not isnan(p)
    ]
    assert len(told) == 15 * 5
    assert all(p >= one.p - 1e-12 for one, p in told)
    assert all((one.told is Told.DIFFERENT) <= (p < 0.05) for one, p in told)


def test_z_against_a_null_model() -> None:
    case = drawn(60, 8.0, 3, within=6.0)
    seen = estimates(case, [Comparable.TIES_PER_ACTOR, Comparable.CROSS_SHARE])
    degree, cross = against(case, seen, NullModel.DEGREE, draws=30)
    assert degree.held.sd == 0.0
    assert isnan(degree.held.z)
    assert cross.held.z < -4
    assert cross.z_interval[0] < cross.held.z < cross.z_interval[1]
    assert cross.held.mean == pytest.approx(5 / 6, abs=0.04)
    again = against(case, seen, NullModel.DEGREE, draws=30)[1]
    assert repr(again) == repr(cross)  # nan is not itself
    kept = against(case, seen, NullModel.ROLE_DEGREE, draws=10)[1]
    assert kept.held.sd == 0.0


def test_direction_is_no_matter_of_chance() -> None:
    """A network whose ties all go both ways is held against pairs, as the same network without direction."""
    plain = drawn(60, 8.0, 3, within=6.0)
    ties = plain.network
    both = Network.from_ties(
        ties.ids,
        np.concatenate([ties.tail, ties.head]),
        np.concatenate([ties.head, ties.tail]),
        directed=True,
    )
    entries = [Entry("5037", plain, ALIKE), Entry("5038", Case(both, plain.sides), ALIKE)]
    one, other = side_by_side(entries, draws=40).standings
    for mine, yours in zip(one.quantities, other.quantities, strict=True):
        if mine.measure is Comparable.MUTUAL_SHARE:
            assert mine.chance is yours.chance is None
        else:
            assert mine.chance is not None
            assert yours.chance is not None
            assert repr(mine.chance) == repr(yours.chance)
    degree = other.quantities[0].chance
    assert degree is not None
    assert degree.held.sd == 0.0


def test_p_is_corrected_for_what_is_left_to_chance() -> None:
    quantities = (
        side_by_side([Entry("5037", drawn(60, 8.0, 3, within=6.0), ALIKE)], draws=60).standings[0].quantities
    )
    held = {one.measure: one.chance.held for one in quantities if one.chance is not None}
    assert isnan(held[Comparable.TIES_PER_ACTOR].p_corrected)
    free = [one for one in held.values() if one.sd > 0]
    assert len(free) == 4
    assert held[Comparable.CROSS_SHARE].p_corrected == pytest.approx(4 * 2 / 61)


@pytest.mark.parametrize("draws", [-1, 100_001])
def test_draws_that_cannot_be_made(draws: int) -> None:
    with pytest.raises(InputError, match="draws_out_of_range"):
        side_by_side([], draws=draws)


def test_z_of_chance_itself_is_small() -> None:
    zs = []
    for seed in range(8):
        case = drawn(60, 6.0, seed, within=1.0)
        seen = estimates(case, [Comparable.CROSS_SHARE])
        zs.append(against(case, seen, draws=25)[0].held.z)
    assert abs(np.mean(zs)) < 1.0
    assert 0.4 < np.std(zs) < 1.8


def test_over_processes_the_same() -> None:
    entries = [entry("5038", 1), entry("5037", 2)]
    here = side_by_side(entries, draws=120)
    assert repr(side_by_side(entries, draws=120, where=partial(processes, 2))) == repr(here)
    assert repr(here.standings[0].quantities[1].chance) == repr(_at_once(entries[1], 120))


def _at_once(one: Entry, draws: int) -> object:
    """The share across sides against chance, drawn in one piece."""
    plain = Case(one.case.network.undirected(), one.case.sides, seed=one.case.seed)
    seen = [e for e in estimates(plain, COMPARABLE) if e.measure is not Comparable.MUTUAL_SHARE]
    held = against(plain, seen, draws=draws)
    tested = {item.name: item for item in corrected([item.held for item in held if item.held.sd > 0])}
    return replace(held[1], held=tested[held[1].held.name])


def test_the_work_is_told_and_can_be_stopped_block_by_block() -> None:
    waits = Impatient(2)
    with pytest.raises(Cancelled):
        side_by_side([entry("5038", 1), entry("5037", 2)], draws=2 * BLOCK + 1, progress=waits)
    assert waits.total == 2 * 3
    assert waits.seen == [0, 1, 2]
