"""From a seed to random numbers, and how a seed is split. Nothing else makes randomness."""

from __future__ import annotations

import hashlib
import secrets

import numpy as np


def generator(seed: int, *purpose: str) -> np.random.Generator:
    """Return a generator for one *purpose* under *seed*.

    The same seed and purpose give the same stream on every machine and under every hash seed; two
    purposes give independent streams, so that a new use of randomness never shifts an old one.
    """
    words = hashlib.sha256("\x1f".join((str(seed), *purpose)).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(words[:16], "big")))


def lot(seed: int, *name: str) -> int:
    """Draw a lot for a name: a number in 0 … 2²⁰ − 1 that depends on the seed and the name alone.

    Used to choose among equals without favouring those who come first in the alphabet.
    """
    words = hashlib.sha256("\x1f".join(("lot", str(seed), *name)).encode()).digest()
    return int.from_bytes(words[:4], "big") >> 12


def secret() -> str:
    """Draw 128 bits that nobody can guess or repeat, as 32 hexadecimal digits: salts and tokens.

    No seed gives them: a commitment that could be computed again would not protect what it hides.
    """
    return secrets.token_hex(16)
