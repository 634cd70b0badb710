"""Networks with direction, from elsewhere, in parts, and with contributions as a second kind of nodes."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.measures.case import Case
from matchmaker.network.network import Network
from matchmaker.network.parts import UNKNOWN, Parts
from matchmaker.network.two_mode import TwoMode

IDS = ["a", "b", "c", "d"]


def directed() -> Network:
    tail, head = np.array([0, 1, 1, 2, 0, 3]), np.array([1, 0, 2, 1, 1, 3])
    return Network.from_ties(IDS, tail, head, np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), directed=True)


def test_parallel_ties_are_one_and_a_tie_with_oneself_is_none() -> None:
    assert list(directed().pairs()) == [("a", "b", 6.0), ("b", "a", 2.0), ("b", "c", 3.0), ("c", "b", 4.0)]
    flat = directed().undirected()
    assert list(flat.pairs()) == [("a", "b", 8.0), ("b", "c", 7.0)]
    assert flat.undirected() is flat
    assert list(flat.isolates()) == [3]


def test_rows_out_in_and_around() -> None:
    network = directed()
    assert [network.out.of_node(1).tolist(), network.into.of_node(1).tolist()] == [[0, 2], [0, 2]]
    assert network.out.counts.tolist() == [1, 2, 1, 0]
    assert network.around.sums.tolist() == [8.0, 15.0, 7.0, 0.0]
    assert network.degree.tolist() == [1, 2, 1, 0]
    np.testing.assert_array_equal(
        network.out.matrix().toarray(), nx.to_numpy_array(network.to_networkx(), weight="strength")
    )


def test_there_and_back_to_networkx_and_igraph() -> None:
    for network in (directed(), directed().undirected()):
        back = Network.from_networkx(network.to_networkx())
        assert list(back.pairs()) == list(network.pairs())
        assert list(back.ids) == IDS
        assert back.directed is network.directed
        assert network.igraph.vcount() == 4
        assert network.igraph.get_edgelist() == list(zip(network.tail, network.head, strict=True))
    assert len(Network.from_networkx(nx.Graph())) == 0


def test_what_is_left_without_somebody() -> None:
    left = directed().without(np.array([0]))
    assert list(left.ids) == ["b", "c", "d"]
    assert list(left.pairs()) == [("b", "c", 3.0), ("c", "b", 4.0)]
    assert len(left.without(np.ones(3, dtype=bool))) == 0


def test_sums_do_not_depend_on_the_order_of_entry() -> None:
    strength = np.array([0.1, 0.2, 0.3, 1e16, 0.7])
    ends = np.zeros(5, dtype=int), np.ones(5, dtype=int)
    found = {
        Network.from_ties(["a", "b"], *ends, strength[order]).strength[0]
        for order in ([0, 1, 2, 3, 4], [3, 4, 0, 2, 1], [4, 3, 2, 1, 0])
    }
    assert len(found) == 1


def test_unknown_is_never_a_part() -> None:
    parts = Parts.from_values(["x", None, "y", "x"], order=["z"])
    assert parts.names == ("z", "x", "y")
    assert parts.of.tolist() == [1, UNKNOWN, 2, 1]
    assert parts.counts.tolist() == [0, 2, 1]
    assert parts.mask("x", "nowhere").tolist() == [True, False, False, True]


def test_two_kinds_of_nodes() -> None:
    two = TwoMode.from_pairs(
        pd.Index(["a", "b", "c"]), pd.Index(["p", "q"]), np.array([1, 0, 1, 1]), np.array([1, 0, 0, 1])
    )
    assert list(zip(two.actor.tolist(), two.event.tolist(), strict=True)) == [(0, 0), (1, 0), (1, 1)]
    assert two.of_event.counts.tolist() == [2, 1]
    assert two.of_actor.counts.tolist() == [1, 2, 0]
    assert list(two.one_mode().pairs()) == [("a:a", "b:p", 1.0), ("a:b", "b:p", 1.0), ("a:b", "b:q", 1.0)]


@pytest.mark.parametrize("asked", ["parts", "deciders", "town_hall", "citizens", "two_mode"])
def test_a_case_says_what_it_does_not_know(asked: str) -> None:
    with pytest.raises(InputError) as told:
        getattr(Case(directed()), asked)()
    assert told.value.code == "measure_asks"
