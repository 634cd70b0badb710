"""The network against networkx, and what it promises about strength, direction and isolates."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from matchmaker.model import vocabulary as v
from matchmaker.network.network import COLLABORATION, EVERY_RELATION, Network
from tests.strategies import Rows, register_of, register_rows

if TYPE_CHECKING:
    from matchmaker.model.register import Register


def register(ids: str, *ties: tuple[str, str, str, float | None]) -> Register:
    return register_of(
        {
            "actors": [{"id": actor, "name": actor, "kind": "frivillig", "synthetic": True} for actor in ids],
            "ties": [
                {"tail": tail, "head": head, "relation": relation, "strength": strength}
                for tail, head, relation, strength in ties
            ],
        }
    )


def oracle(rows: Rows, relations: frozenset[str]) -> nx.Graph:
    """The same network built by networkx straight from the rows."""
    graph = nx.Graph()
    graph.add_nodes_from(row["id"] for row in rows["actors"])
    for row in rows["ties"]:
        if row["relation"] in relations:
            strength = 1.0 if row["strength"] is None else row["strength"]
            held = graph.get_edge_data(row["tail"], row["head"], {"strength": 0.0})["strength"]
            graph.add_edge(row["tail"], row["head"], strength=held + strength)
    return graph


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(register_rows())
def test_pairs_degrees_and_isolates_agree_with_networkx(rows: Rows) -> None:
    for relations in (EVERY_RELATION, COLLABORATION, frozenset[str]()):
        network = Network.from_register(register_of(rows), relations)
        graph = oracle(rows, relations)
        edges = {tuple(sorted((a, b))): weight for a, b, weight in graph.edges(data="strength")}
        assert {(low, high): strength for low, high, strength in network.pairs()} == edges
        assert [pair[:2] for pair in network.pairs()] == sorted(edges)
        assert len(network) == len(graph)
        assert dict(zip(network.ids, network.degree.tolist(), strict=True)) == dict(graph.degree)
        assert [network.ids[i] for i in network.isolates()] == sorted(nx.isolates(graph))
        for node, actor in enumerate(network.ids):
            near = [network.ids[i] for i in network.neighbours_of(node)]
            assert near == sorted(graph.neighbors(actor))
        theirs = network.to_networkx()
        assert set(theirs) == set(graph)
        assert {frozenset(edge) for edge in theirs.edges} == {frozenset(edge) for edge in graph.edges}


def test_strength_is_not_distance() -> None:
    # Triangle a–b 1, b–c 1, a–c 10. As distances 1/strength the way a–c is 0.1, shorter than 2 over b, so
    # b lies between nobody. Strengths read as lengths would make a–c 10, longer than 2 over b: 1.0.
    network = Network.from_register(
        register("abc", ("a", "b", "kjenner", 1), ("b", "c", "kjenner", 1), ("a", "c", "kjenner", 10))
    )
    graph = network.to_networkx()
    assert nx.betweenness_centrality(graph, weight="distance")["b"] == 0.0
    assert nx.betweenness_centrality(graph, weight="strength")["b"] == 1.0
    assert nx.shortest_path_length(graph, "a", "c", weight="distance") == pytest.approx(0.1)
    assert network.distances() == pytest.approx([1.0, 0.1, 1.0])  # a–b, a–c, b–c


def test_an_edge_without_the_name_weight_cannot_be_misread_as_a_length() -> None:
    """networkx takes ``weight`` as a length by default in some measures and as a strength in others."""
    graph = Network.from_register(register("ab", ("a", "b", "kjenner", 3))).to_networkx()
    assert set(graph.edges["a", "b"]) == {"strength", "distance"}


def test_ties_of_a_pair_add_up_whatever_their_direction_and_kind() -> None:
    network = Network.from_register(
        register(
            "abc",
            ("b", "a", "samarbeider", 2),  # symmetric
            ("a", "b", "finansierer", 0.5),  # directed one way
            ("b", "a", "finansierer", None),  # and the other; not stated counts as 1
        )
    )
    assert list(network.pairs()) == [("a", "b", 3.5)]
    assert network.relations == tuple(sorted(EVERY_RELATION))


def test_only_the_chosen_relations_are_taken_in() -> None:
    held = register("abc", ("a", "b", "samarbeider", 1), ("b", "c", "ansatt_i", 1))
    network = Network.from_register(held, COLLABORATION)
    assert list(network.pairs()) == [("a", "b", 1.0)]
    assert [network.ids[i] for i in network.isolates()] == ["c"]
    assert network.relations == tuple(sorted(COLLABORATION))


def test_what_counts_as_having_worked_together() -> None:
    # a party to a case (employed, leads, sits on the board, next of kin) has not thereby worked together
    habilitet = {relation.value for relation, spec in v.RELATIONS.items() if spec.habilitet}
    assert not COLLABORATION & habilitet
    assert {"samarbeider", "kjenner", "arrangerer_med"} <= COLLABORATION


def test_direction_and_order_of_entry_do_not_matter() -> None:
    ties = [("a", "b", "kjenner", 1.0), ("c", "b", "medlem_av", 2.0), ("d", "a", "samarbeider", 0.5)]
    turned = [(head, tail, relation, strength) for tail, head, relation, strength in ties]
    networks = [
        Network.from_register(register(ids, *some))
        for ids, some in (("abcde", ties), ("edcba", ties[::-1]), ("cadbe", turned))
    ]
    for one, other in pairwise(networks):
        assert list(one.ids) == list(other.ids) == list("abcde")
        for name in ("tail", "head", "strength"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize("ids", ["", "a", "ab"])
def test_no_ties_is_a_network_of_isolates(ids: str) -> None:
    network = Network.from_register(register(ids))
    assert len(network) == len(ids)
    assert network.isolates().tolist() == list(range(len(ids)))
    assert network.degree.tolist() == [0] * len(ids)
    assert list(network.pairs()) == []
    assert sorted(network.to_networkx()) == sorted(ids)


def test_the_arrays_are_frozen() -> None:
    network = Network.from_register(register("ab", ("a", "b", "kjenner", 3)))
    values: dict[str, Any] = {name: getattr(network, name) for name in ("tail", "head", "strength")}
    for array in (*values.values(), network.around.starts, network.around.nodes):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7
