"""Whether quantities of one network changed more than its own turnover of ties makes by chance.

Only actors that are there both times are looked at. A tie that stayed says nothing of a change; what came and
what went does (McNemar 1947, for whole networks). Were nothing changing, whatever happened might as well
have happened the other way round: entered for left. The test turns every event at random, exactly so (a
sign-flip permutation test), and ties that came or went together, as those of three actors who met, are one
event: they close triangles with one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import stdtrit

from matchmaker.comparison.comparable import Comparable
from matchmaker.comparison.counted import counted, membership
from matchmaker.comparison.differences import Told
from matchmaker.kernel.rng import generator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.measures.case import Case

PAIRED: Final = (
    Comparable.TIES_PER_ACTOR,
    Comparable.CROSS_SHARE,
    Comparable.TOWN_HALL_SHARE,
    Comparable.CROSS_BY_TOWN_HALL,
)
"""Quantities whose change is tested: those that are exactly a sum over the ties that came and went."""
LEAST_EVENTS = 6
"""Events under which nothing can be told: five that all went one way happen by chance in 1 of 16 cases."""
FLIPS = 4_999
"""Random turnings; the least p-value is 1 / 5,000."""
_WIDER = 1.07
"""What spread and interval are multiplied by. An arena of three of whom two were tied already gives two ties
that close no triangle among those that came, and count as two events; where arenas are many, that makes the
true spread 5 to 7 % larger than what the turnings give (``benchmarks/change.py``)."""
_NOTHING = 1e-12
_AT_ONCE = 10_000_000
"""Signs that are drawn at once: events of a whole region would fill the memory."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One quantity at two times, among the actors that are there at both."""

    measure: Comparable
    before: float
    after: float
    """nan where it cannot be said."""
    value: float
    """After less before."""
    interval: tuple[float, float]
    """Interval of the change; nan where too little happened."""
    p: float
    """Chance of so large a change where nothing changes, two-sided; nan where too little happened."""
    events: int
    """Ties that came or went, or moved the quantity; those that did so together count as one."""
    told: Told


def changes(
    before: Case, after: Case, measures: Sequence[Comparable] = PAIRED, alpha: float = 0.05
) -> tuple[Changed, ...]:
    """Test the change of quantities.

    Parameters
    ----------
    before, after
        Networks of the same actors, node by node; sides may differ. Direction is not looked at. The seed of
        *before* draws the turnings.
    measures
        Among :data:`PAIRED`.
    alpha
        Chance of a false alarm for each quantity, 0–1 (exclusive); intervals have confidence 1 − alpha.
    """
    both = _Both.of(before, after)
    return tuple(_changed(both, measure, alpha) for measure in measures)


@dataclass(frozen=True)
class _Both:
    """Two networks of the same actors, and every pair that is tied in either."""

    before: Case
    after: Case
    keys: np.ndarray
    """Tied pairs as tail × n + head, ascending."""

    @classmethod
    def of(cls, before: Case, after: Case) -> _Both:
        n = max(len(before.network), 1)
        found = [case.network.undirected() for case in (before, after)]
        return cls(before, after, np.unique(np.concatenate([one.tail * n + one.head for one in found])))

    def moves(self, measure: Comparable) -> tuple[float, float, np.ndarray]:
        """The quantity before and after, and what each pair moves it by; these sum up to the change."""
        values, parts = [], []
        for case in (self.before, self.after):
            pairs = case.network.undirected()
            n = max(len(pairs), 1)
            place = np.searchsorted(self.keys, pairs.tail * n + pairs.head)
            values.append(counted(case, pairs, measure).value)
            parts.append((place, *self._members(case, measure)))
        scale, centre = self._scale(measure, values, parts)
        moved = np.zeros(len(self.keys))
        for sign, (place, chosen, among) in zip((-1.0, 1.0), parts, strict=True):
            moved[place] += sign * np.where(among, chosen - centre, 0.0) * scale
        return values[0], values[1], moved

    def _members(self, case: Case, measure: Comparable) -> tuple[np.ndarray, np.ndarray]:
        pairs = case.network.undirected()
        if measure is Comparable.TIES_PER_ACTOR:
            every = np.ones(len(pairs.tail), dtype=bool)
            return every, every
        return membership(case, pairs, measure)

    def _scale(
        self, measure: Comparable, values: list[float], parts: Sequence[tuple[np.ndarray, ...]]
    ) -> tuple[float, float]:
        """By what to multiply, and from what to count, so that the moves sum up to the change exactly."""
        if measure is Comparable.TIES_PER_ACTOR:
            return 2.0 / max(len(self.before.network), 1), 0.0
        among = sum(float(found.sum()) for _, _, found in parts) / 2
        return (1.0 / among if among else 0.0), sum(values) / 2


def _changed(both: _Both, measure: Comparable, alpha: float) -> Changed:
    before, after, moved = both.moves(measure)
    if isnan(before) or isnan(after):
        return Changed(measure, before, after, nan, (nan, nan), nan, 0, Told.TOO_FEW)
    sums = _events(both.keys, moved, max(len(both.before.network), 1))
    gap = after - before
    if len(sums) < LEAST_EVENTS:
        return Changed(measure, before, after, gap, (nan, nan), nan, len(sums), Told.TOO_FEW)
    error = _WIDER * sqrt(float((sums**2).sum()))
    width = float(stdtrit(len(sums) - 1, 1.0 - alpha / 2)) * error
    p = _flipped(sums, both.before.seed, measure)
    told = Told.DIFFERENT if p <= alpha else Told.NOT_SHOWN
    return Changed(measure, before, after, gap, (gap - width, gap + width), p, len(sums), told)


def _events(keys: np.ndarray, moved: np.ndarray, n: int) -> np.ndarray:
    """Sums of the moves of ties that came or went together; those that move nothing are left out."""
    real = np.flatnonzero(np.abs(moved) > _NOTHING)
    tail, head = keys[real] // n, keys[real] % n
    around: dict[int, dict[int, int]] = {}
    for tie, (one, other) in enumerate(zip(tail.tolist(), head.tolist(), strict=True)):
        around.setdefault(one, {})[other] = tie
        around.setdefault(other, {})[one] = tie
    joined: list[tuple[int, int]] = []
    for tie, (one, other) in enumerate(zip(tail.tolist(), head.tolist(), strict=True)):
        third = around[one].keys() & around[other].keys()
        joined += [(tie, around[end][actor]) for actor in third for end in (one, other)]
    ends = np.array(joined, dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(real), len(real)))
    count, event = connected_components(graph, directed=False) if len(real) else (0, real)
    return np.bincount(event, moved[real], count)


def _flipped(sums: np.ndarray, seed: int, measure: Comparable) -> float:
    """Exact Monte Carlo p-value: how often as large a change when every event may turn."""
    random = generator(seed, "comparison", "paired", measure.value)
    seen, rows, more = abs(float(sums.sum())), max(_AT_ONCE // len(sums), 1), 0
    for start in range(0, FLIPS, rows):
        signs = random.integers(0, 2, (min(rows, FLIPS - start), len(sums)), np.int8)
        drawn = _WIDER * np.abs((2.0 * signs - 1.0) @ sums)
        more += int((drawn >= seen * (1 - 1e-9)).sum())
    return float(1 + more) / (FLIPS + 1)
