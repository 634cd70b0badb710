"""Measures of position against networkx, and against values that others have published."""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from matchmaker.measures import position_degree as ties
from matchmaker.measures import position_eigen as eigen
from matchmaker.measures import position_holes as holes
from matchmaker.measures import position_paths as paths
from tests.unit.measures.position_cases import EVERY, exact, listed, network

with (Path(__file__).parent / "measures_position.csv").open(encoding="utf-8") as file:
    PUBLISHED = list(csv.DictReader(file, delimiter=";"))


def same(ours: np.ndarray, theirs: np.ndarray, within: float = 1e-10) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=within, atol=within)


def raw_betweenness(one: paths.Network) -> np.ndarray:
    return paths.betweenness(one) * (len(one) - 1) * (len(one) - 2) / 2


KNOWN = {
    "constraint": holes.constraint,
    "effective_size": holes.effective_size,
    "core_number": ties.core_number,
    "betweenness": paths.betweenness,
    "closeness": paths.closeness,
    "raw_betweenness": raw_betweenness,
}


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: "-".join([*row.values()][:3]))
def test_published_values(row: dict[str, str]) -> None:
    one = network(row["network"])
    found = KNOWN[row["measure"]](one)[one.ids.get_loc(row["actor"])]
    assert found == pytest.approx(float(row["value"]), abs=0.6 * 10.0 ** -int(row["digits"]))


@pytest.mark.parametrize("name", EVERY)
def test_ties_as_networkx_counts_them(name: str) -> None:
    one = network(name)
    graph = one.to_networkx()
    plain = one.undirected().to_networkx()
    same(ties.degree(one), listed(one, dict(plain.degree())))
    same(ties.strength(one), listed(one, dict(plain.degree(weight="strength"))))
    same(ties.core_number(one), listed(one, nx.core_number(plain)))
    into, out = (graph.in_degree, graph.out_degree) if one.directed else (graph.degree, graph.degree)
    same(ties.in_degree(one), listed(one, dict(into())))
    same(ties.out_degree(one), listed(one, dict(out())))


@pytest.mark.parametrize("name", EVERY)
def test_nearness_as_networkx_has_it(name: str) -> None:
    one = network(name)
    graph = one.to_networkx()
    if len(one) == 1:  # networkx: 0; here nothing can be said of somebody with no others
        assert np.isnan([paths.closeness(one), paths.harmonic(one), paths.closeness_by_strength(one)]).all()
        return
    same(paths.closeness(one), listed(one, nx.closeness_centrality(graph)))
    same(paths.harmonic(one) * (len(one) - 1), listed(one, nx.harmonic_centrality(graph)))
    same(paths.closeness_by_strength(one), listed(one, nx.closeness_centrality(graph, distance="distance")))


@pytest.mark.parametrize("name", EVERY)
def test_betweenness_as_networkx_has_it(name: str) -> None:
    one = network(name)
    graph = exact(one)
    same(paths.betweenness(one), listed(one, nx.betweenness_centrality(graph)))
    same(paths.betweenness_by_strength(one), listed(one, nx.betweenness_centrality(graph, weight="distance")))


@pytest.mark.parametrize("name", EVERY)
def test_structural_holes_as_networkx_has_them(name: str) -> None:
    """networkx per node: its values for all nodes at once are wrong with strengths or direction (PR 8906).

    It says nan of an actor from whom no tie goes; here a tie to it is a contact too. So direction is taken
    away first, which is what the formula does; the next test leaves it in.
    """
    one = network(name)
    graph = one.undirected().to_networkx()
    same(holes.constraint(one), listed(one, nx.constraint(graph, nodes=list(graph), weight="strength")))
    sizes = listed(one, nx.effective_size(graph, nodes=list(graph), weight="strength"))
    same(holes.effective_size(one), np.nan_to_num(sizes, nan=0.0))


@pytest.mark.parametrize("name", [name for name in EVERY if name.endswith("directed")])
def test_holes_of_directed_networks_are_burts_formula(name: str) -> None:
    one = network(name)
    graph = one.to_networkx()
    said = one.out.counts > 0
    assert said.any()
    theirs = listed(one, nx.constraint(graph, nodes=list(graph), weight="strength"))
    same(holes.constraint(one)[said], theirs[said])
    theirs = listed(one, nx.effective_size(graph, nodes=list(graph), weight="strength"))
    same(holes.effective_size(one)[said], theirs[said])


@pytest.mark.parametrize("name", EVERY)
def test_pagerank_as_networkx_has_it(name: str) -> None:
    """networkx starts anew everywhere; told to do so only where there are ties, it agrees."""
    one = network(name)
    if not len(one.tail):
        assert not eigen.pagerank(one).any()
        return
    graph = one.to_networkx()
    tied = {actor: 1.0 for actor, count in graph.degree() if count}
    asked = nx.pagerank(graph, weight="strength", personalization=tied, tol=1e-13, max_iter=1000)
    same(eigen.pagerank(one), listed(one, asked), within=1e-9)


@pytest.mark.parametrize("name", ["karate", "davis", "kite", "florentine", "dense-directed"])
def test_eigenvector_of_a_whole_network_as_networkx_has_it(name: str) -> None:
    one = network(name)
    theirs = listed(one, nx.eigenvector_centrality_numpy(one.undirected().to_networkx(), weight="strength"))
    same(eigen.eigenvector(one), theirs / theirs.max(), within=1e-8)


@pytest.mark.parametrize("name", EVERY)
def test_eigenvector_is_what_the_same_start_leads_to(name: str) -> None:
    """The vector of ones, thrown on the eigenvectors of the greatest eigenvalue: numpy, whole matrix."""
    one = network(name)
    if not len(one.tail):
        assert not eigen.eigenvector(one).any()
        return
    values, vectors = np.linalg.eigh(one.around.matrix().toarray())
    top = vectors[:, values > values[-1] * (1 - 1e-9)]
    found = top @ top.sum(axis=0)
    same(eigen.eigenvector(one), found / found.max(), within=1e-8)
