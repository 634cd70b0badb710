"""Planted under-representation: challenges in which one group of residents takes part less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.model.figures import SEXES
from matchmaker.synthesis.cast import RESIDENTS, Cast
from matchmaker.synthesis.plan import Plan, need
from matchmaker.synthesis.truth import ThinGroup

if TYPE_CHECKING:
    from matchmaker.synthesis.challenges import InventedChallenge
    from matchmaker.synthesis.margins import Margins
    from matchmaker.synthesis.traits import Traits


@dataclass(frozen=True)
class PlantedThinness:
    """The residents who take part, as positions in the cast, and what is true of them."""

    participants: np.ndarray
    truth: ThinGroup


def plant_thin_groups(
    plan: Plan,
    margins: Margins,
    challenges: tuple[InventedChallenge, ...],
    cast: Cast,
    traits: Traits,
    seed: int,
) -> tuple[PlantedThinness, ...]:
    """Choose the residents of the first challenges, one group being thin in each.

    Raises
    ------
    InputError
        ``plan_too_small`` when a municipality has too few residents who have stated sex and age.
    """
    stated = (
        cast.is_one_of(RESIDENTS)
        & (traits.sex >= 0) & (traits.sex < len(SEXES))
        & (traits.band >= 0) & (traits.band < len(margins.bands))
    )  # fmt: skip
    planted = []
    for place in range(plan.plants.thin_groups):
        challenge = challenges[place]
        shares = margins.shares(challenge.municipality)
        sex, band = _group(shares, place)
        here = stated & (cast.municipality == challenge.municipality)
        inside = here & (traits.band == band) & ((traits.sex == sex) | (sex is None))
        share = float(shares[:, band].sum() if sex is None else shares[sex, band])
        expected = share * plan.plants.thin_participants
        n = round(plan.plants.thin_factor * expected)
        rng = generator(seed, "synthesis", "thin", challenge.id)
        chosen = np.concatenate(
            [
                _choose(inside, n, rng),
                _choose(here & ~inside, plan.plants.thin_participants - n, rng),
            ]
        )
        truth = ThinGroup(
            challenge=challenge.id,
            municipality=margins.municipalities[challenge.municipality],
            sex=None if sex is None else SEXES[sex],
            ages=str(margins.bands[band]),
            factor=plan.plants.thin_factor,
            population_share=share,
            participants=plan.plants.thin_participants,
            expected=expected,
            n=n,
        )
        planted.append(PlantedThinness(np.sort(chosen), truth))
    return tuple(planted)


def _group(shares: np.ndarray, place: int) -> tuple[int | None, int]:
    """Take one of the largest groups in turn, so that its absence can be seen: sex and band."""
    bands = shares.shape[1]
    if place % 2:
        order = np.argsort(-shares.sum(axis=0), kind="stable")
        return None, int(order[place // 2 % bands])
    order = np.argsort(-shares.ravel(), kind="stable")
    sex, band = divmod(int(order[place // 2 % shares.size]), bands)
    return sex, band


def _choose(among: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    rows = np.flatnonzero(among)
    need("thin_participants", count, len(rows))
    return rng.choice(rows, count, replace=False)
