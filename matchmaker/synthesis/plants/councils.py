"""Planted gaps in the town halls: statutory councils that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.synthesis.cast import COUNCILS
from matchmaker.synthesis.plan import need
from matchmaker.synthesis.truth import MissingCouncil

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np


def missing_councils(
    count: int, municipalities: Sequence[str], rng: np.random.Generator
) -> tuple[MissingCouncil, ...]:
    """Choose which municipality lacks which council.

    Raises
    ------
    InputError
        ``plan_too_small`` when there are not so many councils.
    """
    every = [MissingCouncil(number, kind) for number in municipalities for kind in COUNCILS]
    need("councils", count, len(every))
    return tuple(every[place] for place in rng.choice(len(every), count, replace=False).tolist())
