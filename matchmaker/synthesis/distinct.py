"""Random rows that do not repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.synthesis.plan import too_dense

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDS = 1_000


def distinct(
    draw: Callable[[int], np.ndarray], wanted: int, what: str, taken: np.ndarray | None = None
) -> np.ndarray:
    """Draw until there are *wanted* different keys, in the order in which they were drawn.

    Parameters
    ----------
    draw
        Draws the given number of keys (integers); a negative key is thrown away.
    wanted
        How many different keys, ≥ 0.
    what
        Key of the message ``plan.<what>``, should it fail.
    taken
        Keys that may not be drawn.

    Raises
    ------
    InputError
        ``plan_too_dense`` when a thousand rounds were not enough.
    """
    avoid = np.zeros(0, dtype=np.int64) if taken is None else np.asarray(taken, dtype=np.int64)
    kept = np.zeros(0, dtype=np.int64)
    for _ in range(_ROUNDS):
        if len(kept) >= wanted:
            return kept[:wanted]
        fresh = draw((wanted - len(kept)) * 5 // 4 + 64)
        fresh = fresh[(fresh >= 0) & ~np.isin(fresh, avoid)]
        both = np.concatenate([kept, fresh])
        _, first = np.unique(both, return_index=True)
        kept = both[np.sort(first)]
    raise too_dense(what, wanted, len(kept))
