from __future__ import annotations

from collections import Counter
from math import isnan

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import generator
from matchmaker.measures.case import Case
from matchmaker.measures.resilience import (
    MEASURES,
    busiest,
    damage,
    each_loss,
    elected_members,
    leaving,
    turnover,
)  # fmt: skip
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from matchmaker.network.two_mode import TwoMode
from matchmaker.services.workspace import FolderWorkspace

SIX = ("innbygger", "naeringsliv", "frivillig", "politiker", "administrasjon", "tjeneste")
C, N, F, P, A, T = SIX


def mask(n: int, *nodes: int) -> np.ndarray:
    return np.isin(np.arange(n), nodes)


def case(sides: list[str | None], ties: list[tuple[int, int]], *offers: tuple[int, int]) -> Case:
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    ids = pd.Index([f"a{one:02}" for one in range(len(sides))], dtype=object)
    given = np.array(offers, dtype=np.int64).reshape(-1, 2)
    two = TwoMode.from_pairs(ids, pd.Index(["lokale", "penger"], dtype=object), *given.T) if offers else None
    return Case(Network.from_ties(ids, *ends.T), Parts.from_values(sides, SIX), two)


TOWN = case(
    [C, C, P, N, F, P, T],
    [(0, 2), (1, 2), (2, 3), (1, 4), (5, 6), (6, 1)],
    (2, 0),
    (2, 1),
    (4, 1),
)
"""Citizens 0 and 1, elected 2 and 5, a firm 3 that knows 2 alone, a club 4, a service 6 between 5 and 1."""


def test_the_loss_of_one_elected_worked_by_hand() -> None:
    found = damage(TOWN, mask(7, 2))
    assert (found.connected.pairs, found.connected.before, found.connected.after) == (15, 15, 6)
    assert (found.citizens, found.cut_citizens) == (2, 1)
    assert found.cut_sides == (N,)
    assert found.lost_contributions == ("lokale",)


def test_when_all_the_elected_leave_nobody_has_a_way_to_one() -> None:
    found = turnover(TOWN)
    assert (found.seats, found.leaving, found.draws) == (2, 2, 1)
    assert found.kept.mean == 3 / 10
    assert (found.citizens.mean, found.cut_citizens.mean) == (2, 2)
    assert [(one.what, one.count, one.n) for one in found.cut_sides] == [(N, 1, 1)]
    assert [one.what for one in found.lost_contributions] == ["lokale"]


def test_half_of_two_leave_again_and_again() -> None:
    """2 leaves in about half of the draws; 5 costs a tie at the edge and nothing else."""
    found = turnover(TOWN, share=0.5, draws=400, seed=1)
    (firm,) = found.cut_sides
    assert (found.leaving, found.draws, firm.n) == (1, 400, 400)
    assert firm.interval[0] < 0.5 < firm.interval[1]
    share = firm.share
    assert found.kept.mean == pytest.approx(share * 6 / 15 + (1 - share))
    assert (found.kept.least, found.kept.most) == (6 / 15, 1.0)
    assert found.cut_citizens.mean == pytest.approx(share)


def test_without_sides_and_contributions_they_are_unknown() -> None:
    bare = Case(TOWN.network)
    found = damage(bare, mask(7, 2))
    assert (found.citizens, found.cut_citizens, found.cut_sides, found.lost_contributions) == (None,) * 4
    drawn = turnover(bare, mask(7, 2, 5))
    assert isnan(drawn.citizens.mean)
    assert (drawn.cut_sides, drawn.lost_contributions) == ((), ())
    with pytest.raises(InputError, match="measure_asks"):
        turnover(bare)


def test_shares_and_draws_that_cannot_be() -> None:
    with pytest.raises(InputError, match="share_out_of_range"):
        turnover(TOWN, share=1.2)
    with pytest.raises(InputError, match="draws_out_of_range"):
        turnover(TOWN, draws=0)


def test_every_set_is_drawn_equally_often_and_none_is_one_draw() -> None:
    drawn = Counter(
        tuple(np.flatnonzero(one).tolist())
        for one in leaving(TOWN.network, mask(7, 0, 2, 4, 6), 0.5, 3000, 2)
    )
    assert len(drawn) == 6
    assert all(400 < count < 600 for count in drawn.values())
    assert sum(1 for _ in leaving(TOWN.network, mask(7, 2, 5), 0.1, 50, 2)) == 1
    found = turnover(TOWN, mask(7), draws=50)
    assert (found.leaving, found.draws, found.kept.mean) == (0, 1, 1.0)


@pytest.mark.parametrize("seed", range(20))
def test_damage_as_networkx_has_it(seed: int) -> None:
    rng = generator(seed, "damage")
    n = int(rng.integers(2, 18))
    sides = [None if one == 6 else SIX[one] for one in rng.integers(0, 7, n).tolist()]
    made = case(sides, [(int(a), int(b)) for a, b in rng.integers(0, n, (n, 2))])
    gone = rng.random(n) < 0.3
    graph = nx.Graph(zip(made.network.tail.tolist(), made.network.head.tolist(), strict=True))
    graph.add_nodes_from(range(n))
    after = graph.subgraph([one for one in range(n) if not gone[one]])
    stay = list(after)
    found = damage(made, gone)
    joined = [(a, b) for a in stay for b in stay if a < b and nx.has_path(graph, a, b)]
    assert found.connected.before == len(joined)
    assert found.connected.after == sum(nx.has_path(after, a, b) for a, b in joined)
    elected = [one for one in range(n) if sides[one] == P]
    had = [a for a in stay if sides[a] == C and any(nx.has_path(graph, a, b) for b in elected)]
    cut = [a for a in had if not any(b in after and nx.has_path(after, a, b) for b in elected)]
    assert (found.citizens, found.cut_citizens) == (len(had), len(cut))

    def meets(where: nx.Graph, side: str) -> bool:
        return any(
            sides[a] == side and sides[b] not in (side, None) and nx.has_path(where, a, b)
            for a in stay for b in stay
        )  # fmt: skip

    assert found.cut_sides == tuple(one for one in SIX if meets(graph, one) and not meets(after, one))


def test_the_busiest_and_each_service() -> None:
    assert np.flatnonzero(busiest(TOWN.network, 2)).tolist() == [1, 2]
    assert busiest(TOWN.network, 99).all()
    assert not busiest(TOWN.network, 0).any()
    losses = each_loss(TOWN, TOWN.sides.mask(T, F))
    assert list(losses) == ["a04", "a06"]
    assert losses["a06"].connected.after == 10
    assert losses["a04"].connected.kept == 1.0


def test_measures() -> None:
    elected, hubs = MEASURES
    assert elected.of(TOWN) == 3 / 10
    assert hubs.of(TOWN) == 0.0
    for measure in MEASURES:
        assert isnan(measure.of(case([], [])))
        assert isnan(measure.of(case([C], [])))
    with pytest.raises(InputError, match="measure_asks"):
        elected.of(Case(TOWN.network))


def test_councils_and_committees_outlive_an_election(bundled: FolderWorkspace) -> None:
    register = bundled.dataset("innherred").register
    members = elected_members(register)
    elected = register.actors["sector"].astype(str) == "politiker"
    assert 0 < members.sum() < elected.sum()
    assert set(register.actors["kind"].astype(str)[members]) == {"politiker"}
    found = turnover(Case.from_register(register), members)
    assert (found.seats, found.draws) == (int(members.sum()), 1)
