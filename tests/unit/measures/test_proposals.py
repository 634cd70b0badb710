from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from matchmaker.kernel.rng import generator
from matchmaker.measures.case import Case
from matchmaker.measures.pieces import GONE, pieces
from matchmaker.measures.proposals import connect
from matchmaker.measures.resilience import leaving
from matchmaker.network.network import Network


def case(n: int, *ties: tuple[int, int]) -> Case:
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    return Case(Network.from_ties([f"a{one:02}" for one in range(n)], *ends.T))


def mask(n: int, *nodes: int) -> np.ndarray:
    return np.isin(np.arange(n), nodes)


def kept(network: Network, drawn: list[np.ndarray], extra: list[tuple[int, int]]) -> list[int]:
    """Pairs with a way now that keep it in each draw, counted pair by pair."""
    tail, head = np.array(extra, dtype=np.int64).reshape(-1, 2).T
    more = Network.from_ties(network.ids, np.r_[network.tail, tail], np.r_[network.head, head])
    before, found = pieces(network), []
    for gone in drawn:
        after = pieces(more, gone)
        found.append(
            sum(
                bool(after[a] == after[b] != GONE and before[a] == before[b])
                for a, b in combinations(range(len(network)), 2)
            )
        )
    return found


def test_a_hub_that_leaves_worked_by_hand() -> None:
    """Around 0 stand a pair 1–2, a pair 3–4 and 5 alone; 6 never was connected."""
    made = case(7, (0, 1), (0, 3), (0, 5), (1, 2), (3, 4))
    first, second = connect(made, mask(7, 0))
    assert (first.tail, first.head, first.tail_alike, first.head_alike) == ("a01", "a03", 2, 2)
    assert (first.gained.mean, first.kept.mean) == (4, 6 / 10)
    assert (second.tail, second.head, second.tail_alike, second.head_alike) == ("a02", "a05", 4, 1)
    assert (second.gained.mean, second.kept.mean) == (4, 1.0)


def test_as_many_as_asked_for_and_none_where_nothing_is_gained() -> None:
    made = case(7, (0, 1), (0, 3), (0, 5), (1, 2), (3, 4))
    assert len(connect(made, mask(7, 0), count=1)) == 1
    assert connect(made, mask(7, 2)) == ()
    assert connect(made, mask(7)) == ()
    assert connect(case(0), mask(0)) == ()


def test_the_ties_are_spread_over_those_for_whom_they_do_as_much() -> None:
    """Around 0 stand 1–6, each alone: one of them with every tie would be a new hub."""
    proposals = connect(case(7, *((0, one) for one in range(1, 7))), mask(7, 0))
    ends = [end for one in proposals for end in (one.tail, one.head)]
    assert len(proposals) == 5
    assert max(ends.count(end) for end in ends) == 2
    assert proposals[-1].kept.mean == 1.0
    assert all(one.tail < one.head for one in proposals)


def test_whoever_may_not_be_suggested_is_no_end_and_is_not_counted() -> None:
    """Around 0 stand a pair 1–2, a pair 3–4 and 5 alone: without 1 and 5 there is one tie to make."""
    made = case(7, (0, 1), (0, 3), (0, 5), (1, 2), (3, 4))
    (only,) = connect(made, mask(7, 0), suggested=~mask(7, 1, 5))
    assert (only.tail, only.head, only.tail_alike, only.head_alike) == ("a02", "a03", 1, 2)
    assert (only.gained.mean, only.kept.mean) == (4, 6 / 10)
    assert connect(made, mask(7, 0), suggested=mask(7)) == ()


@pytest.mark.parametrize("seed", range(12))
def test_each_tie_is_the_best_of_all_ties(seed: int) -> None:
    """Every pair of those who stay is tried, in every draw; where no tie is made yet the first is taken."""
    rng = generator(seed, "proposals")
    n = int(rng.integers(5, 12))
    made = case(n, *((int(a), int(b)) for a, b in rng.integers(0, n, (n, 2))))
    leavers = rng.random(n) < 0.4
    drawn = list(leaving(made.network, leavers, 0.5, 15, seed))
    proposals = connect(made, leavers, 0.5, 15, seed, count=2)
    ties: list[tuple[int, int]] = []
    stay = np.flatnonzero(~leavers).tolist()
    for place in range(2):
        now = kept(made.network, drawn, ties)
        best = max(
            (
                (sum(kept(made.network, drawn, [*ties, pair])) - sum(now), pair)
                for pair in combinations(stay, 2)
            ),
            key=lambda one: (one[0], -one[1][0], -one[1][1]),
            default=(0, (0, 0)),
        )
        if best[0] == 0:
            assert len(proposals) == place
            break
        one = proposals[place]
        ends = int(one.tail[1:]), int(one.head[1:])
        assert ends == best[1] or place
        assert ends in combinations(stay, 2)
        assert sum(kept(made.network, drawn, [*ties, ends])) - sum(now) == best[0]
        assert one.gained.mean == pytest.approx(best[0] / len(drawn))
        ties.append(ends)


def test_the_order_of_entry_does_not_matter() -> None:
    rng = generator(7, "proposals")
    made = case(14, *((int(a), int(b)) for a, b in rng.integers(0, 14, (16, 2))))
    leavers, order = mask(14, 0, 3, 5, 9), rng.permutation(14)
    back = np.argsort(order)
    network = made.network
    other = Case(Network.from_ties(network.ids[order], back[network.tail], back[network.head]))
    assert connect(other, leavers[order], 0.5, 40) == connect(made, leavers, 0.5, 40)
