"""An invented register before it becomes tables: everything drawn, in an order that protects plants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.synthesis.cast import Cast, build_cast
from matchmaker.synthesis.challenges import InventedChallenge, build_challenges, unoffered
from matchmaker.synthesis.involvements import Participation, build_participation
from matchmaker.synthesis.offers import build_offers, offerable
from matchmaker.synthesis.plants.brokers import PlantedBroker, Tie, plant_brokers, ties_of
from matchmaker.synthesis.plants.conflicts import PlantedConflict, plant_conflicts
from matchmaker.synthesis.plants.councils import missing_councils
from matchmaker.synthesis.plants.duplicates import Double, copied, plant_duplicates
from matchmaker.synthesis.plants.thin import PlantedThinness, plant_thin_groups
from matchmaker.synthesis.stock import Stock
from matchmaker.synthesis.ties import TieRows, build_ties
from matchmaker.synthesis.traits import Traits, build_traits

if TYPE_CHECKING:
    from matchmaker.synthesis.margins import Margins
    from matchmaker.synthesis.plan import Plan
    from matchmaker.synthesis.truth import MissingCouncil


@dataclass(frozen=True)
class Draft:
    """Actors and what goes on between them, as positions in the cast; and what is planted."""

    margins: Margins
    cast: Cast
    traits: Traits
    challenges: tuple[InventedChallenge, ...]
    participation: Participation
    ties: TieRows
    """The register's ties; the first are planted."""
    left_out: TieRows
    """True ties that the register lacks."""
    types: tuple[str, ...]
    """Contribution types that are offered."""
    offers: tuple[np.ndarray, np.ndarray]
    """Actor and position of the type, per contribution."""
    councils: tuple[MissingCouncil, ...]
    brokers: tuple[PlantedBroker, ...]
    conflicts: tuple[PlantedConflict, ...]
    duplicates: tuple[Double, ...]
    thin: tuple[PlantedThinness, ...]

    @property
    def planted_ties(self) -> int:
        """How many of the first ties are planted."""
        return len(_planted(self.brokers, self.conflicts, self.cast))


def rng_for(seed: int, purpose: str) -> np.random.Generator:
    """Make the generator for one purpose in an invented register."""
    return generator(seed, "synthesis", purpose)


def draw(plan: Plan, margins: Margins, seed: int) -> Draft:
    """Draw a register: first who is there, then the plants' parts, then everything else around them.

    Raises
    ------
    InputError
        ``plan_too_small`` or ``plan_too_dense``; see :func:`~matchmaker.synthesis.generate.generate`.
    """
    plants = plan.plants
    councils = missing_councils(plants.missing_councils, margins.municipalities, rng_for(seed, "councils"))
    absent = {(council.municipality, council.kind) for council in councils}
    cast = build_cast(plan, margins, absent, rng_for(seed, "cast"))
    traits = build_traits(cast, margins, plan.ages, seed)
    lacking = unoffered(rng_for(seed, "unoffered"))
    challenges = build_challenges(plan, margins, lacking, rng_for(seed, "challenges"))
    stock = Stock(cast, rng_for(seed, "stock"))
    brokers = plant_brokers(plants.brokers, plan.ties, stock)
    conflicts = plant_conflicts(plants.conflicts, challenges, plants.thin_groups, stock)
    doubles = plant_duplicates(plants.duplicates, stock)
    cast, traits = copied(cast, traits, doubles, rng_for(seed, "duplicates"))
    thin = plant_thin_groups(plan, margins, challenges, cast, traits, seed)
    participation = build_participation(
        plan.involvements, cast, challenges, thin, conflicts, rng_for(seed, "involvements")
    )
    ties, left_out = build_ties(
        plan.ties,
        plants.missing_ties,
        cast,
        _planted(brokers, conflicts, cast),
        _mask(cast, [actor for broker in brokers for actor in broker.part.tolist()]),
        _mask(cast, participation.actor),
        rng_for(seed, "ties"),
    )
    types = offerable(lacking)
    offers = build_offers(cast, plan.contributions, types, rng_for(seed, "offers"))
    return Draft(
        margins, cast, traits, challenges, participation, ties, left_out, types, offers,
        councils, brokers, conflicts, doubles, thin,
    )  # fmt: skip


def _planted(
    brokers: tuple[PlantedBroker, ...], conflicts: tuple[PlantedConflict, ...], cast: Cast
) -> list[Tie]:
    return [
        *ties_of(brokers, cast),
        *((item.actor, item.party, item.relation) for item in conflicts),
    ]


def _mask(cast: Cast, chosen: np.ndarray | list[int]) -> np.ndarray:
    mask = np.zeros(len(cast), dtype=bool)
    mask[np.asarray(chosen, dtype=np.int64)] = True
    return mask
