from __future__ import annotations

from math import isnan

import networkx as nx
import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import generator
from matchmaker.measures.case import Case
from matchmaker.measures.dependence import MEASURES, connected_without, meetings, one_actor
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

BY_NAME = {one.spec.name: one for one in MEASURES}
SIX = ("innbygger", "naeringsliv", "frivillig", "politiker", "administrasjon", "tjeneste")


def case(sides: list[str | None], *ties: tuple[int, int]) -> Case:
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    network = Network.from_ties([f"a{one:02}" for one in range(len(sides))], *ends.T)
    return Case(network, Parts.from_values(sides, SIX))


STAR = case(
    ["innbygger", "innbygger", "politiker", "naeringsliv", "administrasjon"], (0, 4), (1, 4), (2, 4), (3, 4)
)
"""Two citizens, one elected and one business around the town hall."""
MESH = case(
    ["innbygger", "innbygger", "politiker", "naeringsliv", "administrasjon"],
    (0, 2), (1, 2), (1, 3), (2, 3), (2, 4),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "star", "mesh"),
    [
        ("town_hall_ways", 1.0, 0.0),
        ("kept_without_town_hall", 0.0, 1.0),
        ("direct_to_deciders", 0.0, 1.0),
        ("hangs_on_one", 1.0, 5 / 6),
    ],
)
def test_worked_by_hand(name: str, star: float, mesh: float) -> None:
    """Without the elected of the mesh only 1–3 of the six pairs of others have a way."""
    assert BY_NAME[name].of(STAR) == pytest.approx(star)
    assert BY_NAME[name].of(MESH) == pytest.approx(mesh)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.spec.name)
@pytest.mark.parametrize(
    "small", [case([]), case(["innbygger"]), case(["innbygger", "politiker"])], ids=["empty", "one", "two"]
)
def test_without_ties_nothing_can_be_said(measure, small: Case) -> None:
    assert isnan(measure.of(small))


def test_sides_that_nobody_stated_are_asked_for() -> None:
    bare = Case(STAR.network)
    for name in ("town_hall_ways", "kept_without_town_hall", "direct_to_deciders"):
        with pytest.raises(InputError, match="measure_asks"):
            BY_NAME[name].of(bare)
    assert BY_NAME["hangs_on_one"].of(bare) == 1.0


def test_pairs_of_those_who_stay() -> None:
    found = connected_without(STAR.network, STAR.town_hall())
    assert (found.pairs, found.before, found.after, found.kept) == (6, 6, 0, 0.0)
    two = case(["innbygger"] * 4 + ["tjeneste"], (0, 1), (1, 4), (2, 4))
    found = connected_without(two.network, two.town_hall())
    assert (found.pairs, found.before, found.after) == (6, 3, 1)


def test_direct_or_by_one_other() -> None:
    """0–3 is direct; 1–3 by way of 0 and 4 both; 2–3 is three ties away and not within reach."""
    made = case(
        ["innbygger", "innbygger", "innbygger", "politiker", "frivillig"],
        (0, 3), (0, 1), (1, 4), (3, 4), (1, 2),
    )  # fmt: skip
    found = meetings(made.network, made.citizens(), made.deciders())
    assert (found.pairs, found.direct, found.by_one, found.share) == (3, 1, 1, 0.5)


@pytest.mark.parametrize("seed", range(15))
def test_meetings_as_distances_have_it(seed: int) -> None:
    rng = generator(seed, "meetings")
    n = int(rng.integers(4, 20))
    made = case(
        [SIX[one] for one in rng.integers(0, 6, n).tolist()],
        *((int(a), int(b)) for a, b in rng.integers(0, n, (2 * n, 2))),
    )
    graph = nx.Graph(zip(made.network.tail.tolist(), made.network.head.tolist(), strict=True))
    graph.add_nodes_from(range(n))
    far = dict(nx.all_pairs_shortest_path_length(graph))
    lengths = [
        far[one].get(other)
        for one in np.flatnonzero(made.citizens()).tolist()
        for other in np.flatnonzero(made.deciders()).tolist()
    ]
    found = meetings(made.network, made.citizens(), made.deciders())
    assert (found.pairs, found.direct, found.by_one) == (len(lengths), lengths.count(1), lengths.count(2))


def test_whose_leaving_is_looked_at() -> None:
    """A chain of five: 4 of 6 pairs hang on the middle, 3 on its neighbours, none on the ends."""
    chain = case(["innbygger"] * 5, (0, 1), (1, 2), (2, 3), (3, 4)).network
    assert one_actor(chain) == 4 / 6
    assert one_actor(chain, np.array([True, True, False, False, False])) == 3 / 6
    assert one_actor(chain, np.array([True, False, False, False, True])) == 0.0
    assert isnan(one_actor(chain, np.zeros(5, dtype=bool)))
