from __future__ import annotations

from itertools import permutations
from math import isnan

import networkx as nx
import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import generator
from matchmaker.measures.brokerage import brokerage
from matchmaker.measures.case import Case
from matchmaker.measures.voice import (
    MEASURES,
    deciders_direct,
    deciders_met,
    open_pairs,
    positions_of,
    share_difference,
    voices,
)  # fmt: skip
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

BY_NAME = {one.spec.name: one for one in MEASURES}


def network(n: int, *ties: tuple[int, int]) -> Network:
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    return Network.from_ties([f"a{one:02}" for one in range(n)], *ends.T)


def mask(n: int, *nodes: int) -> np.ndarray:
    return np.isin(np.arange(n), nodes)


LINE = network(5, (0, 1), (1, 2), (2, 3), (1, 3))
"""0 – 1 – 2 – 3 with 1 – 3 tied too, and 4 alone; 0 and 3 are elected in what follows."""


def test_positions_worked_by_hand() -> None:
    elected = mask(5, 0, 3)
    assert deciders_direct(LINE, elected).tolist() == [0, 2, 1, 0, 0]
    assert deciders_met(LINE, elected).tolist() == [1, 2, 2, 1, 0]
    assert deciders_met(LINE, mask(5)).tolist() == [0] * 5
    assert open_pairs(LINE).tolist() == [0, 2, 0, 0, 0]


@pytest.mark.parametrize("seed", range(15))
def test_positions_as_networkx_has_them(seed: int) -> None:
    rng = generator(seed, "voice")
    n = int(rng.integers(2, 20))
    made = network(n, *((int(a), int(b)) for a, b in rng.integers(0, n, (2 * n, 2))))
    graph = nx.Graph(zip(made.tail.tolist(), made.head.tolist(), strict=True))
    graph.add_nodes_from(range(n))
    elected = rng.random(n) < 0.3
    for steps in (1, 2, 3):
        wanted = []
        for node in range(n):
            near = nx.single_source_shortest_path_length(graph, node, cutoff=steps)
            wanted.append(sum(bool(elected[other]) for other in near if other != node))
        assert deciders_met(made, elected, steps).tolist() == wanted
    apart = [
        sum(not graph.has_edge(a, b) for a in graph[node] for b in graph[node] if a < b) for node in range(n)
    ]
    assert open_pairs(made).tolist() == apart


def test_half_the_seats_and_none_of_the_voice() -> None:
    """Two citizens and two firms; only the firms know the one who is elected."""
    made = network(6, (2, 4), (3, 4), (0, 1))
    sides = Parts.from_values(["innbygger", "innbygger", "naeringsliv", "naeringsliv", "politiker", None])
    case = Case(made, sides)
    names = sides.names
    found = dict(zip(names, BY_NAME["voice_direct"].of(case).tolist(), strict=True))
    assert (found["innbygger"], found["naeringsliv"]) == (-0.5, 0.5)
    assert isnan(found["politiker"])


def test_where_nobody_has_a_position_nothing_is_said() -> None:
    made = network(3)
    sides = Parts.from_values(["innbygger", "naeringsliv", "politiker"])
    found = voices(made, sides, mask(3, 2), draws=50)
    assert {(one.verdict, one.draws) for one in found} == {("too_few", 0)}
    assert all(isnan(one.p) and isnan(one.position_share) for one in found)
    assert [one.side for one in found] == ["innbygger", "naeringsliv"] * 3
    for measure in MEASURES:
        assert np.isnan(measure.of(Case(made, sides))).all()
        assert measure.of(Case(network(0), Parts((), np.array([], dtype=np.int64)))).shape == (0,)
        with pytest.raises(InputError, match="measure_asks"):
            measure.of(Case(made))


def test_the_p_value_is_that_of_every_deal_written_out() -> None:
    """Six actors, 720 deals of their positions; 20,000 random ones must agree within their own interval."""
    sides = Parts.from_values(["x", "x", "y", "y", "y", "y"])
    worth = np.array([5.0, 4, 1, 0, 2, 1])
    (one, other) = voices(network(6), sides, mask(6), draws=20_000, seed=3, positions={"w": worth})
    shares = np.array([sum(deal[:2]) for deal in permutations(worth.tolist())]) / 13
    exact = float(np.mean(np.abs(shares - 1 / 3) >= abs(9 / 13 - 1 / 3) - 1e-12))
    assert (one.seat_share, one.position_share, one.difference) == pytest.approx((1 / 3, 9 / 13, 14 / 39))
    assert one.p_interval[0] <= exact <= one.p_interval[1]
    assert other.p == one.p  # with two sides what one has too much the other has too little
    assert one.chance == pytest.approx(tuple(np.quantile(shares, [0.025, 0.975])))


def test_verdicts() -> None:
    """Twenty of each; all positions with one, alike with both, and a side of one."""
    sides = Parts.from_values(["x"] * 20 + ["y"] * 20 + ["z"])
    plain = network(41)
    all_with_x = np.r_[np.ones(20), np.zeros(21)]
    found = voices(plain, sides, mask(41), positions={"w": all_with_x, "alike": np.ones(41)})
    assert [one.verdict for one in found] == ["over", "under", "too_few", "in_line", "in_line", "in_line"]
    few = voices(plain, sides, mask(41), positions={"w": np.r_[np.ones(2), np.zeros(39)]})
    assert [one.verdict for one in few] == ["too_few"] * 3
    assert all(one.p_corrected >= one.p for one in (*found, *few))


def test_chance_alone_gives_few_alarms() -> None:
    """Two hundred deals without any difference: at most ten expected, and some give one."""
    sides, alarms = Parts.from_values(["x"] * 8 + ["y"] * 12 + ["z"] * 10), 0
    for seed in range(200):
        worth = generator(seed, "worth").poisson(2.0, 30).astype(float)
        found = voices(network(30), sides, mask(30), draws=99, seed=seed, positions={"w": worth})
        alarms += any(one.verdict in ("under", "over") for one in found)
    assert alarms <= 18  # 0.995 quantile of the binomial with 0.05


def test_the_order_of_entry_and_the_seed() -> None:
    rng = generator(1, "order")
    made = network(12, *((int(a), int(b)) for a, b in rng.integers(0, 12, (20, 2))))
    sides, elected = [("x", "y", "z")[one % 3] for one in range(12)], mask(12, 0, 5)
    first = voices(made, Parts.from_values(sides), elected, draws=60, seed=4)
    order = rng.permutation(12)
    back = np.argsort(order)
    other = Network.from_ties(made.ids[order], back[made.tail], back[made.head])
    turned = Parts.from_values([sides[at] for at in order])
    assert voices(other, turned, elected[order], draws=60, seed=4) == first
    assert voices(made, Parts.from_values(sides), elected, draws=60, seed=5) != first
    for position in positions_of(made, elected).values():
        assert share_difference(turned, elected[order], position[order]) == pytest.approx(
            share_difference(Parts.from_values(sides), elected, position)
        )


@pytest.mark.parametrize("seed", range(5))
def test_standing_between_is_the_sum_of_the_five_roles(seed: int) -> None:
    """Each open pair is counted from both ends there; whichever sides people belong to, the sum stays."""
    rng = generator(seed, "roles")
    made = network(15, *((int(a), int(b)) for a, b in rng.integers(0, 15, (30, 2))))
    for _ in range(2):
        sides = Parts.from_values(["xyz"[one] for one in rng.integers(0, 3, 15).tolist()])
        roles = np.asarray(brokerage(made, sides), dtype=float)
        assert (roles.sum(axis=1) / 2).tolist() == open_pairs(made).tolist()
