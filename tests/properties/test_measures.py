"""What no measure depends on: names, the order in which ties are told, and strength where it is ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.measures.case import Case
from matchmaker.measures.spec import Level, Weight
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from matchmaker.network.two_mode import TwoMode
from tests.unit.measures.every import KINDS, SECTORS, case, found, ids, values

if TYPE_CHECKING:
    from matchmaker.measures.spec import Measure

EXAMPLES = settings(max_examples=40, deadline=None)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Case, np.ndarray, np.ndarray]:
    """A small case, an order of its actors and one of its ties."""
    n = draw(st.integers(1, 9))
    node = st.integers(0, n - 1)
    ties = draw(st.lists(st.tuples(node, node, st.sampled_from([1.0, 2.0, 0.5])), max_size=20))
    tail, head, strength = np.array(ties, dtype=float).reshape(-1, 3).T
    network = Network.from_ties(ids(n), tail, head, strength, directed=draw(st.booleans()))
    of = np.array(draw(st.lists(st.integers(-1, len(SECTORS) - 1), min_size=n, max_size=n)))
    held = np.array(draw(st.lists(st.tuples(node, st.integers(0, KINDS - 1)), max_size=20)), dtype=int)
    place = np.array(draw(st.permutations(range(n))))
    order = np.array(draw(st.permutations(range(len(network.tail)))), dtype=int)
    return case(network, of, held.reshape(-1, 2)), place, order


def again(one: Case, place: np.ndarray, order: np.ndarray) -> Case:
    """The same with actor *k* at ``place[k]`` under another name, and the ties in another *order*."""
    tail, head, strength = (row[order] for row in (one.network.tail, one.network.head, one.network.strength))
    names = [f"z{k}" for k in range(len(place))]
    ends = (place[tail], place[head]) if one.network.directed else (place[head], place[tail])
    network = Network.from_ties(names, *ends, strength, directed=one.network.directed)
    held, of = one.two_mode(), np.empty_like(one.parts().of)
    of[place] = one.parts().of
    moved = TwoMode.from_pairs(network.ids, held.events, place[held.actor][::-1], held.event[::-1])
    return Case(network, Parts(SECTORS, of), moved, one.seed)


def differ(measure: Measure, one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape != other.shape or not np.allclose(one, other, rtol=1e-7, atol=1e-7, equal_nan=True)


@EXAMPLES
@given(cases())
def test_names_and_order_change_nothing(drawn: tuple[Case, np.ndarray, np.ndarray]) -> None:
    one, place, order = drawn
    other = again(one, place, order)
    wrong = []
    for name, measure in found().items():
        seen = values(measure, other)
        if measure.spec.level is Level.ACTOR:
            seen = seen[place]
        if differ(measure, values(measure, one), seen):
            wrong.append(name)
    assert wrong == []


@EXAMPLES
@given(cases())
def test_the_range_holds(drawn: tuple[Case, np.ndarray, np.ndarray]) -> None:
    wrong = []
    for name, measure in found().items():
        seen = values(measure, drawn[0])
        said = seen[~np.isnan(seen)]
        if not ((measure.spec.low <= said) & (said <= measure.spec.high)).all():
            wrong.append((name, said))
    assert wrong == []


@EXAMPLES
@given(cases())
def test_double_strength_changes_nothing_where_strength_is_ignored(
    drawn: tuple[Case, np.ndarray, np.ndarray],
) -> None:
    one = drawn[0]
    network = one.network
    doubled = Network.from_ties(
        network.ids, network.tail, network.head, 2 * network.strength, directed=network.directed
    )
    other = Case(doubled, one.parts(), one.two_mode(), one.seed)
    ignoring = {k: m for k, m in found().items() if m.spec.weight is Weight.IGNORED}
    assert len(ignoring) > 20
    wrong = [k for k, m in ignoring.items() if differ(m, values(m, one), values(m, other))]
    assert wrong == []
