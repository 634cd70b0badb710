"""Sampled betweenness keeps the error it promises, where the exact value is known."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from matchmaker.kernel.chance import new_state
from matchmaker.kernel.errors import InputError
from matchmaker.measures.position_paths import betweenness
from matchmaker.measures.position_sampled import sample_size, sampled_betweenness
from matchmaker.measures.position_sampling import draw, longest, new_side
from matchmaker.network.network import Network
from tests.unit.measures.position_cases import drawn, network

NETWORKS = {
    "karate": lambda: network("karate"),
    "davis": lambda: network("davis"),
    "innherred": lambda: network("innherred"),
    "drawn": lambda: drawn(11, 400, 700),
    "directed": lambda: drawn(12, 300, 900, directed=True),
    "grid": lambda: Network.from_networkx(nx.grid_2d_graph(12, 12)),
    "star": lambda: Network.from_networkx(nx.star_graph(30)),
    "tree": lambda: Network.from_networkx(nx.balanced_tree(3, 4)),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_no_error_is_greater_than_was_promised(name: str) -> None:
    """20 seeds at ε = 0.03, δ = 0.1: two may fail by the promise; the bound is loose and none does."""
    one = NETWORKS[name]()
    exact = betweenness(one)
    worst = [np.abs(sampled_betweenness(one, 0.03, 0.1, seed=seed) - exact).max() for seed in range(20)]
    assert max(worst) <= 0.03


@pytest.mark.parametrize("name", ["karate", "drawn", "directed"])
def test_at_the_precision_that_is_used(name: str) -> None:
    one = NETWORKS[name]()
    assert np.abs(sampled_betweenness(one, seed=1) - betweenness(one)).max() <= 0.01


def test_ways_are_drawn_with_equal_chance() -> None:
    """Between the corners of a 4 × 4 grid there are 20 shortest ways; each comes one time in twenty."""
    one = Network.from_networkx(
        nx.convert_node_labels_to_integers(nx.grid_2d_graph(4, 4), label_attribute="at")
    )
    place = {str(name): int(node) for node, name in enumerate(one.ids)}
    ways = [
        frozenset(place[str(step)] for step in way[1:-1])
        for way in nx.all_shortest_paths(nx.convert_node_labels_to_integers(nx.grid_2d_graph(4, 4)), 0, 15)
    ]
    counts = dict.fromkeys(ways, 0)
    ends = [new_side(one.around.starts, one.around.nodes) for _ in range(2)]
    state = new_state(4, "ways")
    for _ in range(4000):
        passed = np.zeros(16, dtype=np.int64)
        draw(*ends, place["0"], place["15"], state, passed)
        counts[frozenset(np.flatnonzero(passed).tolist())] += 1
    assert len(counts) == 20
    assert sum((count - 200) ** 2 / 200 for count in counts.values()) < 43.8  # χ², 19 degrees, p = 0.001
    assert (ends[0].steps == -1).all()
    assert (ends[1].steps == -1).all()


def test_how_many_ways_are_drawn() -> None:
    assert sample_size(2, 0.01, 0.1) == 0
    assert sample_size(3, 0.1, 0.1) == 166  # 50 · (0 + 1 + 2.302585) = 165.13
    assert sample_size(34, 0.01, 0.1) == 41_513  # 5,000 · (5 + 1 + 2.302585) = 41,512.9


@pytest.mark.parametrize("seed", range(8))
def test_no_shortest_way_is_longer_than_is_reckoned_with(seed: int) -> None:
    one = drawn(seed, 40, 38)
    graph = one.to_networkx()
    nodes = 1 + max(
        length for _, ways in nx.all_pairs_shortest_path_length(graph) for length in ways.values()
    )
    order = np.argsort(-one.degree, kind="stable")
    assert nodes <= longest(one.around.starts, one.around.nodes, order) <= 2 * nodes


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    one = network("karate")
    first = sampled_betweenness(one, 0.05, seed=1)
    assert np.array_equal(first, sampled_betweenness(one, 0.05, seed=1))
    assert not np.array_equal(first, sampled_betweenness(one, 0.05, seed=2))


@pytest.mark.parametrize("name", ["empty", "single", "pair", "isolates"])
def test_where_nobody_can_lie_between(name: str) -> None:
    assert not sampled_betweenness(network(name)).any()


@pytest.mark.parametrize(("epsilon", "delta"), [(0, 0.1), (1, 0.1), (0.1, 0), (0.1, 1), (float("nan"), 0.1)])
def test_a_bound_that_is_none(epsilon: float, delta: float) -> None:
    with pytest.raises(InputError, match="measure_error_bound"):
        sampled_betweenness(network("kite"), epsilon, delta)
