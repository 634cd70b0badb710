"""What may be told of a stress test, and in what words: the public edition's protection in one place.

A value that rests on one to four private persons is not told in the public edition: of sides and of
contributions it is left out, and numbers of citizens below five read «færre enn 5» and take with them what
they follow from. Shares are told in whole per cent where persons are in the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.errors import Message
from matchmaker.model import vocabulary as v
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition
from matchmaker.services.stress_result import CitizensCut, Figure, InDraws, Kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.kernel.errors import Param
    from matchmaker.measures.drawn import Spread
    from matchmaker.measures.resilience import Chance, Damage, Turnover
    from matchmaker.model.register import Register

SMALLEST: Final = 5
"""The smallest number of private persons that is told in the public edition."""


def persons_of(register: Register) -> np.ndarray:
    """Who is a private person, a mask of shape (n,)."""
    found: np.ndarray = (register.actors["form"].astype(str) == v.Form.PERSON.value).to_numpy()
    return found


def few(register: Register, mask: np.ndarray, edition: Edition) -> bool:
    """Whether there are one to four private persons among some, and the edition does not tell that."""
    persons = int(np.count_nonzero(persons_of(register) & mask))
    return edition is Edition.PUBLIC and 0 < persons < SMALLEST


def number(value: float) -> float | None:
    """A number; nan, which cannot be said, is ``None``."""
    return None if isnan(value) else float(value)


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
        return self.edition is Edition.PUBLIC and bool(persons_of(self.register).any())

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
    def sides(self) -> frozenset[str]:
        """Sides of which anything may be told."""
        of = self.register.actors["sector"].astype(str).to_numpy()
        return frozenset(
            side.value for side in v.Sector if not few(self.register, of == side.value, self.edition)
        )

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
            self.citizens(_ends(had), _ends(cut), had, cut),
            tuple(_in_draws(one, labels.sector(one.what)) for one in self._sides_of(found.cut_sides)),
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
        sides = [side for side in found.cut_sides or () if side in self.sides]
        told = self.contributions
        return (
            self.citizens((had, had), (cut, cut), had, cut),
            tuple(labels.sector(side) for side in sides),
            tuple(
                labels.contribution(self.register, code)
                for code in found.lost_contributions or () if code in told
            ),
        )  # fmt: skip

    def citizens(
        self, had: tuple[float, float], cut: tuple[float, float], told: Spread | float, lost: Spread | float
    ) -> CitizensCut:
        """How many citizens lose every way to somebody elected, where it may be told.

        Parameters
        ----------
        had, cut
            Least and most over the draws.
        told, lost
            The same as they are told.
        """
        if isnan(had[1]) or had[1] == 0:
            return CitizensCut(None, None, Message("stress.no_citizens"))
        if self._persons_among_citizens:
            if had[0] < SMALLEST or 0 <= had[0] - cut[1] < SMALLEST:
                return CitizensCut(None, None, Message("stress.citizens_hidden"))
            if cut[0] < SMALLEST:
                code = "stress.citizens_few" if cut[1] < SMALLEST else "stress.citizens_hidden"
                return CitizensCut(None, None, Message(code))
        return CitizensCut(_figure(told), _figure(lost), None)

    @cached_property
    def _persons_among_citizens(self) -> bool:
        """Whether numbers of citizens must be protected."""
        side = self.register.actors["sector"].astype(str).to_numpy() == v.Sector.INNBYGGER.value
        return self.edition is Edition.PUBLIC and bool((persons_of(self.register) & side).any())

    def _sides_of(self, found: Iterable[Chance]) -> tuple[Chance, ...]:
        order = [side.value for side in v.Sector]
        return tuple(
            sorted((one for one in found if one.what in self.sides), key=lambda c: order.index(c.what))
        )


def _ends(spread: Spread) -> tuple[float, float]:
    return (spread.least, spread.most)


def _figure(value: Spread | float) -> Figure | None:
    return Figure(value, value, value, 1) if isinstance(value, float) else figure(value)


def _in_draws(one: Chance, label: Param) -> InDraws:
    low, high = one.interval
    return InDraws(one.what, label, one.count, one.n, one.share, low, high)
