"""Null models: what is kept is kept, and everything else is equally likely."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest
from scipy.stats import chisquare

from matchmaker.kernel.chance import new_state
from matchmaker.kernel.errors import InputError
from matchmaker.measures.nulls import NullModel, Slots, rewired
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Ties = frozenset[tuple[int, int]]
ENOUGH = 1e-3
"""A chi-square this unlikely would be a fault; seeds are fixed, so the tests do not waver."""


def ties(network: Network) -> Ties:
    return frozenset(zip(network.tail.tolist(), network.head.tolist(), strict=True))


def network_of(n: int, pairs: Iterable[tuple[int, int]], directed: bool = False) -> Network:
    tail, head = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    return Network.from_ties([f"a{i:02}" for i in range(n)], tail, head, directed=directed)


def mixing(network: Network, parts: Parts) -> Counter[tuple[int, ...]]:
    ends = zip(parts.of[network.tail].tolist(), parts.of[network.head].tolist(), strict=True)
    return Counter(pair if network.directed else tuple(sorted(pair)) for pair in ends)


def known(n: int) -> Parts:
    """Three sides and some of whom nobody has said."""
    return Parts.from_values(["abc"[i % 3] if i % 7 else None for i in range(n)])


KARATE = Network.from_networkx(nx.karate_club_graph())
DIRECTED = Network.from_networkx(nx.gnp_random_graph(30, 0.15, seed=2, directed=True))
HUBS = Network.from_networkx(nx.barabasi_albert_graph(60, 2, seed=3))
NETWORKS = {"karate": KARATE, "directed": DIRECTED, "hubs": HUBS}


# -- what is kept -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("null", NullModel)
def test_what_a_null_model_keeps(name: str, null: NullModel) -> None:
    network = NETWORKS[name]
    parts = known(len(network))
    for draw in range(4):
        found = rewired(network, parts, null, 5, draw)
        assert found.ids is network.ids
        assert (found.directed, found.relations) == (network.directed, network.relations)
        assert len(ties(found)) == len(network.tail)
        assert all(a != b for a, b in ties(found))
        assert sorted(found.strength) == sorted(network.strength)
        assert ties(found) != ties(network)
        if null in (NullModel.DEGREE, NullModel.ROLE_DEGREE):
            assert found.out.counts.tolist() == network.out.counts.tolist()
            assert found.into.counts.tolist() == network.into.counts.tolist()
        assert (mixing(found, parts) == mixing(network, parts)) == (null is NullModel.ROLE_DEGREE)
        if null is NullModel.ATTRIBUTES:
            assert nx.faster_could_be_isomorphic(found.to_networkx(), network.to_networkx())
            unknown = parts.of < 0
            assert found.degree[unknown].tolist() == network.degree[unknown].tolist()


@pytest.mark.parametrize("null", NullModel)
def test_a_draw_is_known_by_its_number_alone(null: NullModel) -> None:
    parts = known(len(KARATE))
    drawn = [ties(rewired(KARATE, parts, null, 1, draw)) for draw in range(6)]
    assert len(set(drawn)) == 6
    assert ties(rewired(KARATE, parts, null, 1, 4)) == drawn[4]
    assert ties(rewired(KARATE, parts, null, 2, 4)) != drawn[4]


def test_these_draws_stay_what_they_are() -> None:
    """A change of the order of random numbers would change every p-value that was ever told."""
    circle = network_of(6, [(i, (i + 1) % 6) for i in range(6)])
    sides = Parts.from_values(list("aabbab"))
    assert {null.value: sorted(ties(rewired(circle, sides, null, 1, 0))) for null in NullModel} == FROZEN


FROZEN = {
    "storrelse": [(0, 2), (0, 4), (0, 5), (1, 5), (2, 4), (3, 5)],
    "grad": [(0, 2), (0, 3), (1, 4), (1, 5), (2, 4), (3, 5)],
    "rolle_og_grad": [(0, 2), (0, 5), (1, 4), (1, 5), (2, 3), (3, 4)],
    "egenskaper": [(0, 3), (0, 4), (1, 2), (1, 3), (2, 5), (4, 5)],
}


@pytest.mark.parametrize("null", [NullModel.ROLE_DEGREE, NullModel.ATTRIBUTES])
def test_sides_that_nobody_has_told(null: NullModel) -> None:
    with pytest.raises(InputError) as caught:
        rewired(KARATE, None, null, 1, 0)
    assert caught.value.code == "measure_asks"


@pytest.mark.parametrize("null", [NullModel.SIZE, NullModel.DEGREE])
def test_sides_need_not_be_known_for_the_others(null: NullModel) -> None:
    everybody = Parts.from_values(["a"] * len(KARATE))
    assert ties(rewired(KARATE, None, null, 1, 0)) == ties(rewired(KARATE, everybody, null, 1, 0))


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("null", NullModel)
@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_hardly_a_network(n: int, null: NullModel, directed: bool) -> None:
    parts = Parts.from_values(["a"] * n)
    none = network_of(n, [], directed)
    assert ties(rewired(none, parts, null, 1, 0)) == frozenset()
    whole = network_of(n, [(a, b) for a in range(n) for b in range(n) if a != b], directed)
    assert ties(rewired(whole, parts, null, 1, 0)) == ties(whole)  # there is only this one


def test_a_star_can_only_be_itself() -> None:
    star = network_of(8, [(0, i) for i in range(1, 8)])
    assert ties(rewired(star, None, NullModel.DEGREE, 1, 0)) == ties(star)


# -- everything else is equally likely ----------------------------------------------------------------


def every(n: int, keeps: Callable[[Ties], bool], m: int, directed: bool = False) -> set[Ties]:
    """Each network with *m* ties that keeps what is to be kept, by trying all there are."""
    pairs = list(permutations(range(n), 2)) if directed else list(combinations(range(n), 2))
    return {chosen for some in combinations(pairs, m) if keeps(chosen := frozenset(some))}


def degrees(found: Ties, n: int, directed: bool = False) -> tuple[int, ...]:
    ends = Counter((0, a) for a, _ in found) + Counter((int(directed), b) for _, b in found)
    return tuple(ends[way, node] for way in (0, 1) for node in range(n))


def uniform(network: Network, parts: Parts | None, null: NullModel, space: set[Ties], draws: int) -> float:
    """p of the chi-square test that each network of the space is drawn equally often."""
    seen = Counter(ties(rewired(network, parts, null, 11, draw)) for draw in range(draws))
    assert set(seen) == space
    return float(chisquare([seen[one] for one in space]).pvalue)


def test_rewiring_is_uniform_over_all_networks_of_the_same_degrees() -> None:
    start = network_of(6, [(0, 1), (0, 2), (0, 3), (1, 2), (3, 4), (4, 5)])
    wanted = degrees(ties(start), 6)
    space = every(6, lambda found: degrees(found, 6) == wanted, 6)
    assert len(space) > 30
    assert uniform(start, None, NullModel.DEGREE, space, 100 * len(space)) > ENOUGH


def test_rewiring_with_directions_is_uniform_too() -> None:
    start = network_of(5, [(0, 1), (1, 2), (2, 0), (3, 4), (4, 3), (0, 3)], directed=True)
    wanted = degrees(ties(start), 5, directed=True)
    space = every(5, lambda found: degrees(found, 5, directed=True) == wanted, 6, directed=True)
    assert len(space) > 30
    assert uniform(start, None, NullModel.DEGREE, space, 60 * len(space)) > ENOUGH


def test_a_circle_of_three_can_turn() -> None:
    """No exchange can do it: without circles being turned the other network would never be seen."""
    start = network_of(3, [(0, 1), (1, 2), (2, 0)], directed=True)
    other = frozenset({(1, 0), (2, 1), (0, 2)})
    assert uniform(start, None, NullModel.DEGREE, {ties(start), other}, 800) > ENOUGH


@pytest.mark.parametrize("directed", [False, True])
def test_rewiring_that_keeps_sides_is_uniform_over_two_sides(directed: bool) -> None:
    parts = Parts.from_values(list("aabab" if directed else "aababb"))
    n = len(parts.of)
    pairs = [(0, 1), (1, 2), (0, 3), (3, 4), (2, 4)] if directed else [
        (0, 1), (0, 2), (1, 3), (3, 4), (2, 5), (4, 5), (0, 4)]  # fmt: skip
    start = network_of(n, pairs, directed)
    wanted, between = degrees(ties(start), n, directed), mixing(start, parts)
    space = every(
        n, lambda found: degrees(found, n, directed) == wanted
        and mixing(network_of(n, found, directed), parts) == between, len(pairs), directed,
    )  # fmt: skip
    assert len(space) > 5
    assert uniform(start, parts, NullModel.ROLE_DEGREE, space, 100 * len(space)) > ENOUGH


@pytest.mark.parametrize(("n", "m", "directed"), [(4, 2, False), (4, 5, False), (3, 2, True), (3, 5, True)])
def test_networks_of_one_size_are_equally_likely(n: int, m: int, directed: bool) -> None:
    pairs = list(permutations(range(n), 2)) if directed else list(combinations(range(n), 2))
    start = network_of(n, pairs[:m], directed)
    space = every(n, lambda _: True, m, directed)
    assert uniform(start, None, NullModel.SIZE, space, 100 * len(space)) > ENOUGH


def test_every_way_of_giving_the_sides_is_equally_likely() -> None:
    parts = Parts.from_values(["a", "b", "c", None])
    start = network_of(4, [(0, 1), (1, 3)])
    space = {
        frozenset(tuple(sorted(pair)) for pair in ((p[0], p[1]), (p[1], 3))) for p in permutations(range(3))
    }
    assert uniform(start, parts, NullModel.ATTRIBUTES, space, 600) > ENOUGH


def test_the_slots_hang_together_after_many_exchanges() -> None:
    for network in (HUBS, DIRECTED):
        slots = Slots.of(network, known(len(network)).of, NullModel.DEGREE)
        after = slots.draw(new_state(1, "slots"))
        assert (after.twin[after.twin] == np.arange(len(after.to))).all()
        assert (after.owner[after.twin] == after.to).all()
        assert (slots.to != after.to).any()  # and the slots drawn from stayed as they were
        assert (slots.owner[slots.twin] == slots.to).all()
