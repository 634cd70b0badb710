"""The quick statistics are those of the registry and of networkx, on drawn networks too."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest

from matchmaker.measures.cohesion_centralisation import betweenness_centralisation, degree_centralisation
from matchmaker.measures.cohesion_clustering import transitivity
from matchmaker.measures.mixing import cross_share, e_i, mixing, side_assortativity
from matchmaker.measures.nulls import NullModel, rewired
from matchmaker.measures.quick import BY_SIDES, QUICK, drawn_statistics, quick_statistics
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Callable

MIXING = (cross_share, e_i, side_assortativity)
STRUCTURE = (transitivity, degree_centralisation, betweenness_centralisation)
GRAPHS: dict[str, Callable[[], nx.Graph]] = {
    "karate": nx.karate_club_graph,
    "florentine": nx.florentine_families_graph,
    "kite": nx.krackhardt_kite_graph,
    "davis": nx.davis_southern_women_graph,
    "municipality": lambda: nx.gnm_random_graph(200, 600, seed=1),
    "in pieces": lambda: nx.disjoint_union(nx.path_graph(4), nx.cycle_graph(5)),
    "isolates": lambda: nx.gnm_random_graph(30, 12, seed=2),
    "star": lambda: nx.star_graph(9),
}


def sides(n: int) -> Parts:
    """Some of whom nobody has said."""
    return Parts.from_values(["abc"[i % 3] if i % 5 != 2 else None for i in range(n)])


def by_networkx(network: Network, parts: Parts) -> dict[str, float]:
    """Written down anew, from the definitions."""
    graph = network.to_networkx()
    side = dict(zip(network.ids, parts.of.tolist(), strict=True))
    told = graph.edge_subgraph([(a, b) for a, b in graph.edges if side[a] >= 0 and side[b] >= 0]).copy()
    nx.set_node_attributes(told, side, "side")
    across = sum(side[a] != side[b] for a, b in told.edges)
    n, m = len(graph), told.number_of_edges()
    between = list(nx.betweenness_centrality(graph, normalized=False).values())
    degree = [d for _, d in graph.degree]
    return {
        "cross_share": across / m,
        "e_i": (across - (m - across)) / m,
        "side_assortativity": nx.attribute_assortativity_coefficient(told, "side"),
        "transitivity": nx.transitivity(graph),
        "degree_centralisation": sum(max(degree) - d for d in degree) / ((n - 1) * (n - 2)),
        "betweenness_centralisation": 2 * sum(max(between) - b for b in between) / ((n - 1) ** 2 * (n - 2)),
    }


@pytest.mark.parametrize("name", GRAPHS)
def test_as_networkx_has_it(name: str) -> None:
    network = Network.from_networkx(GRAPHS[name]())
    parts = sides(len(network))
    found = dict(zip(QUICK, quick_statistics(network, parts), strict=True))
    wanted = by_networkx(network, parts)
    if not any(d > 1 for d in network.degree):
        del wanted["transitivity"]
    assert found == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("name", GRAPHS)
def test_as_the_registered_measures_have_it(name: str) -> None:
    network = Network.from_networkx(GRAPHS[name]())
    parts = sides(len(network))
    wanted = {
        **{measure.__name__: measure(mixing(network, parts)) for measure in MIXING},
        **{measure.__name__: measure(network) for measure in STRUCTURE},
    }
    assert list(wanted) == list(QUICK)
    found = dict(zip(QUICK, quick_statistics(network, parts), strict=True))
    assert found == pytest.approx(wanted, abs=1e-12, nan_ok=True)


def test_where_nobody_has_told_the_sides() -> None:
    found = dict(zip(QUICK, quick_statistics(Network.from_networkx(GRAPHS["karate"]()), None), strict=True))
    assert {name for name, value in found.items() if isnan(value)} == BY_SIDES


@pytest.mark.parametrize("null", NullModel)
def test_drawn_in_one_go_is_drawn_one_by_one(null: NullModel) -> None:
    network = Network.from_networkx(nx.gnm_random_graph(40, 100, seed=4))
    parts = sides(40)
    rows = drawn_statistics(network, parts, null, 6, range(3, 9))
    for row, draw in zip(rows, range(3, 9), strict=True):
        one = quick_statistics(rewired(network, parts, null, 6, draw), parts)
        assert row == pytest.approx(one, abs=1e-12)
    pieces = [drawn_statistics(network, parts, null, 6, [draw]) for draw in range(3, 9)]
    assert rows.tobytes() == np.concatenate(pieces).tobytes()


def test_a_directed_network_is_taken_without_directions() -> None:
    network = Network.from_networkx(nx.gnp_random_graph(25, 0.1, seed=5, directed=True))
    parts = sides(25)
    flat = network.undirected()
    assert quick_statistics(network, parts).tobytes() == quick_statistics(flat, parts).tobytes()
    drawn = [drawn_statistics(one, parts, NullModel.DEGREE, 1, range(3)) for one in (network, flat)]
    assert drawn[0].tobytes() == drawn[1].tobytes()


@pytest.mark.parametrize("n", [0, 1, 2])
def test_hardly_a_network(n: int) -> None:
    network = Network.from_ties([str(i) for i in range(n)], np.zeros(0), np.zeros(0))
    assert np.isnan(quick_statistics(network, Parts.from_values(["a"] * n))).all()
    assert np.isnan(drawn_statistics(network, None, NullModel.SIZE, 1, range(2))).all()


def test_one_side_and_no_pair_with_a_neighbour_in_common() -> None:
    network = Network.from_ties(list("abcd"), np.array([0, 2]), np.array([1, 3]))
    found = dict(zip(QUICK, quick_statistics(network, Parts.from_values("aaaa")), strict=True))
    assert (found["cross_share"], found["e_i"]) == (0.0, -1.0)
    assert isnan(found["side_assortativity"])
    assert isnan(found["transitivity"])
    assert (found["degree_centralisation"], found["betweenness_centralisation"]) == (0.0, 0.0)
