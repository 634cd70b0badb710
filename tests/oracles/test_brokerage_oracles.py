"""Gould and Fernandez' brokerage against R's sna, the reference note and every small network there is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from matchmaker.measures.brokerage import Chance, brokerage, brokerage_z, network_brokerage_z
from matchmaker.measures.brokerage_chance import expected_and_sd, factors, of_an_actor, of_the_network
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from matchmaker.services.workspace import FolderWorkspace
from tests.unit.measures.mixing_cases import FROZEN, by_loop, frozen, values

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("name", FROZEN)
def test_counts_as_sna_has_them(name: str) -> None:
    found = brokerage(*frozen(name))
    np.testing.assert_array_equal(found, values(name, "raw")[:-1])
    np.testing.assert_array_equal(found.sum(axis=0), values(name, "raw")[-1])


@pytest.mark.parametrize("name", FROZEN)
def test_standardised_as_sna_has_them(name: str) -> None:
    network, parts = frozen(name)
    theirs = values(name, "z")
    np.testing.assert_allclose(brokerage_z(network, parts, Chance.SNA), theirs[:-1], rtol=1e-9)
    np.testing.assert_allclose(network_brokerage_z(network, parts, Chance.SNA), theirs[-1], rtol=1e-9)


@pytest.mark.parametrize("name", [name for name in FROZEN if name.endswith("directed")])
def test_in_a_directed_network_an_actors_z_is_that_of_sna(name: str) -> None:
    network, parts = frozen(name)
    np.testing.assert_array_equal(brokerage_z(network, parts), brokerage_z(network, parts, Chance.SNA))


def test_the_kite_as_printed() -> None:
    """The reference note, section (d): totals and z of Krackhardt's kite in groups of 4, 3 and 3."""
    network, parts = frozen("kite")
    assert brokerage(network, parts).sum(axis=0).tolist() == [8, 2, 14, 14, 10]
    found = network_brokerage_z(network, parts, Chance.SNA)
    assert found.round(3).tolist() == [2.094, -2.190, -0.178, -0.178, -1.865]


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("name", ["innherred", "samskapende_kommunen", "vennesla"])
def test_the_documents_networks_as_a_plain_loop_counts_them(name: str, directed: bool) -> None:
    register = FolderWorkspace((DATA,)).dataset(name).register
    network, parts = Network.from_register(register, directed=directed), Parts.from_register(register)
    np.testing.assert_array_equal(brokerage(network, parts), by_loop(network, parts))


# -- chance, by every network there is -----------------------------------------------------------------


def every_network(n: int, *, directed: bool) -> list[Network]:
    """Every network of *n* actors."""
    pairs = np.array([(a, b) for a in range(n) for b in range(n) if (a != b if directed else a < b)])
    ids = [str(k) for k in range(n)]
    chosen = ((np.arange(1 << len(pairs))[:, None] >> np.arange(len(pairs))) & 1).astype(bool)
    return [Network.from_ties(ids, *pairs[row].T, directed=directed) for row in chosen]


SMALL = {True: every_network(4, directed=True), False: every_network(5, directed=False)}
DIVISIONS = {
    True: ["aaaa", "aaab", "aabb", "aabc", "abcd"],
    False: ["aaaaa", "aaaab", "aaabb", "aabbc", "aabcd", "abcde"],
}
CASES = [(directed, division) for directed, divisions in DIVISIONS.items() for division in divisions]


@pytest.mark.parametrize(("directed", "division"), CASES, ids=str)
def test_mean_and_spread_are_those_of_all_networks(directed: bool, division: str) -> None:
    """Every network weighed by its probability where each tie is there with probability 0.3."""
    parts = Parts.from_values(division)
    networks, slots = SMALL[directed], len(division) * (len(division) - 1) // (1 if directed else 2)
    counts = np.array([brokerage(network, parts) for network in networks])
    ties = np.array([len(network.tail) for network in networks])
    weight = 0.3**ties * 0.7 ** (slots - ties)
    assert weight.sum() == pytest.approx(1)
    sizes, by = tuple(parts.counts.tolist()), factors(Chance.TIES, directed=directed)
    every = [(counts.sum(axis=1), of_the_network(sizes, Chance.TIES, directed=directed))]
    every += [(counts[:, k], of_an_actor(sizes, int(parts.of[k]))) for k in range(len(division))]
    for seen, moments in every:
        mean = weight @ seen
        spread = np.sqrt(np.maximum(weight @ seen**2 - mean**2, 0))
        ours = [expected_and_sd(one, 0.3, factor) for one, factor in zip(moments, by, strict=True)]
        np.testing.assert_allclose(np.array(ours).T, [mean, spread], atol=1e-7)
