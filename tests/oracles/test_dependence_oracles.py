"""Dependence, voice and resilience against networkx, on the networks of the literature and of the datasets.

networkx has none of these measures; each is put together here from its paths, components and neighbours, pair
by pair, without the library's own passes. Where everybody is a side of one, the ways through a set are its
group betweenness (``nx.group_betweenness_centrality``), and those through one actor its betweenness.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from matchmaker.measures import dependence, resilience, voice
from matchmaker.measures.canonical import canonical_order
from matchmaker.measures.case import Case
from matchmaker.measures.ways import ways_through
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from matchmaker.services.workspace import FolderWorkspace

ROOT = Path(__file__).parents[2]
SIX = ("innbygger", "naeringsliv", "frivillig", "politiker", "administrasjon", "tjeneste")
LITERATURE = {
    "zachary": nx.karate_club_graph,
    "davis": nx.davis_southern_women_graph,
    "florentine": nx.florentine_families_graph,
}
NETWORKS = (*LITERATURE, "innherred", "samskapende_kommunen", "vennesla")


@cache
def case(name: str) -> Case:
    """The networks of the literature get sides dealt in turn, every seventh actor of unknown side."""
    if name not in LITERATURE:
        return Case.from_register(FolderWorkspace((ROOT / "data",)).dataset(name).register)
    network = Network.from_networkx(LITERATURE[name](), weight="none")
    return Case(network, Parts.from_values([(*SIX, None)[at % 7] for at in range(len(network))], SIX))


def graph_of(name: str) -> nx.Graph:
    network = case(name).network
    graph = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    graph.add_edges_from(zip(network.tail.tolist(), network.head.tolist(), strict=True))
    return graph


def connected(graph: nx.Graph, among: list[int]) -> int:
    return sum(
        len(piece & set(among)) * (len(piece & set(among)) - 1) // 2
        for piece in nx.connected_components(graph)
    )


def kept(graph: nx.Graph, gone: list[int]) -> float:
    stay = [node for node in graph if node not in set(gone)]
    before = connected(graph, stay)
    return connected(graph.subgraph(stay), stay) / before if before else float("nan")


def ways(name: str, graph: nx.Graph) -> float:
    sides, hall = case(name).parts(), case(name).town_hall()
    ends = [node for node in graph if sides.of[node] >= 0 and not hall[node]]
    shares = []
    for one, other in combinations(ends, 2):
        if sides.of[one] != sides.of[other] and nx.has_path(graph, one, other):
            found = list(nx.all_shortest_paths(graph, one, other))
            shares.append(sum(any(hall[node] for node in way) for way in found) / len(found))
    return float(np.mean(shares)) if shares else float("nan")


def direct(name: str, graph: nx.Graph) -> float:
    near = dict(nx.all_pairs_shortest_path_length(graph, cutoff=2))
    citizens, elected = (
        np.flatnonzero(one).tolist() for one in (case(name).citizens(), case(name).deciders())
    )
    lengths = [near[one].get(other, 9) for one in citizens for other in elected]
    within = sum(length <= 2 for length in lengths)
    return lengths.count(1) / within if within else float("nan")


def one(graph: nx.Graph) -> float:
    found = [1 - kept(graph, [node]) for node in graph]
    return float(np.nanmax(found))


def busiest(name: str, graph: nx.Graph) -> list[int]:
    """Among equals the canonical order decides: the one thing taken from the library."""
    order = canonical_order(case(name).network).tolist()
    return sorted(graph, key=lambda node: (-graph.degree[node], order.index(node)))[:5]


@pytest.mark.parametrize("name", NETWORKS)
def test_networks(name: str) -> None:
    made, graph = case(name), graph_of(name)
    hall, elected = (np.flatnonzero(mask).tolist() for mask in (made.town_hall(), made.deciders()))
    wanted = {
        "town_hall_ways": ways(name, graph),
        "kept_without_town_hall": kept(graph, hall),
        "direct_to_deciders": direct(name, graph),
        "hangs_on_one": one(graph),
        "kept_without_elected": kept(graph, elected),
        "kept_without_busiest": kept(graph, busiest(name, graph)),
    }
    found = {measure.spec.name: measure.of(made) for measure in (*dependence.MEASURES, *resilience.MEASURES)}
    assert found == pytest.approx(wanted, nan_ok=True)


@pytest.mark.parametrize("name", NETWORKS)
def test_voices(name: str) -> None:
    made, graph = case(name), graph_of(name)
    elected = set(np.flatnonzero(made.deciders()).tolist())
    near = dict(nx.all_pairs_shortest_path_length(graph, cutoff=2))
    worth = {
        "voice_reach": [len(elected & set(near[node]) - {node}) for node in graph],
        "voice_direct": [len(elected & set(graph[node])) for node in graph],
        "voice_between": [
            sum(not graph.has_edge(a, b) for a, b in combinations(sorted(graph[node]), 2)) for node in graph
        ],
    }
    of = made.parts().of
    there = [node for node in graph if of[node] >= 0 and node not in elected]
    for measure in voice.MEASURES:
        values = worth[measure.spec.name]
        total, wanted = sum(values[node] for node in there), []
        for side in range(len(SIX)):
            mine = [node for node in there if of[node] == side]
            held = sum(values[node] for node in mine)
            wanted.append(held / total - len(mine) / len(there) if mine and total else float("nan"))
        assert measure.of(made).tolist() == pytest.approx(wanted, nan_ok=True)


@pytest.mark.parametrize("name", LITERATURE)
def test_a_side_each_is_group_betweenness(name: str) -> None:
    network, graph = case(name).network, graph_of(name)
    n = len(network)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    everybody = Parts(tuple(network.ids), np.arange(n))
    alone = nx.betweenness_centrality(graph, normalized=False)
    for group in ([0], [1, 4], [2, 3, 7]):
        through = ways_through(network, everybody, np.isin(np.arange(n), group))
        wanted = nx.group_betweenness_centrality(graph, group, normalized=False)
        assert through.through.sum() / 2 == pytest.approx(wanted)
        if len(group) == 1:
            assert through.through.sum() / 2 == pytest.approx(alone[group[0]])


def test_zachary_has_the_value_everybody_quotes() -> None:
    """The instructor's betweenness in Zachary's club, 0.4376 (igraph, networkx and UCINET agree)."""
    network = Network.from_networkx(nx.karate_club_graph(), weight="none")
    everybody = Parts(tuple(network.ids), np.arange(34))
    instructor = np.asarray(network.ids == "0")
    assert ways_through(network, everybody, instructor).share == pytest.approx(0.437635, abs=1e-6)
