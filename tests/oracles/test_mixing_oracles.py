"""Mixing, the two modes and projections against networkx, UCINET and values worked out by hand."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from networkx.algorithms import bipartite

from matchmaker.measures import mixing as mix
from matchmaker.measures import two_mode as both
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from matchmaker.network.projection import Weighting, project_actors, project_contributions
from matchmaker.network.two_mode import TwoMode
from matchmaker.services.workspace import FolderWorkspace
from tests.unit.measures.mixing_cases import FROZEN, frozen

DATA = Path(__file__).parents[2] / "data"


def labelled(network: Network, parts: Parts) -> nx.Graph:
    graph = network.to_networkx()
    nx.set_node_attributes(graph, dict(zip(network.ids, parts.of.tolist(), strict=True)), "part")
    return graph


# -- mixing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FROZEN)
def test_the_matrix_and_assortativity_as_networkx_has_them(name: str) -> None:
    network, parts = frozen(name)
    found, graph = mix.mixing(network, parts), labelled(network, parts)
    codes = {part: part for part in range(len(parts.names))}
    theirs = nx.attribute_mixing_matrix(graph, "part", mapping=codes, normalized=False)
    if not network.directed:  # networkx counts a tie within a part from both ends
        theirs = theirs - np.diag(np.diag(theirs)) / 2
    np.testing.assert_array_equal(found.observed, theirs)
    ours = mix.side_assortativity(found)
    assert ours == pytest.approx(nx.attribute_assortativity_coefficient(graph, "part"), abs=1e-12)


@pytest.mark.parametrize("name", FROZEN)
def test_across_within_and_what_the_sizes_give_pair_by_pair(name: str) -> None:
    network, parts = frozen(name)
    found, part = mix.mixing(network, parts), parts.of
    external = np.count_nonzero(part[network.tail] != part[network.head])
    ties = len(network.tail)
    assert mix.e_i(found) == (2 * external - ties) / ties
    assert mix.cross_share(found) == external / ties
    apart = [part[a] != part[b] for a, b in combinations(range(len(network)), 2)]
    assert mix.e_i_expected(found) == pytest.approx(2 * np.mean(apart) - 1, abs=1e-12)
    own = np.arange(len(parts.names))[:, None]
    ends, others = part[network.tail] == own, part[network.head] == own
    outside, inside = (ends != others).sum(axis=1), (ends & others).sum(axis=1)
    with np.errstate(invalid="ignore"):
        np.testing.assert_array_equal(mix.e_i_of_parts(found), (outside - inside) / (outside + inside))


def test_the_kite_as_printed() -> None:
    """The reference note, section (d): E-I 0 and assortativity .19202 in groups of 4, 3 and 3.

    By hand: of 45 pairs 6 + 3 + 3 are within a group, so that chance gives (33 − 12) / 45.
    """
    found = mix.mixing(*frozen("kite"))
    assert mix.e_i(found) == 0
    assert mix.side_assortativity(found) == pytest.approx(0.19202, abs=6e-6)
    assert mix.e_i_expected(found) == pytest.approx(21 / 45)


def test_camp_by_gender_as_ucinet_has_it() -> None:
    """UCINET's campnet: 18 campers, 8 and 10, each of whom chose three; 45 of 54 choices within gender.

    The reference note prints Yule's Q .764, E-I −.667 and H .833. They depend on these counts alone, not on
    who chose whom; the choices here are made up to them.
    """
    part = [0] * 8 + [1] * 10
    within = [(a, b) for a in range(18) for b in range(18) if a != b and part[a] == part[b]]
    across = [(a, b) for a in range(18) for b in range(18) if part[a] != part[b]]
    ends = np.array([*within[:45], *across[:9]]).T
    network = Network.from_ties([f"{k:02}" for k in range(18)], *ends, directed=True)
    found = mix.mixing(network, Parts(("women", "men"), np.array(part)))
    assert round(mix.homophily_q(found), 3) == 0.764
    assert mix.homophily_odds(found) == pytest.approx(45 * 151 / (101 * 9))
    assert round(mix.e_i(found), 3) == -0.667
    assert round(1 - mix.cross_share(found), 3) == 0.833


def test_the_expected_matrix_by_hand() -> None:
    """Sizes 2 and 3, ties 01 12 23: of 10 pairs 1, 3 and 6 are within the first, the second and across."""
    network = Network.from_ties(list("abcde"), np.array([0, 1, 2]), np.array([1, 2, 3]))
    found = mix.mixing(network, Parts(("p", "q", "r"), np.array([0, 0, 1, 1, 1])))
    assert found.observed.tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 0]]
    np.testing.assert_allclose(found.expected, [[0.3, 1.8, 0], [1.8, 0.9, 0], [0, 0, 0]])
    np.testing.assert_allclose(
        found.ratio, [[1 / 0.3, 1 / 1.8, np.nan], [1 / 1.8, 1 / 0.9, np.nan], [np.nan] * 3]
    )
    assert found.expected[np.triu_indices(3)].sum() == pytest.approx(3)


# -- two modes -----------------------------------------------------------------------------------------


def of_graph(graph: nx.Graph, first: list[str]) -> TwoMode:
    import pandas as pd

    second = sorted(set(graph) - set(first))
    ends = [(first.index(a), second.index(b)) for a in first for b in graph[a]]
    actor, event = np.array(ends).T
    return TwoMode.from_pairs(pd.Index(first, dtype=object), pd.Index(second, dtype=object), actor, event)


def davis() -> tuple[TwoMode, nx.Graph]:
    graph = nx.davis_southern_women_graph()
    return of_graph(graph, sorted(graph.graph["top"])), graph


def seed(name: str) -> tuple[TwoMode, nx.Graph]:
    two_mode = TwoMode.from_register(FolderWorkspace((DATA,)).dataset(name).register)
    graph = nx.Graph()
    graph.add_nodes_from(two_mode.actors, bipartite=0)
    graph.add_nodes_from(two_mode.events, bipartite=1)
    ends = (two_mode.actors[two_mode.actor], two_mode.events[two_mode.event])
    graph.add_edges_from(zip(*ends, strict=True))
    return two_mode, graph


TWO_MODES = {
    "davis": davis,
    **{name: (lambda name=name: seed(name)) for name in ("innherred", "samskapende_kommunen", "vennesla")},
}


@pytest.mark.parametrize("name", TWO_MODES)
def test_two_modes_as_networkx_has_them(name: str) -> None:
    two_mode, graph = TWO_MODES[name]()
    assert both.contribution_density(two_mode) == pytest.approx(bipartite.density(graph, two_mode.actors))
    assert both.contribution_clustering(two_mode) == pytest.approx(
        bipartite.robins_alexander_clustering(graph)
    )
    theirs = bipartite.degree_centrality(graph, two_mode.actors)
    for one in (two_mode, both.turned(two_mode)):
        np.testing.assert_allclose(both.contribution_degree(one), [theirs[k] for k in one.actors])
        several = one.actors[one.of_actor.counts > 1]
        redundant = bipartite.node_redundancy(graph, several)
        ours = both.contribution_redundancy(one)
        np.testing.assert_allclose(ours, [redundant.get(k, np.nan) for k in one.actors])


@pytest.mark.parametrize("name", TWO_MODES)
def test_projections_as_networkx_has_them(name: str) -> None:
    two_mode, graph = TWO_MODES[name]()
    for names, project in ((two_mode.actors, project_actors), (two_mode.events, project_contributions)):
        for weighting, theirs in (
            (Weighting.COUNT, bipartite.weighted_projected_graph),
            (Weighting.NEWMAN, bipartite.collaboration_weighted_projected_graph),
            (Weighting.JACCARD, bipartite.overlap_weighted_projected_graph),
        ):
            expected = {frozenset((a, b)): w for a, b, w in theirs(graph, names).edges(data="weight")}
            found = {frozenset((a, b)): w for a, b, w in project(two_mode, weighting).pairs()}
            assert found == pytest.approx(expected, abs=1e-12)


def test_southern_women_as_printed() -> None:
    """The reference note: 89 ties, 139 ties projected, Robins–Alexander .467764, five women's degrees.

    Its "Latapy average" .328486 is the clustering of Latapy's paper, not the redundancy, and not computed.
    """
    two_mode, _ = davis()
    assert len(two_mode.actor) == 89
    assert len(project_actors(two_mode, Weighting.COUNT).tail) == 139
    assert both.contribution_clustering(two_mode) == pytest.approx(0.467764, abs=6e-7)
    women = dict(zip(two_mode.actors, both.contribution_degree(two_mode), strict=True))
    named = ("Evelyn Jefferson", "Laura Mandeville", "Theresa Anderson", "Brenda Rogers", "Charlotte McDowd")
    assert [round(women[one], 4) for one in named] == [0.5714, 0.5, 0.5714, 0.5, 0.2857]
