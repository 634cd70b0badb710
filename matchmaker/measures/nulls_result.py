"""A number held against what chance gives: z, interval and exact p, and the correction for several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import isnan, nan
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.several_tests import Correction, benjamini_hochberg, holm
from matchmaker.measures.drawn import Spread, monte_carlo_p

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.measures.nulls import NullModel

_ROUNDING: Final = 1e-9
"""Values this near each other, relative to the greater, are the same value summed in another order."""


class Standing(StrEnum):
    """What a number is, held against chance; the codes and words of the house's verdicts."""

    UNDER = "under"
    OVER = "over"
    IN_LINE = "in_line"
    TOO_FEW = "too_few"
    """It cannot be said, or there were too few draws for any answer but :attr:`IN_LINE`."""


@dataclass(frozen=True, slots=True)
class AgainstChance:
    """One number of a network, and what the null model gives."""

    name: str
    """Which statistic."""
    null: NullModel
    """What was kept while the rest was left to chance."""
    observed: float
    """nan where it cannot be said; then nothing else can, but for the draws."""
    mean: float
    sd: float
    """Standard deviation over the draws (n − 1); nan with fewer than two."""
    z: float
    """(observed − mean) / sd; nan where the null model leaves the number as it is."""
    low: float
    """19 of 20 draws lie between ``low`` and ``high``: the 2.5th and 97.5th percentile (linear)."""
    high: float
    p: float
    """Exact two-sided Monte Carlo p: twice the lesser of ``p_less`` and ``p_more``, at most 1."""
    p_less: float
    """(b + 1) / (m + 1) with b the draws that are no greater than what was observed."""
    p_more: float
    """The same with the draws that are no less."""
    draws: int
    """m: draws in which the number can be said."""
    unsaid: int
    """Draws in which it cannot; they count for nothing."""
    seed: int
    p_corrected: float = nan
    """p corrected for the company it was tested in; nan until :func:`corrected`."""

    def standing(self, alpha: float = 0.05) -> Standing:
        """What it is at the level *alpha*, by the corrected p where there is one."""
        p = self.p if isnan(self.p_corrected) else self.p_corrected
        if isnan(p) or 2 / (self.draws + 1) > alpha:
            return Standing.TOO_FEW
        if p > alpha:
            return Standing.IN_LINE
        return Standing.OVER if self.p_more < self.p_less else Standing.UNDER


def against_chance(
    name: str, observed: float, drawn: np.ndarray, null: NullModel, seed: int
) -> AgainstChance:
    """Hold an observed number against the same number of drawn networks.

    The p-value counts what was observed as a draw of its own, so that under the null it is at most α with a
    chance of at most α, whatever the number of draws (Phipson & Smyth 2010). Two-sided by doubling: a null
    distribution is seldom symmetric, and twice the lesser tail asks nothing of its form (Cox & Hinkley 1974;
    R's ``sna`` and ``migraph`` tell the two tails).

    Parameters
    ----------
    name
        Which statistic.
    observed
        The number as observed; nan where it cannot be said.
    drawn
        The number in each draw, shape (draws,); nan where it cannot be said.
    null, seed
        How the networks were drawn.
    """
    said = drawn[~np.isnan(drawn)]
    spread = Spread.of(said)
    sd = float(said.std(ddof=1)) if len(said) > 1 else nan
    near = _ROUNDING * max(abs(observed), spread.most - spread.least) if len(said) else nan
    if sd <= near:
        sd = 0.0  # the sums were taken in another order: the null model keeps this number
    less = more = nan
    if len(said) and not isnan(observed):
        less = monte_carlo_p(int((said <= observed + near).sum()), len(said))
        more = monte_carlo_p(int((said >= observed - near).sum()), len(said))
    z = (observed - spread.mean) / sd if sd > 0 else nan
    return AgainstChance(
        name, null, observed, spread.mean, sd, z, spread.low, spread.high, min(2 * min(less, more), 1.0)
        if not isnan(less) else nan, less, more, len(said), len(drawn) - len(said), seed,
    )  # fmt: skip


def corrected(
    results: Sequence[AgainstChance], correction: Correction = Correction.HOLM
) -> tuple[AgainstChance, ...]:
    """Correct the p-values of numbers that are looked at together, measures or municipalities or both.

    Those that cannot be said are no tests and are not counted. The order is that of *results*.
    """
    p = [result.p for result in results]
    found = holm(p) if correction is Correction.HOLM else benjamini_hochberg(p)
    return tuple(replace(result, p_corrected=value) for result, value in zip(results, found, strict=True))
