"""Ties counted by the parts of their ends, in one pass. Compiled."""

from __future__ import annotations

import numpy as np

from matchmaker.kernel.compiling import compiled


@compiled
def between_parts(tail: np.ndarray, head: np.ndarray, part: np.ndarray, parts: int) -> np.ndarray:
    """Number of ties from each part to each, shape (parts + 1, parts + 1); the last one is the unknown."""
    found = np.zeros((parts + 1, parts + 1), np.int64)
    for tie in range(len(tail)):
        found[part[tail[tie]], part[head[tie]]] += 1  # −1, the unknown, is the last row and column
    return found
