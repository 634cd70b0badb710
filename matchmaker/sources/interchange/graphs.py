"""A network to networkx and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchmaker.sources.interchange.gathering import Gathering
from matchmaker.sources.interchange.graphml_in import DIRECTED

if TYPE_CHECKING:
    import networkx as nx

    from matchmaker.sources.interchange.exchanged import Exchanged


def to_networkx(network: Exchanged) -> nx.Graph[Any]:
    """Make a networkx graph with all attributes.

    Returns
    -------
    networkx.Graph, DiGraph, MultiGraph or MultiDiGraph
        Directed when any tie has a direction; with parallel edges when a pair has several ties. In a mixed
        network a tie without a direction has ``directed`` = ``False``. What is unknown is left out.
    """
    import networkx as nx

    kinds: dict[tuple[bool, bool], type[nx.Graph[Any]]] = {
        (False, False): nx.Graph, (True, False): nx.DiGraph, (False, True): nx.MultiGraph,
        (True, True): nx.MultiDiGraph,
    }  # fmt: skip
    graph = kinds[network.is_directed, network.repeats_a_pair]()
    for place, name in enumerate(network.ids):
        stated = {one.name: one.values[place] for one in network.nodes}
        graph.add_node(name)
        graph.nodes[name].update({key: value for key, value in stated.items() if value is not None})
    mixed = network.is_mixed
    ties = zip(network.tail, network.head, network.directed, strict=True)
    for place, (tail, head, directed) in enumerate(ties):
        stated = {one.name: one.values[place] for one in network.ties}
        if mixed and not directed:
            stated[DIRECTED] = False
        known = {key: value for key, value in stated.items() if value is not None}
        graph.add_edges_from([(network.ids[tail], network.ids[head], known)])
    return graph


def from_networkx(graph: nx.Graph[Any], label: str = "networkx") -> Exchanged:
    """Take a networkx graph with its attributes.

    Parameters
    ----------
    graph
        Any of networkx's four kinds. Names of nodes become text; the order of nodes and edges is the graph's.
    label
        What problems call it.

    Raises
    ------
    TableErrors
        ``duplicate_node`` (1 and "1"), ``wrong_type`` (a list, say), ``not_finite`` …; row is the number of
        the node or edge, from 1.
    InputError
        ``network_too_many``.
    """
    gathering = Gathering(label)
    for row, (name, stated) in enumerate(graph.nodes(data=True), 1):
        position = gathering.node(str(name), row)
        for key, value in stated.items() if position is not None else ():
            gathering.loose("nodes", position or 0, str(key), _plain(value), row)
    for row, (tail, head, stated) in enumerate(graph.edges(data=True), 1):
        own = stated.get(DIRECTED)
        directed = own if isinstance(own, bool) else graph.is_directed()
        tie = gathering.tie(str(tail), str(head), row, directed=directed)
        for key, value in stated.items() if tie is not None else ():
            if not (key == DIRECTED and isinstance(own, bool)):
                gathering.loose("ties", tie or 0, str(key), _plain(value), row)
    return gathering.whole()[0]


def _plain(value: object) -> object:
    """A number of numpy as Python's own."""
    item = getattr(value, "item", None)
    return item() if callable(item) and getattr(value, "shape", None) == () else value
