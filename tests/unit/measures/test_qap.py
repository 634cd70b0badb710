"""QAP and MRQAP against all permutations of a few actors, counted with other code."""

from __future__ import annotations

from itertools import permutations
from math import isnan

import networkx as nx
import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.measures.qap import mrqap, qap, same_side, tie_matrix
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

N = 6
EVERY = [np.array(order) for order in permutations(range(N))]
DRAWS = 4000
NEAR = 0.03
"""Four standard errors of a share near one half with so many draws."""


def drawn(seed: int, symmetric: bool) -> np.ndarray:
    """A relation of six actors with weights from 0 to 3."""
    graph = nx.gnm_random_graph(N, 9, seed=seed, directed=not symmetric)
    found = nx.to_numpy_array(graph)
    places = np.arange(N)
    found *= 1 + (places[:, None] + places[None, :] + seed) % 3
    return found


def pairs_of(symmetric: bool) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = np.triu_indices(N, 1) if symmetric else np.nonzero(~np.eye(N, dtype=bool))
    return rows, columns


def every(statistic: list[float], seen: float) -> tuple[float, float]:
    """Shares of all permutations that are no greater, and no less."""
    values = np.array(statistic)
    return float((values <= seen + 1e-9).mean()), float((values >= seen - 1e-9).mean())


@pytest.mark.parametrize("symmetric", [True, False])
def test_qap_is_near_what_all_permutations_give(symmetric: bool) -> None:
    a, b = drawn(1, symmetric), drawn(2, symmetric)
    pairs = pairs_of(symmetric)
    r = [float(np.corrcoef(a[pairs], b[np.ix_(order, order)][pairs])[0, 1]) for order in EVERY]
    found = qap(a, b, seed=1, draws=DRAWS)
    less, more = every(r, r[0])
    assert found.r == pytest.approx(r[0])
    assert (found.p_less, found.p_more) == pytest.approx((less, more), abs=NEAR)
    assert found.p == min(1.0, 2 * min(found.p_less, found.p_more))
    assert found.mean == pytest.approx(np.mean(r), abs=0.02)
    assert found.sd == pytest.approx(np.std(r), abs=0.02)
    assert (found.actors, found.pairs) == (N, len(pairs[0]))


def t_of(y: np.ndarray, columns: list[np.ndarray]) -> tuple[np.ndarray, float]:
    """Coefficients, and t of the last one, by the textbook: (X'X)⁻¹ and the residual variance."""
    design = np.column_stack([np.ones(len(y)), *columns])
    inverse = np.linalg.inv(design.T @ design)
    beta = inverse @ design.T @ y
    left = y - design @ beta
    variance = left @ left / (len(y) - design.shape[1])
    return beta, float(beta[-1] / np.sqrt(variance * inverse[-1, -1]))


@pytest.mark.parametrize("symmetric", [True, False])
def test_mrqap_is_near_what_all_permutations_give(symmetric: bool) -> None:
    y, x, z = (drawn(seed, symmetric) for seed in (3, 4, 5))
    pairs = pairs_of(symmetric)
    found = mrqap(y, {"x": x, "z": z}, seed=2, draws=DRAWS)
    for term, own, other in ((found.terms[0], x, z), (found.terms[1], z, x)):
        beta, t = t_of(y[pairs], [other[pairs], own[pairs]])
        assert (term.coefficient, term.t) == pytest.approx((beta[-1], t))
        assert found.intercept == pytest.approx(beta[0])
        _, *others = t_of(own[pairs], [other[pairs]])[0]
        left = np.zeros((N, N))
        left[pairs] = own[pairs] - own[pairs].mean() - others[0] * (other[pairs] - other[pairs].mean())
        if symmetric:
            left += left.T
        ts = [t_of(y[pairs], [other[pairs], left[np.ix_(order, order)][pairs]])[1] for order in EVERY]
        assert ts[0] == pytest.approx(t)  # Frisch, Waugh and Lovell
        assert (term.p_less, term.p_more) == pytest.approx(every(ts, t), abs=NEAR)
        assert term.p == pytest.approx(np.mean(np.abs(ts) >= abs(t) - 1e-9), abs=NEAR)
    residual = y[pairs] - np.column_stack([np.ones(len(pairs[0])), x[pairs], z[pairs]]) @ [
        found.intercept, found.terms[0].coefficient, found.terms[1].coefficient]  # fmt: skip
    assert found.r_squared == pytest.approx(1 - residual @ residual / np.var(y[pairs]) / len(residual))


