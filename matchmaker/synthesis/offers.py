"""Invented contributions: mostly what a kind of actor usually brings, and some of everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import vocabulary as v
from matchmaker.needs.fit import kinship
from matchmaker.rules.tables import priors
from matchmaker.synthesis.distinct import distinct
from matchmaker.synthesis.plan import room

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.synthesis.cast import Cast

_USUAL_WEIGHT, _OTHER_WEIGHT = 4.0, 0.15


def offerable(lacking: Collection[str]) -> tuple[str, ...]:
    """Contribution types that may be offered without covering a need for one of *lacking*."""
    return tuple(
        code
        for code, parent in v.CONTRIBUTIONS.items()
        if parent is not None and not any(kinship(code, other, v.CONTRIBUTIONS) for other in lacking)
    )


def build_offers(
    cast: Cast, count: int, types: tuple[str, ...], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw *count* different pairs of an actor and a contribution type.

    Returns
    -------
    tuple of ndarray
        Position of the actor, and of the type in *types*, for each row.

    Raises
    ------
    InputError
        ``plan_too_dense`` when that would be more than half of all pairs.
    """
    room("contributions", count, len(cast) * len(types))
    weights = np.full((len(cast.kinds), len(types)), _OTHER_WEIGHT)
    for prior in priors():
        if prior.kind in cast.kinds and prior.contribution in types:
            weights[cast.kinds.index(prior.kind), types.index(prior.contribution)] = _USUAL_WEIGHT
    up_to = np.cumsum(weights, axis=1)
    up_to /= up_to[:, -1:]

    def draw(size: int) -> np.ndarray:
        actor = rng.integers(len(cast), size=size)
        chosen = (up_to[cast.kind[actor]] < rng.random(size)[:, None]).sum(axis=1)
        return np.asarray(actor * len(types) + chosen)

    actor, chosen = np.divmod(distinct(draw, count, "contributions"), len(types))
    return actor, chosen
