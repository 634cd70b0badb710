"""A whole composition in one number: how far it lies from the population, and how mixed it is.

None of these has an interval, and none says *which* group is few: they stand beside the groups' own
figures, never instead of them. All take counts per group in the same order. A group is left out where
neither the participants nor the population have anybody in it. What cannot be worked out is ``None``,
never not-a-number. Participants whose group nobody knows are not in the counts;
:func:`loosemore_hanby_bounds` says how far they could move the index.
"""

from __future__ import annotations

from math import log, sqrt
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import MatchmakerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.representation.exact import Interval


def loosemore_hanby(counts: Sequence[int], population: Sequence[int]) -> float | None:
    """Share of the participants who would have to be of another group: ½ Σ|pᵍ − qᵍ|.

    0 (as the population) … 1 (nothing in common). Also called the dissimilarity index; 1 less it is
    Rose's index and the proportional similarity. In a small sample it is above 0 by chance alone.
    ``None`` when nobody takes part or the population is empty. Source: Loosemore & Hanby (1971),
    British Journal of Political Science 1, 467–477.

    >>> round(loosemore_hanby((10, 40, 50), (20, 30, 50)), 10)
    0.1
    """
    pairs = _shares(counts, population)
    return None if pairs is None else sum(abs(p - q) for p, q in pairs) / 2


def proportional_similarity(counts: Sequence[int], population: Sequence[int]) -> float | None:
    """Σ min(pᵍ, qᵍ): 1 (as the population) … 0. One less :func:`loosemore_hanby`; Go Vocal logs it."""
    pairs = _shares(counts, population)
    return None if pairs is None else sum(min(pair) for pair in pairs)


def loosemore_hanby_bounds(counts: Sequence[int], population: Sequence[int], unknown: int) -> Interval | None:
    """Lowest and highest :func:`loosemore_hanby` that *unknown* further participants leave open.

    Lowest when each of them belongs to the group that lacks most, highest when all belong to one
    group. ``None`` as for the index, had they all stated their group.
    """
    everyone = sum(counts) + unknown
    total = sum(population)
    if not everyone or not total:
        return None
    lacking = [max(0.0, size * everyone / total - k) for k, size in zip(counts, population, strict=True)]
    # each person fills one place of a group that lacks one, or the fraction that is left of it
    fills = [1.0] * min(unknown, sum(int(lack) for lack in lacking))
    fills += sorted((lack % 1.0 for lack in lacking), reverse=True)
    matched = sum(min(k, size * everyone / total) for k, size in zip(counts, population, strict=True))
    lowest = 1.0 - (matched + sum(fills[:unknown])) / everyone
    ends = [
        loosemore_hanby([k + unknown * (place == chosen) for place, k in enumerate(counts)], population)
        for chosen in range(len(counts))
    ]
    return (max(lowest, 0.0), max(end for end in ends if end is not None))


