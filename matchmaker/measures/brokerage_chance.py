"""What brokerage would be by chance: closed forms for ties drawn one by one, the parts' sizes as they are.

Every tie is there with the same probability, the network's density, whatever the others are (the Bernoulli
model of Gould and Fernandez 1989). An indicator "a – v – b is open" has mean p = d²(1 − d); two of them go
together where they share a tie that must be there (+ d³(1 − d)³), share one that must be lacking
(+ d⁵(1 − d)), or one needs what the other forbids (− d⁴(1 − d)²). So each variance is
``pairs · p(1 − p) + shared · d³(1 − d)³ + lacking · d⁵(1 − d) − barred · d⁴(1 − d)²`` with four whole numbers
that follow from the sizes. Tests hold them against every network there is of four and five actors.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np


class Chance(StrEnum):
    """What is drawn by chance."""

    TIES = "relasjoner"
    """What the network is made of: both directions of a tie at once where it has none, each arc by itself
    where it has. The variances are exact."""
    SNA = "sna"
    """As ``sna::brokerage`` (R, 2.7) has it: each direction by itself, also in an undirected network, and for
    the network as a whole without all of what the roles within one part and out of and into it bar for each
    other. Its z are further from zero in undirected networks, by up to √2. Here to be compared with."""


class Moments(NamedTuple):
    """Pairs that could be, and the three numbers of the variance: whole numbers, as great as they come."""

    pairs: int
    shared: int = 0
    lacking: int = 0
    barred: int = 0

    def times(self, k: int) -> Moments:
        """The same pairs with *k* times the variance."""
        return Moments(self.pairs, *(k * one for one in self[1:]))


ZERO: Final = Moments(0)


def expected_and_sd(moments: Moments, density: float, factor: int = 1) -> tuple[float, float]:
    """Mean and standard deviation at a density of 0 … 1; *factor* is what the variance is multiplied by."""
    d, q = density, 1.0 - density
    p = d * d * q
    variance = moments.pairs * p * (1 - p) + moments.shared * (d * q) ** 3
    variance += moments.lacking * d**5 * q - moments.barred * d**4 * q * q
    return moments.pairs * p, float(np.sqrt(max(factor * variance, 0.0)))


def of_an_actor(sizes: tuple[int, ...], own: int) -> tuple[Moments, ...]:
    """Moments of the five roles for one actor of part *own*; the factor for ties is in :func:`factors`."""
    n, every = sizes[own], sum(sizes)
    others = [size for part, size in enumerate(sizes) if part != own]
    rest = every - n
    within = (n - 1) * (n - 2)
    outward = (n - 1) * rest
    aside = sum(one * (one - 1) for one in others)
    across = sum(one * (rest - one) for one in others)
    between = Moments(outward, outward * (every - 3))
    return (
        Moments(within, 2 * within * (n - 3)),
        Moments(aside, 2 * sum(one * (one - 1) * (one - 2) for one in others)),
        between,
        between,
        Moments(across, 2 * sum(one * (rest - one) * (rest - one - 1) for one in others)),
    )


def factors(chance: Chance, *, directed: bool) -> tuple[int, ...]:
    """Factor of the variance, by role: 2 where a tie without direction makes two ordered pairs at once."""
    return (1,) * 5 if directed or chance is Chance.SNA else (2, 2, 1, 1, 2)


def of_the_network(sizes: tuple[int, ...], chance: Chance, *, directed: bool) -> tuple[Moments, ...]:
    """Moments of the five roles, summed over everybody; multiply variances by :func:`factors`."""
    every, squares = sum(sizes), sum(n * n for n in sizes)
    ties = chance is Chance.TIES and not directed
    within, aside, outward = ZERO, ZERO, ZERO
    for n in sizes:
        rest, others = every - n, squares - n * n
        within = _add(within, _within(n, chance, ties=ties))
        pairs = n * (n - 1)
        aside = _add(
            aside, Moments(pairs * rest, pairs * ((2 * n - 6) * rest + 2 * others), pairs * rest * (rest - 1))
        )
        if ties:
            out = Moments(
                pairs * rest, pairs * ((2 * every - n - 5) * rest + others),
                pairs * ((n - 3) * rest + others), pairs * ((2 * n - 5) * rest + 2 * others),
            )  # fmt: skip
        else:
            barred = 0 if chance is Chance.SNA else 2 * n - 3
            out = Moments(pairs * rest, *(pairs * rest * k for k in (every - 3, n - 2, barred)))
        outward = _add(outward, out)
    return within, aside, outward, outward, _across(sizes, ties=ties)


def _within(n: int, chance: Chance, *, ties: bool) -> Moments:
    pairs = n * (n - 1) * (n - 2)
    shared = 4 * (n - 3) if ties else 4 * n - 10
    barred = 4 * (n - 3) if chance is Chance.SNA else 4 * n - 10
    return Moments(pairs, pairs * shared, pairs * (n - 3), pairs * barred)


def _across(sizes: tuple[int, ...], *, ties: bool) -> Moments:
    """Three of three different parts, by sums of powers: no loop over parts × parts × parts."""
    p1, p2, p3, p4 = (sum(n**k for n in sizes) for k in (1, 2, 3, 4))
    pairs = p1**3 - 3 * p1 * p2 + 2 * p3
    weighted = p2 * p1**2 - p2**2 - 2 * p3 * p1 + 2 * p4
    lacking = (p1 - 1) * pairs - 2 * weighted
    both = 4 * lacking + 2 * pairs
    return Moments(pairs, 4 * lacking if ties else both, lacking, both)


def _add(one: Moments, other: Moments) -> Moments:
    return Moments(*(a + b for a, b in zip(one, other, strict=True)))
