"""Cohesion of networks that everybody knows, and of the bundled ones, against values from elsewhere.

The kite: R's sna 2.7.1 (density, centralisation, cut points, bridges), as frozen in the project's notes on
networks of 22 November 2026. Zachary's best modularity: Brandes and others 2008, *On modularity clustering*,
IEEE TKDE 20: 172–188 (0.4198, four communities; found exactly). Otherwise networkx.
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from matchmaker.measures import cohesion, cohesion_clustering, cohesion_cuts, cohesion_paths
from matchmaker.measures.cohesion_centralisation import (
    betweenness_centralisation,
    closeness_centralisation,
    degree_centralisation,
)
from matchmaker.measures.communities import find_communities
from matchmaker.measures.core_periphery import core_periphery
from matchmaker.measures.key_players import key_players_neg
from matchmaker.network.network import Network
from matchmaker.services.workspace import FolderWorkspace

DATA = Path(__file__).parents[2] / "data"
GRAPHS = {
    "kite": nx.krackhardt_kite_graph,
    "zachary": nx.karate_club_graph,
    "davis": nx.davis_southern_women_graph,
    "florentine": nx.florentine_families_graph,
}
NAMES = (*GRAPHS, "innherred", "samskapende_kommunen", "vennesla")


def network_of(name: str) -> Network:
    if name in GRAPHS:
        return Network.from_networkx(GRAPHS[name]())
    return Network.from_register(FolderWorkspace((DATA,)).dataset(name).register)


@pytest.fixture(scope="module", params=NAMES)
def pair(request: pytest.FixtureRequest) -> tuple[Network, nx.Graph]:
    network = network_of(request.param)
    return network, network.to_networkx()


def centralised(central: dict[str, float], most: float) -> float:
    found = list(central.values())
    return sum(max(found) - one for one in found) / most


def test_networkx_says_the_same(pair: tuple[Network, nx.Graph]) -> None:
    network, graph = pair
    n = len(graph)
    assert len(network.tail) > 5
    steps = [far for _, row in nx.all_pairs_shortest_path_length(graph) for far in row.values() if far]
    several = [one for one, degree in graph.degree if degree > 1]
    local = nx.clustering(graph)
    reached = sum(len(one) * (len(one) - 1) for one in nx.connected_components(graph))
    expected = {
        "density": nx.density(graph),
        "mean_degree": 2 * graph.size() / n,
        "components": nx.number_connected_components(graph),
        "largest_share": max(map(len, nx.connected_components(graph))) / n,
        "fragmentation": 1 - reached / (n * (n - 1)),
        "connectedness": reached / (n * (n - 1)),
        "mean_path": np.mean(steps),
        "diameter": max(steps),
        "distance_fragmentation": 1 - nx.global_efficiency(graph),
        "transitivity": nx.transitivity(graph),
        "mean_clustering": np.mean([local[one] for one in several]),
        "cut_points": len(set(nx.articulation_points(graph))),
        "bridges": len(list(nx.bridges(graph))),
    }
    modules = (cohesion, cohesion_clustering, cohesion_cuts, cohesion_paths)
    found = {name: getattr(module, name)(network) for name in expected for module in modules
             if hasattr(module, name)}  # fmt: skip
    assert found == pytest.approx(expected)


def test_networkx_makes_the_same_centralisation(pair: tuple[Network, nx.Graph]) -> None:
    network, graph = pair
    n = len(graph)
    between = nx.betweenness_centrality(graph, normalized=False)
    assert degree_centralisation(network) == pytest.approx(centralised(dict(graph.degree), (n - 1) * (n - 2)))
    assert betweenness_centralisation(network) == pytest.approx(
        centralised(between, (n - 1) ** 2 * (n - 2) / 2)
    )
    assert closeness_centralisation(network) == pytest.approx(
        centralised(nx.closeness_centrality(graph), (n - 1) * (n - 2) / (2 * n - 3))
    )


def test_each_single_loss_by_taking_it_away(pair: tuple[Network, nx.Graph]) -> None:
    network, graph = pair
    left = []
    for gone in graph:
        rest = graph.subgraph(set(graph) - {gone})
        shared = sum(len(one) * (len(one) - 1) for one in nx.connected_components(rest))
        left.append(1 - shared / (len(rest) * (len(rest) - 1)))
    assert key_players_neg(network, 1).after == pytest.approx(max(left))


def test_the_pattern_of_core_and_periphery_fits_as_numpy_says(pair: tuple[Network, nx.Graph]) -> None:
    network, graph = pair
    found = core_periphery(network)
    a, b = np.triu_indices(len(graph), 1)
    tied = nx.to_numpy_array(graph, nodelist=list(network.ids), weight=None)[a, b]
    assert found.fit == pytest.approx(np.corrcoef(tied, found.core[a] | found.core[b])[0, 1])
    by_degree = np.argsort(-network.degree, kind="stable")
    for size in range(1, len(graph) - 1):  # no core by degree alone does better
        core = np.isin(np.arange(len(graph)), by_degree[:size])
        assert found.fit >= np.corrcoef(tied, core[a] | core[b])[0, 1] - 1e-12


def test_the_modularity_is_networkx_own(pair: tuple[Network, nx.Graph]) -> None:
    network, graph = pair
    found = find_communities(network)
    groups = [set(network.ids[found.of == one]) for one in range(len(found))]
    assert found.modularity == pytest.approx(nx.community.modularity(graph, groups, weight=None))
    louvain = nx.community.louvain_communities(graph, weight=None, seed=1)
    assert found.modularity >= nx.community.modularity(graph, louvain, weight=None) - 1e-12


def test_the_kite_of_krackhardt() -> None:
    kite = network_of("kite")
    assert cohesion.density(kite) == 0.4
    assert degree_centralisation(kite) == pytest.approx(0.3333333, abs=5e-8)
    assert betweenness_centralisation(kite) == pytest.approx(0.2962963, abs=5e-8)
    assert closeness_centralisation(kite) == pytest.approx(0.2703749, abs=5e-8)
    assert (cohesion_cuts.cut_points(kite), cohesion_cuts.bridges(kite)) == (2, 2)
    left = cohesion_cuts.pairs_parted(kite)
    assert left[7] == pytest.approx(7 / 18)  # F without Heather, of a network in one component
    assert left[8] == pytest.approx(0.2222222, abs=5e-8)  # Ike
    assert np.flatnonzero(left).tolist() == [7, 8]


def test_the_women_of_the_south() -> None:
    """netrics' own tests: mean distance 2.306, diameter 4."""
    davis = network_of("davis")
    assert cohesion_paths.mean_path(davis) == pytest.approx(2.306, abs=5e-4)
    assert cohesion_paths.diameter(davis) == 4


def test_the_best_division_of_zacharys_club() -> None:
    found = find_communities(network_of("zachary"))
    assert found.modularity == pytest.approx(0.4198, abs=5e-5)
    assert len(found) == 4
