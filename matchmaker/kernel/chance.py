"""Random numbers inside compiled loops: integers only, the same on every machine.

The generator is SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, OOPSLA
2014): one 64-bit word of state, a fixed step and a mixing function. Its seed comes from
:func:`matchmaker.kernel.rng.generator`, so that every purpose has a stream of its own.
"""

from __future__ import annotations

import numpy as np

from matchmaker.kernel.compiling import compiled
from matchmaker.kernel.rng import generator

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_30, _27, _31, _32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_RANGE = np.uint64(1 << 32)


def new_state(seed: int, *purpose: str) -> np.ndarray:
    """Return the state of a stream for one *purpose* under *seed*: an array of one ``uint64``."""
    return generator(seed, *purpose).integers(0, 1 << 64, size=1, dtype=np.uint64)


@compiled
def next_word(state: np.ndarray) -> np.uint64:
    """Draw 64 random bits and step *state* on."""
    state[0] += _STEP
    word: np.uint64 = state[0]
    word = (word ^ (word >> _30)) * _FIRST
    word = (word ^ (word >> _27)) * _SECOND
    return word ^ (word >> _31)


@compiled
def below(state: np.ndarray, n: int) -> int:
    """Draw a whole number in 0 … *n* − 1, each equally likely (Lemire's multiplication with rejection).

    *n* is at least 1 and below 2³²; the answer for other *n* means nothing.
    """
    bound = np.uint64(n)
    product = (next_word(state) >> _32) * bound
    if product & _LOW < bound:
        least = (_RANGE - bound) % bound
        while product & _LOW < least:
            product = (next_word(state) >> _32) * bound
    return np.int64(product >> _32)  # type: ignore[return-value]  # Python sees a plain int


@compiled
def shuffle(state: np.ndarray, values: np.ndarray) -> None:
    """Put *values* into random order, in place (Fisher and Yates)."""
    for last in range(len(values) - 1, 0, -1):
        other = below(state, last + 1)
        values[last], values[other] = values[other], values[last]
