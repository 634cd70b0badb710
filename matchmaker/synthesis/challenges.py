"""Invented challenges: what they need and whom they concern, and which of it nobody can meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import vocabulary as v
from matchmaker.needs.fit import kinship
from matchmaker.rules.tables import priors
from matchmaker.synthesis.cast import HALL, SHARES
from matchmaker.synthesis.plan import Plan, need
from matchmaker.synthesis.traits import VOICES
from matchmaker.synthesis.truth import SilentGroup, UncoveredNeed

if TYPE_CHECKING:
    from matchmaker.synthesis.margins import Margins

UNOFFERED_TYPES = 2
"""How many contribution types nobody in an invented register offers."""
_KINDS = {*HALL, *SHARES}
_USUAL = sorted({prior.contribution for prior in priors() if prior.kind in _KINDS})
_MET = sorted({prior.contribution for prior in priors() if prior.kind in HALL})
"""Types that every town hall brings, by kind: a need for one of them is always covered."""
_FREE = sorted(
    wanted
    for wanted, parent in v.CONTRIBUTIONS.items()
    if parent is not None and not any(kinship(usual, wanted, v.CONTRIBUTIONS) for usual in _USUAL)
)
"""Types that no kind of actor is assumed to bring."""


@dataclass(frozen=True, slots=True)
class InventedChallenge:
    """One challenge, before it becomes rows."""

    id: str
    municipality: int
    """Position of its municipality."""
    needs: tuple[str, ...]
    """Contribution types that it needs and that somebody covers."""
    uncovered: tuple[str, ...]
    """Contribution types that it needs and that nobody covers."""
    groups: tuple[str, ...]
    """Affected groups that have a voice."""
    silent: tuple[str, ...]
    """Affected groups that have none."""


def unoffered(rng: np.random.Generator) -> tuple[str, ...]:
    """Choose the contribution types that nobody offers."""
    return tuple(sorted(str(code) for code in rng.choice(_FREE, UNOFFERED_TYPES, replace=False)))


def build_challenges(
    plan: Plan, margins: Margins, lacking: tuple[str, ...], rng: np.random.Generator
) -> tuple[InventedChallenge, ...]:
    """Make the challenges, taking municipalities in turn from the most to the least populous.

    Those with a thin group come first and lie all in the most populous one, where there are most
    residents to choose among.

    Parameters
    ----------
    plan, margins
        How many, and where people are.
    lacking
        Contribution types that nobody offers.
    rng
        Draws the needs and the groups.

    Raises
    ------
    InputError
        ``plan_too_small`` when there are too few challenges for what is planted in them.
    """
    count, plants = plan.challenges, plan.plants
    need("challenges", int(plants.silent_groups > 0), count)
    need("challenges", -(-plants.uncovered_needs // len(lacking)), count)
    need("challenges", plants.thin_groups, count)
    by_size = np.argsort(-margins.totals, kind="stable")
    width = max(3, len(str(count)))
    return tuple(
        InventedChallenge(
            id=f"utfordring-{place + 1:0{width}d}",
            municipality=int(by_size[max(0, place - plants.thin_groups) % len(by_size)]),
            needs=_some(_MET, 3, 5, rng),
            uncovered=lacking[: len(range(place, plants.uncovered_needs, count))],
            groups=_some(list(VOICES), 1, 3, rng),
            silent=tuple(
                f"oppdiktet_gruppe_{number + 1:02d}" for number in range(place, plants.silent_groups, count)
            ),
        )
        for place in range(count)
    )


def _some(among: list[str], least: int, most: int, rng: np.random.Generator) -> tuple[str, ...]:
    count = int(rng.integers(least, most + 1))
    return tuple(sorted(str(code) for code in rng.choice(among, count, replace=False)))


def silent_groups(challenges: tuple[InventedChallenge, ...]) -> tuple[SilentGroup, ...]:
    """List the groups without a voice."""
    return tuple(SilentGroup(item.id, group) for item in challenges for group in item.silent)


def uncovered_needs(challenges: tuple[InventedChallenge, ...]) -> tuple[UncoveredNeed, ...]:
    """List the needs that nobody covers."""
    return tuple(UncoveredNeed(item.id, code) for item in challenges for code in item.uncovered)
