"""Core and periphery: every core tried by hand is the oracle; the search of larger networks beside it."""

from __future__ import annotations

from itertools import combinations
from math import isnan

import numpy as np
import pytest

from matchmaker.kernel.rng import generator
from matchmaker.measures import core_periphery as module
from matchmaker.measures.core_periphery import core_periphery
from matchmaker.network.network import Network
from tests.unit.measures.cohesion_cases import drawn, of, renamed


def correlation(network: Network, core: np.ndarray) -> float:
    """Pearson's correlation of ties and pattern, by numpy, over all pairs."""
    n = len(network)
    a, b = np.triu_indices(n, 1)
    tied = np.zeros((n, n))
    tied[network.tail, network.head] = 1
    return float(np.corrcoef(tied[a, b], (core[a] | core[b]).astype(float))[0, 1])


def best(network: Network) -> float:
    n = len(network)
    cores = (np.isin(np.arange(n), one) for size in range(1, n - 1) for one in combinations(range(n), size))
    return max(correlation(network, core) for core in cores)


@pytest.mark.parametrize("seed", range(25))
def test_the_best_of_all_cores(seed: int) -> None:
    network = drawn(seed, 9)
    n, found = len(network), core_periphery(network)
    if n < 3 or len(network.tail) in (0, n * (n - 1) // 2):
        assert isnan(found.fit)
        assert not found.core.any()
        return
    assert found.exact
    assert found.fit == pytest.approx(best(network))
    assert found.fit == pytest.approx(correlation(network, found.core))


def test_a_star_and_a_clique_with_satellites_are_perfect() -> None:
    star = core_periphery(of("ab", "ac", "ad", "ae"))
    assert star.fit == pytest.approx(1)
    assert star.core.tolist() == [True, False, False, False, False]
    satellites = core_periphery(of("ab", "ac", "ad", "ae", "bc", "bd", "be"))
    assert satellites.fit == pytest.approx(1)
    assert satellites.core.tolist() == [True, True, False, False, False]


def test_the_search_comes_near_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    ratio = []
    for seed in range(60):
        network = drawn(seed, 14)
        exact = core_periphery(network)
        monkeypatch.setattr(module, "EXACT", 0)
        found = core_periphery(network)
        monkeypatch.undo()
        if not isnan(exact.fit):
            assert not found.exact
            assert found.fit == pytest.approx(correlation(network, found.core))
            ratio.append(found.fit / exact.fit)
    assert max(ratio) <= 1 + 1e-9
    assert np.mean(np.array(ratio) > 1 - 1e-9) >= 0.95
    assert min(ratio) > 0.8


def test_a_planted_core_of_a_large_network_is_found() -> None:
    rng = generator(1, "planted")
    n, size = 300, 30
    a, b = np.triu_indices(n, 1)
    likely = np.where(a < size, 0.6, 0.02)
    kept = rng.random(len(a)) < likely
    network = Network.from_ties([f"a{one:03}" for one in range(n)], a[kept], b[kept])
    found = core_periphery(network)
    assert not found.exact
    assert found.core[:size].all()
    assert not found.core[size:].any()


@pytest.mark.parametrize("seed", range(10))
def test_a_search_finds_the_same_fit_under_other_names(seed: int) -> None:
    one = drawn(seed, 60)
    assert core_periphery(renamed(one, seed)).fit == pytest.approx(core_periphery(one).fit, nan_ok=True)
