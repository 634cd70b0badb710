"""Quantities that can be compared: values by hand, errors by simulation, and the least there must be."""

from __future__ import annotations

from math import isnan, sqrt

import numpy as np
import pandas as pd
import pytest

from benchmarks.comparison_process import MAIN, SECOND, Process, planted
from matchmaker.comparison.comparable import COMPARABLE, LEFT_OUT, Comparable
from matchmaker.comparison.differences import Told, difference
from matchmaker.comparison.estimates import Estimate, _at_the_end, estimates, values_of
from matchmaker.kernel.errors import InputError
from matchmaker.measures.case import Case
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from tests.comparison_networks import SIDES, drawn

SHARES = [one for one in COMPARABLE if one is not Comparable.MUTUAL_SHARE]


def by_hand(*, directed: bool = False) -> Case:
    """Two citizens, a politician, two of the administration, one of unknown side who has one of the ties."""
    of = np.array([0, 0, 3, 4, 4, -1])
    tail, head = [0, 0, 2, 3, 4, 1], [1, 3, 3, 4, 5, 0]
    return Case(Network.from_ties(pd.RangeIndex(6), np.array(tail), np.array(head), directed=directed),
                Parts(tuple(SIDES), of))  # fmt: skip


def test_values_by_hand() -> None:
    found = dict(zip(COMPARABLE, values_of(by_hand()), strict=True))
    assert found[Comparable.TIES_PER_ACTOR] == pytest.approx(10 / 6)
    assert found[Comparable.CROSS_SHARE] == pytest.approx(2 / 4)  # the tie of the unknown is left out
    assert found[Comparable.TOWN_HALL_SHARE] == pytest.approx(3 / 4)
    assert found[Comparable.CROSS_BY_TOWN_HALL] == pytest.approx(1.0)
    ends = np.array([3, 1, 4]) / 8  # citizens, politician, administration
    assert found[Comparable.CROSS_TO_EXPECTED] == pytest.approx(0.5 / (1 - (ends**2).sum()))
    assert isnan(found[Comparable.MUTUAL_SHARE])


def test_mutual_ties_are_counted_in_pairs() -> None:
    assert values_of(by_hand(directed=True), [Comparable.MUTUAL_SHARE])[0] == pytest.approx(1 / 5)


def test_share_to_expected_is_one_less_assortativity() -> None:
    case = drawn(60, 6.0, 1)
    share = values_of(case, [Comparable.CROSS_TO_EXPECTED])[0]
    assert share == pytest.approx(1 - case.network.igraph.assortativity_nominal(case.parts().of.tolist()))


@pytest.mark.parametrize("n", [0, 1, 5])
def test_without_ties_shares_are_unsaid(n: int) -> None:
    empty = np.zeros(0, dtype=np.int64)
    case = Case(
        Network.from_ties(pd.RangeIndex(n), empty, empty), Parts(tuple(SIDES), np.zeros(n, dtype=np.int64))
    )
    first, *others = estimates(case)
    assert all(isnan(one.value) and isnan(one.error) and not one.enough for one in others)
    assert not first.enough
    assert isnan(first.value) if n == 0 else first.value == 0.0


def test_sides_must_be_known() -> None:
    case = Case(Network.from_ties(pd.RangeIndex(2), np.array([0]), np.array([1])))
    with pytest.raises(InputError, match="measure_asks"):
        estimates(case)


def test_relabelling_changes_nothing() -> None:
    case = drawn(40, 5.0, 2)
    order = np.random.default_rng(0).permutation(40)
    ties = case.network
    turned = Case(Network.from_ties(pd.RangeIndex(40), order[ties.tail], order[ties.head]),
                  Parts(tuple(SIDES), case.parts().of[np.argsort(order)]))  # fmt: skip
    for one, other in zip(estimates(case, SHARES), estimates(turned, SHARES), strict=True):
        assert one.value == pytest.approx(other.value, rel=1e-12)
        assert one.error == pytest.approx(other.error, rel=1e-9)


