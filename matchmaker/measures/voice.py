"""Being in the room is not being heard: a side's share of the seats against its share of the position.

The question is put to those who do not decide themselves: the elected are whom the others want to reach. The
network stays as it is; what chance would give is learnt by dealing the same seats to the sides at random
(a permutation of labels). Strength does not count; direction does not either, since a tie to an elected
member is a way to be heard whoever entered it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.kernel.several_tests import holm
from matchmaker.measures.brokerage import brokerage
from matchmaker.measures.drawn import Interval, checked_draws, monte_carlo_p, share_interval
from matchmaker.measures.position_sweep import sweep
from matchmaker.measures.spec import Asks, Cost, Level, Measure, Spec
from matchmaker.network.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network

STEPS: Final = 2
"""Ties to an elected member who counts as within reach: one's own, or by way of one other."""
ALPHA: Final = 0.05
LARGE: Final = (0.5, 2.0)
"""Half of what the seats say, or double, is a large difference (as for shares of a population)."""
_AT_ONCE = 1 << 21
"""Numbers dealt in one go."""


def deciders_direct(network: Network, deciders: np.ndarray) -> np.ndarray:
    """How many elected members each actor has a tie to, shape (n,)."""
    return deciders_met(network, deciders, 1)


def deciders_met(network: Network, deciders: np.ndarray, steps: int = STEPS) -> np.ndarray:
    """How many elected members each actor reaches within *steps* ties (≥ 1), not counting itself, shape (n,).

    0 for an actor without ties, and where nobody is elected.
    """
    return sweep(network.around, np.flatnonzero(deciders), steps).reached.astype(float)


def open_pairs(network: Network) -> np.ndarray:
    """How many pairs of others each actor alone stands between: two neighbours without a tie, shape (n,).

    The sum of the five roles of brokerage (Gould and Fernandez 1989), each pair counted once. It does not
    depend on which side anybody belongs to, so that sides can be dealt anew while it stands.
    """
    everybody = Parts(("alle",), np.zeros(len(network), dtype=np.int64))
    found: np.ndarray = brokerage(network.undirected(), everybody)[:, 0] / 2
    return found


@dataclass(frozen=True, slots=True)
class Voice:
    """One side's share of the seats against its share of one kind of position."""

    side: str
    position: str
    """Code of the kind of position."""
    seats: int
    """Actors of the side."""
    of: int
    """Actors of every known side who do not decide."""
    seat_share: float
    """Share of the seats, 0–1: also the share of the position that chance gives on average."""
    position_share: float
    """Share of the position, 0–1; nan where nobody has any."""
    chance: Interval
    """Nineteen of twenty random deals give the side a share between these."""
    p: float
    """Two-sided exact Monte Carlo p-value: how often chance gives a share as far from the seats' share."""
    p_interval: Interval
    """Where the p-value of all deals would lie, with confidence 0.95."""
    p_corrected: float
    """The p-value corrected for all sides and positions that were asked about together (Holm)."""
    draws: int

    @property
    def difference(self) -> float:
        """Share of the position less share of the seats, −1 … 1."""
        return self.position_share - self.seat_share

    @property
    def verdict(self) -> str:
        """One of the codes ``under``, ``over``, ``in_line``, ``too_few``.

        ``in_line`` is said only where what was seen is between half the seats' share and double, and all
        that chance gives is too: a large difference would have shown.
        """
        if np.isnan(self.p):
            return "too_few"
        if self.p_corrected < ALPHA:
            return "under" if self.difference < 0 else "over"
        low, high = (self.seat_share * times for times in LARGE)
        least, most = min(self.chance[0], self.position_share), max(self.chance[1], self.position_share)
        return "in_line" if low <= least and most <= high else "too_few"


def voices(
    network: Network, sides: Parts, deciders: np.ndarray, draws: int = 999, seed: int = 0,
    positions: Mapping[str, np.ndarray] | None = None,
) -> tuple[Voice, ...]:  # fmt: skip
    """Hold each side's share of the seats against its share of position, by position and side.

    Those of unknown side and the elected are left out of both shares; they stay in the network.

    Parameters
    ----------
    deciders
        Who is elected, a mask of shape (n,).
    draws
        Random deals per position.
    seed
        Decides the deals; they are made by id, so that the order of entry does not matter.
    positions
        Worth of each actor's position, shape (n,), ≥ 0, by code; the three of :func:`positions_of` where
        nothing is given. A worth must not depend on who belongs to which side.

    Returns
    -------
    tuple of Voice
        For each position each side that has an actor here, in the order of the sides.

    Raises
    ------
    InputError
        ``draws_out_of_range``.
    """
    checked_draws(draws)
    worths = positions_of(network, deciders) if positions is None else positions
    there = np.flatnonzero((sides.of >= 0) & ~np.asarray(deciders, dtype=bool))
    there = there[np.argsort(network.ids[there].to_numpy(), kind="stable")]
    found = [
        one for code, worth in worths.items() for one in _deal(sides, there, code, worth[there], draws, seed)
    ]
    corrected = holm([one.p for one in found])
    return tuple(replace(one, p_corrected=p) for one, p in zip(found, corrected, strict=True))


