"""Every need of every challenge in a Register, and how far those who take part cover it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model.records import Need
from matchmaker.needs.drafting import draft_needs
from matchmaker.needs.fit import fits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Message
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.needs.fit import Fits


WELL = 50
"""Whole hundredths of fit from which somebody counts as a coverer: what the actor has stated, at any grade;
what is only assumed, when it is a particular strength."""


class Basis(StrEnum):
    """Why a challenge is thought to need something."""

    STATED = "behov"
    """The challenge states it."""
    DRAFTED = "utkast"
    """It states no need at all; challenges like it usually have one (:mod:`matchmaker.needs.drafting`)."""
    GROUP = "gruppe"
    """Nothing is needed that fits, but it concerns a group that the actor belongs to or works for."""


class State(StrEnum):
    """How far those who take part cover a need (:data:`WELL`)."""

    UNCOVERED = "udekket"
    TOO_FEW = "for_faa"
    COVERED = "dekket"


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """One need of one challenge."""

    challenge: str
    contribution: str
    count: int
    """How many coverers are asked for."""
    importance: int
    """1–3."""
    basis: Basis
    reasons: tuple[Message, ...]
    """What in the challenge speaks for a drafted need; none for a stated one."""
    present: tuple[int, ...]
    """Fits of those who take part and have something of it, whole hundredths, best first."""
    taking_part: int
    """How many are registered as taking part at all; 0 means that nobody is registered yet."""

    @property
    def well(self) -> int:
        """How many of those who take part cover it well."""
        return sum(fit >= WELL for fit in self.present)

    @property
    def state(self) -> State:
        """Nobody has anything of it, fewer cover it well than asked for, or enough do."""
        if not self.present:
            return State.UNCOVERED
        return State.TOO_FEW if self.well < self.count else State.COVERED


@dataclass(frozen=True)
class Landscape:
    """The challenges of a Register with their needs."""

    challenges: Mapping[str, Challenge]
    """By id, ascending."""
    needs: tuple[OpenNeed, ...]
    """By challenge, most important first."""
    taking_part: Mapping[str, np.ndarray]
    """Challenge → codes of those who take part, ascending."""
    fits: Fits
    """Fit of every actor to every contribution type that is needed."""
    column: Mapping[str, int]
    """Contribution type → its column in ``fits``."""


def landscape(register: Register) -> Landscape:
    """Look at every challenge. No challenge gives a landscape without needs.

    For a challenge that states no need at all a draft is made from its themes, levels, phase and affected
    groups. Nobody has stated it, so it counts with importance 1 whatever the draft says.
    """
    ids = sorted(register.frame("challenges")["id"].astype(str))
    challenges = {challenge: register.challenge(challenge) for challenge in ids}
    needed = {challenge.id: needs_of(register, challenge) for challenge in challenges.values()}
    wanted = sorted({need.contribution for some in needed.values() for need, _, _ in some})
    frame = register.frame("involvements")
    actors = frame["actor"].cat.codes.to_numpy()
    where = frame["challenge"].astype(str).to_numpy()
    taking_part = {challenge: np.unique(actors[where == challenge]) for challenge in ids}
    everyone = fits(register, [Need(code, 1, 2, None, None) for code in wanted])
    column = {code: position for position, code in enumerate(wanted)}
    needs = []
    for challenge, some in needed.items():
        codes = taking_part[challenge]
        for need, basis, reasons in some:
            found = np.round(100 * everyone.matrix[codes, column[need.contribution]]).astype(int)
            present = tuple(sorted((int(fit) for fit in found if fit > 0), reverse=True))
            needs.append(
                OpenNeed(
                    challenge, need.contribution, need.count, need.importance, basis, reasons, present,
                    len(codes),
                )
            )  # fmt: skip
    return Landscape(challenges, tuple(needs), taking_part, everyone, column)


def needs_of(register: Register, challenge: Challenge) -> list[tuple[Need, Basis, tuple[Message, ...]]]:
    """The needs that a challenge states, or else those drafted for it, at importance 1 and with reasons."""
    if challenge.needs:
        return [(need, Basis.STATED, ()) for need in challenge.needs]
    return [
        (Need(item.contribution, item.count, 1, None, None), Basis.DRAFTED, item.reasons)
        for item in draft_needs(challenge, register.contribution_parents)
    ]
