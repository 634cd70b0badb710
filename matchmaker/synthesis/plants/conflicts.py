"""Planted questions of habilitet: participants who are tied to a party of the same challenge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.model import vocabulary as v
from matchmaker.synthesis.cast import OFFICIALS
from matchmaker.synthesis.plan import need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.synthesis.challenges import InventedChallenge
    from matchmaker.synthesis.stock import Stock

CONFLICT_RELATIONS = (v.Relation.STYREVERV_I, v.Relation.LEDER, v.Relation.NAERSTAENDE)
"""The relations that are planted, taken in turn."""


@dataclass(frozen=True, slots=True)
class PlantedConflict:
    """A participant and a party, as positions in the cast."""

    challenge: int
    """Position of the challenge."""
    actor: int
    party: int
    relation: v.Relation


def plant_conflicts(
    count: int, challenges: Sequence[InventedChallenge], thin: int, stock: Stock
) -> tuple[PlantedConflict, ...]:
    """Take an official and a party for each, in challenge after challenge.

    The party is a business; of somebody who is *naerstaende* it is a resident, but not in the first
    *thin* challenges, whose residents are counted.

    Raises
    ------
    InputError
        ``plan_too_small`` when no challenge is left whose municipality has both.
    """
    need("challenges", int(count > 0), len(challenges))
    order = [*range(thin, len(challenges)), *range(thin)]
    planted: list[PlantedConflict] = []
    for number in range(count):
        turn = [order[(number + step) % len(order)] for step in range(len(order))]
        found = next(
            (place for place in turn if stock.count(challenges[place].municipality, OFFICIALS)
             and stock.count(challenges[place].municipality, _parties(number, place, thin))),
            None,
        )  # fmt: skip
        if found is None:
            need("conflicts", count, number)
            break
        town, parties = challenges[found].municipality, _parties(number, found, thin)
        actor = int(stock.take(1, "conflicts", town, OFFICIALS)[0])
        party = int(stock.take(1, "conflicts", town, parties)[0])
        planted.append(PlantedConflict(found, actor, party, _relation(number, found, thin)))
    return tuple(planted)


def _relation(number: int, challenge: int, thin: int) -> v.Relation:
    among = CONFLICT_RELATIONS if challenge >= thin else CONFLICT_RELATIONS[:2]
    return among[number % len(among)]


def _parties(number: int, challenge: int, thin: int) -> tuple[str, ...]:
    close = _relation(number, challenge, thin) is v.Relation.NAERSTAENDE
    return ("ildsjel", "innbygger") if close else ("naeringsliv", "sosial_entreprenor")