def loosemore_hanby_by_chance(n: int, population: Sequence[int]) -> float | None:
    """What :func:`loosemore_hanby` is on average for *n* persons drawn fairly, with replacement.

    Half the groups' summed mean absolute deviations, each in closed form (De Moivre 1730; Diaconis &
    Zabell 1991, Statistical Science 6, 284–302). ``None`` for nobody or an empty population.

    >>> round(loosemore_hanby_by_chance(1, (50, 50)), 10)
    0.5
    """
    total = sum(_checked(population))
    if n <= 0 or not total:
        return None
    from scipy.stats import binom

    summed = 0.0
    for size in population:
        share = size / total
        if 0 < share < 1:
            above = int(n * size // total) + 1
            summed += 2.0 * above * (1.0 - share) * float(binom.pmf(above, n, share))
    return summed / (2.0 * n)


def gallagher(counts: Sequence[int], population: Sequence[int]) -> float | None:
    """Root of half the summed squared differences: √(½ Σ(pᵍ − qᵍ)²), 0 … 1.

    Large differences weigh more than many small ones. ``None`` as for :func:`loosemore_hanby`.
    Source: Gallagher (1991), Electoral Studies 10, 33–51.
    """
    pairs = _shares(counts, population)
    return None if pairs is None else sqrt(sum((p - q) ** 2 for p, q in pairs) / 2)


def kl_divergence(counts: Sequence[int], population: Sequence[int]) -> float | None:
    """Kullback–Leibler divergence of the participants from the population: Σ q ln(q / p), in nats.

    0 (as the population) upwards; absent groups add nothing. It is Theil's T of the groups' rates,
    and for nested groups it divides exactly into between and within. ``None`` when nobody takes
    part, the population is empty, or somebody is from a group with nobody in the population (then it
    has no limit). Source: Kullback & Leibler (1951); Theil (1967).
    """
    pairs = _shares(counts, population)
    if pairs is None or any(p == 0 for p, _ in pairs):
        return None
    return max(0.0, sum(q * log(q / p) for p, q in pairs if q > 0))


def hellinger(counts: Sequence[int], population: Sequence[int]) -> float | None:
    """Hellinger's distance √(1 − Σ√(pᵍ qᵍ)): 0 (as the population) … 1 (nothing in common).

    Unlike :func:`kl_divergence` it always has a limit. ``None`` as for :func:`loosemore_hanby`.
    Source: Hellinger (1909).
    """
    pairs = _shares(counts, population)
    return None if pairs is None else sqrt(max(0.0, 1.0 - sum(sqrt(p * q) for p, q in pairs)))


def lowest_over_highest(counts: Sequence[int], population: Sequence[int]) -> float | None:
    """Go Vocal's representation score: the lowest participation rate ÷ the highest, 0 … 1.

    For comparison only: it is 0 as soon as one group is absent however small, falls with the number
    of groups, and has no interval. Groups with nobody in the population are dropped. ``None`` when
    no group is left or nobody takes part (there it is not a number). Source: Go Vocal, ``r_score.rb``.
    """
    rates = _rates(counts, population)
    return None if not rates or max(rates) == 0 else min(rates) / max(rates)


def lowest_over_mean(counts: Sequence[int], population: Sequence[int]) -> float | None:
    """The lowest participation rate ÷ the groups' unweighted mean rate, 0 … 1; see above."""
    rates = _rates(counts, population)
    return None if not rates or max(rates) == 0 else min(rates) * len(rates) / sum(rates)


def blau(counts: Sequence[int]) -> float | None:
    """Chance that two participants, drawn with replacement, are of different groups: 1 − Σq².

    0 (all alike) … 1 − 1/groups. It knows nothing of the population. ``None`` when nobody takes
    part. Source: Blau (1977); also Gini–Simpson.
    """
    n = sum(_checked(counts))
    return None if not n else 1.0 - sum((k / n) ** 2 for k in counts)


def shannon(counts: Sequence[int]) -> float | None:
    """Entropy of the participants' groups, −Σ q ln q, in nats: 0 … ln(groups).

    ``None`` when nobody takes part. Source: Shannon (1948).
    """
    n = sum(_checked(counts))
    return None if not n else max(0.0, -sum(k / n * log(k / n) for k in counts if k))


def evenness(counts: Sequence[int]) -> float | None:
    """Pielou's evenness, :func:`shannon` ÷ ln(groups): 0 … 1, 1 when all groups are equally many.

    *Groups* are all that are given, those with nobody too. ``None`` when nobody takes part or there
    are fewer than two groups. Source: Pielou (1966), Journal of Theoretical Biology 13, 131–144.
    """
    found = shannon(counts)
    return None if found is None or len(counts) < 2 else found / log(len(counts))


def _checked(counts: Sequence[int]) -> Sequence[int]:
    if min(counts, default=0) < 0:
        raise MatchmakerError("counts_not_valid", {"attribute": "–"})
    return counts


def _shares(counts: Sequence[int], population: Sequence[int]) -> list[tuple[float, float]] | None:
    """Population share and participants' share of each group that anybody is in."""
    n, total = sum(_checked(counts)), sum(_checked(population))
    if not n or not total:
        return None
    paired = zip(counts, population, strict=True)
    return [(size / total, k / n) for k, size in paired if k or size]


def _rates(counts: Sequence[int], population: Sequence[int]) -> list[float]:
    paired = zip(_checked(counts), _checked(population), strict=True)
    return [k / size for k, size in paired if size]
