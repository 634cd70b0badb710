"""Processes that networks are drawn from, at any size: mean degree and mixing of sides held.

The chance of each tie is that of a degree-corrected block model (Karrer and Newman 2011, Physical Review E
83, 016107): a pair's chance grows with the activity of both and with how much their sides have to do with
each other. Activity is a parameter of the process: every network has the same profile of it, scaled within
each side, so that the expected ties per actor between any two sides are the same at every size. A part of
the ties comes in *arenas*: three actors who meet have all three ties, which gives clustering.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import gamma

from matchmaker.comparison.comparable import Comparable
from matchmaker.measures.case import TOWN_HALL, Case
from matchmaker.model.vocabulary import Sector
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDES = tuple(one.value for one in Sector)
_ROUNDS = 60
"""Steps in which the activity of blocks is scaled to the ties they are to have."""
_HELD = 0.005
"""Relative error of the expected ties above which a process is not the same at that size."""


@dataclass(frozen=True)
class Process:
    """What networks of one process have in common, whatever their size."""

    name: str
    shares: tuple[float, ...]
    """Share of the actors on each side."""
    mixing: tuple[tuple[float, ...], ...]
    """Weight of ties between each two sides; symmetric, scaled to the mean degree."""
    degree: float
    """Mean degree."""
    spread: float
    """Coefficient of variation of the activity within a side (gamma)."""
    arenas: float
    """Share of the ties that come in arenas of three."""
    mutual: float = 0.5
    """Share of the tied pairs whose tie goes both ways."""

    def expected(self) -> np.ndarray:
        """Share of the ties between each two sides, upper triangle, shape (sides, sides)."""
        share = np.array(self.shares)
        found = np.triu(np.array(self.mixing) * np.outer(share, share) * (2 - np.eye(len(share))))
        whole: np.ndarray = found / found.sum()
        return whole

    def with_degree(self, degree: float) -> Process:
        """The same process with another mean degree."""
        return replace(self, degree=degree)

    def drawn(self, n: int, random: np.random.Generator) -> Plan:
        """The process where the actors' activity is chance as well: drawn anew, and not scaled."""
        of, shape = _sides(n, self.shares), 1 / self.spread**2
        activity = random.gamma(shape, 1 / shape, n)
        more = np.bincount(of, activity) / np.bincount(of)
        return Plan.of(self, of, activity, np.outer(more, more))

    def at(self, n: int) -> Plan:
        """The process at *n* actors."""
        of = _sides(n, self.shares)
        activity = _profile(of, self.spread)
        return Plan.of(self, of, activity)


