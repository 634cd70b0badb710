"""Invented participation: who takes part in which challenge and phase."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import vocabulary as v
from matchmaker.synthesis.cast import RESIDENTS, Cast
from matchmaker.synthesis.distinct import distinct
from matchmaker.synthesis.plan import need, room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.synthesis.challenges import InventedChallenge
    from matchmaker.synthesis.plants.conflicts import PlantedConflict
    from matchmaker.synthesis.plants.thin import PlantedThinness

PHASES = tuple(phase.value for phase in v.Phase)
_PHASE_CHANCES = (0.35, 0.25, 0.25, 0.15)


@dataclass(frozen=True)
class Participation:
    """One row per involvement, as positions; the planted ones first."""

    challenge: np.ndarray
    actor: np.ndarray
    phase: np.ndarray


def build_participation(
    count: int,
    cast: Cast,
    challenges: Sequence[InventedChallenge],
    thin: Sequence[PlantedThinness],
    conflicts: Sequence[PlantedConflict],
    rng: np.random.Generator,
) -> Participation:
    """Make *count* involvements: what is planted, and others at random in the municipality.

    Chance adds no resident to a challenge with a thin group, and nobody of a planted conflict to
    anything.

    Raises
    ------
    InputError
        ``plan_too_small`` when what is planted is more than *count*, or there is no challenge;
        ``plan_too_dense`` when more than half of all actors would take part in every phase.
    """
    planted = [(place, int(a)) for place, item in enumerate(thin) for a in item.participants]
    planted += [(item.challenge, a) for item in conflicts for a in (item.actor, item.party)]
    need("involvements", len(planted), count)
    need("challenges", int(count > 0), len(challenges))
    pools = _pools(cast, challenges, len(thin), conflicts)
    room("involvements", count - len(planted), len(PHASES) * sum(map(len, pools)))
    first = np.array(planted, dtype=np.int64).reshape(-1, 2)
    phase = rng.choice(len(PHASES), size=len(first), p=_PHASE_CHANCES)
    key = _drawn(count - len(planted), pools, len(cast), rng)
    pair, last = np.divmod(key, len(PHASES))
    challenge, actor = np.divmod(pair, len(cast))
    return Participation(
        np.concatenate([first[:, 0], challenge]),
        np.concatenate([first[:, 1], actor]),
        np.concatenate([phase, last]),
    )


def _pools(
    cast: Cast,
    challenges: Sequence[InventedChallenge],
    thin: int,
    conflicts: Sequence[PlantedConflict],
) -> list[np.ndarray]:
    """Who may take part in each challenge by chance."""
    free = np.ones(len(cast), dtype=bool)
    free[[a for item in conflicts for a in (item.actor, item.party)]] = False
    resident = cast.is_one_of(RESIDENTS)
    towns = [np.flatnonzero(free & (cast.municipality == t)) for t in range(len(cast.municipalities))]
    others = [rows[~resident[rows]] for rows in towns]
    return [
        (others if place < thin else towns)[challenge.municipality]
        for place, challenge in enumerate(challenges)
    ]


def _drawn(count: int, pools: Sequence[np.ndarray], actors: int, rng: np.random.Generator) -> np.ndarray:
    """Draw different keys (challenge, actor, phase), each challenge as often as any other."""
    if not count:
        return np.zeros(0, dtype=np.int64)
    sizes = np.array([len(pool) for pool in pools])
    begins = np.cumsum(sizes) - sizes
    everyone = np.concatenate(pools)

    def draw(size: int) -> np.ndarray:
        challenge = rng.integers(len(pools), size=size)
        actor = everyone[begins[challenge] + (rng.random(size) * sizes[challenge]).astype(np.int64)]
        phase = rng.choice(len(PHASES), size=size, p=_PHASE_CHANCES)
        return np.asarray((challenge * actors + actor) * len(PHASES) + phase)

    return distinct(draw, count, "involvements")
