"""A number against chance: by hand, by enumeration, and the same however the work is spread."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import permutations
from math import isnan, nan

import networkx as nx
import numpy as np
import pytest
from scipy.stats import false_discovery_control

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.parallel import processes
from matchmaker.kernel.several_tests import Correction
from matchmaker.measures.case import Case
from matchmaker.measures.cohesion_clustering import transitivity
from matchmaker.measures.nulls import NullModel
from matchmaker.measures.nulls_held import measures_against_chance, quick_against_chance
from matchmaker.measures.nulls_result import Standing, against_chance, corrected
from matchmaker.measures.quick import QUICK
from matchmaker.measures.spec import Level, Measure, Spec
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

KARATE = Network.from_networkx(nx.karate_club_graph())
NODES = sorted(nx.karate_club_graph().nodes, key=str)
CLUB = Parts.from_values([nx.karate_club_graph().nodes[node]["club"] for node in NODES])


def of_case(case: Case) -> float:
    return transitivity(case.network)


TRANSITIVITY = Measure(Spec("transitivity", Level.NETWORK, 0, 1, "as in the registry"), of_case)


def test_by_hand() -> None:
    found = against_chance("x", 9.0, np.array([1.0, 2, 3, 4, 9, nan, 5, 6, 7, 8]), NullModel.SIZE, 3)
    assert (found.draws, found.unsaid, found.seed) == (9, 1, 3)
    assert found.mean == 5.0
    assert found.sd == pytest.approx(np.sqrt(60 / 8))
    assert found.z == pytest.approx(4 / np.sqrt(60 / 8))
    assert (found.p_more, found.p_less, found.p) == (0.2, 1.0, 0.4)
    assert (found.low, found.high) == pytest.approx((1.2, 8.8))
    assert found.standing() is Standing.TOO_FEW  # nine draws cannot give 0.05
    assert found.standing(alpha=0.2) is Standing.IN_LINE


def test_what_cannot_be_said() -> None:
    found = against_chance("x", nan, np.arange(100.0), NullModel.SIZE, 0)
    assert all(isnan(value) for value in (found.p, found.z, found.p_less))
    assert found.standing() is Standing.TOO_FEW
    none = against_chance("x", 1.0, np.full(100, nan), NullModel.SIZE, 0)
    assert (none.draws, none.unsaid) == (0, 100)
    assert isnan(none.p)
    assert isnan(none.mean)


def test_what_the_null_model_keeps_is_no_surprise() -> None:
    """Sums taken in another order differ in the last digit; that is not chance."""
    found = against_chance("x", 0.3, np.array([0.1 + 0.2] * 50 + [0.3] * 49), NullModel.DEGREE, 0)
    assert (found.sd, found.p) == (0.0, 1.0)
    assert isnan(found.z)


def test_the_p_value_of_a_permutation_is_near_that_of_all_permutations() -> None:
    """Five actors, two sides: all 120 ways counted."""
    ends = np.array([(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)]).T
    network = Network.from_ties(list("abcde"), *ends)
    parts = Parts.from_values(list("xxxyy"))

    def across(of: np.ndarray) -> float:
        return float((of[ends[0]] != of[ends[1]]).mean())

    every = np.array([across(parts.of[list(order)]) for order in permutations(range(5))])
    less, more = (every <= across(parts.of) + 1e-9).mean(), (every >= across(parts.of) - 1e-9).mean()
    found = quick_against_chance(network, parts, NullModel.ATTRIBUTES, draws=4000)[0]
    assert found.name == "cross_share"
    assert found.p_less == pytest.approx(less, abs=0.03)
    assert found.p_more == pytest.approx(more, abs=0.03)
    assert found.mean == pytest.approx(every.mean(), abs=0.02)


def test_the_karate_club_keeps_to_its_two_sides() -> None:
    found = {one.name: one for one in quick_against_chance(KARATE, CLUB, NullModel.DEGREE, draws=199)}
    assert list(found) == list(QUICK)
    assert found["cross_share"].standing() is Standing.UNDER
    assert found["side_assortativity"].standing() is Standing.OVER
    assert found["degree_centralisation"].sd == 0.0  # degrees are what is kept
    assert found["degree_centralisation"].standing() is Standing.IN_LINE
    assert found["cross_share"].low < found["cross_share"].mean < found["cross_share"].high


def test_under_the_null_itself_alarms_are_as_rare_as_promised() -> None:
    """Networks that are draws themselves: p ≤ 0.1 in about one of ten, seldom in one of five."""
    graphs = [nx.gnm_random_graph(24, 50, seed=seed) for seed in range(60)]
    p = [
        quick_against_chance(Network.from_networkx(graph), None, NullModel.SIZE, seed=seed, draws=59)
        for seed, graph in enumerate(graphs)
    ]
    alarms = np.mean([[one.p <= 0.1 for one in found[3:]] for found in p])
    assert 0.02 <= alarms <= 0.2


def test_the_same_however_it_is_spread() -> None:
    here = quick_against_chance(KARATE, CLUB, NullModel.ROLE_DEGREE, seed=4, draws=120)
    there = quick_against_chance(
        KARATE, CLUB, NullModel.ROLE_DEGREE, seed=4, draws=120, where=partial(processes, 1)
    )
    assert repr(here) == repr(there)


def test_any_measure_can_be_held_against_chance() -> None:
    quick = quick_against_chance(KARATE, CLUB, NullModel.DEGREE, seed=2, draws=60)[3]
    (found,) = measures_against_chance(Case(KARATE, CLUB, seed=2), [TRANSITIVITY], NullModel.DEGREE, draws=60)
    assert (found.name, found.p, found.draws) == ("transitivity", quick.p, 60)
    assert found.mean == pytest.approx(quick.mean)


def test_sides_are_asked_for_before_anything_is_drawn() -> None:
    for null in (NullModel.ROLE_DEGREE, NullModel.ATTRIBUTES):
        with pytest.raises(InputError) as caught:
            quick_against_chance(KARATE, None, null)
        assert caught.value.code == "measure_asks"
        with pytest.raises(InputError):
            measures_against_chance(Case(KARATE), [TRANSITIVITY], null)


def test_correction_leaves_out_what_cannot_be_said() -> None:
    one = against_chance("x", 9.0, np.arange(100.0), NullModel.SIZE, 3)
    p = (0.01, nan, 0.04, 0.03)
    results = [replace(one, name=str(at), p=value) for at, value in enumerate(p)]
    strict = [result.p_corrected for result in corrected(results)]
    assert strict[1] != strict[1]
    assert [strict[at] for at in (0, 2, 3)] == pytest.approx([0.03, 0.06, 0.06])
    loose = [result.p_corrected for result in corrected(results, Correction.BENJAMINI_HOCHBERG)]
    assert [loose[at] for at in (0, 2, 3)] == pytest.approx(false_discovery_control([0.01, 0.04, 0.03]))
    assert [result.name for result in corrected(results)] == list("0123")
    assert corrected([]) == ()
    assert isnan(corrected([replace(one, p=nan)], Correction.BENJAMINI_HOCHBERG)[0].p_corrected)


def test_the_corrected_p_decides() -> None:
    one = against_chance("x", 200.0, np.arange(99.0), NullModel.SIZE, 3)
    assert (one.p, one.standing()) == (0.02, Standing.OVER)
    three = corrected([one, replace(one, p=0.5), replace(one, p=0.6)])
    assert three[0].standing() is Standing.IN_LINE
