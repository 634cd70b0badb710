"""Brokerage on drawn networks against a plain loop, with sides unknown, and where there is hardly one."""

from __future__ import annotations

import numpy as np
import pytest

from matchmaker.measures.brokerage import (
    MEASURES,
    ROLES,
    Chance,
    brokerage,
    brokerage_z,
    network_brokerage_z,
)
from matchmaker.measures.case import Case
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from tests.unit.measures.mixing_cases import by_loop, drawn


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_counts_as_a_plain_loop(seed: int, directed: bool) -> None:
    network, parts = drawn(seed, 8 + 3 * seed, 20 + 14 * seed, 1 + seed % 5, directed=directed)
    np.testing.assert_array_equal(brokerage(network, parts), by_loop(network, parts))


@pytest.mark.parametrize("directed", [False, True])
def test_the_unknown_are_as_if_they_were_not_there(directed: bool) -> None:
    network, parts = drawn(5, 40, 200, 3, directed=directed)
    known = parts.of >= 0
    assert not known.all()
    without, others = network.without(~known), Parts(parts.names, parts.of[known])
    for of in (brokerage, brokerage_z):
        np.testing.assert_array_equal(of(network, parts)[known], of(without, others))
        assert np.isnan(of(network, parts)[~known]).all()
    np.testing.assert_array_equal(network_brokerage_z(network, parts), network_brokerage_z(without, others))


def test_one_role_each() -> None:
    """Five brokers b of part p between two who have no tie: a → b → c."""
    parts = ("ppp", "qpq", "ppq", "qpp", "qpr")
    for role, (a, b, c) in enumerate(parts):
        network = Network.from_ties(["a", "b", "c"], np.array([0, 1]), np.array([1, 2]), directed=True)
        found = brokerage(network, Parts.from_values([a, b, c], ["p", "q", "r"]))
        assert found[1].tolist() == [float(role == k) for k in range(5)], ROLES[role]
        assert not found[[0, 2]].any()


def test_a_star_of_many_is_counted_exactly() -> None:
    """300 001 actors around one: pairs are many more than ties, and no pair is looked at."""
    n = 300_001
    network = Network.from_ties(np.arange(n).astype(str), np.zeros(n - 1, int), np.arange(1, n))
    parts = Parts(("p", "q"), np.arange(n) % 2)
    own, other = 150_000, 150_000
    expected = [own * (own - 1), other * (other - 1), own * other, own * other, 0]
    assert brokerage(network, parts)[0].tolist() == expected


def test_nothing_can_be_said_where_chance_leaves_nothing_open() -> None:
    ends = np.array([(a, b) for a in range(4) for b in range(a)]).T
    parts = Parts(("p", "q"), np.array([0, 0, 1, 1]))
    for network in (
        Network.from_ties(list("abcd"), ends[0][:0], ends[1][:0]), Network.from_ties(list("abcd"), *ends),
    ):  # fmt: skip
        for chance in Chance:
            assert np.isnan(brokerage_z(network, parts, chance)).all()
            assert np.isnan(network_brokerage_z(network, parts, chance)).all()


def test_a_role_that_a_small_part_cannot_have_is_unsaid() -> None:
    network = Network.from_ties(list("abcd"), np.array([0, 1, 2]), np.array([1, 2, 3]))
    found = brokerage_z(network, Parts(("p", "q"), np.array([0, 0, 1, 1])))
    assert np.isnan(found[:, [0, 4]]).all()  # no three of one part, no three parts
    assert np.isfinite(found[:, 1:4]).all()


def test_nothing_registered_is_not_fewer_than_expected() -> None:
    network, parts = drawn(1, 30, 20, 3, directed=False)
    alone = network.isolates()[parts.of[network.isolates()] >= 0]
    assert len(alone)
    said = {measure.spec.name: measure.of(Case(network, parts)) for measure in MEASURES}
    assert np.isnan(said["broker_liaison_z"][alone]).all()
    assert (brokerage_z(network, parts)[alone, 4] < 0).all()
    assert (said["broker_liaison"][alone] == 0).all()
