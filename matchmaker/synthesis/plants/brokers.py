"""Planted brokers: actors that alone tie a part of the network to the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import vocabulary as v
from matchmaker.synthesis.cast import RESIDENTS, Cast
from matchmaker.synthesis.plan import BROKER_TIES, ISLAND, need

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.synthesis.stock import Stock

Tie = tuple[int, int, v.Relation]
"""Tail and head as positions, and the kind of tie."""
_BROKERS = ("frivillig", "fagperson", "ildsjel")
_CONTACTS = ("administrasjon", "helse_omsorg")


@dataclass(frozen=True)
class PlantedBroker:
    """A broker and its part, as positions in the cast."""

    actor: int
    part: np.ndarray


def plant_brokers(count: int, most_ties: int, stock: Stock) -> tuple[PlantedBroker, ...]:
    """Take a broker and a part of residents for each, where there are most residents left.

    Raises
    ------
    InputError
        ``plan_too_small`` when the plan has too few ties (*most_ties*), or too few residents,
        employees or organisations where there are most.
    """
    need("broker_ties", count * BROKER_TIES, most_ties)
    planted = []
    for _ in range(count):
        town = stock.fullest(RESIDENTS)
        part = np.sort(stock.take(ISLAND, "residents", town, RESIDENTS))
        broker = stock.take(1, "brokers", town, _BROKERS)
        planted.append(PlantedBroker(int(broker[0]), part))
    return tuple(planted)


def ties_of(planted: Sequence[PlantedBroker], cast: Cast) -> Iterator[Tie]:
    """Give the ties of the brokers: a ring on each part, two ties into it and two to the town hall."""
    for broker in planted:
        town = cast.municipality[broker.actor]
        part = broker.part.tolist()
        for here, there in zip(part, [*part[1:], part[0]], strict=True):
            yield here, there, v.Relation.KJENNER
        for one in part[:2]:
            yield one, broker.actor, v.Relation.KJENNER
        for kind in _CONTACTS:
            yield broker.actor, int(cast.body(kind)[town]), v.Relation.SAMARBEIDER
