"""Four islands that anneal side by side, in pieces, and what they found together.

The islands are the same however many threads carry them, so that the number of threads never changes an
answer. They meet once: where several sizes of the groups were tried, all see which did best.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.chance import new_state
from matchmaker.matching.groups import mdgp_kernel as kernel
from matchmaker.matching.groups.mdgp_schedule import Part, find_heat, logs, parts
from matchmaker.matching.groups.mdgp_sizes import plans

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.matching.groups.mdgp_input import Posed

ISLANDS = 4
_PLANS = 8
"""Sizes that are tried at most."""
_SMALL, _SHORT = 20, 40
"""Up to so many people an annealing takes at most so many sweeps, and others follow: among few it freezes at
once, and starting anew finds what a slower one does not."""
_AS_GOOD = 0.998
"""Half of the islands go on with the second-best sizes when they came so near to the best."""


def new_island(posed: Posed, seed: int, *purpose: str) -> kernel.State:
    """Return a state in which nobody has a group yet, with random numbers of its own."""
    people, groups, kind = len(posed.distance), len(posed.least), posed.distance.dtype
    return kernel.State(
        distance=posed.distance,
        least=posed.least,
        most=posed.most,
        group=np.zeros(people, dtype=np.int32),
        place=np.zeros(people, dtype=np.int32),
        members=np.zeros((groups, int(posed.most.max(initial=0)) + 1), dtype=np.int32),
        size=np.zeros(groups, dtype=np.int64),
        gain=np.zeros((groups, people), dtype=kind),
        own=np.zeros(people, dtype=kind),
        reach=np.zeros((groups, groups), dtype=kind),
        best=np.zeros(people, dtype=np.int32),
        tally=np.zeros(3, dtype=np.int64),
        chance=new_state(seed, "mdgp", *purpose),
    )


def seat(posed: Posed, state: kernel.State, sizes: np.ndarray) -> None:
    """Begin afresh: everybody at random in groups of the given sizes. What was best is kept."""
    kernel.scatter(state, sizes)
    recount(posed, state)


def recount(posed: Posed, state: kernel.State) -> None:
    """Count a state whose groups were set from outside."""
    kernel.count(state, posed.unknown)
    state.tally[kernel.VALUE] += posed.shift * int((state.size * (state.size - 1) // 2).sum())


@dataclass(frozen=True, slots=True)
class Island:
    """One search: its state, and what it does when."""

    state: kernel.State
    parts: tuple[Part, ...]

    def part(self, sweep: int, planned: int) -> Part:
        """The annealing that a sweep belongs to; behind the plan, more like the last follow each other."""
        for part in self.parts:
            if part.start <= sweep < part.start + part.length:
                return part
        length = self.parts[-1].length if self.parts else 1
        return Part(planned + (sweep - planned) // length * length, length, None)


class Search:
    """The islands and how far they have come.

    Parameters
    ----------
    posed
        The problem, with at least one person and one group.
    seed
        Decides everything that is random.
    """

    def __init__(self, posed: Posed, seed: int) -> None:
        self._posed, self._seed = posed, seed
        self._sizes = plans(posed.least, posed.most, len(posed.distance), _PLANS)
        probe = new_island(posed, seed, "heat")
        seat(posed, probe, self._sizes[0])
        self.heat = find_heat(probe, posed.shift, posed.unknown)
        self._found: dict[int, tuple[int, int]] = {}
        self._chosen: tuple[int, ...] = (0,)
        self.islands: tuple[Island, ...] = ()
        self.planned = self.done = 0

    def plan(self, planned: int) -> None:
        """Begin a search of *planned* sweeps, at least 0, on every island."""
        islands = []
        if len(self._posed.distance) <= _SMALL:
            planned = min(planned, _SHORT)
        for number in range(ISLANDS):
            state = new_island(self._posed, self._seed, "island", str(number))
            seat(self._posed, state, self._sizes[0])
            state.best[:] = state.group
            state.tally[kernel.BEST] = state.tally[kernel.VALUE]
            schedule = parts(planned, len(self._sizes), number, ISLANDS)
            islands.append(Island(state, tuple(schedule)))
        self.islands, self.planned, self.done = tuple(islands), planned, 0
        self._found, self._chosen = {}, (0,)

    def advance(self, sweeps: int, pool: ThreadPoolExecutor) -> None:
        """Go *sweeps* sweeps on, on every island; behind the plan, further annealings follow."""
        end = self.done + sweeps
        while self.done < end:
            now = [island.part(self.done, self.planned) for island in self.islands]
            stop = min(end, *(part.start + part.length for part in now))
            for _ in pool.map(self._piece, self.islands, now, [stop] * ISLANDS, range(ISLANDS)):
                pass
            self.done = stop
            self._meet()

    def _piece(self, island: Island, part: Part, stop: int, number: int) -> None:
        """Let one island go on in an annealing to sweep *stop*, which is not behind its end."""
        if part.start == self.done:
            plan = self._chosen[number % len(self._chosen)] if part.plan is None else part.plan
            seat(self._posed, island.state, self._sizes[plan])
        temperatures = part.temperatures(self.heat, self.done, stop - self.done)
        kernel.sweep(island.state, temperatures, logs(), self._posed.shift, self._posed.unknown)

    def _meet(self) -> None:
        """Where annealings with given sizes have ended: what they came to, and which sizes to go on with."""
        for island in self.islands:
            for part in island.parts:
                if part.plan is not None and part.start + part.length == self.done:
                    value = (int(island.state.tally[kernel.VALUE]), -part.plan)
                    self._found[part.plan] = max(value, self._found.get(part.plan, value))
        ranked = sorted(self._found, key=lambda plan: self._found[plan], reverse=True)
        near = [plan for plan in ranked[:2] if self._found[plan][0] >= _AS_GOOD * self._found[ranked[0]][0]]
        self._chosen = tuple(near) or (0,)

    def answer(self) -> np.ndarray:
        """The best grouping of all islands, with every change taken that makes it better still.

        Ties go to the island with the lower number.
        """
        posed = self._posed
        best = max(self.islands, key=lambda island: int(island.state.tally[kernel.BEST])).state
        last = new_island(posed, self._seed, "last")
        last.group[:] = best.best
        recount(posed, last)
        before = -1
        while before != int(last.tally[kernel.VALUE]):
            before = int(last.tally[kernel.VALUE])
            kernel.sweep(last, np.zeros(4, dtype=np.int64), logs(), posed.shift, posed.unknown)
        return last.group.astype(np.int64)

    def rate(self, seconds: float, clock: Callable[[], float], pool: ThreadPoolExecutor) -> float:
        """Sweeps of every island in a second, from a throw-away search that takes about *seconds*.

        Its first quarter is not counted: it is busy with leaving the seats drawn at random.
        """
        sweeps = 8
        while True:
            self.plan(sweeps)
            self.advance(sweeps // 4, pool)
            begun = clock()
            self.advance(sweeps - sweeps // 4, pool)
            spent = clock() - begun
            if spent >= seconds / 2:
                return 0.75 * sweeps / spent
            sweeps *= 2


def pool_of(workers: int) -> ThreadPoolExecutor:
    """Threads for the islands: the compiled loop lets go of Python's lock."""
    return ThreadPoolExecutor(max_workers=max(1, min(workers, ISLANDS)), thread_name_prefix="mdgp")