def test_ties_and_sides_of_the_karate_club() -> None:
    graph = nx.karate_club_graph()
    network = Network.from_networkx(graph)
    club = Parts.from_values([graph.nodes[node]["club"] for node in sorted(graph.nodes, key=str)])
    ties, same = tie_matrix(network), same_side(club)
    found = qap(ties, same, seed=1, draws=199)
    inside = sum(graph.nodes[a]["club"] == graph.nodes[b]["club"] for a, b in graph.edges)
    assert ties.sum() == 2 * 78
    assert (ties * same).sum() == 2 * inside
    assert found.p == 2 / 200  # no draw comes near
    assert found.r > 0.2
    one = mrqap(ties, {"same": same}, seed=1, draws=199)
    assert one.r_squared == pytest.approx(found.r**2)
    assert one.terms[0].p == 1 / 200


def test_a_relation_with_itself_and_with_its_opposite() -> None:
    a = drawn(1, symmetric=True)
    assert qap(a, a, draws=99).r == pytest.approx(1.0)
    assert qap(a, 3.0 - a, draws=99).r == pytest.approx(-1.0)


def test_those_of_unknown_side_are_left_out_with_all_their_pairs() -> None:
    ties = tie_matrix(Network.from_networkx(nx.krackhardt_kite_graph()))
    parts = Parts.from_values([*"aabbabba", None, None])
    found = qap(ties, same_side(parts), seed=3, draws=99)
    without = qap(ties[:8, :8], same_side(Parts.from_values("aabbabba")), seed=3, draws=99)
    assert found == without
    assert (found.actors, found.pairs) == (8, 28)


def test_direction_and_weights() -> None:
    network = Network.from_ties(list("abc"), [0, 1], [1, 2], np.array([2.0, 3.0]), directed=True)
    assert tie_matrix(network).tolist() == [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
    assert tie_matrix(network.undirected(), network.undirected().strength)[1].tolist() == [2, 0, 3]


def test_nothing_can_be_said_of_a_relation_that_is_the_same_for_all() -> None:
    a, same = drawn(1, symmetric=True), np.ones((N, N))
    assert isnan(qap(a, same, draws=9).r)
    assert isnan(qap(a, same, draws=9).p)
    found = mrqap(a, {"same": same, "itself": drawn(2, symmetric=True)}, draws=9)
    assert isnan(found.terms[0].p)
    assert not isnan(found.terms[1].p)
    assert isnan(mrqap(same, {"x": a}, draws=9).r_squared)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_hardly_anybody(n: int) -> None:
    found = qap(np.zeros((n, n)), np.zeros((n, n)), draws=9)
    assert isnan(found.r)
    assert all(isnan(term.p) for term in mrqap(np.zeros((n, n)), {"x": np.zeros((n, n))}, draws=9).terms)


def test_what_cannot_be_held_together() -> None:
    a = drawn(1, symmetric=True)
    with pytest.raises(InputError) as caught:
        qap(a, np.zeros((5, 5)))
    assert caught.value.code == "relations_differ"
    gaps = a.copy()
    gaps[0, 1] = np.nan
    with pytest.raises(InputError) as caught:
        mrqap(a, {"x": gaps})
    assert caught.value.code == "relations_with_gaps"
    with pytest.raises(InputError) as caught:
        qap(a, a, draws=0)
    assert caught.value.code == "draws_out_of_range"
