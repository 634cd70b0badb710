"""Whether a whole composition could be chance: the exact multinomial test.

The p-value is the chance of all compositions no likelier than the one seen. It holds for few participants
and small groups, where Pearson's χ² does not. Where participants are a fair part of the population they
are drawn without replacement (:func:`~matchmaker.representation.draws.draw_of`), and the compositions
have the multivariate hypergeometric distribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, log
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import MatchmakerError
from matchmaker.representation.draws import WithoutReplacement, draw_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Terms = Callable[[int, np.ndarray], np.ndarray]

ENUMERATED = 1_000_000
"""Most compositions that are gone through one by one."""
DRAWS = 100_000
"""Compositions drawn where there are more."""
_BATCH = 20_000
_TIE = 1e-7
"""Compositions as likely as the one seen count as such despite rounding."""


@dataclass(frozen=True, slots=True)
class MultinomialTest:
    """How surprising a composition is."""

    p: float
    """Chance of a composition no likelier than the one seen; estimated when *draws* is given."""
    compositions: int
    """How many compositions are possible, groups with nobody in the population left out."""
    draws: int | None
    """Compositions drawn to estimate *p*, by (1 + hits) / (1 + draws); ``None`` = all gone through."""


def multinomial_test(
    counts: Sequence[int],
    population: Sequence[int],
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
    enumerated: int = ENUMERATED,
) -> MultinomialTest | None:
    """Test a composition against a population.

    Parameters
    ----------
    counts, population
        Participants and persons per group, in the same order.
    rng
        Used only when there are more than *enumerated* compositions; see
        :func:`matchmaker.kernel.rng.generator`.
    draws
        Compositions to draw then, ≥ 1. The smallest p-value possible is 1 / (1 + draws).
    enumerated
        Most compositions to go through one by one.

    Returns
    -------
    MultinomialTest or None
        ``None`` when nobody takes part, the population is empty, or more take part from a group than
        live there. One group alone gives p = 1.

    Raises
    ------
    MatchmakerError
        ``counts_not_valid`` for a negative count.
    """
    if min((*counts, *population), default=0) < 0:
        raise MatchmakerError("counts_not_valid", {"attribute": "–"})
    pairs = list(zip(counts, population, strict=True))
    if not sum(counts) or any(k > size for k, size in pairs):
        return None
    seen = np.array([k for k, size in pairs if size], dtype=np.int64)
    sizes = np.array([size for size in population if size], dtype=np.int64)
    n, total = int(seen.sum()), int(sizes.sum())
    finite = isinstance(draw_of(n, total), WithoutReplacement)
    terms = _without(sizes) if finite else _with(sizes / total)
    limit = float(sum(terms(place, seen[place : place + 1])[0] for place in range(len(seen)))) + _TIE
    possible = comb(n + len(seen) - 1, len(seen) - 1)
    if possible <= enumerated:
        found = _enumerated(n, len(seen), terms)
        # relative to the likeliest, so that the sum neither overflows nor vanishes
        weights = np.exp(found - found.max())
        return MultinomialTest(float(min(weights[found <= limit].sum() / weights.sum(), 1.0)), possible, None)
    hits = 0
    for start in range(0, draws, _BATCH):
        size = min(_BATCH, draws - start)
        if finite:
            drawn = rng.multivariate_hypergeometric(sizes, n, size=size, method="marginals")
        else:
            drawn = rng.multinomial(n, sizes / total, size=size)
        logs = sum(terms(place, drawn[:, place]) for place in range(len(seen)))
        hits += int(np.count_nonzero(logs <= limit))
    return MultinomialTest((1 + hits) / (1 + draws), possible, draws)


def _with(shares: np.ndarray) -> Terms:
    """What each group adds to the logarithm of a composition's chance, but for a constant."""
    from scipy.special import gammaln

    def term(place: int, x: np.ndarray) -> np.ndarray:
        added: np.ndarray = x * log(shares[place]) - gammaln(x + 1.0)
        return added

    return term


def _without(sizes: np.ndarray) -> Terms:
    """The same for a draw without replacement; more than live there is impossible."""
    from scipy.special import gammaln

    def term(place: int, x: np.ndarray) -> np.ndarray:
        left = sizes[place] - x
        ways = -gammaln(x + 1.0) - gammaln(np.maximum(left, 0) + 1.0) + gammaln(sizes[place] + 1.0)
        added: np.ndarray = np.where(left < 0, -np.inf, ways)
        return added

    return term


def _enumerated(n: int, groups: int, terms: Terms) -> np.ndarray:
    """Logarithm of the chance, but for a constant, of every composition of *n* into *groups*."""
    left = np.array([n], dtype=np.int64)
    logs = np.zeros(1)
    for place in range(groups - 1):
        ways = left + 1
        # the numbers 0 … left for each row, one after the other
        starts = np.repeat(np.cumsum(ways) - ways, ways)
        taken = np.arange(len(starts)) - starts
        logs = np.repeat(logs, ways) + terms(place, np.arange(n + 1))[taken]
        left = np.repeat(left, ways) - taken
    return logs + terms(groups - 1, np.arange(n + 1))[left]
