"""What may be told of a stress test, and in what words: the public edition's protection in one place.

In the public edition no private person is in the network but the elected, five or more of them (see
``network_told``). A contribution that one to four of these have is left out, and shares are told in whole
per cent where they are in the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Message
from matchmaker.model import vocabulary as v
from matchmaker.representation.protection import SMALLEST
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition
from matchmaker.services.stress_result import CitizensCut, Figure, InDraws, Kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.kernel.errors import Param
    from matchmaker.measures.drawn import Spread
    from matchmaker.measures.resilience import Chance, Damage, Turnover
    from matchmaker.model.register import Register


def few(register: Register, mask: np.ndarray, edition: Edition) -> bool:
    """Whether there are one to four private persons among some, and the edition does not tell that."""
    persons = int(np.count_nonzero(register.persons & mask))
    return edition is Edition.PUBLIC and 0 < persons < SMALLEST


def figure(spread: Spread) -> Figure | None:
    """A number over the draws; ``None`` where it could be said in no draw."""
    return Figure(spread.mean, spread.low, spread.high, spread.n) if spread.n else None


@dataclass(frozen=True)
class Telling:
    """What an edition tells of one register."""

    register: Register
    edition: Edition

    @cached_property
    def guarded(self) -> bool:
        """Whether how many private persons are in the network must not be found from what is told."""
        return self.edition is Edition.PUBLIC and bool(self.register.persons.any())

    def share(self, value: float) -> float | None:
        """A share, 0–1, or ``None`` for nan.

        With private persons in the network the public edition tells whole per cent, since the number of
        pairs follows from an exact share; all and nobody are told only where it is all and nobody.
        """
        if isnan(value):
            return None
        if not self.guarded or value in (0.0, 1.0):
            return float(value)
        return min(max(round(value, 2), 0.01), 0.99)

    def shares(self, spread: Spread) -> Figure | None:
        """A share over the draws, as :meth:`share` tells it."""
        mean, low, high = (self.share(one) for one in (spread.mean, spread.low, spread.high))
        if mean is None or low is None or high is None:
            return None
        return Figure(mean, low, high, spread.n)

    @cached_property
    def contributions(self) -> frozenset[str]:
        """Contributions of which it may be told that nobody else has them."""
        frame = self.register.frame("contributions")
        codes, holders = frame["contribution"].astype(str), frame["actor"].astype(str)
        ids = self.register.actors["id"].astype(str)
        return frozenset(
            code for code in sorted(set(codes))
            if not few(self.register, ids.isin(set(holders[codes == code])).to_numpy(), self.edition)
        )  # fmt: skip

    def kept(self, found: Turnover) -> Kept:
        """What is lost over draws of who leaves, as it may be told."""
        pairs = self.shares(found.kept)
        nobody = found.leaving == len(self.register)
        said = Message("stress.nobody_left") if nobody else Message("stress.no_ways")
        register, had, cut = self.register, found.citizens, found.cut_citizens
        return Kept(
            found.leaving, found.draws, pairs, said if pairs is None else None,
            _citizens(had.most, had, cut),
            tuple(_in_draws(one, labels.sector(one.what)) for one in _in_order(found.cut_sides)),
            tuple(
                _in_draws(one, labels.contribution(register, one.what))
                for one in found.lost_contributions if one.what in self.contributions
            ),
        )  # fmt: skip

    def damage(self, found: Damage) -> tuple[CitizensCut, tuple[Message, ...], tuple[Param, ...]]:
        """What one loss costs: citizens cut off, sides cut off, contributions that go."""
        had, cut = (
            float("nan") if one is None else float(one) for one in (found.citizens, found.cut_citizens)
        )
        told = self.contributions
        return (
            _citizens(had, had, cut),
            tuple(labels.sector(side) for side in found.cut_sides or ()),
            tuple(
                labels.contribution(self.register, code)
                for code in found.lost_contributions or () if code in told
            ),
        )  # fmt: skip


def _citizens(most: float, told: Spread | float, lost: Spread | float) -> CitizensCut:
    """How many citizens lose every way to somebody elected, *most* of them having one to lose."""
    if isnan(most) or most == 0:
        return CitizensCut(None, None, Message("stress.no_citizens"))
    return CitizensCut(_figure(told), _figure(lost), None)


def _in_order(found: Iterable[Chance]) -> tuple[Chance, ...]:
    order = [side.value for side in v.Sector]
    return tuple(sorted(found, key=lambda one: order.index(one.what)))


def _figure(value: Spread | float) -> Figure | None:
    return Figure(value, value, value, 1) if isinstance(value, float) else figure(value)


def _in_draws(one: Chance, label: Param) -> InDraws:
    low, high = one.interval
    return InDraws(one.what, label, one.count, one.n, one.share, low, high)
