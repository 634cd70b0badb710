"""Cohesion against networkx and brute force, and what it says where there is hardly a network."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest

from matchmaker.measures import (
    cohesion,
    cohesion_centralisation,
    cohesion_clustering,
    cohesion_cuts,
    cohesion_paths,
    communities,
    core_periphery,
    key_players,
    key_players_reach,
)
from matchmaker.measures.case import Case
from matchmaker.measures.spec import Direction, Level
from matchmaker.network.network import Network
from tests.unit.measures.cohesion_cases import drawn, every_small, of, plain, renamed

if TYPE_CHECKING:
    from matchmaker.measures.spec import Measure

MODULES = (cohesion, cohesion_paths, cohesion_centralisation, cohesion_clustering, cohesion_cuts,
           core_periphery, communities, key_players, key_players_reach)  # fmt: skip
MEASURES = tuple(measure for module in MODULES for measure in module.MEASURES)
EACH = pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.spec.name)
SEEDS = range(25)


def values(measure: Measure, network: Network) -> np.ndarray:
    return np.atleast_1d(np.asarray(measure.of(Case(network)), dtype=float))


def approx(found: np.ndarray) -> object:
    return pytest.approx(found, abs=1e-12, nan_ok=True)


# -- every measure ---------------------------------------------------------------------------------------


@EACH
def test_nobody_and_one(measure: Measure) -> None:
    spec, nobody = measure.spec, of()
    if spec.level == Level.NETWORK:
        assert values(measure, nobody).tolist() == approx(np.array([spec.empty]))
    else:
        assert values(measure, nobody).shape == (0,)
    assert values(measure, of(more="a")).tolist() == approx(np.array([spec.single]))


@EACH
def test_one_without_ties_among_others(measure: Measure) -> None:
    found = values(measure, of("ab", "bc", more="d"))
    if measure.spec.level == Level.ACTOR:
        assert found[3] == approx(np.float64(measure.spec.isolate))
    else:
        assert not isnan(found[0])


@EACH
def test_in_range_on_every_small_graph(measure: Measure) -> None:
    spec = measure.spec
    for network in every_small(5):
        found = values(measure, network)
        found = found[~np.isnan(found)]
        assert (found >= spec.low - 1e-12).all()
        assert (found <= spec.high + 1e-12).all()


@EACH
def test_names_and_order_do_not_matter(measure: Measure) -> None:
    for seed in SEEDS:
        one = drawn(seed)
        other = renamed(one, seed)
        a, b = values(measure, one), values(measure, other)
        assert np.sort(a) == approx(np.sort(b))


@EACH
def test_a_tie_said_twice_is_one_tie(measure: Measure) -> None:
    for seed in range(10):
        one = drawn(seed)
        twice = Network.from_ties(one.ids, np.tile(one.tail, 2), np.tile(one.head, 2))
        assert values(measure, twice) == approx(values(measure, one))


@EACH
def test_direction_counts_only_where_the_spec_says_so(measure: Measure) -> None:
    for seed in range(10):
        one = drawn(seed)
        turned = Network.from_ties(one.ids, np.r_[one.head, one.tail[:3]], np.r_[one.tail, one.head[:3]],
                                   directed=True)  # fmt: skip
        if measure.spec.direction == Direction.IGNORED:
            assert values(measure, turned) == approx(values(measure, one))


# -- against networkx ------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_sizes_and_components(seed: int) -> None:
    network = drawn(seed)
    graph, n = plain(network), len(network)
    pieces = sorted((len(one) for one in nx.connected_components(graph)), reverse=True)
    assert cohesion.component_sizes(network).tolist() == pieces
    assert cohesion.components(network) == len(pieces)
    assert cohesion.largest_share(network) == pieces[0] / n
    assert cohesion.mean_degree(network) == pytest.approx(2 * graph.size() / n)
    if n > 1:
        reach = sum(len(nx.node_connected_component(graph, one)) - 1 for one in graph)
        assert cohesion.density(network) == pytest.approx(nx.density(graph))
        assert cohesion.fragmentation(network) == pytest.approx(1 - reach / (n * (n - 1)))
        assert cohesion.connectedness(network) == pytest.approx(reach / (n * (n - 1)))


def test_density_of_a_directed_network() -> None:
    network = Network.from_ties("abc", np.array([0, 1, 1]), np.array([1, 0, 2]), directed=True)
    assert cohesion.density(network) == nx.density(network.to_networkx()) == 0.5


@pytest.mark.parametrize("seed", SEEDS)
def test_paths(seed: int) -> None:
    network = drawn(seed)
    graph = plain(network)
    steps = [far for _, row in nx.all_pairs_shortest_path_length(graph) for far in row.values() if far]
    assert cohesion_paths.mean_path(network) == approx(np.float64(np.mean(steps) if steps else np.nan))
    assert cohesion_paths.diameter(network) == max(steps, default=0)
    if len(network) > 1:
        expected = 1 - nx.global_efficiency(graph)
        assert cohesion_paths.distance_fragmentation(network) == pytest.approx(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_clustering(seed: int) -> None:
    network = drawn(seed)
    graph = plain(network)
    several = [one for one, degree in graph.degree if degree > 1]
    local = cohesion_clustering.local_clustering(network)
    expected = np.array([nx.clustering(graph, one) if one in several else np.nan for one in graph])
    assert local == approx(expected)
    if several:
        assert cohesion_clustering.transitivity(network) == pytest.approx(nx.transitivity(graph))
        assert cohesion_clustering.mean_clustering(network) == pytest.approx(np.nanmean(expected))
    else:
        assert isnan(cohesion_clustering.transitivity(network))
        assert isnan(cohesion_clustering.mean_clustering(network))


@pytest.mark.parametrize("seed", SEEDS)
def test_centralisation(seed: int) -> None:
    network = drawn(seed)
    graph, n = plain(network), len(network)
    if n < 3:
        return
    cases = (
        (cohesion_centralisation.degree_centralisation, dict(graph.degree), (n - 1) * (n - 2)),
        (cohesion_centralisation.betweenness_centralisation,
         nx.betweenness_centrality(graph, normalized=False), (n - 1) ** 2 * (n - 2) / 2),
        (cohesion_centralisation.closeness_centralisation,
         nx.closeness_centrality(graph), (n - 1) * (n - 2) / (2 * n - 3)),
    )  # fmt: skip
    for measure, central, most in cases:
        found = list(central.values())
        expected = sum(max(found) - one for one in found) / most
        assert measure(network) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("measure", cohesion_centralisation.MEASURES, ids=lambda one: one.spec.name)
def test_a_star_is_one_and_a_ring_is_nothing(measure: Measure) -> None:
    assert values(measure, of("ab", "ac", "ad", "ae"))[0] == pytest.approx(1.0)
    assert values(measure, of("ab", "bc", "cd", "de", "ae"))[0] == pytest.approx(0.0)
    assert isnan(values(measure, of("ab"))[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_cuts(seed: int) -> None:
    network = drawn(seed)
    graph = plain(network)
    cut, bridges = set(nx.articulation_points(graph)), set(nx.bridges(graph))
    assert set(np.flatnonzero(cohesion_cuts.is_cut_point(network)).tolist()) == cut
    assert cohesion_cuts.cut_points(network) == len(cut)
    mask = cohesion_cuts.is_bridge(network)
    assert set(zip(network.tail[mask].tolist(), network.head[mask].tolist(), strict=True)) == bridges
    ends = [one for pair in bridges for one in pair]
    assert cohesion_cuts.bridges_at(network).tolist() == [ends.count(one) for one in graph]


def test_bridges_of_a_directed_network_that_goes_both_ways() -> None:
    network = Network.from_ties("abcd", np.array([0, 1, 1, 2, 3]), np.array([1, 0, 2, 3, 1]), directed=True)
    assert cohesion_cuts.is_bridge(network).tolist() == [True, True, False, False, False]
    assert cohesion_cuts.bridges(network) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_parted_by_taking_each_away(seed: int) -> None:
    network = drawn(seed, 12)
    graph, n = plain(network), len(network)
    found = cohesion_cuts.pairs_parted(network)
    if n < 3:
        assert np.isnan(found).all()
        return
    for gone in range(n):
        others = [one for one in graph if one != gone]
        now = sum(nx.has_path(graph, a, b) for a in others for b in others if a != b)
        left = graph.subgraph(others)
        then = sum(nx.has_path(left, a, b) for a in others for b in others if a != b)
        assert found[gone] == pytest.approx((now - then) / ((n - 1) * (n - 2)))
