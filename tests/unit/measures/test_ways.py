from __future__ import annotations

from itertools import combinations
from math import isnan

import networkx as nx
import numpy as np
import pytest

from matchmaker.kernel.rng import generator
from matchmaker.measures.ways import ways_through
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts


def parts(*sides: str | None) -> Parts:
    return Parts.from_values(sides)


def mask(n: int, *nodes: int) -> np.ndarray:
    found = np.zeros(n, dtype=bool)
    found[list(nodes)] = True
    return found


def by_hand(network: Network, sides: Parts, through: np.ndarray) -> tuple[float, int]:
    """Every shortest way written out, by networkx."""
    graph = nx.Graph(zip(network.tail.tolist(), network.head.tolist(), strict=True))
    graph.add_nodes_from(range(len(network)))
    shares = []
    for one, other in combinations(range(len(network)), 2):
        ends = sides.of[one], sides.of[other]
        if min(ends) < 0 or ends[0] == ends[1] or through[one] or through[other]:
            continue
        if nx.has_path(graph, one, other):
            ways = list(nx.all_shortest_paths(graph, one, other))
            shares.append(sum(any(through[step] for step in way) for way in ways) / len(ways))
    return (sum(shares) / len(shares) if shares else float("nan")), len(shares)


def test_two_ways_of_two_one_of_them_through_the_town_hall() -> None:
    """0 – 1 – 3 and 0 – 2 – 3, where 1 is the municipality: half of the one pair's ways."""
    network = Network.from_ties("abcd", np.array([0, 0, 1, 2]), np.array([1, 2, 3, 3]))
    found = ways_through(network, parts("x", "h", None, "y"), mask(4, 1))
    assert (found.share, found.n) == (0.5, 1)
    assert found.between("x", "y") == found.between("y", "x") == 0.5
    assert isnan(found.between("x", "h"))


def test_a_longer_way_past_the_town_hall_does_not_count() -> None:
    ties = np.array([[0, 1], [1, 2], [0, 3], [3, 4], [4, 2]])
    found = ways_through(Network.from_ties("abcde", *ties.T), parts("x", "h", "y", None, None), mask(5, 1))
    assert found.share == 1.0


def test_neighbours_meet_past_the_town_hall() -> None:
    """A triangle: the tie itself is the one shortest way."""
    network = Network.from_ties("abc", np.array([0, 0, 1]), np.array([1, 2, 2]))
    assert ways_through(network, parts("x", "h", "y"), mask(3, 1)).share == 0.0


def test_no_way_no_share() -> None:
    network = Network.from_ties("abc", np.array([0]), np.array([1]))
    found = ways_through(network, parts("x", "x", "y"), mask(3))
    assert found.n == 0
    assert isnan(found.share)
    empty = ways_through(Network.from_ties([], np.array([]), np.array([])), parts(), mask(0))
    assert empty.n == 0
    assert isnan(empty.share)


@pytest.mark.parametrize("seed", range(25))
def test_as_every_way_written_out(seed: int) -> None:
    rng = generator(seed, "ways")
    n = int(rng.integers(5, 13))
    ties = rng.integers(0, n, (int(rng.integers(n, 3 * n)), 2))
    network = Network.from_ties([f"a{one:02}" for one in range(n)], *ties.T)
    sides = parts(*[None if one == 3 else "xyz"[one] for one in rng.integers(0, 4, n).tolist()])
    through = rng.random(n) < 0.3
    found = ways_through(network, sides, through)
    share, pairs = by_hand(network, sides, through)
    assert found.n == pairs
    assert found.share == pytest.approx(share, nan_ok=True)


def test_more_ways_than_a_float_can_count() -> None:
    """Two thousand diamonds in a row: two to the power of two thousand ways, all past the last."""
    n, tail, head = 2000, [], []
    for at in range(n):
        first = 3 * at
        tail += [first, first, first + 1, first + 2]
        head += [first + 1, first + 2, first + 3, first + 3]
    network = Network.from_ties([f"{one:05}" for one in range(3 * n + 1)], np.array(tail), np.array(head))
    sides = np.full(3 * n + 1, -1)
    sides[0], sides[-1] = 0, 1
    ends = Parts(("x", "y"), sides)
    assert ways_through(network, ends, mask(3 * n + 1, 1)).share == 0.5
    assert ways_through(network, ends, mask(3 * n + 1, 1, 3 * n - 1)).share == 0.75
    assert ways_through(network, ends, mask(3 * n + 1, 3)).share == 1.0


def test_direction_and_strength_do_not_count() -> None:
    tail, head = np.array([0, 0, 3, 3]), np.array([1, 2, 1, 2])
    sides, hall = parts("x", "h", None, "y"), mask(4, 1)
    directed = Network.from_ties("abcd", tail, head, np.array([9.0, 1, 9, 1]), directed=True)
    assert ways_through(directed, sides, hall).share == 0.5
