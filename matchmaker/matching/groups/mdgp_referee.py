"""What an answer to the plain grouping problem must be, counted without the solver's code."""

from __future__ import annotations

import math

import numpy as np

from matchmaker.kernel.errors import RefereeError


def value_of(distances: np.ndarray, groups: np.ndarray) -> float:
    """Sum of the distances of all pairs that share a group, by one large mask."""
    same = np.equal.outer(groups, groups)
    return float(np.where(np.triu(same, 1), distances, 0.0).sum())


def judge(
    distances: np.ndarray, least: np.ndarray, most: np.ndarray, groups: np.ndarray, value: float
) -> None:
    """Check who is where, the sizes and the value.

    Raises
    ------
    RefereeError
        ``referee_group_size``: a group (from 0) has too few or too many people, or somebody has no group.
        ``referee_score``: the claimed value is not what is counted, to one part in 10⁹.
    """
    count = len(least)
    if groups.shape != (len(distances),) or (len(groups) and not (0 <= groups.min() <= groups.max() < count)):
        raise RefereeError("referee_group_size", {"group": -1, "size": len(groups)})
    for g in range(count):
        size = int(np.count_nonzero(groups == g))
        if not least[g] <= size <= most[g]:
            raise RefereeError("referee_group_size", {"group": g, "size": size})
    counted = value_of(distances, groups)
    if not math.isclose(value, counted, rel_tol=1e-9, abs_tol=1e-9):
        raise RefereeError("referee_score", {"claimed": value, "counted": counted})