def positions_of(network: Network, deciders: np.ndarray) -> dict[str, np.ndarray]:
    """The three positions: reach to the elected, ties to them, and standing between others."""
    return {
        "reach": deciders_met(network, deciders),
        "direct": deciders_direct(network, deciders),
        "between": open_pairs(network),
    }


def _deal(
    sides: Parts, there: np.ndarray, code: str, worth: np.ndarray, draws: int, seed: int
) -> list[Voice]:
    part, total = sides.of[there], float(worth.sum())
    seats = np.bincount(part, minlength=len(sides.names))
    expected = seats / max(len(there), 1)
    members = (part == np.arange(len(sides.names))[:, None]).astype(float)
    if total <= 0:  # nobody has any of it: there is no share to speak of
        unsaid, some = (nan, nan), np.flatnonzero(seats)
        return [
            Voice(sides.names[at], code, int(seats[at]), len(there), float(expected[at]), nan, unsaid, nan,
                  unsaid, nan, 0)
            for at in some
        ]  # fmt: skip
    seen = members @ worth / total
    dealt = _dealt(members, worth, draws, seed, code) / total
    # sums in another order differ in the last digits: such a deal is as extreme as the one seen
    extreme = (np.abs(dealt - expected) >= np.abs(seen - expected) - 1e-12).sum(axis=0)
    low, high = np.quantile(dealt, [0.025, 0.975], axis=0)
    return [
        Voice(
            sides.names[at], code, int(seats[at]), len(there), float(expected[at]), float(seen[at]),
            (float(low[at]), float(high[at])), monte_carlo_p(int(extreme[at]), draws),
            share_interval(int(extreme[at]), draws), nan, draws,
        )
        for at in np.flatnonzero(seats)
    ]  # fmt: skip


def _dealt(members: np.ndarray, worth: np.ndarray, draws: int, seed: int, code: str) -> np.ndarray:
    """Worth that each side gets in each deal, shape (draws, sides)."""
    rng = generator(seed, "voice", code)
    step = max(1, _AT_ONCE // max(len(worth), 1))
    found = []
    for first in range(0, draws, step):
        deals = np.tile(worth, (min(step, draws - first), 1))
        found.append(rng.permuted(deals, axis=1) @ members.T)
    return np.concatenate(found)


def share_difference(sides: Parts, deciders: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Share of a position less share of the seats, per side, shape (sides,), −1 … 1.

    Among those of known side who do not decide; nan for a side without any, and where nobody has a position.
    """
    there = (sides.of >= 0) & ~np.asarray(deciders, dtype=bool)
    part, count = sides.of[there], len(sides.names)
    seats = np.bincount(part, minlength=count).astype(float)
    held, total = np.bincount(part, weights=worth[there], minlength=count), float(worth[there].sum())
    found = np.full(count, nan)
    if total > 0:
        some = seats > 0
        found[some] = held[some] / total - seats[some] / seats.sum()
    return found


def _measure(name: str, worth: Callable[[Case], np.ndarray], cost: Cost = Cost.LINEAR) -> Measure:
    source = "this project's own: share of the position less share of the seats, among those not elected"
    spec = Spec(name, Level.PART, -1, 1, source, cost=cost, asks=frozenset({Asks.SIDES, Asks.DECIDERS}))
    return Measure(spec, lambda case: share_difference(case.parts(), case.deciders(), worth(case)))


MEASURES: Final[tuple[Measure, ...]] = (
    _measure("voice_reach", lambda case: deciders_met(case.network, case.deciders()), Cost.WEDGES),
    _measure("voice_direct", lambda case: deciders_direct(case.network, case.deciders())),
    _measure("voice_between", lambda case: open_pairs(case.network), Cost.WEDGES),
)
