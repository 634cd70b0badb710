"""igraph's random numbers from the house's own generator: the same seed gives the same draws everywhere."""

from __future__ import annotations

from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Final

import igraph
import numpy as np

from matchmaker.kernel.rng import generator

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK: Final = RLock()
"""igraph has one generator per process: one thread at a time may draw."""
_BLOCK: Final = 4_096


@contextmanager
def seeded_igraph(seed: int, *purpose: str) -> Iterator[None]:
    """Let igraph draw from the stream of a *purpose* under *seed*, within a ``with`` block.

    Nobody else in the process draws meanwhile; afterwards igraph draws from its own generator, which nothing
    in the house uses.
    """
    with _LOCK:
        igraph.set_random_number_generator(_Words(generator(seed, *purpose)))
        try:
            yield
        finally:
            igraph.set_random_number_generator(None)


class _Words:
    """What igraph asks of a generator. Words of 32 bits are drawn a block at a time."""

    def __init__(self, source: np.random.Generator) -> None:
        self._source = source
        self._left = iter(())  # type: Iterator[int]

    def getrandbits(self, bits: int) -> int:
        """*bits* random bits, at most 32."""
        word = next(self._left, None)
        if word is None:
            self._left = iter(self._source.integers(0, 1 << 32, size=_BLOCK, dtype=np.uint64).tolist())
            word = next(self._left)
        return word >> (32 - bits)

    def random(self) -> float:
        """A number in 0 … 1, 1 left out."""
        return (self.getrandbits(32) * (1 << 21) + (self.getrandbits(32) >> 11)) / (1 << 53)

    def randint(self, low: int, high: int) -> int:
        """A whole number in *low* … *high*, both included."""
        return int(self._source.integers(low, high + 1))

    def gauss(self, mean: float, spread: float) -> float:
        """A normal number."""
        return float(self._source.normal(mean, spread))
