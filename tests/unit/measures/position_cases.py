"""Networks for the tests of position: the classic ones, the documents' and small drawn ones."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.network.network import Network
from matchmaker.services.workspace import FolderWorkspace

DATA = Path(__file__).parents[3] / "data"
CLASSIC = ("karate", "davis", "florentine", "kite")
SEEDS = ("innherred", "samskapende_kommunen", "vennesla")
DRAWN = ("loose", "loose-directed", "dense-directed", "empty", "single", "pair", "isolates", "two-circles")
EVERY = (*CLASSIC, *SEEDS, *(f"{name}-directed" for name in SEEDS), *DRAWN)
BURT = {
    ("A", "B"): 2, ("A", "F"): 3, ("A", "G"): 5, ("A", "E"): 2, ("E", "G"): 8,
    ("F", "G"): 3, ("B", "G"): 4, ("B", "D"): 1, ("D", "G"): 3, ("G", "C"): 10,
}  # fmt: skip
"""Burt's example as UCINET's pages had it; strengths as in networkx' own test of structural holes."""


def drawn(seed: int, n: int, m: int, *, directed: bool = False) -> Network:
    """A network of n actors and about m ties, of strengths 1 … 5."""
    rng = generator(seed, "position cases")
    ends, strength = rng.integers(0, n, (2, m)), rng.integers(1, 6, m).astype(float)
    return Network.from_ties([f"a{one:04}" for one in range(n)], *ends, strength, directed=directed)


def renamed(network: Network, seed: int) -> tuple[Network, np.ndarray]:
    """The same network with its actors in another order, and where each one went."""
    rng = generator(seed, "renamed")
    place, order = rng.permutation(len(network)), rng.permutation(len(network.tail))
    ids = np.array(network.ids, dtype=object)[np.argsort(place)]
    tail, head, strength = place[network.tail][order], place[network.head][order], network.strength[order]
    return Network.from_ties(ids, tail, head, strength, directed=network.directed), place


@cache
def network(name: str) -> Network:
    """A network by name."""
    classic: dict[str, Any] = {
        "karate": nx.karate_club_graph, "davis": nx.davis_southern_women_graph,
        "florentine": nx.florentine_families_graph, "kite": nx.krackhardt_kite_graph,
        "burt": lambda: nx.Graph(list(BURT)),
        "burt_weighted": lambda: nx.Graph([(a, b, {"weight": w}) for (a, b), w in BURT.items()]),
        "two-circles": lambda: nx.disjoint_union(nx.cycle_graph(4), nx.cycle_graph(4)),
        "empty": lambda: nx.empty_graph(0), "single": lambda: nx.empty_graph(1),
        "isolates": lambda: nx.empty_graph(3), "pair": lambda: nx.path_graph(2),
    }  # fmt: skip
    if name in classic:
        return Network.from_networkx(classic[name](), weight="weight")
    if name.startswith("loose"):
        return drawn(1, 40, 45, directed=name.endswith("directed"))
    if name == "dense-directed":
        return drawn(2, 30, 200, directed=True)
    register = FolderWorkspace((DATA,)).dataset(name.removesuffix("-directed")).register
    return Network.from_register(register, directed=name.endswith("directed"))


def exact(network: Network) -> nx.Graph:
    """For networkx, with lengths as fractions: two ways are as long as each other only where they are."""
    graph = network.to_networkx()
    for _, _, said in graph.edges(data=True):
        said["distance"] = 1 / Fraction(said["strength"])
    return graph


def listed(network: Network, values: dict[str, float]) -> np.ndarray:
    """What networkx says, in the order of the network's actors."""
    return np.array([values[one] for one in network.ids], dtype=float)