@pytest.mark.parametrize(("process", "n"), [(SECOND, 60), (MAIN, 420)])
def test_the_error_is_what_the_values_vary_by(process: Process, n: int) -> None:
    """Both sides of the size from which not every pair is looked at; Monte Carlo error 6 to 9 %."""
    plan, random = process.at(n), np.random.default_rng(7)
    found = [estimates(plan.case(random)) for _ in range(150 if n < 400 else 60)]
    for place in range(len(COMPARABLE)):
        values = np.array([one[place].value for one in found])
        error = sqrt(np.mean([one[place].error ** 2 for one in found]))
        assert error == pytest.approx(values.std(ddof=1), rel=0.27)


def test_triangles_beyond_chance_widen_the_error() -> None:
    """Twenty separate threes: the ties of each came together, and the count is as uncertain as 20 events."""
    n = 60
    first = np.arange(0, n, 3)
    tail, head = np.concatenate([first, first, first + 1]), np.concatenate([first + 1, first + 2, first + 2])
    case = Case(Network.from_ties(pd.RangeIndex(n), tail, head), Parts(tuple(SIDES), np.arange(n) % 6))
    error = estimates(case, [Comparable.TIES_PER_ACTOR])[0].error
    events, alone = 2 / n * 3 * sqrt(20), 2 / n * sqrt(60)
    assert alone < 0.9 * error < error < 1.05 * events


def test_a_small_edition_of_the_cover() -> None:
    """100 comparisons of 30 with 100 actors; the whole trial is benchmarks/comparison.py."""
    random = np.random.default_rng(11)
    small, large = MAIN.at(30), MAIN.at(100)
    told = np.array([
        [
            difference(one, other).told is Told.NOT_SHOWN
            for one, other in zip(estimates(small.case(random)), estimates(large.case(random)), strict=True)
        ]
        for _ in range(100)
    ])  # fmt: skip
    assert (told.mean(axis=0) >= 0.88).all()  # 95 % less three Monte Carlo errors


@pytest.mark.parametrize("measure", COMPARABLE)
@pytest.mark.parametrize("factor", [2 / 3, 4 / 3])
def test_a_planted_third_is_found(measure: Comparable, factor: float) -> None:
    random = np.random.default_rng(5)
    plain, moved = MAIN.at(100), planted(MAIN, measure, factor).at(100)
    found = [
        difference(*(estimates(plan.case(random), [measure])[0] for plan in (plain, moved))) for _ in range(8)
    ]
    assert sum(one.told is Told.DIFFERENT and (one.value > 0) == (factor > 1) for one in found) >= 7


def made(value: float, error: float, *, actors: int = 50, ties: int = 100) -> Estimate:
    return Estimate(Comparable.CROSS_SHARE, value, error, actors, ties, ties / 2, (0.0, 1.0))


def test_a_difference_by_hand() -> None:
    found = difference(made(0.4, 0.03), made(0.6, 0.04))
    assert found.error == pytest.approx(0.05)
    freedom = 0.0025**2 / (0.0009**2 / 50 + 0.0016**2 / 50)
    assert found.value == pytest.approx(0.2)
    width = 0.2 - found.interval[0]
    from scipy import stats

    assert width == pytest.approx(stats.t.ppf(0.975, freedom) * 0.05)
    assert found.p == pytest.approx(2 * stats.t.sf(4.0, freedom))
    assert found.detectable == pytest.approx(width + stats.norm.ppf(0.9) * 0.05)
    assert found.told is Told.DIFFERENT
    assert difference(made(0.6, 0.04), made(0.4, 0.03)).value == pytest.approx(-0.2)


def test_nothing_shown_and_too_few() -> None:
    assert difference(made(0.4, 0.05), made(0.45, 0.05)).told is Told.NOT_SHOWN
    few = difference(made(0.4, 0.05), made(0.9, 0.05, actors=14))
    assert few.told is Told.TOO_FEW
    assert isnan(few.p)
    assert difference(made(0.4, 0.05), made(0.9, 0.05, ties=9)).told is Told.TOO_FEW
    assert difference(made(1.0, 0.0), made(0.9, 0.05)).told is Told.TOO_FEW


