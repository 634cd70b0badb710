"""Sets of actors: every set tried by hand is the oracle; the search of larger networks is held beside it."""

from __future__ import annotations

from itertools import combinations
from math import isnan

import networkx as nx
import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.measures import key_players, key_players_reach
from matchmaker.measures.key_players import KeyPlayers, key_players_neg
from matchmaker.measures.key_players_reach import key_players_pos
from matchmaker.network.network import Network
from tests.unit.measures.cohesion_cases import drawn, of, plain, renamed


def left(graph: nx.Graph, gone: tuple[int, ...]) -> float:
    rest = graph.subgraph(set(graph) - set(gone))
    n = len(rest)
    shared = sum(len(one) * (len(one) - 1) for one in nx.connected_components(rest))
    return 1 - shared / (n * (n - 1)) if n > 1 else np.nan


def reached(graph: nx.Graph, chosen: tuple[int, ...], steps: int | None) -> float:
    far = nx.multi_source_dijkstra_path_length(graph, set(chosen))
    worth = [1 / max(one, 1) if steps is None else float(one <= steps) for one in far.values()]
    return sum(worth) / len(graph)


@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("seed", range(20))
def test_the_worst_loss_of_all_sets(seed: int, k: int) -> None:
    network = drawn(seed, 10)
    graph, n = plain(network), len(network)
    if n < k + 2:
        return
    found = key_players_neg(network, k)
    assert found.exact
    assert found.before == pytest.approx(left(graph, ()))
    assert found.after == pytest.approx(max(left(graph, one) for one in combinations(range(n), k)))
    for size, value in enumerate(found.along, 1):
        assert value == pytest.approx(left(graph, found.nodes[:size]))
    assert found.ids == tuple(network.ids[list(found.nodes)])


@pytest.mark.parametrize("steps", [1, 2, None])
@pytest.mark.parametrize("seed", range(20))
def test_the_widest_reach_of_all_sets(seed: int, steps: int | None) -> None:
    network = drawn(seed, 10)
    graph, n = plain(network), len(network)
    for k in range(1, min(n, 3) + 1):
        found = key_players_pos(network, k, steps)
        assert found.exact
        best = max(reached(graph, one, steps) for one in combinations(range(n), k))
        assert found.after == pytest.approx(best)
        for size, value in enumerate(found.along, 1):
            assert value == pytest.approx(reached(graph, found.nodes[:size], steps))


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is small: the search is used where every set could be tried."""
    monkeypatch.setattr(key_players, "EXACT_WORK", 0)
    monkeypatch.setattr(key_players_reach, "EXACT_WORK", 0)


@pytest.mark.usefixtures("searched")
def test_the_search_comes_near_the_best_and_says_that_it_is_a_search() -> None:
    """The values that it tells are those of its set; of 60 small networks it finds the best set in most."""
    best = {"loss": 0, "reach": 0, "near": 0}
    tried = 0
    for seed in range(60):
        network = drawn(seed, 11)
        graph, n = plain(network), len(network)
        if n < 6:
            continue
        tried += 1
        sets = list(combinations(range(n), 3))
        loss = key_players_neg(network, 3)
        assert not loss.exact
        assert loss.after == pytest.approx(left(graph, loss.nodes))
        best["loss"] += loss.after >= max(left(graph, one) for one in sets) - 1e-9
        for name, steps in (("reach", 1), ("near", None)):
            found = key_players_pos(network, 3, steps)
            assert not found.exact
            assert found.after == pytest.approx(reached(graph, found.nodes, steps))
            most = max(reached(graph, one, steps) for one in sets)
            assert found.after >= (1 - 1 / np.e) * most
            best[name] += found.after >= most - 1e-9
    assert tried > 20
    assert min(best.values()) >= 0.9 * tried


@pytest.mark.usefixtures("searched")
@pytest.mark.parametrize("seed", range(15))
def test_the_search_finds_the_same_value_under_other_names(seed: int) -> None:
    one = drawn(seed, 40)
    other, k = renamed(one, seed), min(4, len(one))
    a, b = key_players_neg(one, k).along, key_players_neg(other, k).along
    assert a == pytest.approx(b, nan_ok=True)
    for steps in (2, None):
        a, b = key_players_pos(one, k, steps).along, key_players_pos(other, k, steps).along
        assert a == pytest.approx(b)


def test_two_who_hold_the_same_way_open_count_only_together() -> None:
    """Two go-betweens join two halves: no single loss of the two parts anything, both together do."""
    network = of("ab", "bc", "ac", "ax", "xd", "by", "ye", "de", "ef", "df")
    alone, both = key_players_neg(network, 1), key_players_neg(network, 2)
    assert alone.after == 0
    assert both.after == pytest.approx(1 - (3 * 2 + 3 * 2) / (6 * 5))


def test_the_values_of_the_kite_in_the_literature() -> None:
    """F of the kite without Heather (7) is 7/18 (Borgatti's F; ``reference/networks.md``)."""
    kite = Network.from_networkx(nx.krackhardt_kite_graph())
    assert key_players_neg(kite, 1) == KeyPlayers(
        ("7",), (7,), 0.0, (pytest.approx(7 / 18),), exact=True
    )  # fmt: skip


@pytest.mark.parametrize("k", [-1, 0, 4])
def test_a_set_that_cannot_be(k: int) -> None:
    for work in (key_players_neg, key_players_pos):
        with pytest.raises(InputError) as told:
            work(of("ab", more="c"), k)
        assert told.value.message.code == "error.key_players_k"


def test_no_steps_reach_nobody() -> None:
    with pytest.raises(ValueError, match="steps"):
        key_players_pos(of("ab"), 1, 0)


def test_everybody_is_lost() -> None:
    found = key_players_neg(of("ab", "bc"), 3)
    assert found.before == 0
    assert isnan(found.after)
    assert key_players_pos(of("ab", more="c"), 3).after == 1.0
