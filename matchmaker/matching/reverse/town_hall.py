"""Find the right seat in the town hall: who in a municipality has what a local community asks for.

The municipality goes out instead of inviting in (Bolystteam): the community says what it needs, and those of
the municipality's own sides who have it come, by fit and then by who has room.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.reverse.load import loads
from matchmaker.model.records import Need
from matchmaker.needs.fit import fits
from matchmaker.rules.usual_needs import When, usual_needs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.model.register import Register
    from matchmaker.needs.fit import Offer

TOWN_HALL = ("administrasjon", "tjeneste", "politiker")
"""The municipality's own sides."""


@dataclass(frozen=True, slots=True)
class Suited:
    """Somebody in the municipality who has what is asked for."""

    actor: str
    fit: int
    """Whole hundredths, 1–100."""
    offer: Offer
    """What it rests on."""
    load: float | None
    """Hours given as a share of capacity; ``None`` is unknown."""
    challenges: int
    """In how many challenges the actor is registered."""
    also: tuple[str, ...]
    """What else of what is asked for the actor has, in the order asked for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Who has one of the contributions asked for."""

    contribution: str
    suited: tuple[Suited, ...]
    """The first is suggested, the others are alternates; empty when nobody has it."""
    others: int
    """How many more have it."""


def of_theme(theme: str) -> tuple[str, ...]:
    """What is usually needed where a theme is at stake, most important first; nothing for an unknown theme.

    By the rows of :mod:`matchmaker.rules.usual_needs` that a theme decides.
    """
    best: dict[str, int] = {}
    for row in usual_needs():
        if row.when is When.THEME and row.means(theme):
            best[row.contribution] = max(row.importance, best.get(row.contribution, 0))
    return tuple(sorted(best, key=lambda what: (-best[what], what)))


def reply_from(
    register: Register, municipality: str, wanted: Sequence[str], *, most: int = 3
) -> tuple[Reply, ...]:
    """Who has each contribution *wanted*, in the order asked for, at most *most* each.

    By fit; then those who are known to have room, by the share of it that is given; then those whose load
    is not known; then those who are known to be full; then by the number of challenges; then those who answer
    more of what is asked for; then by id. Nobody who is reserved is suggested, and nobody from another
    municipality or above them all.
    """
    everyone = fits(register, [Need(code, 1, 2, None, None) for code in wanted])
    actors = register.actors
    here = (
        actors["sector"].isin(TOWN_HALL)
        & ~actors["reserved"]
        & (actors["municipality"] == municipality).fillna(value=False)
    ).to_numpy(dtype=bool)
    load = loads(register)
    share = load.share
    table = np.round(100 * everyone.matrix).astype(np.int64)
    answers = (table > 0).sum(axis=1)
    replies = []
    for column, contribution in enumerate(wanted):
        hundredths = table[:, column]
        able = np.flatnonzero(here & (hundredths > 0))
        ranked = sorted(
            (-int(hundredths[i]), *_room(float(share[i])), int(load.challenges[i]), -int(answers[i]), i)
            for i in able.tolist()
        )
        suited = tuple(
            Suited(
                str(register.ids[i]),
                int(hundredths[i]),
                everyone.offers[i, column],
                None if math.isnan(share[i]) else float(share[i]),
                int(load.challenges[i]),
                tuple(what for other, what in enumerate(wanted) if other != column and table[i, other] > 0),
            )
            for *_, i in ranked[:most]
        )
        replies.append(Reply(contribution, suited, len(able) - len(suited)))
    return tuple(replies)


def _room(share: float) -> tuple[int, float]:
    """Known room first, by how much is given; then unknown; then known to be full."""
    if math.isnan(share):
        return (1, 0.0)
    return (0, share) if share < 1.0 else (2, share)
