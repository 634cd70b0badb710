"""What every measure of position keeps to: its spec, other names and orders, and what it says of nobody."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.measures import (
    position_degree,
    position_eigen,
    position_holes,
    position_paths,
    position_reach,
)
from matchmaker.measures.case import Case
from matchmaker.measures.position_eigen import eigenvector, pagerank
from matchmaker.measures.position_holes import constraint, effective_size
from matchmaker.measures.position_paths import betweenness, closeness
from matchmaker.measures.position_reach import deciders_within, steps_to_decider
from matchmaker.measures.position_sweep import sweep
from matchmaker.measures.spec import Asks, Direction, Measure, Weight
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from tests.unit.measures.position_cases import EVERY, drawn, network, renamed

MODULES = (position_degree, position_paths, position_eigen, position_holes, position_reach)
MEASURES = tuple(measure for module in MODULES for measure in module.MEASURES)
every_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.spec.name)


def of(measure: Measure, one: Network, deciders: np.ndarray | None = None) -> np.ndarray:
    sides = np.arange(len(one)) % 3 == 1 if deciders is None else deciders
    found = measure.of(Case(one, Parts(("innbygger", "politiker"), sides.astype(np.int64))))
    assert found.shape == (len(one),)
    assert found.dtype == np.float64
    return found


@every_measure
@pytest.mark.parametrize("name", EVERY)
def test_values_are_within_the_spec(measure: Measure, name: str) -> None:
    one = network(name)
    found = of(measure, one)
    said = found[~np.isnan(found)]
    assert (said >= measure.spec.low).all()
    assert (said <= measure.spec.high + 1e-12).all()
    unsaid = np.isnan(found)
    alone = one.degree == 0
    if measure.spec.name == "steps_to_decider":
        assert not unsaid[(np.arange(len(one)) % 3 == 1)].any()
    elif len(one) > 1 and not (measure.spec.asks and len(one) < 5):
        assert (unsaid == (alone & np.isnan(measure.spec.isolate))).all()


@every_measure
def test_an_isolate_and_somebody_alone(measure: Measure) -> None:
    isolate = Network.from_networkx(nx.Graph([("a", "b"), ("b", "c"), ("d", "e")]))
    isolate = Network.from_ties([*isolate.ids, "f"], isolate.tail, isolate.head)
    deciders = np.array([1, 0, 0, 1, 0, 0])
    np.testing.assert_equal(of(measure, isolate, deciders)[5], measure.spec.isolate)
    np.testing.assert_equal(of(measure, network("single"), np.zeros(1))[0], measure.spec.single)


@every_measure
@pytest.mark.parametrize(
    "name", ["karate", "loose", "loose-directed", "dense-directed", "innherred-directed"]
)
def test_names_and_order_do_not_matter(measure: Measure, name: str) -> None:
    one = network(name)
    other, place = renamed(one, 3)
    deciders = np.arange(len(one)) % 3 == 1
    moved = np.zeros(len(one), dtype=bool)
    moved[place] = deciders
    np.testing.assert_allclose(of(measure, other, moved)[place], of(measure, one, deciders), atol=1e-9)


@every_measure
def test_the_spec_says_what_strength_and_direction_mean(measure: Measure) -> None:
    one = network("dense-directed")
    plain = Network.from_ties(one.ids, one.tail, one.head, directed=True)
    counts = not np.allclose(of(measure, one), of(measure, plain), equal_nan=True)
    assert counts == (measure.spec.weight is not Weight.IGNORED)
    follows = not np.allclose(of(measure, one), of(measure, one.undirected()), equal_nan=True)
    assert follows == (measure.spec.direction is Direction.FOLLOWED)


@every_measure
def test_the_same_tie_twice_is_one_of_both_strengths(measure: Measure) -> None:
    one = network("loose")
    half = one.strength / 2
    twice = Network.from_ties(
        one.ids, np.r_[one.tail, one.head], np.r_[one.head, one.tail], np.r_[half, half]
    )
    np.testing.assert_array_equal(of(measure, twice), of(measure, one))


@every_measure
def test_who_decides_must_be_known_where_it_is_asked(measure: Measure) -> None:
    case = Case(network("kite"))
    if Asks.DECIDERS in measure.spec.asks:
        with pytest.raises(InputError, match="measure_asks"):
            measure.of(case)
    else:
        assert len(measure.of(case)) == 10


def test_a_sweep_of_more_sources_than_go_together() -> None:
    """300 actors are two rounds of 256; the second must not remember the first."""
    one = drawn(5, 300, 420, directed=True)
    lengths = dict(nx.all_pairs_shortest_path_length(one.to_networkx()))
    found = sweep(one.out)
    for node, name in enumerate(one.ids):
        ways = [lengths[other][name] for other in one.ids if name in lengths[other] and other != name]
        assert found.reached[node] == len(ways)
        assert found.steps[node] == sum(ways)
        assert found.nearness[node] == pytest.approx(sum(1 / way for way in ways))


def test_a_sweep_that_stops_leaves_nothing_for_the_next() -> None:
    one = drawn(6, 600, 1500)
    near = nx.Graph(one.to_networkx())
    for node in (0, 299, 599):
        around = nx.single_source_shortest_path_length(near, one.ids[node], cutoff=2)
        assert sweep(one.out, steps=2).reached[node] == len(around) - 1


@pytest.mark.parametrize("directed", [False, True])
def test_reach_by_networkx(directed: bool) -> None:
    one = drawn(7, 60, 70, directed=directed)
    graph = one.to_networkx()
    deciders = np.zeros(60, dtype=bool)
    deciders[[3, 17, 40, 41]] = True
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    chosen = one.ids[deciders]
    within, fewest = deciders_within(one, deciders), steps_to_decider(one, deciders)
    for node, name in enumerate(one.ids):
        others = [decider for decider in chosen if decider != name]
        assert within[node] == sum(lengths[name].get(decider, 9) <= 2 for decider in others) / len(others)
        ways = [lengths[name][decider] for decider in chosen if decider in lengths[name]]
        np.testing.assert_equal(fewest[node], min(ways) if ways else np.nan)


def test_reach_where_nobody_decides_or_only_one() -> None:
    one = network("kite")
    nobody = np.zeros(10, dtype=bool)
    assert np.isnan(deciders_within(one, nobody)).all()
    assert np.isnan(steps_to_decider(one, nobody)).all()
    nobody[9] = True
    within = deciders_within(one, nobody, 3)
    assert np.isnan(within[9])
    assert within[:9].tolist() == [0, 0, 0, 0, 0, 1, 1, 1, 1]
    assert steps_to_decider(one, nobody).tolist() == [4, 4, 4, 4, 4, 3, 3, 2, 1, 0]


def test_somebody_merely_registered_changes_no_ones_pagerank() -> None:
    one = network("loose-directed")
    more = Network.from_ties([*one.ids, "z1", "z2"], one.tail, one.head, one.strength, directed=True)
    np.testing.assert_allclose(pagerank(more)[:40], pagerank(one), atol=1e-12)
    assert pagerank(one).sum() == pytest.approx(1)


def test_equal_components_share_the_eigenvector_and_weaker_ones_have_none() -> None:
    assert eigenvector(network("two-circles")) == pytest.approx(np.ones(8))
    uneven = Network.from_networkx(nx.disjoint_union(nx.complete_graph(4), nx.path_graph(3)))
    assert eigenvector(uneven).tolist() == pytest.approx([1, 1, 1, 1, 0, 0, 0])


def test_the_eigenvector_of_a_long_chain_in_closed_form() -> None:
    """Eigenvalues lie closer than steps can part: sin(πk / (n + 1))."""
    n = 2_000
    one = Network.from_ties([f"{k:04}" for k in range(n)], np.arange(n - 1), np.arange(1, n))
    closed = np.sin(np.pi * np.arange(1, n + 1) / (n + 1))
    np.testing.assert_allclose(eigenvector(one), closed / closed.max(), atol=1e-9)


def test_holes_by_hand() -> None:
    star, circle = Network.from_networkx(nx.star_graph(3)), Network.from_networkx(nx.cycle_graph(3))
    assert constraint(star).tolist() == pytest.approx([1 / 3, 1, 1, 1])
    assert effective_size(star).tolist() == [3, 1, 1, 1]
    assert constraint(circle) == pytest.approx([1.125] * 3)
    assert effective_size(circle) == pytest.approx([1.0] * 3)


def test_constraint_comes_near_two_and_no_nearer() -> None:
    """The two others' own tie is all but all they have: (½ + ½)² twice."""
    strong = Network.from_ties(["a", "b", "c"], [0, 0, 1], [1, 2, 2], np.array([1.0, 1.0, 1e6]))
    assert 1.99 < constraint(strong)[0] <= 2


def test_the_middle_of_a_star_lies_on_every_way() -> None:
    star = Network.from_networkx(nx.star_graph(5))
    assert betweenness(star).tolist() == [1, 0, 0, 0, 0, 0]
    assert closeness(star) == pytest.approx([1, *[5 / 9] * 5])
    assert betweenness(network("pair")).tolist() == [0, 0]
