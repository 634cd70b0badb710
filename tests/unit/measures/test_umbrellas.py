from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from matchmaker.measures.umbrellas import silence, umbrella_silence
from matchmaker.network.network import Network
from matchmaker.services.workspace import FolderWorkspace


def found(*ties: tuple[int, int], members: tuple[tuple[int, int], ...]):
    """Six actors, of whom 0 and 1 speak for members."""
    network = Network.from_ties("abcdef", *np.array(ties, dtype=np.int64).reshape(-1, 2).T)
    pairs = np.array(members, dtype=np.int64).reshape(-1, 2)
    return silence(network, np.array([True, True] + [False] * 4), *pairs.T)


def test_members_who_know_only_each_other_and_the_organisation_are_silent() -> None:
    here = found((0, 2), (0, 3), (2, 3), (0, 5), members=((0, 2), (0, 3)))
    assert (here.heard, here.silent, here.unknown) == ((), ("a",), ("b",))
    assert (here.n, here.share, here.bounds) == (2, 1.0, (0.5, 1.0))


def test_one_member_with_a_tie_out_of_the_circle_is_enough() -> None:
    here = found((0, 2), (0, 3), (3, 5), (1, 4), members=((0, 2), (0, 3), (1, 4)))
    assert (here.heard, here.silent, here.unknown) == (("a",), ("b",), ())
    assert (here.share, here.bounds) == (0.5, (0.5, 0.5))


def test_membership_need_not_be_a_tie() -> None:
    assert found(members=((0, 2), (1, 3))).silent == ("a", "b")


def test_of_nobody_nothing_is_known() -> None:
    nobody = silence(
        Network.from_ties("a", np.array([]), np.array([])), np.array([False]), np.array([]), np.array([])
    )
    assert nobody.n == 0
    assert isnan(nobody.share)
    assert isnan(nobody.bounds[0])


@pytest.mark.parametrize("dataset", ["innherred", "samskapende_kommunen", "vennesla"])
def test_every_umbrella_of_a_register_is_sorted_once(bundled: FolderWorkspace, dataset: str) -> None:
    register = bundled.dataset(dataset).register
    umbrellas = {
        str(actor) for actor, kind in zip(register.ids, register.actors["kind"].astype(str), strict=True)
        if register.kinds[kind].umbrella
    }  # fmt: skip
    here = umbrella_silence(register)
    assert sorted([*here.heard, *here.silent, *here.unknown]) == sorted(umbrellas)
