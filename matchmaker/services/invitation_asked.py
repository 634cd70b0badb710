"""What each seat is asked to bring, as an invitation says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.model.records import Need
from matchmaker.needs.drafting import draft_needs
from matchmaker.needs.fit import COARSER, fits, kinship
from matchmaker.services import labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Param
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register

MOST_ASKED = 3
"""So many contributions are named in a letter; more would ask for everything."""


def asked_of(
    register: Register,
    challenge: Challenge,
    invited: Mapping[str, str],
    stated: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[Param, ...]]:
    """What each seat is asked to bring: what it was suggested for, as far as whoever is invited has it.

    Where nothing of that fits, or the seat was put in by hand, it is what the challenge needs that fits, the
    most important first. Somebody who fits a need only through something wider is asked for that.

    Parameters
    ----------
    register
        The dataset.
    challenge
        Its needs, or those drafted for it, are what is asked for.
    invited
        Seat → the id of whoever is invited to it.
    stated
        Seat → the contributions that it was suggested for; a seat may be absent. What the dataset no longer
        knows is passed over.

    Returns
    -------
    dict
        Seat → at most :data:`MOST_ASKED` contributions in words; none where nothing fits.
    """
    parents = register.contribution_parents
    needed = _needed(register, challenge)
    codes = [what for what in dict.fromkeys((*needed, *(w for some in stated.values() for w in some)))
             if what in parents]  # fmt: skip
    known = fits(register, [Need(what, 1, 1, None, None) for what in codes])

    def brought(actor: str, what: str) -> str | None:
        """What somebody would bring to a need: the need itself, or the wider thing they have."""
        offer = known.offers.get((register.code(actor), codes.index(what)))
        if offer is None:
            return None
        return offer.contribution if kinship(offer.contribution, what, parents) == COARSER else what

    def asked(actor: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
        found = (brought(actor, what) for what in wanted if what in parents)
        return tuple(dict.fromkeys(what for what in found if what is not None))[:MOST_ASKED]

    return {
        seat: tuple(
            labels.contribution(register, what)
            for what in asked(actor, stated.get(seat, ())) or asked(actor, needed)
        )
        for seat, actor in invited.items()
    }


def _needed(register: Register, challenge: Challenge) -> tuple[str, ...]:
    """What the challenge needs, stated or else drafted, the most important first."""
    needs = [(need.importance, need.contribution) for need in challenge.needs]
    if not needs:
        drafted = draft_needs(challenge, register.contribution_parents)
        needs = [(need.importance, need.contribution) for need in drafted]
    return tuple(dict.fromkeys(what for _, what in sorted(needs, key=lambda need: -need[0])))
