"""Measures of who contributes what, by hand and where there is hardly anything."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.measures import two_mode as both
from matchmaker.measures.case import Case
from matchmaker.network.network import Network
from matchmaker.network.two_mode import TwoMode


def two_mode(actors: int, kinds: int, *pairs: tuple[int, int]) -> TwoMode:
    actor, event = np.array(pairs, dtype=int).reshape(-1, 2).T
    names = (pd.Index([f"{k}" for k in range(n)], dtype=object) for n in (actors, kinds))
    return TwoMode.from_pairs(*names, actor, event)


FEW = two_mode(4, 4, (0, 0), (0, 1), (1, 0), (1, 1), (1, 2))
"""Contributions 0 and 1 of both 0 and 1; 2 of 1 alone; 3 nobody's; 2 and 3 have none."""


def test_by_hand() -> None:
    assert both.contribution_density(FEW) == 5 / 16
    assert both.contribution_degree(FEW).tolist() == [0.5, 0.75, 0, 0]
    assert both.contribution_degree(both.turned(FEW)).tolist() == [0.5, 0.5, 0.25, 0]
    assert both.contribution_clustering(FEW) == 4 * 1 / 6  # ways: 1 + 1 of actor 0, 2 + 2 + 0 of actor 1
    np.testing.assert_array_equal(both.contribution_redundancy(FEW), [1, 1 / 3, np.nan, np.nan])
    assert both.single_carried(FEW).tolist() == [False, False, True, False]
    assert both.single_carrier_share(FEW) == 1 / 3
    assert both.carried_alone(FEW).tolist() == [0, 1, 0, 0]


def test_turning_twice_and_clustering_turned() -> None:
    again = both.turned(both.turned(FEW))
    np.testing.assert_array_equal(again.actor, FEW.actor)
    np.testing.assert_array_equal(again.event, FEW.event)
    assert both.contribution_clustering(both.turned(FEW)) == both.contribution_clustering(FEW)


@pytest.mark.parametrize("size", [(0, 0), (3, 0), (0, 2)])
def test_nothing_is_unsaid(size: tuple[int, int]) -> None:
    nothing = two_mode(*size)
    for of in (both.contribution_density, both.contribution_clustering, both.single_carrier_share):
        assert np.isnan(of(nothing))
    assert np.isnan(both.contribution_degree(nothing)).tolist() == [True] * size[0]
    assert np.isnan(both.contribution_redundancy(nothing)).tolist() == [True] * size[0]
    assert both.carried_alone(nothing).tolist() == [0] * size[0]


def test_contributions_are_asked_for() -> None:
    case = Case(Network.from_ties(["a"], np.array([], int), np.array([], int)))
    for measure in both.MEASURES:
        with pytest.raises(InputError, match="measure_asks"):
            measure.of(case)