def test_what_is_left_out_is_not_compared() -> None:
    codes = [one.code for one in LEFT_OUT]
    assert len(set(codes)) == len(codes)
    assert not set(codes) & set(COMPARABLE)
    assert "tetthet" in codes


def test_a_side_that_is_tied_to_the_unknown_alone_is_no_fault() -> None:
    """The highest side among the ties need not be among those whose both ends are known."""
    ends = np.array([0, 2]), np.array([1, 3])
    case = Case(Network.from_ties(pd.RangeIndex(4), *ends), Parts(tuple(SIDES), np.array([0, 1, 5, -1])))
    found = {one.measure: one for one in estimates(case)}
    assert found[Comparable.CROSS_SHARE].value == 1.0
    assert found[Comparable.CROSS_TO_EXPECTED].value == pytest.approx(2.0)
    assert found[Comparable.CROSS_TO_EXPECTED].ties == 1


def star(n: int, *, others: int = 0) -> Case:
    """Each of *n* actors of four sides tied to two of the town hall; *others* more ties without it."""
    hall = 6
    of = np.concatenate([np.full(hall, 4), np.arange(n) % 4])
    tail = np.concatenate([np.arange(n) % hall, (np.arange(n) + 1) % hall, hall + np.arange(others)])
    head = np.concatenate([hall + np.arange(n), hall + np.arange(n), hall + np.arange(others) + 1])
    return Case(Network.from_ties(pd.RangeIndex(hall + n), tail, head), Parts(tuple(SIDES), of))


def test_a_share_that_is_all_is_told_and_compared() -> None:
    """Everybody turning to the town hall is the documents' own star, and not «nothing to tell»."""
    all_of_it = estimates(star(40), [Comparable.CROSS_BY_TOWN_HALL])[0]
    assert all_of_it.value == 1.0
    assert all_of_it.enough
    events = all_of_it.ties / 2
    share = 2 / (events + 4)
    assert all_of_it.error == pytest.approx(sqrt(share * (1 - share) / (events + 4)))
    assert 0.9 < all_of_it.interval[0] < 0.96
    assert all_of_it.interval[1] == 1.0
    mesh = estimates(star(40, others=35), [Comparable.CROSS_BY_TOWN_HALL])[0]
    assert difference(mesh, all_of_it).told is Told.DIFFERENT
    near = estimates(star(40, others=1), [Comparable.CROSS_BY_TOWN_HALL])[0]
    assert difference(near, all_of_it).told is Told.NOT_SHOWN


def test_what_could_not_have_been_otherwise_is_not_told() -> None:
    found = {one.measure: one for one in estimates(star(40))}
    assert found[Comparable.CROSS_SHARE].enough  # all across; ties within a side were possible
    without = drawn(60, 8.0, 3)
    of = np.where(without.parts().of >= 4, 0, without.parts().of)  # nobody of the municipality
    case = Case(without.network, Parts(tuple(SIDES), of))
    for one in estimates(case, [Comparable.TOWN_HALL_SHARE, Comparable.CROSS_BY_TOWN_HALL]):
        assert (one.value, one.error, one.enough) == (0.0, 0.0, False)


def test_none_and_all_give_no_false_alarms() -> None:
    """Networks of one high share: some have all of it, and that alone makes no more differences found."""
    random = np.random.default_rng(3)
    for share in (0.93, 0.97):
        whole, told = 0, 0
        for counts in random.binomial(60, share, (1000, 2)):
            whole += 60 in counts
            both = [
                made(x / 60, sqrt(x / 60 * (1 - x / 60) / 60) or _at_the_end(30.0), ties=60) for x in counts
            ]
            told += difference(*both).told is Told.DIFFERENT
        assert whole > 10
        assert told <= 60  # 5 % and Monte Carlo error
