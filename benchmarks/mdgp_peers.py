"""Peers of the grouping search, written for the comparison: multistart local search, simulated annealing.

Both keep the gains of every person in every group, so that a change is evaluated in constant time, and are
compiled; they get the same seconds on the same number of threads. Neither bounds nor chosen sizes are used.
"""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from matchmaker.kernel.chance import below, new_state, next_word, shuffle
from matchmaker.kernel.compiling import compiled


@compiled
def seat(chance: np.ndarray, distance: np.ndarray, least: np.ndarray, most: np.ndarray,
         group: np.ndarray, size: np.ndarray, gain: np.ndarray) -> None:  # fmt: skip
    """Everybody at random: first the fewest of every group, then wherever there is room."""
    people, order, k = len(group), np.arange(len(group)), 0
    shuffle(chance, order)
    for g in range(len(size)):
        size[g] = least[g]
        for _ in range(least[g]):
            group[order[k]] = g
            k += 1
    while k < people:
        g = below(chance, len(size))
        if size[g] < most[g]:
            group[order[k]] = g
            size[g] += 1
            k += 1
    gain[:, :] = 0.0
    for i in range(people):
        gain[group[i]] += distance[i]


@compiled
def exchange(distance: np.ndarray, group: np.ndarray, gain: np.ndarray, u: int, v: int) -> None:
    """Let two people change places."""
    a, b = group[u], group[v]
    gain[a] += distance[v] - distance[u]
    gain[b] += distance[u] - distance[v]
    group[u], group[v] = b, a


@compiled
def move(distance: np.ndarray, group: np.ndarray, size: np.ndarray, gain: np.ndarray, u: int, b: int) -> None:
    """Let one person go to another group."""
    a = group[u]
    gain[a] -= distance[u]
    gain[b] += distance[u]
    size[a] -= 1
    size[b] += 1
    group[u] = b


@compiled
def climb(distance: np.ndarray, least: np.ndarray, most: np.ndarray, group: np.ndarray, size: np.ndarray,
          gain: np.ndarray) -> None:  # fmt: skip
    """Take every change that is better, until there is none."""
    people, better = len(group), True
    while better:
        better = False
        for u in range(people):
            for b in range(len(size)):
                a = group[u]
                if a != b and size[a] > least[a] and size[b] < most[b] and gain[b, u] > gain[a, u] + 1e-9:
                    move(distance, group, size, gain, u, b)
                    better = True
            for v in range(u):
                a, b = group[u], group[v]
                worth = gain[b, u] - gain[a, u] + gain[a, v] - gain[b, v] - 2 * distance[u, v]
                if a != b and worth > 1e-9:
                    exchange(distance, group, gain, u, v)
                    better = True


@compiled
def anneal(chance: np.ndarray, distance: np.ndarray, least: np.ndarray, most: np.ndarray, group: np.ndarray,
           size: np.ndarray, gain: np.ndarray, steps: int, hot: float, cold: float) -> None:  # fmt: skip
    """Metropolis over random pairs (and moves, where sizes are free), cooled by a constant factor."""
    people, temperature = len(group), hot
    factor = (cold / hot) ** (1000.0 / max(1000, steps))
    for step in range(steps):
        if step % 1000 == 999:
            temperature *= factor
        u, v = below(chance, people), below(chance, people)
        a, b = group[u], group[v]
        if a == b:
            continue
        alone = size[a] > least[a] and size[b] < most[b] and next_word(chance) & np.uint64(1) == 0
        worth = gain[b, u] - gain[a, u]
        if not alone:
            worth += gain[a, v] - gain[b, v] - 2 * distance[u, v]
        if worth >= 0 or below(chance, 1 << 30) < math.exp(worth / temperature) * (1 << 30):
            if alone:
                move(distance, group, size, gain, u, b)
            else:
                exchange(distance, group, gain, u, v)


class Peer:
    """One thread's share of a peer's run."""

    def __init__(
        self, distances: np.ndarray, sizes: tuple[tuple[int, int], ...], seed: int, part: int
    ) -> None:
        bounds = np.array(sizes, dtype=np.int64)
        self.distance, self.least, self.most = distances, bounds[:, 0].copy(), bounds[:, 1].copy()
        self.group = np.zeros(len(distances), dtype=np.int64)
        self.size = np.zeros(len(sizes), dtype=np.int64)
        self.gain = np.zeros((len(sizes), len(distances)))
        self.chance = new_state(seed, "peer", str(part))

    def begin(self) -> None:
        """Seat everybody at random."""
        seat(self.chance, self.distance, self.least, self.most, self.group, self.size, self.gain)

    def value(self) -> float:
        """What the grouping is worth."""
        return float(self.gain[self.group, np.arange(len(self.group))].sum()) / 2

    def multistart(self, seconds: float) -> float:
        """Best of as many climbs as there is time for; the last may end late."""
        end, best = time.monotonic() + seconds, 0.0
        while time.monotonic() < end:
            self.begin()
            climb(self.distance, self.least, self.most, self.group, self.size, self.gain)
            best = max(best, self.value())
        return best

    def annealed(self, seconds: float) -> float:
        """One annealing that fills the time, from a temperature that melts everything."""
        self.begin()
        spread = float(self.distance.std()) * math.sqrt(len(self.group) / len(self.size))
        steps, spent = 20_000, 0.0
        while spent < seconds / 50:
            steps *= 2
            begun = time.monotonic()
            self._cool(steps, spread)
            spent = time.monotonic() - begun
        self.begin()
        self._cool(int(steps * seconds * 0.9 / spent), spread)
        climb(self.distance, self.least, self.most, self.group, self.size, self.gain)
        return self.value()

    def _cool(self, steps: int, spread: float) -> None:
        anneal(self.chance, self.distance, self.least, self.most, self.group, self.size, self.gain,
               steps, spread, spread / 50)  # fmt: skip


def best_of(
    method: str, distances: np.ndarray, sizes: tuple[tuple[int, int], ...], seed: int, seconds: float,
    workers: int,
) -> float:  # fmt: skip
    """The better of one run a thread, ``multistart`` or ``annealed``."""
    peers = [Peer(distances, sizes, seed, part) for part in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        return max(pool.map(lambda peer: float(getattr(peer, method)(seconds)), peers))
