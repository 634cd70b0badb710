"""Who is in the room: the composition that findings are about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register


class Scope(StrEnum):
    """What a composition was taken from."""

    TEAM = "team"
    """Named seats, for a challenge."""
    TOOK_PART = "deltok"
    """Those whose involvement in the challenge is registered."""
    REGISTER = "register"
    """Everybody who could be asked."""


@dataclass(frozen=True)
class Composition:
    """Some of the actors of a Register, looked at together."""

    register: Register
    scope: Scope
    members: np.ndarray
    """Codes of the actors, ascending."""
    challenge: Challenge | None
    """The challenge it is for; ``None`` for a whole register."""

    def kinds(self) -> tuple[str, ...]:
        """Kind of each member, further roles not counted."""
        return tuple(self.register.actors["kind"].iloc[self.members].astype(str))

    def ids(self) -> tuple[str, ...]:
        """Actor id of each member."""
        return tuple(str(i) for i in self.register.ids[self.members])

    def areas(self) -> tuple[str, ...]:
        """Municipalities concerned: the challenge's, else those of the actors."""
        if self.challenge is not None and self.challenge.municipalities:
            return self.challenge.municipalities
        stated = self.register.actors["municipality"].dropna().astype(str)
        return tuple(sorted(set(stated)))


def of_team(register: Register, challenge: Challenge | None, team: Collection[str]) -> Composition:
    """A named team. Raises ``InputError`` (unknown_actor)."""
    codes = sorted({register.code(actor) for actor in team})
    return Composition(register, Scope.TEAM, np.array(codes, dtype=np.int64), challenge)


def of_challenge(register: Register, challenge: Challenge) -> Composition:
    """Those who took part in a challenge; if nobody is registered, those who could be asked."""
    frame = register.frame("involvements")
    mine = frame[frame["challenge"] == challenge.id]
    if mine.empty:
        return _area(register, challenge)
    codes = np.unique(mine["actor"].cat.codes.to_numpy()).astype(np.int64)
    return Composition(register, Scope.TOOK_PART, codes, challenge)


def of_register(register: Register) -> Composition:
    """Everybody in the register."""
    return Composition(register, Scope.REGISTER, np.arange(len(register)), None)


def _area(register: Register, challenge: Challenge) -> Composition:
    codes = np.flatnonzero(register.in_area(challenge.municipalities))
    return Composition(register, Scope.REGISTER, codes, challenge)


def asked_about(register: Register, challenge: str | None, team: Collection[str]) -> Composition:
    """A team, else those who took part in a challenge, else everybody in the register.

    Raises ``InputError`` (unknown_challenge, unknown_actor).
    """
    found = None if challenge is None else register.challenge(challenge)
    if team:
        return of_team(register, found, team)
    return of_register(register) if found is None else of_challenge(register, found)
