"""Mixing where there is hardly a network, with sides unknown and with directions."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.measures import mixing as mix
from matchmaker.measures.case import Case
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from tests.unit.measures.mixing_cases import drawn

SIX = Parts(("p", "q"), np.array([0, 0, 0, 1, 1, 1]))


def six(*ties: str, directed: bool = False) -> mix.Mixing:
    ends = np.array([["abcdef".index(k) for k in tie] for tie in ties]).reshape(-1, 2).T
    return mix.mixing(Network.from_ties(list("abcdef"), *ends, directed=directed), SIX)


@pytest.mark.parametrize("directed", [False, True])
def test_ties_with_an_unknown_end_are_left_out_and_counted(directed: bool) -> None:
    network, parts = drawn(3, 40, 150, 3, directed=directed)
    known = parts.of >= 0
    found = mix.mixing(network, parts)
    alone = mix.mixing(network.without(~known), Parts(parts.names, parts.of[known]))
    np.testing.assert_array_equal(found.observed, alone.observed)
    np.testing.assert_array_equal(found.pairs, alone.pairs)
    assert found.within + found.across + found.unknown == len(network.tail)
    assert found.unknown > 0 == alone.unknown


def test_directions_are_ties_of_their_own() -> None:
    found = six("ad", "da", "ab", "be", directed=True)
    assert found.observed.tolist() == [[1, 2], [1, 0]]
    assert found.pairs.tolist() == [[6, 9], [9, 6]]
    assert mix.e_i(found) == 0.5
    assert mix.e_i_of_parts(found).tolist() == [0.5, 1.0]
    np.testing.assert_allclose(found.expected, np.array([[6, 9], [9, 6]]) * 4 / 30)


def test_e_i_of_a_side_counts_each_tie_once() -> None:
    found = six("ab", "bc", "cd")
    np.testing.assert_allclose(mix.e_i_of_parts(found), [-1 / 3, 1])
    np.testing.assert_allclose(mix.e_i_of_parts_expected(found), [(9 - 3) / 12] * 2)


def test_homophily_at_its_ends() -> None:
    assert mix.homophily_odds(six("ab", "de")) == inf
    assert mix.homophily_q(six("ab", "de")) == 1
    assert mix.homophily_odds(six("ad", "be")) == 0
    assert mix.homophily_q(six("ad", "be")) == -1
    assert np.isnan(mix.homophily_odds(six()))
    assert np.isnan(mix.homophily_q(six()))


def test_assortativity_at_its_ends() -> None:
    assert mix.side_assortativity(six("ab", "de")) == 1
    assert mix.side_assortativity(six("ad", "be")) == -1
    assert np.isnan(mix.side_assortativity(six("ab", "bc")))  # one side alone


def test_a_side_without_actors_is_unsaid() -> None:
    network = Network.from_ties(["a", "b"], np.array([0]), np.array([1]))
    found = mix.mixing(network, Parts(("p", "q", "r"), np.array([0, 1])))
    assert np.isnan(mix.e_i_of_parts(found)).tolist() == [False, False, True]
    assert np.isnan(found.ratio).tolist() == [[True, False, True], [False, True, True], [True] * 3]


def test_sides_are_asked_for() -> None:
    case = Case(Network.from_ties(["a"], np.array([], int), np.array([], int)))
    for measure in mix.MEASURES:
        with pytest.raises(InputError, match="measure_asks"):
            measure.of(case)