@dataclass(frozen=True)
class Plan:
    """A process at one size: the chance of every pair and of every arena."""

    process: Process
    sides: Parts
    chance: np.ndarray
    """Chance of a tie in the background, per pair (upper triangle), shape (n (n − 1) / 2,)."""
    whole: np.ndarray
    """Chance of a tie at all, per pair, shape (n (n − 1) / 2,)."""
    arena_rate: float
    """Expected arenas, those that meet one actor twice among them."""
    arena_share: np.ndarray
    """Chance of each actor to be one of an arena, shape (n,)."""
    tail: np.ndarray
    head: np.ndarray

    @classmethod
    def of(
        cls, process: Process, of: np.ndarray, activity: np.ndarray, more: np.ndarray | None = None
    ) -> Plan:
        """Work out the chances; *more* scales the expected ties between each two sides."""
        n = len(of)
        tail, head = np.triu_indices(n, 1)
        block = np.minimum(of[tail], of[head]) * len(SIDES) + np.maximum(of[tail], of[head])
        wanted = (process.expected() * n * process.degree / 2 * (1.0 if more is None else more)).ravel()
        odds = activity[tail] * activity[head]
        scale = wanted / np.maximum(np.bincount(block, odds, len(wanted)), 1e-12)
        for _ in range(_ROUNDS):
            whole = -np.expm1(-odds * scale[block])
            scale *= wanted / np.maximum(np.bincount(block, whole, len(wanted)), 1e-12)
        whole = -np.expm1(-odds * scale[block])
        if more is None and abs(whole.sum() - wanted.sum()) > _HELD * wanted.sum():
            raise ValueError(f"{process.name}: some sides are too small for their ties at {n} actors")
        busy = np.bincount(tail, whole, n) + np.bincount(head, whole, n)
        chosen = busy / busy.sum()
        rate = process.arenas * n * process.degree / 6
        met = _met(rate, chosen, tail, head)
        background = 1 - (1 - whole) / (1 - met)
        return cls(
            process, Parts(SIDES, of), np.clip(background, 0, 1), whole, rate, chosen,
            tail.astype(np.int32), head.astype(np.int32),
        )  # fmt: skip

    def ties(self, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw one network's ties; a pair may come twice."""
        return self.thinned(random, 1.0)

    def thinned(self, random: np.random.Generator, share: float) -> tuple[np.ndarray, np.ndarray]:
        """Draw a part of the ties: each chance, and the arenas, *share* of what they are."""
        found = random.random(len(self.chance), dtype=np.float32) < share * self.chance
        n, arenas = len(self.sides.of), random.poisson(share * self.arena_rate)
        groups = np.sort(random.choice(n, size=(arenas, 3), p=self.arena_share), axis=1)
        a, b, c = groups[(groups[:, 0] != groups[:, 1]) & (groups[:, 1] != groups[:, 2])].T
        return (
            np.concatenate([self.tail[found], a, a, b]),
            np.concatenate([self.head[found], b, c, c]),
        )

    def case(self, random: np.random.Generator) -> Case:
        """Draw one network: directed, each tied pair tied both ways or one."""
        n = len(self.sides.of)
        pairs = Network.from_ties(pd.RangeIndex(n), *self.ties(random))
        both = random.random(len(pairs.tail)) < self.process.mutual
        turned = ~both & (random.random(len(pairs.tail)) < 0.5)
        tail, head = np.where(turned, pairs.head, pairs.tail), np.where(turned, pairs.tail, pairs.head)
        ends = np.concatenate([tail, head[both]]), np.concatenate([head, tail[both]])
        return Case(Network.from_ties(pd.RangeIndex(n), *ends, directed=True), self.sides)


def _sides(n: int, shares: Sequence[float]) -> np.ndarray:
    """Sides of *n* actors in the proportions given, by largest remainder."""
    exact = n * np.array(shares)
    counts = np.floor(exact).astype(int)
    order = np.argsort(counts - exact, kind="stable")
    counts[order[: n - counts.sum()]] += 1
    return np.repeat(np.arange(len(shares)), counts)


def _profile(of: np.ndarray, spread: float) -> np.ndarray:
    """Activity of each actor: even quantiles of a gamma distribution within its side."""
    counts = np.bincount(of)
    shape = 1 / spread**2
    return np.concatenate([gamma.ppf((np.arange(k) + 0.5) / k, shape, scale=1 / shape) for k in counts if k])


def _met(rate: float, chosen: np.ndarray, tail: np.ndarray, head: np.ndarray) -> np.ndarray:
    """Chance that two actors are in at least one arena together."""
    others = 1 - chosen[tail] - chosen[head]
    found: np.ndarray = -np.expm1(-6 * rate * chosen[tail] * chosen[head] * others)
    return found


MIXING = (
    (3.0, 1.0, 2.0, 0.6, 1.2, 2.4),
    (1.0, 2.5, 1.0, 0.6, 1.6, 0.9),
    (2.0, 1.0, 3.0, 0.7, 1.6, 1.6),
    (0.6, 0.6, 0.7, 4.0, 2.6, 0.8),
    (1.2, 1.6, 1.6, 2.6, 5.0, 3.2),
    (2.4, 0.9, 1.6, 0.8, 3.2, 4.0),
)
MAIN = Process("main", (0.25, 0.15, 0.20, 0.10, 0.12, 0.18), MIXING, 8.0, 0.4, 0.2)
"""Mean degree 8, six sides of unequal size, activity within a side spread by 40 %, a fifth of the ties in
arenas of three."""
SECOND = Process(
    "second", (0.31, 0.11, 0.20, 0.10, 0.12, 0.16),
    (
        (3.0, 1.0, 2.0, 0.8, 1.2, 3.0),
        (1.0, 2.5, 1.2, 1.0, 2.2, 1.2),
        (2.0, 1.2, 3.5, 1.0, 2.2, 2.0),
        (0.8, 1.0, 1.0, 2.0, 3.0, 1.2),
        (1.2, 2.2, 2.2, 3.0, 2.5, 3.0),
        (3.0, 1.2, 2.0, 1.2, 3.0, 3.5),
    ),
    10.0, 0.6, 0.3,
)  # fmt: skip
"""Ten ties an actor, sides more unequal, activity spread by 60 %, three tenths of the ties in arenas."""
SPARSE = replace(MAIN, name="sparse", degree=3.0)
"""As registers from case documents are: three ties an actor."""


def planted(process: Process, measure: Comparable, factor: float) -> Process:
    """The process with one quantity multiplied by *factor* and, but for what follows, nothing else."""
    if measure is Comparable.TIES_PER_ACTOR:
        return replace(process, degree=process.degree * factor)
    if measure is Comparable.MUTUAL_SHARE:
        return replace(process, mutual=process.mutual * factor)
    moved = _moves(measure)

    def scaled(by: float) -> Process:
        return replace(process, mixing=tuple(map(tuple, np.array(process.mixing) * np.where(moved, by, 1.0))))

    goal = expected_value(process, measure) * factor
    return scaled(brentq(lambda by: expected_value(scaled(by), measure) - goal, 1e-4, 1e4))


def expected_value(process: Process, measure: Comparable) -> float:
    """What a quantity made of shares is expected to be."""
    ties, hall = process.expected(), _HALL[:, None] | _HALL[None, :]
    within = float(np.trace(ties))
    if measure is Comparable.TOWN_HALL_SHARE:
        return float(ties[hall].sum())
    if measure is Comparable.CROSS_BY_TOWN_HALL:
        return float(ties[hall & ~np.eye(len(ties), dtype=bool)].sum()) / (1 - within)
    ends = (ties + ties.T).sum(axis=1) / 2
    return (1 - within) / (1 - float((ends**2).sum()) if measure is Comparable.CROSS_TO_EXPECTED else 1)


_HALL = np.isin(SIDES, TOWN_HALL)


def _moves(measure: Comparable) -> np.ndarray:
    """Which ties become more or fewer for a quantity to move."""
    hall, own = _HALL[:, None] | _HALL[None, :], np.eye(len(SIDES), dtype=bool)
    if measure is Comparable.TOWN_HALL_SHARE:
        return hall
    return hall & ~own if measure is Comparable.CROSS_BY_TOWN_HALL else ~own
