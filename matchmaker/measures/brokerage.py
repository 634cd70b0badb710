"""Brokerage: who stands between two who have no tie, and on whose side (Gould and Fernandez 1989).

v is between a and b where there is a tie from a to v and one from v to b and none from a to b. Ordered pairs
count: without directions every pair counts both ways, so that out of and into a part are equal. Strength does
not count. The convention is that of R's ``sna``.

An actor of unknown side takes part in no pair: ties with it are left out, and its own roles are unsaid (nan).
"""

from __future__ import annotations

from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.brokerage_chance import (
    Chance,
    expected_and_sd,
    factors,
    of_an_actor,
    of_the_network,
)
from matchmaker.measures.brokerage_kernel import IN, OUT, open_pairs, ways
from matchmaker.measures.spec import UNSAID, Asks, Cost, Direction, Level, Measure, Spec

if TYPE_CHECKING:
    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts


class Role(StrEnum):
    """Whom a broker stands between, seen from the broker's own part."""

    COORDINATOR = "innen_egen"
    """All three of one part (w_I)."""
    ITINERANT = "innen_annen"
    """The two of one part, the broker of another (w_O)."""
    REPRESENTATIVE = "ut_av_egen"
    """From the broker's own part to another (b_IO)."""
    GATEKEEPER = "inn_i_egen"
    """From another part to the broker's own (b_OI)."""
    LIAISON = "mellom_andre"
    """All three of different parts (b_O)."""


ROLES: Final = tuple(Role)
"""The roles in the order of the columns."""


def brokerage(network: Network, parts: Parts) -> np.ndarray:
    """How many ordered pairs each actor stands between in each role, shape (n, 5), in the order of ROLES.

    0 for an actor without ties; nan for one of unknown side. Work grows as the ties and the triangles do.
    """
    around = network.around
    if network.directed:
        way = ways(around.starts, around.nodes, network.out.starts, network.out.nodes)
    else:
        way = np.full(len(around.nodes), IN | OUT, dtype=np.uint8)
    count = open_pairs(around.starts, around.nodes, way, parts.of, max(len(parts.names), 1)).astype(float)
    count[parts.of < 0] = UNSAID
    return count


def brokerage_z(
    network: Network, parts: Parts, chance: Chance = Chance.TIES, counts: np.ndarray | None = None
) -> np.ndarray:
    """How far each actor's counts are from what chance gives, in standard deviations, shape (n, 5).

    Chance keeps the parts' sizes and the density among actors of known side. nan where chance leaves nothing
    open: no tie or every tie there, a part too small for the role, an actor of unknown side.

    Parameters
    ----------
    network, parts
        The network and the part of each actor.
    chance
        What is drawn.
    counts
        What :func:`brokerage` gave, where it is known already.
    """
    counts = brokerage(network, parts) if counts is None else counts
    sizes, density = _sizes(parts), _density(network, parts)
    by = factors(chance, directed=network.directed)
    means, spreads = np.full((2, len(sizes) + 1, 5), UNSAID)  # the last row is that of the unknown
    for part in np.flatnonzero(sizes).tolist():
        for role, (moments, factor) in enumerate(zip(of_an_actor(sizes, part), by, strict=True)):
            means[part, role], spreads[part, role] = expected_and_sd(moments, density, factor)
    return _z(counts, means[parts.of], spreads[parts.of])


def network_brokerage_z(
    network: Network, parts: Parts, chance: Chance = Chance.TIES, counts: np.ndarray | None = None
) -> np.ndarray:
    """How far the sums over all actors are from what chance gives, in standard deviations, shape (5,).

    As :func:`brokerage_z` otherwise; nan also where the network is empty.
    """
    counts = brokerage(network, parts) if counts is None else counts
    sizes, density = _sizes(parts), _density(network, parts)
    moments = of_the_network(sizes, chance, directed=network.directed)
    by = factors(chance, directed=network.directed)
    found = [expected_and_sd(one, density, factor) for one, factor in zip(moments, by, strict=True)]
    means, spreads = np.array(found).T
    return _z(np.nansum(counts, axis=0), means, spreads)


def _sizes(parts: Parts) -> tuple[int, ...]:
    return tuple(parts.counts.tolist())


def _density(network: Network, parts: Parts) -> float:
    """Share of the possible ties among actors of known part that are there; nan below two such actors."""
    known = parts.of >= 0
    n = int(np.count_nonzero(known))
    ties = int(np.count_nonzero(known[network.tail] & known[network.head])) * (1 if network.directed else 2)
    return ties / (n * (n - 1)) if n > 1 else UNSAID


def _z(seen: np.ndarray, mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    found = np.full(seen.shape, UNSAID)
    np.divide(seen - mean, spread, out=found, where=spread > 0)
    return found


def _counts(case: Case) -> np.ndarray:
    return case.once("brokerage.counts", lambda: brokerage(case.network, case.parts()))


def _actors_z(case: Case) -> np.ndarray:
    """Of actors with ties: nothing registered about somebody is not fewer than expected."""

    def work() -> np.ndarray:
        found = brokerage_z(case.network, case.parts(), counts=_counts(case))
        found[case.network.isolates()] = UNSAID
        return found

    return case.once("brokerage.z", work)


def _network_z(case: Case) -> np.ndarray:
    return case.once(
        "brokerage.network_z", lambda: network_brokerage_z(case.network, case.parts(), counts=_counts(case))
    )


def _spec(name: str, level: Level, low: float, said: float, note: str) -> Spec:
    return Spec(
        name, level, low, inf, f"Gould & Fernandez 1989; {note}", direction=Direction.FOLLOWED,
        cost=Cost.WEDGES, asks=frozenset({Asks.SIDES}), single=said, isolate=said,
    )  # fmt: skip


_PAIRS, _CHANCE = "ordered pairs, as R's sna", "ties drawn with the density given, sizes of sides as they are"


def _of_role(role: Role) -> tuple[Measure, ...]:
    k, name = ROLES.index(role), role.name.lower()
    return (
        Measure(_spec(f"broker_{name}", Level.ACTOR, 0, 0, _PAIRS), lambda case: _counts(case)[:, k]),
        Measure(
            _spec(f"broker_{name}_z", Level.ACTOR, -inf, UNSAID, _CHANCE), lambda case: _actors_z(case)[:, k]
        ),
        Measure(
            _spec(f"network_{name}_z", Level.NETWORK, -inf, UNSAID, _CHANCE),
            lambda case: float(_network_z(case)[k]),
        ),
    )


MEASURES: Final[tuple[Measure, ...]] = tuple(measure for role in ROLES for measure in _of_role(role))
