"""How hot the search is, sweep by sweep: from the number of sweeps that are planned and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.groups import mdgp_kernel as kernel

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUANTILES = 4096
_FEW = 2000
"""Sweeps below which one annealing is better than two."""
_LIVELY = 4
"""Annealing starts where one turn in four changes something, and ends at half that temperature."""
_TAIL = 50
"""The last 50th of an annealing takes only what is better."""


@cache
def logs() -> np.ndarray:
    """−ln at the middles of 4096 equal parts of 0 … 1, times 2¹⁶, rounded.

    Taken with :mod:`decimal`, whose logarithm is rounded correctly and is the same on every machine.
    """
    scale = 1 << kernel.LOG_BITS
    parts = (Decimal(2 * k + 1) / (2 * _QUANTILES) for k in range(_QUANTILES))
    return np.array([int((-part.ln() * scale).to_integral_value()) for part in parts], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Heat:
    """Where an annealing starts and ends, in units of the distances."""

    high: int
    low: int


def find_heat(state: kernel.State, shift: int, unknown: int) -> Heat:
    """Cool a grouping quickly until one turn in four changes something: there the search begins to choose.

    The ratio fits distances of every kind: at random, on a line, in space. The *state* is used up.
    """
    people = len(state.group)
    sweeps = max(4, 1000 // max(1, people))
    temperature = kernel.spread(state, 1000)
    while temperature > 1:
        state.tally[kernel.TAKEN] = 0
        kernel.sweep(state, np.full(sweeps, temperature, dtype=np.int64), logs(), shift, unknown)
        if int(state.tally[kernel.TAKEN]) * _LIVELY < sweeps * people:
            break
        temperature = temperature * 7 // 8
    return Heat(int(temperature), int(temperature) // 2)


@dataclass(frozen=True, slots=True)
class Part:
    """One annealing of a search: *length* sweeps from sweep *start* on."""

    start: int
    length: int
    plan: int | None
    """Which sizes it starts from; ``None``: the sizes that did best."""

    def temperatures(self, heat: Heat, first: int, count: int) -> np.ndarray:
        """Temperatures of *count* sweeps from sweep *first* of the search on: falling evenly, then 0."""
        sweeps = np.arange(first - self.start, first - self.start + count, dtype=np.int64)
        falling = max(1, self.length - max(2, self.length // _TAIL))
        warm = heat.high - (heat.high - heat.low) * sweeps // falling
        return np.where(sweeps < falling, warm, 0)


def parts(planned: int, plans: int, island: int, islands: int) -> list[Part]:
    """Divide the *planned* sweeps of one island into annealings.

    Where several sizes are worth a try, the first fifth is spent on trying them: each island tries its
    share, one after the other. The rest is two annealings, or one when there are few sweeps.
    """
    trials = -(-plans // islands) if plans > 1 else 0
    start = planned // 5 if trials else 0
    found = _evenly(0, start, [(island + k * islands) % plans for k in range(trials)])
    return [*found, *_evenly(start, planned, [None, None] if planned >= _FEW else [None])]


def _evenly(start: int, end: int, chosen: Sequence[int | None]) -> list[Part]:
    """Part from *start* to *end* for each of the chosen sizes, as long as there are sweeps."""
    edges = [start + (end - start) * k // max(1, len(chosen)) for k in range(len(chosen) + 1)]
    return [
        Part(edges[k], edges[k + 1] - edges[k], plan)
        for k, plan in enumerate(chosen)
        if edges[k + 1] > edges[k]
    ]
