"""Projections: weighting, order, isolates and the limit."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import generator
from matchmaker.network.projection import Weighting, project_actors, project_contributions
from matchmaker.network.two_mode import TwoMode


def two_mode(*held: str) -> TwoMode:
    """Actor *k* has the contributions of the *k*-th word, a letter each."""
    kinds = sorted(set("".join(held)))
    pairs = [(k, kinds.index(one)) for k, word in enumerate(held) for one in word]
    actor, event = np.array(pairs, dtype=int).reshape(-1, 2).T
    names = pd.Index([f"a{k}" for k in range(len(held))], dtype=object)
    return TwoMode.from_pairs(names, pd.Index(kinds, dtype=object), actor, event)


def test_by_hand() -> None:
    """x is a0's and a1's, y all three's, z a2's alone; a3 has nothing."""
    one = two_mode("xy", "xy", "yz", "")
    strengths = {
        Weighting.COUNT: [2, 1, 1], Weighting.NEWMAN: [1.5, 0.5, 0.5], Weighting.JACCARD: [1, 1 / 3, 1 / 3],
    }  # fmt: skip
    for weighting, expected in strengths.items():
        found = project_actors(one, weighting)
        assert list(zip(found.tail.tolist(), found.head.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]
        np.testing.assert_allclose(found.strength, expected)
        assert found.isolates().tolist() == [3]
    found = project_contributions(one, Weighting.COUNT)
    assert list(found.pairs()) == [("x", "y", 2.0), ("y", "z", 1.0)]


def test_newmans_strengths_sum_to_the_shared_things() -> None:
    rng = generator(2, "projection")
    one = TwoMode.from_pairs(
        pd.Index([str(k) for k in range(30)]), pd.Index([str(k) for k in range(12)]),
        rng.integers(0, 30, 120), rng.integers(0, 12, 120),
    )  # fmt: skip
    shared = np.bincount(one.actor, weights=one.of_event.counts[one.event] > 1, minlength=30)
    np.testing.assert_allclose(project_actors(one, Weighting.NEWMAN).around.sums, shared)


def test_order_changes_not_a_bit() -> None:
    rng = generator(3, "projection")
    actor, event = rng.integers(0, 20, 90), rng.integers(0, 15, 90)
    names, kinds = (pd.Index([f"{k:02}" for k in range(n)]) for n in (20, 15))
    place, order = rng.permutation(15), rng.permutation(90)
    for weighting in Weighting:
        once = project_actors(TwoMode.from_pairs(names, kinds, actor, event), weighting)
        other = project_actors(TwoMode.from_pairs(names, kinds, actor[order], place[event][order]), weighting)
        np.testing.assert_array_equal(once.strength, other.strength)
        np.testing.assert_array_equal(once.tail, other.tail)


def test_nobody_and_nothing() -> None:
    for one in (two_mode(), two_mode("", ""), two_mode("x")):
        for weighting in Weighting:
            assert len(project_actors(one, weighting).tail) == 0
            assert len(project_contributions(one, weighting)) == len(one.events)


def test_too_many_pairs_are_refused_before_anything_is_built() -> None:
    one = two_mode(*["x"] * 100)
    assert len(project_actors(one, Weighting.COUNT, most_pairs=4950).tail) == 4950
    with pytest.raises(InputError) as refused:
        project_actors(one, Weighting.COUNT, most_pairs=4949)
    assert refused.value.code == "projection_too_large"
    assert dict(refused.value.params) == {"pairs": 4950, "most": 4949}
    assert refused.value.hint is not None
