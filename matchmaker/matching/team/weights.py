"""How much each term of a team's score counts: the asker's to change."""

from __future__ import annotations

from dataclasses import dataclass, fields

from matchmaker.kernel.errors import InputError, Message

MOST_WEIGHT = 1000.0
"""Greatest weight; beyond it the solver's arithmetic could no longer tell single milli-points apart."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Points per unit of each term; all may be changed by the asker.

    Each lies between 0 and 1000, and ``tie_cap`` above 0; otherwise ``InputError`` (bad_weight) is raised.
    0 takes a term out. The defaults are argued for in ``docs/measures.md``, not validated.
    """

    need: float = 10.0
    """Per step of importance (1–3) of a need that is fully covered."""
    ready: float = 8.0
    """For somebody who can realise the solution."""
    side: float = 6.0
    """Per step of importance (1–3) of an expected side that is present."""
    group: float = 8.0
    """Per affected group with a voice in the team."""
    voice: float = 4.0
    """Further, per affected group that speaks for itself: people, not an organisation for them."""
    inroad: float = 2.0
    """Per affected group that some seat has a registered relation to, without being its voice."""
    profile: float = 4.0
    """Per resident seat that brings the team nearer to the population, for each attribute compared."""
    kind: float = 0.5
    """Per different kind of actor."""
    phase: float = 1.0
    """Per phase from now on that somebody is used to taking part in."""
    resource: float = 1.0
    """Per class of contributions (resources, knowledge, effort) that somebody brings."""
    party: float = 2.0
    """Per different party among the elected members; from the third seat of a party, deducted."""
    area: float = 2.0
    """Per municipality of the challenge that is present; per seat above its fair share, deducted."""
    tie: float = 0.6
    """Per pair that has worked together, at full strength."""
    tie_cap: float = 2.0
    """Strength that counts as full."""
    bridge: float = 0.1
    """Deducted per pair that is no new bridge: of the same side, or that has worked together already."""
    reach: float = 0.2
    """Per organisation one step outside the team."""
    load: float = 4.0
    """Deducted for an actor whose whole capacity is already given elsewhere."""
    asked: float = 1.0
    """Deducted per time an actor has been asked in the last year, at most three."""
    travel: float = 1.0
    """Deducted per seat from another municipality than the one where the team meets."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            # not-a-number fails every comparison, so it is caught too
            if not 0 <= value <= MOST_WEIGHT or (item.name == "tie_cap" and value == 0):
                told = {"field": "weights", "name": item.name, "value": value, "most": MOST_WEIGHT}
                raise InputError("bad_weight", told, Message("hint.bad_weight", told))
