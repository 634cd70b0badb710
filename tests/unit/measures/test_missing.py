"""Ties that were not reported: exactly so many go, and findings are told apart by how they stand it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import networkx as nx
import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.measures.missing import ByChance, Judged, Unreported, held_when_missing, thinned
from matchmaker.measures.nulls import NullModel
from matchmaker.measures.nulls_result import Standing
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

KARATE = Network.from_networkx(nx.karate_club_graph())
NODES = sorted(nx.karate_club_graph().nodes, key=str)
CLUB = Parts.from_values([nx.karate_club_graph().nodes[node]["club"] for node in NODES])


def pairs(network: Network) -> set[tuple[str, str, float]]:
    return set(network.pairs())


def by_size(network: Network) -> Judged:
    """Says «large» from 60 ties up."""
    return Judged(float(len(network.tail)), "large" if len(network.tail) >= 60 else "small")


@pytest.mark.parametrize("how", Unreported)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.3, 1.0])
def test_so_many_ties_go_and_the_rest_stay_as_they_were(how: Unreported, share: float) -> None:
    for draw in range(5):
        found = thinned(KARATE, share, how, 1, draw)
        assert len(found.tail) == 78 - round(share * 78)
        assert pairs(found) <= pairs(KARATE)
        assert found.ids is KARATE.ids
        assert pairs(found) <= pairs(thinned(KARATE, share / 2, how, 1, draw))
    assert pairs(thinned(KARATE, share, how, 1, 3)) == pairs(thinned(KARATE, share, how, 1, 3))


def test_an_actor_who_did_not_answer_loses_every_tie() -> None:
    """Ties that went can be covered by actors who lost all they had, and one who lost some."""
    for draw in range(10):
        found = thinned(KARATE, 0.3, Unreported.ACTORS, 2, draw)
        gone = [(a, b) for a, b, _ in pairs(KARATE) - pairs(found)]
        silent = {KARATE.ids[i] for i in np.flatnonzero((found.degree == 0) & (KARATE.degree > 0))}
        rest = [{a, b} for a, b in gone if not {a, b} & silent]
        assert len(set.intersection(*rest) if rest else {"nobody"}) >= 1
        assert len(silent) < 20


def test_each_tie_goes_as_often_as_any_other() -> None:
    gone = np.zeros((34, 34))
    for draw in range(600):
        left = thinned(KARATE, 0.2, Unreported.TIES, 3, draw)
        gone[KARATE.tail, KARATE.head] += 1
        gone[left.tail, left.head] -= 1
    counts = gone[KARATE.tail, KARATE.head]
    assert counts.sum() == 600 * 16
    assert abs(counts / 600 - 16 / 78).max() < 0.08


def test_direction_is_kept() -> None:
    network = Network.from_networkx(nx.gnp_random_graph(20, 0.2, seed=1, directed=True))
    found = thinned(network, 0.3, Unreported.ACTORS, 1, 0)
    assert found.directed
    assert pairs(found) < pairs(network)


def test_what_is_counted() -> None:
    found = held_when_missing(KARATE, by_size, draws=10)
    assert [(one.how, one.share, one.ties) for one in found] == [
        (how, share, ties) for how in Unreported for share, ties in ((0.1, 8), (0.2, 16), (0.3, 23))
    ]
    assert [one.same for one in found] == [10, 10, 0] * 2
    assert [one.same_share for one in found] == [1.0, 1.0, 0.0] * 2
    assert {one.verdict for one in found} == {"large"}
    assert (found[1].observed, found[1].values.mean, found[1].values.n) == (78.0, 62.0, 10)
    assert found[0].same_interval == pytest.approx((0.692, 1.0), abs=1e-3)  # Clopper & Pearson, 10 of 10


def test_a_finding_that_holds_and_the_same_however_it_is_spread() -> None:
    judge = ByChance("cross_share", CLUB, NullModel.DEGREE, draws=99)
    found = held_when_missing(KARATE, judge, seed=5, draws=10, shares=(0.3,))
    assert {one.verdict for one in found} == {Standing.UNDER.value}
    assert all(one.same == 10 for one in found)
    assert all(one.values.low <= one.observed <= one.values.high for one in found)
    assert judge(KARATE) == Judged(found[0].observed, found[0].verdict)
    threads = partial(ThreadPoolExecutor, 2)
    again = held_when_missing(KARATE, judge, seed=5, draws=10, shares=(0.3,), where=threads)
    assert repr(again) == repr(found)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_shares_are_shares(share: float) -> None:
    with pytest.raises(InputError) as caught:
        held_when_missing(KARATE, by_size, shares=(share,))
    assert caught.value.code == "share_out_of_range"


@pytest.mark.parametrize("how", Unreported)
def test_no_ties_at_all(how: Unreported) -> None:
    none = Network.from_ties(list("abc"), np.zeros(0), np.zeros(0))
    assert len(thinned(none, 0.3, how, 1, 0).tail) == 0
