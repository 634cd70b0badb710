"""The measures of actors as networkx and igraph call them, whole or from some sources."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def _quiet_eigenvector(graph: Any) -> Any:  # noqa: ANN401
    """The library warns of every network of several components."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return graph.eigenvector_centrality(weights="strength")


IGRAPH: dict[str, Callable[[Any], Any]] = {
    "degree": lambda graph: graph.degree(),
    "in_degree": lambda graph: graph.indegree(),
    "out_degree": lambda graph: graph.outdegree(),
    "strength": lambda graph: graph.strength(weights="strength"),
    "core_number": lambda graph: graph.coreness(),
    "closeness": lambda graph: graph.closeness(),
    "harmonic": lambda graph: graph.harmonic_centrality(),
    "betweenness": lambda graph: graph.betweenness(),
    "closeness_by_strength": lambda graph: graph.closeness(weights="distance"),
    "betweenness_by_strength": lambda graph: graph.betweenness(weights="distance"),
    "eigenvector": _quiet_eigenvector,
    "pagerank": lambda graph: graph.pagerank(weights="strength"),
    "constraint": lambda graph: graph.constraint(weights="strength"),
}
"""igraph has no effective size and no reach to a set."""

IGRAPH_FROM: dict[str, Callable[[Any, Sequence[int]], Any]] = {
    "closeness": lambda graph, some: graph.closeness(some),
    "harmonic": lambda graph, some: graph.harmonic_centrality(some),
    "betweenness": lambda graph, some: graph.betweenness(sources=some),
    "closeness_by_strength": lambda graph, some: graph.closeness(some, weights="distance"),
    "betweenness_by_strength": lambda graph, some: graph.betweenness(sources=some, weights="distance"),
}

NETWORKX: dict[str, Callable[[Any], Any]] = {
    "degree": lambda graph: dict(graph.degree()),
    "in_degree": lambda graph: dict(graph.degree()),
    "out_degree": lambda graph: dict(graph.degree()),
    "strength": lambda graph: dict(graph.degree(weight="strength")),
    "core_number": nx.core_number,
    "eigenvector": lambda graph: nx.eigenvector_centrality(graph, 2000, weight="strength"),
    "pagerank": lambda graph: nx.pagerank(graph, weight="strength"),
    "constraint": lambda graph: nx.constraint(graph, weight="strength"),
    "effective_size": lambda graph: nx.effective_size(graph, weight="strength"),
    "deciders_within_2": lambda graph: [
        nx.single_source_shortest_path_length(graph, one, cutoff=2) for one in graph.graph["deciders"]
    ],
    "steps_to_decider": lambda graph: nx.multi_source_dijkstra_path_length(
        graph, set(graph.graph["deciders"]), weight=lambda *_: 1
    ),
}
"""Its effective size of all nodes at once takes n² numbers (6 GB at 20,000) and is wrong with strengths (pull
request 8906); the right values, node by node, take it minutes."""

NETWORKX_FROM: dict[str, Callable[[Any, Sequence[str]], Any]] = {
    "closeness": lambda graph, some: [nx.closeness_centrality(graph, one) for one in some],
    "harmonic": lambda graph, some: nx.harmonic_centrality(graph, sources=some),
    "betweenness": lambda graph, some: nx.betweenness_centrality(graph, k=len(some), seed=1),
    "closeness_by_strength": lambda graph, some: [
        nx.closeness_centrality(graph, one, distance="distance") for one in some
    ],
    "betweenness_by_strength": lambda graph, some: nx.betweenness_centrality(
        graph, k=len(some), weight="distance", seed=1
    ),
}
